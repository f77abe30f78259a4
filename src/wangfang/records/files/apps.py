"""Registers the room "files" with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments, kept once, hashed and sniffed."""

    name = "wangfang.records.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

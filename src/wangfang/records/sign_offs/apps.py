"""Registers the room "sign_offs" with Django."""

from django.apps import AppConfig


class SignOffsConfig(AppConfig):
    """Reports circulated to principals."""

    name = "wangfang.records.sign_offs"
    label = "sign_offs"
    default_auto_field = "django.db.models.BigAutoField"

"""Registers the room "rhythms" with Django."""

from django.apps import AppConfig


class RhythmsConfig(AppConfig):
    """The rhythms of the house."""

    name = "wangfang.records.rhythms"
    label = "rhythms"
    default_auto_field = "django.db.models.BigAutoField"

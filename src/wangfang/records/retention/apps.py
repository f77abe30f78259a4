"""Registers the room "retention" with Django."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """How long cases are kept, what holds them, how their content is destroyed."""

    name = "wangfang.records.retention"
    label = "retention"
    default_auto_field = "django.db.models.BigAutoField"

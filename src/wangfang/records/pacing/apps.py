"""Registers the room "pacing" with Django."""

from django.apps import AppConfig


class PacingConfig(AppConfig):
    """How often something was tried, so that nobody tries codes or passwords by the thousand."""

    name = "wangfang.records.pacing"
    label = "pacing"
    default_auto_field = "django.db.models.BigAutoField"

"""Registers the room "exporting" with Django."""

from django.apps import AppConfig


class ExportingConfig(AppConfig):
    """Who took which list of cases away, and who agreed."""

    name = "wangfang.records.exporting"
    label = "exporting"
    default_auto_field = "django.db.models.BigAutoField"

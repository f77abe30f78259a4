"""Registers the room "indicators" with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Rates read from the counted duties, and the cases behind each."""

    name = "wangfang.records.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

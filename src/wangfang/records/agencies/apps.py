"""Registers the room "agencies" with Django."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Regions, petition bureaus and responsible units."""

    name = "wangfang.records.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"

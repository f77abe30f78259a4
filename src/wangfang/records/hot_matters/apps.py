"""Registers the room "hot_matters" with Django."""

from django.apps import AppConfig


class HotMattersConfig(AppConfig):
    """Matters that many petitions tell of."""

    name = "wangfang.records.hot_matters"
    label = "hot_matters"
    default_auto_field = "django.db.models.BigAutoField"

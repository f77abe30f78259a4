"""Registers the room "frozen" with Django."""

from django.apps import AppConfig


class FrozenConfig(AppConfig):
    """Figures frozen with the cases behind them."""

    name = "wangfang.records.frozen"
    label = "frozen"
    default_auto_field = "django.db.models.BigAutoField"

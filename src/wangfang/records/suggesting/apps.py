"""Registers the room "suggesting" with Django."""

from django.apps import AppConfig


class SuggestingConfig(AppConfig):
    """What the words of a petition suggest, and whether it was taken."""

    name = "wangfang.records.suggesting"
    label = "suggesting"
    default_auto_field = "django.db.models.BigAutoField"

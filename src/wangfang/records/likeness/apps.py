"""Registers the room "likeness" with Django."""

from django.apps import AppConfig


class LikenessConfig(AppConfig):
    """Which cases share rare pieces of their texts, and which pieces are rare."""

    name = "wangfang.records.likeness"
    label = "likeness"
    default_auto_field = "django.db.models.BigAutoField"

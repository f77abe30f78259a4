"""Registers the room "bulletins" with Django."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Quarterly bulletins, frozen with their figures."""

    name = "wangfang.records.bulletins"
    label = "bulletins"
    default_auto_field = "django.db.models.BigAutoField"

"""Registers the room "notices" with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages out: queued with the act, sent after it."""

    name = "wangfang.records.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

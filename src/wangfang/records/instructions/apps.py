"""Registers the room "instructions" with Django."""

from django.apps import AppConfig


class InstructionsConfig(AppConfig):
    """Instructions of leaders."""

    name = "wangfang.records.instructions"
    label = "instructions"
    default_auto_field = "django.db.models.BigAutoField"

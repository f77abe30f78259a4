"""Registers the room "cases" with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The case itself, in the order of its life."""

    name = "wangfang.records.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

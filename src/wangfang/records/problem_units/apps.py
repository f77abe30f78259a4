"""Registers the room "problem_units" with Django."""

from django.apps import AppConfig


class ProblemUnitsConfig(AppConfig):
    """Problem units, followed until they are solved."""

    name = "wangfang.records.problem_units"
    label = "problem_units"
    default_auto_field = "django.db.models.BigAutoField"

"""Registers the console with Django."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The operator's way in."""

    name = "wangfang.interfaces.console"
    label = "console"

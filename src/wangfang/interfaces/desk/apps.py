"""How Django finds the desk's templates and static files."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The staff's way in."""

    name = "wangfang.interfaces.desk"
    label = "desk"

"""How is the page frame made known to Django (its templates, static files and tags)?"""

from __future__ import annotations

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """The page frame: no tables, only what every page shares."""

    name = "wangfang.interfaces.frame"
    label = "frame"

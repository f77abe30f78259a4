"""How is the public door made known to Django?"""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public pages; no tables of its own."""

    name = "wangfang.interfaces.portal"
    label = "portal"

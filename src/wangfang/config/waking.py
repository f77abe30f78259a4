"""How is the framework woken in a process of ours: the settings read, the rooms loaded."""

from __future__ import annotations

import os

import django

from wangfang.config import sources


def wake_django() -> None:
    """Read the settings and load the rooms; a second time does nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangfang.config.settings")
    django.setup()
    if sources.acts_as_job():
        from wangfang.records.walls.context import stand_as_job  # after the settings

        stand_as_job()

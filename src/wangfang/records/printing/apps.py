"""What is this room called among the installed applications?"""

from __future__ import annotations

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Official papers and bulletins (文书、通报) as PDF and DOCX; it stores nothing."""

    name = "wangfang.records.printing"
    label = "printing"
    verbose_name = "印制"

"""The demo city Harbin: its agencies, texts of our own, and lives that are lived through the rules."""

from wangfang.interfaces.console.demo.founding import ensure

__all__ = ["ensure"]

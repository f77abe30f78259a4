"""Registers the room "ledger" with Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """One line per act, chained and never changed (网上留痕)."""

    name = "wangfang.records.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

"""Registers the room "ledger" with Django."""

from functools import partial

from django.apps import AppConfig

from wangfang.records.vault.keys import Purpose, needs


class LedgerConfig(AppConfig):
    """One line per act, chained and never changed (网上留痕)."""

    name = "wangfang.records.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which keys the trace needs, so that none of them is made anew when it was lost."""
        from wangfang.records.ledger import keyed  # its neighbours are models

        for purpose in (Purpose.TRACE, Purpose.SIGN):
            needs(purpose, partial(keyed.latest, purpose))

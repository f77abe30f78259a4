"""Which opinions of units an address asks for: one unit or all, one gap or any, and after which case the page begins."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError

from wangfang.rules.answering import Gap

if TYPE_CHECKING:
    from wangfang.records.cases.answers import Mark

_LONGEST_KEY = 18  # digits


class RepliesForm(forms.Form):
    """The address of a page of opinions; what is wrong with it is left out."""

    gap = forms.ChoiceField(required=False, choices=[(gap.value, gap.value) for gap in Gap])
    unit = forms.CharField(required=False, max_length=20)
    after = forms.CharField(required=False, max_length=60)

    def clean_after(self) -> Mark | None:
        """Return where the page before ended, none when the address tells no such place."""
        moment, _comma, key = self.cleaned_data["after"].partition(",")
        if not moment:
            return None
        try:
            at = datetime.fromisoformat(moment)
        except ValueError as wrong:
            raise ValidationError(moment) from wrong
        if at.tzinfo is None or not (key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY):
            raise ValidationError(key)
        return at, int(key)

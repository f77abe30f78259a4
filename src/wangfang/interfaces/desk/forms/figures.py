"""Which table of rates, and which number in it, an address asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError

from wangfang.records.indicators.in_hand import LEFT
from wangfang.records.indicators.measures import GROUPS
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.rules.periods import Period as PeriodFacts


class ScopeForm(forms.Form):
    """A period, a definition, and by what the table is split."""

    period = forms.CharField(required=False, max_length=10)
    definition = forms.ChoiceField(required=False, choices=[(name.value, name.value) for name in Definition])
    by = forms.ChoiceField(required=False, choices=[("county", "county"), ("agency", "agency"), ("total", "total")])
    group = forms.ChoiceField(required=False, choices=[(name, name) for name in ("rates", *GROUPS)])

    def clean_period(self) -> PeriodFacts | None:
        """Return the period of a name, none when the address names none."""
        name = self.cleaned_data["period"]
        try:
            return Period.parse(name) if name else None
        except Refused as refused:
            raise ValidationError(refused.why) from refused


class BehindForm(forms.Form):
    """One number of the table."""

    indicator = forms.ChoiceField(choices=[(name.value, name.value) for kind in (Indicator, Measure) for name in kind])
    code = forms.CharField(required=False, max_length=20)
    bucket = forms.ChoiceField(choices=[("due", "due"), ("met", "met"), ("late", "late")])


class PartForm(forms.Form):
    """One bar of the leader's page: the cases of a class of content, or those with so many days left."""

    part = forms.ChoiceField(choices=[("class", "class"), ("left", "left")])
    name = forms.CharField(required=False, max_length=100, empty_value="")

    def clean(self) -> dict[str, object]:
        """Let no days through that are none."""
        said = super().clean() or {}
        if said.get("part") == "left" and said.get("name") not in (*LEFT, "soon"):
            raise ValidationError("", code="none")
        return said

"""Which table of rates, and which number in it, an address asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.moments import moment_from
from wangfang.records.indicators.comparing import SIDES, SPLITS
from wangfang.records.indicators.in_hand import LEFT
from wangfang.records.indicators.measures import GROUPS
from wangfang.rules.facts import day_of
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.measures import Measure
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from wangfang.rules.periods import Period as PeriodFacts


class ScopeForm(forms.Form):
    """A period, a definition, and by what the table is split."""

    period = forms.CharField(required=False, max_length=10)
    definition = forms.ChoiceField(required=False, choices=[(name.value, name.value) for name in Definition])
    by = forms.ChoiceField(required=False, choices=[("county", "county"), ("agency", "agency"), ("total", "total")])
    group = forms.ChoiceField(required=False, choices=[(name, name) for name in ("rates", *GROUPS)])
    as_of = forms.CharField(required=False)

    def clean_period(self) -> PeriodFacts | None:
        """Return the period of a name, none when the address names none."""
        return _period(self.cleaned_data["period"])

    def clean_as_of(self) -> datetime | None:
        """Return the moment by which something must have been recorded to count; of today it is this moment."""
        typed = self.cleaned_data["as_of"].strip()
        try:
            moment = moment_from(typed) if typed else None
        except Refused as refused:
            raise ValidationError(refused.why) from refused
        if moment and day_of(moment) > acts.today():
            raise ValidationError(_("“%(day)s”还没有到，截至的时刻不能在以后") % {"day": typed[:40]})
        return moment and min(moment, acts.now())

    @property
    def fault(self) -> str:
        """Return what is wrong with the moment, nothing when it can be understood."""
        return str(next(iter(self.errors.get("as_of", [])), ""))


class ComparisonForm(ScopeForm):
    """What is compared, of whom, and from when the pilots are told."""

    by = forms.ChoiceField(required=False, choices=[(name, name) for name in SPLITS])
    indicator = forms.ChoiceField(
        required=False, choices=[(name.value, name.value) for kind in (Indicator, Measure) for name in kind]
    )
    against = forms.ChoiceField(required=False, choices=[("year", "year"), ("last", "last")])


class SideForm(forms.Form):
    """One number of the pilots or of the others; `on` is the period on whose last day the pilots are those of a side."""

    side = forms.ChoiceField(choices=[(name, name) for name in SIDES])
    bucket = forms.ChoiceField(choices=[("due", "due"), ("met", "met"), ("late", "late")])
    on = forms.CharField(max_length=10)

    def clean_on(self) -> PeriodFacts | None:
        """Return the period of a name."""
        return _period(self.cleaned_data["on"])


class CountyForm(forms.Form):
    """One list of the sheet of a county; of what came in, of which class."""

    kind = forms.ChoiceField(choices=[("overdue", "overdue"), ("class", "class")])
    category = forms.CharField(required=False, max_length=100)


class BehindForm(forms.Form):
    """One number of the table."""

    indicator = forms.ChoiceField(choices=[(name.value, name.value) for kind in (Indicator, Measure) for name in kind])
    code = forms.CharField(required=False, max_length=20)
    bucket = forms.ChoiceField(choices=[("due", "due"), ("met", "met"), ("late", "late")])


def _period(name: str) -> PeriodFacts | None:
    try:
        return Period.parse(name) if name else None
    except Refused as refused:
        raise ValidationError(refused.why) from refused


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

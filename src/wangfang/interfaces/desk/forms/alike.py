"""What is found about two petitions that were compared, and with which other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.reasons import LONGEST
from wangfang.interfaces.desk.wording import VERDICTS
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.cases import lookups
from wangfang.rules.matters import Verdict, require_reason
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Actor

UNDONE = "认定有误，撤销"
_LINKS = [(verdict.value, VERDICTS[verdict]) for verdict in (Verdict.SAME_MATTER, Verdict.SAME_PERSON)]


class OtherForm(Sheet):
    """The number of another case, which the actor must be able to see; `found` is that case."""

    other = forms.CharField(
        label=_("另一件的编号"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "form-control num"}),
        error_messages={"required": _("填写另一件的编号")},
    )

    def __init__(self, data: QueryDict | None, *, actor: Actor, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.actor = actor
        self.found: Case | None = None

    def clean_other(self) -> str:
        """Find the other case among those that the actor may see."""
        number = str(self.cleaned_data["other"]).strip()
        try:
            self.found = lookups.open_case(number, self.actor)
        except lookups.NotFound as unknown:
            raise ValidationError(unknown.sentence()) from unknown
        return number


class DismissForm(OtherForm):
    """认定不是同一件事: with which case, and why when there is something to say."""

    why = forms.CharField(
        label=_("理由"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )


class LinkForm(DismissForm):
    """关联: with which case, and what the two have in common."""

    verdict = forms.ChoiceField(
        label=_("两件是什么关系"),
        choices=_LINKS,
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种关系")},
    )
    field_order = ("other", "verdict", "why")


class UnlinkForm(OtherForm):
    """撤销认定: with which case, and why."""

    why = forms.CharField(
        label=_("理由"),
        max_length=LONGEST,
        initial=UNDONE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": _("写明理由")},
    )


class VerdictForm(DismissForm):
    """认定: any of the four verdicts, each by its own button."""

    verdict = forms.ChoiceField(
        label=_("认定"),
        choices=tuple(VERDICTS.items()),
        widget=forms.HiddenInput,
        error_messages={"required": _("选一种认定")},
    )

    def stands(self, *, proposed: bool) -> bool:
        """Tell whether the verdict stands as it is: a merge that was `proposed` is overruled with a reason only."""
        try:
            require_reason(Verdict(self.cleaned_data["verdict"]), self.cleaned_data["why"], proposed=proposed)
        except Refused as no:
            self.add_error("why", no.sentence())
        return not self.errors


class TypedForm(Sheet):
    """What of a registration says whether the petition is here already; nothing is required while it is typed."""

    title = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=20_000, required=False)
    id_number = forms.CharField(max_length=40, required=False)
    phone = forms.CharField(max_length=40, required=False)

    def typed(self) -> dict[str, str]:
        """Return what was typed so far; a field that is too long counts as empty."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}

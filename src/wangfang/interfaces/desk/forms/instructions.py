"""What is typed in about an instruction: what a leader wrote, who answers for it, and what was done since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.sheets import Sheet
from wangfang.rules.instructions import LONGEST_NAME, LONGEST_POST, LONGEST_TEXT, SHORTEST_RESULT, Carrier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from wangfang.rules.facts import Agency

CARRIERS = {Carrier.REPORT: _("专报、通报"), Carrier.LETTER: _("信件、信访件"), Carrier.SPOKEN: _("口头")}
VIEWS = {"all": _("全部"), "mine": _("本单位办理"), "open": _("没有办结"), "overdue": _("超期")}
_DAY = {"type": "date", "class": "form-control"}
_LINE = {"class": "form-control"}
_LINES = {"rows": 4, "class": "form-control"}


def _day(label: Any) -> forms.DateField:  # a lazy text
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))


class InstructionForm(Sheet):
    """批示: by whom, when, on what, what it says, who answers for it until when."""

    leader = forms.CharField(label=_("批示领导"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs=_LINE))
    post = forms.CharField(
        label=_("职务"),
        max_length=LONGEST_POST,
        widget=forms.TextInput(attrs=_LINE),
        help_text=_("例如：市委书记"),
    )
    given_on = _day(_("批示日期"))
    carrier = forms.ChoiceField(label=_("批在哪里"), choices=list(CARRIERS.items()), widget=forms.RadioSelect)
    text = forms.CharField(label=_("批示内容"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs=_LINES))
    owner = forms.ChoiceField(label=_("牵头单位"), widget=forms.Select(attrs={"class": "form-select"}))
    co_owners = forms.MultipleChoiceField(
        label=_("协办单位"),
        required=False,
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 6}),
    )
    due_on = _day(_("办理期限"))

    def __init__(self, data: QueryDict | None, *, agencies: Sequence[Agency], initial: Mapping[str, object]) -> None:
        super().__init__(data, initial=dict(initial))
        choices = [(agency.code, agency.name) for agency in agencies]
        for name in ("owner", "co_owners"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
            field.choices = choices


class SaidForm(Sheet):
    """进展、结果、退回的理由: what somebody has to say."""

    text = forms.CharField(
        label=_("情况或者理由"),
        min_length=SHORTEST_RESULT,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs=_LINES),
    )


class ExtendForm(SaidForm):
    """延期: until when, and why."""

    until = _day(_("延到哪天"))
    field_order = ("until", "text")


class NotedForm(Sheet):
    """签收、办结: a word, if there is one."""

    text = forms.CharField(
        label=_("说明"), required=False, max_length=LONGEST_TEXT, widget=forms.TextInput(attrs=_LINE)
    )


class LedgerForm(forms.Form):
    """The address of a page of the ledger; what is wrong with it is left out."""

    view = forms.ChoiceField(required=False, choices=list(VIEWS.items()))
    page = forms.IntegerField(required=False, min_value=1, max_value=999)

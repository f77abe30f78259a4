"""What is typed in about a campaign: the query of its list, what was missing, why something cannot be had any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.wording import ITEM_WORDS
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.interfaces.frame.wording import FORMS
from wangfang.rules.basics import ITEMS
from wangfang.rules.campaigns import LONGEST_NAME, LONGEST_WHY, SHORTEST_WHY
from wangfang.rules.facts import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from wangfang.rules.facts import Agency

LONGEST_ENTRY = 2000
_DAY = {"type": "date", "class": "form-control"}
_IN_REPORT = (Form.VISIT, Form.LETTER, Form.ONLINE)
"""The forms of the campaign of 2017; they are ticked to begin with."""


def _day(label: Any) -> forms.DateField:  # a lazy text
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))


def _ticks(label: Any, choices: Sequence[tuple[str, Any]]) -> forms.MultipleChoiceField:  # lazy texts
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)


class CampaignForm(Sheet):
    """建立专项整改: its name, which cases, which items, until when."""

    name = forms.CharField(
        label=_("名称"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("例如：规范系统中重复件"),
        error_messages={"required": _("写明专项整改的名称")},
    )
    merged = forms.BooleanField(label=_("只要已经并案的初件"), required=False, initial=True)
    kinds = _ticks(_("信访形式"), [(form.value, FORMS[form]) for form in (*_IN_REPORT, Form.CALL)])
    since = _day(_("从哪天收到"))
    until = _day(_("到哪天收到"))
    under = forms.ChoiceField(
        label=_("哪个单位以下"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    items = _ticks(_("检查哪些项目"), list(ITEM_WORDS.items()))
    due_on = _day(_("完成期限"))

    def __init__(self, data: QueryDict | None, *, agencies: Sequence[Agency]) -> None:
        begun = {"kinds": [form.value for form in _IN_REPORT], "items": list(ITEMS)}
        super().__init__(data, initial=begun)
        under = self.fields["under"]
        assert isinstance(under, forms.ChoiceField)  # noqa: S101 - tells the type checker
        under.choices = [(agency.code, agency.name) for agency in agencies]


class FillForm(Sheet):
    """补录一项: what it should have said, and the day of the evidence."""

    value = forms.CharField(
        label=_("补录的内容"),
        max_length=LONGEST_ENTRY,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        error_messages={"required": _("写明补录的内容")},
    )
    evidence_on = _day(_("依据材料的日期"))


class ExplainForm(Sheet):
    """说明: why it can no longer be had."""

    text = forms.CharField(
        label=_("为什么补不上"),
        min_length=SHORTEST_WHY,
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text=_("写清材料去了哪里、查找过哪些地方；由组织整改的单位核定。"),
        error_messages={"required": _("写明为什么补不上"), "min_length": _("写得太短，写清查找过哪里")},
    )


class JudgeForm(Sheet):
    """核定说明: accepted, or sent back with a reason."""

    accept = forms.ChoiceField(
        label=_("核定"),
        choices=(("yes", _("同意，不用再补")), ("no", _("不同意，退回补录"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种")},
    )
    answer = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=LONGEST_WHY,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("退回的要写。"),
    )


class AssignForm(Sheet):
    """改派: to which of the agencies that have had the case, and until when."""

    unit = forms.ChoiceField(label=_("分派给"), widget=forms.Select(attrs={"class": "form-select"}))
    due_on = _day(_("完成期限"))

    def __init__(self, data: QueryDict | None, *, agencies: Sequence[Agency]) -> None:
        super().__init__(data)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101 - tells the type checker
        unit.choices = [(agency.code, agency.name) for agency in agencies]


class MatrixForm(forms.Form):
    """The address of a page of the matrix; what is wrong with it is left out."""

    item = forms.ChoiceField(required=False, choices=[(key, key) for key in ITEMS])
    unit = forms.CharField(required=False, max_length=20)
    open = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=999)

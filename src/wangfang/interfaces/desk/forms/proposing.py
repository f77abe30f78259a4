"""What those above propose, what is answered to them, and what is reported at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.passing import ReceiverForm, is_accused
from wangfang.interfaces.desk.wording import PROPOSALS
from wangfang.interfaces.frame.sheets import Sheet

if TYPE_CHECKING:
    from django.http import QueryDict

    from wangfang.rules.facts import Agency, Life

LONGEST = 5000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


class ProposeForm(ReceiverForm):
    """提出建议: which of the three kinds, to whom, and what."""

    kind = forms.ChoiceField(
        label=_("哪种建议"),
        choices=tuple(PROPOSALS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种建议")},
    )
    text = forms.CharField(
        label=_("建议的内容"),
        max_length=LONGEST,
        widget=_area(8),
        help_text=_("写明发现了什么问题、依据哪一条、建议怎么做；收到的单位要书面反馈采纳情况。"),
        error_messages={"required": _("写明建议的内容")},
    )
    field_order = ("kind", "to", "to_code", "text")

    def __init__(self, data: QueryDict | None, *, sender: Agency, life: Life, holder: Agency) -> None:
        super().__init__(data, sender=sender, life=life)
        self.suggested, self.initial = None, {}
        if not is_accused(holder, life):
            self.initial = {"to": holder.name, "to_code": holder.code}
        self.fields["to"].label = _("向哪个单位提出")
        self.fields["to"].error_messages["required"] = _("填写向哪个单位提出")


class AnswerProposalForm(Sheet):
    """反馈建议: what has come of it."""

    text = forms.CharField(
        label=_("反馈的内容"),
        max_length=LONGEST,
        widget=_area(8),
        help_text=_("写明采纳了哪些、怎么落实；没有采纳的，写明理由。"),
        error_messages={"required": _("写明反馈的内容")},
    )


class UrgentForm(Sheet):
    """紧急报告: what is grave or urgent, and who was told."""

    note = forms.CharField(
        label=_("报告的内容"),
        max_length=LONGEST,
        widget=_area(6),
        help_text=_("写明时间、地点、什么人、什么事、已经采取的措施。"),
        error_messages={"required": _("写明报告的内容")},
    )
    to = forms.CharField(
        label=_("报给谁"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("例如：区委办公室、市信访局。"),
    )

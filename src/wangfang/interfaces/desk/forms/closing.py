"""What goes into a written opinion, and how it reached the petitioner."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.wording import CONCLUSIONS, SERVICE
from wangfang.interfaces.frame.sheets import Sheet

LONGEST = 5000


class OpinionForm(Sheet):
    """处理意见书: the conclusion and the body of the paper; the rules check that nothing owed is missing."""

    conclusion = forms.ChoiceField(
        label=_("处理结论"),
        choices=tuple(CONCLUSIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种处理结论")},
    )
    text = forms.CharField(
        label=_("查明的情况和处理意见"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14, "class": "form-control"}),
        help_text=_("写明查明的事实和理由、办理经过和结果。请求、依据、复查途径由系统写进意见书。"),
        error_messages={"required": _("写明查明的事实和处理意见")},
    )


class ServeForm(Sheet):
    """送达: how the paper was handed over; the proof goes with it."""

    method = forms.ChoiceField(
        label=_("送达方式"),
        choices=tuple(SERVICE.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种送达方式")},
    )

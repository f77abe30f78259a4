"""查看原文: what a hidden field is wanted for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.wording import REASONS
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.rules.revealing import LONGEST, SHORTEST, Reason, Why


class RevealForm(Sheet):
    """A reason of the closed list, and a sentence."""

    reason = forms.ChoiceField(
        label=_("用途"),
        choices=tuple(REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种用途")},
    )
    why = forms.CharField(
        label=_("具体说明"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        help_text=_("例如“电话约定上门查看的时间”，至少 6 个字。不要写姓名和号码。"),
        error_messages={"required": _("写明具体用来做什么"), "min_length": _("写得太短了，至少 6 个字")},
    )

    def said(self) -> Why:
        """Return what was said, once it was found valid."""
        return Why(Reason(self.cleaned_data["reason"]), str(self.cleaned_data["why"]))

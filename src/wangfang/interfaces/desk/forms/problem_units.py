"""What is typed in about a problem unit: the limit, measures, the proof, what verifying found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.sheets import Sheet
from wangfang.rules.problem_units import LONGEST_SAID, SHORTEST_SAID

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VIEWS = {"open": _("没有解决"), "solved": _("已解决"), "all": _("全部")}
_LINES = {"rows": 4, "class": "form-control"}


def _said(label: Any, help_text: StrOrPromise = "") -> forms.CharField:  # a lazy text
    return forms.CharField(
        label=label,
        min_length=SHORTEST_SAID,
        max_length=LONGEST_SAID,
        widget=forms.Textarea(attrs=_LINES),
        help_text=help_text,
    )


class ReportUpForm(Sheet):
    """上报: until when it is put right, and a word if there is one."""

    due_on = forms.DateField(
        label=_("整改期限"), widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    )
    text = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=LONGEST_SAID,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class MeasuresForm(Sheet):
    """整改措施: what is being done about it."""

    text = _said(_("整改措施"), _("写清原因、谁负责、怎么改。"))


class ProofForm(Sheet):
    """解决证明: how it was solved."""

    text = _said(_("怎么解决的"), _("逐件写清超期事项的结果，以及今后怎么保证不再发生。"))


class VerifyForm(Sheet):
    """核查: solved or not, and what was found."""

    solved = forms.ChoiceField(
        label=_("核查结果"),
        choices=(("yes", _("已经解决")), ("no", _("没有解决，重新整改"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种")},
    )
    text = _said(_("核查情况"))


class RegisterPageForm(forms.Form):
    """The address of a page of the register; what is wrong with it is left out."""

    view = forms.ChoiceField(required=False, choices=list(VIEWS.items()))
    page = forms.IntegerField(required=False, min_value=1, max_value=999)

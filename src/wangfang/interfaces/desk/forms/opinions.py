"""What is written, passed, sent back, signed and issued on the way to an opinion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.reasons import ReasonForm
from wangfang.interfaces.desk.wording import CONCLUSIONS
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.cases.opinions import Opinion

LONGEST = 5000
LONGEST_REASON = 2000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


class DraftForm(Sheet):
    """拟稿: the conclusion and the body of the paper; the rules check that nothing owed is missing."""

    conclusion = forms.ChoiceField(
        label=_("处理结论"),
        choices=tuple(CONCLUSIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种处理结论")},
    )
    facts = forms.CharField(
        label=_("查明的事实"),
        required=False,
        max_length=LONGEST,
        widget=_area(5),
        help_text=_("可以单独写，也可以写在下面的处理意见里。"),
    )
    basis = forms.CharField(
        label=_("依据"),
        required=False,
        max_length=LONGEST,
        widget=_area(2),
        help_text=_("适用的法律、法规、规章和政策，写到条。"),
    )
    text = forms.CharField(
        label=_("查明的情况和处理意见"),
        max_length=LONGEST,
        widget=_area(14),
        help_text=_("写明查明的事实和理由、办理经过和结果。请求、依据、复查途径由系统写进意见书。"),
        error_messages={"required": _("写明查明的事实和处理意见")},
    )
    field_order: tuple[str, ...] = ("conclusion", "facts", "basis", "text")

    def opinion(self) -> Opinion:
        """Return what was typed."""
        said = self.cleaned_data
        return Opinion(said["conclusion"], said["text"], said["facts"], said["basis"])


class UnsignedForm(DraftForm):
    """不经审签直接出具: the same, with the reason why nobody has signed it."""

    bypass = forms.CharField(
        label=_("不经审签直接出具的理由"),
        max_length=LONGEST_REASON,
        widget=_area(2),
        help_text=_("处理意见要经过拟稿、审核、签发。跳过的理由会留在办理过程里，督查时能看到。"),
        error_messages={"required": _("写明为什么不经审签直接出具")},
    )
    without = forms.CharField(
        label=_("不等协办单位答复的理由"),
        max_length=LONGEST_REASON,
        widget=_area(2),
        error_messages={"required": _("协办单位还没有都答复，写明为什么先行答复")},
    )
    field_order = ("bypass", "without", "conclusion", "facts", "basis", "text")

    def __init__(self, *args: Any, missing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_missing(self, missing)


class SignedForm(Sheet):
    """出具: nothing is typed again; only who has not waited for all answers says why."""

    without = forms.CharField(
        label=_("不等协办单位答复的理由"),
        max_length=LONGEST_REASON,
        widget=_area(2),
        error_messages={"required": _("协办单位还没有都答复，写明为什么先行答复")},
    )

    def __init__(self, *args: Any, missing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_missing(self, missing)


def _ask_for_missing(form: forms.Form, missing: str) -> None:
    """Keep the question why nobody waits only where somebody is waited for, and name them."""
    if missing:
        form.fields["without"].help_text = _("还没有答复的协办单位：%(names)s。") % {"names": missing}
    else:
        del form.fields["without"]


class PassForm(Sheet):
    """审核通过: a remark, when there is one."""

    note = forms.CharField(label=_("审核意见"), required=False, max_length=LONGEST_REASON, widget=_area(3))


class ReturnDraftForm(ReasonForm):
    """退回修改: what is to be changed."""


class SignForm(Sheet):
    """签发: past the section only with a reason."""

    bypass = forms.CharField(
        label=_("越过审核签发的理由"),
        max_length=LONGEST_REASON,
        widget=_area(2),
        error_messages={"required": _("稿子还没有审核通过，写明为什么越过审核签发")},
    )

    def __init__(self, *args: Any, past: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not past:
            del self.fields["bypass"]

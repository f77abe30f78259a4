"""How an opinion reached the petitioner, and what is reported when the case ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.wording import SERVICE
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.rules.papers.serving import LONGEST_PROOF, require_proof
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST = 5000


class ServeForm(Sheet):
    """送达: how the paper was handed over; the proof goes with it."""

    method = forms.ChoiceField(
        label=_("送达方式"),
        choices=tuple(SERVICE.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种送达方式")},
    )
    proof = forms.CharField(
        label=_("送达凭证"),
        max_length=LONGEST_PROOF,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_(
            "直接送达写签收人姓名；邮寄写回执编号；电子送达写接收号码或者系统流水号；留置写见证人姓名或者录像编号。"
        ),
        error_messages={"required": _("写明送达凭证")},
    )

    def clean(self) -> dict[str, object]:
        """Ask the rule whether the proof fits the method, and show its answer beside the field."""
        said: dict[str, object] = super().clean() or {}
        if "method" in said and "proof" in said:
            try:
                require_proof(str(said["method"]), str(said["proof"]))
            except Refused as refused:
                self.add_error("proof", refused.why)
        return said


class CloseForm(Sheet):
    """办结: whoever was assigned the case reports on it to who assigned it."""

    report = forms.CharField(
        label=_("办结报告"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "class": "form-control"}),
        help_text=_("这件事是交办的，要向交办机关报送：查明的情况、处理意见、信访人的态度。"),
        error_messages={"required": _("交办的事项要写办结报告")},
    )

    def __init__(self, data: QueryDict | None, *, assigned: bool) -> None:
        super().__init__(data)
        if not assigned:
            del self.fields["report"]

"""What a handler types when working on a case: notes, reasons, the solution found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.wording import GROUNDS, STEP_WORK
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.rules.refusal import Refused
from wangfang.rules.simplified import require_eligible

if TYPE_CHECKING:
    from django.http import QueryDict

    from wangfang.rules.facts import Life

LONGEST_NOTE = 2000


class ScreenForm(Sheet):
    """甄别: by which procedure the case goes on."""

    procedure = forms.ChoiceField(
        label=_("走哪种程序"),
        choices=(("ordinary", _("普通程序")), ("simplified", _("简易程序"))),
        widget=forms.RadioSelect,
        help_text=_("初次反映、事实清楚、责任明确、争议不大的，可以走简易程序，期限更短。"),
        error_messages={"required": _("选一种程序")},
    )
    ground = forms.ChoiceField(
        label=_("适用简易程序的情形"),
        required=False,
        choices=(("", _("请选择")), *GROUNDS.items()),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data: QueryDict | None, *, life: Life, only_back: bool) -> None:
        super().__init__(data)
        self.life = life
        if only_back:
            self._only_back()

    def clean(self) -> None:
        """Hold the simple way against its rule; the refusal stands beside the field that it speaks of."""
        super().clean()
        said = self.cleaned_data
        if said.get("procedure") != "simplified":
            said["ground"] = ""
            return
        if not said.get("ground"):
            self.add_error("ground", _("选一种适用简易程序的情形"))
            return
        try:
            require_eligible(self.life, said)
        except Refused as refused:
            self.add_error("procedure", refused.sentence())

    def _only_back(self) -> None:
        """Offer only the way back to the ordinary procedure: the case has been accepted."""
        procedure = self.fields["procedure"]
        assert isinstance(procedure, forms.ChoiceField)  # noqa: S101 - tells the type checker
        procedure.choices = [("ordinary", _("普通程序"))]
        procedure.help_text = _("受理以后发现不适合简易办理的，转为普通程序；期限按普通程序从受理之日算。")
        self.initial["procedure"] = "ordinary"
        del self.fields["ground"]


class LogWorkForm(Sheet):
    """记录办理: what was done and what came of it."""

    kind = forms.ChoiceField(
        label=_("办理方式"), choices=tuple(STEP_WORK.items()), widget=forms.RadioSelect, initial="call"
    )
    note = forms.CharField(
        label=_("做了什么、结果怎样"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
        help_text=_("写清时间、地点、见了谁、商定了什么。这条记录不给信访人看。"),
        error_messages={"required": _("写一写做了什么")},
    )


class ResolveForm(Sheet):
    """事要解决: the problem itself is solved; this is apart from closing the case."""

    note = forms.CharField(
        label=_("问题怎样解决的"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
        help_text=_("写实际结果，例如“9月1日屋面防水层换完，蓄水试验不漏”。"),
        error_messages={"required": _("写一写问题是怎样解决的")},
    )


class DeclineForm(Sheet):
    """不予受理: the reason goes into the notice to the petitioner, so it must stand on its own."""

    why = forms.CharField(
        label=_("不予受理的理由"),
        min_length=10,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
        help_text=_("这段话会原样写进不予受理告知书：为什么不受理、依据哪一条、信访人可以走什么途径。"),
        error_messages={
            "required": _("写明不予受理的理由"),
            "min_length": _("理由太短，写清依据和信访人可以走的途径"),
        },
    )


class SettleForm(Sheet):
    """达成协议: what both sides agreed on."""

    note = forms.CharField(
        label=_("双方谈定了什么"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
        help_text=_("写清谁在什么时候做什么；协议原件扫描后随事项保存。"),
        error_messages={"required": _("写一写协议的内容")},
    )


class SupplementForm(Sheet):
    """补录: which entry was missing, what it should have said, and the day of the evidence."""

    field = forms.CharField(
        label=_("补录什么"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("例如：送达日期、来信登记日期。"),
        error_messages={"required": _("写明补录的项目")},
    )
    value = forms.CharField(
        label=_("补录的内容"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"required": _("写明补录的内容")},
    )
    evidence_on = forms.DateField(
        label=_("依据材料的日期"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"required": _("填写依据材料的日期"), "invalid": _("日期写成 2017-09-15 这样")},
    )

"""What is typed in about a bulletin: the text of a section, why it goes back, what a special report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.sheets import Sheet
from wangfang.rules.bulletins import LONGEST_TEXT, LONGEST_WHY
from wangfang.rules.indicators import Definition
from wangfang.rules.locked_figures import read
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from wangfang.records.bulletins.editing import Opened

_SELECT = {"class": "form-select"}


class SectionForm(Sheet):
    """修改一段: its text with the figures as marks, and the version that was opened."""

    text = forms.CharField(
        label=_("正文"),
        max_length=2 * LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "class": "form-control", "lang": "zh-CN"}),
        help_text=_("{{…}} 里是固定的数字，连同括号可以移动，不能删改；一行是一段。"),
        error_messages={"required": _("这一段不能是空的")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: QueryDict | None, *, opened: Opened) -> None:
        super().__init__(data, initial={"text": opened.text, "version": opened.version})
        self.opened = opened

    def clean_text(self) -> str:
        """Return the text as it was typed, once no figure of it is lost or altered."""
        typed = str(self.cleaned_data["text"])
        try:
            read(typed, self.opened.figures, self.opened.wanted)
        except Refused as refused:
            raise ValidationError(refused.why) from refused
        return typed

    def clean_version(self) -> int:
        """Return the version that was edited, while it is the newest."""
        version = int(self.cleaned_data["version"])
        if version != self.opened.version:
            self.add_error("text", _now("刚刚有人改过这一段。您写的还在下面，打开最新的一版对照后再保存。"))
        return version


class SendBackForm(Sheet):
    """退回修改: why."""

    why = forms.CharField(
        label=_("退回的原因"),
        max_length=LONGEST_WHY,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("写明退回的原因")},
    )


class SpecialForm(Sheet):
    """起草专报: about what, for which period, how counted."""

    subject = forms.ChoiceField(
        label=_("写什么"),
        widget=forms.Select(attrs=_SELECT),
        error_messages={"required": _("选一个写专报的对象"), "invalid_choice": _("选一个写专报的对象")},
    )
    period = forms.ChoiceField(label=_("统计期"), widget=forms.Select(attrs=_SELECT))
    definition = forms.ChoiceField(
        label=_("统计口径"),
        widget=forms.Select(attrs=_SELECT),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        subjects: Sequence[tuple[str, str]],
        periods: Sequence[tuple[str, str]],
        definitions: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        for name, choices in (("subject", subjects), ("period", periods), ("definition", definitions)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
            field.choices = list(choices)

    def clean_period(self) -> Period:
        """Return the period."""
        return Period.parse(self.cleaned_data["period"])

    def clean_definition(self) -> Definition:
        """Return the way of counting."""
        return Definition(self.cleaned_data["definition"])

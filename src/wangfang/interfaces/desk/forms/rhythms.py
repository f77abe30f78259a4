"""What is typed in on the board of a day and about a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.sheets import Sheet, require_understood
from wangfang.rules.briefs import LONGEST, require_text
from wangfang.rules.day_boards import LONGEST_WHY, SHORTEST_WHY
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict


class DayForm(forms.Form):
    """The address of a board: its day; what is wrong with it is left out."""

    on = forms.DateField(required=False)


class ExplainItemsForm(Sheet):
    """说明: why some items are not done; which ones is ticked in the table."""

    items = forms.MultipleChoiceField(
        label=_("事项"),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("先勾选要说明的事项")},
    )
    text = forms.CharField(
        label=_("为什么没有办清，下一步怎么办"),
        min_length=SHORTEST_WHY,
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        help_text=_("勾选的事项用同一句说明；办清的事项不用说明。"),
        error_messages={"required": _("写明为什么没有办清")},
    )

    def __init__(self, data: QueryDict | None, *, numbers: Sequence[str]) -> None:
        super().__init__(data)
        items = self.fields["items"]
        assert isinstance(items, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        items.choices = [(number, number) for number in numbers]


class BriefForm(Sheet):
    """修改小结: one text for each section; figures are named in braces."""

    def __init__(
        self, data: QueryDict | None, *, sections: Sequence[Mapping[str, str]], figures: Mapping[str, str]
    ) -> None:
        super().__init__(data)
        self.figures = figures
        for place, section in enumerate(sections):
            self.fields[f"text{place}"] = forms.CharField(
                label=section["heading"],
                initial=section["text"],
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3, "class": "form-control", "lang": "zh-CN"}),
                error_messages={"required": _("这一节要有内容")},
                validators=[require_understood],
            )

    def clean(self) -> dict[str, str]:
        """Say beside its section what the rules have against a text."""
        for name, text in tuple(self.cleaned_data.items()):
            try:
                require_text(text, self.figures)
            except Refused as refusal:
                self.add_error(name, refusal.why)
        return self.cleaned_data

    def texts(self) -> list[str]:
        """Return what was typed in, section by section."""
        return [self.cleaned_data[name] for name in self.fields]

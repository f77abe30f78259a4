"""What does a citizen type to see a petition again, and to rate how it was handled?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.language import in_chinese
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.interfaces.portal import texts
from wangfang.rules.evaluation import Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wangfang.interfaces.portal.progress import Progress

_GRADES = tuple((grade.value, word) for grade, (word, _icon) in texts.GRADES.items())


class FollowForm(Sheet):
    """Number and query code, written with or without blanks, small or capital."""

    use_required_attribute = False
    wait = 0
    """Seconds until somebody who has tried too often may try again."""

    number = forms.CharField(
        label=_("信访编号"),
        help_text=_("例如 20170822-000482，在回执和短信里。"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control num", "autocomplete": "off"}),
        error_messages={"required": texts.NO_NUMBER, "max_length": texts.WRONG_CODE},
    )
    code = forms.CharField(
        label=_("查询码"),
        help_text=_("16 位，像取件码一样，别给别人。可以复制粘贴。"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control num", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": texts.NO_CODE, "max_length": texts.WRONG_CODE},
    )


class ReasonForm(Sheet):
    """Why the petitioner disagrees, or does not want to go on."""

    use_required_attribute = False

    why = forms.CharField(
        label=_("原因"),
        max_length=texts.LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 6}),
        error_messages={"required": texts.NO_REASON, "max_length": texts.LONG_TEXT},
    )
    act_key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)


class RateForm(Sheet):
    """One grade for the bureau, one for the unit, and, where somebody is dissatisfied, why."""

    use_required_attribute = False

    bureau = forms.ChoiceField(
        label=_("信访部门（转办和回复快不快）"),
        choices=_GRADES,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": texts.NO_GRADE, "invalid_choice": texts.NO_GRADE},
    )
    unit = forms.ChoiceField(
        label=_("责任单位（办得好不好）"),
        choices=_GRADES,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": texts.NO_GRADE, "invalid_choice": texts.NO_GRADE},
    )
    reasons = forms.MultipleChoiceField(
        label=_("哪里不满意"),
        choices=tuple(texts.REASONS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": texts.NO_GRADE},
    )
    note = forms.CharField(
        label=_("还想说的话"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control short", "rows": 3}),
        error_messages={"max_length": texts.LONG_NOTE},
    )
    act_key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def __init__(
        self, progress: Progress, data: Mapping[str, object] | None = None, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        for target in Target:
            if target in progress.rateable:
                self.fields[target].required = True
            else:
                del self.fields[target]

    def said(self) -> str:
        """Return the ticked reasons and the text as one note, which is kept: the reasons in Chinese."""
        with in_chinese():
            words = [str(texts.REASONS[reason]) for reason in self.cleaned_data["reasons"]]
        return "；".join((*words, self.cleaned_data["note"].strip())).strip("；")

    def grade(self, target: Target) -> str:
        """Return the grade given to one of the two, empty where it was not asked for."""
        return str(self.cleaned_data.get(target, ""))

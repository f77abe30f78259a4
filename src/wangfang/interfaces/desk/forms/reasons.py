"""Which reason somebody gives for an act that needs one, and what else goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.wording import OUTCOMES, PAUSES
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.cases import lookups
from wangfang.rules.guards import LONGEST_EXTENSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from wangfang.records.cases.models import Case
    from wangfang.rules.facts import Actor

LONGEST = 2000


class ReasonForm(Sheet):
    """Any act that says why."""

    why = forms.CharField(
        label=_("理由"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        error_messages={"required": _("写明理由")},
    )


class ReturnRequestForm(ReasonForm):
    """申请退回: why it is not within one's competence, and whose it would be."""

    should_go_to = forms.CharField(
        label=_("应当由哪个单位办理"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class MergeForm(ReasonForm):
    """并案: the number of the first case, which the actor must be able to see."""

    into = forms.CharField(
        label=_("并入哪一件（初件编号）"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "form-control num"}),
        error_messages={"required": _("填写初件的编号")},
    )
    field_order = ("into", "why")

    def __init__(self, data: QueryDict | None, *, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor
        self.first: Case | None = None

    def clean_into(self) -> str:
        """Find the first case among those that the actor may see."""
        number = str(self.cleaned_data["into"]).strip()
        try:
            self.first = lookups.open_case(number, self.actor)
        except lookups.NotFound as unknown:
            raise ValidationError(unknown.sentence()) from unknown
        return number


class PauseForm(Sheet):
    """中止计时: on which ground."""

    why = forms.ChoiceField(
        label=_("中止的事由"),
        choices=tuple(PAUSES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种事由")},
    )


class ExtendForm(ReasonForm):
    """延期: by how many days; `shown` holds the days whose new due day has been seen."""

    days = forms.IntegerField(
        label=_("延长多少天"),
        min_value=1,
        max_value=LONGEST_EXTENSION,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
        help_text=_("最多 30 天，只能延期一次。"),
        error_messages={
            "required": _("填写延长的天数"),
            "invalid": _("天数写成数字"),
            "min_value": _("最少延长 1 天"),
            "max_value": _("最多延长 30 天"),
        },
    )
    consent = forms.CharField(
        label=_("交办机关同意的情况"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        help_text=_("交办的事项延期要经交办机关同意：写明谁在哪天、怎样同意的。"),
        error_messages={"required": _("写明交办机关同意的情况")},
    )
    shown = forms.CharField(required=False, max_length=3, widget=forms.HiddenInput)
    field_order = ("days", "why", "consent", "shown")

    def __init__(
        self, data: QueryDict | None, *, assigned: bool = False, initial: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.assigned = assigned
        if not assigned:
            del self.fields["consent"]

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the new due day of exactly these days was on the screen."""
        return str(self.cleaned_data["days"]) == str(self.cleaned_data["shown"])

    def shown_again(self) -> ExtendForm:
        """Return the same form, now to be confirmed."""
        said: Mapping[str, object] = {**self.cleaned_data, "shown": str(self.cleaned_data["days"])}
        return ExtendForm(None, assigned=self.assigned, initial=said)


class DecisionForm(ReasonForm):
    """复查、复核意见: the outcome and its grounds."""

    outcome = forms.ChoiceField(
        label=_("结论"),
        choices=tuple(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种结论")},
    )
    field_order = ("outcome", "why")


class PressForm(ReasonForm):
    """催办、督办: why, and by when a report is wanted."""

    due_on = forms.DateField(
        label=_("最晚报结果的日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日期写成 2017-09-15 这样")},
    )

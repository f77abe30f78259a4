"""Which units assist the one that leads (协办), and what one of them answers."""

from __future__ import annotations

import re

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.passing import AssignForm, ReceiverForm
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.agencies.tree import tree
from wangfang.rules.assisting import MOST, require_lead
from wangfang.rules.facts import Life
from wangfang.rules.refusal import Refused

LONGEST = 5000
_BETWEEN = re.compile(r"[\n,，、;；]+")


class Along(ReceiverForm):
    """The part of a form that names the assisting units, one a line, by name, code or pinyin initials."""

    co = forms.CharField(
        label=_("协办单位"),
        required=False,
        max_length=100 * MOST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "data-several": ""}),
        help_text=_("每行一个，写名称或者代码。上面的单位主办，协办单位各自答复，由主办单位汇总。"),
    )

    def _wire(self) -> None:
        super()._wire()
        source = reverse("desk:receivers", args=[self.life.case.number])
        self.fields["co"].widget.attrs.update({"data-source": source, "data-word": _("加一个协办单位")})

    def clean(self) -> dict[str, object]:
        """Find the units that are meant, and hold them against the rule; `codes` are set when all are found."""
        super().clean()
        typed = [line.strip() for line in _BETWEEN.split(self.cleaned_data.get("co", "")) if line.strip()]
        found = [self._meant(line, "", field="co") for line in typed]
        self.codes = tuple(unit.code for unit in found if unit)
        if self.codes and self.receiver and not self.errors:
            self._require_lead(self.receiver.code)
        return self.cleaned_data

    def _require_lead(self, to: str) -> None:
        try:
            require_lead(Life(self.life.case, (), tree().by_code), self.sender, {"to": to, "co": list(self.codes)})
        except Refused as refused:
            self.add_error("co", refused.sentence())


class ForwardForm(Along):
    """转送, to one unit that leads and those that assist."""


class AssignAlongForm(Along, AssignForm):
    """交办, likewise."""

    field_order = ("to", "to_code", "due_on", "co")


class AssistForm(Sheet):
    """协办答复: what the unit has found and done for its own part."""

    text = forms.CharField(
        label=_("协办意见"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "class": "form-control"}),
        help_text=_("只写本单位负责的部分：查明了什么、做了什么、依据是什么。主办单位汇总后答复信访人。"),
        error_messages={"required": _("写明协办意见")},
    )

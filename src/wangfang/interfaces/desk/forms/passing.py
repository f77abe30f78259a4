"""Which receiver a clerk means, and by when an assignment is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.agencies import directory
from wangfang.records.agencies.places import COUNTY
from wangfang.records.agencies.tree import tree
from wangfang.rules.facts import Kind
from wangfang.rules.labels import marks_of, stands_accused
from wangfang.rules.routing import territory_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from wangfang.rules.facts import Agency, Life

SHOWN = 4
EVERY = 5000  # more than any city has organs


class ReceiverForm(Sheet):
    """转送: one organ, typed as a name, a code, pinyin or its initials, or picked from the list.

    Whether the case may go there is for the rules to say; the form only finds out who is meant.
    """

    to = forms.CharField(
        label=_("转送到"),
        max_length=100,
        error_messages={"required": _("填写转送到哪个单位")},
    )
    to_code = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, sender: Agency, life: Life) -> None:
        super().__init__(data)
        self.sender, self.life = sender, life
        self.receiver: Agency | None = None
        self.suggested = suggested(sender, life) if data is None else None
        self._wire()

    def _wire(self) -> None:
        self.fields["to_code"].widget.attrs["id"] = f"id_to_code_{self.life.case.number}"
        self.fields["to"].widget.attrs.update(
            {
                "id": f"id_to_{self.life.case.number}",
                "class": "form-control",
                "data-receiver": "",
                "data-code": f"id_to_code_{self.life.case.number}",
                "data-source": reverse_lazy("desk:receivers", args=[self.life.case.number]),
                "data-label": _("可以转送的单位"),
                "autocomplete": "off",
            }
        )
        if self.suggested:
            self.initial.update({"to": self.suggested.name, "to_code": self.suggested.code})

    def clean(self) -> dict[str, object]:
        """Find the organ that is meant; the form's `receiver` is set when exactly one is."""
        typed, code = self.cleaned_data.get("to", ""), self.cleaned_data.get("to_code", "")
        if typed:
            self.receiver = self._meant(typed.strip(), code, field="to")
        return self.cleaned_data

    def _meant(self, typed: str, code: str, *, field: str) -> Agency | None:
        known = tree().by_code
        picked = known.get(code) or known.get(typed)
        if picked and typed in (picked.name, picked.code):
            return picked
        found = directory.receivers(self.sender, self.life, acts.today(), typed)
        exact = [agency for agency in found if agency.name == typed]
        if len(exact or found) == 1:
            return (exact or found)[0]
        self.add_error(field, _several(found) if found else _nobody(typed))
        return None


class AssignForm(ReceiverForm):
    """交办: the receiver and the day on which the result is due."""

    due_on = forms.DateField(
        label=_("最晚报结果的日期"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        help_text=_("比法定期限早时，以这一天为准。"),
        error_messages={"required": _("填写最晚哪天报结果"), "invalid": _("日期写成 2017-09-15 这样")},
    )


class ReturnForm(ReceiverForm):
    """裁定退回: whether the sender agrees, why, and, if it does, who gets the case next."""

    agree = forms.ChoiceField(
        label=_("同意退回吗"),
        choices=(("yes", _("同意退回")), ("no", _("不同意，由原单位继续办理"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("选同意还是不同意")},
    )
    why = forms.CharField(
        label=_("理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        error_messages={"required": _("写明理由")},
    )
    field_order = ("agree", "to", "to_code", "why")

    def __init__(self, data: QueryDict | None, *, sender: Agency, life: Life) -> None:
        super().__init__(data, sender=sender, life=life)
        # The place suggests the unit that has just objected, so nothing is filled in.
        self.suggested, self.initial = None, {}
        self.fields["to"].required = False
        self.fields["to"].label = _("同意的，改由哪个单位办理")
        self.fields["to"].help_text = _("不填的，退回本机关，再另行转送。")

    @property
    def agrees(self) -> bool:
        """Tell whether the return is agreed to."""
        return bool(self.cleaned_data["agree"] == "yes")

    @property
    def next_code(self) -> str:
        """Return the code of the organ that gets the case next, empty when the sender keeps it."""
        return self.receiver.code if self.receiver and self.agrees else ""


class ArbitrateForm(ReceiverForm):
    """裁决归属: which unit it is, by default the one that has it when nobody else does (兜底单位), and why."""

    why = forms.CharField(
        label=_("裁决的理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        error_messages={"required": _("写明裁决的理由")},
    )

    def __init__(self, data: QueryDict | None, *, sender: Agency, life: Life, backstop: Agency | None) -> None:
        super().__init__(data, sender=sender, life=life)
        self.suggested, self.initial = None, {}
        if backstop and data is None and not is_accused(backstop, life):
            self.initial = {"to": backstop.name, "to_code": backstop.code}
        self.fields["to"].label = _("归哪个单位办理")
        self.fields["to"].help_text = _("没有填好的，是问题所在地的兜底单位。裁决以后不能再退回。")


def is_accused(agency: Agency, life: Life) -> bool:
    """Tell whether a case accuses an agency, or one above it: it is suggested nowhere."""
    return stands_accused(agency, marks_of(life).accused)


def suggested(sender: Agency, life: Life) -> Agency | None:
    """Return the organ that the place of the case points to, none when the place alone does not say.

    The next bureau on the way down to the place comes first, then the office of the very street.
    """
    region = life.case.region
    near = directory.receivers(sender, life, acts.today(), limit=EVERY)
    downward = (a for a in near if a.line[-2:-1] == (sender.code,) and a.kind is Kind.BUREAU)
    bureau = next((a for a in downward if region.startswith(territory_of(a.region))), None)
    return bureau or next((a for a in near if a.region == region and len(a.region) > COUNTY), None)


def _several(found: list[Agency]) -> str:
    names = _now("、").join(agency.name for agency in found[:SHOWN])
    return _("有不止一个单位符合：%(names)s。多写几个字，或从列表里选") % {"names": names}


def _nobody(typed: str) -> str:
    return _("没有找到可以转送的单位“%(typed)s”，核对名称、代码、拼音或首字母") % {"typed": typed[:30]}

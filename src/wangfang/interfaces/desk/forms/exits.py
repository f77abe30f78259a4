"""Where a matter leaves to (导入其他程序): the procedure, the organ, the day, and for an accusation the rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.reasons import ReasonForm
from wangfang.interfaces.desk.wording import PROCEDURES, RANKS
from wangfang.records.agencies.tree import tree
from wangfang.records.cases.screening import Exit
from wangfang.rules.exits import require_exit
from wangfang.rules.facts import Kind, Purpose
from wangfang.rules.labels import marks_of, stands_accused
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import QueryDict

    from wangfang.rules.facts import Act, Agency, Life


class DivertForm(ReasonForm):
    """导入其他程序; an accusation goes to a discipline organ of the list, anything else to an organ by its name."""

    procedure = forms.ChoiceField(
        label=_("什么程序"),
        choices=tuple(PROCEDURES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一种程序")},
    )
    to = forms.CharField(
        label=_("由哪个机关办理"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control", "list": "organs", "autocomplete": "off"}),
        help_text=_("例如：南岗区人民法院、区劳动人事争议仲裁委员会；纪检监察机关从列表里选。"),
        error_messages={"required": _("填写由哪个机关办理")},
    )
    rank = forms.ChoiceField(
        label=_("被检举控告人的职务层次"),
        required=False,
        choices=(("", _("不是检举控告")), *RANKS.items()),
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text=_("按干部管理权限定受理的机关。"),
    )
    on = forms.DateField(
        label=_("移交的日期"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"required": _("填写移交的日期"), "invalid": _("日期写成 2017-09-15 这样")},
    )
    field_order = ("procedure", "to", "rank", "on", "why")

    def __init__(self, data: QueryDict | None, *, life: Life, act: Act) -> None:
        super().__init__(data, initial={"on": act.day})
        self.life, self.act = life, act
        found = [agency for agency in tree().by_code.values() if agency.kind is Kind.DISCIPLINE]
        self.organs = sorted(found, key=lambda agency: agency.code)
        if life.case.purpose is Purpose.ACCUSATION:
            self._accuses()

    @property
    def offered(self) -> list[Agency]:
        """Return the discipline organs that the page suggests: none that the case accuses."""
        accused = marks_of(self.life).accused
        return [organ for organ in self.organs if not stands_accused(organ, accused)]

    def clean_to(self) -> str:
        """Return the code of a discipline organ that was meant, else the name as it was typed."""
        typed = str(self.cleaned_data["to"]).strip()
        return next((organ.code for organ in self.organs if typed in (organ.name, organ.code)), typed)

    def clean(self) -> dict[str, object]:
        """Hold the exit against the rule; its refusal stands beside the field that it speaks of."""
        super().clean()
        if not self.errors:
            said = {key: str(self.cleaned_data[key]) for key in ("procedure", "to", "rank", "on")}
            try:
                require_exit(self.life, self.act, said)
            except Refused as refused:
                self.add_error(self._spoken_of(), refused.sentence())
        return self.cleaned_data

    def way(self) -> Exit:
        """Return the exit that was typed."""
        said = self.cleaned_data
        return Exit(said["procedure"], said["to"], said["on"], said["rank"])

    def _accuses(self) -> None:
        """Leave an accusation only the way that the law leaves it."""
        self.initial["procedure"] = "discipline"
        choices = {"procedure": [("discipline", PROCEDURES["discipline"])], "rank": list(RANKS.items())}
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
            field.choices = [("", _("请选择")), *offered] if name == "rank" else offered
        self.fields["to"].help_text = _("按干部管理权限，移交上一级纪检监察机关。")

    def _spoken_of(self) -> str:
        said = self.cleaned_data
        if said["on"] > self.act.day:
            return "on"
        is_organ = any(said["to"] == organ.code for organ in self.organs)
        return "rank" if is_organ and not said["rank"] else "to"

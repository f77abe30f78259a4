"""What is typed in when a letter, a visit or a call is registered."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.behind import BehindForm
from wangfang.interfaces.frame import wording as shared
from wangfang.records.agencies import places
from wangfang.records.cases.petitions import Petition
from wangfang.rules import contents
from wangfang.rules.contents import Table
from wangfang.rules.facts import CHINA, Form, Purpose, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.forms import BoundField
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict
    from django_stubs_ext import StrOrPromise

    from wangfang.rules.facts import Agency

    _Choice = tuple[str, StrOrPromise | list[tuple[str, str]]]

_WHO = ("form", "anonymous", "name", "phone", "id_type", "id_number", "home", "people", "signers")
_FOR_THEM = ("agents", "agent_relation", "agent_scope", "agent_authorisation", "agent_upload")
_WHAT = ("title", "text", "category", "purpose")
_HOW = ("received_on", "received_at", "region", "street", "address", "respondent", "source", "upload")
_EARLIEST = date(2005, 5, 1)  # 《信访条例》起施行
_ON_PAPER = [(form.value, shared.FORMS[form]) for form in (Form.LETTER, Form.VISIT, Form.CALL)]
CATEGORIES = tuple(dict.fromkeys(term.name for term in contents.every() if not term.parent))
"""Level-1 content classes (内容分类), those of the past too: old petitions keep the name of their day."""


_UNSTYLED = ("form", "anonymous", "upload", "agent_upload")


class RegisterForm(BehindForm):
    """登记表: who, what, and where; the order is that of the paper form."""

    form = forms.ChoiceField(label=_("信访形式"), choices=_ON_PAPER, widget=forms.RadioSelect, initial="letter")
    name = forms.CharField(label=_("姓名"), max_length=100, required=False)
    phone = forms.CharField(
        label=_("手机号码"),
        required=False,
        help_text=_("办理情况会发短信告诉信访人。只有座机的，写在反映的内容里。"),
    )
    id_number = forms.CharField(label=_("证件号码"), max_length=40, required=False)
    home = forms.CharField(label=_("住址"), max_length=300, required=False)
    people = forms.IntegerField(
        label=_("一共几个人"),
        min_value=1,
        max_value=100_000,
        initial=1,
        error_messages={
            "invalid": _("人数写成数字"),
            "min_value": _("人数至少是 1"),
            "max_value": _("人数太多，核对一下"),
        },
    )
    title = forms.CharField(label=_("标题"), max_length=200, error_messages={"required": _("用一句话写出反映什么问题")})
    text = forms.CharField(
        label=_("反映的内容"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("写一写发生了什么事")},
    )
    category = forms.ChoiceField(label=_("内容分类"), required=False)
    purpose = forms.ChoiceField(
        label=_("信访目的"),
        initial=Purpose.REQUEST.value,
    )
    received_on = forms.DateField(
        label=_("哪天收到"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "来信看收文日期，来访来电看当天。时限从收到之日起算，不是从录入起算（《信访工作条例》第二十二条）。"
        ),
        error_messages={"required": _("填写哪天收到")},
    )
    received_at = forms.TimeField(
        label=_("几点收到"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("不记得可以不填。"),
    )
    region = forms.ChoiceField(label=_("问题发生在哪个区县"), error_messages={"required": _("选择问题发生在哪个区县")})
    street = forms.CharField(
        label=_("街道、乡镇"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "streets", "autocomplete": "off"}),
    )
    address = forms.CharField(label=_("具体地点"), max_length=300, required=False)
    respondent = forms.CharField(
        label=_("被反映的单位或人"),
        max_length=200,
        required=False,
        help_text=_("检举控告时填写单位名称或代码，材料不会转给它和它的下级。"),
    )
    source = forms.CharField(label=_("来源"), max_length=100, required=False, help_text=_("例如上级转来的文号。"))
    upload = forms.FileField(
        label=_("扫描件、照片或录音"),
        required=False,
        widget=forms.FileInput(attrs={"class": "form-control"}),
        help_text=_("可以传照片、录音、PDF 和 Word 文件，最大 20 MB。"),
    )

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None,
        *,
        bureau: Agency,
        now: datetime,
    ) -> None:
        super().__init__(data, files, initial={"received_on": day_of(now)})
        self.bureau, self.now, self.today = bureau, now, day_of(now)
        own = [(place.region, place.name) for place in places.counties()]
        self._offer("region", [("", _("请选择")), *own, (bureau.region, _("其他（归本级）"))])
        self._offer("category", [("", _("请选择")), *_classes(self.today)])
        self._offer("purpose", [(term.word, term.name) for term in contents.on(self.today, Table.PURPOSES)])
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "form-select"
            elif name not in _UNSTYLED:
                field.widget.attrs["class"] = "form-control"

    @property
    def who(self) -> list[BoundField]:
        """The first column."""
        return [self[name] for name in _WHO]

    @property
    def for_them(self) -> list[BoundField]:
        """Who acts for the petitioner, folded away under the first column."""
        return [self[name] for name in _FOR_THEM]

    @property
    def names_an_agent(self) -> bool:
        """Tell whether anything about an agent was typed, so that nothing typed or wrong is folded away."""
        return any(self[name].data for name in _FOR_THEM)

    @property
    def streets(self) -> list[str]:
        """Every street and town that the tree knows, for the type-ahead."""
        return sorted({place.name for place in places.streets("")})

    @property
    def what(self) -> list[BoundField]:
        """The second column."""
        return [self[name] for name in _WHAT]

    @property
    def how(self) -> list[BoundField]:
        """The third column."""
        return [self[name] for name in _HOW]

    def clean_street(self) -> str:
        """Return the code of a street of the county that was chosen."""
        typed, county = self.cleaned_data["street"].strip(), self.cleaned_data.get("region", "")
        if not typed or not county:
            return ""
        found = next((place.region for place in places.streets(county) if place.name == typed), "")
        if not found:
            raise forms.ValidationError(_("这个区县没有这个街道、乡镇，从列表里选，或者写在具体地点里"))
        return found

    def clean_received_on(self) -> date:
        """Let in a day on which something can have been received.

        Raises:
            ValidationError: it lies ahead, or before the first law on petitions that this house knows.
        """
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise ValidationError(_("收到的日期不能晚于今天"))
        if day < _EARLIEST:
            raise ValidationError(_("收到的日期早于 2005 年 5 月 1 日《信访条例》施行，核对一下"))
        return day

    def clean(self) -> None:
        """Let in a time of today only when it has passed."""
        super().clean()
        day, hour = self.cleaned_data.get("received_on"), self.cleaned_data.get("received_at")
        if day and hour and datetime.combine(day, hour, CHINA) > self.now:
            self.add_error("received_at", _("收到的时间不能晚于现在"))

    @property
    def received(self) -> datetime:
        """Return the moment of receipt; a day alone is its first moment, today alone is now."""
        day, hour = self.cleaned_data["received_on"], self.cleaned_data["received_at"]
        if hour is None and day == self.today:
            return self.now
        return datetime.combine(day, hour or time.min, CHINA)

    @property
    def chosen(self) -> dict[str, str]:
        """Return what was chosen where something may have been suggested, in the words of the suggestions."""
        said = self.cleaned_data
        return {
            "category": _category(said["category"], self.today),
            "region": said["region"],
            "street": self["street"].value().strip() if said["street"] else "",
            "purpose": said["purpose"],
        }

    def petition(self, files: str = "") -> Petition:
        """Return what was typed as a petition to the bureau itself; `files` is the token of its upload."""
        said = self.cleaned_data
        chosen = said["category"]
        return Petition(
            to=self.bureau.code,
            title=said["title"],
            text=said["text"],
            region=said["street"] or said["region"],
            petitioner=self.person(said["home"]),
            form=Form(said["form"]),
            purpose=Purpose(said["purpose"]),
            address=said["address"],
            category=_category(chosen, self.today),
            content=chosen if chosen.isdecimal() else "",
            respondent=said["respondent"],
            people=said["people"],
            source=said["source"],
            files=files,
        )

    def _offer(self, name: str, choices: Sequence[_Choice]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = choices


def _classes(today: date) -> list[_Choice]:
    """Return the classes in force as one group for each of the first level: it stands first, those below by code."""
    terms = contents.on(today)
    lower = [(term, contents.line_of(term, today)) for term in terms if term.parent]
    return [
        (
            top.name,
            [
                (top.name, top.name),
                *((t.code, " / ".join(step.name for step in line[1:])) for t, line in lower if line[0] is top),
            ],
        )
        for top in terms
        if not top.parent
    ]


def _category(chosen: str, today: date) -> str:
    return contents.line_of(contents.require(chosen, today), today)[0].name if chosen.isdecimal() else chosen

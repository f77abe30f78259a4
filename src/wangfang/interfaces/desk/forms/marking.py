"""What does somebody say who marks a case: the label, the person, the accused, the parts and the last day?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.reasons import ReasonForm
from wangfang.interfaces.desk.wording import PARTS, SECRECIES
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.agencies.tree import tree
from wangfang.records.people.posts import require_known
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _login(*, label: StrOrPromise, required: bool = True, help_text: StrOrPromise = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=40,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": _("填写登录名")},
    )


class Person(Sheet):
    """Names one person by login."""

    login = _login(label=_("登录名"))

    def clean_login(self) -> str:
        """Return the login as its account has it."""
        typed = str(self.cleaned_data["login"])
        try:
            return require_known(typed) if typed else ""
        except Refused as unknown:
            raise ValidationError(unknown.sentence()) from unknown


class LabelForm(ReasonForm):
    """定密: which label, and why."""

    secrecy = forms.ChoiceField(
        label=_("密级"),
        choices=tuple(SECRECIES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("选一个密级")},
    )
    field_order = ("secrecy", "why")


class RecuseForm(Person, ReasonForm):
    """回避: oneself, or whom the leader says."""

    login = _login(
        label=_("回避的人（登录名）"), required=False, help_text=_("不填就是本人回避；要求别人回避由负责人决定。")
    )
    field_order = ("login", "why")


class AccusedForm(Person, ReasonForm):
    """载明被检举控告对象: a person, an agency, or both."""

    login = _login(
        label=_("被检举控告的人（登录名）"), required=False, help_text=_("是单位负责人的，他的单位一并载明。")
    )
    agency = forms.CharField(
        label=_("被检举控告的单位（名称或者代码）"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    field_order = ("login", "agency", "why")

    def clean_agency(self) -> str:
        """Return the code of the agency that is meant."""
        typed = str(self.cleaned_data["agency"]).strip()
        found = [a.code for a in tree().by_code.values() if typed and typed in (a.code, a.name)]
        if typed and len(found) != 1:
            raise ValidationError(_now("没有这个单位，写全称或者机构代码"))
        return found[0] if found else ""


class GrantForm(Person, ReasonForm):
    """申请点名授权: to whom, which parts, until when, and why."""

    parts = forms.MultipleChoiceField(
        label=_("授权看哪些部分"),
        choices=tuple(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("至少选一部分")},
    )
    until = forms.DateField(
        label=_("授权到哪天"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        help_text=_("最长 90 天；举报人身份批准后只开放 30 分钟。"),
        error_messages={"required": _("填写授权到哪天"), "invalid": _("日期写成 2017-09-15 这样")},
    )
    field_order = ("login", "parts", "until", "why")


class EndForm(Person, ReasonForm):
    """终止点名授权: whose, and why."""

    field_order = ("login", "why")

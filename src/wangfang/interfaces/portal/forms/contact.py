"""Who asks, how are they reached, who asks with them, and who acts for them (P04)?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.people import findings
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.interfaces.frame.wording import ID_TYPES
from wangfang.interfaces.portal import texts
from wangfang.interfaces.portal.forms.checking import checked
from wangfang.records.cases.petitions import Person
from wangfang.rules import credentials, identity, joint
from wangfang.rules.credentials import IdType
from wangfang.rules.facts import Form
from wangfang.rules.joint import Agent, Behind, Signer
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BoundField

LONGEST_LIST = 2500
"""Characters of a list: some sixty people; less than a draft keeps of a field."""

_OWN = ("name", "id_type", "id_number", "phone")
_TOGETHER = ("people", "signers")
_THROUGH = ("agents", "agent_relation", "agent_scope", "agent_authorisation")
_PLAIN_SCOPES = {"general": _("替我提出、替我收回复"), "special": _("还可以替我更改、撤回、和对方谈好")}


class ContactForm(Sheet):
    """Page 3: the law asks for the real name; the list and the agent are folded away, one person to a line."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("您的姓名"),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "name"}),
        error_messages={"required": texts.NO_NAME},
    )
    id_type = forms.ChoiceField(
        label=_("证件"),
        choices=list(ID_TYPES.items()),
        widget=forms.Select(attrs={"class": "form-select"}),
        initial=IdType.RESIDENT.value,
        required=False,
    )
    id_number = forms.CharField(
        label=_("身份证号码"),
        help_text=_("用来核实是您本人，办理单位以外的人看不到。没有身份证的，先在上面选证件。"),
        widget=forms.TextInput(attrs={"class": "form-control num", "autocomplete": "off"}),
        error_messages={"required": texts.NO_ID},
    )
    phone = forms.CharField(
        label=_("手机号码"),
        help_text=_("办理情况会发短信告诉您。"),
        widget=forms.TextInput(attrs={"class": "form-control num", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": texts.NO_PHONE},
    )
    people = forms.IntegerField(
        label=_("一共几个人"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"class": "form-control num", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), texts.WRONG_NUMBER_OF_PEOPLE),
    )
    signers = forms.CharField(
        label=_("和您一起的人"),
        required=False,
        max_length=LONGEST_LIST,
        help_text=_("每行一人：姓名 证件号码 手机号码。选出来代表大家的，行末写“代表”，连您最多 5 人。"),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        error_messages={"max_length": texts.LONG_LIST},
    )
    agents = forms.CharField(
        label=_("替您办的人"),
        required=False,
        max_length=400,
        help_text=_("每行一人：姓名 证件号码 手机号码。最多 2 人。"),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    agent_relation = forms.CharField(
        label=_("他是您的什么人"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    agent_scope = forms.ChoiceField(
        label=_("他可以替您做什么"),
        required=False,
        choices=[("", _("请选择")), *_PLAIN_SCOPES.items()],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    agent_authorisation = forms.CharField(
        label=_("授权委托书"),
        required=False,
        max_length=200,
        help_text=_("写哪天签的。把委托书拍照，在第一页上传。"),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(
        self, today: date, data: Mapping[str, object] | None = None, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.today = today

    @property
    def own(self) -> list[BoundField]:
        """Return what everybody fills in."""
        return [self[name] for name in _OWN]

    @property
    def together(self) -> list[BoundField]:
        """Return what those who ask together fill in."""
        return [self[name] for name in _TOGETHER]

    @property
    def through(self) -> list[BoundField]:
        """Return what is said of an agent."""
        return [self[name] for name in _THROUGH]

    @property
    def is_joint(self) -> bool:
        """Tell whether anything was typed about others, so that it is not folded away."""
        return any(self[name].value() for name in _TOGETHER)

    @property
    def names_an_agent(self) -> bool:
        """Tell whether anything was typed about an agent, so that it is not folded away."""
        return any(self[name].value() for name in _THROUGH)

    def clean_name(self) -> str:
        """Return the name as it is kept; a word for having none is not a name."""
        return checked(lambda: joint.require_real_name(self.cleaned_data["name"]))

    def clean_id_number(self) -> str:
        """Return the number of the document as it is kept; where a check digit is public, it is right."""
        kind = IdType(self.cleaned_data.get("id_type") or IdType.RESIDENT)
        return checked(lambda: credentials.require_number(kind, self.cleaned_data["id_number"], self.today))

    def clean_phone(self) -> str:
        """Return the 11 digits of the mobile number."""
        return checked(lambda: identity.require_mobile(self.cleaned_data["phone"]))

    def clean_signers(self) -> tuple[Signer, ...]:
        """Take the list apart; a line that cannot be right is named."""
        try:
            return joint.signers_of(self.cleaned_data["signers"], self.today)
        except Refused as refused:
            raise ValidationError(refused.why) from refused

    def clean(self) -> None:
        """Hold everybody together against the rules; each refusal stands beside its field."""
        super().clean()
        if "agents" in self.cleaned_data:
            self.cleaned_data["agents"] = self._agents(self.cleaned_data["agents"])
        for field, refused in findings(self.behind()).items():
            if field not in self.errors:
                self.add_error(field, refused.why)

    def behind(self) -> Behind:
        """Return everybody who was typed in; a number of people that was left out is that of the list."""
        said = self.cleaned_data
        own = Signer(said.get("name", ""), "", said.get("id_number", ""), said.get("phone", ""))
        signers, agents = said.get("signers", ()), said.get("agents", ())
        listed = Behind(Form.ONLINE, 1, own, signers, agents)
        return Behind(Form.ONLINE, said.get("people") or joint.headcount(listed), own, signers, agents)

    def person(self) -> Person:
        """Return the petitioner with everybody who signed or acts."""
        said = self.cleaned_data
        kind = said["id_type"] or IdType.RESIDENT
        who = (said["name"], said["id_number"], said["phone"])
        return Person(*who, id_type=kind, signers=said["signers"], agents=said["agents"])

    def _agents(self, typed: str) -> tuple[Agent, ...]:
        said = self.cleaned_data
        words = {key: str(said.get(f"agent_{key}", "")) for key in ("relation", "scope", "authorisation")}
        if any(words.values()) and not typed.strip():
            self.add_error("agents", texts.NO_AGENT)
        try:
            return joint.agents_of(typed, self.today, words)
        except Refused as refused:
            self.add_error("agents", refused.why)
        return ()

"""Who stands behind a letter, a visit or a call: named or not, by which document, with whom, through whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.checking import checked
from wangfang.interfaces.desk.wording import SCOPES
from wangfang.interfaces.frame.people import findings
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.interfaces.frame.wording import ID_TYPES
from wangfang.records.cases.petitions import Person
from wangfang.rules import credentials, identity, joint
from wangfang.rules.credentials import IdType
from wangfang.rules.facts import Form
from wangfang.rules.joint import Behind, Signer
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from wangfang.rules.joint import Agent


class BehindForm(Sheet):
    """The part of the registration about people; the form that takes it over has name, id_number, phone and people."""

    today: date

    anonymous = forms.BooleanField(
        label=_("匿名来信"), required=False, help_text=_("信上没有姓名时勾选，不留姓名、证件和电话，也不发通知。")
    )
    id_type = forms.ChoiceField(label=_("证件类型"), choices=list(ID_TYPES.items()), required=False)
    signers = forms.CharField(
        label=_("联名人名单"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一人：姓名 证件号码 电话；是代表的，行末写“代表”。代表连信访人最多 5 人。"),
    )
    agents = forms.CharField(
        label=_("代理人"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("每行一人：姓名 证件号码 电话。最多 2 人。"),
    )
    agent_relation = forms.CharField(label=_("和信访人的关系"), required=False, max_length=40)
    agent_scope = forms.ChoiceField(label=_("代理权限"), required=False, choices=[("", _("请选择")), *SCOPES.items()])
    agent_authorisation = forms.CharField(
        label=_("授权委托书"), required=False, max_length=200, help_text=_("写明哪天签的、授权办什么；也可以传扫描件。")
    )
    agent_upload = forms.FileField(
        label=_("授权委托书扫描件"), required=False, widget=forms.FileInput(attrs={"class": "form-control"})
    )

    def clean_name(self) -> str:
        """Return the name as it is kept; an unnamed letter has none."""
        if self.cleaned_data.get("anonymous"):
            return joint.ANONYMOUS
        if not self.cleaned_data["name"].strip():
            raise ValidationError(_("填写信访人姓名"))
        return checked(lambda: identity.require_name(self.cleaned_data["name"]))

    def clean_id_number(self) -> str:
        """Check the number by the rules of its document; letters and visits may come without one."""
        given = str(self.cleaned_data["id_number"])
        kind = IdType(self.cleaned_data.get("id_type") or IdType.RESIDENT)
        return checked(lambda: credentials.require_number(kind, given, self.today)) if given else ""

    def clean_phone(self) -> str:
        """Check the number as the portal does; letters and visits may come without one."""
        given = str(self.cleaned_data["phone"])
        return checked(lambda: identity.require_mobile(given)) if given else ""

    def clean_signers(self) -> tuple[Signer, ...]:
        """Take the list apart; a line that cannot be right is named."""
        return _listed(self.cleaned_data["signers"], self.today)

    def clean(self) -> None:
        """Hold everybody together against the rules; each refusal stands beside its field."""
        super().clean()
        if "agents" in self.cleaned_data:
            self.cleaned_data["agents"] = self._take_agents(self.cleaned_data["agents"])
        for field, refused in findings(self.behind()).items():
            if field not in self.errors:
                self.add_error(field, refused.sentence())

    def behind(self) -> Behind:
        """Return everybody who was typed in; where a field was wrong, as if it had been left empty."""
        said = self.cleaned_data
        own = Signer(said.get("name", ""), "", said.get("id_number", ""), said.get("phone", ""))
        signers, agents = said.get("signers", ()), said.get("agents", ())
        people = said.get("people") or joint.headcount(Behind(Form.LETTER, 1, own, signers))
        form = Form(said.get("form") or Form.LETTER)
        return Behind(form, people, own, signers, agents, bool(said.get("anonymous")))

    def person(self, home: str) -> Person:
        """Return the petitioner with everybody who signed or acts."""
        said = self.cleaned_data
        kind = said["id_type"] or IdType.RESIDENT if said["id_number"] else ""
        return Person(
            name=said["name"],
            id_number=said["id_number"],
            phone=said["phone"],
            address=home,
            id_type=kind,
            anonymous=said["anonymous"],
            signers=said["signers"],
            agents=said["agents"],
        )

    def _take_agents(self, typed: str) -> tuple[Agent, ...]:
        said = self.cleaned_data
        upload = said.get("agent_upload")
        words = {key: str(said.get(f"agent_{key}", "")) for key in ("relation", "scope", "authorisation")}
        if upload and not words["authorisation"]:
            words["authorisation"] = upload.name[:200]
        if any(words.values()) and not typed.strip():
            self.add_error("agents", _("写一下代理人的姓名"))
        try:
            return joint.agents_of(typed, self.today, words)
        except Refused as refused:
            self.add_error("agents", refused.sentence())
        return ()


def _listed(text: str, today: date) -> tuple[Signer, ...]:
    try:
        return joint.signers_of(text, today)
    except Refused as refused:
        raise ValidationError(refused.sentence()) from refused

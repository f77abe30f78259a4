"""What does a citizen type on the four pages of a petition, and what is wrong with it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.sheets import Sheet
from wangfang.interfaces.portal import texts
from wangfang.rules.facts import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

PURPOSES = ((Purpose.REQUEST, _("反映问题")), (Purpose.SUGGESTION, _("提建议")))


class WhatForm(Sheet):
    """Page 1: what happened."""

    use_required_attribute = False

    purpose = forms.ChoiceField(choices=PURPOSES, widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("发生了什么事？"),
        help_text=_("说清三点：什么事、从什么时候开始、您希望怎么解决。"),
        max_length=texts.LONGEST,
        min_length=texts.SHORTEST,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 7, "data-most": texts.LONGEST}),
        error_messages={
            "required": texts.EMPTY_TEXT,
            "min_length": texts.SHORT_TEXT,
            "max_length": texts.LONG_TEXT,
        },
    )

    def clean_purpose(self) -> str:
        """Take a petition for a request when the page did not say."""
        return str(self.cleaned_data["purpose"] or Purpose.REQUEST)


class WhereForm(Sheet):
    """Page 2: where it happened; the counties come from the tree of agencies."""

    use_required_attribute = False

    region = forms.ChoiceField(
        label=_("区县（市）"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": texts.NO_REGION, "invalid_choice": texts.WRONG_REGION},
    )
    street = forms.CharField(
        label=_("街道或者乡镇"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "list": "streets", "autocomplete": "off"}),
        error_messages={"max_length": texts.LONG_ADDRESS},
    )
    address = forms.CharField(
        label=_("地址"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "street-address"}),
        error_messages={"required": texts.NO_ADDRESS, "max_length": texts.LONG_ADDRESS},
    )

    def __init__(
        self,
        counties: Sequence[tuple[str, str]],
        data: Mapping[str, object] | None = None,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        first: tuple[str, StrOrPromise] = ("", _("请选择"))
        region = cast("forms.ChoiceField", self.fields["region"])  # declared so above; the mapping forgets it
        region.choices = [first, *counties]


class ConfirmForm(Sheet):
    """Page 4: may the answer be published; and the key that makes a second press harmless."""

    use_required_attribute = False

    publish = forms.ChoiceField(
        label=_("结果可以公开吗？"),
        choices=(("no", _("不公开")), ("yes", _("可以公开，隐去姓名和门牌"))),
        widget=forms.RadioSelect,
        error_messages={"required": texts.NO_PUBLISH, "invalid_choice": texts.NO_PUBLISH},
    )
    act_key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def __init__(
        self, key: str, data: Mapping[str, object] | None = None, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.key = key

    def clean_act_key(self) -> str:
        """Take only the key of the draft that was shown, so that what was read is what is sent.

        Raises:
            ValidationError: another draft was begun since the page was opened.
        """
        if self.cleaned_data["act_key"] != self.key:
            self.data = {**self.data, "act_key": self.key}
            self.add_error(None, texts.CHANGED)
        return self.key

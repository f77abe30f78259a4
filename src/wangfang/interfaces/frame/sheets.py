"""What every form of the house shares: its own sentences for what is wrong, and no sign that was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands in a text for bytes that are no UTF-8; the framework puts it there and says nothing."""

SENTENCES: Mapping[type[forms.Field], Mapping[str, StrOrPromise]] = {
    forms.Field: {
        "required": _("这一项要填"),
        "invalid": _("这一项写得不对，核对一下"),
        "null_characters_not_allowed": _("有不能识别的字符，删掉再提交"),
    },
    forms.CharField: {
        "max_length": _("写得太长了，最多 %(limit_value)d 个字，现在是 %(show_value)d 个"),
        "min_length": _("写得太短了，最少 %(limit_value)d 个字"),
    },
    forms.IntegerField: {
        "invalid": _("写成数字"),
        "min_value": _("最小是 %(limit_value)s"),
        "max_value": _("最大是 %(limit_value)s"),
    },
    forms.DateField: {"invalid": _("日期写成 2017-09-15 这样")},
    forms.TimeField: {"invalid": _("时间写成 09:30 这样")},
    forms.ChoiceField: {"invalid_choice": _("从列出的几项里选一项")},
    forms.MultipleChoiceField: {"invalid_list": _("从列出的几项里选")},
    forms.FileField: {
        "invalid": _("文件没有传上来，重新选一次"),
        "missing": _("文件没有传上来，重新选一次"),
        "empty": _("这个文件是空的，重新选一个"),
        "max_length": _("文件名太长了，最多 %(max)d 个字，改短再传"),
        "contradiction": _("要么传一个文件，要么选删除，不能两样都选"),
    },
}
"""By kind of field and code of fault; a field that says something of its own keeps it."""


class _Taught(DeclarativeFieldsMetaclass):
    """Teaches the fields of a form when it is declared: each form that is filled in is a copy of them."""

    def __init__(self, name: str, bases: tuple[type, ...], declared: dict[str, object]) -> None:
        super().__init__(name, bases, declared)
        fields: Mapping[str, forms.Field] = getattr(self, "base_fields", {})
        for field in fields.values():
            _speak(field)
            if isinstance(field, forms.CharField) and require_understood not in field.validators:
                field.validators.append(require_understood)


class Sheet(forms.Form, metaclass=_Taught):
    """A form in the words of this house."""


def require_understood(text: str) -> None:
    """Let no text through that has lost signs on its way.

    Raises:
        ValidationError: bytes of it were no UTF-8.
    """
    lost = text.count(UNKNOWN)
    if lost:
        said = _now("有 %(n)s 个字没有认出来，显示成“%(sign)s”，改成原来的字再提交")
        raise ValidationError(said % {"n": lost, "sign": UNKNOWN}, code="not_understood")


def _speak(field: forms.Field) -> None:
    """Replace what the framework would say by our sentence, unless the field was given its own."""
    kinds = [kind for kind in reversed(type(field).__mro__) if issubclass(kind, forms.Field)]
    theirs: dict[str, StrOrPromise] = {}
    ours: dict[str, StrOrPromise] = {}
    for kind in kinds:
        theirs.update(kind.__dict__.get("default_error_messages", {}))
        ours.update(SENTENCES.get(kind, {}))
    for code, sentence in ours.items():
        if field.error_messages.get(code) in (None, theirs.get(code)):
            field.error_messages[code] = sentence

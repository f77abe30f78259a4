"""What is typed in about a report that is circulated: who has to sign until when, the opinion, whom somebody authorises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.sheets import Sheet
from wangfang.rules.sign_offs import LONGEST_NAME, LONGEST_OPINION, LONGEST_POST, MOST_READERS, NamedReader

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY = {"type": "date", "class": "form-control"}
_LINE = {"class": "form-control"}
_BETWEEN = re.compile(r"[,，、\t]")
_FEWEST, _MOST = 2, 4
_LONGEST_LINE = 120


def _day(label: Any) -> forms.DateField:  # a lazy text
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))


class CirculateForm(Sheet):
    """送签阅: one line for each principal, and until when."""

    readers = forms.CharField(
        label=_("由谁签阅"),
        max_length=MOST_READERS * _LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 16, "class": "form-control"}),
        help_text=_("每行一人：单位代码，职务，姓名，登录名。没有账号的不写登录名，由单位登记纸质签阅单。"),
    )
    due_on = _day(_("签阅期限"))

    def clean_readers(self) -> list[NamedReader]:
        """Return the lines as readers.

        Raises:
            ValidationError: a line has no post, or more than four parts.
        """
        lines = [line.strip() for line in str(self.cleaned_data["readers"]).splitlines() if line.strip()]
        return [_reader(line) for line in lines]


class OpinionForm(Sheet):
    """签阅: 已阅, or an opinion."""

    opinion = forms.CharField(
        label=_("意见"),
        required=False,
        max_length=LONGEST_OPINION,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        help_text=_("不写意见就记为“已阅”。"),
    )


class PaperForm(OpinionForm):
    """登记纸质签阅单: when it was signed and where the sheet lies."""

    signed_on = _day(_("签阅日期"))
    kept = forms.CharField(label=_("签阅单存放在哪里"), max_length=LONGEST_OPINION, widget=forms.TextInput(attrs=_LINE))
    field_order = ("signed_on", "opinion", "kept")


class DelegateForm(Sheet):
    """委托签阅: the login of whom the principal authorises."""

    login = forms.CharField(label=_("委托给谁（登录名）"), max_length=40, widget=forms.TextInput(attrs=_LINE))


def text_of(readers: Sequence[NamedReader]) -> str:
    """Return readers as the lines that the form takes."""
    return "\n".join(f"{one.agency}，{one.post}，{one.name}，{one.login}".rstrip("，") for one in readers)


def _reader(line: str) -> NamedReader:
    parts = [part.strip() for part in _BETWEEN.split(line)]
    if not _FEWEST <= len(parts) <= _MOST or not parts[1] or len(parts[1]) > LONGEST_POST:
        raise ValidationError(_now("“%(line)s”看不懂，写成：单位代码，职务，姓名，登录名") % {"line": line[:40]})
    agency, post, name, login = (*parts, "", "")[:_MOST]
    return NamedReader(agency, post, name[:LONGEST_NAME], login[:40])

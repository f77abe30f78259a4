"""Why is something kept from being destroyed, or destroyed?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.retention import holds, lists


class HoldForm(Sheet):
    """保全、解除保全: the reason, which is destroyed with the case."""

    why = forms.CharField(
        label=_("理由"),
        max_length=holds.LONGEST,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("写明理由")},
    )


class ListForm(Sheet):
    """编制销毁清单: the reason, which stays; which cases is ticked in the table."""

    why = forms.CharField(
        label=_("销毁的理由"),
        max_length=lists.LONGEST,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("例如“保管期限已满，经鉴定没有继续保管的价值”；长期留存，不写信访人和具体事情"),
        error_messages={"required": _("写明销毁的理由")},
    )

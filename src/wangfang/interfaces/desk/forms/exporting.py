"""Why does a list leave as a file, and does it name the petitioners?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.frame.sheets import Sheet
from wangfang.records.exporting import asking


class ExportForm(Sheet):
    """申请导出: the reason, and whether names and numbers are wanted."""

    why = forms.CharField(
        label=_("导出的用途和理由"),
        min_length=asking.SHORTEST,
        max_length=asking.LONGEST,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("写明导出的理由")},
    )
    with_people = forms.BooleanField(
        label=_("含信访人姓名、证件号码、手机号码和住址"),
        required=False,
        help_text=_("只含本单位持有和办结的；超过 50 件要 1 人批准，超过 500 件要 2 人批准。"),
    )

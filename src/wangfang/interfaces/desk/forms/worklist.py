"""Which filters and which page of the work list an address asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FilterForm(forms.Form):
    """The filter bar; every field is a word of the address, so a copied link shows the same list."""

    tab = forms.CharField(required=False, max_length=20)
    q = forms.CharField(label=_("关键词"), required=False, max_length=60)
    category = forms.CharField(label=_("内容分类"), required=False, max_length=60)
    region = forms.CharField(label=_("问题属地"), required=False, max_length=12)
    after = forms.CharField(required=False, max_length=60)
    at = forms.CharField(required=False, max_length=40)

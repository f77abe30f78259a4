"""What a security officer says of a grant or a label that waits, and which posts are listed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.wording import SECRECIES
from wangfang.interfaces.frame.sheets import Sheet
from wangfang.rules.labels import SECRECIES as LABELS

APPROVE, REFUSE, LOWER = "approve", "refuse", "lower"
LONGEST = 200


class DecisionForm(Sheet):
    """One decision: which of the three, on what, and why; only an approval needs no reason."""

    do = forms.ChoiceField(choices=[(word, word) for word in (APPROVE, REFUSE, LOWER)], widget=forms.HiddenInput)
    token = forms.CharField(max_length=20, widget=forms.HiddenInput)
    login = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("理由"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def clean(self) -> dict[str, object]:
        """Ask for a reason where one is needed."""
        if self.cleaned_data.get("do") != APPROVE and not self.cleaned_data.get("why"):
            self.add_error("why", _("写明理由"))
        return self.cleaned_data


class ClearanceForm(forms.Form):
    """From which clearance on posts are listed; accusations when nothing is said."""

    least = forms.TypedChoiceField(
        choices=[(str(int(LABELS[word])), said) for word, said in SECRECIES.items()],
        coerce=int,
        required=False,
        empty_value=None,
    )

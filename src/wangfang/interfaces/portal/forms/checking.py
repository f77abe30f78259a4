"""How does a rule's refusal become the words beside a field?"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError

from wangfang.rules.refusal import Refused


def checked(rule: Callable[[], str]) -> str:
    """Return what the rule returns; its refusal is shown at the field.

    Raises:
        ValidationError: the rule refused.
    """
    try:
        return rule()
    except Refused as refused:
        raise ValidationError(refused.why) from refused

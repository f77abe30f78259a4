"""How a rule's refusal becomes the words beside a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Callable


def checked(rule: Callable[[], str]) -> str:
    """Return what the rule returns; its refusal is shown at the field.

    Raises:
        ValidationError: the rule refused.
    """
    try:
        return rule()
    except Refused as refused:
        raise ValidationError(refused.sentence()) from refused

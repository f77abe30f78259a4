"""What the assisting units (协办单位) of a case have answered, for the page on which the lead puts it together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wangfang.rules.assisting import answers_of

if TYPE_CHECKING:
    from datetime import datetime

    from wangfang.rules.facts import Life


@dataclass(frozen=True, slots=True)
class Answer:
    """One assisting unit: its answer and when it came, both empty before it has given one."""

    code: str
    name: str
    text: str
    at: datetime | None
    mergeable: bool


def answers(life: Life, *, mergeable: bool) -> list[Answer]:
    """Return every assisting unit with its last answer; `mergeable` ones can be put into the draft."""
    return [
        Answer(
            code=code,
            name=life.agency(code).name,
            text=given.text("text") if given else "",
            at=given.occurred_at if given else None,
            mergeable=mergeable and given is not None,
        )
        for code, given in answers_of(life).items()
    ]


def missing(life: Life) -> str:
    """Return the names of those who have not answered, empty when nobody is waited for."""
    return _("、").join(life.agency(code).name for code, given in answers_of(life).items() if given is None)


def quoted(life: Life, code: str) -> str:
    """Return the answer of a unit as it goes into the draft, empty when it has given none."""
    given = answers_of(life).get(code)
    if given is None:
        return ""
    return f"{life.agency(code).name}意见：{given.text('text').strip()}"  # it becomes part of a paper: in Chinese

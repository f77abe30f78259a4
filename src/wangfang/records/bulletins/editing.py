"""Changes the text of a section in place; its figures stay what they were, and every version is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from wangfang.records.bulletins import lookups
from wangfang.records.bulletins.composing import kept_of, put_together
from wangfang.records.bulletins.drafting import trace
from wangfang.records.bulletins.models import Bulletin, Passage
from wangfang.records.bulletins.sections.pen import Section
from wangfang.records.bulletins.turning import moving
from wangfang.records.cases.lookups import NotFound
from wangfang.rules.bulletins import LONGEST_TEXT, Move
from wangfang.rules.facts import Act
from wangfang.rules.locked_figures import opened, read
from wangfang.rules.refusal import Refused


@dataclass(frozen=True, slots=True)
class Opened:
    """A section as it is edited: its newest version, the text in which each mark shows its figure, and what must stay."""

    title: str
    version: int
    text: str
    figures: Mapping[str, str]
    wanted: tuple[str, ...]


def open_section(bulletin: Bulletin, number: int) -> Opened:
    """Return a section to edit.

    Raises:
        NotFound: the bulletin has no such section.
    """
    section, newest = _section(bulletin, number), lookups.texts(bulletin)[number]
    figures, wanted = section["figures"], lookups.wanted(bulletin, number)
    return Opened(section["title"], newest.version, opened(newest.text, figures), figures, wanted)


@transaction.atomic
def edit(key: int, number: int, typed: str, version: int, act: Act) -> Passage:
    """Write the next version of a section's text; `version` is the one that was edited.

    The same text once more is no new version.

    Raises:
        NotFound, NotYours: see `turning.moving`; or there is no such section.
        Refused: the bulletin is no draft, somebody else has edited the section meanwhile, or a figure is lost or altered
            (`rules.locked_figures.read`).
    """
    bulletin, _ = moving(key, Move.EDIT, act)
    section, texts = _section(bulletin, number), {one: row.text for one, row in lookups.texts(bulletin).items()}
    newest = lookups.versions(bulletin, number)[0]
    if newest.version != version:
        raise Refused(f"{newest.by_name}刚刚改过这一段，您写的还在下面，对照后再保存")
    text = read(typed, section["figures"], lookups.wanted(bulletin, number))
    if len(text) > LONGEST_TEXT:
        raise Refused(f"这一段最多{LONGEST_TEXT}个字")
    if text == newest.text:
        return newest
    made = Passage.objects.create(
        bulletin=bulletin, section=number, version=version + 1, text=text,
        by=act.actor.login, by_name=act.actor.name, at=act.recorded_at,
    )  # fmt: skip
    put_together(bulletin, texts | {number: text}, act.day)
    bulletin.save(update_fields=["body", "digest"])
    trace(bulletin, "bulletin_edited", act, section=number, version=made.version, digest=bulletin.digest)
    return made


def _section(bulletin: Bulletin, number: int) -> Section:
    sections = kept_of(bulletin)["sections"]
    if not 1 <= number <= len(sections):
        raise NotFound
    return sections[number - 1]

"""The thirteen ways in which somebody who owns the database could lie about what was done."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from random import Random
from typing import Any

from django.db.backends.utils import CursorWrapper

from wangfang.interfaces.console.tampering.ground import KEPT, YESTERDAY, Ground
from wangfang.records.cases.rebuilding import rebuild
from wangfang.records.ledger.formats import line_digest, line_leaf

Attack = Callable[[CursorWrapper, Random, Ground], None]
CASES = "'^[0-9]{8}-'"
_PICKED = f"""
    select subject, count(*) from ledger_entry join ledger_leaf leaf on leaf.kind = 'E' and leaf."row" = ledger_entry.id
    where subject ~ {CASES} group by subject having max(leaf.index) < %s and count(*) > 3 order by subject
"""  # noqa: S608 - our own words
_CHAIN = """
    select id, number, v, previous, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00',
        payload, kid, mac
    from ledger_entry where subject = %s order by number
"""


def _picked(cursor: CursorWrapper, chance: Random, ground: Ground) -> tuple[str, int]:
    """Return a case all of whose lines are anchored, and one of its lines that is neither first nor last."""
    cursor.execute(_PICKED, [ground.anchored])
    subject, lines = chance.choice(cursor.fetchall())
    return subject, chance.randrange(2, lines)


def edit_payload(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Let a line say something else."""
    where: list[Any] = [*_picked(cursor, chance, ground)]
    said = f'"said":"{secrets.token_hex(32)}"'
    cursor.execute(
        'update ledger_entry set payload = regexp_replace(payload, \'"said":"[0-9a-f]+"\', %s)'
        " where subject = %s and number = %s",
        [said, *where],
    )


def edit_time(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Let a line have been written earlier."""
    where: list[Any] = [*_picked(cursor, chance, ground)]
    earlier = "update ledger_entry set recorded_at = recorded_at - make_interval(secs => %s) where subject = %s and number = %s"
    cursor.execute(earlier, [chance.randrange(1, 10_000_000), *where])


def edit_actor(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Let somebody else have acted, in the line and in the step."""
    where: list[Any] = [*_picked(cursor, chance, ground)]
    cursor.execute(
        'update ledger_entry set payload = replace(payload, \'"actor":"\', \'"actor":"x\')'
        " where subject = %s and number = %s",
        where,
    )
    cursor.execute(
        "update cases_steptaken set actor = 'x' || actor"
        " where case_id = (select id from cases_case where number = %s) and number = %s",
        where,
    )


def delete_middle(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Take a line out of the middle, with its step, and close the numbers behind it."""
    subject, number = _picked(cursor, chance, ground)
    _forget(cursor, subject, number, number)
    cursor.execute("update ledger_entry set number = number - 1 where subject = %s and number > %s", [subject, number])
    _chain_anew(cursor, subject, {})


def delete_tail(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Take the last lines away, with everything that came of them, and let the case stand as before them."""
    subject, number = _picked(cursor, chance, ground)
    _forget(cursor, subject, number + 1, 10**6)
    if chance.random() < 1 / 2:
        cursor.execute("""delete from ledger_leaf where kind = 'E' and not exists (
            select from ledger_entry where id = ledger_leaf."row")""")
    _repair(cursor, subject)


def chain_anew(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Alter a line, and chain everything behind it anew, leaves too."""
    subject, number = _picked(cursor, chance, ground)
    _chain_anew(cursor, subject, {number: lambda text: text.replace('"said":"', '"said":"0')})
    _leaves_anew(cursor, subject)


def swap(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Let two things have happened the other way round, and chain everything behind them anew."""
    subject, number = _picked(cursor, chance, ground)
    cursor.execute(_CHAIN, [subject])
    texts = {row[1]: row[5] for row in cursor.fetchall()}
    _chain_anew(cursor, subject, {number: lambda _: texts[number + 1], number + 1: lambda _: texts[number]})


def forge(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Append a line that nobody wrote, well chained, with whatever can be made up for its keyed digest."""
    subject, _number = _picked(cursor, chance, ground)
    cursor.execute(_CHAIN, [subject])
    _id, number, v, _previous, at, payload, kid, _mac = cursor.fetchall()[-1]
    cursor.execute("select digest from ledger_entry where subject = %s and number = %s", [subject, number])
    (previous,) = cursor.fetchone()
    digest = line_digest(v, subject, number + 1, previous, at, payload)
    cursor.execute(
        "insert into ledger_entry (subject, number, recorded_at, payload, previous, digest, v, kid, mac)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [subject, number + 1, at, payload, previous, digest, v, kid, secrets.token_hex(32)],
    )
    cursor.execute("update cases_case set digest = %s where number = %s", [digest, subject])


def delete_case(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Let a case never have been, and move the places together behind it."""
    subject, _number = _picked(cursor, chance, ground)
    _forget(cursor, subject, 1, 10**6)
    cursor.execute('delete from ledger_access where "case" = %s', [subject])
    cursor.execute("delete from cases_duty where case_id = (select id from cases_case where number = %s)", [subject])
    cursor.execute("delete from cases_case where number = %s", [subject])
    if chance.random() < 1 / 2:
        cursor.execute("""delete from ledger_leaf where not exists (
            select from ledger_entry where kind = 'E' and id = ledger_leaf."row") and not exists (
            select from ledger_access where kind = 'A' and id = ledger_leaf."row")""")
        _close_up(cursor)


def restore(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:  # noqa: ARG001 - every attack is called alike
    """Bring yesterday's database back."""
    for table in KEPT:
        cursor.execute(f"delete from {table}")  # noqa: S608 - names of our own
        cursor.execute(f"insert into {table} select * from {YESTERDAY}.{table}")  # noqa: S608 - names of our own


def edit_case(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:
    """Change what a case shows, without an act."""
    subject, _number = _picked(cursor, chance, ground)
    change = chance.choice((
        "state = 'closed', is_open = false", "due_on = due_on + 30", "title = title || '？'", "steps_taken = steps_taken + 1",
        "received_at = received_at + interval '1 day'", "seen_by = '{}'",
    ))  # fmt: skip
    cursor.execute(f"update cases_case set {change} where number = %s", [subject])  # noqa: S608 - one of the above


def disable_trigger(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:  # noqa: ARG001 - every attack is called alike
    """Take the guard off a table, or off a partition by its own name."""
    cursor.execute(
        "select tgrelid::regclass::text, tgname from pg_trigger where tgname in ('never_changed', 'never_emptied')"
    )
    table, guard = chance.choice(sorted(cursor.fetchall()))
    cursor.execute(f"alter table {table} disable trigger {guard}")


def cut_tail(cursor: CursorWrapper, chance: Random, ground: Ground) -> None:  # noqa: ARG001 - every attack is called alike
    """Take away everything behind the anchor, and let the cases stand as before: the one that only a mirror shows."""
    cursor.execute("""select subject, number from ledger_entry join ledger_leaf leaf
        on leaf.kind = 'E' and leaf."row" = ledger_entry.id where leaf.index >= %s""", [ground.anchored])  # fmt: skip
    gone = cursor.fetchall()
    cursor.execute("delete from ledger_leaf where index >= %s", [ground.anchored])
    cursor.execute("delete from ledger_checkpoint where size > %s", [ground.anchored])
    for subject, number in gone:
        _forget(cursor, subject, number, number)
        _repair(cursor, subject)


ATTACKS: dict[str, Attack] = {
    attack.__name__: attack
    for attack in (
        edit_payload, edit_time, edit_actor, delete_middle, delete_tail, chain_anew, swap, forge, delete_case, restore,
        edit_case, disable_trigger, cut_tail,
    )
}  # fmt: skip
LIMIT = cut_tail.__name__
"""Not found without a mirror, and said so: what no anchor covers yet, nobody outside has seen."""


def _forget(cursor: CursorWrapper, subject: str, first: int, last: int) -> None:
    """Take lines away with their steps and papers."""
    cursor.execute("delete from ledger_entry where subject = %s and number between %s and %s", [subject, first, last])
    for table, column in (("cases_steptaken", "number"), ("cases_paper", "step")):
        cursor.execute(
            f"delete from {table} where case_id = (select id from cases_case where number = %s)"  # noqa: S608 - names of our own
            f" and {column} between %s and %s",
            [subject, first, last],
        )


def _close_up(cursor: CursorWrapper) -> None:
    """Move the places together, so that none is empty: first aside, since no two may be one for a moment."""
    place = "(select count(*) from ledger_leaf before where before.index < ledger_leaf.index)"
    cursor.execute(f"create temporary table places as select index as old, {place} as anew from ledger_leaf")  # noqa: S608 - our own words
    cursor.execute("update ledger_leaf set index = anew + 1000000 from places where index = old")
    cursor.execute("update ledger_leaf set index = index - 1000000")
    cursor.execute("drop table places")


def _repair(cursor: CursorWrapper, subject: str) -> None:
    """Let a case stand as the steps that are left say, and end in the line that is left."""
    cursor.execute(
        "update cases_case set digest = (select digest from ledger_entry where subject = %s order by number desc limit 1)"
        " where number = %s",
        [subject, subject],
    )
    rebuild()


def _chain_anew(cursor: CursorWrapper, subject: str, texts: dict[int, Callable[[str], str]]) -> None:
    """Reckon every digest of a subject again, some lines with another text; the keyed digests stay what they were."""
    cursor.execute(_CHAIN, [subject])
    before = "0" * 64
    for key, number, v, _previous, at, payload, _kid, _mac in cursor.fetchall():
        text = texts.get(number, str)(payload)
        digest = line_digest(v, subject, number, before, at, text)
        cursor.execute(
            "update ledger_entry set payload = %s, previous = %s, digest = %s where id = %s",
            [text, before, digest, key],
        )
        before = digest
    cursor.execute("update cases_case set digest = %s where number = %s", [before, subject])


def _leaves_anew(cursor: CursorWrapper, subject: str) -> None:
    cursor.execute(_CHAIN.replace("kid, mac", "kid, mac, digest"), [subject])
    rows: list[Any] = cursor.fetchall()
    for key, number, v, _previous, at, _payload, kid, mac, digest in rows:
        leaf = line_leaf(v, subject, number, at, digest, kid, mac)
        cursor.execute("update ledger_leaf set hash = %s where kind = 'E' and \"row\" = %s", [leaf, key])

"""Is a set that somebody altered found out, and do two stores with the same lives agree on its digest?"""

from __future__ import annotations

import pytest
from django.db import connection

from tests.records.frozen.test_freezing import frozen
from tests.records.test_bulletins import quarter
from wangfang.records.frozen import verifying
from wangfang.records.frozen.digesting import digest_of
from wangfang.records.frozen.models import FrozenSet


def tampered(statement: str) -> list[str]:
    """Return what is found after somebody took the guards off and changed the tables."""
    quarter()
    made = frozen()
    assert verifying.altered(made) == []
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(statement)
    return verifying.altered(FrozenSet.objects.get())


DIGEST = "冻结的数字和名单与摘要不一致"
TRACE = "留痕里记的这次冻结与这里不一致"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "update frozen_frozencell set met = met + 1 where by = 'total' and indicator = 'bureau_timely'",
            [DIGEST, "total  bureau_timely：表上 2/2，名单合计 1/2"],
        ),
        (
            "update frozen_frozencase set value = 1 where indicator = 'bureau_timely' and value = 0",
            [
                DIGEST,
                "agency HL bureau_timely：表上 0/1，名单合计 1/1",
                "county 230111 bureau_timely：表上 0/1，名单合计 1/1",
                "total  bureau_timely：表上 1/2，名单合计 2/2",
            ],
        ),
        (
            "update frozen_frozencase set case_id = (select max(id) from cases_case) where indicator = 'unit_timely'",
            [DIGEST],
        ),
        ("update frozen_frozencell set name = '道里区' where code = '230103' and indicator = 'unit_timely'", [DIGEST]),
        ("update frozen_frozenset set version = 2", [DIGEST]),
        ("update frozen_frozenset set digest = 'another'", [DIGEST, TRACE]),
        ("update frozen_frozenset set as_of = as_of - interval '1 day'", [TRACE]),
        ("update frozen_frozenset set frozen_by = 'nobody'", [TRACE]),
    ],
)
def test_what_was_altered_behind_the_guards_is_found(statement: str, found: list[str]) -> None:
    assert tampered(statement) == found


def test_the_digest_knows_neither_keys_nor_the_order_of_rows() -> None:
    quarter()
    made = frozen()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("create temporary table kept on commit drop as select * from frozen_frozencase")
        cursor.execute("delete from frozen_frozencase")
        cursor.execute("update frozen_frozencell set id = id + 1000, frozen_id = frozen_id + 1000")
        cursor.execute("update frozen_frozenset set id = id + 1000")
        cursor.execute("""insert into frozen_frozencase (frozen_id, case_id, indicator, owner, county, value, people, counted_at)
            select frozen_id + 1000, case_id, indicator, owner, county, value, people, counted_at from kept order by id desc""")  # fmt: skip
    again = FrozenSet.objects.get()
    assert again.pk != made.pk
    assert digest_of(again) == made.digest

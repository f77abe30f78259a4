"""How long does it take to bring a hundred thousand rows under another key?"""

from __future__ import annotations

import time

import pytest
from django.db import connection

from tests.stories import story
from wangfang.records.vault import turning
from wangfang.records.vault.keys import Purpose, keeper

ROWS, SECONDS = 100_000, 180
"""A million rows in half an hour."""


@pytest.mark.nightly
@pytest.mark.parametrize("remade", [turning.rewrapped, turning.resealed])
@pytest.mark.usefixtures("own_keys")
def test_a_million_rows_take_less_than_half_an_hour(remade: turning.Remade) -> None:
    story().submitted()
    columns = "token, sealed, masked, anonymous, indexed_by"
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into people_petitioner ({columns}) select {columns} from people_petitioner, generate_series(1, %s)",  # noqa: S608 - fixed names
            [ROWS],
        )
    keeper().rotate(Purpose.WRAP)
    began = time.perf_counter()
    done = sum(turning.turn(remade))
    took = time.perf_counter() - began
    print(f"{done} rows in {took:.1f} s, {done / took:.0f} rows/s")  # noqa: T201 - the figure is what one runs it for
    assert done > ROWS
    assert turning.waiting() == 0
    assert took < SECONDS

"""Commands run as a job: as in earnest, they own no table and every policy holds for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.walled import as_a_job

AS_THE_OWNER = {"test_bench", "test_tampering"}
"""Who makes a database of its own, and who attacks as the one who owns it."""


@pytest.fixture(autouse=True)
def _job(request: pytest.FixtureRequest) -> Iterator[None]:
    marked = request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames)
    if not marked or request.module.__name__.rsplit(".", 1)[-1] in AS_THE_OWNER:
        yield
        return
    request.getfixturevalue("_django_db_helper")  # opens what the marker or the fixture asks for
    with as_a_job():
        yield

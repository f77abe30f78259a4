"""`wangfang archive`: one case in one file, and one sentence when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cast import load_city
from tests.records.printing.papers import read
from tests.stories import story
from wangfang.interfaces.console.archive import archive
from wangfang.records.cases.lookups import NotFound


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def test_a_case_is_written_into_the_file_that_is_named(tmp_path: Path) -> None:
    told = story().submitted().registered().forwarded("NG-XF")
    out = tmp_path / "new" / "case.pdf"
    said = CliRunner().invoke(archive, [told.now.number, "--out", str(out)])
    assert (said.exit_code, said.output) == (0, f"{out}\n")
    assert "信访事项登记表" in read(out.read_bytes())  # the operator's volume leaves nothing out


def test_an_unknown_number_writes_nothing(tmp_path: Path) -> None:
    said = CliRunner().invoke(archive, ["20170822-999999", "--out", str(tmp_path / "a.pdf")])
    assert isinstance(said.exception, NotFound)
    assert list(tmp_path.iterdir()) == []

"""Does the command draft a bulletin and write its three forms?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from tests.cast import load_city
from tests.stories import story
from wangfang.interfaces.console.bulletins import bulletin
from wangfang.interfaces.frame.acts import SYSTEM
from wangfang.records.bulletins.lookups import newest

pytestmark = pytest.mark.django_db


def drafted(folder: Path, *more: str) -> list[str]:
    """Draft the bulletin of a quarter into a folder and return the lines that were printed."""
    asked = ["draft", "--period", "2017Q4", "--out", str(folder), *more]
    done = CliRunner().invoke(bulletin, asked, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output.splitlines()


def test_a_draft_is_written_as_html_docx_and_pdf_with_nine_sections(tmp_path: Path) -> None:
    load_city()
    story("2017-10-09").submitted(to="NG").registered()
    folder = tmp_path / "out"
    lines = drafted(folder)
    assert lines == [str(folder / f"通报-2017Q4-LEGAL-送审稿.{ending}") for ending in ("html", "docx", "pdf")]
    page, word, printed = (Path(line).read_bytes() for line in lines)
    assert printed.startswith(b"%PDF-")
    told = "\n".join(one.text for one in docx.Document(BytesIO(word)).paragraphs)
    for title in ("一、总体情况", "五、基础业务规范情况", "九、下步要求", "附件1　各责任单位受理、办结情况"):
        assert (title in page.decode(), title in told) == (True, True), title
    assert "{{" not in page.decode()
    assert [(one.stage, one.drafted_by) for one in newest(SYSTEM)] == [("draft", "system")]


def test_the_definition_can_be_chosen(tmp_path: Path) -> None:
    load_city()
    assert drafted(tmp_path, "--definition", "HRB_315")[0].endswith("通报-2017Q4-HRB_315-送审稿.html")

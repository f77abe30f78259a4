"""Does a name of rare characters come in from a table of GB 18030, four bytes to a character, and go out the same?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cast import load_city
from wangfang.interfaces.console.main import group
from wangfang.records.people.models import Petitioner

pytestmark = pytest.mark.django_db
HEAD = "编号,标题,内容,时间,姓名,信访形式,信访目的\n"


def imported(tmp_path: Path, *rows: str) -> dict[str, object]:
    """Import rows as a table of GB 18030 into Nangang."""
    load_city()
    file = tmp_path / "a.csv"
    file.write_bytes((HEAD + "\n".join(rows)).encode("gb18030"))
    table = tmp_path / "map.toml"
    table.write_text(
        '[fields]\nid = "编号"\ntitle = "标题"\ntext = "内容"\ntime = "时间"\nname = "姓名"\nform = "信访形式"\npurpose = "信访目的"\n',
        encoding="utf-8",
    )
    words = ["import", str(file), "--agency", "NG", "--map", str(table), "--json"]
    answer: dict[str, object] = json.loads(CliRunner().invoke(group, words, catch_exceptions=False).stdout)
    return answer


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("王\U0002ebf0", "王\U0002ebf0"),  # the first character of Extension I
        ("\U0002ee5d丽", "\U0002ee5d丽"),  # the last
        ("𠮷野", "𠮷野"),  # Extension B
        ("\U000323af", "\U000323af"),  # the last of Extension H
        ("䶮文", "䶮文"),  # a character that older tables had as a self-made one
        ("阿卜杜热合曼・阿布都热依木", "阿卜杜热合曼·阿布都热依木"),
    ],
)
def test_a_rare_name_comes_in_and_goes_out_the_same(tmp_path: Path, written: str, kept: str) -> None:
    imported(tmp_path, f"1,漏水,楼道漏水三个月,2019-01-01,{written},微信,求决")

    name = Petitioner.objects.get().name
    assert name == kept
    assert name.encode("gb18030").decode("gb18030") == kept


def test_a_self_made_character_is_told_with_its_row(tmp_path: Path) -> None:
    answer = imported(tmp_path, "1,漏水,楼道漏水三个月,2019-01-01,王\ue000,传真,申诉求决")

    assert "别的系统自造的字" in json.dumps(answer, ensure_ascii=False)
    assert not Petitioner.objects.exists()

"""`wangfang history load` lives legal acts through, refuses the others by line, and never takes one twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.cast import load_city
from tests.moments import at
from wangfang.interfaces.console.main import group
from wangfang.records.cases.lookups import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.verification import verify
from wangfang.records.notices.models import Notice

pytestmark = pytest.mark.django_db

Act = dict[str, Any]

SUBMIT: Act = {
    "case": "A", "step": "submit", "occurred_at": "2017-08-22T07:30:00+08:00", "to": "NG", "form": "online",
    "purpose": "request", "title": "屋顶漏雨", "text": "每次下雨屋顶都漏。", "region": "230103018", "people": 3,
    "petitioner": {"name": "王秀兰", "phone": "13800138000"}, "category": "城乡建设",
}  # fmt: skip


def act(step: str, when: str, agency: str = "NG", **said: object) -> Act:
    """Return an act of case A."""
    return {"case": "A", "step": step, "occurred_at": f"2017-{when}:00+08:00", "agency": agency, **said}


LIFE: list[Act] = [
    SUBMIT,
    act("register", "08-22T09:00"),
    act("screen", "08-22T09:10", procedure="ordinary"),
    act("assign", "08-23T09:00", to="NG-XF", due_on="2017-10-20"),
    act("sign_in", "08-24T09:00", "NG-XF"),
    act("accept", "08-25T09:00", "NG-XF", actor="feng"),
    act("log_work", "08-28T09:00", "NG-XF", kind="visit", note="到现场看了"),
    act("issue_opinion", "08-31T09:00", "NG-XF", conclusion="support", text="已责成物业维修。"),
    act("serve", "09-01T09:00", "NG-XF", method="direct"),
    act("resolve", "09-02T09:00", "NG-XF", note="屋顶修好了"),
    act("close", "09-04T09:00", "NG-XF"),
    {"case": "A", "step": "evaluate", "occurred_at": "2017-09-05T20:00:00+08:00", "unit": "satisfied", "note": "很快"},
]


@pytest.fixture(autouse=True)
def _city() -> None:
    load_city()


def written(path: Path, *acts: Act | bytes) -> Path:
    """Write acts as JSON Lines; bytes go in as they are."""
    lines = [each if isinstance(each, bytes) else json.dumps(each, ensure_ascii=False).encode() for each in acts]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def told(file: Path, *words: str) -> Any:
    """Run `wangfang history load --json` and return its document; it ends with 1 when something was refused."""
    done = CliRunner().invoke(group, ["history", "load", str(file), *words, "--json"], catch_exceptions=False)
    answer = json.loads(done.stdout)
    assert done.exit_code == int(bool(answer["refused"]))
    return answer


def lived() -> list[str]:
    """Return the steps of the only case."""
    return [step.step for step in steps(Case.objects.get())]


def test_a_whole_life_comes_in_with_its_own_dates(tmp_path: Path) -> None:
    answer = told(written(tmp_path / "h.jsonl", *LIFE))

    assert answer == {"acts": 12, "cases": 1, "skipped": 0, "refused": []}
    taken = steps(Case.objects.get())
    assert [step.step for step in taken] == [each["step"] for each in LIFE]
    assert (taken[0].occurred_at, taken[0].recorded_at) == (at("2017-08-22 07:30"), at("2017-08-22 07:30"))
    assert (taken[5].actor, taken[4].actor_name) == ("feng", "历史数据导入")
    assert taken[3].detail == {"to": "NG-XF", "due_on": "2017-10-20"}
    assert (Case.objects.get().state, Case.objects.get().people) == ("closed", 3)
    assert list(verify()) == []
    assert not Notice.objects.exists()


def test_a_letter_begins_with_its_registration(tmp_path: Path) -> None:
    letter = SUBMIT | {"step": "register", "form": "letter", "agency": "NG"}

    assert told(written(tmp_path / "h.jsonl", letter))["cases"] == 1
    assert told(written(tmp_path / "h.jsonl", letter))["skipped"] == 1
    assert lived() == ["register"]


def test_acts_typed_in_later_keep_both_dates(tmp_path: Path) -> None:
    late = LIFE[1] | {"recorded_at": "2017-08-30T09:00:00+08:00"}
    told(written(tmp_path / "h.jsonl", SUBMIT, late))

    assert steps(Case.objects.get())[1].recorded_at == at("2017-08-30")


def test_the_second_load_writes_nothing_whatever_the_file_is_called(tmp_path: Path) -> None:
    told(written(tmp_path / "a.jsonl", *LIFE[:7]))

    assert told(written(tmp_path / "b.jsonl", *LIFE)) == {"acts": 5, "cases": 0, "skipped": 7, "refused": []}
    assert lived() == [each["step"] for each in LIFE]


def test_a_line_written_twice_counts_once(tmp_path: Path) -> None:
    answer = told(written(tmp_path / "h.jsonl", *LIFE[:3], LIFE[2], *LIFE[3:]))

    assert (answer["acts"], answer["skipped"], answer["refused"]) == (12, 1, [])


def test_the_same_case_id_of_another_file_is_another_case(tmp_path: Path) -> None:
    told(written(tmp_path / "a.jsonl", *LIFE))
    other = SUBMIT | {"title": "另一件事"}

    assert told(written(tmp_path / "b.jsonl", other))["cases"] == 1
    assert Case.objects.count() == 2


def test_a_mended_file_goes_on_where_it_was_refused(tmp_path: Path) -> None:
    broken = LIFE[5] | {"agency": "NOBODY"}
    first = told(written(tmp_path / "h.jsonl", *LIFE[:5], broken))
    assert [each["line"] for each in first["refused"]] == [6]

    assert told(written(tmp_path / "h.jsonl", *LIFE))["acts"] == 7
    assert lived() == [each["step"] for each in LIFE]


@pytest.mark.parametrize("mixed", ["one after the other", "line by line"])
def test_cases_may_come_in_any_order(mixed: str, tmp_path: Path) -> None:
    other = [each | {"case": "B"} for each in LIFE]
    acts = (
        [*LIFE, *other]
        if mixed == "one after the other"
        else [a for pair in zip(LIFE, other, strict=True) for a in pair]
    )

    assert told(written(tmp_path / "h.jsonl", *acts)) == {"acts": 24, "cases": 2, "skipped": 0, "refused": []}


def test_a_history_longer_than_one_chunk_comes_in_whole(tmp_path: Path) -> None:
    acts = [each | {"case": f"C{number}"} for number in range(90) for each in LIFE]

    assert told(written(tmp_path / "h.jsonl", *acts)) == {"acts": 1080, "cases": 90, "skipped": 0, "refused": []}
    assert set(Case.objects.values_list("state", flat=True)) == {"closed"}


@pytest.mark.parametrize(
    ("place", "change", "why"),
    [
        (3, {"to": "NOBODY"}, "没有代码为“NOBODY”的单位"),
        (3, {"to": "HL-ZJ"}, "不在南岗区信访局的管辖范围内"),
        (3, {"due_on": "2017-02-30"}, "due_on“2017-02-30”不是日期"),
        (3, {"due_on": "2017-08-01"}, "交办的办结期限不能早于交办当天"),
        (3, {"co": ["NOBODY"]}, "没有代码为“NOBODY”的单位"),
        (3, {"co": ["NG-XF"]}, "不能是主办单位自己"),
        (3, {"co": "NG-HX"}, "co 应当是文字的列表"),
        (3, {"to": ["NG-XF", "NG-HX"]}, "要定一个责任单位主办"),
        (4, {"agency": "NG-HX"}, "现在由先锋路街道办事处办理"),
        (4, {"agency": None}, "缺少 agency"),
        (4, {"step": "pause", "why": "appraisal"}, "不能“中止计时”"),
        (4, {"step": "dance"}, "不认识的步骤“dance”"),
        (4, {"step": "close"}, "处理意见书还没有送达，不能办结"),
        (4, {"step": "submit", **{k: v for k, v in SUBMIT.items() if k not in ("case", "step")}, "title": "又"}, "前面已经提交过"),
        (4, {"occurred_at": "2017-08-20T09:00:00+08:00"}, "早于上一步"),
        (4, {"occurred_at": "2017-08-24T09:00:00"}, "没有写时区"),
        (4, {"occurred_at": "昨天"}, "不是时间"),
        (4, {"occurred_at": "0001-01-01T00:00:00+08:00"}, "早于 1949 年"),
        (4, {"occurred_at": "2099-01-01T00:00:00+08:00"}, "还没有到，不能导入将来的办理"),
        (4, {"recorded_at": "2017-08-23T10:00:00+08:00"}, "办理时间不能晚于录入时间"),
        (5, {"actor": "a" * 41}, "actor 太长，最多 40 个字符"),
        (6, {"note": ""}, "请填写办理情况"),
        (6, {"note": "长" * 20_001}, "办理情况太长"),
        (6, {"note": "不\x00好"}, "note 里有不能保存的字符"),
        (6, {"note": 5}, "note 应当是文字"),
        (6, {"kind": "dance"}, "不在可选范围内"),
        (7, {"conclusion": None}, "缺少 conclusion"),
        (11, {"unit": "ecstatic"}, "在满意、基本满意、不满意里选一个"),
        (11, {"occurred_at": "2018-09-05T20:00:00+08:00"}, "评价时间过了"),
    ],
)  # fmt: skip
def test_an_illegal_act_is_refused_by_its_line_and_nothing_of_it_is_written(
    place: int, change: Act, why: str, tmp_path: Path
) -> None:
    bad = LIFE[place] | change
    noise = [each | {"case": "B"} for each in LIFE]

    answer = told(written(tmp_path / "h.jsonl", *LIFE[:place], bad, *noise))

    assert [each["line"] for each in answer["refused"]] == [place + 1]
    assert why in answer["refused"][0]["why"]
    assert (answer["acts"], answer["cases"]) == (place + 12, 2)
    assert [s.step for s in steps(Case.objects.get(external_id="A"))] == [each["step"] for each in LIFE[:place]]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"title": None}, "缺少 title"),
        ({"text": " "}, "反映的内容不能为空"),
        ({"to": "NG-XF"}, "先锋路街道办事处不是信访部门"),
        ({"to": "NOBODY"}, "没有代码为“NOBODY”的单位"),
        ({"region": "哈尔滨"}, "地区代码“哈尔滨”不对"),
        ({"form": "dream"}, "form“dream”不认识"),
        ({"purpose": "fun"}, "purpose“fun”不认识"),
        ({"people": "三"}, "people 应当是整数"),
        ({"people": True}, "people 应当是整数"),
        ({"people": 0}, "人数应在 1 到 100000 之间"),
        ({"people": 10**4000}, "人数应在 1 到 100000 之间"),
        ({"petitioner": None}, "缺少 petitioner"),
        ({"petitioner": {"phone": "1"}}, "缺少 name"),
        ({"petitioner": {"name": "王\ud800"}}, "name 里有不能保存的字符"),
        ({"case": None}, "缺少 case"),
        ({"case": "长" * 101}, "case 太长，最多 100 个字符"),
        ({"case": [1]}, "case 应当是文字"),
        ({"step": "register", "agency": "NG", "form": "letter", "to": "NG", "title": 5}, "title 应当是文字"),
    ],
)
def test_a_petition_that_cannot_be_is_refused_and_no_case_begins(change: Act, why: str, tmp_path: Path) -> None:
    bad = json.dumps(SUBMIT | change).encode()  # escaped, so that a lone surrogate can be written

    answer = told(written(tmp_path / "h.jsonl", bad))

    assert [why in each["why"] for each in answer["refused"]] == [True]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{", "不是一条完整的 JSON"),
        (b"[1]", "不是一个 JSON 对象"),
        (b'"\\ud800"', "不是一个 JSON 对象"),
        (b'{"case": "\xff"}', "不是 UTF-8 编码"),
        (b'{"people": ' + b"9" * 5000 + b"}", "不是一条完整的 JSON"),
        (b'{"people": NaN}', "NaN 不是数"),
        (b'{"case": 1, "case": 2}', "有一个键写了两次"),
        (b"[" * 100_000, "JSON 嵌套太深"),
        (b'{"a":' * 100_000, "JSON 嵌套太深"),
        (b'{"x": "' + b"a" * (2 << 20) + b'"}', "这一行超过 1 MB"),
        (b"{}", "缺少 step"),
        (b'{"step": "close", "agency": "NG", "occurred_at": "2017-08-22T09:00:00+08:00", "case": "X"}', "还没有提交或登记"),
        (b'{"step": "close", "agency": "NG", "occurred_at": "2017-08-22T09:00:00+08:00", "case": "A", "x": "\\ud800"}', "不能办结"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_act_is_a_sentence_and_the_rest_comes_in(raw: bytes, why: str, tmp_path: Path) -> None:
    answer = told(written(tmp_path / "h.jsonl", LIFE[0], LIFE[1], raw, LIFE[2]))

    assert [(each["line"], why in each["why"]) for each in answer["refused"]] == [(3, True)]
    assert lived() == ["submit", "register", "screen"]


def test_it_stops_at_the_first_refusal_when_asked_to(tmp_path: Path) -> None:
    other = [each | {"case": "B"} for each in LIFE]
    file = written(tmp_path / "h.jsonl", *LIFE[:2], LIFE[10], *other)

    answer = told(file, "--stop-on-error")

    assert (answer["acts"], answer["cases"], [each["line"] for each in answer["refused"]]) == (2, 1, [3])
    assert lived() == ["submit", "register"]


def test_an_accusation_never_reaches_the_accused(tmp_path: Path) -> None:
    accusing = SUBMIT | {"purpose": "accusation", "respondent": "NG-XF"}

    answer = told(written(tmp_path / "h.jsonl", accusing, *LIFE[1:4]))

    assert "先锋路街道办事处是被检举控告的一方" in answer["refused"][0]["why"]
    assert lived() == ["submit", "register", "screen"]


def test_people_read_sentences(tmp_path: Path) -> None:
    file = written(tmp_path / "h.jsonl", SUBMIT, b"{")

    done = CliRunner().invoke(group, ["history", "load", str(file)])

    assert done.stdout.splitlines() == [
        "新建 1 件，写入 1 步，跳过 0 步，拒绝 1 行。",
        "第 2 行：不是一条完整的 JSON",
    ]


def test_an_empty_history_is_nothing(tmp_path: Path) -> None:
    assert told(written(tmp_path / "h.jsonl")) == {"acts": 0, "cases": 0, "skipped": 0, "refused": []}

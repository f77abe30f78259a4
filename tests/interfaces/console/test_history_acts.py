"""Every step of the history format comes in, by the verb of the desk as well as with whole lives at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cast import load_city, load_review_body, operator_act
from tests.interfaces.console.histories import BEGIN, LIVES, WORK, petitioner
from tests.interfaces.console.test_history import Act, act, told, written
from wangfang.records.cases.lookups import steps
from wangfang.records.cases.models import Case
from wangfang.records.cases.verification import verify
from wangfang.records.people.posts import add_account
from wangfang.rules.facts import Role, Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city() -> None:
    load_city()
    load_review_body()
    for login in ("ng-wang", "ng-li"):
        add_account(login=login, name="经办人", agency="NG", role=Role.CLERK, act=operator_act())


def details() -> list[tuple[str, str, dict[str, object]]]:
    """Return what the steps of case A say, as the store has it."""
    return [(row.step, row.agency, row.detail) for row in steps(Case.objects.get(external_id="A"))]


@pytest.mark.parametrize("kind", LIVES)
@pytest.mark.parametrize("way", ["at once", "one by one"])
def test_every_kind_of_life_comes_in(kind: str, way: str, tmp_path: Path) -> None:
    acts, state = LIVES[kind]
    words = ["--stop-on-error"] if way == "one by one" else []

    answer = told(written(tmp_path / "h.jsonl", *acts), *words)

    assert answer == {"acts": len(acts), "cases": 1, "skipped": 0, "refused": []}
    assert Case.objects.get().state == state
    assert list(verify()) == []
    assert told(written(tmp_path / "h.jsonl", *acts))["skipped"] == len(acts)


@pytest.mark.parametrize("kind", LIVES)
def test_a_verb_and_a_whole_life_write_the_same_words(kind: str, tmp_path: Path) -> None:
    acts, _ = LIVES[kind]
    told(written(tmp_path / "a.jsonl", *acts))
    at_once = details()
    Case.objects.filter(external_id="A").update(external_id="before")
    told(written(tmp_path / "b.jsonl", {**acts[0], "title": "屋顶漏雨了"}, *acts[1:]), "--stop-on-error")

    assert details() == at_once


def test_the_details_say_what_the_lines_say(tmp_path: Path) -> None:
    acts, _ = LIVES["watched, paused, extended, settled, diverted"]
    told(written(tmp_path / "h.jsonl", *acts))

    said = {step: (agency, detail) for step, agency, detail in details()}

    assert said["extend"] == ("NG-XF", {"days": 20, "why": "案情复杂"})
    assert said["list"] == ("HRB-LB", {"why": "久拖不决", "due_on": "2017-09-30"})
    assert said["divert"] == ("NG-XF", {"why": "属于仲裁", "to": "劳动人事争议仲裁委员会"})
    assert said["supplement"][1] == {"field": "phone", "value": "138", "evidence_on": "2017-08-30"}


def test_a_petitioner_asks_a_body_that_acts_later(tmp_path: Path) -> None:
    acts, _ = LIVES["reviewed and rechecked"]
    told(written(tmp_path / "h.jsonl", *acts))

    asked = next(row for row in details() if row[0] == "request_review")
    decided = next(row for row in details() if row[0] == "decide_review")

    assert asked == ("request_review", "", {"why": "不服", "to": "HRB-FC"})
    assert decided == ("decide_review", "HRB-FC", {"outcome": "redo", "why": "事实不清"})


def test_a_copy_is_merged_into_the_case_of_the_file_and_split_off_again(tmp_path: Path) -> None:
    copy = [each | {"case": "B"} for each in BEGIN[:2]]
    merge = act("merge", "08-24T09:00", into="A", why="同一件事") | {"case": "B"}
    unmerge = act("unmerge", "08-25T09:00", into="A", why="不是同一件事") | {"case": "B"}
    file = written(tmp_path / "h.jsonl", *BEGIN, *copy, merge, unmerge)

    assert told(file) == {"acts": 7, "cases": 2, "skipped": 0, "refused": []}

    first, second = Case.objects.get(external_id="A"), Case.objects.get(external_id="B")
    assert [row.detail for row in steps(second)][2:] == [
        {"into": first.number, "why": "同一件事"},
        {"why": "不是同一件事"},
    ]
    assert (first.state, second.state) == ("awaiting_unit", "registered")
    assert list(verify()) == []
    assert told(file) == {"acts": 0, "cases": 0, "skipped": 7, "refused": []}


def test_what_is_linked_speaks_of_the_case_of_the_file(tmp_path: Path) -> None:
    beside = [each | {"case": "B"} for each in BEGIN[:2]]
    link = act("link", "08-24T09:00", other="A", verdict="same_person") | {"case": "B"}
    unlink = act("unlink", "08-24T10:00", other="A", why="认错了") | {"case": "B"}
    apart = act("dismiss", "08-24T11:00", other="A") | {"case": "B"}
    lost = act("link", "08-24T12:00", other="Z", verdict="same_person") | {"case": "B"}

    answer = told(written(tmp_path / "h.jsonl", *BEGIN, *beside, link, unlink, apart, lost))

    assert [(each["line"], "other“Z”前面还没有" in each["why"]) for each in answer["refused"]] == [(9, True)]
    first, second = Case.objects.get(external_id="A"), Case.objects.get(external_id="B")
    assert (second.linked, second.apart, second.state) == ([], [first.number], "registered")
    assert steps(second)[2].detail == {"other": first.number, "verdict": "same_person"}


@pytest.mark.parametrize(
    ("into", "why"),
    [
        ("Z", "into“Z”前面还没有提交或登记"),
        ("A", "不能并入自己"),
        (None, "缺少 into"),
        ([1], "into 应当是文字"),
        ("长" * 101, "into 太长"),
    ],
)
def test_a_merge_into_nothing_is_refused_and_the_case_goes_on(into: object, why: str, tmp_path: Path) -> None:
    merge = act("merge", "08-23T08:00", into=into, why="同一件事")

    answer = told(written(tmp_path / "h.jsonl", *BEGIN[:2], merge, BEGIN[2]))

    assert [(each["line"], why in each["why"]) for each in answer["refused"]] == [(3, True)]
    assert [step for step, _, _ in details()] == ["submit", "register", "forward"]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (act("extend", "09-01T09:00", "NG-XF", days="二十", why="复杂"), "days 应当是整数"),
        (act("extend", "09-01T09:00", "NG-XF", days=True, why="复杂"), "days 应当是整数"),
        (act("extend", "09-01T09:00", "NG-XF", why="复杂"), "缺少 days"),
        (act("extend", "09-01T09:00", "NG-XF", days=31, why="复杂"), "最多 30 天"),
        (act("extend", "11-01T09:00", "NG-XF", days=30, why="复杂"), "已过，不能再延期"),
        (act("pause", "09-01T09:00", "NG-XF", why="holiday"), "不在可选范围内"),
        (act("resume", "09-01T09:00", "NG-XF"), "计时没有中止"),
        (act("decide_return", "09-01T09:00", agree=True), "不能“裁定退回”"),
        (act("decide_return", "09-01T09:00", agree="yes"), "agree 应当是 true 或 false"),
        (act("decide_return", "09-01T09:00"), "缺少 agree"),
        (act("decide_return", "09-01T09:00", agree=True, to="NOBODY"), "没有代码为“NOBODY”的单位"),
        (act("supplement", "09-01T09:00", "NG-XF", field="phone", value="1", evidence_on="昨天"), "不是日期"),
        (act("urge", "09-01T09:00", why="请抓紧", due_on="2017-02-30"), "不是日期"),
        (act("lift", "09-01T09:00", why="好了"), "没有挂牌督办"),
        (act("divert", "09-01T09:00", "NG-XF"), "缺少 why"),
        (act("withdraw", "09-01T09:00", ""), "缺少 why"),
        (petitioner("request_review", "09-01T09:00", why="不服", agency="NOBODY"), "没有代码为“NOBODY”的单位"),
        (petitioner("request_review", "09-01T09:00", why="不服"), "不能“申请复查”"),
    ],
    ids=lambda value: f"{value['step']}-{value['occurred_at'][5:10]}" if isinstance(value, dict) else "",
)
def test_a_later_act_that_cannot_be_is_refused_by_its_line(bad: Act, why: str, tmp_path: Path) -> None:
    noise = [each | {"case": "B"} for each in WORK]

    answer = told(written(tmp_path / "h.jsonl", *WORK, bad, *noise))

    assert [(each["line"], why in each["why"]) for each in answer["refused"]] == [(5, True)], json.dumps(answer)
    assert [step for step, _, _ in details()] == [each["step"] for each in WORK]


def test_no_step_of_the_format_is_left_out() -> None:
    lived = {each["step"] for acts, _ in LIVES.values() for each in acts}

    assert set(Step) - lived == {"merge", "unmerge", "link", "unlink", "dismiss"}  # they speak of two cases, see above

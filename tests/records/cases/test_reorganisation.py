"""An agency is merged, split, renamed or abolished: who has its cases, and is every clock still one clock?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import operator_act, person
from tests.moments import at
from tests.stories import Story, story
from wangfang.records.agencies import succession
from wangfang.records.agencies.load import load
from wangfang.records.agencies.succession import Reorganisation
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import inheriting, lookups, rebuilding
from wangfang.records.cases.models import Case, Duty, Paper
from wangfang.records.cases.verification import verify
from wangfang.records.people.models import Account, Post
from wangfang.records.people.posts import actor_of, add_account, add_post
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.refusal import Refused
from wangfang.rules.succession import Change

DAY = date(2017, 9, 4)
SOURCE = "哈编办〔2017〕12号"
MERGED = Reorganisation(Change.MERGE, ("NG-XF",), DAY, SOURCE, ("NG-HX",))


def night(when: str = "2017-09-04 02:30") -> Act:
    """Return the act of the house in a night."""
    return Act(Actor("system", "系统", Role.SYSTEM), at(when), at(when))


def carry_out(wanted: Reorganisation, when: str = "2017-09-04 02:30") -> tuple[int, list[tuple[str, str]]]:
    """Record a reorganisation, put it into effect and move the cases; returns the steps taken and the refusals."""
    succession.record(wanted, night(when))
    inheriting.put_into_effect(night(when))
    taken = list(inheriting.move(inheriting.left_behind(date.fromisoformat(when[:10])), night(when)))
    return sum(one.steps for one in taken), [row for one in taken for row in one.refused]


def clocks() -> list[tuple[object, ...]]:
    """Return every counted clock without its owner."""
    columns = ("case_id", "definition", "indicator", "number", "started_at", "due_at", "met_at", "in_time")
    return sorted(Duty.objects.values_list(*columns), key=str)


def owners(case: Case) -> dict[tuple[str, str, int], str]:
    """Return who owns which counted clock of a case."""
    rows = Duty.objects.filter(case=case).select_related("owner")
    return {(row.definition, row.indicator, row.number): row.owner.code for row in rows}


def accepted(when: str = "2017-08-22 09:14") -> Story:
    """Return a case that the street has accepted and not answered."""
    return story(when).submitted().registered().forwarded("NG-XF").accepted()


def test_what_was_met_stays_with_the_predecessor_and_what_is_owed_goes_on_with_the_successor() -> None:
    case = accepted().now
    before, serials = clocks(), owners(case)
    assert carry_out(MERGED) == (1, [])

    assert clocks() == before, "the same clocks, with the same starts and due days"
    after = owners(case)
    assert {key: (serials[key], after[key]) for key in serials if serials[key] != after[key]} == {
        ("LEGAL", "ontime_closure", 4): ("NG-XF", "NG-HX"),
        ("HRB_315", "ontime_closure", 3): ("NG-XF", "NG-HX"),
        ("GD2020", "ontime_closure", 1): ("NG-XF", "NG-HX"),
    }
    assert list(verify()) == []


def test_the_successor_goes_on_where_the_predecessor_stood() -> None:
    told = accepted()
    carry_out(MERGED)
    told.now.refresh_from_db()
    told.on("2017-09-05 09:00").worked().answered().served().closed()

    assert told.now.state == "closed"
    row = Duty.objects.get(case=told.now, definition="LEGAL", indicator="ontime_closure")
    assert (row.owner.code, row.in_time) == ("NG-HX", True)
    assert [paper.issuer.code for paper in Paper.objects.filter(kind="opinion")] == ["NG-HX"]
    note = Paper.objects.get(kind="handing_over_note")
    assert (note.issuer.code, note.body["addressee"], note.body["reason"]) == (
        "NG-XF",
        "哈西街道办事处",
        f"先锋路街道办事处自2017-09-04起合并（{SOURCE}）",
    )
    assert list(verify()) == []


def test_a_second_run_finds_nothing_and_a_third_of_the_way_can_be_gone_on_with() -> None:
    cases = [accepted(f"2017-08-2{nth} 09:00").now for nth in range(3)]
    succession.record(MERGED, night())
    inheriting.put_into_effect(night())
    keys = inheriting.left_behind(DAY)
    assert keys == [case.pk for case in cases]

    next(inheriting.move(keys[:1], night()))  # and then the light goes out
    assert inheriting.left_behind(DAY) == keys[1:]
    assert [one.steps for one in inheriting.move(keys, night())] == [2]
    assert inheriting.left_behind(DAY) == []
    assert inheriting.put_into_effect(night()).changes == 0
    assert rebuilding.rebuild() == 0


def test_before_its_day_nothing_happens() -> None:
    case = accepted().now
    assert carry_out(MERGED, "2017-09-03 02:30") == (0, [])
    assert tree().agency("NG-XF").exists_on(DAY)
    assert lookups.in_hand_of("NG-XF") == 1

    inheriting.put_into_effect(night())
    assert next(inheriting.move(inheriting.left_behind(DAY), night())).steps == 1
    assert Case.objects.get(pk=case.pk).holder.code == "NG-HX"


def test_an_agency_that_has_ended_receives_nothing_any_more_and_past_acts_are_judged_by_their_day() -> None:
    carry_out(MERGED)
    late = story("2017-09-05 09:00").submitted().registered()
    with pytest.raises(Refused, match="先锋路街道办事处到2017-09-03为止"):
        late.forwarded("NG-XF")
    past = story("2017-09-01 09:00").submitted().registered().forwarded("NG-XF")
    assert past.now.state == "awaiting_unit"


def test_a_split_goes_by_the_place_of_the_problem_and_the_rest_to_the_first() -> None:
    told = [
        story().about(region=region).submitted().registered().forwarded("NG-ZJ").now
        for region in ("230103016", "230103018", "230103")
    ]
    parts = Reorganisation(Change.SPLIT, ("NG-ZJ",), DAY, SOURCE, ("NG-ZJ", "NG-HX"))
    assert carry_out(parts) == (1, [])
    assert [Case.objects.get(pk=case.pk).holder.code for case in told] == ["NG-HX", "NG-ZJ", "NG-ZJ"]
    assert tree().agency("NG-ZJ").exists_on(date(2018, 1, 1)), "it goes on with what is left"


def test_a_rename_keeps_the_code_and_the_name_of_the_past() -> None:
    case = accepted().now
    carry_out(Reorganisation(Change.RENAME, ("NG-XF",), DAY, SOURCE, name="先锋街道办事处"))
    agency = tree().agency("NG-XF")
    assert (agency.name_on(date(2017, 9, 3)), agency.name_on(DAY), agency.name) == (
        "先锋路街道办事处",
        "先锋街道办事处",
        "先锋街道办事处",
    )
    assert Case.objects.get(pk=case.pk).steps_taken == 4, "nothing moves"
    assert list(verify()) == []


def test_a_bureau_that_goes_to_another_takes_its_units_along_and_no_verdict_changes() -> None:
    put = accepted().now
    before = clocks()
    assert carry_out(Reorganisation(Change.MERGE, ("NG",), DAY, SOURCE, ("DL",)))[1] == []
    assert tree().agency("NG-XF").line == ("HLJ", "HRB", "DL", "NG-XF")
    assert tree().agency("NG-XF").line_on(date(2017, 9, 3)) == ("HLJ", "HRB", "NG", "NG-XF")
    assert lookups.open_case(put.number, person("DL", Role.CLERK)).pk == put.pk, "the new bureau sees it"
    assert clocks() == before
    assert list(verify()) == []


def test_what_a_sender_owed_is_owed_by_its_successor() -> None:
    told = story().submitted().registered().forwarded("NG-XF").objected()
    assert carry_out(Reorganisation(Change.MERGE, ("NG",), DAY, SOURCE, ("DL",)))[0] == 1
    told.now.refresh_from_db()
    told.on("2017-09-05 09:00").kept("DL")
    assert told.now.state == "awaiting_unit"
    assert list(verify()) == []


def test_what_would_reach_the_accused_stays_and_is_reported() -> None:
    told = story().accusing("DL").submitted(to="NG").registered()
    taken, refused = carry_out(Reorganisation(Change.MERGE, ("NG",), DAY, SOURCE, ("DL",)))
    assert (taken, [number for number, _ in refused]) == (0, [told.now.number])
    assert Case.objects.get(pk=told.now.pk).holder.code == "NG"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"heirs": ("NG",)}, "不是同类单位"),
        ({"heirs": ("NG-XF",)}, "不能由自己承接"),
        ({"heirs": ("XX",)}, "没有代码为“XX”的单位"),
        ({"leaving": ("XX",)}, "没有代码为“XX”的单位"),
        ({"source": " "}, "要写明依据的文件"),
        ({"kind": Change.SPLIT}, "至少两个"),
        ({"kind": Change.RENAME, "heirs": ()}, "请写明新的名称"),
        ({"kind": Change.ABOLISH, "leaving": ("NG",), "heirs": ()}, "下面还有机构"),
        ({"leaving": ("NG",), "heirs": ("NG3",)}, "是南岗区信访局的下级"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(changes: dict[str, object], why: str) -> None:
    load([{"code": "NG3", "name": "分局", "kind": "bureau", "region": "230103", "parent": "NG"}], operator_act())
    fields = {name: getattr(MERGED, name) for name in ("kind", "leaving", "day", "source", "heirs", "name")}
    with pytest.raises(Refused, match=why):
        succession.record(Reorganisation(**{**fields, **changes}), night())
    assert not succession.waiting().exists()


def test_a_change_is_recorded_once_and_the_table_of_agencies_does_not_undo_it() -> None:
    succession.record(MERGED, night("2017-09-01 09:00"))
    with pytest.raises(Refused, match="已经登记了从2017-09-04起的机构调整"):
        succession.record(MERGED, night("2017-09-01 09:00"))
    inheriting.put_into_effect(night())
    row = {"code": "NG-XF", "name": "先锋路街道办事处", "kind": "unit", "region": "230103018", "parent": "NG"}
    with pytest.raises(Refused, match="不能再启用"):
        load([row], operator_act())
    with pytest.raises(Refused, match="前一天不存在"):
        succession.record(Reorganisation(Change.ABOLISH, ("NG-XF",), date(2018, 1, 1), SOURCE), night())


def test_posts_end_with_their_agency_and_people_get_another() -> None:
    add_account(login="feng", name="冯先路", agency="NG-XF", role=Role.OFFICER, act=operator_act())
    account = Account.objects.get(login="feng")
    carry_out(MERGED)
    assert Post.objects.get(account=account).ends_on == date(2017, 9, 3)
    assert actor_of(account, date(2017, 9, 3)).role is Role.OFFICER
    with pytest.raises(Refused, match="没有岗位"):
        actor_of(account, DAY)

    add_post(login="feng", agency="NG-HX", role=Role.OFFICER, starts_on=DAY, act=night())
    agency = actor_of(account, DAY).agency
    assert agency
    assert agency.code == "NG-HX"
    for wrong in ({"login": "nobody"}, {"agency": "NG-XF"}, {"agency": "NG-HX"}, {"role": "king"}, {"agency": "NG"}):
        said = {"login": "feng", "agency": "NG-HX", "role": "officer", **wrong}
        with pytest.raises(Refused):
            add_post(login=said["login"], agency=said["agency"], role=said["role"], starts_on=DAY, act=night())

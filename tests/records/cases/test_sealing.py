"""Whoever reads the tables finds no word of an accusation; whoever may see it finds all of them, and figures stay."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests.cast import PETITIONER, at_accusations, clerk, load_review_body, person
from tests.records.cases.roads import ROADS, besides, take
from tests.records.retention.lives import OVER, SIGN, full_of_marks, hits
from tests.records.vault.conftest import keys_of_the_trace
from tests.records.vault.test_canaries import dumped
from tests.stories import ROOF, Story, story
from tests.walled import as_a_job, seen_as
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups, rebuilding, showing
from wangfang.records.cases.destroying import destroy
from wangfang.records.cases.living import PastLife, take_in
from wangfang.records.cases.models import Case, Duty, StepTaken
from wangfang.records.cases.verification import verify
from wangfang.records.vault import turning
from wangfang.records.vault.keys import Purpose, keeper
from wangfang.rules.facts import Role, Step, day_of
from wangfang.rules.refusal import Refused
from wangfang.rules.sealing import apart

WHY = f"{SIGN}反映干部违纪"


def accused() -> Story:
    """Return an accusation with a marked word in all that it says, and in what was done about it."""
    reader = at_accusations("NG")
    told = story().about(
        title=f"{SIGN}收受好处", text=f"{SIGN}在招标中收受财物。", address=f"{SIGN}楼702", respondent=f"{SIGN}主任",
    ).accusing(f"{SIGN}主任").submitted(to="NG")  # fmt: skip
    told.taken(Step.NAME_ACCUSED, reader, agency="NG-XF", why=WHY)
    told.taken(Step.REPORT_URGENT, reader, note=f"{SIGN}要外逃")
    return told.taken(Step.FAIL_SCREENING, reader, why=f"{SIGN}的事另案处理")


def labelled() -> Story:
    """Return a long life with a marked word in every field, that becomes an accusation at its end."""
    return _labelled(full_of_marks(external_id="A-1"))


def _labelled(told: Story, secrecy: str = "accusation") -> Story:
    return told.taken(Step.LABEL, person("NG", Role.CLERK), secrecy=secrecy, why=WHY)


def steps_of(told: Story) -> list[StepTaken]:
    """Return the rows of the steps, as a reader of the tables has them."""
    return list(StepTaken.objects.filter(case=told.now).order_by("number"))


def test_of_an_accusation_no_word_lies_in_the_tables_and_all_of_it_opens() -> None:
    told = accused()
    assert hits(dumped()) == {}
    case = Case.objects.get(pk=told.now.pk)
    assert (case.title, case.text, case.address, case.respondent) == (
        f"{SIGN}收受好处", f"{SIGN}在招标中收受财物。", f"{SIGN}楼702", f"{SIGN}主任",
    )  # fmt: skip
    said = [event.detail for event in lookups.life(case).events]
    assert [one.get("why") or one.get("note") for one in said[1:]] == [WHY, f"{SIGN}要外逃", f"{SIGN}的事另案处理"]
    assert said[1]["agency"] == "NG-XF"
    assert [row.kept for row in steps_of(told)][1:] == [{"agency": "NG-XF"}, {}, {}]
    assert list(verify()) == []


def test_an_ordinary_case_stays_as_it_was_searchable_and_in_clear() -> None:
    told = full_of_marks()
    case = Case.objects.get(pk=told.now.pk)
    assert (bytes(case.sealed), case.plain_title) == (b"", f"{SIGN}顶楼漏雨")
    assert {bytes(row.sealed) for row in steps_of(told)} == {b""}
    assert len(hits(dumped())) >= 2, "the control: the search above does not overlook what is there"


def test_a_case_that_becomes_an_accusation_takes_its_past_under_the_seal() -> None:
    told = full_of_marks(external_id="A-1")
    before, clocks = lookups.life(told.now), list(Duty.objects.order_by("pk").values_list())
    assert len(hits(dumped())) >= 2
    _labelled(told)
    assert hits(dumped()) == {}
    assert lookups.life(told.now).events[: len(before.events)] == before.events
    assert list(Duty.objects.order_by("pk").values_list()) == clocks
    assert rebuilding.rebuild() == 0
    assert list(verify()) == []


def test_a_label_that_is_lowered_changes_who_sees_a_case_and_not_how_it_is_kept() -> None:
    told = labelled()
    for who in (person("NG", Role.BUREAU_LEADER), replace(person("HRB", Role.SECURITY), clearance=3)):
        told.taken(Step.LABEL, who, secrecy="ordinary", why=f"{SIGN}误定")
    assert told.now.secrecy == 0
    assert hits(dumped()) == {}
    found = lookups.passed(clerk("NG"), lookups.Filters(words="顶楼漏雨", moment=told.moment))
    assert [case.title for case in found] == [f"{SIGN}顶楼漏雨"], "who sees it again finds its words again"
    assert list(verify()) == []


def test_whole_lives_at_once_come_under_seal_like_single_ones() -> None:
    tale = story()
    petition = replace(ROOF, to="NG", title=f"{SIGN}收受好处")
    at_accusations("NG")
    take_in([
        PastLife(replace(petition, **more), [  # type: ignore[arg-type]  # two fields of a petition
            (Step.SUBMIT, tale.act(PETITIONER), {"to": "NG"}),
            (Step.REGISTER, tale.act(clerk("NG")), {}),
            (Step.DECLINE, tale.act(clerk("NG")), {"why": f"{SIGN}不属于信访"}),
        ])
        for more in ({"purpose": "accusation", "respondent": "NG-XF"}, {"title": "屋顶漏雨"})
    ])  # fmt: skip
    assert set(hits(dumped())) == {"cases_steptaken_before_2020"}, "that of the ordinary one"
    secret = Case.objects.get(secrecy=2)
    assert secret.title == f"{SIGN}收受好处"
    assert secret.steps.order_by("number")[2].detail["why"] == f"{SIGN}不属于信访"
    assert list(verify()) == []


def test_jobs_that_label_many_seal_them_behind_the_walls() -> None:
    told = full_of_marks(external_id="A-1")
    with as_a_job():
        _labelled(told)
    assert hits(dumped()) == {}
    assert list(verify()) == []


def test_who_labels_a_case_at_the_desk_seals_it_though_no_page_may_change_a_step() -> None:
    told = full_of_marks(external_id="A-1")
    with seen_as(clerk("NG"), told.moment):
        _labelled(told)
    assert hits(dumped()) == {}
    with seen_as(clerk("NG"), told.moment), pytest.raises(lookups.NotFound):
        lookups.open_case(told.now.number, clerk("NG"))
    assert list(verify()) == []


def _kept_by_the_database(step: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("select retention_kept(%s, %s::jsonb)", [step, json.dumps(detail)])
        (kept,) = cursor.fetchone()
    return dict(json.loads(kept) if isinstance(kept, str) else kept)


@pytest.mark.parametrize("step", ROADS)
def test_what_stays_readable_is_what_stays_of_a_case_that_is_destroyed(step: Step) -> None:
    """Two rules that say the same, one in Python and one in the database: after every step there is they agree."""
    load_review_body()
    road = ROADS[step]
    told = road.before()
    take(step, told.now, told.act(road.by(told)), {**road.said, **besides(step, told.now)})
    known = tree().by_code
    for row in steps_of(told):
        kept, words = apart(Step(row.step), row.detail, known)
        assert kept == _kept_by_the_database(row.step, row.detail), row.step
        assert {**kept, **words} == row.detail


def test_a_destroyed_accusation_leaves_what_is_derived_and_no_key() -> None:
    from tests.records.retention.test_destroying import agreed_on, stored

    told = accused()
    key, texts = told.now.step_key, [bytes(row.sealed) for row in steps_of(told) if row.sealed]
    assert len(texts) >= 3
    before = stored()
    agreed_on(told.now)
    destroy(told.now, OVER)
    left = Case.objects.get(pk=told.now.pk)
    assert (bytes(left.sealed), left.title, left.text) == (b"", "", "")
    assert {bytes(row.sealed) for row in steps_of(told)} == {b""}
    assert not any(key in text for _, text in dumped())
    assert rebuilding.rebuild() == 0
    assert stored() == before
    assert list(verify()) == []


def test_keys_turn_and_no_step_is_written_again(settings: Settings, tmp_path: Any) -> None:
    keys_of_the_trace(settings, tmp_path / "keys")
    settings.WANGFANG_KEYS = str(tmp_path / "keys")
    told = accused()
    before = [bytes(row.sealed) for row in steps_of(told)]
    assert turning.in_use()["wrap-1"] >= 2
    keeper().rotate(Purpose.WRAP)
    assert sum(turning.turn(turning.rewrapped)) >= 2
    assert (turning.waiting(), set(turning.in_use())) == (0, {"wrap-2"})
    keeper().destroy("wrap-1")
    assert list(verify()) == []
    assert Case.objects.get(pk=told.now.pk).title == f"{SIGN}收受好处"
    assert [bytes(row.sealed) for row in steps_of(told)] == before
    settings.WANGFANG_SUITE = "gm"
    assert sum(turning.turn(turning.resealed)) >= 2
    assert lookups.life(Case.objects.get(pk=told.now.pk)).events[-1].text("why") == f"{SIGN}的事另案处理"


def test_words_under_seal_are_found_by_who_sees_them_and_by_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    told, reader = accused(), at_accusations("NG")
    for words, found in (("收受好处", True), ("招标中", True), ("屋顶", False), (told.now.number, True)):
        asked = lookups.Filters(words=words, moment=told.moment)
        assert [case.pk for case in lookups.passed(reader, asked)] == [told.now.pk] * found, words
        assert lookups.passed(clerk("NG"), asked) == []
    assert lookups.passed(reader, lookups.Filters(words="收受好处")) == [], "without a moment nothing is looked into"
    monkeypatch.setattr(showing, "MOST_DOUBTFUL", 0)
    assert lookups.passed(reader, lookups.Filters(words="收受好处", moment=told.moment)) == []


def test_a_list_opens_the_titles_it_shows_and_asks_nothing_more_for_them() -> None:
    reader = at_accusations("NG")
    for _ in range(3):
        story().accusing("NG-XF").submitted(to="NG")
        story().submitted(to="NG")
    rows = lookups.worklist(reader, lookups.Filters(), day_of(story().moment))
    with CaptureQueriesContext(connection) as asked:
        titles = [case.title for case in rows]
    assert titles == ["辽河小区顶楼漏雨"] * 6
    assert sum(bool(case.sealed) for case in rows) == 3
    assert len(asked) == 0
    bare = Case.objects.only("plain_title").get(pk=rows[0].pk)
    with CaptureQueriesContext(connection) as control:
        assert bare.title
    assert len(control) >= 1, "the control: a list that leaves the seal out asks for each line"


def test_clocks_are_looked_at_anew_without_a_question_for_each_accusation() -> None:
    at_accusations("NG")
    for _ in range(3):
        story().accusing("NG-XF").submitted(to="NG").registered()
    keys = list(Case.objects.values_list("pk", flat=True))
    order = rebuilding.Order("试算", story().act(person("NG", Role.CLERK)), tree(), dry=True)
    with CaptureQueriesContext(connection) as three:
        rebuilding.recompute(keys, order)
    with CaptureQueriesContext(connection) as one:
        rebuilding.recompute(keys[:1], order)
    assert len(three) == len(one)


def test_without_its_key_an_accusation_is_refused_and_not_shown_as_empty(settings: Settings, tmp_path: Any) -> None:
    told = accused()
    keys_of_the_trace(settings, tmp_path / "keys")
    settings.WANGFANG_KEYS = str(tmp_path / "keys")
    with pytest.raises(Refused, match="密钥"):
        _ = Case.objects.get(pk=told.now.pk).title
    with pytest.raises(Refused, match="密钥"):
        lookups.life(Case.objects.get(pk=told.now.pk))

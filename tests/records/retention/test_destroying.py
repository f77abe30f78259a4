"""Of a destroyed case nothing that was said is left anywhere, and everything that was counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.cast import clerk as bureau_clerk
from tests.cast import load_review_body
from tests.moments import at
from tests.records.cases.roads import ROADS, besides, take
from tests.records.retention import lives
from tests.records.retention.lives import (
    OVER,
    act,
    answered,
    approved,
    declined,
    destroyed,
    full_of_marks,
    hits,
    operator,
)
from tests.records.vault.test_canaries import dumped, files
from tests.stories import Story, story
from wangfang.records.agencies.models import Agency
from wangfang.records.cases import lookups, rebuilding
from wangfang.records.cases.destroying import destroy
from wangfang.records.cases.models import Case, Duty, StepTaken
from wangfang.records.cases.verification import verify
from wangfang.records.files.models import StoredFile
from wangfang.records.indicators import past, volume
from wangfang.records.ledger.models import Entry
from wangfang.records.notices.models import Notice
from wangfang.records.people.models import Petitioner
from wangfang.records.retention import destroying, holds, lists
from wangfang.records.retention.models import DestructionList, Listed
from wangfang.rules.facts import Step
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period
from wangfang.rules.refusal import Refused

QUARTERS = [Period.parse(name) for name in ("2017Q3", "2017Q4", "2018Q1")]


def stored() -> object:
    """Return everything that figures are made of."""
    duties = list(Duty.objects.order_by("pk").values_list())
    standing = list(Case.objects.order_by("pk").values_list(*STANDING))
    return duties, standing, Entry.objects.exclude(subject__startswith="list:").count()


def counted() -> object:
    """Return the figures, as they are known now and were known in the past."""
    rates = [
        past.figures(period, definition, "agency", moment)
        for period in QUARTERS
        for definition in Definition
        for moment in (at("2017-09-15"), OVER)
    ]
    return rates, [(volume.by_form(period), volume.by_category(period)) for period in QUARTERS]


STANDING = (
    "number", "form", "purpose", "region", "category", "content", "people", "state", "is_open", "holder_id", "received_at",
    "moved_at", "steps_taken", "digest", "due_on", "seen_by", "asked", "secrecy", "barred", "barred_people", "granted_to",
)  # fmt: skip


def test_no_marked_word_of_a_destroyed_case_is_left(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    told, noise = full_of_marks(), answered()
    number, who = told.now.number, told.now.petitioner_id
    holds.put(told.now, f"{lives.SIGN}在打官司", act(lives.clerk()))
    holds.lift(told.now, f"{lives.SIGN}的官司结束了", act(lives.leader()))
    assert len(hits(dumped())) >= 3, "the case, its steps and the hold say so in clear"
    kept = list(Path(settings.MEDIA_ROOT).rglob("*"))
    assert [path.is_file() for path in kept].count(True) == 1

    with django_capture_on_commit_callbacks(execute=True):
        done = destroyed(told)
    assert (done.destroyed, done.left) == ([number], [])
    assert hits(dumped(), files(Path(settings.MEDIA_ROOT))) == {}
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
    left = Petitioner.objects.get(pk=who)
    assert (bytes(left.sealed), left.masked, left.id_index, left.phone_index) == (b"", "", None, None)
    assert {bytes(paper.sealed) for paper in lookups.papers(Case.objects.get(number=number))} == {b""}
    assert not Notice.objects.filter(subject=number).exists()
    assert not StoredFile.objects.filter(subject=number).exists()
    case = Case.objects.get(number=number)
    assert (case.salt, case.title, case.text, case.query_digest, case.submission_key) == ("", "", "", "", None)
    assert list(verify()) == []
    assert noise.now.petitioner.name == "王秀兰"
    assert len(lookups.papers(noise.now)) > 0


def test_one_field_that_is_left_is_found() -> None:
    """The control: the search above sees what destroying forgets."""
    told = full_of_marks()
    destroyed(told)
    Case.objects.filter(pk=told.now.pk).update(plain_address=lives.SIGN)
    assert set(hits(dumped())) == {"cases_case"}


def agreed_on(case: Case) -> None:
    """Put a case on an approved list, past the rules on when."""
    first = Agency.objects.order_by("pk")[0]
    listed = DestructionList.objects.create(
        number="XH-1", agency=first, why="试", made_by="a", made_at=OVER, approved_by="b", approved_at=OVER
    )
    Listed.objects.create(list=listed, case=case)


@pytest.mark.parametrize("step", ROADS)
def test_after_every_step_there_is_what_is_left_gives_the_same_standing_and_clocks(step: Step) -> None:
    """The database does not ask whether the time is over; so a case can be destroyed here wherever it stands."""
    load_review_body()
    road = ROADS[step]
    told = road.before()
    said = {**road.said, **besides(step, told.now)}
    case = take(step, told.now, told.act(road.by(told)), said)
    before = stored()
    agreed_on(case)
    destroy(case, OVER)
    assert rebuilding.rebuild() == 0, "derived anew from what is left of the steps, nothing moves"
    assert stored() == before


def test_what_is_counted_stays_when_what_was_said_goes() -> None:
    stories: list[Story] = [
        answered(), declined(), full_of_marks(),
        answered().reopened("NG").worked().answered().served().closed().rated(),
        answered().review_asked(), story().submitted(to="NG").registered().withdrawn(),
    ]  # fmt: skip
    gone = [told for told in stories if not told.now.is_open and told.now.holder.code == "NG-XF"]
    assert len(gone) == 4
    before, rates = stored(), counted()
    done = destroyed(*gone)
    assert len(done.destroyed) == 4
    assert (stored(), counted()) == (before, rates)
    assert rebuilding.rebuild() == 0, "derived anew from what is left of the steps, nothing moves"
    assert stored() == before
    assert list(verify()) == []


def test_a_step_keeps_codes_days_and_words_of_ours_alone() -> None:
    told = full_of_marks()
    destroyed(told)
    said = {row.step: row.detail for row in StepTaken.objects.filter(case=told.now)}
    assert said[Step.FORWARD] == {"to": "NG-XF"}
    assert said[Step.ISSUE_OPINION] == {"conclusion": "support"}
    assert said[Step.PAUSE] == {"why": "appraisal"}
    assert said[Step.URGE] == {"due_on": "2017-09-30"}
    assert said[Step.SUPPLEMENT] == {"evidence_on": "2017-08-01"}
    assert said[Step.PROPOSE] == {"kind": "improve", "to": "NG-XF"}


def test_a_word_that_is_no_code_goes_even_where_a_code_may_stand() -> None:
    told = story().submitted(to="NG").registered().forwarded("NG-XF").accepted().ended("divert", to=lives.SIGN)
    done = destroyed(told)
    assert done.left == []
    (said,) = StepTaken.objects.filter(case=told.now, step=Step.DIVERT).values_list("kept", flat=True)
    assert said == {"procedure": "arbitration", "on": "2017-08-22"}


def test_nothing_is_done_and_nothing_read_of_a_destroyed_case() -> None:
    told = answered()
    listed = approved(told)
    destroying.carry_out(listed.number, act(operator()), dry=False)
    sentence = f"{told.now.number} 已按规定销毁（销毁清单 {listed.number}）"
    with pytest.raises(lookups.Destroyed, match=sentence):
        lookups.open_case(told.now.number, lives.clerk())
    with pytest.raises(lookups.NotFound):
        lookups.by_code(told.now.number, told.code)
    with pytest.raises(Refused, match="销毁"):
        told.reopened("NG")
    with pytest.raises(lookups.Destroyed):
        holds.put(told.now, "晚了", act(lives.clerk()))
    with pytest.raises(Refused, match=r"已经销毁"):
        lists.make([told.now.number], "再来一次", act(lives.clerk()))


def test_a_dry_run_changes_nothing_and_a_second_run_does_nothing() -> None:
    told = answered()
    listed = approved(told)
    before = list(Case.objects.values_list())
    dry = destroying.carry_out(listed.number, act(operator()), dry=True)
    assert (dry.destroyed, list(Case.objects.values_list())) == ([told.now.number], before)
    destroying.carry_out(listed.number, act(operator()), dry=False)
    again = destroying.carry_out(listed.number, act(operator()), dry=False)
    assert (again.destroyed, again.before, again.left) == ([], 1, [])


def test_what_the_trace_itself_says_in_words_cannot_be_destroyed() -> None:
    from tests.records.ledger.test_lines import in_the_first_format

    told = answered()
    in_the_first_format(told.now)
    listed = approved(told)
    done = destroying.carry_out(listed.number, act(operator()), dry=False)
    assert [number for number, _why in done.left] == [told.now.number]
    assert Case.objects.get(pk=told.now.pk).title == "辽河小区顶楼漏雨"


def test_a_case_that_is_seen_by_another_petition_keeps_the_petitioner() -> None:
    told, other = answered(), answered()
    Case.objects.filter(pk=other.now.pk).update(petitioner=told.now.petitioner)
    destroyed(told)
    assert Petitioner.objects.get(pk=told.now.petitioner_id).name == "王秀兰"


def test_a_bureau_destroys_what_it_ended_itself() -> None:
    told = story().submitted(to="NG").registered().declined()
    listed = lists.make([told.now.number], "保管期限已满", act(bureau_clerk("NG")))
    assert listed.number == "XH-2048-0001"
    assert lists.make([told.now.number], "再列一次", act(bureau_clerk("NG"))).number == "XH-2048-0002"

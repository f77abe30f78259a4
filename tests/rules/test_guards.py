"""What the table cannot say: conditions that depend on what happened before, and on the running clocks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.lives import DONE, NATIONAL, ONLINE, SENT_DOWN, TAKEN_UP, Told, act, life, told, why_not
from wangfang.rules.facts import Purpose, Role, Step
from wangfang.rules.guards import require_fit, running_pause
from wangfang.rules.refusal import Refused

EXTENDED = told("2017-08-30", "extend", "D-JD", days=10, why="案情复杂")
PAUSED = told("2017-08-28", "pause", "D-JD", why="appraisal")
RESUMED = told("2017-09-04", "resume", "D-JD")
REOPENED = told("2017-09-06", "reopen", "D", why="答非所问")
ASKED = told("2017-08-24", "request_return", "D-JD", why="应由区住建局办理")
REFUSED = told("2017-08-25", "decide_return", "D", agree=False)
REVIEWED = (
    told("2017-09-10", "request_review", why="不服", to="C-FC"),
    told("2017-09-20", "decide_review", "C-FC", outcome="uphold"),
)
REDONE = (REVIEWED[0], told("2017-09-20", "decide_review", "C-FC", outcome="redo"))

SECOND = (
    told("2017-09-25", "issue_opinion", "D-JD", conclusion="support", text="防水层已更换。"),
    told("2017-09-26", "serve", "D-JD", method="direct"),
    told("2017-09-27", "close", "D-JD"),
)
SIMPLE = (*SENT_DOWN[:2], told("2017-08-22 10:30", "screen", "D", procedure="simplified"), SENT_DOWN[2])


@pytest.mark.parametrize(
    ("acts", "when", "days", "why"),
    [
        (TAKEN_UP, "2017-09-20", 1, ""),
        (TAKEN_UP, "2017-09-20", 30, ""),
        (TAKEN_UP, "2017-10-23", 30, ""),  # the last day, to which the Sunday was rolled
        (TAKEN_UP, "2017-10-24", 30, "办理期限 2017-10-23 已过，不能再延期"),
        (TAKEN_UP, "2017-09-20", 31, "延期最少 1 天，最多 30 天"),
        (TAKEN_UP, "2017-09-20", 0, "延期最少 1 天，最多 30 天"),
        (TAKEN_UP, "2017-09-20", -5, "延期最少 1 天，最多 30 天"),
        (TAKEN_UP, "2017-09-20", "30", "延期最少 1 天，最多 30 天"),  # a text is no number
        (TAKEN_UP, "2017-09-20", True, "延期最少 1 天，最多 30 天"),  # nor is a yes
        (TAKEN_UP, "2017-09-20", None, "延期最少 1 天，最多 30 天"),
        ((*TAKEN_UP, EXTENDED), "2017-09-21", 5, "这件事已经延期过一次，不能再延"),  # even within 30 in all
        ((*DONE, REOPENED), "2017-09-20", 30, ""),
        ((*TAKEN_UP, EXTENDED, *DONE[4:], REOPENED), "2017-09-20", 30, ""),  # a new clock, an extension of its own
        ((*TAKEN_UP, EXTENDED, *DONE[4:], *REDONE), "2017-09-25", 30, ""),  # likewise when it must be done again
        (
            (*SIMPLE, told("2017-08-23", "accept", "D-JD")),
            "2017-08-30",
            5,
            "简易办理的事项不能延期，需要更长时间的转为普通程序",
        ),
    ],
)
def test_the_time_for_the_answer_is_lengthened_once_before_it_ends(
    acts: tuple[Told, ...], when: str, days: object, why: str
) -> None:
    assert why_not(life(*acts), "extend", "D-JD", when, Role.UNIT_LEADER, days=days, why="案情复杂") == why


def test_an_officer_does_not_lengthen_the_time_his_leader_does() -> None:
    assert why_not(life(*TAKEN_UP), "extend", "D-JD", "2017-09-20", days=5, why="案情复杂") == "您的岗位不能“延期”"


def test_where_no_answer_is_owed_there_is_nothing_to_lengthen() -> None:
    with pytest.raises(Refused, match="现在没有需要延期的办理期限"):
        require_fit(life(*DONE), Step.EXTEND, act("D-JD", "2017-09-06"), {"days": 5}, NATIONAL)


@pytest.mark.parametrize(
    ("acts", "step", "why"),
    [
        (TAKEN_UP, "pause", ""),
        ((*TAKEN_UP, PAUSED), "pause", "计时已经中止，不能再次中止"),
        ((*TAKEN_UP, PAUSED, RESUMED), "pause", ""),  # it may stop again, for another reason
        (TAKEN_UP, "resume", "计时没有中止，不用恢复"),
        ((*TAKEN_UP, PAUSED), "resume", ""),
        ((*TAKEN_UP, PAUSED, RESUMED), "resume", "计时没有中止，不用恢复"),
    ],
)
def test_a_clock_stops_and_goes_on_in_turn(acts: tuple[Told, ...], step: str, why: str) -> None:
    said = {"why": "hearing"} if step == "pause" else {}
    assert why_not(life(*acts), step, "D-JD", "2017-09-05", None, **said) == why


def test_a_pause_runs_until_the_clock_goes_on() -> None:
    paused = life(*TAKEN_UP, PAUSED)
    assert running_pause(life(*TAKEN_UP)) is None
    assert running_pause(paused) == paused.events[-1]
    assert running_pause(life(*TAKEN_UP, PAUSED, RESUMED)) is None


def test_a_pause_that_was_running_at_the_closing_does_not_bind_the_reopened_case() -> None:
    reopened = life(*TAKEN_UP, PAUSED, *DONE[4:], REOPENED)
    assert running_pause(reopened) is None
    assert why_not(reopened, "pause", "D-JD", "2017-09-07", why="hearing") == ""


SENT_2022 = (
    told("2022-09-26 09:00", "submit", to="D"),
    told("2022-09-26 10:00", "register", "D"),
    told("2022-09-26 11:00", "forward", "D", "D-JD"),
)


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("2022-09-26 15:00", ""),  # on the day it arrived
        ("2022-10-08 17:00", ""),  # the fifth working day: the feast between does not count, the Saturday does
        ("2022-10-09 09:00", "收到后 5 个工作日内可以提出异议，最后一天是 2022-10-08"),
    ],
)
def test_a_unit_objects_within_five_working_days(when: str, why: str) -> None:
    assert why_not(life(*SENT_2022), "request_return", "D-JD", when, why="应由区住建局办理") == why


def test_before_2022_no_law_named_the_days_for_an_objection() -> None:
    assert why_not(life(*SENT_DOWN), "request_return", "D-JD", "2017-09-05", why="应由区住建局办理") == ""


def test_the_same_unit_objects_once() -> None:
    asked_before = life(*SENT_DOWN, ASKED, REFUSED)
    assert (
        why_not(asked_before, "request_return", "D-JD", "2017-08-25 10:00", why="仍不属于我们")
        == "同一单位对一件事只能申请退回一次"
    )


def test_the_next_unit_may_object_too_and_counts_its_own_days() -> None:
    passed_on = life(*SENT_DOWN, ASKED, told("2017-08-25", "decide_return", "D", "D-ZJ", agree=True))
    assert why_not(passed_on, "request_return", "D-ZJ", "2017-08-31", why="应由街道办理") == ""


@pytest.mark.parametrize(
    ("by", "role", "why"),
    [
        ("D", None, ""),  # who sent it decides
        ("C", None, "退回由转来的区信访局裁定，其他单位不能“裁定退回”"),  # not the rung above
        ("D-JD", Role.SYSTEM, "退回由转来的区信访局裁定，其他单位不能“裁定退回”"),  # least of all the unit
        ("D-JD", None, "您的岗位不能“裁定退回”"),
    ],
)
def test_a_return_is_decided_by_who_sent_the_case(by: str, role: Role | None, why: str) -> None:
    assert why_not(life(*SENT_DOWN, ASKED), "decide_return", by, "2017-08-25", role, agree=True) == why


@pytest.mark.parametrize(
    ("acts", "when", "why"),
    [
        (DONE[:6], "2017-09-05", ""),  # served, not closed yet
        (DONE, "2017-10-09", ""),  # the 30th day, 10-04, lies in the feast: the first working day after it
        (DONE, "2017-10-10", "收到意见后 30 日内可以申请复查，最后一天是 2017-10-09"),
        ((*DONE, *REVIEWED), "2017-09-21", "这份处理意见已经复查过，不服复查意见可以申请复核"),
    ],
)
def test_a_review_is_asked_for_once_within_thirty_days_of_the_service(
    acts: tuple[Told, ...], when: str, why: str
) -> None:
    assert why_not(life(*acts), "request_review", "", when, why="不服") == why


@pytest.mark.parametrize(
    ("acts", "when", "why"),
    [
        (DONE, "2017-09-21", "还没有复查意见，先申请复查"),
        ((*DONE, *REVIEWED), "2017-10-20", ""),
        # the new opinion after an order to do it again has not been reviewed yet
        ((*DONE, *REDONE, *SECOND), "2017-09-29", "还没有复查意见，先申请复查"),
        ((*DONE, *REVIEWED), "2017-10-23", "收到意见后 30 日内可以申请复核，最后一天是 2017-10-20"),
    ],
)
def test_a_recheck_follows_a_review_within_thirty_days(acts: tuple[Told, ...], when: str, why: str) -> None:
    assert why_not(life(*acts), "request_recheck", "", when, why="不服") == why


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("C-FC", ""),
        ("C", "只有复查复核机构能“出具复查意见”"),
        ("D-JD", "只有复查复核机构能“出具复查意见”"),  # nobody judges his own opinion
    ],
)
def test_only_a_review_body_decides_on_a_remedy(by: str, why: str) -> None:
    asked = life(*DONE, REVIEWED[0])
    assert why_not(asked, "decide_review", by, "2017-09-20", Role.REVIEWER, outcome="uphold") == why


SAME = "责令重新办理的，不能作出和原来相同的处理意见"


@pytest.mark.parametrize(
    ("acts", "conclusion", "text", "why"),
    [
        ((*DONE, *REDONE), "explain", "物业已答复，请耐心等待。", SAME),
        ((*DONE, *REDONE), "explain", " 物业已答复，\n请耐心等待。", SAME),  # spaces make no other opinion
        ((*DONE, *REDONE), "support", "物业已答复，请耐心等待。", ""),
        ((*DONE, *REDONE), "explain", "经重新勘查，防水层已更换。", ""),
        ((*DONE, REOPENED), "explain", "物业已答复，请耐心等待。", ""),  # only a review body forbids it
        (TAKEN_UP, "explain", "物业已答复，请耐心等待。", ""),  # the first opinion
    ],
)
def test_whoever_has_to_do_it_again_does_not_say_the_same_again(
    acts: tuple[Told, ...], conclusion: str, text: str, why: str
) -> None:
    says = {"conclusion": conclusion, "text": text, "bypass": "已由街道办主任当面签字"}
    assert why_not(life(*acts), "issue_opinion", "D-JD", "2017-09-25", None, **says) == why


LISTED = told("2017-09-01", "list", "C-LB", why="久拖不决")
LIFTED = told("2017-09-10", "lift", "C-LB", why="已解决")


@pytest.mark.parametrize(
    ("acts", "why"),
    [
        ((*TAKEN_UP, LISTED), ""),
        (TAKEN_UP, "这件事没有挂牌督办，不用摘牌"),
        ((*TAKEN_UP, LISTED, LIFTED), "这件事没有挂牌督办，不用摘牌"),
        ((*TAKEN_UP, LISTED, LIFTED, LISTED), ""),  # listed again
    ],
)
def test_only_what_is_listed_is_taken_off_the_list(acts: tuple[Told, ...], why: str) -> None:
    assert why_not(life(*acts), "lift", "C-LB", "2017-09-20", Role.SUPERVISOR, why="已解决") == why


@pytest.mark.parametrize(
    ("purpose", "into", "why"),
    [
        (Purpose.REQUEST, "2", ""),
        (Purpose.REQUEST, "1", "不能并入自己"),
        (Purpose.ACCUSATION, "2", "检举控告件不并案，按检举控告的程序办理"),
    ],
)
def test_what_can_be_merged(purpose: Purpose, into: str, why: str) -> None:
    registered = life(*SENT_DOWN[:2], case=replace(ONLINE, purpose=purpose))
    assert why_not(registered, "merge", "D", "2017-08-23", into=into, why="同一人同一事") == why


@pytest.mark.parametrize(
    ("step", "by", "role", "why"),
    [
        ("urge", "D", Role.CLERK, ""),  # the bureau above the unit
        ("urge", "C", Role.SUPERVISOR, ""),
        ("supervise", "P", Role.SUPERVISOR, ""),
        ("supervise", "C-LB", Role.SUPERVISOR, ""),  # the joint office looks everywhere
        ("urge", "E", Role.CLERK, "这件事现在由街道办事处办理，您的单位不能“催办”"),  # the neighbour
        ("urge", "D-ZJ", Role.SYSTEM, "这件事现在由街道办事处办理，您的单位不能“催办”"),  # a unit urges nobody
        ("urge", "D-JD", Role.OFFICER, "您的岗位不能“催办”"),
        ("supplement", "D", Role.CLERK, ""),  # it had the case
        ("supplement", "C", Role.CLERK, "这件事现在由街道办事处办理，您的单位不能“补录”"),  # it never had it
    ],
)
def test_who_urges_and_who_enters_late(step: str, by: str, role: Role, why: str) -> None:
    late = {"field": "phone", "value": "13800138000", "evidence_on": "2017-08-22"}
    said = late if step == "supplement" else {"why": "临近到期"}
    assert why_not(life(*TAKEN_UP), step, by, "2017-09-20", role, **said) == why


@pytest.mark.parametrize(
    ("evidence_on", "why"),
    [
        ("2017-08-22", ""),
        ("2017-09-20", ""),  # found on the very day
        ("2017-09-21", "补录依据材料的日期不能晚于补录当天"),
        ("八月", "补录要写明依据材料的日期，例如 2017-09-01"),
        (None, "补录要写明依据材料的日期，例如 2017-09-01"),
    ],
)
def test_what_is_entered_late_names_the_day_of_its_evidence(evidence_on: object, why: str) -> None:
    said = {"field": "phone", "value": "13800138000", "evidence_on": evidence_on}
    assert why_not(life(*TAKEN_UP), "supplement", "D-JD", "2017-09-20", None, **said) == why


@pytest.mark.parametrize(("agree", "why"), [(True, ""), (False, ""), ("yes", "请写明同意还是不同意退回")])
def test_a_return_is_agreed_to_or_refused_in_so_many_words(agree: object, why: str) -> None:
    assert why_not(life(*SENT_DOWN, ASKED), "decide_return", "D", "2017-08-25", agree=agree) == why

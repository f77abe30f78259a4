"""What is marked on a case: its label, who stands aside, whom it accuses, and who was let in by two persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.moments import at
from tests.rules.lives import CITY, LETTER, ONLINE, SENT_DOWN, act, life, told, why_not
from wangfang.rules.facts import Event, Life, Purpose, Role, Step
from wangfang.rules.labels import (
    STANDING_PARTS,
    Grant,
    Marks,
    Part,
    Secrecy,
    first_label,
    lowering_asked,
    marks_of,
    pending_grants,
    stands_accused,
)
from wangfang.rules.reach import arrival_of

ACCUSING = replace(ONLINE, purpose=Purpose.ACCUSATION, respondent="D-ZJ")
ASKED = {"login": "wang", "parts": ["content"], "until": "2017-09-10", "why": "要核对材料"}


def marked(step: str, by: str, /, **says: object) -> Event:
    """Return a mark that somebody put on the case; its number is set when it is put behind others."""
    return Event(0, Step(step), at("2017-08-25 10:00"), at("2017-08-25 10:00"), "D", says, "张三", by)


def with_marks(*marks: Event, base: Life | None = None) -> Life:
    """Return a life with marks behind its acts."""
    lived = base or life(*SENT_DOWN[:2], case=ACCUSING)
    first = len(lived.events) + 1
    return replace(lived, events=(*lived.events, *(replace(e, number=first + n) for n, e in enumerate(marks))))


def test_an_ordinary_case_carries_nothing_and_an_accusation_its_label_and_its_accused_from_the_first_step() -> None:
    assert marks_of(life(*SENT_DOWN)) == Marks()
    assert marks_of(life(SENT_DOWN[0], case=ACCUSING)) == Marks(Secrecy.S2, frozenset({"D-ZJ"}))
    assert marks_of(life(SENT_DOWN[0], case=replace(ACCUSING, respondent=""))) == Marks(Secrecy.S2)


@pytest.mark.parametrize(
    ("purpose", "said", "labels", "secrecy"),
    [
        (Purpose.REQUEST, "", [("a", "accusation")], Secrecy.S2),  # a higher label holds at once
        (Purpose.REQUEST, "", [("a", "accusation"), ("a", "informant")], Secrecy.S3),
        (Purpose.REQUEST, "", [("a", "sensitive"), ("a", "ordinary")], Secrecy.S0),  # below S2 one is enough
        (Purpose.ACCUSATION, "", [("a", "informant"), ("a", "accusation")], Secrecy.S2),
        (Purpose.ACCUSATION, "", [("a", "ordinary")], Secrecy.S2),  # one person lowers nothing
        (Purpose.ACCUSATION, "", [("a", "ordinary"), ("a", "ordinary")], Secrecy.S2),  # nor twice
        (Purpose.ACCUSATION, "", [("a", "ordinary"), ("b", "sensitive")], Secrecy.S2),  # they say different labels
        (Purpose.ACCUSATION, "", [("a", "ordinary"), ("b", "ordinary")], Secrecy.S0),
        (Purpose.ACCUSATION, "", [("a", "ordinary"), ("c", "informant"), ("b", "ordinary")], Secrecy.S3),  # begun anew
        (Purpose.REQUEST, "sensitive", [], Secrecy.S1),  # of somebody not yet fourteen
        (Purpose.ACCUSATION, "sensitive", [], Secrecy.S2),  # the higher of the two
    ],
)
def test_how_secret_a_case_is(purpose: Purpose, said: str, labels: list[tuple[str, str]], secrecy: Secrecy) -> None:
    first = told("2017-08-22 09:14", "submit", to="D", **({"secrecy": said} if said else {}))
    base = life(first, case=replace(ONLINE, purpose=purpose))
    marks = [marked("label", login, secrecy=word, why="核定") for login, word in labels]
    assert marks_of(with_marks(*marks, base=base)).secrecy is secrecy


def test_which_label_waits_for_a_second_person() -> None:
    asked = marked("label", "a", secrecy="ordinary", why="误定")
    assert lowering_asked(with_marks()) is None
    waiting = lowering_asked(with_marks(asked))
    assert waiting is not None
    assert waiting.login == "a"
    assert lowering_asked(with_marks(asked, replace(asked, login="b"))) is None


@pytest.mark.parametrize(
    ("says", "people", "units"),
    [
        ({"login": "li"}, {"li"}, {"D-ZJ"}),
        ({"agency": "E"}, set(), {"D-ZJ", "E"}),
        ({"login": "li", "head_of": ["D-JD", "E"]}, {"li"}, {"D-ZJ", "D-JD", "E"}),  # a head brings the unit along
        ({"login": "li", "agency": "E", "head_of": "E"}, {"li"}, {"D-ZJ", "E"}),  # no list, no heads
    ],
)
def test_whom_a_case_accuses(says: dict[str, object], people: set[str], units: set[str]) -> None:
    marks = marks_of(with_marks(marked("name_accused", "zhang", why="材料载明", **says)))
    assert marks.accused_people == people
    assert marks.accused == units


def test_what_lies_below_the_accused_is_accused_with_it() -> None:
    assert [code for code in sorted(CITY) if stands_accused(CITY[code], {"D-ZJ"})] == ["D-ZJ", "D-ZJ-1"]
    assert not stands_accused(CITY["D"], ())


def test_who_stands_aside() -> None:
    marks = marks_of(
        with_marks(marked("recuse", "a", login="a", why="亲属"), marked("recuse", "b", login="c", why="亲属"))
    )
    assert marks.recused == {"a", "c"}


def test_those_at_a_post_for_accusations_are_let_in_for_good_until_somebody_ends_it() -> None:
    base = life(told("2017-08-22 09:14", "submit", to="D", granted=["ju", "bao"]), case=ACCUSING)
    assert marks_of(base).grants == (Grant("ju", STANDING_PARTS, number=1), Grant("bao", STANDING_PARTS, number=1))
    ended = with_marks(marked("end_grant", "zhang", login="ju", why="调岗"), base=base)
    assert [grant.login for grant in marks_of(ended).grants] == ["bao"]
    odd = life(told("2017-08-22 09:14", "submit", to="D", granted="ju"), case=ACCUSING)
    assert marks_of(odd).grants == ()  # a text is no list


@pytest.mark.parametrize(
    ("second", "let_in"),
    [("li", True), ("zhang", False), ("wang", False)],  # neither who asked nor who is to be let in
)
def test_a_grant_takes_two_persons(second: str, *, let_in: bool) -> None:
    asked = marked("ask_grant", "zhang", **ASKED)
    lived = with_marks(asked, marked("approve_grant", second, login="wang"))
    until = at("2017-09-11 00:00")
    whole = Grant("wang", frozenset({Part.CONTENT, Part.METADATA}), until, second, 3)
    assert marks_of(lived).grants == ((whole,) if let_in else ())
    assert set(pending_grants(lived)) == (set() if let_in else {"wang"})
    assert whole.holds(at("2017-09-10 23:59"))
    assert not whole.holds(until)


def test_of_all_ways_in_which_three_people_may_act_only_two_different_ones_let_in_a_third_or_the_asker() -> None:
    for asker, approver, guest in product(("a", "b", "d"), repeat=3):
        asked = marked("ask_grant", asker, **{**ASKED, "login": guest})
        lived = with_marks(asked, marked("approve_grant", approver, login=guest))
        assert bool(marks_of(lived).grants) is (approver not in (asker, guest)), (asker, approver, guest)
        role = Role.BUREAU_LEADER
        taken = why_not(with_marks(replace(asked, login=asker)), "approve_grant", "D", "2017-08-26", role, login=guest)
        assert (taken == "") is ("d" not in (asker, guest))  # whoever acts for D is called d


def test_nobody_is_let_in_whom_nobody_asked_for_and_what_was_ended_is_not_approved_any_more() -> None:
    alone = with_marks(marked("approve_grant", "li", login="wang"))
    ended = with_marks(
        marked("ask_grant", "zhang", **ASKED), marked("end_grant", "li", login="wang", why="不需要"),
        marked("approve_grant", "li", login="wang"),
    )  # fmt: skip
    assert marks_of(alone).grants == marks_of(ended).grants == ()


def test_the_vault_opens_for_half_an_hour() -> None:
    asked = marked("ask_grant", "zhang", **{**ASKED, "parts": ["vault", "nonsense"]})
    grant = marks_of(with_marks(asked, marked("approve_grant", "li", login="wang"))).grants[0]
    assert grant.parts == {Part.VAULT, Part.METADATA}
    assert grant.until == at("2017-08-25 10:30")
    lived = with_marks(replace(asked, detail={**ASKED, "parts": "vault"}), marked("approve_grant", "li", login="wang"))
    assert marks_of(lived).grants[0].parts == {Part.METADATA}  # a text is no list


@pytest.mark.parametrize(
    ("number", "day", "label"),
    [
        ("230103200308220026", "2017-08-21", "sensitive"),  # thirteen until the next day
        ("230103200308220026", "2017-08-22", ""),  # fourteen on the very day
        ("230103200402290026", "2018-02-28", "sensitive"),
        ("230103200402290026", "2018-03-01", ""),  # born on a leap day
        ("230103195804000026", "2017-08-22", ""),  # no such day
        ("G12345678", "2017-08-22", ""),
        ("", "2017-08-22", ""),
    ],
)
def test_a_petitioner_who_is_not_fourteen_makes_a_case_sensitive(number: str, day: str, label: str) -> None:
    assert first_label(number, date.fromisoformat(day)) == label


@pytest.mark.parametrize(
    ("lived", "step", "by", "says", "code"),
    [
        (life(case=ACCUSING), "submit", "", {"to": "C"}, "C"),
        (life(case=replace(LETTER, purpose=Purpose.ACCUSATION)), "register", "D", {}, "D"),
        (life(SENT_DOWN[0], case=ACCUSING), "register", "D", {}, ""),  # it stays where it is
        (life(*SENT_DOWN[:2], case=ACCUSING), "forward", "C", {"to": "D"}, "D"),
        (life(*SENT_DOWN[:2], case=ACCUSING), "decide_return", "C", {"to": "D", "agree": False}, ""),
        (life(*SENT_DOWN[:2], case=ACCUSING), "divert", "D", {"to": "C-JW"}, "C-JW"),
        (life(*SENT_DOWN[:2]), "forward", "C", {"to": "D"}, ""),  # not secret
        (life(*SENT_DOWN[:2]), "label", "D", {"secrecy": "accusation"}, "D"),
        (life(*SENT_DOWN[:2]), "label", "D", {"secrecy": "sensitive"}, ""),
        (life(*SENT_DOWN[:2], case=ACCUSING), "label", "D", {"secrecy": "informant"}, "D"),
        (life(*SENT_DOWN[:2], case=ACCUSING), "log_work", "D", {"to": "E"}, ""),  # hands nobody anything
    ],
)
def test_where_a_secret_case_arrives(lived: Life, step: str, by: str, says: dict[str, object], code: str) -> None:
    assert arrival_of(lived, Step(step), by, says) == code


LOW = marked("label", "zhang", secrecy="ordinary", why="误定")
WANTED = marked("ask_grant", "zhang", **ASKED)
LET_IN = (WANTED, marked("approve_grant", "li", login="wang"))


@pytest.mark.parametrize(
    ("marks", "step", "role", "says", "why"),
    [
        ((), "label", Role.CLERK, {"secrecy": "accusation"}, "这件事已经是这个密级"),
        ((), "label", Role.CLERK, {"secrecy": "informant"}, ""),
        ((), "label", Role.CLERK, {"secrecy": "ordinary"}, "降低密级由信访部门负责人或者安全保密管理员提出"),
        ((), "label", Role.BUREAU_LEADER, {"secrecy": "ordinary"}, ""),  # the first of two
        ((LOW,), "label", Role.BUREAU_LEADER, {"secrecy": "ordinary"}, "检举控告件降低密级，由安全保密管理员确认"),
        ((LOW,), "label", Role.SECURITY, {"secrecy": "ordinary"}, ""),
        ((replace(LOW, login="d"),), "label", Role.SECURITY, {"secrecy": "ordinary"}, "检举控告件降低密级，要由提出人以外的第二人确认"),
        ((replace(LOW, login="d"),), "label", Role.SECURITY, {"secrecy": "sensitive"}, ""),  # a proposal of its own
        ((LOW,), "label", Role.CLERK, {"secrecy": "informant"}, ""),
        ((), "label", Role.OFFICER, {"secrecy": "informant"}, "您的岗位不能“定密”"),
        ((), "recuse", Role.CLERK, {"login": "d"}, ""),
        ((), "recuse", Role.CLERK, {"login": "wang"}, "本人可以申请回避；要求别人回避由本机关负责人决定"),
        ((), "recuse", Role.BUREAU_LEADER, {"login": "wang"}, ""),
        ((marked("recuse", "li", login="wang"),), "recuse", Role.BUREAU_LEADER, {"login": "wang"}, "这个人已经回避这件事"),
        ((marked("recuse", "d", login="d"),), "log_work", Role.CLERK, {}, "您已经回避这件事，不能办理"),
        ((marked("name_accused", "li", login="d"),), "urge", Role.CLERK, {}, "没有找到这件事"),
        ((marked("name_accused", "li", agency="D"),), "urge", Role.CLERK, {}, "没有找到这件事"),
        ((), "name_accused", Role.CLERK, {}, "请写明被检举控告的人或者单位"),
        ((), "name_accused", Role.CLERK, {"agency": "X"}, "没有代码为“X”的单位，请核对机构代码"),
        ((), "name_accused", Role.CLERK, {"agency": "E"}, ""),
        ((), "name_accused", Role.CLERK, {"login": "li"}, ""),
        ((LOW, replace(LOW, login="li")), "name_accused", Role.CLERK, {"login": "li"}, "只有检举控告件载明被检举控告的对象，请先定密"),
        ((), "ask_grant", Role.CLERK, ASKED, ""),
        ((), "ask_grant", Role.CLERK, {**ASKED, "parts": []}, "请写明授权看哪些部分，可以是 content、identity、internal、metadata、vault"),
        ((), "ask_grant", Role.CLERK, {**ASKED, "parts": ["trace"]}, "请写明授权看哪些部分，可以是 content、identity、internal、metadata、vault"),
        ((), "ask_grant", Role.CLERK, {**ASKED, "parts": "content"}, "请写明授权看哪些部分，可以是 content、identity、internal、metadata、vault"),
        ((), "ask_grant", Role.CLERK, {**ASKED, "until": "明天"}, "请写明授权到哪天，例如 2017-09-15"),
        ((), "ask_grant", Role.CLERK, {**ASKED, "until": "2017-08-26"}, ""),  # the very day
        ((), "ask_grant", Role.CLERK, {**ASKED, "until": "2017-08-25"}, "授权从今天起最长 90 天"),
        ((), "ask_grant", Role.CLERK, {**ASKED, "until": "2017-11-24"}, ""),  # ninety days on
        ((), "ask_grant", Role.CLERK, {**ASKED, "until": "2017-11-25"}, "授权从今天起最长 90 天"),
        ((marked("recuse", "li", login="wang"),), "ask_grant", Role.CLERK, ASKED, "已经回避的人不能授权"),
        ((marked("name_accused", "li", login="wang"),), "ask_grant", Role.CLERK, ASKED, "被检举控告的人不能授权"),
        ((), "approve_grant", Role.BUREAU_LEADER, {"login": "wang"}, "没有等待批准的授权申请"),
        ((WANTED,), "approve_grant", Role.BUREAU_LEADER, {"login": "wang"}, ""),
        ((WANTED,), "approve_grant", Role.SECURITY, {"login": "wang"}, ""),
        ((WANTED,), "approve_grant", Role.CLERK, {"login": "wang"}, "您的岗位不能“批准点名授权”"),
        ((replace(WANTED, login="d"),), "approve_grant", Role.BUREAU_LEADER, {"login": "wang"}, "授权要两个人：申请人和被授权人都不能自己批准"),
        ((replace(WANTED, detail={**ASKED, "login": "d"}),), "approve_grant", Role.BUREAU_LEADER, {"login": "d"}, "授权要两个人：申请人和被授权人都不能自己批准"),
        ((replace(WANTED, detail={**ASKED, "until": "2017-08-25"}),), "approve_grant", Role.BUREAU_LEADER, {"login": "wang"}, "申请的授权期限已过，请重新申请"),
        ((WANTED, marked("recuse", "li", login="wang")), "approve_grant", Role.BUREAU_LEADER, {"login": "wang"}, "已经回避的人不能授权"),
        ((), "end_grant", Role.BUREAU_LEADER, {"login": "wang"}, "这个人没有点名授权，不用终止"),
        (LET_IN, "end_grant", Role.BUREAU_LEADER, {"login": "wang"}, ""),
        ((WANTED,), "end_grant", Role.SECURITY, {"login": "wang"}, ""),
        ((WANTED,), "end_grant", Role.SECURITY, {"login": "wang", "refused": True}, ""),
        (LET_IN, "end_grant", Role.SECURITY, {"login": "wang", "refused": True}, "没有等待批准的授权申请"),  # it was approved
    ],
)  # fmt: skip
def test_who_may_mark_a_case_so(
    marks: tuple[Event, ...], step: str, role: Role, says: dict[str, object], why: str
) -> None:
    given = {"why": "核对材料", "note": "核对", "kind": "call", **says}
    assert why_not(with_marks(*marks), step, "D", "2017-08-26", role, **given) == why


def test_who_stands_below_the_accused_takes_no_step_under_any_hat_and_a_replay_is_not_asked() -> None:
    lived = with_marks(marked("name_accused", "li", agency="E"))
    clerk = act("D", "2017-08-26").actor
    assert why_not(lived, "urge", "C", "2017-08-26", None, why="快办") == ""
    assert why_not(lived, "urge", "D", "2017-08-26", Role.SYSTEM, why="快办") == ""
    assert clerk.login == "d"


def test_a_watcher_from_elsewhere_marks_nothing_and_who_guards_the_platform_stands_nowhere() -> None:
    says = {"secrecy": "informant", "why": "举报人受威胁"}
    assert "您的单位不能“定密”" in why_not(with_marks(), "label", "E", "2017-08-26", Role.CLERK, **says)
    assert why_not(with_marks(), "label", "E", "2017-08-26", Role.SECURITY, **says) == ""
    assert why_not(with_marks(), "label", "C", "2017-08-26", Role.CLERK, **says) == ""  # from above


def test_a_refusal_ends_what_was_asked_for_and_leaves_what_was_opened_before() -> None:
    again, refused = (
        marked("ask_grant", "zhang", **ASKED),
        marked("end_grant", "li", login="wang", refused=True, why="不需要"),
    )
    before = marks_of(with_marks(*LET_IN)).grants
    lived = with_marks(*LET_IN, again, refused)

    assert before
    assert marks_of(lived).grants == before
    assert pending_grants(lived) == {}

"""Which 263 first cases were badly entered, which copies were merged into them, and how far is the campaign over them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from wangfang.interfaces.console.demo import city
from wangfang.interfaces.console.demo.courses import Acts, Course, lived
from wangfang.interfaces.console.demo.diary import Diary, day_at
from wangfang.interfaces.console.demo.drawing import Wish, draw
from wangfang.interfaces.console.demo.past import past_life
from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.campaigns import assigning, filling, freezing
from wangfang.records.campaigns.lookups import targets_seen
from wangfang.records.cases import lookups
from wangfang.records.cases.living import PastLife
from wangfang.rules import contents
from wangfang.rules.campaigns import Query
from wangfang.rules.facts import CHINA, Act, Actor, Form, Role, Step, start_of
from wangfang.rules.on_file import lowest_classes

COUNT = 263
"""《高位重视抓网访 夯实基础提质效》: 集中整改补录 263 件; how they fell into forms and items is ours."""
FORMS = (Form.ONLINE, Form.LETTER, Form.VISIT, Form.ONLINE, Form.LETTER, Form.ONLINE, Form.VISIT)
FIRST_DAY, LAST_DAY = date(2016, 9, 1), date(2017, 1, 10)
"""So early that nothing of theirs falls due in the quarters that the article counts."""
FILLED, EXPLAINED = 60, 3
"""Items put right since, and items explained; the rest is for whoever tries the demo."""
NAME = "规范系统中重复件"

_SERIAL = 70_000
_COPY = 500
_UNITS = {city.NANGANG: "230103018", city.HULAN: "230111-ZJ"}
"""Where the demo has accounts, theirs is the unit."""
FLAWS = ("receipt", "investigation", "content", "closing", "notice", "place", "people", "opinion", "number", "copies")
_ANY_CLASS = "030201"
_TYPED = {
    "receipt": "当面送达，信访人本人签收，回证在卷第3页",
    "investigation": "两名工作人员到现场调查并制作笔录，在卷第8页",
    "content": "030201",
    "closing": "问题已经解决，信访人认可，已按程序办结",
    "notice": "受理告知书当面送达，信访人本人签收",
    "people": "崔玉梅\n段春海",
    "opinion": "经查反映属实，处理意见书已经送达信访人本人，予以支持。",
}
"""What units type in; of the other items nothing is filled yet."""
_LOST = "当年的纸质材料在办公室搬迁时遗失，档案室和街道都查找过，没有找到。"


def firsts() -> Iterator[Acts]:
    """Yield the lives of the first cases: each is whole but for one item."""
    for nth in range(COUNT):
        yield _flawed(_lived(nth), flaw_of(nth))


def flaw_of(nth: int) -> str:
    """Return the item that the nth first case lacks: over the network everybody could be told, so there it is another."""
    flaw = FLAWS[nth % len(FLAWS)]
    on_paper = FORMS[nth % len(FORMS)] is not Form.ONLINE
    if flaw in ("notice", "number"):
        return "notice" if on_paper else "number"
    return flaw


def copies(source: str, found: Tree) -> Iterator[PastLife]:
    """Yield the lives of the copies, each merged into its first case, which has been taken in."""
    for nth in range(COUNT):
        case = lookups.by_source(source, f"clean-{nth:03d}")
        if case is None:  # pragma: no cover - the caller has taken it in
            continue
        first = _lived(nth)
        acts = _again(first, nth)
        told = past_life(acts, found, source)
        _step, last, _said = told.acts[-1]
        why = "重复" if flaw_of(nth) == "copies" else "同一信访人反映同一事项，并入初件"
        moment = last.occurred_at + timedelta(minutes=20)
        merged = replace(last, occurred_at=moment, recorded_at=moment)
        yield PastLife(told.petition, [*told.acts, (Step.MERGE, merged, {"into": case.number, "why": why})])


def run(watcher: Actor, moment: datetime) -> None:
    """Freeze the list three weeks ago, give it to the units, let some of them put right what they can, and remind the rest."""
    day = moment.astimezone(CHINA).date()

    def act(who: Actor, days_ago: int, minutes: int = 0) -> Act:
        at = start_of(day - timedelta(days=days_ago)) + timedelta(hours=9, minutes=minutes)
        return Act(who, at, at)

    query = Query((Form.VISIT, Form.LETTER, Form.ONLINE), FIRST_DAY, date(2017, 6, 30), city.bureau_of(city.CITY))
    campaign = freezing.freeze(NAME, query, day + timedelta(days=30), act(watcher, 21))
    assigning.assign(campaign.pk, act(watcher, 21, 30))
    known, filled, explained = tree(), 0, 0
    for target in targets_seen(campaign, watcher):
        (item,) = target.missing
        unit = known.by_code[known.code_of[target.case.holder_id]]
        worker = Actor("demo", "示范经办", Role.OFFICER, unit)
        gap, when = (target.place, item), act(worker, 20 - filled * 19 // FILLED, filled)
        if item == "receipt" and explained < EXPLAINED:
            filling.explain(campaign.pk, gap, _LOST, when)
            explained += 1
        elif item in _TYPED and filled < FILLED and target.place % 2:
            filling.fill(campaign.pk, gap, _TYPED[item], date(2017, 3, 1), when)
            filled += 1
    assigning.remind(campaign.pk, act(watcher, 1))


def _lived(nth: int) -> Acts:
    """Return the nth first case as it would be with everything on file."""
    rng = Random(f"cleaning:{nth}")  # noqa: S311 - a repeatable demo, nothing secret
    course = _course(nth, rng)
    acts = lived(course, rng)
    kept = acts[: next(place for place, one in enumerate(acts) if one["step"] == "close") + 1]
    return [_whole(one) for one in kept]


def _course(nth: int, rng: Random) -> Course:
    region = sorted(city.counties())[nth % len(city.counties())]
    day = day_at(FIRST_DAY, LAST_DAY, (nth + 0.5) / COUNT)
    wish = Wish(f"clean-{nth:03d}", _SERIAL + nth, region, day, unit=_UNITS.get(region, ""), plain=True)
    drawn = draw(wish, rng)
    return replace(drawn, form=FORMS[nth % len(FORMS)], bureaus=(city.bureau_of(region),), people=1)


def _whole(act: dict[str, object]) -> dict[str, object]:
    """Return an act with what the generator leaves out of it."""
    if "title" in act:
        return {**act, "content": _class_in(str(act["category"]))}
    more: dict[str, dict[str, object]] = {
        "log_work": {"kind": "visit"},
        "serve": {"proof": "信访人本人签收"},
        "close": {"report": "已按处理意见办结，信访人知晓结果。"},
    }
    return {**act, **more.get(str(act["step"]), {})}


def _class_in(category: str) -> str:
    """Return the first of the lowest classes of a category in words, any where the table has another word for it."""
    named = contents.find(category, FIRST_DAY)
    below = (code for code in sorted(lowest_classes()) if named and code.startswith(named.code[:2]))
    return next(below, _ANY_CLASS)


def _flawed(acts: Acts, flaw: str) -> Acts:
    """Return a life that lacks one item."""
    changes: dict[str, tuple[str, dict[str, object]]] = {
        "receipt": ("serve", {"proof": ""}),
        "investigation": ("log_work", {"kind": "call"}),
        "closing": ("close", {"report": ""}),
        "opinion": ("issue_opinion", {"text": "见附件。"}),
        "content": ("", {"content": ""}),
        "people": ("", {"people": 3}),
    }
    if flaw == "closing":
        acts = [one for one in acts if one["step"] != "resolve"]
    if flaw in ("number", "notice", "place"):
        return [_bare(one, flaw) if "title" in one else one for one in acts]
    step, said = changes.get(flaw, ("none", {}))
    return [{**one, **said} if one["step"] == step or (not step and "title" in one) else one for one in acts]


def _bare(petition: dict[str, object], flaw: str) -> dict[str, object]:
    if flaw == "place":
        return {**petition, "region": str(petition["region"])[:6]}
    person = petition["petitioner"]
    assert isinstance(person, dict)  # noqa: S101 - tells the type checker what a petition holds
    left = {key: value for key, value in person.items() if key != "phone" and (flaw == "notice" or key != "id_number")}
    return {**petition, "petitioner": left}


def _again(first: Acts, nth: int) -> Acts:
    """Return the petition of a first case handed in once more, and registered."""
    petition = next(one for one in first if "title" in one)
    rng = Random(f"cleaning again:{nth}")  # noqa: S311 - a repeatable demo, nothing secret
    diary = Diary(datetime.fromisoformat(str(first[-1]["occurred_at"])), rng)
    begun = [one for one in first if one["step"] in ("submit", "register")]
    moments = [diary.after(5 + nth % 10), *(diary.soon() for _ in begun[1:])]
    case = f"{petition['case']}-{_COPY}"
    return [
        {**one, "case": case, "occurred_at": moment.isoformat()} for one, moment in zip(begun, moments, strict=True)
    ]

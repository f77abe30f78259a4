"""When do two petitions tell of one matter? Pairs that a clerk can judge, and what holds for every pair."""

from __future__ import annotations

import dataclasses
import tomllib
from collections import Counter
from datetime import date, timedelta
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules import likeness as module
from wangfang.rules.grams import grams
from wangfang.rules.likeness import LABELS, MERGE, Band, Reason, Sign, band, compared, likeness, score
from wangfang.rules.likeness_names import TABLE
from wangfang.rules.likeness_signals import Portrait, longest_run, weighed

DAY = date(2017, 10, 9)
NOISE = (
    ("松北区公交车班次太少", "早晚高峰等车半个小时以上，希望增加班次。"),
    ("香坊区暖气不热", "家里暖气只有十五度，老人孩子都感冒了，供热公司不来人。"),
    ("咨询新生儿落户手续", "孩子刚出生，父母户口不在一处，请问落户需要哪些材料。"),
    ("道外区路灯不亮", "南十四道街路灯坏了一个月，夜里出行不安全。"),
    ("反映拖欠农民工工资", "去年在工地干活，工钱至今没有结清，老板不接电话。"),
    ("小区附近夜间施工扰民", "工地夜里还在施工，噪音很大，居民无法休息。"),
    ("反映物业乱收费", "物业公司随意提高停车费，业主不同意，请有关部门查处。"),
    ("幼儿园收费太高", "幼儿园收费比公办的高一倍，请问标准是什么。"),
)
MILL = Portrait(
    "南岗区丽景花园小区旁搅拌站扰民",
    "丽景花园东侧新建了一家混凝土搅拌站，昼夜生产，粉尘和噪音很大，居民不敢开窗，请环保部门查处。",
    DAY,
)
MILL_AGAIN = Portrait(
    "投诉丽景花园附近搅拌站噪音粉尘",
    "我是丽景花园的业主，小区旁边的混凝土搅拌站夜里也在生产，噪音和粉尘影响生活，希望环保部门尽快查处。",
    DAY + timedelta(days=3),
)


def rarity_of(*portraits: Portrait) -> dict[int, float]:
    """Return how much each gram tells among some noise and the portraits."""
    texts = [*NOISE, *((one.title, one.text) for one in portraits)]
    stands = Counter(gram for title, text in texts for gram in grams(title) | grams(text))
    return {gram: log(1 + len(texts) / count) for gram, count in stands.items()}


def held(one: Portrait, other: Portrait) -> module.Likeness:
    """Return the likeness of two among noise."""
    rare = rarity_of(one, other)
    return likeness(one, other, lambda gram: rare.get(gram, 3.0))


def words_of(found: module.Likeness, sign: Sign) -> tuple[str, ...] | None:
    """Return the words by which a sign is seen, None where it is not given."""
    return next((reason.words for reason in found.reasons if reason.sign == sign), None)


def moved(portrait: Portrait, *swaps: tuple[str, str]) -> Portrait:
    """Return the same words about another place."""
    title, text = portrait.title, portrait.text
    for old, new in swaps:
        title, text = title.replace(old, new), text.replace(old, new)
    return dataclasses.replace(portrait, title=title, text=text)


SAME_WORDING = [
    (moved(MILL, ("丽景", "翠堤")), Sign.NAMES_APART, "another estate"),
    (moved(MILL, ("南岗区", "香坊区")), Sign.PLACES_APART, "another district, even with an estate of the same name"),
    (moved(MILL, ("南岗区", "阿城区"), ("丽景", "翠堤")), Sign.PLACES_APART, "another district and another estate"),
    (
        dataclasses.replace(moved(MILL, ("南岗区", "")), region="宾县"),
        Sign.PLACES_APART,
        "the form says another county than the title of the first",
    ),
]


@pytest.mark.parametrize(("other", "sign", "why"), SAME_WORDING)
def test_the_same_wording_about_another_place_is_never_proposed_for_a_merge(
    other: Portrait, sign: Sign, why: str
) -> None:
    found = held(MILL, other)
    assert found.score < MERGE, why
    assert words_of(found, sign), why


@pytest.mark.parametrize(("other", "sign", "why"), SAME_WORDING)
def test_without_the_look_at_places_it_would_be_proposed(
    other: Portrait, sign: Sign, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["weights"]
    blind = table | dict.fromkeys(("places_apart", "names_apart", "numbers_apart"), 0.0)
    monkeypatch.setattr(module, "_weights", lambda: blind)
    monkeypatch.setattr(module, "_BELOW_MERGE", 1.0)
    assert held(MILL, other).score >= MERGE, (sign, why)


def test_the_same_form_of_another_year_is_never_proposed() -> None:
    text = "去年的燃油补贴到现在还没有发放，司机们都在等，请问什么时候发放，具体标准是多少。"
    one, other = (
        Portrait("2016年出租车燃油补贴何时发放", text, DAY),
        Portrait("2017年出租车燃油补贴何时发放", text, DAY),
    )
    found = held(one, other)
    assert found.score < MERGE
    assert words_of(found, Sign.NUMBERS_APART) == ("2016", "2017")


def test_one_matter_told_by_two_people_is_found_with_its_reasons() -> None:
    found = held(MILL, MILL_AGAIN)
    assert found.band == Band.MERGE
    assert words_of(found, Sign.NAMED) == ("丽景",)
    assert words_of(found, Sign.WORDING) is not None
    assert words_of(found, Sign.NEAR) == ()
    assert not any(reason.against for reason in found.reasons)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (MILL, Portrait(*NOISE[1], DAY), "nothing in common"),
        (MILL, Portrait("咨询南岗区落户政策", "请问外地户口怎样落户南岗区，需要哪些材料。", DAY), "only the district"),
        (MILL, Portrait("丽景花园幼儿园何时开园", "丽景花园配套幼儿园建好两年了，一直没有开园。", DAY), "same estate, other matter"),
        (Portrait("请加快地铁建设力度", "地铁建设进度慢，请加快力度。", DAY), Portrait("请加快校园食品安全监管力度", "校园食品不放心，请加快力度。", DAY), "form letters"),
        (Portrait("", "", DAY), Portrait("", "", DAY), "two that say nothing"),
        (Portrait("求助", "请尽快处理。", DAY), Portrait("求助", "请尽快处理！", DAY), "says nothing in particular"),
    ],
)  # fmt: skip
def test_what_is_no_one_matter_is_not_proposed_for_a_merge(one: Portrait, other: Portrait, why: str) -> None:
    assert held(one, other).score < MERGE, why


def test_nothing_in_common_is_nothing() -> None:
    assert held(MILL, Portrait(*NOISE[2], DAY)).band == Band.NONE


def test_a_copy_is_sure_whoever_sent_it() -> None:
    found = held(MILL, dataclasses.replace(MILL, day=DAY + timedelta(days=400)))
    assert (found.score, words_of(found, Sign.COPY)) == (1.0, ())
    assert words_of(found, Sign.NEAR) is None


def test_a_short_copy_is_sure_only_of_one_person() -> None:
    short = Portrait("求助", "请尽快处理。", DAY, frozenset({"a"}))
    assert held(short, dataclasses.replace(short, people=frozenset({"b"}))).band == Band.REVIEW
    assert held(short, short).score == 1.0


@pytest.mark.parametrize(
    ("change", "sign", "why"),
    [
        ({"people": frozenset({"x", "y"})}, Sign.SAME_PERSON, "one of several numbers is the same"),
        ({"files": frozenset({"aa"})}, Sign.SAME_FILE, "the same photograph"),
        ({"respondent": "丽景物业 有限公司"}, Sign.SAME_RESPONDENT, "blanks make no difference"),
        ({"day": MILL.day}, Sign.NEAR, "the same day instead of three months later"),
    ],
)
def test_each_sign_raises_the_score(change: dict[str, object], sign: Sign, why: str) -> None:
    known = dataclasses.replace(
        MILL, people=frozenset({"x"}), files=frozenset({"aa", "bb"}), respondent="丽景物业有限公司"
    )
    plain = Portrait("搅拌站夜里还在生产", "搅拌站夜里生产，请查处。", DAY + timedelta(days=90))
    more = dataclasses.replace(plain, **change)  # type: ignore[arg-type] # the table names fields of a portrait
    before, after = held(known, plain), held(known, more)
    assert after.score > before.score, why
    assert words_of(before, sign) is None
    assert words_of(after, sign) is not None


@pytest.mark.parametrize(
    ("points", "proposal"),
    [(0.0, Band.NONE), (0.5999, Band.NONE), (0.6, Band.REVIEW), (0.8999, Band.REVIEW), (0.9, Band.MERGE), (1.0, Band.MERGE)],
)  # fmt: skip
def test_bands_begin_at_their_score(points: float, proposal: Band) -> None:
    assert band(points) == proposal


def test_a_reason_is_a_sentence_for_the_screen() -> None:
    assert str(Reason(Sign.NAMED, ("丽景", "搅拌"))) == "都提到：丽景、搅拌"
    assert str(Reason(Sign.SAME_PERSON)) == "信访人相同"
    assert set(LABELS) == set(Sign)


def test_of_runs_that_tell_the_same_the_least_is_taken() -> None:
    one, other = (weighed(Portrait(title, "", DAY), lambda _: 1.0) for title in ("乙乙x甲甲", "甲甲y乙乙"))
    assert longest_run(one, other) == longest_run(other, one) == min("甲甲", "乙乙")


WORDS = st.text(alphabet="南岗区丽景花园小区搅拌站扰民噪音施工2016年7 ，。", max_size=24)
PORTRAITS = st.builds(
    Portrait, WORDS, WORDS, st.dates(date(2017, 1, 1), date(2018, 12, 31)),
    st.frozensets(st.sampled_from("ab"), max_size=2), st.sampled_from(("", "南岗区", "香坊区")),
    st.sampled_from(("", "物业")), st.frozensets(st.sampled_from("fg"), max_size=2),
)  # fmt: skip


@given(PORTRAITS, PORTRAITS)
def test_it_does_not_matter_who_is_first(one: Portrait, other: Portrait) -> None:
    assert held(one, other) == held(other, one)


@given(PORTRAITS, PORTRAITS)
def test_what_clashes_is_never_proposed_for_a_merge(one: Portrait, other: Portrait) -> None:
    found = held(one, other)
    assert 0 <= found.score <= 1
    assert found.score < MERGE or not any(reason.against for reason in found.reasons)


@given(PORTRAITS)
def test_a_petition_is_like_itself(one: Portrait) -> None:
    known = dataclasses.replace(one, people=frozenset({"a"}))
    assert held(known, known).score == 1.0


@given(PORTRAITS, PORTRAITS)
def test_the_score_of_a_sweep_is_that_of_the_page(one: Portrait, other: Portrait) -> None:
    ready = weighed(one, lambda _: 1.0), weighed(other, lambda _: 1.0)
    assert score(*ready) == compared(*ready).score


@given(PORTRAITS, PORTRAITS, st.floats(0.1, 10))
def test_the_unit_of_rarity_does_not_matter(one: Portrait, other: Portrait, unit: float) -> None:
    plain, scaled = likeness(one, other, lambda _: 1.0), likeness(one, other, lambda _: unit)
    assert scaled.score == pytest.approx(plain.score, abs=2e-4)
    assert scaled.reasons == plain.reasons or abs(unit - 1) > 0


def test_every_weight_has_the_sign_that_reason_gives_it() -> None:
    weights = tomllib.loads(TABLE.read_text(encoding="utf-8"))["weights"]
    wrong = {name for name, weight in weights.items() if name != "base" and (weight < 0) != name.endswith("_apart")}
    assert wrong == set()

"""How well does an opinion answer: each demand, with facts, with reasons and a named basis, in words of its own?"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import sqrt
from pathlib import Path
from types import MappingProxyType

_TABLE = Path(__file__).parent / "tables" / "answering.toml"
SOURCE = "《信访工作条例》第三十二条"
_RUN = 10
"""Characters of which a run that comes again is no chance."""
_MOST = 6
"""Demands that are looked at; who asks for more is answered on the first ones."""
_SENTENCES = re.compile(r"[。!！?？;；\n]+")
_ENDS = re.compile(r"[?？]")
_ASKS = re.compile(
    r"请(?!假|客)|希望|要求|盼|恳求|恳请|能否|是否|可否|能不能|什么时候|何时|为什么|为何|怎么|如何|建议|诉求|吗$|呢$"
)
_POLITE = re.compile(r"尊敬的|您好|你好|谢谢|感谢|盼复|望回复|请回复|百忙|领导|书记|政府")
_LETTER = re.compile(
    r"(尊敬的)?(网友|市民|信访人|来信人|投诉人|同志|先生|女士)?[“\"”《]?[A-Z]?\d{0,18}[”\"]?(网友|先生|女士|同志)?[:：,，]?[您你]好[!！,，。:：]?"
    r"|(您|你|网友)?的?(来信|来电|留言|信访事项|诉求|邮件|问题|反映的?(情况|问题))?[^。,，:：]{0,12}(已)?收悉[。,，;；]?"
    r"|现?(将)?(有关|相关|具体)?(情况)?(答复|回复|函复|告知)如下[:：。,，]?"
    r"|(衷心)?(感谢|谢谢)[您你]?[^。!！]{0,40}[。!！]?|特此(回复|答复|告知|函复)[。!！]?|此复[。!！]?|祝[您你][^。!！]{0,20}[。!！]?"
    r"|\d{4}年\d{1,2}月\d{1,2}日\s*$"
)
_BASIS = re.compile(r"《[^《》]{2,60}》|第[一二三四五六七八九十百零\d]+条|〔\d{4}〕\d+号|\[\d{4}\]\d+号")
_REASON = re.compile(r"因为|由于|因此|所以|经查|经核实|经核查|经调查|查明|核实|鉴于|原因|属于|不属于|不符合|符合")
_DONE = re.compile(
    r"已(经)?[^。,，]{0,12}(完成|整改|安排|责令|组织|修复|支付|办理|到位|解决|启动|要求|协调|下发|立案|督促)|将(于|在|会|对|按|尽快|进一步)|计划|拟于|下一步|正在"
)
_DATED = re.compile(r"\d{1,4}年|\d{1,2}月|\d{1,2}日|\d[\d.,]{0,18}(元|万元|户|米|平方米|%|％)|电话")
_PASSED = re.compile(r"(转|交|移交|转交|转至|转由|反馈)[^。]{0,20}(处理|办理|部门|单位|核实|调查|研究)")
_KEPT = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]+")
_EMPTY = re.compile(
    r"我们|你们|他们|您|问题|情况|反映|相关|有关|部门|工作|要求|希望|进行|已经|目前|现在|领导|政府|回复|解决|群众|感谢|支持|关心|[的了是我在有和也不就都这那你他她与及对为到从把被让吗呢吧啊请等个一]"
)
"""Words that stand in any petition and in any answer, so that they say nothing about either."""


class Gap(StrEnum):
    """What an opinion may lack; the words are for the page of rules, the screen has sentences of its own."""

    EMPTY = "empty"  # no substance at all
    PASSED_ON = "passed_on"  # only says who gets it next
    OFF_TOPIC = "off_topic"  # does not speak of the matter
    UNMET = "unmet"  # leaves a demand out
    NO_BASIS = "no_basis"  # names no law or document
    NO_REASON = "no_reason"  # says no facts and no reasons
    NO_RESULT = "no_result"  # says neither what was done nor what will be
    BOILERPLATE = "boilerplate"  # mostly greeting and thanks
    COPIED = "copied"  # mostly the petition itself, or the words of another opinion


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand of a petition, in its own words, with the share of its character pairs that the answer takes up."""

    text: str
    share: float
    met: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """An opinion as it was measured: parts and gaps, no single mark.

    `topic` is a cosine from 0 to 1, `substance` counts characters, `boilerplate` and `copied` are shares of the text;
    `basis` holds the laws and documents that it names.
    """

    topic: float
    substance: int
    boilerplate: float
    copied: float
    basis: tuple[str, ...]
    demands: tuple[Demand, ...]
    gaps: tuple[Gap, ...]


def measure(title: str, petition: str, answer: str, others: Iterable[str] = ()) -> Measured:
    """Return how an answer stands to the petition; `others` are opinions of other cases it may be copied from.

    The gaps are hints to who writes. No rule keeps an opinion back because of them: what people said of real replies
    follows their length more than any of these parts, so nobody is to be judged by them alone.

    Source: 《信访工作条例》第三十二条（2022年）; 《信访条例》第三十二条（2005年）.
    """
    rest = _LETTER.sub("", answer).strip()
    substance, whole = len(_bare(rest)), len(_bare(answer))
    topic = _cosine(_pairs(title + petition), _pairs(rest))
    asked = tuple(_demand(words, _bigrams(rest)) for words in demands_of(title, petition))
    boilerplate = 1 - substance / whole if whole else 0.0
    copied = max((_taken(rest, other) for other in (title + petition, *others)), default=0.0)
    basis = tuple(dict.fromkeys(_BASIS.findall(answer)))
    measured = Measured(topic, substance, boilerplate, copied, basis, asked, ())
    return Measured(topic, substance, boilerplate, copied, basis, asked, _gaps(measured, rest))


def demands_of(title: str, petition: str) -> tuple[str, ...]:
    """Return what a petition asks for, sentence by sentence in its order; the title alone where it asks nothing.

    A sentence that is only polite (盼复, 请领导…) is no demand.
    """
    cut = [part.strip() for part in _SENTENCES.split(_ENDS.sub("吗。", petition))]
    asked = [part for part in cut if _ASKS.search(part) and len(_bigrams(_POLITE.sub("", part))) >= _few()]
    return tuple(dict.fromkeys(asked))[:_MOST] or ((title.strip(),) if title.strip() else ())


@cache
def thresholds() -> Mapping[str, float]:
    """Return the numbers of the table by their names."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return MappingProxyType({name: float(row["value"]) for name, row in rows.items() if isinstance(row, dict)})


def _few() -> int:
    return 4  # pairs: a demand has at least some five characters beside courtesy


def _gaps(found: Measured, rest: str) -> tuple[Gap, ...]:
    """Return what is lacking, the weightiest first: nothing more is said of what says nothing."""
    limit = thresholds()
    if found.substance < limit["substance"]:
        return (Gap.EMPTY,)
    if found.substance < limit["enough"] and _PASSED.search(rest):
        return (Gap.PASSED_ON,)
    lacking = {
        Gap.OFF_TOPIC: found.substance >= limit["enough"] and found.topic < limit["off_topic"],
        Gap.UNMET: any(not demand.met for demand in found.demands),
        Gap.NO_REASON: not _REASON.search(rest),
        Gap.NO_BASIS: not found.basis,
        Gap.NO_RESULT: not (_DONE.search(rest) or _DATED.search(rest)),
        Gap.BOILERPLATE: found.boilerplate > limit["boilerplate"],
        Gap.COPIED: found.copied > limit["copied"],
    }
    return tuple(gap for gap, there in lacking.items() if there)


def _demand(words: str, answer: frozenset[str]) -> Demand:
    own = _bigrams(_POLITE.sub("", words)) or _bigrams(words)
    share = len(own & answer) / len(own) if own else 1.0
    return Demand(words, share, met=share >= thresholds()["met"])


def _bare(text: str) -> str:
    return "".join(_KEPT.findall(text))


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(run[at : at + 2] for run in _told(text) for at in range(len(run) - 1))


def _pairs(text: str) -> Counter[str]:
    """Return character pairs and triples with their counts."""
    return Counter(run[at : at + size] for run in _told(text) for size in (2, 3) for at in range(len(run) - size + 1))


def _told(text: str) -> list[str]:
    """Return the runs of a text between the words that say nothing."""
    return _KEPT.findall(_EMPTY.sub(" ", text))


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    both = sum(count * other[gram] for gram, count in one.items() if gram in other)
    lengths = sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return both / lengths if lengths else 0.0


def _taken(text: str, other: str) -> float:
    """Return which share of a text's runs of ten characters stands in another text."""
    own, theirs = _bare(text), _bare(other)
    runs = [own[at : at + _RUN] for at in range(len(own) - _RUN + 1)]
    there = {theirs[at : at + _RUN] for at in range(len(theirs) - _RUN + 1)}
    return sum(run in there for run in runs) / len(runs) if runs else 0.0

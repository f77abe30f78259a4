"""Words that somebody must read at once, and words that say what is wanted: tables that a clerk can check."""

from __future__ import annotations

import pytest

from wangfang.rules.cues import purpose, urgent
from wangfang.rules.facts import Purpose


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("再不解决我就从楼上跳楼", ["self_harm"]),
        ("超市打出跳楼价，涉嫌虚假宣传", []),  # a price, nobody's life
        ("跳楼价骗人，我要跳楼", ["self_harm"]),  # the turn of speech does not hide the real one
        ("我要和他们同归于尽", ["threat"]),
        ("拼命工作却拿不到工资", []),
        ("楼板悬空，随时会倒塌", ["danger"]),
        ("我们准备集体上访，拉横幅堵门", ["crowd"]),
        ("天然气泄漏没人管，住户要去堵路", ["danger", "crowd"]),  # in the order of the text
        ("路灯坏了三天", []),
    ],
)
def test_an_urgent_word_is_flagged_and_a_turn_of_speech_is_not(text: str, kinds: list[str]) -> None:
    assert [cue.kind for cue in urgent(text)] == kinds


def test_a_flag_says_which_word_and_where() -> None:
    (cue,) = urgent("老人想不开要喝农药，曾经轻生")
    assert (cue.word, cue.at, cue.name) == ("喝农药", 6, "可能伤害自己")


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        ("举报村干部贪污公款", "他受贿多年。", Purpose.ACCUSATION),
        ("关于增设公交站的建议", "建议在路口增设一站。", Purpose.SUGGESTION),
        ("要求支付拖欠的工资", "请求解决。", Purpose.REQUEST),
        ("你好", "今天天气不错", None),  # it says nothing
        ("建议", "要求解决，请处理", None),  # it speaks for two
    ],
)
def test_the_words_say_what_is_wanted_or_nothing(title: str, text: str, wanted: Purpose | None) -> None:
    lean = purpose(title, text)
    assert (lean.purpose if lean else None) == wanted


def test_a_word_of_the_title_weighs_three_of_the_text() -> None:
    lean = purpose("建议", "建议；要求")
    assert lean is not None
    assert lean.words == ("建议",)
    assert lean.share == pytest.approx(4 / 5)

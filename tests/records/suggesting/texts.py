"""Invented petitions of three kinds, by a fixed draw: enough to learn from in a second."""

from __future__ import annotations

from random import Random

from wangfang.records.suggesting.training import Row

WORDS = {
    "城乡建设": ("小区", "物业", "漏雨", "防水", "业主", "电梯", "维修资金", "屋面"),
    "教育文体": ("学校", "老师", "学生", "补课", "幼儿园", "招生", "学区", "家长"),
    "劳动和社会保障": ("工资", "社保", "退休", "养老金", "工伤", "合同", "加班", "招聘"),
}
_HAN, _MANY = 0x4E00, 3000


def text(label: str, draw: Random) -> str:
    """Return a text about one kind of matter."""
    return "，".join(draw.choice(WORDS[label]) + _noise(draw) for _ in range(8))


def _noise(draw: Random) -> str:
    """Return characters that say nothing, so that no two texts are near copies."""
    return "".join(chr(_HAN + draw.randrange(_MANY)) for _ in range(6))


def rows(each: int = 40, seed: int = 1) -> list[Row]:
    """Return so many rows of each kind."""
    draw = Random(seed)
    return [Row(text(label, draw), label) for _ in range(each) for label in WORDS]

"""What do the people of the demo city write, and what do the units find and do about it?"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

ESTATES = (
    "松江花园", "向阳小区", "安居家园", "河畔新城", "春申里小区", "北苑小区", "铁路新村", "阳光嘉园", "学府雅居", "和平里小区",
    "文昌小区", "紫丁香家园", "雪松小区", "民生花园", "东方红小区", "凯旋里小区", "银河小区", "绿荫家园", "海富新居", "友谊里小区",
    "龙江新苑", "机械厂家属院", "轴承厂家属院", "教师新村", "康宁小区", "望江苑", "锦绣家园", "西桥小区", "育才小区", "群力新居",
)  # fmt: skip
VILLAGES = (
    "永胜村", "兴隆村", "双发村", "长山村", "太平村", "新立村", "靠河村", "东升村", "红光村", "民主村", "前进村", "富山村",
    "四合村", "腰岭村", "万宝村", "胜利村", "团结村", "向荣村", "柳树村", "大榆村", "青山村", "福利村", "五一村", "新兴村",
)  # fmt: skip
_OPENINGS = ("", "", "您好，", "领导您好：", "尊敬的领导：", "我想反映一个情况。", "麻烦给看一下。")
_CLOSINGS = (
    "恳请尽快派人来看一看。", "请有关部门核实处理，给个答复。", "希望能有一个明确的说法。", "请帮助解决。",
    "盼复。", "我们只想正常过日子，请给个解决办法。", "请告诉我该找哪个部门。", "谢谢。",
)  # fmt: skip
_THANKS = ("供参考。", "希望能考虑一下，谢谢。", "不知道可行不可行，盼复。")
_ORGANS = ("办事处", "人民政府")
NOTES: Mapping[str, tuple[str, ...]] = {
    "call": ("已与信访人电话联系，核对反映的情况和具体诉求，告知承办人和联系方式。", "电话回访，说明办理进展，信访人无补充意见。"),
    "visit": ("到现场察看，拍照取证，走访附近住户三家。", "会同社区工作人员入户查看，情况与反映的一致，已记录。"),
    "meeting": ("召集相关科室和有关单位会商，明确责任分工和完成时间。", "与有关单位协调，确定处理方案并报分管领导同意。"),
    "investigation": ("调取有关档案、合同和缴费记录，逐项核对。", "询问当事各方并制作笔录，依据材料已归档。"),
    "mediation": ("组织双方面对面协商，讲明政策规定，双方同意按方案处理。", "做政策解释和思想疏导工作，当事人表示理解。"),
}  # fmt: skip
DECLINES = (
    "经核实，该事项已由人民法院受理，正在审理之中，依照规定不予受理，请依法定程序主张权利。",
    "所反映的事项应当通过行政复议途径解决，不属于信访受理范围，已告知申请期限和受理机关。",
    "该事项此前已作出处理意见并在复查期限之内，不予另行受理，请在期限内申请复查。",
)
RATING_NOTES = ("", "", "", "办得挺快，谢谢。", "电话里说得很清楚。", "问题解决了。", "希望以后能早点来人。")


@dataclass(frozen=True, slots=True)
class Template:
    """One row of petitions.csv: what is complained of, who answers, and what comes of it."""

    category: str
    unit: str
    where: str
    purpose: str
    conclusion: str
    title: str
    text: str
    found: str
    done: str


@dataclass(frozen=True, slots=True)
class Story:
    """A template with its gaps filled: one petition and its answer."""

    template: Template
    title: str
    text: str
    address: str
    answer: str
    opinion: str


@cache
def templates(where: str) -> tuple[Template, ...]:
    """Return the petitions that can come from a town (`city`) or from the country (`rural`)."""
    return tuple(row for row in _all() if row.where in {where, "any"})


@cache
def _all() -> tuple[Template, ...]:
    text = (files(__package__) / "petitions.csv").read_text(encoding="utf-8")
    return tuple(Template(**row) for row in csv.DictReader(text.splitlines()))


def tell(template: Template, rng: Random, street: str, month: int) -> Story:
    """Return a story that happened at a place of the street or town, about the month before."""
    estate = rng.choice(VILLAGES if template.where == "rural" else ESTATES)
    gaps = {
        "p": estate,
        "b": f"{rng.randint(1, 28)}号楼",
        "m": f"{(month - rng.randint(1, 3) - 1) % 12 + 1}月",
        "n": str(rng.randint(6, 96)),
        "q": str(rng.randint(4, 480) * 50),
    }
    body, ends = template.text.format_map(gaps), _THANKS if template.purpose == "suggestion" else _CLOSINGS
    found, done = template.found.format_map(gaps), template.done.format_map(gaps)
    return Story(
        template,
        title=template.title.format_map(gaps),
        text=f"{rng.choice(_OPENINGS)}{body}{rng.choice(ends)}",
        address=f"{next((street.removesuffix(o) for o in _ORGANS if street.endswith(o)), street)}{estate}",
        answer=f"{done}。",
        opinion=f"经调查：{found}。处理情况：{done}。",
    )


def worked_notes(rng: Random, count: int) -> list[tuple[str, str]]:
    """Return kinds of work and their notes in a plausible order: first the call, then the rest."""
    first = ("call", NOTES["call"][0])
    rest = rng.sample(sorted(set(NOTES) - {"call"}), count - 1)
    return [first, *((kind, rng.choice(NOTES[kind])) for kind in rest)]

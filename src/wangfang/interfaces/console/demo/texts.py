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

ENDINGS = {
    "failed": "内容与同日提交的另一件完全相同，请按先提交的编号查询。",
    "filed": "只表达感谢，没有需要办理的诉求，存查。",
    "known": "该事项已经复核终结，以同一事实和理由再次提出，不再受理。",
    "diverted": "属于劳动争议，应当先申请仲裁。",
    "accused": "反映工作人员涉嫌违纪，按干部管理权限移交。",
}
ARBITERS = "劳动人事争议仲裁委员会"
OBJECTION = "经核对，反映的问题不在本单位职责范围内。"
KEPT = "按职责分工属于你单位，请继续办理。"
ARBITRATION = "按属地管理原则，由该单位办理，各有关单位配合。"
FIRST_VERSION = "已与有关单位联系，正在处理。"
SENT_BACK = "没有逐项回应诉求，请补充事实和依据。"
REOPENING = "答复没有回应信访人的主要诉求，退回重新办理。"
WITHDRAWAL = "问题已经和对方谈好，不再反映。"
APPEAL = "对处理意见不服，认为事实没有查清。"
REVIEW = "经审查，认定的事实和适用的规定如意见书所述。"
AGAIN = "经重新调查核实，补充答复如下。"
URGING = "临近办理期限，请抓紧办理并报告进展。"
LIFTED = "问题已有实质进展，摘牌。"
URGENT = "多名住户称将到路口聚集，已派人到场做工作。"
PROPOSAL = "同类问题反复出现，建议建立定期排查制度。"
ADOPTED = "建议已采纳，排查制度已经印发并开始执行。"
CONSENT = "已报交办机关并经其同意。"
EXTENSION = "需要委托检测，情况复杂，短期内不能办结。"
CALENDAR = "国务院办公厅发布节假日安排，重算期限。"
SETTLEMENT = "双方自愿达成协议并当场签字。"
SUCCESSION = "机构职责调整，由承接单位继续办理。"
HELP = ("本单位负责的部分已经核实，情况属实，材料已移交主办单位。", "已派人共同到现场，本单位范围内的问题当场整改。")


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

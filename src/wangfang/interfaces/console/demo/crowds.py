"""What do many people of the demo city petition about just now: one matter that rises, one that goes on, one that grew quiet?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wangfang.interfaces.console.demo import city
from wangfang.interfaces.console.demo.courses import Acts
from wangfang.interfaces.console.demo.fresh import last_workday, until
from wangfang.rules.facts import day_of

Voice = tuple[int, str, str, str]
"""How many days ago, by whom, the title, the text."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """One matter: which street it is about, and who wrote."""

    word: str
    region: str
    estate: str
    voices: tuple[Voice, ...]


_NOISE = Crowd(
    "noise",
    "230103016",
    "哈西街道锦绣家园",
    (
        (16, "齐广林", "南岗区锦绣家园旁工地夜间施工扰民", "锦绣家园东侧工地每天夜里施工到一两点，打桩机轰鸣，全楼睡不着觉。请有关部门管一管。"),
        (9, "梁慧芝", "锦绣家园夜间施工噪声太大", "我住锦绣家园，小区东侧工地夜里十二点还在施工，噪声太大，老人血压都上来了。"),
        (6, "邢立东", "南岗区锦绣家园工地半夜施工", "锦绣家园东侧工地连续半个月半夜施工，打桩机、搅拌车轮着来，打电话投诉也不停。"),
        (5, "温丽华", "锦绣家园旁边夜间施工，孩子没法睡觉", "锦绣家园东侧工地夜间施工，孩子第二天还要上学，整夜没法睡觉，希望尽快制止。"),
        (3, "尚国忠", "请制止锦绣家园东侧工地夜间施工", "锦绣家园东侧工地没有夜间施工许可，天天施工到后半夜，请制止并给个答复。"),
        (2, "佟秀芳", "锦绣家园夜间施工扰民", "锦绣家园东侧工地夜间施工，打桩机一响窗户都跟着震，请执法部门夜里来看看。"),
        (1, "卜永春", "南岗区锦绣家园夜间施工噪声扰民", "锦绣家园东侧工地夜里还在施工，噪声扰民已经半个多月，请问有没有夜间施工许可。"),
    ),
)  # fmt: skip
_LIFT = Crowd(
    "lift",
    "230102018",
    "爱建街道阳光嘉园",
    (
        (33, "关振国", "道里区阳光嘉园3号楼电梯停运", "阳光嘉园3号楼两部电梯坏了一部，另一部时好时坏，现在全部停运，住高层的老人下不了楼。"),
        (26, "苗桂荣", "阳光嘉园电梯停运一个多星期没人修", "阳光嘉园3号楼电梯停运一个多星期，物业说没有维修资金，老人下不了楼看病。"),
        (19, "路占军", "阳光嘉园3号楼电梯长期停运", "阳光嘉园3号楼电梯停运快半个月，二十多层全靠爬楼梯，请协调动用维修资金。"),
        (11, "项淑兰", "道里区阳光嘉园电梯停运，老人下不了楼", "我母亲八十多岁，住阳光嘉园3号楼十七层，电梯停运以后一次也没下过楼，请尽快维修电梯。"),
        (4, "敖志刚", "阳光嘉园电梯停运，请协调维修资金", "阳光嘉园3号楼电梯停运一个月，业主同意动用维修资金，手续一直批不下来，请协调。"),
    ),
)  # fmt: skip
_WATER = Crowd(
    "water",
    "230104021",
    "民强街道望江苑",
    (
        (44, "宫凤琴", "道外区望江苑自来水发黄", "望江苑全小区自来水发黄，放半天还是浑的，不敢做饭也不敢洗衣服。"),
        (27, "柏永刚", "望江苑自来水发黄有异味", "望江苑自来水发黄，还有一股铁锈味，问自来水公司说是管网老化，没有说什么时候换。"),
        (22, "井春梅", "道外区望江苑自来水发黄，请更换管网", "望江苑的自来水发黄已经三个星期，全小区都买桶装水，请尽快更换老化的管网。"),
        (20, "隋国庆", "望江苑小区自来水发黄", "望江苑的自来水一早一晚发黄，水表照走，希望更换管道并检测水质。"),
    ),
)  # fmt: skip
CROWDS = (_NOISE, _LIFT, _WATER)


def lives(moment: datetime) -> Iterator[Acts]:
    """Yield the acts of every petition up to a moment: each has gone through the city's bureau to the street, which took it up."""
    for crowd in CROWDS:
        for nth, voice in enumerate(crowd.voices, start=1):
            done = until(moment, _life(crowd, nth, voice, last_workday(day_of(moment) - timedelta(days=voice[0]))))
            if done:
                yield done


def _life(crowd: Crowd, nth: int, voice: Voice, day: date) -> Acts:
    above, bureau, unit = city.bureau_of(city.CITY), city.bureau_of(crowd.region[:6]), crowd.region
    petition = {"form": "online", "purpose": "request", "people": 1, "to": above, **_said(crowd, nth, voice)}
    rows: tuple[tuple[str, str, str, dict[str, object]], ...] = (
        ("08:41", "submit", "", petition),
        ("09:05", "register", above, {}),
        ("10:20", "forward", above, {"to": bureau}),
        ("14:10", "forward", bureau, {"to": unit}),
        ("15:30", "sign_in", unit, {}),
        ("16:20", "accept", unit, {}),
    )
    case = f"crowd-{crowd.word}-{nth}"
    return [
        {"case": case, "step": step, "occurred_at": f"{day}T{hour}:00+08:00", **({"agency": by} if by else {}), **said}
        for hour, step, by, said in rows
    ]


def _said(crowd: Crowd, nth: int, voice: Voice) -> dict[str, object]:
    _ago, name, title, text = voice
    place = f"哈尔滨市{crowd.estate}"
    return {
        "title": title,
        "text": text,
        "region": crowd.region,
        "address": place,
        "category": "城乡建设",
        "petitioner": {
            "name": name,
            "phone": f"199000081{CROWDS.index(crowd)}{nth}",
            "address": f"{place}{nth}号楼",
        },
    }

"""How did four cases of the year after the article go: bounced, joint, an accusation, one to its last word?"""

from __future__ import annotations

from collections.abc import Iterator

from wangfang.interfaces.console.demo.article import Row, told
from wangfang.interfaces.console.demo.courses import Acts

BOUNCED, JOINT, ACCUSATION, APPEALED = "further-C", "further-D", "further-E", "further-F"
_CITY, _BODY = "230100-XF", "230100-FH"
_DAOWAI, _DAOLI, _HULAN = "230104-XF", "230102-XF", "230111-XF"


def lives() -> Iterator[Acts]:
    """Yield the four lives; they are ours, and fall due after the quarters that the article counts."""
    yield told("2018", BOUNCED, (*_comes_in("04-09", _DAOWAI, _LEAK), *_BOUNCED))
    yield told("2018", JOINT, (*_comes_in("03-05", _DAOLI, _HEAT), *_JOINT))
    yield told("2018", ACCUSATION, (*_comes_in("05-14", _CITY, _BRIBE), *_ACCUSATION))
    yield told("2018", APPEALED, (*_comes_in("03-01", _HULAN, _REFUND), *_APPEALED))


def _comes_in(day: str, bureau: str, petition: dict[str, object]) -> tuple[Row, ...]:
    shared: dict[str, object] = {"form": "online", "purpose": "request", "people": 1, "to": bureau}
    return ((f"{day} 08:41", "submit", "", {**shared, **petition}), (f"{day} 09:05", "register", bureau, {}))


_LEAK: dict[str, object] = {
    "title": "雨水从公共管道井倒灌进屋，几个单位都说不归自己管",
    "text": "我家住一楼，一下雨楼道管道井的水就往屋里倒灌。问过物业、街道和住建局，都说不是自己的事。请明确到底由谁来管。",
    "region": "230104021",
    "address": "民强街道向阳小区3号楼",
    "category": "城乡建设",
    "petitioner": {"name": "赵宁波", "phone": "19900007001", "address": "哈尔滨市道外区民强街道向阳小区"},
}
_DRAINED: dict[str, object] = {
    "conclusion": "support",
    "text": "经调查：管道井排水管断裂，积水倒灌属实。处理情况：民强街道办事处牵头，会同区住房和城乡建设局、区城市管理局，于2018年5月11日更换排水管并完成通水试验。",
}
_MINQIANG, _DAOWAI_ZJ, _DAOWAI_CG = "230104021", "230104-ZJ", "230104-CG"
_BOUNCED: tuple[Row, ...] = (
    ("04-09 10:10", "forward", _DAOWAI, {"to": _DAOWAI_ZJ}),
    ("04-09 14:00", "sign_in", _DAOWAI_ZJ, {}),
    ("04-11 09:20", "request_return", _DAOWAI_ZJ, {"why": "管道井属市政排水设施，应由区城市管理局办理。", "should_go_to": "区城市管理局"}),
    ("04-11 15:10", "decide_return", _DAOWAI, {"agree": True, "to": _DAOWAI_CG}),
    ("04-13 09:30", "request_return", _DAOWAI_CG, {"why": "断裂处在小区红线以内，不是市政管网。"}),
    ("04-13 16:00", "decide_return", _DAOWAI, {"agree": True, "to": _MINQIANG}),
    ("04-17 10:00", "request_return", _MINQIANG, {"why": "涉及房屋共用设施，街道没有维修职责。"}),
    ("04-18 09:15", "arbitrate", _DAOWAI, {"to": _MINQIANG, "why": "小区没有物业，按属地管理由街道牵头，住建、城管配合。"}),
    ("04-18 13:50", "sign_in", _MINQIANG, {}),
    ("04-19 09:00", "accept", _MINQIANG, {}),
    ("04-20 10:00", "log_work", _MINQIANG, {"kind": "visit", "note": "会同住建、城管到现场，查明断裂点，商定维修办法。"}),
    ("05-11 16:00", "resolve", _MINQIANG, {"note": "排水管已更换，通水试验正常。"}),
    ("05-14 09:00", "draft_opinion", _MINQIANG, {"conclusion": "support", "text": "已经协调有关单位处理。"}),
    ("05-14 10:30", "return_draft", _MINQIANG, {"why": "没有写明由谁牵头、何时完工，请补充事实。"}),
    ("05-14 14:00", "draft_opinion", _MINQIANG, _DRAINED),
    ("05-14 15:00", "pass_draft", _MINQIANG, {}),
    ("05-14 16:00", "sign_draft", _MINQIANG, {}),
    ("05-15 08:50", "issue_opinion", _MINQIANG, _DRAINED),
    ("05-15 14:10", "serve", _MINQIANG, {"method": "direct", "proof": "本人当面签收"}),
    ("05-15 15:00", "close", _MINQIANG, {}),
    ("05-17 19:40", "evaluate", "", {"bureau": "basically", "unit": "satisfied", "note": "总算有人管了。"}),
)  # fmt: skip

_HEAT: dict[str, object] = {
    "title": "供热不达标，十二户联名请求解决",
    "text": "我们楼入冬以来室温只有十四五度，老人孩子受不了。换热站说设备老化，一直没有改造。十二户联名，请求尽快解决并退还热费。",
    "region": "230102018",
    "address": "爱建街道河畔新城6号楼",
    "category": "城乡建设",
    "people": 12,
    "petitioner": {
        "name": "韩永志",
        "phone": "19900007012",
        "address": "哈尔滨市道里区爱建街道河畔新城6号楼",
        "signers": [
            *({"name": name, "represents": True} for name in ("崔玉梅", "段春海", "汤国福", "尹秀珍")),
            *({"name": name} for name in ("薛东", "闫丽芳", "侯振宇", "毛淑琴", "郝军", "龚桂霞", "邵长河")),
        ],
    },
}
_WARM: dict[str, object] = {
    "conclusion": "support",
    "text": "经调查：换热站设备老化，室温不达标属实。处理情况：换热站改造于2018年5月25日完成；未达标期间的热费已按测温记录退还十二户。",
}
_DAOLI_ZJ, _DAOLI_CG, _AIJIAN = "230102-ZJ", "230102-CG", "230102018"
_JOINT: tuple[Row, ...] = (
    ("03-06 09:20", "forward", _DAOLI, {"to": _DAOLI_ZJ, "co": [_AIJIAN, _DAOLI_CG]}),
    ("03-06 14:30", "sign_in", _DAOLI_ZJ, {}),
    ("03-08 10:00", "accept", _DAOLI_ZJ, {}),
    ("03-12 09:00", "log_work", _DAOLI_ZJ, {"kind": "meeting", "note": "与五名代表见面，听取诉求，约定逐户测温。"}),
    ("03-20 10:00", "assist", _AIJIAN, {"text": "已组织逐户测温，十二户均低于18度，记录附后。"}),
    ("04-02 11:00", "assist", _DAOLI_CG, {"text": "已核对换热站道路开挖手续，可以随时施工。"}),
    ("05-02 09:00", "extend", _DAOLI_ZJ, {"days": 30, "why": "停热以后才能施工，换热站改造工期到五月下旬。"}),
    ("05-25 15:00", "resolve", _DAOLI_ZJ, {"note": "换热站改造完成，热费退还到户。"}),
    ("05-28 09:00", "draft_opinion", _DAOLI_ZJ, _WARM),
    ("05-28 10:00", "pass_draft", _DAOLI_ZJ, {"note": "两个协办单位的答复已并入。"}),
    ("05-28 14:00", "sign_draft", _DAOLI_ZJ, {}),
    ("05-28 15:00", "issue_opinion", _DAOLI_ZJ, _WARM),
    ("05-29 10:00", "serve", _DAOLI_ZJ, {"method": "direct", "proof": "五名代表当面签收"}),
    ("05-29 11:00", "close", _DAOLI_ZJ, {}),
    ("05-31 20:10", "evaluate", "", {"bureau": "satisfied", "unit": "basically"}),
)

_BRIBE: dict[str, object] = {
    "purpose": "accusation",
    "title": "反映街道干部在小区改造中收受好处",
    "text": "学院路街道某干部在老旧小区改造招标中收受施工方财物，请依纪依法查处，并请为我保密。",
    "region": "230111008",
    "address": "学院路街道",
    "category": "纪检监察",
    "respondent": "230111008",
    "petitioner": {"name": "陆先生", "phone": "19900007023"},
}
_ACCUSATION: tuple[Row, ...] = (
    (
        "05-15 10:00",
        "divert",
        _CITY,
        {
            "why": "反映科级干部涉嫌违纪违法，按干部管理权限移交",
            "procedure": "discipline",
            "to": "230111-JJ",
            "on": "2018-05-15",
            "rank": "township",
        },
    ),
)

_REFUND: dict[str, object] = {
    "title": "请求退还小区车位租金差额",
    "text": "物业去年把地面车位租金从每月80元涨到150元，没有征求业主意见。我要求退还差额，区里说合同有约定不予支持，我不服。",
    "region": "230111008",
    "address": "学院路丽景花园小区",
    "category": "城乡建设",
    "petitioner": {"name": "曹海燕", "phone": "19900007034", "address": "哈尔滨市呼兰区学院路街道丽景花园小区"},
}
_NO: dict[str, object] = {
    "conclusion": "reject",
    "text": "经调查：车位租金由双方合同约定，涨价已经业主委员会同意并公示。处理意见：退还差额的请求没有依据，不予支持；对合同有争议的，可以向人民法院起诉。",
}
_HOUSING = "230111-ZJ"
_APPEALED: tuple[Row, ...] = (
    ("03-01 10:00", "forward", _HULAN, {"to": _HOUSING}),
    ("03-01 14:00", "sign_in", _HOUSING, {}),
    ("03-05 09:00", "accept", _HOUSING, {}),
    ("03-12 10:00", "log_work", _HOUSING, {"kind": "investigation", "note": "调取合同、公示照片和业主委员会会议记录。"}),
    ("03-26 09:00", "draft_opinion", _HOUSING, _NO),
    ("03-26 10:00", "pass_draft", _HOUSING, {}),
    ("03-26 14:00", "sign_draft", _HOUSING, {}),
    ("03-26 15:00", "issue_opinion", _HOUSING, _NO),
    ("03-27 10:00", "serve", _HOUSING, {"method": "post", "proof": "邮件回执"}),
    ("03-27 11:00", "close", _HOUSING, {}),
    ("04-10 20:15", "request_review", "", {"why": "业主委员会已经到期，它的同意不算数。", "to": "230111-FH"}),
    ("04-12 09:00", "accept_review", "230111-FH", {}),
    ("05-04 10:00", "decide_review", "230111-FH", {"outcome": "uphold", "why": "业主委员会任期内作出的决定有效，原意见事实清楚。"}),
    ("05-16 19:50", "request_recheck", "", {"why": "仍然不服，请市里复核。", "to": _BODY}),
    ("05-17 09:30", "accept_review", _BODY, {}),
    ("06-11 10:00", "decide_recheck", _BODY, {"outcome": "uphold", "why": "复查意见适用规定正确，予以维持。"}),
)  # fmt: skip

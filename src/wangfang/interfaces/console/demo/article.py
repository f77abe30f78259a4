"""How did the article's two cases go, hour by hour: the leaking roof of 南岗区, the open manhole of 呼兰区?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wangfang.interfaces.console.demo.courses import Acts

NANGANG_CASE, HULAN_CASE = "article-A", "article-B"
Row = tuple[str, str, str, dict[str, object]]

_PROVINCE, _CITY, _NANGANG, _HULAN = "230000-XF", "230100-XF", "230103-XF", "230111-XF"
_STREET, _HOUSING = "230103018", "230111-ZJ"


def lives() -> Iterator[Acts]:
    """Yield both lives. Days and what was done are the article's, hours and wording ours."""
    yield told("2017", NANGANG_CASE, _ROOF)
    yield told("2017", HULAN_CASE, _MANHOLE)


def told(year: str, case: str, rows: Iterable[Row]) -> Acts:
    """Return a life in the history format from its rows: month, day and hour, the step, who acts, what it says."""
    return [
        {
            "case": case,
            "step": step,
            "occurred_at": f"{year}-{moment.replace(' ', 'T')}:00+08:00",
            **({"agency": agency} if agency else {}),
            **said,
        }
        for moment, step, agency, said in rows
    ]


_MENDED: dict[str, object] = {
    "conclusion": "support",
    "text": "经调查：信访人反映的顶楼漏雨问题属实，系屋面防水层老化开裂所致。处理情况：街道办事处协调物业组织施工，已于2017年9月1日对屋顶完成维修，"
    "并要求物业在雨季期间每月巡查屋面一次。",
}
_PAID: dict[str, object] = {
    "conclusion": "support",
    "text": "经调查：小区内下水井井盖缺失、未设警示属实，信访人车辆因此受损，管理单位为菱建物业。处理情况：经调解，双方于2017年3月13日达成赔偿协议；区住房和城乡建设局已责令物业排查全部井盖并建立巡查记录。",
}

_ROOF: tuple[Row, ...] = (
    (
        "08-22 09:14",
        "submit",
        "",
        {
            "form": "online",
            "purpose": "request",
            "title": "南岗区辽河小区顶楼漏雨，请求维修",
            "text": "我家住在南岗区辽河小区顶楼。入夏以来一下雨屋顶就往里漏，棚顶和墙面大片发霉，"
            "被褥都要用塑料布盖着。找过物业几次，一直没有人上房顶看。请有关部门帮助协调，尽快把屋顶修好。",
            "region": "230103018",
            "address": "辽河小区",
            "category": "城乡建设",
            "people": 1,
            "petitioner": {
                "name": "乔淑岭",
                "id_number": "230199196204182043",
                "phone": "19900008221",
                "address": "哈尔滨市南岗区先锋路街道辽河小区",
            },
            "to": _PROVINCE,
        },
    ),
    ("08-22 09:20", "register", _PROVINCE, {}),
    ("08-22 09:31", "forward", _PROVINCE, {"to": _CITY}),
    ("08-22 09:46", "sign_in", _CITY, {}),
    ("08-22 10:02", "forward", _CITY, {"to": _NANGANG}),
    ("08-22 10:15", "sign_in", _NANGANG, {}),
    ("08-22 10:40", "forward", _NANGANG, {"to": _STREET}),
    ("08-22 14:05", "sign_in", _STREET, {}),
    ("08-23 09:10", "accept", _STREET, {}),
    ("08-23 10:25", "log_work", _STREET, {"kind": "call", "note": "与信访人电话联系，约定当天下午入户察看。"}),
    (
        "08-23 15:30",
        "log_work",
        _STREET,
        {"kind": "visit", "note": "会同社区入户察看并登上屋面，防水层多处开裂起鼓，漏点在天沟一侧，已拍照。"},
    ),
    (
        "08-25 10:00",
        "log_work",
        _STREET,
        {
            "kind": "meeting",
            "note": "召集社区、物业和施工队现场商定维修办法，抢在下一场雨之前开工，费用由物业先行承担。",
        },
    ),
    ("08-29 16:20", "log_work", _STREET, {"kind": "call", "note": "告知信访人施工日期，请其当天在家配合。"}),
    ("09-01 15:40", "resolve", _STREET, {"note": "屋面防水层已维修完毕，浇水试验不再渗漏，信访人现场查看后认可。"}),
    ("09-04 08:32", "draft_opinion", _STREET, _MENDED),
    ("09-04 08:50", "pass_draft", _STREET, {"note": "事实清楚，同意报签。"}),
    ("09-04 09:08", "sign_draft", _STREET, {}),
    (
        "09-04 09:20",
        "issue_opinion",
        _STREET,
        _MENDED,
    ),
    ("09-04 14:30", "serve", _STREET, {"method": "direct"}),
    ("09-04 16:10", "close", _STREET, {}),
    (
        "09-06 19:22",
        "evaluate",
        "",
        {"bureau": "satisfied", "unit": "satisfied", "note": "修完下了两场雨都没有漏，谢谢。"},
    ),
)

_MANHOLE: tuple[Row, ...] = (
    (
        "03-02 08:26",
        "submit",
        "",
        {
            "form": "online",
            "purpose": "request",
            "title": "小区下水井无盖致车辆受损，物业拒绝赔偿",
            "text": "我家住在呼兰区学院路丽景花园小区。春节期间我开车回自家车库，小区路上一处下水井没有盖，"
            "前轮掉了进去，底盘损坏，气囊也弹了出来。我多次找菱建物业协商赔偿，对方一直推脱。请求有关部门督促物业承担责任。",
            "region": "230111008",
            "address": "学院路丽景花园小区",
            "category": "城乡建设",
            "people": 1,
            "petitioner": {
                "name": "董先生",
                "phone": "19900003021",
                "address": "哈尔滨市呼兰区学院路街道丽景花园小区",
            },
            "to": _PROVINCE,
        },
    ),
    ("03-02 08:40", "register", _PROVINCE, {}),
    ("03-02 08:52", "forward", _PROVINCE, {"to": _CITY}),
    ("03-02 09:10", "sign_in", _CITY, {}),
    ("03-02 09:25", "forward", _CITY, {"to": _HULAN}),
    ("03-02 09:40", "sign_in", _HULAN, {}),
    ("03-02 10:05", "assign", _HULAN, {"to": _HOUSING, "due_on": "2017-03-28"}),
    ("03-02 11:00", "sign_in", _HOUSING, {}),
    ("03-02 15:20", "accept", _HOUSING, {}),
    ("03-03 09:30", "log_work", _HOUSING, {"kind": "call", "note": "与信访人联系，请其提供维修清单和现场照片。"}),
    (
        "03-03 14:10",
        "log_work",
        _HOUSING,
        {"kind": "visit", "note": "到丽景花园现场察看，该井由菱建物业管理，井盖缺失且未设警示，当日要求物业补装。"},
    ),
    (
        "03-07 10:00",
        "log_work",
        _HOUSING,
        {"kind": "investigation", "note": "核对维修清单，约谈菱建物业负责人，说明管理责任和有关规定。"},
    ),
    (
        "03-09 14:00",
        "log_work",
        _HOUSING,
        {"kind": "mediation", "note": "组织双方协商，做好政策解释和思想疏导，物业同意赔偿，数额待议。"},
    ),
    (
        "03-13 10:20",
        "log_work",
        _HOUSING,
        {"kind": "mediation", "note": "双方就赔偿数额和支付日期达成一致，当场签订协议。"},
    ),
    ("03-13 10:30", "settle", _HOUSING, {"note": "物业赔偿车辆维修费用，当月付清；双方签字。"}),
    ("03-13 10:40", "resolve", _HOUSING, {"note": "信访人与物业公司签订赔偿协议，缺失的井盖已补装。"}),
    ("03-13 11:05", "draft_opinion", _HOUSING, _PAID),
    ("03-13 11:20", "pass_draft", _HOUSING, {}),
    ("03-13 13:35", "sign_draft", _HOUSING, {}),
    (
        "03-13 13:50",
        "issue_opinion",
        _HOUSING,
        _PAID,
    ),
    ("03-13 14:30", "serve", _HOUSING, {"method": "direct"}),
    (
        "03-13 15:45",
        "close",
        _HOUSING,
        {"report": "双方签订赔偿协议，缺失的井盖已补装，物业全部井盖排查完毕；信访人当面签收处理意见书。"},
    ),
    ("03-15 20:05", "evaluate", "", {"bureau": "satisfied", "unit": "satisfied", "note": "网上投诉方便、快捷。"}),
)

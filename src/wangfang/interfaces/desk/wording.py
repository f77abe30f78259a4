"""How clocks, figures and the words of an act are called on the desk: official terms, unabridged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wangfang.records.cases.ties import Bond
from wangfang.rules.duties import DutyKind
from wangfang.rules.facts import Step
from wangfang.rules.hot_matters import Trend
from wangfang.rules.indicators import Definition, Indicator
from wangfang.rules.labels import Part
from wangfang.rules.matters import Verdict
from wangfang.rules.measures import Measure
from wangfang.rules.revealing import Alarm, Field, Reason

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KEY_STEPS = frozenset(
    set(Step)
    - {Step.LOG_WORK, Step.SIGN_IN, Step.SCREEN, Step.DRAFT_OPINION, Step.PASS_DRAFT, Step.RETURN_DRAFT, Step.RECOMPUTE}
    - {Step.LINK, Step.UNLINK, Step.DISMISS}
)
"""The steps that stay when only the key points of a case are shown."""

SECRECIES: dict[str, StrOrPromise] = {
    "ordinary": _("普通"),
    "sensitive": _("敏感"),
    "accusation": _("检举控告"),
    "informant": _("保护举报人"),
}

PARTS: dict[str, StrOrPromise] = {
    Part.METADATA: _("办理情况"),
    Part.CONTENT: _("内容和附件"),
    Part.IDENTITY: _("信访人身份"),
    Part.INTERNAL: _("内部意见、批示"),
    Part.VAULT: _("举报人身份"),
}

TRENDS: dict[Trend, tuple[str, StrOrPromise]] = {
    Trend.RISING: ("red", _("↑ 上升")),
    Trend.STEADY: ("blue", _("→ 平稳")),
    Trend.QUIET: ("grey", _("↓ 趋缓")),
}
"""How a matter goes on: the colour of its tag, and its word."""

FIELDS: dict[Field, StrOrPromise] = {
    Field.NAME: _("姓名"),
    Field.ID_NUMBER: _("证件号码"),
    Field.PHONE: _("手机"),
    Field.ADDRESS: _("住址"),
}

REASONS: dict[str, StrOrPromise] = {
    Reason.IDENTITY: _("核对身份"),
    Reason.CONTACT: _("联系信访人"),
    Reason.SERVICE: _("送达文书"),
    Reason.MERGE: _("合并核对"),
    Reason.OTHER: _("其他"),
}

VERDICTS: dict[Verdict, StrOrPromise] = {
    Verdict.SAME: _("同人同事：并案"),
    Verdict.SAME_MATTER: _("同事不同人：关联"),
    Verdict.SAME_PERSON: _("同人，另一件事或者有新的事实：关联"),
    Verdict.UNRELATED: _("不是同一件事"),
}

BONDS: dict[Bond, StrOrPromise] = {
    Bond.FIRST: _("初件"),
    Bond.COPY: _("并入这一件"),
    Bond.SAME_MATTER: _("同事不同人"),
    Bond.SAME_PERSON: _("同人不同事"),
    Bond.APART: _("认定不是同一件事"),
}

ALARMS: dict[str, StrOrPromise] = {
    Alarm.MANY: _("这一天查看原文到了 %(n)s 项"),
    Alarm.ABOVE: _("这一天查看原文 %(n)s 项，明显多于同类岗位"),
}

DUTIES: dict[DutyKind, StrOrPromise] = {
    DutyKind.ROUTE: _("信访部门转送"),
    DutyKind.ACCEPT: _("责任单位受理"),
    DutyKind.ANSWER: _("办理并答复"),
    DutyKind.REVIEW: _("复查"),
    DutyKind.RECHECK: _("复核"),
    DutyKind.DECIDE_RETURN: _("裁定退回"),
    DutyKind.ASSIST: _("协办答复"),
    DutyKind.PROPOSAL: _("反馈建议"),
}

DEFINITIONS: dict[Definition, StrOrPromise] = {
    Definition.LEGAL: _("法定期限"),
    Definition.HRB_315: _("哈尔滨“三一五”"),
    Definition.GD2020: _("广东 2020 看板"),
}

CARDS: dict[Definition, tuple[tuple[StrOrPromise, StrOrPromise], ...]] = {
    Definition.LEGAL: (
        (
            _("数哪些"),
            _("法定到期日落在统计期内的每一项职责：已经完成的，或者已经过了到期日的。还没到期又没完成的先不数。"),
        ),
        (_("信访部门及时受理率"), _("每个收到这件事的信访部门各有一项：在规定期限内转送、交办、受理或者不予受理。")),
        (_("责任单位及时受理率"), _("责任单位收到后，在规定期限内受理或者不予受理。")),
        (_("按期办结率"), _("责任单位在办理期限内送达处理意见并办结；交办指定的日期更早时，以它为准。")),
        (_("节假日"), _("起算当日不计；工作日期限按国务院放假通知（含调休）；日历日期限遇休息日顺延到下一个工作日。")),
        (_("归到哪里"), _("按单位：负责这项职责的单位。按区县：该单位所在的区县，市直单位归市本级。")),
    ),
    Definition.HRB_315: (
        (_("数哪些"), _("不管哪个单位是否试点，一律按“三一五”算；法定到期日落在统计期内，已完成或者已过期。")),
        (
            _("信访部门及时受理率"),
            _("从收到到送达责任单位（或作出其他最终决定），3 个工作日；每件一项，归最后经手的信访部门。"),
        ),
        (_("责任单位及时受理率"), _("责任单位收到后 15 日内受理或者不予受理，遇休息日顺延。")),
        (
            _("按期办结率"),
            _("责任单位收到后 15 个工作日内出具处理意见书；不计延期和中止；每件一项，归最后的责任单位。"),
        ),
    ),
    Definition.GD2020: (
        (_("数哪些"), _("信访人数 1 到 9999 人的全部事项，到期时刻落在统计期内；没到期的也数。按时刻算，不顺延。")),
        (_("信访部门及时受理率"), _("收到后 15×24 小时内有第一个信访部门决定；归第一个信访部门。")),
        (_("责任单位及时受理率"), _("已到责任单位的，收到后 30×24 小时内受理；归最后的责任单位。")),
        (_("按期办结率"), _("已受理的，第一次受理后 60×24 小时（或者交办指定日期结束前）内办结；归最后的责任单位。")),
        (_("归到哪里"), _("按区县：问题属地的前六位代码。")),
    ),
}

INDICATORS: dict[Indicator, StrOrPromise] = {
    Indicator.BUREAU_TIMELY: _("信访部门及时受理率"),
    Indicator.UNIT_TIMELY: _("责任单位及时受理率"),
    Indicator.ONTIME_CLOSURE: _("按期办结率"),
}

MEASURES: dict[Measure, StrOrPromise] = {
    Measure.PARTICIPATION_BUREAU: _("信访部门参评率"),
    Measure.PARTICIPATION_UNIT: _("责任单位参评率"),
    Measure.SATISFACTION_BUREAU: _("信访部门满意率（满意＋基本满意）"),
    Measure.SATISFIED_BUREAU: _("信访部门满意率（只算满意）"),
    Measure.SATISFACTION_UNIT: _("责任单位满意率（满意＋基本满意）"),
    Measure.SATISFIED_UNIT: _("责任单位满意率（只算满意）"),
    Measure.ONLINE_SHARE: _("网信占比"),
    Measure.REPEAT_SHARE: _("重复信访率"),
    Measure.RESOLVED_ONCE: _("初次信访一次性化解率"),
    Measure.RESOLVED_SHARE: _("办结里解决了的"),
    Measure.AVERAGE_DAYS: _("平均办理天数"),
    Measure.RECURRENCE_90: _("办结后 90 天内又来的"),
    Measure.RECURRENCE_180: _("办结后 180 天内又来的"),
}

FIGURE_GROUPS: dict[str, StrOrPromise] = {
    "rates": _("三项指标"),
    "rating": _("群众评价"),
    "volume": _("来件"),
    "ending": _("办结和解决"),
}

SPLITS: dict[str, StrOrPromise] = {"county": _("按区县"), "department": _("按市直部门"), "agency": _("按单位")}
"""Who can be compared with whom."""

SIZES: dict[str, StrOrPromise] = {
    "large": _("件量大"),
    "middle": _("件量中"),
    "small": _("件量小"),
    "all": _("不分组"),
}
"""The groups of like size, as `rules.comparing` names them."""

SIDES: dict[str, StrOrPromise] = {"pilots": _("试点"), "others": _("其他")}
"""The two sides of a comparison of pilots."""

AGAINST: dict[str, StrOrPromise] = {"year": _("和上年同期比"), "last": _("和上一期比")}
"""From when the pilots are told."""

CARD_WORDS: dict[str, StrOrPromise] = {
    "population": _("数哪些"),
    "basis": _("按什么归入统计期"),
    "start": _("从什么起算"),
    "limit": _("期限"),
    "holidays": _("节假日"),
    "exclusions": _("不计"),
    "formula": _("怎么算"),
    "attribution": _("归到哪里"),
    "source": _("依据"),
}
"""What a definition card says, in the order in which it is read; the names are those of `rules.cards.Card`."""

STEP_WORK: dict[str, StrOrPromise] = {
    "call": _("电话联系"),
    "visit": _("实地走访"),
    "meeting": _("会商协调"),
    "investigation": _("调查核实"),
    "mediation": _("调解"),
    "hearing": _("听证"),
    "other": _("其他"),
}

SERVICE: dict[str, StrOrPromise] = {
    "direct": _("直接送达"),
    "post": _("邮寄送达"),
    "electronic": _("电子送达"),
    "left": _("留置送达"),
}

CONCLUSIONS: dict[str, StrOrPromise] = {
    "support": _("予以支持"),
    "explain": _("解释说明"),
    "reject": _("不予支持"),
}

RATINGS: dict[str, StrOrPromise] = {
    "satisfied": _("满意"),
    "basically": _("基本满意"),
    "dissatisfied": _("不满意"),
}

PAUSES: dict[str, StrOrPromise] = {
    "appraisal": _("鉴定、检测、评估"),
    "hearing": _("听证"),
    "other": _("其他法定事由"),
}

OUTCOMES: dict[str, StrOrPromise] = {
    "uphold": _("维持"),
    "revoke": _("撤销"),
    "change": _("变更"),
    "redo": _("责令重新办理"),
}

PROCEDURES: dict[str, StrOrPromise] = {
    "litigation": _("诉讼、检察、公安等法律程序"),
    "arbitration": _("仲裁"),
    "party": _("党员申诉、复审"),
    "administrative": _("行政复议、裁决、确认、许可、处罚等行政程序"),
    "protection": _("申请查处违法行为、履行保护职责"),
    "discipline": _("纪检监察"),
}

RANKS: dict[str, StrOrPromise] = {
    "township": _("乡科级及以下"),
    "county": _("县处级"),
    "city": _("厅局级"),
    "province": _("省部级"),
}

GROUNDS: dict[str, StrOrPromise] = {
    "clear": _("事实清楚、责任明确、争议不大、易于解决"),
    "consultation": _("咨询、建议、感谢等可以当场答复"),
    "daily": _("涉及日常生活、时效性强，应当即时处理"),
    "promised": _("有关机关已有承诺或者结论"),
    "other": _("其他可以简易办理"),
}

PROPOSALS: dict[str, StrOrPromise] = {
    "improve": _("改进工作"),
    "policy": _("完善政策"),
    "accountability": _("追究责任"),
}

FINAL_GROUNDS: dict[str, StrOrPromise] = {
    "lapsed": _("期限内没有申请复查"),
    "settled": _("调解、和解协议已经履行"),
}

SPANS: dict[str, StrOrPromise] = {
    "从提交到解决": _("从提交到解决"),
    "从受理到解决": _("从受理到解决"),
    "从提交到办结": _("从提交到办结"),
    "从受理到办结": _("从受理到办结"),
}
"""The durations that the rules name, in the language of the page."""

ITEM_WORDS: dict[str, StrOrPromise] = {
    "people": _("联名人"),
    "number": _("证件号码或者手机"),
    "content": _("内容分类"),
    "place": _("问题属地"),
    "notice": _("受理告知书送达"),
    "investigation": _("调查材料"),
    "opinion": _("处理意见书"),
    "receipt": _("送达回证"),
    "closing": _("办结情况"),
    "copies": _("并案关联"),
}
"""What a first case must have on file, by the keys of `rules.basics`."""

QUARTERS: tuple[StrOrPromise, ...] = (_("第一季度"), _("第二季度"), _("第三季度"), _("第四季度"))

SCOPES: dict[str, StrOrPromise] = {"general": _("一般代理"), "special": _("特别授权")}
"""What an agent may do, by the keys of `rules.joint`."""

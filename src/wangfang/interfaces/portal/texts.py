"""Which sentences does a citizen read when something must be put right, and how are limits said plainly?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wangfang.rules.evaluation import Satisfaction
from wangfang.rules.limits import Unit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from wangfang.rules.limits import Limit

SHORTEST = 10
LONGEST = 2000
TITLE_LENGTH = 40

EMPTY_TEXT = _("写一写发生了什么事")
SHORT_TEXT = _("再多写几句：什么事、什么时候开始、希望怎么解决")
LONG_TEXT = _("写得太长了，最多 2000 个字，其余的可以写在纸上拍照上传")
NO_REGION = _("选一下事情发生在哪个区县")
WRONG_REGION = _("没有这个区县，从下面选一个")
NO_ADDRESS = _("写一下地址，写到小区、村屯或者门牌就行")
LONG_ADDRESS = _("地址太长了，最多 200 个字")
NO_NAME = _("写一下您的姓名")
NO_ID = _("写一下身份证号码，18 位")
LONG_LIST = _("名单太长了，写几位代表就行，整份名单拍照上传，人数写总数")
WRONG_NUMBER_OF_PEOPLE = _("人数写成数字，至少是 1")
NO_AGENT = _("写一下替您办的人的姓名")
NO_PHONE = _("请填写 11 位手机号码")
NO_PUBLISH = _("选一下结果可以不可以公开")
CHANGED = _("内容有变化，再核对一遍，再点“确认提交”")
NO_NUMBER = _("写一下信访编号，在回执和短信里")
NO_CODE = _("写一下查询码，在回执和短信里")
WRONG_CODE = _("没有找到这个编号，核对一下编号和查询码")
NO_GRADE = _("选一下满意、基本满意还是不满意")
NO_REASON = _("写一写原因")
LONG_NOTE = _("写得太长了，最多 500 个字")
TOO_MANY_FILES = _("一次最多传 9 个文件，少选几个")

GRADES: dict[Satisfaction, tuple[StrOrPromise, str]] = {
    Satisfaction.SATISFIED: (_("满意"), "face-good"),
    Satisfaction.BASICALLY: (_("基本满意"), "face-fair"),
    Satisfaction.DISSATISFIED: (_("不满意"), "face-bad"),
}

REASONS: dict[str, StrOrPromise] = {
    "slow": _("办得慢"),
    "unsolved": _("问题没解决"),
    "attitude": _("态度不好"),
    "unclear": _("没说清楚"),
}


def span(limit: Limit) -> str:
    """Say how long a limit is: 15 日 or 3 个工作日."""
    if limit.unit is Unit.WORKING_DAYS:
        return _now("{n} 个工作日").format(n=limit.count)
    return _now("{n} 日").format(n=limit.count)


def title_of(text: str) -> str:
    """Return the first sentence of a petition as its title, cut where it is too long."""
    line = text.strip().splitlines()[0].strip()
    for stop in "。！？!?；;":
        line = line.split(stop, 1)[0]
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1]}…"

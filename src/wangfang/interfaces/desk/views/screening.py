"""Ending a case without deciding on its substance, and putting copies of one matter together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from wangfang.interfaces.desk.forms.exits import DivertForm
from wangfang.interfaces.desk.forms.reasons import MergeForm, ReasonForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.views.acting import Asking, ask, done, small_page
from wangfang.interfaces.desk.views.alike import kind_between
from wangfang.interfaces.frame import acts
from wangfang.records.cases import duplicates, screening
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# 审核不通过: what is empty, abusive or the same as one of the same day is not registered.
fail_screening = small_page(
    Step.FAIL_SCREENING,
    ReasonForm,
    Asking(
        _later("审核不通过"),
        _later("审核不通过"),
        _later("只用于没有实际内容、辱骂、或者同一天重复提交的；理由会告诉信访人。要不予受理的，先登记。"),
        danger=True,
    ),
    lambda case, said, act: screening.fail_screening(case, said["why"], act),
    _later("已作审核不通过，没有登记。"),
)
# 不再受理: the matter has gone through all its remedies.
no_longer_accept = small_page(
    Step.NO_LONGER_ACCEPT,
    ReasonForm,
    Asking(
        _later("不再受理"),
        _later("不再受理"),
        _later("已经复核终结、仍以同一事实和理由提出的，不再受理，并告知信访人。"),
        danger=True,
    ),
    lambda case, said, act: screening.no_longer_accept(case, said["why"], act),
    _later("已作不再受理。"),
)
# 存查: the case is kept on record without action.
keep_on_file = small_page(
    Step.FILE,
    ReasonForm,
    Asking(_later("存查"), _later("存查"), _later("存查以后不再办理，材料仍可查。"), danger=True),
    lambda case, said, act: screening.file(case, said["why"], act),
    _later("已存查。"),
)
# 拆分: a copy goes on by itself from screening.
unmerge = small_page(
    Step.UNMERGE,
    ReasonForm,
    Asking(_later("拆分"), _later("拆分"), _later("拆开以后由本机关从甄别开始接着办。")),
    lambda case, said, act: duplicates.unmerge(case, said["why"], act),
    _later("已拆分。"),
)


def divert(request: HttpRequest, number: str) -> HttpResponse:
    """导入其他程序: the organ and the procedure that the law provides."""
    seen = opened(request, number)
    act = acts.act_now(request)
    form = DivertForm(request.POST or None, life=seen.life, act=act)
    if not form.is_valid():
        seen.require(Step.DIVERT)
        lead_in = _("写明信访人该向哪个机关、按什么程序提出；这段话会告诉信访人。")
        more = {"organs": [organ.name for organ in form.offered]}
        return ask(request, seen, form, Asking(_("导入其他程序"), _("导入其他程序"), lead_in, danger=True, more=more))
    screening.divert(seen.case, form.cleaned_data["why"], form.way(), act)
    return done(request, seen, _("已导入其他程序。"))


def merge(request: HttpRequest, number: str) -> HttpResponse:
    """并案: this copy is attached to the first case of the matter."""
    seen = opened(request, number)
    form = MergeForm(request.POST or None, actor=seen.actor)
    if not form.is_valid() or form.first is None:
        seen.require(Step.MERGE)
        lead_in = _("这一件并入初件，一起办理；编号、内容和过程都保留，可以再拆开。")
        return ask(request, seen, form, Asking(_("并案"), _("并案"), lead_in))
    act = acts.act_now(request)
    duplicates.merge(seen.case, form.first, form.cleaned_data["why"], act, kind_between(seen.case, form.first, act))
    return done(request, seen, _("已并入 %(number)s。") % {"number": form.first.number})

"""Ending a case without deciding on its substance, and putting copies of one matter together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from wangfang.interfaces.desk.forms.reasons import DivertForm, MergeForm, ReasonForm
from wangfang.interfaces.desk.opening import opened
from wangfang.interfaces.desk.views.acting import Asking, ask, done, small_page
from wangfang.interfaces.frame import acts
from wangfang.records.cases import duplicates, screening
from wangfang.rules.facts import Step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

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
# 导入其他程序: the organ and the procedure that the law provides.
divert = small_page(
    Step.DIVERT,
    DivertForm,
    Asking(
        _later("导入其他程序"),
        _later("导入其他程序"),
        _later("写明信访人该向哪个机关、按什么程序提出；这段话会告诉信访人。"),
        danger=True,
    ),
    lambda case, said, act: screening.divert(case, said["why"], said["organ"], act),
    _later("已导入其他程序。"),
)
# 拆分: a copy goes on by itself from screening.
unmerge = small_page(
    Step.UNMERGE,
    ReasonForm,
    Asking(_later("拆分"), _later("拆分"), _later("拆开以后由本机关从甄别开始接着办。")),
    lambda case, said, act: duplicates.unmerge(case, said["why"], act),
    _later("已拆分。"),
)


def merge(request: HttpRequest, number: str) -> HttpResponse:
    """并案: this copy is attached to the first case of the matter."""
    seen = opened(request, number)
    form = MergeForm(request.POST or None, actor=seen.actor)
    if not form.is_valid() or form.first is None:
        seen.require(Step.MERGE)
        lead_in = _("这一件并入初件，一起办理；编号、内容和过程都保留，可以再拆开。")
        return ask(request, seen, form, Asking(_("并案"), _("并案"), lead_in))
    duplicates.merge(seen.case, form.first, form.cleaned_data["why"], acts.act_now(request))
    return done(request, seen, _("已并入 %(number)s。") % {"number": form.first.number})

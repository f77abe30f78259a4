"""What those above do about a case that they do not hold: urge, supervise, list, take off the list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wangfang.interfaces.desk.forms.reasons import PressForm, ReasonForm
from wangfang.interfaces.desk.views.acting import Asking, small_page
from wangfang.records.cases import urging
from wangfang.rules.facts import Step

# 催办: the holder is urged on.
urge = small_page(
    Step.URGE,
    PressForm,
    Asking(_("催办"), _("催办"), _("催办会留在办理过程里，不改变期限。")),
    lambda case, said, act: urging.urge(case, said["why"], act, said["due_on"]),
    _("已催办。"),
)
# 督办: the case is followed until it is done.
supervise = small_page(
    Step.SUPERVISE,
    PressForm,
    Asking(_("督办"), _("督办"), _("督办的事项要跟到办完，办理单位要按期报结果。")),
    lambda case, said, act: urging.supervise(case, said["why"], act, said["due_on"]),
    _("已督办。"),
)
# 挂牌督办: the case is put on the list.
put_on_list = small_page(
    Step.LIST,
    PressForm,
    Asking(_("挂牌督办"), _("挂牌督办"), _("挂牌以后要办到摘牌为止。")),
    lambda case, said, act: urging.put_on_list(case, said["why"], act, said["due_on"]),
    _("已挂牌督办。"),
)
# 摘牌: the case is taken off the list.
lift = small_page(
    Step.LIFT,
    ReasonForm,
    Asking(_("摘牌"), _("摘牌"), _("写明办到了什么程度、为什么可以摘牌。")),
    lambda case, said, act: urging.lift(case, said["why"], act),
    _("已摘牌。"),
)

"""How a case that is not there is refused, and one that may not be seen in the same words."""

from __future__ import annotations

from wangfang.rules.refusal import Refused


class NotFound(Refused):
    """There is no such case, or none that the actor may see: the two are not told apart."""

    def __init__(self) -> None:
        super().__init__("没有找到这个编号，核对一下")


class Destroyed(Refused):
    """The content of the case was destroyed by the rules: there is nothing to be read or done any more."""

    def __init__(self, number: str, listed: str) -> None:
        super().__init__(f"{number} 已按规定销毁（销毁清单 {listed}），只留编号、日期和办理状态")

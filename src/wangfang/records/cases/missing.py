"""How a case that is not there is refused, and one that may not be seen in the same words."""

from __future__ import annotations

from wangfang.rules.refusal import Refused


class NotFound(Refused):
    """There is no such case, or none that the actor may see: the two are not told apart."""

    def __init__(self) -> None:
        super().__init__("没有找到这个编号，核对一下")

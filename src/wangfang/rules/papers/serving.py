"""How does a paper reach the petitioner, and what proves that it did (送达)?"""

from __future__ import annotations

import re
from enum import StrEnum

from wangfang.rules.refusal import Refused


class Method(StrEnum):
    """How a paper reaches the petitioner (送达方式)."""

    DIRECT = "direct"  # 直接送达
    POST = "post"  # 邮寄送达
    ELECTRONIC = "electronic"  # 电子送达
    LEFT = "left"  # 留置送达


METHOD_WORDS = {
    Method.DIRECT: "直接送达",
    Method.POST: "邮寄送达",
    Method.ELECTRONIC: "电子送达",
    Method.LEFT: "留置送达",
}

PROOF_WORDS = {
    Method.DIRECT: "受送达人的签收（签收人姓名）",
    Method.POST: "挂号信或者快递的回执编号",
    Method.ELECTRONIC: "电子送达的留痕（接收的号码或者系统流水号）",
    Method.LEFT: "见证人姓名或者录像编号",
}
"""What proves each method, as the screen calls it."""

LONGEST_PROOF = 200
SOURCE = "《民事诉讼法》关于送达的规定"
_RECEIPT = re.compile(r"[0-9A-Za-z]{8,}")


def require_proof(method: str, proof: str) -> None:
    """Let a service pass that says what proves it: signature, receipt number, trace, or witness and recording.

    A receipt number of the post has at least 8 letters or digits in a row. Replayed acts of the past are not asked.

    Raises:
        Refused: the method is none of the four, the proof is missing, too long, or no receipt number.

    Source: 《民事诉讼法》关于送达的规定 (by analogy; the petition rules name no proof).
    """
    if method not in set(Method):
        raise Refused("送达方式只有直接、邮寄、电子、留置四种", SOURCE)
    said, words = proof.strip(), PROOF_WORDS[Method(method)]
    if not said:
        raise Refused(f"{METHOD_WORDS[Method(method)]}要有凭证：请填写{words}", SOURCE)
    if len(said) > LONGEST_PROOF:
        raise Refused(f"送达凭证太长，最多 {LONGEST_PROOF} 个字")
    if method == Method.POST and not _RECEIPT.search(said.replace(" ", "").replace("-", "")):
        raise Refused("邮寄送达要写回执编号，至少 8 位字母或者数字", SOURCE)

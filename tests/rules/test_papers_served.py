"""What proves that a paper was served, method by method?"""

from __future__ import annotations

import pytest

from wangfang.rules.papers import METHOD_WORDS, PROOF_WORDS, Method, require_proof
from wangfang.rules.papers.serving import LONGEST_PROOF
from wangfang.rules.refusal import Refused


def why_not(method: str, proof: str) -> str:
    """Return why a service is refused, empty when it passes."""
    try:
        require_proof(method, proof)
    except Refused as refused:
        return refused.why
    return ""


@pytest.mark.parametrize(
    ("method", "proof"),
    [
        ("direct", "王秀兰签收"),
        ("post", "XA12345678901"),
        ("post", "EMS 1234-5678-90"),  # typed with gaps
        ("electronic", "短信 138****8000 已送达"),
        ("left", "见证人李明，录像编号 2017-09-01-3"),
    ],
)
def test_a_service_with_its_proof_passes(method: str, proof: str) -> None:
    assert why_not(method, proof) == ""


@pytest.mark.parametrize(
    ("method", "proof", "why"),
    [
        ("direct", "", "直接送达要有凭证：请填写受送达人的签收（签收人姓名）"),
        ("post", " ", "邮寄送达要有凭证：请填写挂号信或者快递的回执编号"),
        ("electronic", "　", "电子送达要有凭证：请填写电子送达的留痕（接收的号码或者系统流水号）"),
        ("left", "\n", "留置送达要有凭证：请填写见证人姓名或者录像编号"),
        ("post", "已寄出", "邮寄送达要写回执编号，至少 8 位字母或者数字"),
        ("post", "1234567", "邮寄送达要写回执编号，至少 8 位字母或者数字"),  # one digit short
        ("pigeon", "羽毛", "送达方式只有直接、邮寄、电子、留置四种"),
        ("direct", "王" * (LONGEST_PROOF + 1), "送达凭证太长，最多 200 个字"),
    ],
)
def test_a_service_without_its_proof_is_refused(method: str, proof: str, why: str) -> None:
    assert why_not(method, proof) == why


def test_every_method_has_its_words_and_its_proof() -> None:
    assert set(METHOD_WORDS) == set(PROOF_WORDS) == set(Method)

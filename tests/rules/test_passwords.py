"""Which passwords are refused, and with which sentence?"""

from __future__ import annotations

import pytest

from wangfang.rules.passwords import require_good
from wangfang.rules.refusal import Refused

WORDS = ["liwei", "李伟", "南岗", "nangang", "shi"]
COMMON = {"qwertyuiop[]", "123456789012345"}


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "12 到 128 个字符，现在是 0 个"),
        ("Short-one-1", "现在是 11 个"),
        ("x" * 100 + "abcdefghij" * 3, "现在是 130 个"),
        ("abababababab", "至少要有 5 个不同的字符"),
        ("QWERTYUIOP[]", "这个密码很常见"),  # in whatever case
        ("ｑｗｅｒｔｙｕｉｏｐ［］", "这个密码很常见"),  # in whatever width
        ("信访工作天天向上加油干一二三", "不能有“信访”"),
        ("Xinfang-2026-08", "不能有“xinfang”"),
        ("my-Password-is-9", "不能有“password”"),
        ("our-LiWei-in-1999", "不能有“liwei”"),
        ("李伟的密码锁在抽屉里第三层", "不能有“密码”"),
        ("李伟的钥匙锁在抽屉里第三层", "不能有“李伟”"),
        ("go-to-NanGang-9", "不能有“nangang”"),
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        require_good(password, WORDS, COMMON)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Quiet-River-8", "thirteen signs"),
        ("quietriverlamp", "no classes of signs are asked: length does more"),
        ("窗外的梧桐落了一地金黄叶子", "Chinese is welcome"),
        ("  leading blanks", "blanks count as they are typed"),
        ("wash the dishes!", "a login of three letters gives nothing away inside a sentence"),
        ("abcde" + "f" * 123, "128 signs"),
    ],
)
def test_what_is_hard_to_guess_goes(password: str, why: str) -> None:
    require_good(password, WORDS, COMMON)

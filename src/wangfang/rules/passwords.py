"""Which passwords are too easy to guess for somebody who works here?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from wangfang.rules.refusal import Refused

SOURCE = "GB/T 22239-2019 8.1.4.1"
SHORTEST, LONGEST = 12, 128
"""Signs, as they are typed: nothing is cut off and nothing is folded before it is kept."""

HOUSE_WORDS = ("信访", "网访", "xinfang", "wangfang", "password", "密码")
"""What anybody would try first at this door."""

_TELLING = {True: 4, False: 2}
"""From how many signs on a word inside a password gives it away: Latin, Chinese."""

FEWEST_SIGNS = 5
"""Different signs in a password: a single one held down is no secret."""


def require_good(password: str, words: Iterable[str], common: Iterable[str]) -> None:
    """Let a password through that is long enough and not to be guessed.

    `words` are those of the person and the place (login, name, districts); `common` are the passwords that
    everybody tries, in small letters.

    Raises:
        Refused: it is too short or too long, has too few different signs, is a common one, or has a word of the
            house, the place or the person in it.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"密码要有 {SHORTEST} 到 {LONGEST} 个字符，现在是 {len(password)} 个", SOURCE)
    folded = _folded(password)
    if len(set(folded)) < FEWEST_SIGNS:
        raise Refused(f"密码里至少要有 {FEWEST_SIGNS} 个不同的字符", SOURCE)
    if folded in common:
        raise Refused("这个密码很常见，一猜就中，换一个", SOURCE)
    found = next((word for word in _telling([*HOUSE_WORDS, *words]) if word in folded), "")
    if found:
        raise Refused(f"密码里不能有“{found}”：单位、地名、登录名和姓名最先被人猜到", SOURCE)


def _telling(words: Iterable[str]) -> list[str]:
    """Return the words that are long enough to give a password away."""
    folded = (_folded(word) for word in words)
    return [word for word in folded if len(word) >= _TELLING[word.isascii()]]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()

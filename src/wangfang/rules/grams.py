"""Which small pieces is a text made of, so that texts can be held against each other?

Pairs of neighbouring characters (grams): Chinese writes no spaces, and a pair is about a word. What differs only in
width, case, spaces or punctuation is the same. A gram is kept as a number that is the same on every machine and in
every run, so that it may be stored.
"""

import unicodedata
import zlib
from collections import Counter
from operator import add

WIDTH = 0x7FFF_FFFF
"""The greatest number of a gram: 31 bits, which fit an `integer` of the database."""


def normal(text: str) -> str:
    """Return the text as it is compared: half-width, lower case, letters and digits only.

    Giving it twice changes nothing; full-width figures, capitals, spaces and punctuation make no difference.
    """
    # Twice: small letters of a few capitals are written with marks that stand alone, and those are dropped.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return "".join(filter(str.isalnum, folded))


def grams(text: str) -> dict[int, int]:
    """Return how often each pair of neighbouring characters stands in the text: number of the pair to count.

    A text of one character is its own only gram; an empty one has none. Pairs are read from `normal(text)`.
    """
    plain = normal(text)
    pairs = Counter(map(add, plain, plain[1:])) if len(plain) > 1 else Counter(filter(None, [plain]))
    counts: dict[int, int] = {}
    for pair, count in pairs.items():
        number = zlib.crc32(pair.encode()) & WIDTH  # `number_of`, without a call for each of hundreds
        counts[number] = counts.get(number, 0) + count
    return counts


def number_of(piece: str) -> int:
    """Return the number of one piece of text, from 0 to `WIDTH`; the same on every machine and for ever."""
    return zlib.crc32(piece.encode()) & WIDTH


def key_of(kind: str, word: str) -> int:
    """Return the number of a whole word of a kind (estate, company, attachment), apart from any gram of a text.

    The kind goes into the number, so that the same word as an estate and as a company are two numbers.
    """
    return number_of(f"{kind}\0{normal(word)}")

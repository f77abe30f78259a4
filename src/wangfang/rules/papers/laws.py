"""On which of the two laws does a paper of a day stand, and how is its article cited?"""

from __future__ import annotations

from datetime import date

NEW_LAW_FROM = date(2022, 5, 1)  # 《信访工作条例》 in force, 《信访条例》 (2005) no longer


def cited(old: str, new: str, issued_on: date) -> str:
    """Return the article as it is cited on a day: `old` of 《信访条例》 until 2022-04-30, `new` of 《信访工作条例》 from then on.

    Source: 《信访工作条例》第五十条 (in force from 2022-05-01).
    """
    return f"《信访工作条例》{new}" if issued_on >= NEW_LAW_FROM else f"《信访条例》{old}"


def basis_of(issued_on: date) -> str:
    """Return the article under which an opinion is given on a day.

    Source: 《信访条例》第三十二条 until 2022-04-30; 《信访工作条例》第三十二条 from 2022-05-01.
    """
    return cited("第三十二条", "第三十二条", issued_on)

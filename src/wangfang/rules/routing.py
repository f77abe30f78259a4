"""Who may pass a case to whom: within one's territory, downwards, and never to the accused."""

from __future__ import annotations

from datetime import date

from wangfang.rules.facts import Agency, CaseFacts, Kind, Purpose
from wangfang.rules.refusal import Refused

TERRITORIAL = "《信访工作条例》第二十二条"
SUCCESSION = "《信访工作条例》第二十四条"
SECRECY = "《信访工作条例》第三十条、第四十六条"


class WrongReceiver(Refused):
    """The receiver is outside the sender's territory or rung, is the sender itself, or is the accused."""


def require_existing(agency: Agency, day: date) -> None:
    """Let an agency be named that is there on the day of the act; a past act is judged by its own day.

    Raises:
        WrongReceiver: it was not set up yet, or was merged, split or abolished before.

    Source: 《信访工作条例》第二十四条 (merged or abolished: whoever goes on with its duties).
    """
    if agency.exists_on(day):
        return
    if agency.valid_to is not None and day > agency.valid_to:
        raise WrongReceiver(
            f"{agency.name}到{agency.valid_to}为止，已经合并、分立或者撤销，请交给承接它职责的单位", SUCCESSION
        )
    raise WrongReceiver(f"{agency.name}从{agency.valid_from}起才设立，在{day}还不能交给它", SUCCESSION)


def require_receiver(sender: Agency, receiver: Agency, case: CaseFacts) -> None:
    """Let `sender` pass the case on to `receiver` (属地管理、分级负责).

    A bureau passes to bureaus and units that stand below it in the tree, or that lie in its
    territory without being its equal or better. Material that accuses an agency reaches neither
    that agency nor anything below it.

    Raises:
        WrongReceiver: with the reason as a sentence.

    Source: 《信访工作条例》第二十二条 (level by level), 第三十条 (secrecy); before 2022 《信访条例》第二十一条、第二十三条.
    """
    if receiver.code == sender.code:
        raise WrongReceiver("不能转给本单位自己", TERRITORIAL)
    if is_accused(receiver, case):
        raise WrongReceiver(f"{receiver.name}是被检举控告的一方，不能把材料转给它", SECRECY)
    if receiver.kind not in (Kind.BUREAU, Kind.UNIT):
        raise WrongReceiver(f"{receiver.name}既不是信访部门也不是责任单位，不能转送", TERRITORIAL)
    if not is_within(receiver, sender):
        raise WrongReceiver(f"{receiver.name}不在{sender.name}的管辖范围内，不能转送", TERRITORIAL)


def is_accused(agency: Agency, case: CaseFacts) -> bool:
    """Tell whether the case accuses the agency or one above it; other purposes accuse nobody."""
    return case.purpose is Purpose.ACCUSATION and bool(case.respondent) and agency.stands_under(case.respondent)


def is_within(receiver: Agency, sender: Agency) -> bool:
    """Tell whether the receiver stands below the sender, by tree or by territory."""
    if receiver.stands_under(sender.code):
        return True
    territory = territory_of(sender.region)
    inside = receiver.region.startswith(territory)
    equal = receiver.kind is Kind.BUREAU and territory_of(receiver.region) == territory
    return inside and not equal and not sender.stands_under(receiver.code)


def territory_of(region: str) -> str:
    """Return the part of a GB/T 2260 code that its subdivisions share (23, 2301, 230103, 230103018)."""
    for length, zeros in ((2, "0000"), (4, "00")):
        if len(region) == 6 and region[length:] == zeros:  # noqa: PLR2004 - GB/T 2260 has six digits
            return region[:length]
    return region

"""Who may pass a case to whom: within one's territory, downwards, and never to the accused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from wangfang.rules.facts import Agency, Kind
from wangfang.rules.labels import Marks, stands_accused
from wangfang.rules.refusal import Refused

TERRITORIAL = "《信访工作条例》第二十二条"
SUCCESSION = "《信访工作条例》第二十四条"
SECRECY = "《信访工作条例》第三十条、第四十六条"
SEALED = "《纪检监察机关处理检举控告工作规则》第十五条、《信访工作条例》第三十条"


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


def require_receiver(sender: Agency, receiver: Agency, marks: Marks, agencies: Mapping[str, Agency]) -> None:
    """Let `sender` pass the case on to `receiver` (属地管理、分级负责).

    A bureau passes to bureaus and units that stand below it in the tree, or that lie in its
    territory without being its equal or better. Material that accuses an agency, or the head of one,
    reaches neither that agency nor anything below it.

    Raises:
        WrongReceiver: with the reason as a sentence.

    Source: 《信访工作条例》第二十二条 (level by level), 第三十条 (secrecy); before 2022 《信访条例》第二十一条、第二十三条.
    """
    if receiver.code == sender.code:
        raise WrongReceiver("不能转给本单位自己", TERRITORIAL)
    require_unaccused(receiver, marks, agencies)
    if receiver.kind not in (Kind.BUREAU, Kind.UNIT):
        raise WrongReceiver(f"{receiver.name}既不是信访部门也不是责任单位，不能转送", TERRITORIAL)
    if not is_within(receiver, sender):
        raise WrongReceiver(f"{receiver.name}不在{sender.name}的管辖范围内，不能转送", TERRITORIAL)


def require_unaccused(receiver: Agency, marks: Marks, agencies: Mapping[str, Agency]) -> None:
    """Let material reach an agency that it does not accuse, neither itself nor in one above it.

    Raises:
        WrongReceiver: it is accused; the sentence names the lawful way: the nearest clean bureau above, or a
            discipline organ, or, when nobody in the tree is clean, sealed to the superior body.

    Source: 《信访工作条例》第三十条、第四十六条; 《纪检监察机关处理检举控告工作规则》第十五条.
    """
    if not stands_accused(receiver, marks.accused):
        return
    said = f"{receiver.name}是被检举控告的一方，不能把材料转给它"
    way = way_round(receiver, marks, agencies)
    if way is None:
        raise WrongReceiver(f"{said}；这里没有可以接收的机关，请密封后直接报送上级机关，内容不录入平台", SEALED)
    raise WrongReceiver(f"{said}，可以交{way.name}", SECRECY)


def way_round(receiver: Agency, marks: Marks, agencies: Mapping[str, Agency]) -> Agency | None:
    """Return who may have what accuses the receiver: the nearest clean bureau or discipline organ at or above its place.

    A discipline organ is asked before a bureau when the receiver is one itself.
    """
    places = set(receiver.line)
    near = sorted(
        (a for a in agencies.values() if places.issuperset(a.line[:-1])), key=lambda a: (-len(a.line), a.code)
    )
    kinds = (Kind.BUREAU, Kind.DISCIPLINE)
    for kind in reversed(kinds) if receiver.kind is Kind.DISCIPLINE else kinds:
        found = (a for a in near if a.kind is kind and not stands_accused(a, marks.accused) and _is_at(a, receiver))
        way = next(found, None)
        if way:
            return way
    return None


def _is_at(agency: Agency, receiver: Agency) -> bool:
    """Tell whether a bureau stands above the receiver; a discipline organ only has to be at one of its places."""
    return agency.kind is Kind.DISCIPLINE or receiver.stands_under(agency.code)


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

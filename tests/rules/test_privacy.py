"""Whether masking hides what it promises to hide, and keeps what is needed to recognise a case."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.privacy import (
    COMPOUND_SURNAMES,
    Shown,
    in_list,
    is_secret,
    mask_address,
    mask_id,
    mask_name,
    mask_phone,
    shown,
)


@dataclass(frozen=True)
class Person:
    """Somebody with what a petitioner has."""

    name: str
    id_number: str
    phone: str
    address: str


@pytest.mark.parametrize(
    ("name", "shown", "because"),
    [
        ("王秀兰", "王**", "the surname stays"),
        ("王兰", "王**", "two characters look like three"),
        (" 王秀兰 ", "王**", "blanks around are dropped"),
        ("欧阳文", "欧阳**", "a compound surname is one surname"),
        ("诸葛孔明", "诸葛**", "a compound surname before two characters"),
        ("欧阳", "欧**", "two characters: surname 欧, given name 阳"),
        ("东方红霞", "东方**", "a compound surname that is also a word"),
        ("阿依古丽·买买提", "阿**·**", "the separator stays"),
        ("阿卜杜热合曼·买买提伊明·吐尔逊", "阿**·**", "three parts look like two"),
        ("𠮷野", "𠮷**", "a character outside the basic plane is one character"),
        ("王", "**", "one character would be the whole name"),
        ("", "", "no name, nothing to hide"),
        ("  ", "", "blanks are no name"),
    ],
)
def test_a_name_keeps_its_surname(name: str, shown: str, because: str) -> None:
    assert mask_name(name) == shown, because


def test_a_masked_name_tells_nothing_of_the_length_of_the_given_name() -> None:
    assert len({mask_name("王" + "兰" * more) for more in range(1, 30)}) == 1


@given(st.text(alphabet="王李张兰秀文明欧阳·", min_size=1, max_size=12))
def test_no_name_shows_more_than_its_surname(name: str) -> None:
    readable = mask_name(name).replace("*", "").rstrip("·")

    assert len(readable) <= 1 or readable in COMPOUND_SURNAMES


@pytest.mark.parametrize(
    ("phone", "shown", "because"),
    [
        ("13812342231", "138****2231", "three and four"),
        ("138 1234 2231", "138****2231", "blanks do not count"),
        ("138-1234-2231", "138****2231", "dashes do not count"),
        ("+86 13812342231", "138****2231", "the country code is dropped"),
        ("008613812342231", "138****2231", "so is the dialled one"),
        ("8613812342231", "138****2231", "and the bare one"),
        ("１３８１２３４２２３１", "138****2231", "full-width digits are digits"),
        ("0451-84664501", "045****4501", "a fixed line with its area code"),
        ("84664501", "****01", "a local number keeps two digits"),
        ("6450123", "****23", "a local number of a small town"),
        ("110", "****", "a short number keeps nothing"),
        ("没有", "****", "a text is hidden as a whole"),
        ("", "", "no number, nothing to hide"),
    ],
)
def test_a_phone_number_keeps_three_and_four_digits(phone: str, shown: str, because: str) -> None:
    assert mask_phone(phone) == shown, because


@pytest.mark.parametrize(
    ("number", "shown", "because"),
    [
        ("230103195208010026", "230***********0026", "three and four of eighteen"),
        ("23010319520801002X", "230***********002X", "X is a digit"),
        ("2301 0319 5208 0100 26", "230***********0026", "blanks do not count"),
        ("230103520801002", "230*********002", "the old number of fifteen keeps six"),
        ("H12345678", "H******78", "another document keeps three"),
        ("AB1234", "******", "too short to show anything"),
        ("", "", "no number, nothing to hide"),
    ],
)
def test_a_document_number_hides_its_middle(number: str, shown: str, because: str) -> None:
    assert mask_id(number) == shown, because


@given(st.text(alphabet="0123456789X", max_size=30))
def test_a_document_number_never_shows_half_of_itself(number: str) -> None:
    shown = mask_id(number)

    assert len(shown) == len(number)
    assert len(shown.replace("*", "")) * 2 < len(number) or not number


@given(st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{9}", fullmatch=True))
def test_the_birth_date_is_hidden_altogether(number: str) -> None:
    assert mask_id(number)[6:14] == "********"


@pytest.mark.parametrize(
    ("address", "shown", "because"),
    [
        ("哈尔滨市南岗区先锋路街道辽河小区3号楼2单元701室", "哈尔滨市南岗区先锋路街道辽河小区**", "the estate stays"),
        ("南岗区中山路181号", "南岗区中山路**", "the street stays"),
        ("南岗区中山路 181号", "南岗区中山路**", "no blank is left before the stars"),
        ("呼兰区丽景花园A区12-3-402", "呼兰区丽景花园**", "a letter that names a part of the estate goes too"),
        ("道外区南十六道街25号", "道外区南十六道街**", "a numbered street is a street"),
        ("道外区南16道街25号", "道外区南16道街**", "also in figures"),
        ("呼兰区301国道12公里处", "呼兰区301国道12公里处", "a highway and its stone are no door"),
        ("香坊区幸福村三号院二单元", "香坊区幸福村**", "Chinese numerals count"),
        ("道里区一号路第3栋", "道里区一号路**", "a road whose name holds a house word"),
        ("三门峡市湖滨区", "三门峡市湖滨区", "a city whose name begins like a door"),
        ("平房区友协大街甲18号", "平房区友协大街**", "the letter before the number belongs to it"),
        ("道里区安和街１２号", "道里区安和街**", "full-width figures are figures"),
        ("南岗区211医院家属楼", "南岗区**", "in doubt it hides more"),
        ("南岗区辽河小区", "南岗区辽河小区", "no door number, nothing to hide"),
        ("", "", "no address, nothing to hide"),
    ],
)
def test_an_address_ends_at_street_or_estate(address: str, shown: str, because: str) -> None:
    assert mask_address(address) == shown, because


@given(st.text(alphabet="南岗区中山路3十号楼单元室A座小区村", max_size=24))
def test_no_door_number_survives(address: str) -> None:
    shown = mask_address(address)

    assert address.strip().startswith(shown.removesuffix("**").rstrip())
    assert not re.search(r"\d(号|楼|单|室|座)", shown)


@pytest.mark.parametrize(
    ("purpose", "secrecy", "secret", "because"),
    [
        ("accusation", 0, True, "an accusation hides who made it, whatever its label still says"),
        ("accusation", 2, True, "an accusation as it is labelled"),
        ("claim", 0, False, "an ordinary claim shows as much as is needed"),
        ("claim", 1, False, "a sensitive one too"),
        ("claim", 2, True, "a case labelled as an accusation is one"),
        ("opinion", 3, True, "whoever is protected as an informant is not named for another purpose either"),
    ],
)
def test_whose_case_is_secret(
    purpose: str,
    secrecy: int,
    secret: bool,  # noqa: FBT001 - a column
    because: str,
) -> None:
    person = Person("王秀兰", "230103195501010024", "13812342231", "哈尔滨市南岗区和兴路26号")

    assert is_secret(purpose, secrecy) is secret, because
    assert in_list("王**", purpose, secrecy) == ("**" if secret else "王**"), because
    assert in_list("", purpose, secrecy) == "", "who gave no name has none to hide"
    seen = shown(person, secret=is_secret(purpose, secrecy))
    assert (seen == Shown("**", "", "", "")) is secret, because


def test_of_a_person_every_field_is_shown_by_its_own_rule() -> None:
    person = Person("王秀兰", "230103195501010024", "13812342231", "哈尔滨市南岗区和兴路26号")

    assert shown(person, secret=False) == Shown(
        mask_name(person.name), mask_id(person.id_number), mask_phone(person.phone), mask_address(person.address)
    )

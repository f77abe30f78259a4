"""Whether a slip of the finger gets a sentence that helps, and a right number passes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangfang.rules.identity import require_id_number, require_mobile, require_name, same_line
from wangfang.rules.refusal import Refused

TODAY = date(2017, 8, 22)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(first: str) -> str:
    """Return the check digit by the table of the standard, independently of the package."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11]


@pytest.mark.parametrize(
    ("written", "kept", "because"),
    [
        ("230103198001011232", "230103198001011232", "a number as it is printed"),
        ("230103195208010022", "230103195208010022", "born before the county codes were assigned in 1984"),
        ("11010519491231002x", "11010519491231002X", "a small x is an X"),
        ("２３０１０３１９８００１０１１２３２", "230103198001011232", "full-width figures"),
        (" 230103 19800101 1232 ", "230103198001011232", "blanks between the groups"),
        ("230103800101123", "230103800101123", "fifteen digits of the first generation"),
        ("810000199408230021", "810000199408230021", "a residence permit for Hong Kong residents"),
        ("230103201708221238", "230103201708221238", "born today"),
    ],
)
def test_a_right_number_passes(written: str, kept: str, because: str) -> None:
    assert require_id_number(written, TODAY) == kept, because


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("230103198001011233", "身份证号码有一位不对，对照证件看一下"),  # the check digit is 2
        ("230103198001012132", "身份证号码有一位不对，对照证件看一下"),  # two neighbours swapped
        ("23010319800101123", "身份证号码是 18 位，您填了 17 位"),
        ("", "身份证号码是 18 位，您填了 0 位"),
        ("9" * 5000, "身份证号码是 18 位，您填了 5000 位"),
        ("23010319800101X232", "身份证号码只有数字，最后一位可以是 X，对照证件看一下"),  # X in the middle
        ("23010380010112X", "身份证号码只有数字，最后一位可以是 X，对照证件看一下"),  # no X in fifteen
        ("২৩০১০৩১৯৮০০১০১১২৩২", "身份证号码只有数字，最后一位可以是 X，对照证件看一下"),  # Bengali digits
        ("230103198013011232", "身份证号码里的出生日期不对，对照证件看一下"),  # month 13
        ("230103201708231232", "身份证号码里的出生日期不对，对照证件看一下"),  # born tomorrow
        ("230103187912311232", "身份证号码里的出生日期不对，对照证件看一下"),  # nobody is that old
        ("230103800230123", "身份证号码里的出生日期不对，对照证件看一下"),  # 30 February 1980
    ],
)
def test_a_wrong_number_is_told_what_to_look_at(written: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        require_id_number(written, TODAY)

    assert (refused.value.why, refused.value.source) == (why, "《居民身份证法》第三条")


born_in_china = st.builds(
    lambda region, born, nth: f"{region}{born:%Y%m%d}{nth:03}",
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


@given(born_in_china)
def test_every_number_with_its_own_check_digit_passes(first: str) -> None:
    number = first + check_digit(first)

    assert require_id_number(number, TODAY) == number


@given(born_in_china, st.sampled_from("0123456789X"))
def test_every_other_check_digit_is_refused(first: str, last: str) -> None:
    if last != check_digit(first):
        with pytest.raises(Refused, match="有一位不对"):
            require_id_number(first + last, TODAY)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13812342231", "13812342231"),
        ("138 1234 2231", "13812342231"),
        ("138-1234-2231", "13812342231"),
        ("+86 138 1234 2231", "13812342231"),
        ("0086-13812342231", "13812342231"),
        ("8613812342231", "13812342231"),
        ("１３８１２３４２２３１", "13812342231"),
        ("19912345678", "19912345678"),
    ],
)
def test_a_mobile_number_passes_however_it_is_written(written: str, kept: str) -> None:
    assert require_mobile(written) == kept


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1381234223", "请填写 11 位手机号码，您填了 10 位"),
        ("138123422311", "请填写 11 位手机号码，您填了 12 位"),
        ("", "请填写 11 位手机号码，您填了 0 位"),
        ("我的手机", "请填写 11 位手机号码，您填了 0 位"),
        ("138abcd2231", "请填写 11 位手机号码，您填了 7 位"),
        ("+85291234567", "请填写 11 位手机号码，您填了 11 位"),
        ("04518466450", "这个号码不是手机号码，核对一下"),
        ("12012345678", "这个号码不是手机号码，核对一下"),
        ("00000000000", "这个号码不是手机号码，核对一下"),
    ],
)
def test_another_number_is_told_why_not(written: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        require_mobile(written)

    assert refused.value.why == why


@pytest.mark.parametrize(
    ("written", "kept", "because"),
    [
        (" 王秀兰\n", "王秀兰", "blanks around"),
        ("王　兰", "王兰", "a wide blank that lines up two characters with three"),
        ("阿依古丽・买买提", "阿依古丽·买买提", "katakana middle dot"),
        ("阿依古丽•买买提", "阿依古丽·买买提", "bullet"),
        ("阿依古丽‧买买提", "阿依古丽·买买提", "hyphenation point"),
        ("阿依古丽∙买买提", "阿依古丽·买买提", "bullet operator"),
        ("阿依古丽⋅买买提", "阿依古丽·买买提", "dot operator"),
        ("阿依古丽．买买提", "阿依古丽·买买提", "full-width full stop"),
        ("阿依古丽.买买提", "阿依古丽·买买提", "full stop between Han characters"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提", "blanks around the separator"),
        ("J. Smith", "J. Smith", "a full stop in a Latin name stays"),
        ("𠮷野", "𠮷野", "a character outside the basic plane"),
        ("丁\U0002ebf0", "丁\U0002ebf0", "the first character of Extension I"),
        ("丁\U0002ee5d", "丁\U0002ee5d", "the last character of Extension I"),
        ("王 \U0002ebf0", "王\U0002ebf0", "a blank before a rare character"),
        ("葛\U000e0100城", "葛城", "a selector of a drawing"),
        ("Jose\u0301 Nuñez", "José Nuñez", "an accent typed apart"),
        ("阿卜杜热合曼●阿布都热依木●买买提", "阿卜杜热合曼·阿布都热依木·买买提", "a black circle, three parts"),
        ("Maria da Conceição O'Neill-Smith", "Maria da Conceição O'Neill-Smith", "a foreign name of many parts"),
        ("阿" * 100, "阿" * 100, "as long as a name may be"),
        ("𠮷" * 100, "𠮷" * 100, "as long as a name may be, in four bytes a character"),
    ],
)
def test_a_name_is_kept_in_one_spelling(written: str, kept: str, because: str) -> None:
    assert require_name(written) == kept, because


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "写一下您的姓名"),
        (" 　", "写一下您的姓名"),
        ("·", "写一下您的姓名"),
        ("王\x00兰", "姓名里有看不见的字符，重新写一遍"),
        ("王\u202e兰", "姓名里有看不见的字符，重新写一遍"),  # turns the writing round
        ("王\u200b兰", "姓名里有看不见的字符，重新写一遍"),  # no width
        ("张\ue000", "姓名里有别的系统自造的字，换成标准字，或者写拼音"),
        ("张\U000f0000", "姓名里有别的系统自造的字，换成标准字，或者写拼音"),
        ("王\ud800", "姓名里有看不见的字符，重新写一遍"),  # half a character
        ("阿" * 101, "姓名最多 100 个字，您写了 101 个字"),
    ],
)
def test_what_is_no_name_is_refused(written: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        require_name(written)

    assert refused.value.why == why


@given(st.text(max_size=120))
def test_a_kept_name_is_kept_as_it_is_the_second_time(written: str) -> None:
    try:
        kept = require_name(written)
    except Refused:
        return

    assert require_name(kept) == kept


@pytest.mark.parametrize(
    ("written", "same", "because"),
    [
        ("13812342231", "13812342231", "as it is"),
        ("+86 138-1234-2231", "13812342231", "the country code and the dashes fall away"),
        ("008613812342231", "13812342231", "the dialled one too"),
        ("013812342231", "13812342231", "a 0 before a mobile number is dialled from afar"),
        ("１３８１２３４２２３１", "13812342231", "full-width digits are digits"),
        ("0451-84664501", "045184664501", "the 0 of an area code belongs to it"),
    ],
)
def test_one_line_has_one_spelling(written: str, same: str, because: str) -> None:
    assert same_line(written) == same, because

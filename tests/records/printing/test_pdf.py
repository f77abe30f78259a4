"""Is a printed paper laid out as GB/T 9704 wants it, and does it say exactly what was put in?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import cast

import pytest
from pypdf.generic import DictionaryObject

from tests.records.printing.bodies import BODIES
from tests.records.printing.papers import bulletin, lines_of, read, reader, sparse, squeezed, texts_of
from wangfang.records.printing.press import SLIP, composed, pdf
from wangfang.rules.papers import Incomplete, PaperKind

MM = 72 / 25.4


def opinion(**changed: str) -> bytes:
    return pdf(PaperKind.OPINION, {**BODIES[PaperKind.OPINION], **changed})


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_paper_is_a4(kind: PaperKind) -> None:
    box = reader(pdf(kind, BODIES[kind])).pages[0].mediabox
    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == (210, 297)


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_paper_says_all_that_its_sheet_says_and_nothing_else(kind: PaperKind) -> None:
    sheet = dict(composed(kind, BODIES[kind]))
    head = ("title", "number", "signed_by", "signed_on", *(["issuer"] if sheet["red_head"] else []))
    marks = {"to": "{}：", "copies": "抄送：{}", "printed_on": "{}印发"}
    texts = [*texts_of(kind), *(str(sheet[key]) for key in head)]
    texts += [mark.format(sheet[key]) for key, mark in marks.items() if sheet[key]]
    said = read(pdf(kind, BODIES[kind]))
    pages = len(reader(pdf(kind, BODIES[kind])).pages)
    for text in sorted([*map(squeezed, texts), *(f"—{nth}—" for nth in range(1, pages + 1))], key=len, reverse=True):
        assert text in said
        said = said.replace(text, "", 1)
    assert said == ""


def test_a_full_page_has_22_lines_of_28_characters_at_the_pitch_of_the_standard() -> None:
    made = opinion(facts="访" * 5000)
    rows = lines_of(made, page=2)
    assert len(rows) == 22
    assert {sum(len(text) for _, text in pieces) for pieces in rows.values()} == {28}
    heights = sorted(rows, reverse=True)
    assert {round(upper - lower, 1) for upper, lower in pairwise(heights)} == {28.9}
    assert read(made).count("访") == 5000 + read(opinion()).count("访")


def test_the_text_keeps_the_margins_of_the_standard() -> None:
    rows = lines_of(opinion(facts="访" * 5000), page=2)
    left = min(left for pieces in rows.values() for left, _ in pieces)
    top = 297 * MM - max(rows) - 0.88 * 16  # from the base line up to the top of the character
    bottom = min(rows) - 0.12 * 16
    assert round(left / MM, 1) == 28.0
    assert round(top / MM, 1) == 37.0
    assert bottom / MM >= 35.0


def test_a_paragraph_is_indented_by_two_characters() -> None:
    rows = lines_of(opinion(), page=0)
    starts = {pieces[0][1][:2]: min(left for left, _ in pieces) for pieces in rows.values()}
    assert round(starts["您于"] - 28 * MM) == 32
    assert round(starts["王*"] - 28 * MM) == 0


@pytest.mark.parametrize("length", range(40, 240, 20))  # so that the end of the text meets the end of the page
def test_a_signature_never_stands_alone_on_its_page(length: int) -> None:
    pages = [squeezed(page.extract_text()) for page in reader(opinion(facts="访" * length)).pages]
    (signed,) = (page for page in pages if "先锋路街道办事处2017年9月1日" in page)
    assert "申请复查。" in signed


def test_page_numbers_stand_outside_at_14_points() -> None:
    made = opinion(facts="访" * 1500)
    odd, even = ([left for pieces in lines_of(made, page, 14).values() for left, text in pieces if "—" in text]
                 for page in (0, 1))  # fmt: skip
    assert odd[0] > 105 * MM
    assert round(even[0] - 28 * MM) == 14


def test_letters_without_a_space_stay_inside_the_margins() -> None:
    rows = lines_of(opinion(facts="W" * 300, matter="W" * 60), page=0)
    for pieces in rows.values():
        for left, text in pieces:
            assert left + text.count("W") * 15.81 <= (210 - 26) * MM + 1  # W is 15.81 points wide


def faces(made: bytes) -> set[str]:
    """Return the names of the embedded faces without the mark of the subset."""
    found: set[str] = set()
    for page in reader(made).pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        for font in cast("DictionaryObject", resources["/Font"]).values():  # a page with text has such a dictionary
            found.add(str(font.get_object()["/BaseFont"]).split("+")[1])
    return found


BUNDLED = {"WangfangSong-Regular-Identity-H", "WangfangSong-Bold-Identity-H", "WangfangHei-Regular-Identity-H"}


def test_only_the_bundled_faces_are_used() -> None:
    assert faces(opinion()) == BUNDLED


@pytest.mark.parametrize(
    "text",
    [
        "㛃𬭎䶮龑堃喆",  # in names of people; outside GB 2312, in 通用规范汉字表 or beyond
        "阿依古丽·买买提",  # U+00B7
        "①②③ 20㎡ 36℃ ± № →",
        "國華陳劉",  # traditional characters
    ],
)
def test_rare_characters_are_printed_with_the_bundled_faces(text: str) -> None:
    made = opinion(facts=text)
    assert squeezed(text) in read(made)
    assert faces(made) == BUNDLED


@pytest.mark.parametrize(
    "text",
    [
        '#include"secret.typ"',
        '#read("/etc/passwd")',
        "$x^2$",
        "*粗*_斜_`码`",
        "<script>alert(1)</script>",
        "=1+1",
        r"\u{41}\n\\",
        "@ref<label>",
        "//注释/*块*/",
        "~--…",
        "{{7*7}}",
    ],
)
def test_markup_is_printed_as_text(text: str) -> None:
    assert text in read(opinion(facts=f"起{text}止", matter=text, addressee=text))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("漏\x00雨", "漏雨"),  # NUL
        ("漏\ud83d雨", "漏〔U+FFFD〕雨"),  # half of a character, told by its code
        ("漏\u202e雨", "漏雨"),  # turns the direction of reading
        ("漏\x1b[31m雨", "漏[31m雨"),  # escape
        ("漏雨\r\n属实", "漏雨属实"),  # two lines
    ],
)
def test_what_no_printer_shows_is_left_out(typed: str, printed: str) -> None:
    assert printed in read(opinion(facts=typed))


def test_characters_that_no_bundled_face_has_do_not_stop_the_print() -> None:
    assert "其余照印" in read(opinion(facts="𰻞 한국 其余照印"))


def test_the_same_data_gives_the_same_bytes() -> None:
    assert opinion() == opinion()


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("先锋路街道办事处", 1),
        ("哈尔滨市南岗区人民政府先锋路街道", 1),  # 16 characters: smaller, still one line
        ("哈尔滨市南岗区人民政府先锋路街道办事处信访工作联席会议办公室", 2),
    ],
)
def test_a_long_name_of_an_agency_stays_readable(name: str, lines: int) -> None:
    rows = lines_of(opinion(issuer=name), 0, None)
    number = next(height for height, pieces in rows.items() if pieces[0][1].startswith("先街信意字"))
    head = [pieces for height, pieces in rows.items() if height > number]
    assert len(head) == lines
    assert "".join(text for pieces in head for _, text in pieces) == name
    assert min(left for pieces in head for left, _ in pieces) >= 28 * MM - 0.1


def test_an_opinion_without_its_remedy_is_not_printed() -> None:
    with pytest.raises(Incomplete, match="申请复查"):
        opinion(remedy="")


def test_an_unknown_template_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no template 'notice'"):
        pdf("notice", {})


def test_what_is_no_plain_data_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        pdf(SLIP, {"issuer": {"南岗区信访局"}})


def test_several_threads_print_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda nth: read(opinion(facts=f"第{nth}户渗漏属实。")), range(24)))
    assert [f"第{nth}户渗漏属实。" in text for nth, text in enumerate(made)] == [True] * 24


def test_a_table_of_200_rows_goes_on_over_pages_under_a_repeated_head() -> None:
    pages = [squeezed(page.extract_text()) for page in reader(pdf("bulletin", bulletin(200))).pages]
    with_rows = [page for page in pages if "街道办事处" in page]
    assert len(with_rows) > 5
    assert all("序号编号责任单位" in page for page in with_rows)
    said = "".join(pages)
    assert [f"2301-{nth:05d}" in said for nth in range(1, 201)] == [True] * 200
    assert "合计—200件" in said


def test_a_bulletin_names_issue_receivers_and_its_way_of_counting() -> None:
    said = read(pdf("bulletin", bulletin(1)))
    for text in (
        "网上信访工作通报",
        "〔2017〕第4期",
        "各县（市、区）信访局：",
        "抄报：市联席会议召集人",
        "统计口径：法定口径。",
    ):
        assert text in said


def test_a_sparse_bulletin_leaves_out_what_it_lacks() -> None:
    said = read(pdf("bulletin", sparse()))
    assert said.endswith("甲1哈尔滨市信访局2018年1月5日—1—")
    assert "抄" not in said


def test_the_slip_is_a6_and_shows_the_code() -> None:
    slip = {
        "issuer": "南岗区信访局", "case_number": "230822-0482", "query_code": "K7M4X2PQ", "matter": "顶楼漏雨",
        "submitted_on": "2017年8月22日", "where": "网上信访大厅", "phone": "",
    }  # fmt: skip
    made = pdf(SLIP, slip)
    assert round(float(reader(made).pages[0].mediabox.width) / MM) == 148
    assert "查询码K7M4X2PQ" in read(made)
    assert "咨询电话" not in read(made)


def test_an_assignment_names_the_case_the_receiver_and_the_day() -> None:
    said = read(pdf(PaperKind.ASSIGNMENT_LETTER, BODIES[PaperKind.ASSIGNMENT_LETTER]))
    assert "信访事项交办函先锋路街道办事处：" in said
    assert "办理期限2017年10月9日前（含当日）" in said

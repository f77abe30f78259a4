"""Are the pages of portal and desk English throughout for who chose it, and does what is kept stay Chinese?"""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from lxml import html
from pypdf import PdfReader

from tests.house.test_english import HAN, TYPED
from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.test_exporting import asked, way
from tests.interfaces.desk.test_retention import press
from tests.interfaces.portal.walking import post, submitted, walked
from tests.moments import at
from tests.stories import ANSWER, ROOF, story
from wangfang.interfaces.desk.presenters.assisting import quoted
from wangfang.interfaces.frame.menu import menu_of
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.records.exporting.models import ExportRequest
from wangfang.records.people.models import Account
from wangfang.rules import contents
from wangfang.rules.contents import Table
from wangfang.rules.facts import Role, Step
from wangfang.rules.papers import PaperKind, title_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

ATTRIBUTES = ("title", "alt", "placeholder", "aria-label", "data-stop", "data-words", "data-word")
LISTED = {
    "《[^》]*》(?:第[一二三四五六七八九十百]+条)?(?:（[0-9]{4}年）)?": "a law and its article, as they are called",
    "[^ ]*字〔[0-9]{4}〕[0-9]+号": "the number of a paper",
}
"""Chinese that an English page shows too: a pattern, and why. Beside it the names of `_names` and what people wrote."""
PORTAL = ("home", "what", "where", "contact", "follow", "how", "rights", "notice", "privacy")
SEATS = (
    ("NG", Role.CLERK),
    ("NG", Role.BUREAU_LEADER),
    ("NG-XF", Role.OFFICER),
    ("NG-XF", Role.UNIT_LEADER),
    ("HRB", Role.SUPERVISOR),
    ("HRB", Role.LEADER),
    ("HRB", Role.ADMIN),
    ("HRB", Role.SECURITY),
    ("HRB", Role.AUDITOR),
    ("HRB", Role.ANALYST),
)


def english(client: Client) -> Client:
    """Choose English."""
    client.post(reverse("portal:language"), {"language": "en", "next": "/"})
    return client


def chinese_in(page: str) -> list[str]:
    """Return what is Chinese of what a page shows, its case, its names and what is listed left out."""
    found, known = [], _known()
    for node in html.fromstring(page).iter():
        if node.tag in {html.etree.Comment, "script", "style"}:
            continue
        texts = [node.text, *(child.tail for child in node), *(node.get(name) for name in ATTRIBUTES)]
        chinese = [text for text in texts if text and HAN.search(text)]
        if chinese and not _is_quoted(node):
            found += [left for text in chinese if HAN.search(left := known.sub("", text))]
    return found


def _is_quoted(node: html.HtmlElement) -> bool:
    """Tell whether it says of itself that it is Chinese, is the seal, or gives a reason of the rules for a no."""
    above = [node, *node.iterancestors()]
    if any(f"{one.get('lang')} {one.get('aria-hidden')}" in {"zh-CN None", "None true"} for one in above):
        return True
    return any(one.get("class") == "whynots" for one in above[1:2])


def _known() -> re.Pattern[str]:
    """Return a pattern of every name, the longest first, of what is listed, and of what is typed as it is."""
    names = [re.escape(name) for name in sorted(_names(), key=len, reverse=True)]
    return re.compile("|".join([*LISTED, *names, TYPED.pattern]))


def _names() -> set[str]:
    agencies = {agency.name for agency in tree().by_code.values()}
    people = set(Account.objects.values_list("name", flat=True)) | {"王秀兰", "王**", "王某某"}
    places = {name[:3] for name in agencies} | {name.split("办事处")[0] for name in agencies}
    terms = {term.name for table in Table for term in contents.every(table)}
    papers = {title_of(kind) for kind in PaperKind}
    wrote = {ROOF.title, ROOF.text, ROOF.address, "辽河小区**", ANSWER, "电话联系了信访人，约定上门时间。", "经办人"}
    return agencies | people | places | terms | papers | wrote


def bad_pages(client: Client, addresses: list[str]) -> dict[str, list[str]]:
    """Return by address what is Chinese there; every address can be opened."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[address.split("/")[-2]] = chinese_in(answer.content.decode())
    return {address: words for address, words in found.items() if words}


def test_chinese_on_a_page_is_found() -> None:
    page = '<html lang="en"><body><p title="甲">Case <b>乙</b> 丙</p><i lang="zh-CN">丁</i>“代表” 南岗区信访局</body>'
    assert chinese_in(page) == [" 丙", "甲", "乙"]


def test_the_portal_is_english() -> None:
    visitor = english(Client())
    assert bad_pages(visitor, [reverse(f"portal:{name}") for name in PORTAL]) == {}
    walked(visitor)
    assert bad_pages(visitor, [reverse("portal:check")]) == {}
    wrong = visitor.post(reverse("portal:contact"), {"name": "", "id_number": "1", "phone": "2"})
    assert wrong.status_code == 422


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
def test_a_petition_is_followed_in_english() -> None:
    told = story().submitted().registered().forwarded("NG-XF").accepted().answered().served()
    visitor = english(Client())
    post(visitor, "follow", number=told.now.number, code=told.code)
    assert bad_pages(visitor, [reverse(f"portal:{name}") for name in ("case", "rate", "proof", "review")]) == {}


@pytest.mark.parametrize(("agency", "role"), SEATS, ids=[f"{agency}-{role}" for agency, role in SEATS])
def test_every_page_of_the_menu_is_english(agency: str, role: Role, enter: Enter) -> None:
    story().submitted().registered().forwarded("NG-XF").accepted().worked()
    story().submitted()
    pages = [line.url for group in menu_of(role, "", {}) for line in group.lines]
    client = english(enter(agency, role))
    assert bad_pages(client, [*pages, "/desk/keys/", "/desk/posts/", "/desk/devices/"]) == {}


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
@pytest.mark.parametrize(("agency", "role"), [SEATS[0], SEATS[2]], ids=["bureau", "unit"])
def test_a_case_and_the_forms_of_its_acts_are_english(agency: str, role: Role, enter: Enter) -> None:
    told = story().submitted().registered().forwarded("NG-XF").accepted().worked().drafted()
    client = english(enter(agency, role))
    page = reverse("desk:case", args=[told.now.number])
    ways = set(re.findall(rf'href="({page}[a-z-]+/)"', client.get(page).content.decode()))
    assert len(ways) > 5
    assert bad_pages(client, [page, *sorted(ways)]) == {}


# What is kept is Chinese whoever looks.


def test_the_reason_of_a_merge_is_kept_in_chinese(enter: Enter) -> None:
    first, copy = story("2017-08-21").submitted().registered(), story("2017-08-22").submitted().registered()
    client = english(enter("NG"))
    said = {"other": first.now.number, "verdict": "same", "act_key": "k"}
    assert client.post(reverse("desk:alike", args=[copy.now.number]), said).status_code == 302
    undo = {"other": first.now.number, "act_key": "l"}
    client.post(reverse("desk:alike-undo", args=[copy.now.number]), undo)
    events = lookups.life(copy.now).events[-2:]
    assert [event.step for event in events] == [Step.MERGE, Step.UNMERGE]
    assert [event.text("why").split("：")[0] for event in events] == ["系统比对", "认定有误，撤销"]


@time_machine.travel(at("2017-08-25 10:00"), tick=False)
def test_a_rating_is_kept_in_chinese() -> None:
    told = story().submitted().registered().forwarded("NG-XF").accepted().answered().served()
    visitor = english(Client())
    post(visitor, "follow", number=told.now.number, code=told.code)
    both = {"bureau": "satisfied", "unit": "dissatisfied", "act_key": "k1"}
    visitor.post(reverse("portal:rate"), both | {"reasons": ["slow", "unsolved"], "note": ""})
    assert lookups.life(told.now).events[-1].text("note") == "办得慢；问题没解决"


def test_an_exported_list_is_in_chinese(enter: Enter) -> None:
    story().submitted(to="NG").registered()
    clerk = enter("NG")
    request: ExportRequest = asked(clerk)
    english(clerk)
    press(clerk, way("export-make", request))
    answer = clerk.get(way("export-file", request))
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    assert [cell.value for cell in sheet[2]][:2] == ["编号", "反映的问题"]


def test_a_receipt_is_in_chinese() -> None:
    visitor = english(Client())
    submitted(visitor)
    answer = visitor.get(reverse("portal:slip"))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert re.search(r"20\d\d\s*年", text)


def test_the_answer_of_a_unit_goes_into_the_opinion_in_chinese() -> None:
    told = story().submitted().registered().forwarded("NG-XF", "NG-ZJ").accepted().assisted("NG-ZJ", "管道已修。")
    with override("en"):
        assert quoted(lookups.life(told.now), "NG-ZJ") == "南岗区住房和城乡建设局意见：管道已修。"

"""Does a bureau freeze a quarter from its figures, and does every number of a frozen page lead to as many cases?"""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import clerk
from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.test_measures import lives
from tests.moments import at
from tests.records.test_bulletins import late_entry
from tests.stories import story
from wangfang.records.cases import passing
from wangfang.records.frozen import freezing
from wangfang.records.frozen.models import FrozenSet
from wangfang.records.indicators.measures import GROUPS
from wangfang.rules.facts import Act, Role
from wangfang.rules.indicators import Definition
from wangfang.rules.periods import Period

pytestmark = pytest.mark.django_db
TABLE, FREEZE, SETS = reverse("desk:indicators"), reverse("desk:freeze"), reverse("desk:frozen-sets")
Q3 = {"period": "2017Q3", "definition": "LEGAL"}
LINK = re.compile(r'<a href="([^"]+)">(\d+)<span class="vh">')
NUMBER = "2017Q3-LEGAL-1"


def frozen(when: str = "2018-01-05") -> FrozenSet:
    """Freeze the third quarter."""
    return freezing.freeze(Period.parse("2017Q3"), Definition.LEGAL, Act(clerk("HRB"), at(when), at(when)))


def page_of(client: Client, name: str, **asked: str) -> str:
    """Return a page of the set."""
    return client.get(reverse(name, args=[NUMBER]), asked).content.decode()


def test_the_clerk_of_the_city_freezes_the_quarter_and_finds_it_again(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    assert "冻结这一期" in client.get(TABLE, Q3).content.decode()
    answer = client.post(FREEZE, Q3, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(reverse("desk:frozen", args=[NUMBER]), 302)]
    assert f"已冻结为“{NUMBER}”" in page
    assert FrozenSet.objects.get().digest in page
    assert "法定期限 v1" in page
    for address in (SETS, f"{TABLE}?period=2017Q3"):
        assert f'href="{reverse("desk:frozen", args=[NUMBER])}"' in client.get(address).content.decode()
    assert NUMBER not in client.get(TABLE, {"period": "2017Q2"}).content.decode()


def test_the_same_again_is_refused_in_a_sentence(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    client.post(FREEZE, Q3)
    answer = client.post(FREEZE, Q3)
    assert (answer.status_code, FrozenSet.objects.count()) == (422, 1)
    assert f"自“{NUMBER}”冻结以来，这一期的数据没有变化" in answer.content.decode()


@pytest.mark.parametrize(
    ("agency", "role", "status"),
    [("NG", Role.CLERK, 403), ("HRB", Role.SUPERVISOR, 403), ("NG-XF", Role.OFFICER, 403)],
)
def test_who_may_not_freeze_has_no_button_and_is_refused(enter: Enter, agency: str, role: Role, status: int) -> None:
    client = enter(agency, role)
    assert "冻结这一期" not in client.get(TABLE, Q3).content.decode()
    assert client.post(FREEZE, Q3).status_code == status
    assert FrozenSet.objects.count() == 0


@pytest.mark.parametrize("asked", [{}, {"period": "2017Q9"}, {"period": "2017Q3", "definition": "MOON"}])
def test_a_period_that_is_none_is_not_frozen_as_another(enter: Enter, asked: dict[str, str]) -> None:
    answer = enter("HRB").post(FREEZE, asked)
    assert (answer.status_code, FrozenSet.objects.count()) == (422, 0)
    assert "没有看懂要冻结哪一期" in answer.content.decode()


@pytest.mark.parametrize("group", ["rates", *GROUPS])
@pytest.mark.parametrize("by", ["county", "agency"])
def test_every_number_of_a_frozen_page_is_a_link_to_as_many_cases(group: str, by: str, enter: Enter) -> None:
    lives()
    frozen()
    client = enter("HRB")
    links = LINK.findall(page_of(client, "desk:frozen", group=group, by=by))
    assert links != []
    for url, number in links:
        behind = client.get(html.unescape(url)).content.decode()
        assert re.findall(r'data-n="(\d+)"', behind) == [number], url
        assert f"冻结时 {number} 件" in behind


def test_a_frozen_page_shows_what_was_frozen_whatever_comes_in(enter: Enter) -> None:
    lives()
    frozen()
    client = enter("HRB")
    before = page_of(client, "desk:frozen")
    story("2017-08-21").submitted(to="DL").registered()
    rates = re.compile(r'<th scope="row">.*')
    assert rates.findall(page_of(client, "desk:frozen")) == rates.findall(before) != []


def test_a_neighbour_reads_how_many_were_frozen_and_opens_those_that_they_see(enter: Enter) -> None:
    lives()
    frozen()
    asked = {"by": "total", "code": "", "indicator": "bureau_timely", "bucket": "due"}
    found = {}
    for agency in ("HRB", "NG", "HL", "DL"):
        page = page_of(enter(agency, Role.CLERK, f"{agency}-f".lower()), "desk:frozen-behind", **asked)
        found[agency] = (re.findall(r"冻结时 (\d+) 件", page)[0], re.findall(r'data-n="(\d+)"', page)[0])
    assert found == {"HRB": ("4", "4"), "NG": ("4", "3"), "HL": ("4", "1"), "DL": ("4", "0")}


def test_what_was_typed_in_late_stands_as_a_correction_with_its_case(enter: Enter) -> None:
    told = story("2017-08-21").submitted().registered()
    frozen()
    told.case = passing.forward(told.now, "NG-XF", late_entry(told, "2018-01-08"))
    page = page_of(enter("HRB"), "desk:frozen-corrections")
    row = next(line for line in page.splitlines() if '<th scope="row">南岗区</th>' in line)
    assert re.findall(r"<td[^>]*>([^<]*)<", row)[:3] == [
        "信访部门及时受理率", "0.00%（0／1，人次 0／1）", "100.00%（1／1，人次 1／1）",
    ]  # fmt: skip
    assert f'<a class="num" href="{reverse("desk:case", args=[told.now.number])}">{told.now.number}</a>' in row
    assert "补录" in row


def test_a_correction_names_no_case_to_who_does_not_see_it(enter: Enter) -> None:
    told = story("2017-08-21").submitted().registered()
    frozen()
    told.case = passing.forward(told.now, "NG-XF", late_entry(told, "2018-01-08"))
    page = page_of(enter("HL"), "desk:frozen-corrections", by="agency")
    assert "100.00%（1／1，人次 1／1）" in page
    assert told.now.number not in page


def test_without_corrections_the_page_says_so(enter: Enter) -> None:
    story("2017-08-21").submitted().registered().forwarded("NG-XF").accepted().answered().served().closed()
    frozen()
    assert "冻结以来没有更正。" in page_of(enter("HRB"), "desk:frozen-corrections")


@pytest.mark.parametrize("name", ["desk:frozen", "desk:frozen-behind", "desk:frozen-corrections"])
def test_a_set_that_is_none_is_not_found(name: str, enter: Enter) -> None:
    assert enter("HRB").get(reverse(name, args=["2017Q3-LEGAL-9"])).status_code == 404


@pytest.mark.parametrize(
    "asked", [{}, {"indicator": "moon"}, {"indicator": "bureau_timely", "bucket": "due", "code": "X"}]
)
def test_a_number_that_is_none_is_not_found(asked: dict[str, str], enter: Enter) -> None:
    lives()
    frozen()
    assert enter("HRB").get(reverse("desk:frozen-behind", args=[NUMBER]), asked).status_code == 404


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SECURITY, Role.AUDITOR])
def test_who_keeps_the_house_reads_no_frozen_figures(role: Role, enter: Enter) -> None:
    lives()
    frozen()
    client = enter("HRB", role)
    addresses = [SETS, *(reverse(f"desk:frozen{page}", args=[NUMBER]) for page in ("", "-behind", "-corrections"))]
    assert [client.get(address).status_code for address in addresses] == [404] * 4


def _costs(client: Client) -> list[int]:
    asked = "?by=total&code=&indicator=bureau_timely&bucket=due"
    found = []
    for name, query in (("frozen", ""), ("frozen-behind", asked), ("frozen-corrections", "")):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(f"desk:{name}", args=[NUMBER]) + query).status_code == 200
        found.append(len(seen))
    return found


def test_the_pages_of_a_set_ask_the_same_questions_for_one_case_and_for_many(enter: Enter) -> None:
    client = enter("HRB")
    story("2017-08-21").submitted().registered()
    made = frozen()
    told = story("2017-08-22").submitted().registered()
    told.case = passing.forward(told.now, "NG-XF", late_entry(told, "2018-01-08"))
    _costs(client)
    one = _costs(client)
    for _ in range(9):
        again = story("2017-08-22").submitted().registered()
        again.case = passing.forward(again.now, "NG-XF", late_entry(again, "2018-01-08"))
    assert _costs(client) == one
    assert made.number == NUMBER
    assert frozen("2018-01-09").number == "2017Q3-LEGAL-2"

"""Does the page of figures show what was known at a moment, and behind each number exactly what it counted then?"""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse

from tests.cast import at_accusations
from tests.interfaces.desk.conftest import Enter
from tests.interfaces.desk.test_measures import lives
from tests.records.test_bulletins import late_entry
from tests.stories import story
from wangfang.records.cases import passing
from wangfang.records.indicators.measures import GROUPS

pytestmark = pytest.mark.django_db
TABLE = reverse("desk:indicators")
Q3 = {"period": "2017Q3", "definition": "LEGAL"}
LINK = re.compile(r'<a href="([^"]+)">(\d+)<span class="vh">')


def counts(page: str) -> list[str]:
    """Return the numbers of a page that lead somewhere."""
    return [number for _, number in LINK.findall(page)]


@pytest.mark.parametrize("group", ["rates", *GROUPS])
@pytest.mark.parametrize("moment", ["2017-08-25", "2017-10-31T18:00"])
def test_every_number_of_a_moment_is_a_link_to_as_many_cases(group: str, moment: str, enter: Enter) -> None:
    lives()
    client = enter("HRB")
    page = client.get(TABLE, {**Q3, "group": group, "as_of": moment}).content.decode()
    links = LINK.findall(page)
    assert links != [] or (group, moment) == ("ending", "2017-08-25") or group == "rating"
    for url, number in links:
        behind = client.get(html.unescape(url)).content.decode()
        assert re.findall(r'data-n="(\d+)"', behind) == [number], url
        assert f"截至 {moment[:10]}" in behind


def test_an_act_typed_in_late_is_not_counted_before_and_the_head_says_as_of_when(enter: Enter) -> None:
    told = story("2017-08-21").submitted().registered()
    told.case = passing.forward(told.now, "NG-XF", late_entry(told, "2017-11-20"))
    client = enter("HRB")
    then = client.get(TABLE, {**Q3, "as_of": "2017-11-15"}).content.decode()
    assert "数据截至 2017-11-15 23:59（只算到这一时刻已经录入的）" in then
    assert 'name="as_of" value="2017-11-15"' in then
    assert counts(then) == ["0", "1"]
    later = counts(client.get(TABLE, {**Q3, "as_of": "2017-11-20"}).content.decode())
    assert later == ["1", "1", "0", "1"], "the bureau was in time, and the unit was not"
    assert "只算到这一时刻已经录入的）" not in client.get(TABLE, Q3).content.decode()


@pytest.mark.parametrize(("bucket", "standing"), [("due", "没有办到"), ("met", None), ("late", "没有办到")])
def test_behind_a_number_of_then_stands_how_its_clock_stood_then(
    bucket: str, standing: str | None, enter: Enter
) -> None:
    told = story("2017-08-21").submitted().registered()
    told.case = passing.forward(told.now, "NG-XF", late_entry(told, "2017-11-20"))
    asked = {**Q3, "by": "county", "code": "230103", "indicator": "bureau_timely", "as_of": "2017-11-15"}
    page = enter("HRB").get(reverse("desk:behind"), {**asked, "bucket": bucket}).content.decode()
    assert re.findall(r'data-n="(\d+)"', page) == ["1" if standing else "0"]
    assert (told.now.number in page, "没有办到" in page) == (standing is not None, standing is not None)


def test_the_way_back_and_the_other_groups_keep_the_moment(enter: Enter) -> None:
    lives()
    client = enter("HRB")
    page = client.get(TABLE, {**Q3, "as_of": "2017-10-31T18:00"}).content.decode()
    groups = re.findall(r'href="([^"]+group=[^"]+)"', page)
    assert len(groups) == 4
    assert all("as_of=2017-10-31T18%3A00%3A00" in url for url in groups)
    url = html.unescape(LINK.findall(page)[0][0])
    assert "as_of=2017-10-31T18%3A00%3A00" in client.get(url).content.decode()


def test_accusations_stand_in_no_list_of_the_past(enter: Enter) -> None:
    at_accusations("NG")
    story("2017-08-21").submitted()
    for _ in range(5):
        story("2017-08-21").accusing("NG-HX").submitted()
    client = enter("HRB")
    asked = {**Q3, "by": "county", "code": "230103", "indicator": "bureau_timely", "as_of": "2017-10-31"}
    assert counts(client.get(TABLE, {**Q3, "as_of": "2017-10-31"}).content.decode()) == ["0", "6"]
    page = client.get(reverse("desk:behind"), {**asked, "bucket": "due"}).content.decode()
    assert re.findall(r'data-n="(\d+)"', page) == ["1"]


@pytest.mark.parametrize("group", ["rates", "volume"])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("昨天", "时间“昨天”看不懂，请写成 2018-01-01 或者 2018-01-01T18:00 这样"),
        ("2017-13-01", "时间“2017-13-01”看不懂"),
        ("0001-01-01T00:00+14:00", "时间“0001-01-01T00:00+14:00”看不懂"),
        ("2999-01-01", "“2999-01-01”还没有到，截至的时刻不能在以后"),
    ],
)
def test_a_moment_that_is_none_is_told_and_what_was_typed_stays(
    typed: str, sentence: str, group: str, enter: Enter
) -> None:
    lives()
    answer = enter("HRB").get(TABLE, {**Q3, "group": group, "as_of": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{sentence}" in page
    assert "下面是现在的数据。" in page
    assert f'name="as_of" value="{typed}"' in page
    assert 'value="2017Q3" selected' in page
    assert counts(page) != []


def test_behind_a_moment_that_is_none_no_other_list_is_shown(enter: Enter) -> None:
    asked = {**Q3, "by": "county", "code": "230103", "indicator": "bureau_timely", "bucket": "due", "as_of": "昨天"}
    answer = enter("HRB").get(reverse("desk:behind"), asked)
    assert answer.status_code == 422
    assert "时间“昨天”看不懂" in answer.content.decode()


def test_a_figure_of_the_past_cannot_be_frozen(enter: Enter) -> None:
    client = enter("HRB")
    assert "冻结这一期" in client.get(TABLE, Q3).content.decode()
    assert "冻结这一期" not in client.get(TABLE, {**Q3, "as_of": "2017-10-31"}).content.decode()

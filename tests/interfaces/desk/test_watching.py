"""Every look at a case leaves exactly one event, refused ones too; without the key nothing is shown."""

from __future__ import annotations

from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.interfaces.desk.conftest import Enter
from tests.moments import at
from tests.stories import Story, story
from wangfang.interfaces.frame.watching import BARE, KINDS
from wangfang.records.cases import lookups
from wangfang.records.cases.verification import verify
from wangfang.records.files import keep
from wangfang.records.ledger import access
from wangfang.records.ledger.models import Access
from wangfang.records.vault import keys as vault
from wangfang.records.vault.suites import STANDARD
from wangfang.rules.facts import Role

pytestmark = pytest.mark.django_db


class Unreachable(vault.FileKeeper):
    """A key service that does not answer."""

    def mac(self, kid: str, data: bytes) -> bytes:
        raise vault.NoKey(kid)


def unreachable(suite: object) -> vault.Keeper:
    """Return what WANGFANG_KEEPER names in these tests."""
    from pathlib import Path

    from django.conf import settings

    return Unreachable(Path(settings.WANGFANG_KEYS), STANDARD)


def told() -> Story:
    return story().submitted().registered().forwarded("NG-XF").accepted()


def scan() -> keep.Upload:
    return cast("keep.Upload", SimpleUploadedFile("来信.pdf", SAMPLES["pdf"], "application/pdf"))


def looks() -> list[tuple[str, str, str, str, int]]:
    return list(Access.objects.order_by("pk").values_list("who", "post", "what", "case", "item"))


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("case", "view"),
        ("papers", "view"),
        ("trail", "view"),
        ("paper", "paper"),
        ("paper-pdf", "paper"),
        ("archive", "export"),
        ("log-work", "view"),
    ],
)
def test_each_page_of_a_case_leaves_one_event(enter: Enter, page: str, what: str) -> None:
    case = told().now
    story("2017-09-01").submitted()
    key = [paper.pk for paper in lookups.papers(case) if paper.kind == "acceptance_notice"]
    more = key if page.startswith("paper") and page != "papers" else []
    client = enter("NG-XF", Role.OFFICER, "li")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(f"desk:{page}", args=[case.number, *more])).status_code == 200
    assert looks() == [("li", "NG-XF/officer", what, case.number, more[0] if more else 0)]
    assert sum("insert into ledger_access" in query["sql"] for query in asked) == 1
    assert list(verify()) == []


def test_a_file_is_a_look_of_its_own_and_one_of_another_case_is_refused(enter: Enter) -> None:
    case, other = told().now, story().submitted().now
    stored, foreign = (keep.keep(scan(), one.number, at("2017-08-22")) for one in (case, other))
    client = enter("NG-XF", Role.OFFICER, "li")
    address = reverse("files:file", args=[case.number, stored.pk])
    assert client.get(address).status_code == 200
    assert client.get(reverse("files:file", args=[case.number, foreign.pk])).status_code == 404
    assert client.get(reverse("files:file", args=[other.number, foreign.pk])).status_code == 404
    assert looks() == [
        ("li", "NG-XF/officer", "file", case.number, stored.pk),
        ("li", "NG-XF/officer", "failed", case.number, foreign.pk),
        ("li", "NG-XF/officer", "failed", other.number, foreign.pk),
    ]


def test_a_panel_is_a_look_and_the_way_to_it_is_none(enter: Enter) -> None:
    case = told().now
    client = enter("NG-XF", Role.OFFICER, "li")
    address = reverse("desk:panel", args=[case.number])
    assert client.get(address).status_code == 302
    client.get(reverse("desk:worklist"))
    assert looks() == []
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 200
    assert looks() == [("li", "NG-XF/officer", "view", case.number, 0)]


def test_what_is_refused_is_written_down_too(enter: Enter) -> None:
    case = told().now
    neighbour = enter("DL", Role.CLERK, "zhao")
    assert neighbour.get(reverse("desk:case", args=[case.number])).status_code == 404
    assert neighbour.post(reverse("desk:accept", args=[case.number])).status_code == 404
    assert looks() == [("zhao", "DL/clerk", "failed", case.number, 0)] * 2


def test_a_narrowed_list_is_a_search_and_says_no_words(enter: Enter) -> None:
    told()
    client = enter("NG-XF", Role.OFFICER, "li")
    client.get(reverse("desk:worklist"), {"tab": "todo"})
    client.get(reverse("desk:worklist"), {"q": "王秀兰"})
    assert looks() == [("li", "NG-XF/officer", "search", "", 0)]
    assert "王秀兰" not in str(list(Access.objects.values_list()))


def test_the_leader_of_a_bureau_reads_who_looked_and_nobody_else(enter: Enter) -> None:
    case = told().now
    enter("NG-XF", Role.OFFICER, "li").get(reverse("desk:case", args=[case.number]))
    trail = reverse("desk:trail", args=[case.number])
    leader = enter("NG", Role.BUREAU_LEADER, "zhou").get(trail)
    assert [(line.who, line.where) for line in leader.context["looks"]] == [("li", "先锋路街道办事处")]
    assert "谁看过" in leader.content.decode()
    for agency, role in (("NG", Role.CLERK), ("NG-XF", Role.UNIT_LEADER), ("NG-XF", Role.OFFICER)):
        page = enter(agency, role, f"{agency}-{role}-x".lower()).get(trail)
        assert page.context["looks"] is None
        assert "谁看过" not in page.content.decode()


def test_without_the_key_nothing_is_shown_and_nothing_is_written(enter: Enter, settings: object) -> None:
    case = told()
    client = enter("NG-XF", Role.OFFICER, "li")
    settings.WANGFANG_KEEPER = f"{__name__}:unreachable"  # type: ignore[attr-defined]
    page = client.get(reverse("desk:case", args=[case.now.number]))
    assert page.status_code == 422
    assert "辽河小区" not in page.content.decode()
    steps = len(lookups.steps(case.now))
    with pytest.raises(vault.NoKey):
        case.worked()
    assert len(lookups.steps(case.now)) == steps
    assert looks() == []


@pytest.mark.parametrize(
    "change", ["who = 'wang'", "what = 'file'", "recorded_at = recorded_at - interval '1 s'", "origin = ''"]
)
def test_an_altered_event_is_found(enter: Enter, change: str) -> None:
    case = told().now
    enter("NG-XF", Role.OFFICER, "li").get(reverse("desk:case", args=[case.number]))
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(f"update ledger_access set {change}")  # noqa: S608 - names of our own
        cursor.execute("set session_replication_role = origin")
    assert [(one.case, one.kind) for one in verify()] == [(case.number, "access")]


def test_every_page_that_is_named_here_is_there(client: Client) -> None:
    from tests.house.test_every_url_has_a_keeper import ROUTES

    assert set(KINDS) | BARE <= set(ROUTES)
    assert {what.value for what in KINDS.values()} <= {what.value for what in access.What}

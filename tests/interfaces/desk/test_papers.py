"""Who opens which paper on the desk, in which format, and the whole case in one volume."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.interfaces.desk.conftest import Enter
from tests.records.printing.papers import read
from tests.stories import Story, story
from wangfang.records.cases import lookups
from wangfang.rules.facts import Role


def lived() -> Story:
    """Tell of a case at a street office, with papers of all three addressees."""
    return story("2017-08-22").submitted().registered().forwarded("NG-XF").accepted()


def key(told: Story, kind: str) -> int:
    """Return the key of the paper of a kind."""
    return next(paper.pk for paper in lookups.papers(told.now) if paper.kind == kind)


@pytest.mark.parametrize(
    ("agency", "role", "kind", "status"),
    [
        ("NG", Role.CLERK, "registration_form", 200),  # its own
        ("HLJ", Role.CLERK, "registration_form", 200),  # above it
        ("DL", Role.CLERK, "registration_form", 404),  # the case never came there
        ("NG-XF", Role.OFFICER, "registration_form", 404),  # kept inside the bureau
        ("NG-XF", Role.OFFICER, "forwarding_slip", 200),
        ("NG-XF", Role.OFFICER, "acceptance_notice", 200),
        ("NG", Role.CLERK, "acceptance_notice", 200),
    ],
)
def test_a_paper_opens_for_those_it_concerns(enter: Enter, agency: str, role: Role, kind: str, status: int) -> None:
    told = lived()
    client, number = enter(agency, role), told.now.number
    for page in ("paper", "paper-pdf", "paper-docx"):
        assert client.get(reverse(f"desk:{page}", args=[number, key(told, kind)])).status_code == status, page


def test_the_list_shows_what_may_be_read_and_to_whom_it_goes(enter: Enter) -> None:
    told = lived()
    bureau = enter("NG").get(reverse("desk:papers", args=[told.now.number])).content.decode()
    unit = enter("NG-XF", Role.OFFICER).get(reverse("desk:papers", args=[told.now.number])).content.decode()
    assert "信访事项登记表" in bureau
    assert "信访事项登记表" not in unit
    for words in ("给信访人", "给机关单位", "卷宗 PDF", "Word"):
        assert words in unit
    assert "内部" in bureau


def test_the_docx_is_handed_over_as_a_file_to_work_on(enter: Enter) -> None:
    told = lived()
    answer = enter("NG").get(reverse("desk:paper-docx", args=[told.now.number, key(told, "forwarding_slip")]))
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert answer.content.startswith(b"PK")


def test_the_volume_is_made_for_the_agency_that_asks(enter: Enter) -> None:
    told = lived()
    address = reverse("desk:archive", args=[told.now.number])
    bureau, unit = read(enter("NG").get(address).content), read(enter("NG-XF", Role.OFFICER).get(address).content)
    assert "南岗区信访局" in bureau
    assert "信访事项登记表" in bureau
    assert "信访事项登记表" not in unit
    assert enter("DL").get(address).status_code == 404


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"method": "direct"}, "写明送达凭证"),
        ({"method": "post", "proof": "已寄出"}, "邮寄送达要写回执编号，至少 8 位字母或者数字"),
    ],
)
def test_a_service_without_its_proof_stays_on_the_form(enter: Enter, said: dict[str, str], why: str) -> None:
    told = lived().answered()
    answer = enter("NG-XF", Role.OFFICER).post(reverse("desk:serve", args=[told.now.number]), said)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_the_proof_stands_on_the_receipt(enter: Enter) -> None:
    told = lived().answered()
    said = {"method": "post", "proof": "XA12345678901"}
    assert enter("NG-XF", Role.OFFICER).post(reverse("desk:serve", args=[told.now.number]), said).status_code == 302
    receipt = next(paper for paper in lookups.papers(told.now) if paper.kind == "service_receipt")
    assert receipt.body["proof"] == "XA12345678901"

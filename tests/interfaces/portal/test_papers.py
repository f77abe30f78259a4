"""Does a petitioner read every paper of their own, and none between organs or kept inside?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.interfaces.portal.walking import post
from tests.stories import story
from wangfang.records.cases import lookups


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("procedural_notice", 200),
        ("extension_notice", 200),
        ("registration_form", 404),
        ("forwarding_slip", 404),
        ("extension_approval", 404),
    ],
)
def test_only_papers_to_the_petitioner_open(visitor: Client, kind: str, status: int) -> None:
    told = story().submitted().registered().forwarded("NG-XF").accepted().extended()
    post(visitor, "follow", number=told.now.number, code=told.code)
    key = next(paper.pk for paper in lookups.papers(told.now) if paper.kind == kind)
    for page in ("portal:paper", "portal:paper-pdf"):
        assert visitor.get(reverse(page, args=[key])).status_code == status
    listed = {paper.kind for _, paper in visitor.get(reverse("portal:case")).context["papers"]}
    assert (kind in listed) is (status == 200)

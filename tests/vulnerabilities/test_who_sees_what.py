"""Do the holes through which others have read and changed foreign cases stay shut here?"""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.attachments import SAMPLES
from tests.house.said import SAID
from tests.house.test_every_url_has_a_keeper import ROUTES
from tests.interfaces.api.asking import ROOF, system_at
from tests.interfaces.portal.walking import CONFIRM, WHAT, key_of, post, walked
from tests.stories import story
from tests.vulnerabilities.conftest import World
from wangfang.interfaces.portal.keepsakes import DRAFT
from wangfang.records.cases import drafts, lookups
from wangfang.records.cases.models import Case
from wangfang.records.files.models import StoredFile
from wangfang.records.people.models import Account, Post
from wangfang.rules.facts import Role

OF_A_CASE = [name for name, route in ROUTES.items() if route.pattern.converters.keys() >= {"number"}]
CANARIES = ("canary-title", "canary-text", "canary-file", "王秀兰")


def _address(name: str, world: World) -> str:
    words = ROUTES[name].pattern.converters
    known = {"number": world.number, "key": world.file.pk, "place": 1, "spot": "phone", "item": "receipt"}
    return reverse(name, kwargs={word: known[word] for word in words})


@pytest.mark.parametrize("name", [name for name in OF_A_CASE if not name.startswith("api:")])
def test_another_district_is_told_that_there_is_no_such_case(name: str, world: World) -> None:
    """Rows 1, 11 and 14: every page, print, volume, preview and act of a case, from outside its way."""
    stranger = world.at("DL")
    assert stranger.get(_address(name, world)).status_code in {404, 405}
    assert stranger.post(_address(name, world), SAID).status_code in {404, 405}
    nowhere = _address(name, world).replace(world.number, "20170822-999999")
    seen = [stranger.get(address).content.decode() for address in (_address(name, world), nowhere)]
    there, missing = (re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page) for page in seen)
    assert there.replace(world.number, "") == missing.replace("20170822-999999", ""), "missing and hidden are one"


@pytest.mark.parametrize("to", ["HL-ZJ", "DL", "HRB", "HLJ", "NOBODY", ""])
def test_a_foreign_key_in_a_form_is_not_believed(to: str, world: World) -> None:
    """Row 2: every organ that a bureau may not send to, put in the place of one that it may."""
    told = story().submitted(to="NG").registered()
    clerk, address = world.at("NG"), reverse("desk:forward", args=[told.now.number])
    assert clerk.post(address, {**SAID, "to": to, "receiver": to, "seen": "2"}).status_code in {403, 422}
    assert Case.objects.get(number=told.now.number).state == Case.objects.get(pk=told.now.pk).state == "registered"


def test_an_optional_word_cannot_reach_a_case_that_is_hidden(world: World) -> None:
    """Row 3: the number of the case into which another is to be merged, and a second one beside the first."""
    foreign, own = story().submitted(to="DL").registered(), story().submitted(to="NG").registered()
    clerk, address = world.at("NG"), reverse("desk:merge", args=[own.now.number])
    for into in (foreign.now.number, [own.now.number, foreign.now.number]):
        assert clerk.post(address, {**SAID, "into": into, "seen": "2"}).status_code in {403, 404, 422}
    system = system_at("NG", name="sys")
    assert system.acts(own.now.number, "merge", 2, into=foreign.now.number, why="x").status in {404, 422}
    assert Case.objects.get(pk=own.now.pk).state == "registered"


def test_an_attachment_opens_for_who_sees_its_case_and_under_no_other_number(world: World) -> None:
    """Rows 4 and 7: one file, every kind of person, and the number of a case that is really one's own."""
    own = story().submitted(to="DL").registered()
    address = reverse("files:file", args=[world.number, world.file.pk])
    answers = {}
    for agency, role in (("NG", Role.CLERK), ("NG-XF", Role.OFFICER), ("HRB", Role.CLERK), ("DL", Role.CLERK),
                         ("NG-HX", Role.OFFICER), ("HRB", Role.ADMIN), ("HL", Role.BUREAU_LEADER)):  # fmt: skip
        answer = world.at(agency, role).get(address)
        answers[agency, role.value] = answer.status_code
        list(answer)
    assert {who for who, status in answers.items() if status == 200} == {
        ("NG", "clerk"),
        ("NG-XF", "officer"),
        ("HRB", "clerk"),
    }
    assert world.at("DL").get(reverse("files:file", args=[own.now.number, world.file.pk])).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_file_of_another_draft_can_be_neither_taken_nor_dropped(world: World) -> None:
    """Rows 5 and 6: keys of files run on, the token of a draft cannot be guessed."""
    mine, theirs = Client(), Client()
    mine.post(reverse("portal:what"), WHAT | {"files": SimpleUploadedFile("mine.png", SAMPLES["png"])})
    kept = next(one for one in StoredFile.objects.all() if one.name == "mine.png")
    for said in ({"drop": str(kept.pk)}, {"files": str(kept.pk)}, {"token": kept.subject}, {"draft": kept.subject}):
        theirs.post(reverse("portal:what"), WHAT | said)
    walked(theirs)
    post(theirs, "check", **CONFIRM, act_key=key_of(theirs))
    assert StoredFile.objects.get(pk=kept.pk).subject == kept.subject
    tokens = {drafts.new_token() for _ in range(1_000)}
    assert (len(tokens), min(map(len, tokens)) * 6 >= 128) == (1_000, True)
    mine.cookies[DRAFT.name] = kept.subject
    assert "mine.png" not in mine.get(reverse("portal:what")).content.decode(), "an unsigned token is no token"


@pytest.mark.parametrize("role", [Role.ADMIN])
def test_who_runs_the_system_reads_no_case(role: Role, world: World) -> None:
    """Row 8: an administrator opens every page there is."""
    admin = world.at("HRB", role)
    for name, route in ROUTES.items():
        if name.startswith(("desk:", "files:")) and name != "desk:sign-out":
            known = {"number": world.number, "key": world.file.pk, "place": 1, "spot": "phone", "item": "receipt"}
            answer = admin.get(reverse(name, kwargs={word: known[word] for word in route.pattern.converters}))
            text = b"".join(answer).decode(errors="replace")
            assert not any(canary in text for canary in CANARIES), name


def test_no_address_takes_a_kind_of_thing_and_its_key() -> None:
    """Rows 9, 13, 23, 25, 53: nothing is deleted, reset, invited or configured over the network."""
    words = {word for route in ROUTES.values() for word in route.pattern.converters}
    assert words == {"number", "key", "place", "spot", "item"}
    assert not [
        name for name in ROUTES if any(word in name for word in ("delete", "reset", "invite", "config", "admin"))
    ]


def test_lists_figures_and_prints_of_a_neighbour_hold_nothing_of_the_case(world: World) -> None:
    """Rows 10, 12 and 16: what leaves a page in another shape goes through the same filter."""
    neighbour = world.at("DL")
    pages = ["/desk/", "/desk/?tab=all", "/desk/?tab=all&q=canary", "/desk/print/", "/desk/indicators/?period=2017Q3",
             f"/desk/print/?case={world.number}&tab=all", f"/desk/?at={world.number}"]  # fmt: skip
    for page in pages:
        text = neighbour.get(page).content.decode().replace(escape(page), "")  # what was typed comes back in one place
        assert not any(canary in text for canary in (*CANARIES, world.number)), page
    system = system_at("DL", name="sys")
    assert system.get("cases").said["cases"] == []
    found = (
        world.at("NG")
        .get(reverse("desk:receivers", args=[story().submitted().registered().now.number]))
        .json()["found"]
    )
    assert {key for line in found for key in line} == {"code", "name", "where"}


def test_the_same_person_is_hidden_in_every_shape(world: World) -> None:
    """Row 15: number and telephone of the petitioner are masked on the page, in JSON and to the next organ alike."""
    number, phone = "230103195804040025", "13800138000"
    shown = world.at("NG-XF", Role.OFFICER).get(reverse("desk:case", args=[world.number])).content.decode()
    told = str(system_at("NG-XF", Role.OFFICER, "sys").get(f"cases/{world.number}").said)
    assert not any(secret in text for secret in (number, phone) for text in (shown, told))


def test_what_nobody_asked_for_is_not_taken_over(world: World) -> None:
    """Row 18: further fields change no role, no state and no owner."""
    more = {
        "role": "admin",
        "is_staff": "1",
        "is_superuser": "1",
        "unit": "HRB",
        "state": "closed",
        "holder": "DL",
        "secrecy": "0",
    }
    before = (list(Account.objects.values_list()), list(Post.objects.values_list()))
    visitor = Client()
    for page in ("what", "where", "contact"):
        visitor.post(reverse(f"portal:{page}"), WHAT | more)
    walked(visitor)
    post(visitor, "check", **CONFIRM | more, act_key=key_of(visitor))
    case = Case.objects.latest("pk")
    assert (case.state, case.holder.code) == ("submitted", "NG")
    system = system_at("NG", name="sys")
    assert {system.post("cases", {**ROOF, name: value}, key=name).status for name, value in more.items()} == {422}
    assert list(Account.objects.exclude(login="sys").values_list()) == before[0]
    assert list(Post.objects.exclude(account__login="sys").values_list()) == before[1]


def test_there_is_no_second_door_into_the_tables(world: World) -> None:
    """Row 20: no ready-made administration of tables."""
    assert not [app for app in settings.INSTALLED_APPS if "contrib.admin" in app]
    assert {
        world.at("HRB", Role.ADMIN).get(address).status_code
        for address in ("/admin/", "/desk/admin/", "/django-admin/")
    } == {404}


def test_number_alone_opens_nothing_and_no_link_opens_a_petition(world: World) -> None:
    """Row 35: number with name, telephone, or as part of a link."""
    for asked in ({"number": world.number, "code": "王秀兰"}, {"number": world.number, "code": "13800138000"}):
        assert Client().post(reverse("portal:follow"), asked).status_code == 422
    link = Client().get(reverse("portal:case"), {"number": world.number, "code": world.case.code})
    assert (link.status_code, link["Location"]) == (302, reverse("portal:follow"))
    assert len(world.case.code.replace(" ", "")) * 5 >= 64
    assert world.case.code.replace(" ", "") not in Case.objects.get(number=world.number).query_digest.upper()
    assert lookups.by_code(world.number, world.case.code).number == world.number

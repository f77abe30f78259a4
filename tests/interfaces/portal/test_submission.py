"""A citizen submits a petition: four pages, one case, whatever the browser does meanwhile."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.interfaces.portal.walking import CONFIRM, WHAT, key_of, post, submitted, walked
from wangfang.records.cases.models import Case
from wangfang.records.files.keep import kept_for
from wangfang.records.notices.send import recent

ONE_PIXEL = SAMPLES["png"]


def test_four_pages_make_one_case_at_the_bureau_of_the_county(visitor: Client) -> None:
    number, _ = submitted(visitor)

    case = Case.objects.select_related("petitioner", "holder").get()
    assert (case.number, case.holder.code, case.region) == (number, "NG", "230103018")
    assert case.text == WHAT["text"]
    assert case.address == "南岗区先锋路街道辽河小区5栋2单元702"
    assert (case.petitioner.name, case.petitioner.phone) == ("王秀兰", "13800138000")
    assert not case.publish


def test_a_street_that_nobody_knows_stays_in_the_address(visitor: Client) -> None:
    submitted(visitor, where={"region": "230111", "street": "月亮街道", "address": "呼兰区月亮街道1号"})

    case = Case.objects.get()
    assert (case.region, case.address) == ("230111", "呼兰区月亮街道1号")


def test_a_suggestion_goes_the_same_way_with_its_own_purpose(visitor: Client) -> None:
    submitted(visitor, what=WHAT | {"purpose": "suggestion"})

    assert Case.objects.get().purpose == "suggestion"


def test_two_presses_make_one_case_and_show_the_same_code(visitor: Client) -> None:
    walked(visitor)
    key = key_of(visitor)
    post(visitor, "check", **CONFIRM, act_key=key)
    first = visitor.get(reverse("portal:received")).context["receipt"]

    again = post(visitor, "check", **CONFIRM, act_key=key)

    assert again["Location"] == reverse("portal:received")
    assert visitor.get(again["Location"]).context["receipt"] == first
    assert Case.objects.count() == 1


def test_a_lost_answer_and_a_second_press_give_the_same_code(visitor: Client) -> None:
    walked(visitor)
    key = key_of(visitor)
    before = visitor.cookies["draft"].value
    fields = _draft_of(visitor)
    post(visitor, "check", **CONFIRM, act_key=key)
    first = visitor.get(reverse("portal:received")).context["receipt"]

    _put_draft_back(before, fields)
    post(visitor, "check", **CONFIRM, act_key=key)

    assert visitor.get(reverse("portal:received")).context["receipt"] == first
    assert Case.objects.count() == 1


def test_an_old_check_page_does_not_send_what_was_not_read(visitor: Client) -> None:
    walked(visitor)
    old_key = key_of(visitor)
    post(visitor, "check", **CONFIRM, act_key=old_key)
    walked(visitor, what={"text": "另一件事：楼下夜里施工，吵得睡不着，希望管一管。"})

    answer = post(visitor, "check", **CONFIRM, act_key=old_key)

    assert answer.status_code == 422
    assert "内容有变化" in answer.content.decode()
    assert Case.objects.count() == 1


def test_a_page_that_was_skipped_is_asked_for(visitor: Client) -> None:
    walked(visitor, "contact")

    assert visitor.get(reverse("portal:check"))["Location"] == reverse("portal:contact")
    assert post(visitor, "check", **CONFIRM, act_key="x")["Location"] == reverse("portal:contact")
    assert not Case.objects.exists()


def test_a_correction_returns_straight_to_the_check_page(visitor: Client) -> None:
    walked(visitor)

    answer = post(visitor, "where", region="230103", street="", address="哈西大街 1 号", back="check")

    assert answer["Location"] == reverse("portal:check")
    assert "南岗区哈西大街 1 号" in visitor.get(answer["Location"]).content.decode()


def test_what_was_typed_is_there_again_right_or_wrong(visitor: Client) -> None:
    post(visitor, "contact", name="王秀兰", id_number="12345", phone="138")

    text = visitor.get(reverse("portal:contact")).content.decode()

    assert 'value="王秀兰"' in text
    assert 'value="12345"' in text


def test_the_home_page_offers_to_go_on_with_a_draft(visitor: Client) -> None:
    assert "接着写" not in visitor.get(reverse("portal:home")).content.decode()

    post(visitor, "what", **WHAT)

    assert "接着写" in visitor.get(reverse("portal:home")).content.decode()


def test_a_stranger_does_not_find_the_draft(visitor: Client) -> None:
    post(visitor, "what", **WHAT)

    assert WHAT["text"] not in Client().get(reverse("portal:what")).content.decode()


def test_a_photo_of_the_draft_becomes_the_photo_of_the_case(visitor: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    visitor.post(reverse("portal:what"), WHAT | {"files": SimpleUploadedFile("漏水.png", ONE_PIXEL)})
    assert "漏水.png" in visitor.get(reverse("portal:what")).content.decode()

    walked(visitor)
    number, _ = submitted(visitor)

    assert [file.name for file in kept_for(number)] == ["漏水.png"]


def test_a_photo_can_be_taken_back_and_what_was_typed_stays(visitor: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    photos = [SimpleUploadedFile(name, ONE_PIXEL) for name in ("漏水.png", "错的.png")]
    visitor.post(reverse("portal:what"), WHAT | {"files": photos})
    page = visitor.get(reverse("portal:what")).content.decode()
    keys = re.findall(r'<button name="drop" value="(\d+)" formnovalidate>', page)

    answer = post(visitor, "what", text="改过的内容", drop=keys[1], back="check")

    assert answer["Location"] == f"{reverse('portal:what')}?back=check#files"
    text = visitor.get(reverse("portal:what")).content.decode()
    assert ("漏水.png" in text, "错的.png" in text, "改过的内容" in text) == (True, False, True)


def test_nobody_takes_back_the_file_of_another(visitor: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    stranger = Client()
    stranger.post(reverse("portal:what"), WHAT | {"files": SimpleUploadedFile("漏水.png", ONE_PIXEL)})
    key = re.findall(r'name="drop" value="(\d+)"', stranger.get(reverse("portal:what")).content.decode())[0]

    for wrong in (key, "9" * 5000, "²", "-1", "abc"):
        assert post(visitor, "what", **WHAT, drop=wrong).status_code == 302

    assert "漏水.png" in stranger.get(reverse("portal:what")).content.decode()


def test_after_submitting_the_progress_opens_without_typing_the_code(visitor: Client) -> None:
    number, _ = submitted(visitor)
    receipt = visitor.get(reverse("portal:received")).content.decode()

    assert f'<a href="{reverse("portal:case")}">查看办理进度</a>' in receipt
    assert number in visitor.get(reverse("portal:case")).content.decode()
    assert Client().get(reverse("portal:case"))["Location"] == reverse("portal:follow")


def test_the_receipt_names_the_limits_in_force_at_that_bureau(visitor: Client) -> None:
    from tests.cast import put_nangang_on_315

    submitted(visitor)
    ordinary = visitor.get(reverse("portal:received")).content.decode()
    put_nangang_on_315()
    local = visitor.get(reverse("portal:received")).content.decode()

    assert ("15 日内，转到负责的单位" in ordinary, "受理后 60 日内，给您处理意见" in ordinary) == (True, True)
    assert ("3 个工作日内，转到负责的单位" in local, "单位收到后 15 个工作日内，给您处理意见" in local) == (True, True)


def test_the_receipt_can_be_kept_as_a_file(visitor: Client) -> None:
    number, _ = submitted(visitor)

    answer = visitor.get(reverse("portal:slip"))

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="{number}.pdf"'


def test_the_message_in_the_outbox_tells_the_number_and_never_the_code(visitor: Client) -> None:
    number, code = submitted(visitor)

    texts = [notice.text for notice in recent()]

    assert len(texts) == 1
    assert number in texts[0]
    assert code.replace(" ", "") not in texts[0].replace(" ", "")


def _draft_of(visitor: Client) -> dict[str, object]:
    from wangfang.records.cases.models import Draft

    return dict(Draft.objects.get().fields)


def _put_draft_back(cookie: str, fields: dict[str, object]) -> None:
    """As if the first answer had never arrived and its mark on the draft had not been made."""
    from wangfang.records.cases.models import Draft

    assert cookie
    draft = Draft.objects.get()
    draft.fields = fields
    draft.save()

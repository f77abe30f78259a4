"""Each mistake is said in one plain sentence, on top and at its field, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.interfaces.portal.walking import CONTACT, WHAT, WHERE, key_of, post, walked
from wangfang.records.cases.models import Case

TYPED = {"what": WHAT, "where": WHERE, "contact": CONTACT}
MISTAKES = [
    ("what", "text", "", "写一写发生了什么事"),
    ("what", "text", "   \n ", "写一写发生了什么事"),
    ("what", "text", "漏雨", "再多写几句：什么事、什么时候开始、希望怎么解决"),
    ("what", "text", "雨" * 2001, "写得太长了，最多 2000 个字，其余的可以写在纸上拍照上传"),
    ("where", "region", "", "选一下事情发生在哪个区县"),
    ("where", "region", "999999", "没有这个区县，从下面选一个"),
    ("where", "address", "", "写一下地址，写到小区、村屯或者门牌就行"),
    ("where", "address", "路" * 201, "地址太长了，最多 200 个字"),
    ("contact", "name", "", "写一下您的姓名"),
    ("contact", "name", "王" * 101, "姓名最多 100 个字，您写了 101 个字"),
    ("contact", "id_number", "", "写一下身份证号码，18 位"),
    ("contact", "id_number", "230103195804040026", "身份证号码有一位不对，对照证件看一下"),
    ("contact", "id_number", "2" * 5000, "身份证号码是 18 位，您填了 5000 位"),
    ("contact", "phone", "", "请填写 11 位手机号码"),
    ("contact", "phone", "138 0013 800", "请填写 11 位手机号码，您填了 10 位"),
    ("contact", "phone", "9" * 5000, "请填写 11 位手机号码，您填了 5000 位"),
]


@pytest.mark.parametrize(("name", "field", "typed", "sentence"), MISTAKES)
def test_a_mistake_is_said_on_top_and_at_the_field(
    visitor: Client, name: str, field: str, typed: str, sentence: str
) -> None:
    answer = post(visitor, name, **TYPED[name] | {field: typed})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count(sentence) == 2
    assert f'<a href="#id_{field}">{sentence}</a>' in text
    assert "<title>错误：" in text
    assert 'aria-invalid="true"' in text


def test_numbers_may_be_typed_with_blanks_dashes_and_full_width_digits(visitor: Client) -> None:
    answer = post(visitor, "contact", name="王 秀 兰", id_number="230103 1958 0404 0025", phone="１３８-0013-8000")

    assert answer["Location"] == reverse("portal:check")


def test_the_check_page_asks_whether_the_answer_may_be_published(visitor: Client) -> None:
    walked(visitor)

    answer = post(visitor, "check", act_key=key_of(visitor))

    assert answer.status_code == 422
    assert answer.content.decode().count("选一下结果可以不可以公开") == 2
    assert not Case.objects.exists()


UPLOADS = [
    ("网页.html", b"<script>alert(1)</script>", "“网页.html”不能传：只能传照片、录音、PDF、Word 文件"),
    ("照片.png", b"", "The submitted file is empty."),
    ("太大.pdf", b"%PDF-" + bytes(20 * 1024 * 1024), "“太大.pdf”太大，一个文件最多 20 MB"),
]


@pytest.mark.parametrize(("name", "body", "sentence"), UPLOADS, ids=[row[0] for row in UPLOADS])
def test_a_file_that_cannot_be_kept_is_named_and_the_text_stays(
    visitor: Client, name: str, body: bytes, sentence: str
) -> None:
    answer = visitor.post(reverse("portal:what"), WHAT | {"files": SimpleUploadedFile(name, body)})

    assert answer.status_code == 422
    assert name in answer.content.decode()
    assert WHAT["text"] in visitor.get(reverse("portal:what")).content.decode()


def test_more_than_nine_files_are_too_many(visitor: Client) -> None:
    ten = [SimpleUploadedFile(f"{n}.png", SAMPLES["png"]) for n in range(10)]

    answer = visitor.post(reverse("portal:what"), WHAT | {"files": ten})

    assert answer.status_code == 422
    assert "一次最多传 9 个文件，少选几个" in answer.content.decode()

"""What is the same on every page is written out once, and says the same as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.template.loader import get_template
from django.test import override_settings
from django.urls import get_script_prefix, set_script_prefix
from django.utils.translation import override

from wangfang.interfaces.frame import fixing

SRC = Path(fixing.__file__).resolve().parents[2]
PLAIN = Engine(
    dirs=[str(folder) for folder in SRC.glob("interfaces/*/templates")],
    libraries={
        "frame": "wangfang.interfaces.frame.templatetags.frame",
        "lines": "wangfang.interfaces.desk.templatetags.lines",
        "i18n": "django.templatetags.i18n",
        "static": "django.templatetags.static",
    },
)

# (markup, how many nodes are left, why)
LEFT = [
    ('{% load i18n %}a{% translate "办结" %}b', 1, "a word of the template and the texts beside it are one text"),
    ('{% load i18n %}{% translate "办结" as done %}{{ done }}', 3, "a word that is kept for later is not written here"),
    ("{% load i18n %}{% translate word %}", 2, "a word that comes with the page is not known before"),
    ('{% load frame %}{% icon "print" 16 %}', 1, "an icon is the same for everybody"),
    ("{% load frame %}{% icon name 16 %}", 2, "unless the page says which"),
    ("{% load frame %}{% state_tag 'closed' %}", 2, "a tag that was not marked as pure stays"),
    ("{% url 'desk:worklist' %}", 1, "an address without a number in it stands still"),
    ("{% url 'desk:case' number %}", 1, "one with a number does not"),
    ('{% load static %}{% static "wangfang/seal.svg" %}', 1, "where a file lies is known at the start"),
    (
        '{% load i18n %}{% if x %}{% translate "办结" %}{% else %}{% translate "受理" %}{% endif %}',
        2,
        "within a branch too",
    ),
]


@pytest.mark.parametrize(("markup", "left", "why"), LEFT, ids=[row[2] for row in LEFT])
def test_only_what_never_changes_is_written_out(markup: str, left: int, why: str) -> None:
    template = PLAIN.from_string(markup)
    said = {"word": "受理", "name": "inbox", "number": "X1", "x": True, "done": ""}
    before = PLAIN.from_string(markup).render(Context(said))
    fixing.fix(template.nodelist)
    assert (template.render(Context(said)), len(template.nodelist)) == (before, left), why


def test_an_address_with_a_number_is_not_taken_for_one_without() -> None:
    nodes = PLAIN.from_string("{% url 'desk:case' number %}").nodelist
    fixing.fix(nodes)
    assert not isinstance(nodes[0], TextNode)


def test_each_language_has_a_template_of_its_own() -> None:
    with override("en"):
        english = get_template("frame/parts/_pager.html")
        assert get_template("frame/parts/_pager.html").template is english.template  # type: ignore[attr-defined]  # Django's own template behind ours
    with override("zh-hans"):
        assert get_template("frame/parts/_pager.html").template is not english.template  # type: ignore[attr-defined]  # as above


def test_a_site_that_hangs_elsewhere_has_its_own_addresses() -> None:
    before = get_script_prefix()
    try:
        here = get_template("frame/public.html").render({})
        set_script_prefix("/xf/")
        there = get_template("frame/public.html").render({})
    finally:
        set_script_prefix(before)
    assert 'href="/xf/' in there
    assert 'href="/xf/' not in here


@override_settings(LANGUAGE_CODE="zh-hans")
def test_the_pages_are_made_by_this_loader() -> None:
    template = get_template("desk/worklist.html").template  # type: ignore[attr-defined]  # Django's own template behind ours
    assert template.is_fixed

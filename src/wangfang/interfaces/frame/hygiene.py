"""Stops input that no text field can hold before any page sees it: NUL, broken UTF-8, absurd sizes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangfang.interfaces.frame import entrance
from wangfang.interfaces.frame.refusals import TooBig, answer
from wangfang.records.files.keep import LARGEST
from wangfang.rules.refusal import Refused

LONGEST_ADDRESS = 4096
"""Characters of a path with its query."""

MOST_DIGITS = 12
"""Of a length that is looked at; a longer one is too much whatever it says."""

TOO_MUCH = gettext_lazy("一次提交的内容太多了，请分几次提交")

UNREADABLE = gettext_lazy("网址里有不能识别的字符，请从首页重新进入")

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPOKEN = ("CONTENT_TYPE", "HTTP_ACCEPT", "HTTP_REFERER", "HTTP_USER_AGENT")
"""Heads that are read before, or beside, those of our own."""

_TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class HygieneMiddleware:
    """Refuses such a request with a sentence; it stands inside the session so that the page has its frame."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Check the address and the fields, then go on."""
        try:
            _require_clean(request)
        except Refused as refusal:
            return answer(request, refusal)
        return self.get_response(request)


def largest_body() -> int:
    """Return the bytes of the largest request that a page of ours can send: all files at their largest, and a form."""
    files: int = settings.DATA_UPLOAD_MAX_NUMBER_FILES * LARGEST
    return files + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _require_clean(request: HttpRequest) -> None:
    announced = request.META.get("CONTENT_LENGTH") or "0"  # known before anything of the body is read
    if (
        len(announced) > MOST_DIGITS
        or not (announced.isascii() and announced.isdigit())
        or int(announced) > largest_body()
    ):
        raise TooBig(str(TOO_MUCH))
    _require_clean_heads(request)
    _require_clean_address(request)
    try:
        dirty = request.method == "POST" and _is_dirty(_texts(request.POST.lists()))
    except _TOO_BIG as wrong:
        raise TooBig(str(TOO_MUCH)) from wrong
    except (MultiPartParserError, UnicodeDecodeError, BadRequest) as wrong:
        raise Refused(_("提交的内容不完整或者编码不对，请重新提交")) from wrong
    if dirty:
        raise Refused(_("填写的内容里有不能识别的字符，请删掉后再提交"))


def _require_clean_heads(request: HttpRequest) -> None:
    taken_out = request.META.get(entrance.MARK)
    if taken_out == "charset":
        raise Refused(_("提交的内容不完整或者编码不对，请重新提交"))
    spoken = [str(request.META.get(name, "")) for name in _SPOKEN]
    spoken += [str(value) for name, value in request.META.items() if name.startswith("HTTP_HX_")]
    if taken_out or _is_dirty(spoken):
        raise Refused(_("浏览器发来的内容里有不能识别的字符，清除本站的 Cookie 后再试"))


def _require_clean_address(request: HttpRequest) -> None:
    query = request.META.get("QUERY_STRING", "")
    if len(request.path) + len(query) > LONGEST_ADDRESS:
        raise Refused(_("这个网址太长了，请从首页重新进入"))
    try:
        unquote_to_bytes(query.replace("+", " ").encode("latin-1", "replace")).decode()
        texts = list(_texts(request.GET.lists()))
    except UnicodeDecodeError as wrong:
        request.GET = QueryDict()  # the page that says so shows nothing of it
        raise Refused(str(UNREADABLE)) from wrong
    except TooManyFieldsSent as wrong:
        request.GET = QueryDict()  # likewise
        raise TooBig(str(TOO_MUCH)) from wrong
    if _is_dirty([request.path, *texts]):
        raise Refused(str(UNREADABLE))


def _texts(fields: Iterable[tuple[str, Iterable[object]]]) -> Iterable[str]:
    for name, values in fields:
        yield name
        yield from map(str, values)


def _is_dirty(texts: Iterable[str]) -> bool:
    return any(_FORBIDDEN.search(text) for text in texts)

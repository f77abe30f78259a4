"""How a refusal leaves this room: as a problem document with its reason and source, whatever was asked."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from ninja.errors import HttpError, ValidationError

from wangfang.interfaces.api.wording import STATUS_WORDS, sentence_of
from wangfang.interfaces.frame import refusals
from wangfang.interfaces.frame.pacing import TooOften
from wangfang.records.cases.intake import AlreadyHere
from wangfang.records.cases.lookups import Destroyed
from wangfang.rules.refusal import Refused

log = logging.getLogger(__name__)

HERE = "/api/"
MEDIA_TYPE = "application/problem+json"
NEEDS_TOKEN = 401


class NoToken(Refused):
    """No token came along, or one that serves nobody."""

    def __init__(self) -> None:
        super().__init__("请在 Authorization 里带上有效的令牌（Bearer），令牌由系统管理员发给")


class NoKey(Refused):
    """A case was to begin without the key that makes a repetition harmless."""

    def __init__(self) -> None:
        super().__init__("请在 Idempotency-Key 里写一个自己的请求编号（1 到 200 个字母、数字或符号），重发时用同一个")


class KeyTaken(Refused):
    """The key of an earlier request came along with another petition."""

    def __init__(self) -> None:
        super().__init__("这个 Idempotency-Key 已经用来提交过另外的内容，新的内容请换一个编号")


STATUSES: tuple[tuple[type[Refused], int], ...] = (
    (NoKey, 400),
    (NoToken, 401),
    (KeyTaken, 409),
    (AlreadyHere, 409),
    (Destroyed, 422),  # a case that is there, and no act or reading of it
    *refusals.STATUSES,
)


class ProblemMiddleware:
    """Lets nothing but JSON leave this room: what stands further in may answer with a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say for the asker that JSON is wanted, and turn a page that says no into a document."""
        if not request.path.startswith(HERE):
            return self.get_response(request)
        request.META["HTTP_ACCEPT"] = "application/json"
        answer = self.get_response(request)
        if answer.status_code >= 400 and not answer.headers.get("Content-Type", "").startswith(MEDIA_TYPE):  # noqa: PLR2004 - where the errors of HTTP begin
            answer = document(answer.status_code, STATUS_WORDS.get(answer.status_code, STATUS_WORDS[400]))
        answer.headers["Cache-Control"] = "no-store"
        return answer


def document(status: int, why: str, source: str = "") -> JsonResponse:
    """Return a problem document in the shape of `frame.refusals`."""
    problem = {"title": "refused", "status": status, "why": why, "source": source}
    answer = JsonResponse(problem, status=status, content_type=MEDIA_TYPE)
    if status == NEEDS_TOKEN:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def answer_to(request: HttpRequest, fault: object) -> JsonResponse:  # noqa: ARG001 - the framework passes the request
    """Answer whatever stops a request in this room: a rule's no, a shape that is wrong, a body that is no JSON."""
    if isinstance(fault, HttpError):
        status, fault = fault.status_code, NoToken() if fault.status_code == NEEDS_TOKEN else fault.__cause__
        return document(status, fault.why if isinstance(fault, Refused) else STATUS_WORDS[400])
    if isinstance(fault, Refused):
        return _refused(fault)
    if isinstance(fault, ValidationError):
        if fault.errors[0]["loc"][0] == "header":  # the one header that an address asks for
            return _refused(NoKey())
        return document(refusals.OTHERWISE, sentence_of(fault.errors[0]))
    status = 413 if isinstance(fault, RequestDataTooBig) else 400
    return document(status, STATUS_WORDS[status])


def _refused(refusal: Refused) -> JsonResponse:
    status = next((status for kind, status in STATUSES if isinstance(refusal, kind)), refusals.OTHERWISE)
    log.info("refused: %s", type(refusal).__name__)
    answer = document(status, refusal.why, refusal.source)
    if isinstance(refusal, TooOften):
        answer.headers["Retry-After"] = str(refusal.seconds)
    return answer

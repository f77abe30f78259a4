"""The one interface object: its document, its refusals, and its addresses, which no session opens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import UnreadablePostError
from django.http.request import RawPostDataException
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.types import DictStrAny

from wangfang.interfaces.api.addresses import router
from wangfang.interfaces.api.entering import SystemToken
from wangfang.interfaces.api.problems import MEDIA_TYPE, answer_to
from wangfang.interfaces.api.reading import StrictParser
from wangfang.rules.refusal import Refused


class Interface(NinjaAPI):
    """Names things in its document as they are: operations by their view, refusals by the type they are sent as."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the view."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        """Return the document; every status from 400 on is a problem document."""
        told = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for path in told["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400:  # noqa: PLR2004 - where the errors of HTTP begin
                        response["content"] = {MEDIA_TYPE: response["content"].pop("application/json")}
        return told


api = Interface(
    title="网访",
    version="1",
    description="网上信访办理平台的接口。每个系统一个令牌；每次拒绝都写明理由和依据。",
    urls_namespace="api",
    docs_url=None,  # its page would load from another host
    auth=SystemToken(),
    parser=StrictParser(),
)
api.add_router("", router)
for _fault in (Refused, ValidationError, HttpError, RequestDataTooBig, RawPostDataException, UnreadablePostError):
    api.add_exception_handler(_fault, answer_to)

urlpatterns, app_name, _namespace = api.urls


def _without_sign_in(patterns: list[URLPattern | URLResolver]) -> None:
    """Keep the sign-in page away: the token is asked for further in, by every address but the document."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            login_not_required(pattern.callback)


_without_sign_in(urlpatterns)

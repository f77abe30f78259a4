"""What is every browser told about the use of our answers, and more strictly about what came from outside?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from wangfang.records.files.models import StoredFile

UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""What no page of ours asks a browser for; a photograph comes through the file field, which needs no permission."""

EVERYWHERE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "X-Permitted-Cross-Domain-Policies": "none",
}
FROM_OUTSIDE = {
    "Content-Security-Policy": "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}  # fmt: skip
"""A file that somebody sent us is handed on and never shown: no script of it runs, whatever a browser takes it for."""


class HeadersMiddleware:
    """Adds what every answer carries, the files of the style sheets too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then add."""
        answer = self.get_response(request)
        for name, value in EVERYWHERE.items():
            answer.headers.setdefault(name, value)
        return answer


def handed_on(content: Iterator[bytes], stored: StoredFile) -> StreamingHttpResponse:
    """Return a file from outside as a download; its kind is what our own reader took it for."""
    answer = StreamingHttpResponse(content, content_type=stored.kind)
    named = content_disposition_header(as_attachment=True, filename=stored.name)
    for header, value in {**FROM_OUTSIDE, "Content-Disposition": named or "attachment"}.items():
        answer.headers[header] = value
    answer.headers["Content-Length"] = str(stored.size)
    return answer

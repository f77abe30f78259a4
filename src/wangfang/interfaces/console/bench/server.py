"""What does the benchmark's web server call: the installation as it is, and beside it a page without any layer around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import path

from wangfang.interfaces.console.bench import bare

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BARE = "/bare/"


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    answer = _BARE if environ["PATH_INFO"] == BARE else _WHOLE
    return answer(environ, start_response)


def _bare() -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Return Django with no middleware at all; a handler reads the list once, when it is made."""
    kept, settings.MIDDLEWARE = settings.MIDDLEWARE, []
    try:
        return WSGIHandler()
    finally:
        settings.MIDDLEWARE = kept


_WHOLE = get_wsgi_application()
_BARE = _bare()
import_module(settings.ROOT_URLCONF).urlpatterns.insert(0, path(BARE.strip("/") + "/", bare.submit))

"""In which language does a page speak? In Chinese, until whoever reads it has asked for English."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

JSON = "application/json"


class LanguageMiddleware:
    """Speaks the language that the browser was told to remember, and never the one that it was delivered with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the chosen language; outside of a request everything is Chinese."""
        language = chosen(request)
        with override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


def chosen(request: HttpRequest) -> str:
    """Return the language of a request; who asks for JSON is a system, and systems are answered in Chinese."""
    said = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    is_page = request.get_preferred_type(["text/html", JSON]) != JSON
    return said if is_page and is_spoken(said) else settings.LANGUAGE_CODE


def is_spoken(language: str) -> bool:
    """Tell whether the site has a language."""
    return language in dict(settings.LANGUAGES)


def remember(response: HttpResponse, language: str) -> None:
    """Have the browser remember a language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


def in_chinese() -> override:
    """Return the frame for whatever is stored or leaves as a document: it never depends on who happens to look.

    To be used as `with in_chinese():`, or above a function.
    """
    return override(settings.LANGUAGE_CODE)

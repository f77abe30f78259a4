"""What every test stands on: the settings, an embedded database of its own, and a browser that is really there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import django
import hypothesis
import pytest
from django import conf
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.browsing import chromium, page, phone, plain_page
from tests.emptying import guard_lifted_for_flush

__all__ = ["chromium", "page", "phone", "plain_page"]
ROOT = Path(__file__).resolve().parent.parent
os.environ["DJANGO_SETTINGS_MODULE"] = "wangfang.config.settings"
os.environ["WANGFANG_DATA"] = os.environ.get("WANGFANG_TEST_DATA", str(ROOT / "var" / "test"))
os.environ["WANGFANG_ACT_AS"] = "owner"  # makes and drops its database
os.environ["WANGFANG_PLAIN_STATIC"] = "1"
os.environ["WANGFANG_DEMO"] = "1"
os.environ["WANGFANG_LIMIT_PAGES"] = "90000/1,5000000/60"  # a test opens more pages in a second than a person
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in the test's thread
Path(os.environ["WANGFANG_DATA"], "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns without
django.setup()  # before any test module or folder's conftest imports a model
conf.settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # invented people need no Argon2
conf.settings.MIDDLEWARE.insert(0, "tests.walled.AsTheApplication")  # a page may do what it may do in earnest
conf.settings.DATABASES["default"]["CONN_MAX_AGE"] = 0  # the live server's threads let go of the test's database
hypothesis.settings.register_profile("here", max_examples=50, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
hypothesis.settings.register_profile("nightly", max_examples=500, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "here"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Start the database when the first test needs it; tests of rules never do."""
    from wangfang.config import embedded, sources

    if not sources.is_embedded():
        yield
        return
    with embedded.running(sources.data_folder(), quick=True):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Show the last visitors out before the database is dropped: a browser may still be loading a picture."""
    from tests.walled import raise_walls  # once Django is ready

    with django_db_blocker.unblock():
        raise_walls()
    with guard_lifted_for_flush():
        yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: object) -> None:
    """Keep what a test stores out of every other test."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]

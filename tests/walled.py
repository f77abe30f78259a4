"""Lets the pages of a test do no more than in earnest: the tests own the tables, and so no wall would stop them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase

from wangfang.config import schema, sources
from wangfang.records.people.asking import sight_of
from wangfang.records.walls import building, context
from wangfang.records.walls.context import Hat, Sight, said_of
from wangfang.rules.facts import Actor


def raise_walls() -> None:
    """Make the roles and build the walls of a test database, as `wangfang migrate` does."""
    schema.make_roles(database=False)
    with connection.cursor() as cursor:
        building.build(cursor, sources.app_role())


class AsTheApplication:
    """Makes each request as the role that the web server connects as; whoever forgets to say who asks is stopped."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put the role on, and off again."""
        if not _is_open():
            return self.get_response(request)
        _put_on(sources.app_role())
        try:
            return self.get_response(request)
        finally:
            if not (connection.in_atomic_block and connection.needs_rollback):
                _put_on("none")


def _is_open() -> bool:
    try:
        connection.ensure_connection()
    except RuntimeError:  # a test that is not to touch the database
        return False
    return True


def _put_on(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('role', %s, %s)", [role, connection.in_atomic_block])


@contextmanager
def seen_as(actor: Actor, at: object) -> Iterator[None]:
    """Look at the tables with the eyes of somebody at a moment, as a page of theirs would."""
    with context.transaction_for(sight_of(actor, at)):  # type: ignore[arg-type]  # a datetime
        yield


@contextmanager
def unsaid() -> Iterator[None]:
    """Look at the tables as the application that has not said for whom."""
    with transaction.atomic():
        _put_on(sources.app_role())
        yield
        _put_on("none")


@contextmanager
def as_the_owner() -> Iterator[None]:
    """Do for a moment what only the owner of the tables can, within what a job does."""
    _put_on("none")
    yield
    _put_on(Hat.JOB.role)


@contextmanager
def as_a_job() -> Iterator[None]:
    """Work as the console and the worker do in earnest: without a case of its own, but behind the walls."""
    local = connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(context.TOLD if local else context.TOLD.replace(", true)", ", false)"), said_of(Sight(Hat.JOB)))
    try:
        yield
    finally:
        if not (connection.in_atomic_block and connection.needs_rollback):
            _put_on("none")


def counted_as(actor: Actor, at: object, question: str, fills: Sequence[object]) -> int:
    """Return the one number that a statement brings to somebody, connected as pages are and without a table owner's rights."""
    with seen_as(actor, at), connection.cursor() as cursor:
        cursor.execute(f'set local session authorization "{sources.app_role()}"')
        cursor.execute(question, fills)  # type: ignore[arg-type]  # what a statement takes
        (count,) = cursor.fetchone() or (0,)
        cursor.execute("set local session authorization default")
        return int(count)

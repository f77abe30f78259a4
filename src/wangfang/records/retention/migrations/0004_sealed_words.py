"""Destroys what lies under seal as well: the cell of the case with the key of its steps, and what that key would open."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

_BEFORE = import_module("wangfang.records.retention.migrations.0002_destroying")
_BODY: str = _BEFORE.DESTROY.partition("revoke execute")[0].replace("create function", "create or replace function")
_STEPS = """update cases_steptaken set detail = retention_kept(step, detail)
        where case_id = which and detail <> retention_kept(step, detail);"""
_CASE = "update cases_case set title = '',"
SEALED = _BODY.replace(
    _STEPS,
    """update cases_steptaken set detail = retention_kept(step, detail), sealed = ''
        where case_id = which and (sealed <> '' or detail <> retention_kept(step, detail));""",
).replace(_CASE, "update cases_case set sealed = '', title = '',")


class Migration(migrations.Migration):
    """The function stays the one that it was, but for two clauses; its privileges stay with it."""

    dependencies = (("retention", "0003_pairs"), ("cases", "0015_words_sealed"))
    operations = (migrations.RunSQL(SEALED, _BODY),)

"""What accusations say comes under seal: the words of the case, and those of its steps; ordinary cases stay as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wangfang.records.vault.carrying import rewrite
from wangfang.records.vault.cells import opened_json, sealed_json
from wangfang.records.vault.envelopes import Place
from wangfang.records.vault.lasting import new_key, opened_under, sealed_under
from wangfang.rules.facts import Step
from wangfang.rules.sealing import apart

WORDS = ("title", "text", "address", "respondent")
COLUMNS = """
alter table cases_case add column sealed bytea not null default '';
alter table cases_steptaken add column sealed bytea not null default '';
"""
NO_COLUMNS = """
alter table cases_case drop column sealed;
alter table cases_steptaken drop column sealed;
"""
GUARD = """
-- The guard of the steps lets two shapes of change through, each once: a condemned case's step loses its free words, and a
-- sealed case's step gives words over to the seal. What stays in clear then was there before.
create or replace function cases_step_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - 'detail' - 'sealed' = to_jsonb(old) - 'detail' - 'sealed' then
        if new.sealed = '' and new.detail = retention_kept(old.step, old.detail)
            and retention_condemned(old.case_id) is not null
        then
            return new;
        end if;
        if old.sealed = '' and new.sealed <> ''
            and new.detail = (
                select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(old.detail) where new.detail ? key
            )
            and exists (select from cases_case where id = old.case_id and sealed <> '')
        then
            return new;
        end if;
    end if;
    raise exception 'a line of % is never changed', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create function case_seal_steps(which bigint, numbers int[], plain jsonb[], words bytea[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
    update cases_steptaken set detail = given.plain, sealed = given.words
    from unnest(numbers, plain, words) as given (number, plain, words)
    where cases_steptaken.case_id = which and cases_steptaken.number = given.number
$$;
revoke execute on function case_seal_steps(bigint, int[], jsonb[], bytea[]) from public;
"""
GUARD_BEFORE = """
drop function case_seal_steps(bigint, int[], jsonb[], bytea[]);
create or replace function cases_step_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE'
        and to_jsonb(new) - 'detail' = to_jsonb(old) - 'detail'
        and new.detail = retention_kept(old.step, old.detail)
        and retention_condemned(old.case_id) is not null
    then
        return new;
    end if;
    raise exception 'a line of % is never changed', tg_table_name using errcode = 'insufficient_privilege';
end $$;
"""
LET_BY = """
create or replace function cases_step_stays() returns trigger language plpgsql as $$ begin return new; end $$;
"""
ANY_SECRET = "select exists (select from cases_case where sealed <> '')"
PARTS = "select relid::regclass::text from pg_partition_tree('cases_steptaken') where isleaf"


def _seal(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    with schema.connection.cursor() as cursor:
        cursor.execute("select code from agencies_agency")
        agencies = {code for (code,) in cursor.fetchall()}
        cursor.execute("select id from cases_case where secrecy >= 2 and destroyed = '' order by id")
        for (key,) in cursor.fetchall():
            _seal_case(cursor, key, agencies)


def _seal_case(cursor: Any, key: int, agencies: set[str]) -> None:
    cursor.execute("select number, title, text, address, respondent from cases_case where id = %s", [key])
    number, *words = cursor.fetchone()
    under = new_key()
    said = {"key": under, **dict(zip(WORDS, words, strict=True))}
    cursor.execute(
        "update cases_case set title = '', text = '', address = '', respondent = '', sealed = %s where id = %s",
        [sealed_json(said, Place("cases_case", "sealed", number)), key],
    )
    cursor.execute("select id, number, step, detail from cases_steptaken where case_id = %s", [key])
    for step_key, place, step, detail in cursor.fetchall():
        kept, free = apart(Step(step), _json(detail), agencies)
        if free:
            sealed = sealed_under(under, free, _place(number, place))
            cursor.execute(
                "update cases_steptaken set detail = %s, sealed = %s where id = %s and case_id = %s",
                [json.dumps(kept, ensure_ascii=False), sealed, step_key, key],
            )


def _bring_back(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    with schema.connection.cursor() as cursor:
        cursor.execute(LET_BY)
        cursor.execute("select id, number, sealed from cases_case where sealed <> '' order by id")
        for key, number, sealed in cursor.fetchall():
            said = opened_json(bytes(sealed), Place("cases_case", "sealed", number))
            cursor.execute(
                "update cases_case set title = %s, text = %s, address = %s, respondent = %s, sealed = '' where id = %s",
                [*(said[name] for name in WORDS), key],
            )
            cursor.execute(
                "select id, number, detail, sealed from cases_steptaken where case_id = %s and sealed <> ''", [key]
            )
            for step_key, place, detail, words in cursor.fetchall():
                whole = {**_json(detail), **opened_under(said["key"], bytes(words), _place(number, place))}
                cursor.execute(
                    "update cases_steptaken set detail = %s, sealed = '' where id = %s and case_id = %s",
                    [json.dumps(whole, ensure_ascii=False), step_key, key],
                )


def _rewrite(_apps: object, schema: BaseDatabaseSchemaEditor) -> None:
    """Write the tables anew where something was in clear, and forget the samples that the planner took of it."""
    with schema.connection.cursor() as cursor:
        cursor.execute(ANY_SECRET)
        if cursor.fetchone() != (True,):
            return
        cursor.execute(PARTS)
        parts = [name for (name,) in cursor.fetchall()]
        for table in ("cases_case", *parts):
            rewrite(schema, table)
        cursor.execute("analyze cases_case, cases_steptaken")


def _json(value: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found


def _place(number: str, step: int) -> Place:
    return Place("cases_steptaken", "sealed", f"{number}#{step}")


class Migration(migrations.Migration):
    """Who may call the function is granted with the walls (`records.walls.building`), because roles belong to the server."""

    dependencies = (("cases", "0014_settled"), ("retention", "0003_pairs"))
    operations = (
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(COLUMNS, NO_COLUMNS)],
            [
                *(migrations.RenameField("case", name, f"plain_{name}") for name in WORDS),
                migrations.AlterField("case", "plain_title", models.CharField(db_column="title", max_length=200)),
                migrations.AlterField("case", "plain_text", models.TextField(db_column="text")),
                migrations.AlterField(
                    "case",
                    "plain_address",
                    models.CharField(blank=True, db_column="address", default="", max_length=300),
                ),
                migrations.AlterField(
                    "case",
                    "plain_respondent",
                    models.CharField(blank=True, db_column="respondent", default="", max_length=200),
                ),
                migrations.AddField("case", "sealed", models.BinaryField(default=b"")),
                migrations.RenameField("steptaken", "detail", "kept"),
                migrations.AlterField("steptaken", "kept", models.JSONField(db_column="detail", default=dict)),
                migrations.AddField("steptaken", "sealed", models.BinaryField(default=b"")),
            ],
        ),
        migrations.RunSQL(GUARD, GUARD_BEFORE),
        migrations.RunPython(_seal, _bring_back, elidable=True),
        migrations.RunPython(_rewrite, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=models.Q(("secrecy__lt", 2), models.Q(("sealed", b""), _negated=True), models.Q(("destroyed", ""), _negated=True), _connector="OR"),
                name="case_secret_is_sealed",
            ),
        ),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=models.Q(
                    ("sealed", b""),
                    models.Q(("plain_address", ""), ("plain_respondent", ""), ("plain_text", ""), ("plain_title", "")),
                    _connector="OR",
                ),
                name="case_sealed_is_not_clear",
            ),
        ),
    )

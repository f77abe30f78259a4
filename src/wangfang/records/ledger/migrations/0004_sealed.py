"""Gives lines a format, a keyed digest and their transaction, and makes the tables of access, leaves and checkpoints.

Lines that are there keep their text and their digest (format 1); nothing is rewritten.
"""

from __future__ import annotations

from django.db import migrations, models

LINES = """
alter table ledger_entry
    add column v smallint not null default 1 check (v >= 0),
    add column kid varchar(20) collate "C" not null default '',
    add column mac varchar(64) collate "C" not null default '',
    add column xid xid8 not null default pg_current_xact_id();
create index entry_xid on ledger_entry (xid);
"""
"""What is there already is said to come from this transaction: one value for all, so that no row is written anew."""

LOOKS = """
create sequence ledger_access_id_seq;
create table ledger_access (
    id bigint not null default nextval('ledger_access_id_seq'),
    recorded_at timestamptz not null,
    who varchar(150) collate "C" not null,
    post varchar(60) collate "C" not null,
    what varchar(10) collate "C" not null,
    "case" varchar(20) collate "C" not null,
    item bigint not null,
    origin varchar(12) collate "C" not null,
    digest varchar(64) collate "C" not null,
    kid varchar(20) collate "C" not null,
    mac varchar(64) collate "C" not null,
    xid xid8 not null default pg_current_xact_id(),
    primary key (id, recorded_at)
) partition by range (recorded_at);
alter sequence ledger_access_id_seq owned by ledger_access.id;
create index access_case on ledger_access ("case", recorded_at);
create index access_xid on ledger_access (xid);
create table ledger_access_before_2026 partition of ledger_access for values from (minvalue) to ('2026-01-01+08');
create table ledger_access_2026 partition of ledger_access for values from ('2026-01-01+08') to ('2027-01-01+08');
create table ledger_access_2027 partition of ledger_access for values from ('2027-01-01+08') to ('2028-01-01+08');
create table ledger_access_2028 partition of ledger_access for values from ('2028-01-01+08') to ('2029-01-01+08');
create table ledger_access_later partition of ledger_access for values from ('2029-01-01+08') to (maxvalue);
"""

TREE = """
create table ledger_leaf (
    index bigint primary key check (index >= 0),
    kind varchar(1) collate "C" not null,
    "row" bigint not null,
    hash bytea not null check (octet_length(hash) = 32),
    constraint leaf_of_row unique (kind, "row")
);
create table ledger_tile (
    index bigint primary key check (index >= 0),
    hash bytea not null check (octet_length(hash) = 32)
);
create table ledger_checkpoint (
    size bigint primary key check (size > 0),
    root varchar(64) collate "C" not null,
    previous varchar(64) collate "C" not null,
    recorded_at timestamptz not null,
    kid varchar(20) collate "C" not null,
    signature varchar(128) collate "C" not null,
    horizon xid8 not null
);
"""

GUARDS = """
do $$
declare name text;
begin
    foreach name in array array['ledger_access', 'ledger_leaf', 'ledger_tile', 'ledger_checkpoint'] loop
        execute format('create trigger never_changed before update or delete on %I'
                       ' for each row execute function refuse_change()', name);
    end loop;
    foreach name in array array['ledger_leaf', 'ledger_tile', 'ledger_checkpoint'] loop
        execute format('create trigger never_emptied before truncate on %I'
                       ' for each statement execute function refuse_change()', name);
    end loop;
    perform guard_partitions('ledger_access');
end $$;
"""

BACK = """
drop table ledger_checkpoint, ledger_tile, ledger_leaf, ledger_access;
alter table ledger_entry drop column v, drop column kid, drop column mac, drop column xid;
"""


def _text(length: int, **more: object) -> models.CharField[str, str]:
    return models.CharField(max_length=length, db_collation="C", **more)  # type: ignore[arg-type]


STATE = (
    migrations.AddField("entry", "v", models.PositiveSmallIntegerField(default=1), preserve_default=False),
    migrations.AddField("entry", "kid", _text(20, blank=True, default="")),
    migrations.AddField("entry", "mac", _text(64, blank=True, default="")),
    migrations.CreateModel(
        "Access",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("recorded_at", models.DateTimeField()),
            ("who", _text(150)),
            ("post", _text(60)),
            ("what", _text(10)),
            ("case", _text(20, blank=True, default="")),
            ("item", models.BigIntegerField(default=0)),
            ("origin", _text(12, blank=True, default="")),
            ("digest", _text(64)),
            ("kid", _text(20)),
            ("mac", _text(64)),
        ],
        {"indexes": [models.Index(fields=["case", "recorded_at"], name="access_case")]},
    ),
    migrations.CreateModel(
        "Leaf",
        [
            ("index", models.BigIntegerField(primary_key=True, serialize=False)),
            ("kind", _text(1)),
            ("row", models.BigIntegerField()),
            ("hash", models.BinaryField()),
        ],
        {"constraints": [models.UniqueConstraint(fields=("kind", "row"), name="leaf_of_row")]},
    ),
    migrations.CreateModel(
        "Tile",
        [("index", models.BigIntegerField(primary_key=True, serialize=False)), ("hash", models.BinaryField())],
    ),
    migrations.CreateModel(
        "Checkpoint",
        [
            ("size", models.BigIntegerField(primary_key=True, serialize=False)),
            ("root", _text(64)),
            ("previous", _text(64)),
            ("recorded_at", models.DateTimeField()),
            ("kid", _text(20)),
            ("signature", _text(128)),
        ],
    ),
)


class Migration(migrations.Migration):
    """The tables are made by hand, for what Django cannot say: partitions, `xid8`, guards."""

    dependencies = (("ledger", "0003_never_emptied"),)
    operations = (
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(LINES + LOOKS + TREE + GUARDS, BACK)],
            list(STATE),
        ),
    )

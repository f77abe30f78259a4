"""What was written before there were seals is carried over: everything opens, and nothing of it is left in clear."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django_otp.oath import TOTP
from pytest_django.fixtures import Settings

from tests.moments import at
from tests.records.cases.test_sealing import WHY, accused
from tests.records.ledger.test_lines import in_the_first_format
from tests.records.retention.lives import SIGN, full_of_marks
from tests.records.vault.test_canaries import dumped
from tests.stories import story
from wangfang.records.cases import drafts, lookups, rebuilding
from wangfang.records.cases.models import Case, Draft, Paper
from wangfang.records.cases.verification import verify
from wangfang.records.files import keep
from wangfang.records.notices.models import Notice
from wangfang.records.people import codes, finding, kept
from wangfang.records.people.models import Account, KeptForm, Petitioner
from wangfang.records.vault import turning
from wangfang.records.vault.keys import Purpose, keeper
from wangfang.records.vault.suites import Broken
from wangfang.rules.facts import Act, Actor, Role
from wangfang.rules.refusal import Refused

BEFORE = [
    ("cases", "0007_counted"),
    ("people", "0003_behind_a_petition"),
    ("notices", "0001_initial"),
    ("files", "0001_initial"),
]
SHA = "a" * 64


@pytest.fixture
def clear(settings: Settings, tmp_path: Path) -> dict[str, object]:
    """Live two cases, go back to the tables in clear, and write there what the seals came upon.

    Their lines become those of the first edition: cases had no salt then, and one that is dropped does not come back.
    """
    settings.MEDIA_ROOT = str(tmp_path / "files")
    story().about(people=2).submitted().registered()
    story().accusing("NG-ZJ").submitted(to="NG")
    for case in Case.objects.all():
        in_the_first_format(case)
    papers = {p.pk: p.body for p in Paper.objects.filter(step=2)}
    notices = {n.pk: (n.phone, n.name, n.text) for n in Notice.objects.all()}
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    for target in (BEFORE[:1], BEFORE[1:]):
        MigrationExecutor(connection).migrate(target)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into cases_draft (token_digest, fields, changed_at) values (%s, %s, now())",
            [drafts._digest("mine"), json.dumps({"name": "王秀兰"})],
        )
        body = "%PDF-1.4 王秀兰".encode()
        digest = hashlib.sha256(body).hexdigest()
        old = tmp_path / "files" / digest[:2] / digest
        old.parent.mkdir(parents=True)
        old.write_bytes(body)
        cursor.execute(
            "insert into files_storedfile (sha256, name, kind, size, subject, kept_at)"
            " values (%s, '王秀兰.pdf', 'application/pdf', %s, 'x', now()), (%s, '丢了.pdf', 'application/pdf', 1, 'y', now())",
            [digest, len(body), SHA],
        )
    assert sum("王秀兰" in text for _, text in dumped()) >= 4, "it is in clear now"
    return {"papers": papers, "notices": notices, "file": old}


def test_rows_from_before_are_carried_over(
    clear: dict[str, object], django_capture_on_commit_callbacks: object
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without a type
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    rebuilding.read_outcomes()  # as `wangfang migrate` does after it

    assert list(verify()) == []
    assert {p.name for p in Petitioner.objects.all()} == {"王秀兰"}
    assert set(Petitioner.objects.values_list("masked", flat=True)) == {"王**", "**"}
    assert finding.with_phone("13800138000").count() == 2
    assert {p.pk: p.body for p in Paper.objects.filter(step=2)} == clear["papers"]
    assert {n.pk: (n.phone, n.name, n.text) for n in Notice.objects.all()} == clear["notices"]
    assert Draft.objects.get().fields == {"name": "王秀兰"}
    whole, lost = keep.kept_for("x")[0], keep.kept_for("y")[0]
    assert (whole.name, b"".join(keep.bytes_of(whole))) == ("王秀兰.pdf", "%PDF-1.4 王秀兰".encode())
    assert keep.path_of(whole).stat().st_mode & 0o777 == 0o600
    assert (lost.name, lost.sha256) == ("丢了.pdf", SHA)
    with pytest.raises(Refused, match=r"“丢了\.pdf”的内容不在了"):
        keep.bytes_of(lost)
    assert not Path(str(clear["file"])).exists()
    assert {name for name, text in dumped() if "王秀兰" in text} == set()
    accusation = Case.objects.get(secrecy=2)
    assert (bool(accusation.sealed), accusation.title, accusation.plain_title) == (True, "辽河小区顶楼漏雨", "")


LATER = [("cases", "0013_destroyed"), ("people", "0006_sealed")]


def migrate(*targets: tuple[str, str]) -> None:
    """Bring the tables to other migrations, backwards or forwards."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    MigrationExecutor(connection).migrate(list(targets))


def test_accusations_that_were_kept_in_clear_come_under_seal_and_back() -> None:
    told, plain = accused(), full_of_marks(external_id="A-1")
    before = {told.now.pk: lookups.life(told.now), plain.now.pk: lookups.life(plain.now)}
    migrate(LATER[0])
    assert any("收受好处" in text for _, text in dumped()), "it is in clear now"
    with connection.cursor() as cursor:
        cursor.execute("select detail ->> 'why' from cases_steptaken where case_id = %s and number = 2", [told.now.pk])
        assert cursor.fetchone() == (WHY,)

    migrate(*MigrationExecutor(connection).loader.graph.leaf_nodes())
    rebuilding.read_outcomes()  # as `wangfang migrate` does after it
    assert not any("收受好处" in text for _, text in dumped())
    case = Case.objects.get(pk=told.now.pk)
    assert (case.title, lookups.life(case)) == (f"{SIGN}收受好处", before[case.pk])
    ordinary = Case.objects.get(pk=plain.now.pk)
    assert (bytes(ordinary.sealed), lookups.life(ordinary)) == (b"", before[ordinary.pk])
    assert list(verify()) == []


def test_what_the_secret_key_sealed_before_opens_out_of_the_vault() -> None:
    """The rows are made as they were made before the upgrade, byte for byte the same way."""
    account, other = (Account.objects.create(login=login, name=login, password="x") for login in ("li", "wang"))
    now, secret = at("2026-11-20 09:00"), codes.new_secret()
    migrate(LATER[1])
    old = import_module("wangfang.records.people.migrations.0007_one_sealing")
    form = json.dumps({"fields": [["why", "王秀兰"]], "files": ["scan"]}, ensure_ascii=False).encode()
    with connection.cursor() as cursor:
        for who, sealed in (
            (account.pk, old.sealed_before(old.CODES, account.pk, secret.encode())),
            (other.pk, old.sealed_before(old.CODES, account.pk, secret.encode())),  # of another's, so it opens no more
        ):
            cursor.execute(
                "insert into people_codedevice (account_id, secret, confirmed_at, last_step, recovery)"
                " values (%s, %s, %s, 0, '[]')",
                [who, sealed, now],
            )
        cursor.execute(
            "insert into people_keptform (account_id, path, sealed, kept_at) values (%s, '/desk/', %s, %s) returning id",
            [account.pk, old.sealed_before(old.FORMS, account.pk, form), now],
        )
        (key,) = cursor.fetchone()

    migrate(*(key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "people"))
    assert codes.takes(account, _code(secret, now), now)
    assert not codes.takes(account, _code(secret, now), now), "no code counts twice"
    with pytest.raises(Refused, match="密钥已经丢失"):
        codes.takes(other, _code("", now), now)
    assert kept.find(account, key, now) == kept.Typed("/desk/", (("why", "王秀兰"),), ("scan",))
    with connection.cursor() as cursor:
        cursor.execute("select sealed from people_codedevice union all select sealed from people_keptform")
        assert all(bytes(sealed).startswith(b"v1|standard|wrap-1|") for (sealed,) in cursor.fetchall())

    migrate(LATER[1])
    with connection.cursor() as cursor:
        cursor.execute("select secret from people_codedevice where account_id = %s", [account.pk])
        assert old.opened_before(old.CODES, account.pk, bytes(cursor.fetchone()[0])) == secret.encode()
        cursor.execute("select sealed from people_keptform")
        assert json.loads(old.opened_before(old.FORMS, account.pk, bytes(cursor.fetchone()[0]))) == json.loads(form)


@pytest.mark.usefixtures("own_keys")
def test_a_second_factor_and_a_kept_form_are_under_the_wrapping_key_and_turn_with_it() -> None:
    account, now = Account.objects.create(login="li", name="li", password="x"), at("2026-11-20 09:00")
    secret = codes.new_secret()
    codes.switch_on(account, secret, _code(secret, now), Act(Actor("li", "li", Role.SYSTEM), now, now))
    key = kept.keep(account, kept.Typed("/desk/", (("why", "王秀兰"),), ()), now)
    assert key is not None
    assert keeper().rotate(Purpose.WRAP)
    list(turning.turn(turning.rewrapped))
    keeper().destroy("wrap-1")
    later = now + timedelta(minutes=2)
    assert codes.takes(account, _code(secret, later), later)
    assert kept.find(account, key, now) == kept.Typed("/desk/", (("why", "王秀兰"),), ())
    KeptForm.objects.update(account=Account.objects.create(login="wang", name="wang", password="x"))
    with pytest.raises(Broken):
        _ = KeptForm.objects.get().said


def _code(secret: str, moment: datetime) -> str:
    clock = TOTP(base64.b32decode(secret), step=30, digits=6)
    clock.time = int(moment.timestamp())
    return f"{clock.token():06d}"

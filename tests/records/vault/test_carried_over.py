"""What was written before there were seals is carried over: everything opens, and nothing of it is left in clear."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django.fixtures import Settings

from tests.records.ledger.test_lines import in_the_first_format
from tests.records.vault.test_canaries import dumped
from tests.stories import story
from wangfang.records.cases import drafts
from wangfang.records.cases.models import Case, Draft, Paper
from wangfang.records.cases.verification import verify
from wangfang.records.files import keep
from wangfang.records.notices.models import Notice
from wangfang.records.people import finding
from wangfang.records.people.models import Petitioner
from wangfang.rules.refusal import Refused

LAST = ("cases", "people", "notices", "files")
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
        MigrationExecutor(connection).migrate(
            [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] in LAST]
        )

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

"""Do the tables follow the models: nothing unwritten, one line of migrations per room, and a way back."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL


def _ours() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith("wangfang.")}


@pytest.mark.django_db
def test_no_change_of_a_model_waits_for_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_room_has_one_last_migration() -> None:
    leaves = [label for label, _ in MigrationLoader(connection).graph.leaf_nodes() if label in _ours()]
    assert sorted(leaves) == sorted(set(leaves)), "two branches: merge them into one line"


@pytest.mark.django_db
def test_every_hand_written_operation_can_be_taken_back() -> None:
    oneway = [
        f"{label}.{name}"
        for (label, name), migration in MigrationLoader(connection).disk_migrations.items()
        for operation in migration.operations
        if label in _ours() and isinstance(operation, RunSQL | RunPython) and not operation.reversible
    ]
    assert oneway == [], "give it a reverse, if only noop with a reason"

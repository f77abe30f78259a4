"""What runs inside the scratch installation: its tables are made, or one figure is taken and printed as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

import django

ROOMS = {
    "acts": "acts",
    "portal": "submissions",
    "worklist": "worklist",
    "sight": "sight",
    "indicators": "quarter",
    "quarter": "sets",
    "import": "imports",
    "due": "due_dates",
    "memory": "memory",
    "recompute": "clocks",
    "replay": "replaying",
    "suggestions": "suggestions",
    "trace": "trace",
    "likeness": "likeness",
    "archive": "volume",
    "leader": "standing",
    "bulletin": "publishing",
}
"""Name of a figure → the module that takes it."""
DUTIES = "--duties="


def main(words: list[str]) -> None:
    """Do what the first word names; `--quick`, a number of clocks (`--duties=N`) and a file may follow."""
    django.setup()
    _require_scratch()
    if words[0] == "prepare":
        _prepare()
        return
    from wangfang.interfaces.console.bench.figure import Wish  # after django.setup

    files = [word for word in words[1:] if not word.startswith("--")]
    duties = [int(word.removeprefix(DUTIES)) for word in words if word.startswith(DUTIES)]
    wish = Wish("--quick" in words, Path(files[0]) if files else None, *duties)
    figures = import_module(f"wangfang.interfaces.console.bench.{ROOMS[words[0]]}").figures(wish)
    sys.stdout.write(json.dumps([figure.plain() for figure in figures], ensure_ascii=False) + "\n")


def _require_scratch() -> None:
    from django.db import connection  # after django.setup

    if "bench" not in str(connection.settings_dict["NAME"]):
        sys.exit("bench works in a database of its own only")


def _prepare() -> None:
    from django.core.management import call_command  # after django.setup
    from django.db import connection

    from wangfang.interfaces.console.demo.founding import found_city
    from wangfang.interfaces.frame.acts import system_act
    from wangfang.records.walls import building

    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        building.build(cursor, str(connection.settings_dict["USER"]))
    found_city(system_act())


if __name__ == "__main__":
    main(sys.argv[1:])

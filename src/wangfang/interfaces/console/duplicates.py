"""The commands that find petitions which tell of one matter."""

from __future__ import annotations

import click

from wangfang.interfaces.console.evaluating import evaluate
from wangfang.interfaces.console.finding import arrived, find, rebuild
from wangfang.interfaces.console.sweeping import sweep


@click.group()
def duplicates() -> None:
    """查重：同一事项的信访件。"""


for _command in (arrived, evaluate, find, rebuild, sweep):
    duplicates.add_command(_command)

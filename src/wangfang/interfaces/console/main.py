"""The command `wangfang`: every command that works on the installation's records."""

from __future__ import annotations

import click

from wangfang.interfaces.console.accounts import accounts
from wangfang.interfaces.console.agencies import agencies
from wangfang.interfaces.console.archive import archive
from wangfang.interfaces.console.bench.command import bench
from wangfang.interfaces.console.bulletins import bulletin
from wangfang.interfaces.console.due import due, limits
from wangfang.interfaces.console.duplicates import duplicates
from wangfang.interfaces.console.exports import exports
from wangfang.interfaces.console.generating import generate
from wangfang.interfaces.console.history import history
from wangfang.interfaces.console.importing.command import import_command
from wangfang.interfaces.console.indicators import indicators
from wangfang.interfaces.console.jobs import jobs
from wangfang.interfaces.console.keys import keys
from wangfang.interfaces.console.learning import classify, suggestions, train
from wangfang.interfaces.console.ledger import ledger
from wangfang.interfaces.console.problem_units import problem_units
from wangfang.interfaces.console.recompute import recompute_command
from wangfang.interfaces.console.retention import retention
from wangfang.interfaces.console.rhythms import rhythms
from wangfang.interfaces.console.tokens import tokens


@click.group()
def group() -> None:
    """网访：网上信访办理平台。"""


for _command in (
    accounts, agencies, archive, bench, bulletin, classify, due, duplicates, exports, generate, history, import_command, indicators, jobs, keys,
    ledger, limits, problem_units, recompute_command, retention, rhythms, suggestions, tokens, train,
):  # fmt: skip
    group.add_command(_command)

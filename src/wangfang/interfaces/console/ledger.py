"""The commands that prove the trace: verify it, and print its anchor."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import click

from wangfang.interfaces.frame.acts import today
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.verification import count_of, verify
from wangfang.records.ledger.verify import anchor
from wangfang.rules.facts import start_of
from wangfang.rules.refusal import Refused

WORDS = {
    "missing": "缺了一行",
    "broken": "与上一行接不上",
    "altered": "内容被改动",
    "step": "办理记录与留痕不一致",
    "step_missing": "办理记录被删除",
    "line_missing": "缺少留痕",
    "petition": "信访件原文或信访人与留痕不一致",
    "paper": "文书与留痕不一致",
    "case_missing": "留痕还在，信访件被删除",
    "state": "当前状态与办理记录不一致",
    "duty": "期限与办理记录不一致",
}


@click.group()
def ledger() -> None:
    """留痕：核验留痕是否完整，打印当日留痕摘要。"""


@ledger.command("verify")
@click.option("--case", "number", default="", metavar="NO", help="只核验这一件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def verify_command(number: str, *, as_json: bool) -> None:
    """核验每一件的留痕；发现被改动的，列出编号、行号和情形，退出码 1。"""
    cases, findings = count_of(number), list(verify(number))
    if number and not cases and not findings:
        raise NotFound
    said = [{"case": f.case, "line": f.line, "kind": f.kind} for f in findings]
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.case} 第 {finding.line} 行：{WORDS[finding.kind]}", err=True)
        click.echo(f"核验了 {cases} 件，" + (f"发现 {len(findings)} 处问题。" if findings else "留痕完整。"))
    raise click.exceptions.Exit(1 if findings else 0)


@ledger.command("anchor")
@click.option("--on", "day", required=True, type=click.DateTime(formats=["%Y-%m-%d"]), help="哪一天。")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件。")
def anchor_command(day: datetime, out: Path) -> None:
    """写出到某日结束为止全部留痕的摘要，交上级信访部门保存。"""
    if day.date() > today():
        raise Refused(f"{day:%Y-%m-%d} 还没有到，不能写出那一天的摘要")
    found = anchor(start_of(day.date() + timedelta(days=1)))
    said = {"on": f"{day:%Y-%m-%d}", "subjects": found.subjects, "lines": found.entries, "root": found.root}
    try:
        out.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as fault:
        raise Refused(f"不能写到“{out}”：{fault.strerror}") from fault
    click.echo(f"{found.subjects} 条链、{found.entries} 行，摘要 {found.root}")

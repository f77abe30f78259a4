"""The commands that prove the trace: seal and verify it, anchor a day, write it out for others, say who looked."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from wangfang.interfaces.console.tampering.command import selftest
from wangfang.interfaces.frame.acts import now, today
from wangfang.records.cases.lookups import NotFound
from wangfang.records.cases.verification import count_of, verify
from wangfang.records.ledger import access, anchors
from wangfang.records.ledger import export as exporting
from wangfang.records.ledger.mirror import seal_and_follow
from wangfang.records.ledger.verify import Finding
from wangfang.rules.facts import CHINA
from wangfang.rules.refusal import Refused

WORDS = {
    "missing": "缺了一行",
    "broken": "与上一行接不上",
    "altered": "内容被改动",
    "mac": "密钥校验值不符",
    "key": "校验用的密钥不在，用它的各行都核不了；缺哪一把见 wangfang keys list",
    "unkeyed": "没有密钥校验值",
    "leaf": "与总序中登记的不一致",
    "leaf_missing": "没有登记进总序",
    "step": "办理记录与留痕不一致",
    "step_missing": "办理记录被删除",
    "line_missing": "缺少留痕",
    "petition": "信访件原文或信访人与留痕不一致",
    "paper": "文书与留痕不一致",
    "case_missing": "留痕还在，信访件被删除",
    "state": "当前状态与办理记录不一致",
    "duty": "期限与办理记录不一致",
    "destroyed": "内容没有了，但没有销毁清单说是按规定销毁的",
    "access": "查看记录被改动",
}
PLACES = {
    "leaf_gap": "总序缺了一位",
    "leaf_orphan": "总序中这一位的记录被删除",
    "tile": "总序的中间值被改动",
    "root": "签署过的摘要与总序不一致",
    "signature": "摘要的签名不对",
    "sign_key": "签名的密钥不在，用它签的各个摘要都核不了；缺哪一把见 wangfang keys list",
    "order": "摘要与前一个接不上",
    "anchor": "与交存的每日摘要不一致",
    "mirror": "与镜像不一致",
    "guard": "防改动的触发器被停用或删除",
}
"""What is wrong with no case in particular: the line of such a finding is a place in the whole, or a size."""
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def ledger() -> None:
    """留痕：签署、核验、写出每日摘要，导出给别人核验，查谁看过。"""


@ledger.command("verify")
@click.option("--case", "number", default="", metavar="NO", help="只核验这一件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--anchors", "folder", type=FOLDER, help="交存的每日摘要所在的目录，一并核对。")
@click.option("--mirror", "copy", type=FILE, help="镜像文件，一并核对。")
def verify_command(number: str, folder: Path | None, copy: Path | None, *, as_json: bool) -> None:
    """核验每一件的留痕；发现被改动的，列出编号、行号和情形，退出码 1。"""
    if number and (folder or copy):
        raise Refused("--anchors 和 --mirror 核对的是全部留痕，不能和 --case 一起用")
    if copy and not copy.exists():
        raise Refused(f"没有镜像文件“{copy}”")
    cases, findings = count_of(number), list(verify(number, folder, copy))
    if number and not cases and not findings:
        raise NotFound
    said = [{"case": f.case, "line": f.line, "kind": f.kind} for f in findings]
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(_sentence(finding), err=True)
        click.echo(f"核验了 {cases} 件，" + (f"发现 {len(findings)} 处问题。" if findings else "留痕完整。"))
    raise click.exceptions.Exit(1 if findings else 0)


def _sentence(finding: Finding) -> str:
    if finding.kind in PLACES:
        return f"{finding.case or f'总序第 {finding.line} 位'}：{PLACES[finding.kind]}"
    return f"{finding.case} 第 {finding.line} 行：{WORDS[finding.kind]}"


@ledger.command("anchor")
@click.option("--on", "day", required=True, type=click.DateTime(formats=["%Y-%m-%d"]), help="哪一天。")
@click.option("--out", required=True, type=FILE, help="写到哪个文件。")
def anchor_command(day: datetime, out: Path) -> None:
    """写出到某日结束为止全部留痕的摘要，交上级信访部门保存。"""
    if day.date() > today():
        raise Refused(f"{day:%Y-%m-%d} 还没有到，不能写出那一天的摘要")
    found = anchors.of_day(day.date(), now())
    anchors.write(found, out)
    click.echo(f"{found.subjects} 条链、{found.lines} 行，摘要 {found.root}")
    if found.checkpoint:
        click.echo(found.printed())


@ledger.command("seal")
def seal_command() -> None:
    """把新的留痕登记进总序并签署摘要；平时每分钟自动做一次。"""
    found = seal_and_follow(now())
    click.echo(f"共 {found.size} 条，摘要 {found.root}" if found else "没有新的留痕。")


@ledger.command("access")
@click.option("--case", "number", required=True, metavar="NO", help="哪一件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def access_command(number: str, *, as_json: bool) -> None:
    """列出谁看过一件，最近的在前；被拒绝的也在内。"""
    looks = access.of_case(number)
    if not looks and not count_of(number):
        raise NotFound
    if as_json:
        said = [
            {"at": f"{one.recorded_at.astimezone(CHINA).isoformat()}", "who": one.who, "post": one.post,
             "what": one.what, "item": one.item, "about": one.about, "from": one.origin} for one in looks
        ]  # fmt: skip
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for one in looks:
        at = f"{one.recorded_at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"
        click.echo("\t".join([at, one.who, one.post, one.what, one.origin, *filter(None, [one.about])]))


@ledger.command("export")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="写到哪个目录。")
def export_command(out: Path) -> None:
    """导出留痕，供不装本系统的人用 scripts/verify_trace.py 核验；其中没有信访内容。"""
    counts = exporting.export(out)
    click.echo("，".join(f"{name} {count} 行" for name, count in counts.items()))


@ledger.command("key")
@click.option("--out", type=FILE, help="写到哪个文件；不写就显示。")
def key_command(out: Path | None) -> None:
    """给出核验签名用的公钥，可以公开。"""
    said = exporting.public_keys()
    if out:
        out.write_text(said, encoding="utf-8")
    else:
        click.echo(said, nl=False)


ledger.add_command(selftest)

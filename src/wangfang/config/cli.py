"""What happens when somebody types `wangfang`: the installation is woken, one command runs, every end is a sentence."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import click

from wangfang.config import embedded, schema, sources
from wangfang.config.binaries import DatabaseTrouble
from wangfang.config.waking import wake_django
from wangfang.rules.refusal import Refused

OWN = {"up", "migrate", "doctor"}  # they start what they need themselves
NEEDS_NO_DATABASE = {
    ("due",),
    ("limits",),
    ("duplicates", "evaluate"),
}  # pure rules: they answer on a machine without any database
SIGNALLED = 128  # and the number of the signal, as shells count it
TOLD_TO_END = (signal.SIGTERM, signal.SIGHUP)


class Ended(KeyboardInterrupt):
    """Somebody told us to end; a kind of Ctrl+C, so that a running query is broken off and everything is put away."""


class Entrance(click.Group):
    """The commands of the installation itself, and behind them those of the console, woken when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command."""
        return sorted({*super().list_commands(ctx), *_console().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command; only what is not ours wakes the console."""
        return super().get_command(ctx, cmd_name) or _console().get_command(ctx, cmd_name)


@click.group(cls=Entrance, context_settings={"help_option_names": ["-h", "--help"]})
def entrance() -> None:
    """网访：网上信访办理平台。"""


@entrance.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听端口。")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="数据目录，默认 WANGFANG_DATA 或 var/。")
@click.option("--empty", is_flag=True, help="不载入示范城市。")
def up(host: str, port: int, data: Path | None, *, empty: bool) -> None:
    """启动数据库、后台任务和网站；Ctrl+C 全部停止。"""
    from wangfang.config import processes  # slow import

    if data:
        os.environ["WANGFANG_DATA"] = str(data.absolute())
    raise click.exceptions.Exit(processes.up(host, port, empty=empty))


@entrance.command()
@click.option("--quiet", is_flag=True, help="只在出错时说话。")
def migrate(*, quiet: bool) -> None:
    """建立或更新数据库的表，并给应用账号授权。"""
    os.environ["WANGFANG_ACT_AS"] = "owner"
    with _database(fresh_is_fine=True):
        wake_django()
        done = schema.prepare()
        opened = schema.follow_up() if done else 0
    if not quiet:
        click.echo(f"数据库已更新：{len(done)} 项变更。" if done else "数据库已是最新。")
        if opened:
            click.echo(f"{opened} 件没有人获准看的检举控告件，已由举报受理岗知悉。")


@entrance.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def doctor(*, as_json: bool) -> None:
    """检查配置：什么已就绪，什么缺失，什么是暂定的。"""
    from wangfang.config import checkup  # slow import

    with contextlib.ExitStack() as stack:
        trouble = ""
        try:
            stack.enter_context(_database())
        except DatabaseTrouble as why:
            trouble = str(why)
        wake_django()
        findings = checkup.findings(trouble)
    click.echo(checkup.as_json(findings) if as_json else checkup.as_text(findings))
    raise click.exceptions.Exit(1 if any(finding.state == "missing" for finding in findings) else 0)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0 done, 1 refused or failed, 2 wrong usage, 130 or 143 ended."""
    for number in TOLD_TO_END:
        if signal.getsignal(number) is not signal.SIG_IGN:  # under nohup a closed terminal ends nothing
            signal.signal(number, _end)
    os.environ.setdefault("WANGFANG_ACT_AS", "job")
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a replaced stream may lack it
    sys.exit(_ended(lambda: _run(words)))


def _end(number: int, _frame: FrameType | None) -> None:
    for each in (*TOLD_TO_END, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)  # once is enough: putting away takes its time
    raise Ended(number)


def _run(words: list[str]) -> int:
    with contextlib.ExitStack() as stack:
        if _needs_database(words):
            stack.enter_context(_database())
        code = entrance.main(args=words, prog_name="wangfang", standalone_mode=False)
        sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _needs_database(words: list[str]) -> bool:
    named = tuple(word for word in words if not word.startswith("-"))
    name = named[0] if named else ""
    if name in OWN or {named[:1], named[:2]} & NEEDS_NO_DATABASE or {"--help", "-h"} & set(words):
        return False
    return _console().get_command(click.Context(entrance), name) is not None


@contextlib.contextmanager
def _database(*, fresh_is_fine: bool = False) -> Iterator[None]:
    if not sources.is_embedded():
        yield
        return
    with embedded.running(sources.data_folder()):
        if not (fresh_is_fine or schema.exists()):
            schema.prepare_apart()
        yield


@functools.cache
def _console() -> click.Group:
    wake_django()
    from wangfang.interfaces.console.main import group  # slow import

    return group


def _ended(run: Callable[[], int]) -> int:
    """Turn every end into an exit code, and every failure into one sentence on standard error."""
    try:
        code = run()
    except click.ClickException as wrong:  # its exit code is 2 for wrong usage, else 1
        click.echo(wrong.format_message().replace("\n", " "), err=True)
        code = wrong.exit_code
    except (KeyboardInterrupt, click.Abort) as ended:
        code = SIGNALLED + _signal_behind(ended)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: leave quietly
        code = 0
    except Exception as trouble:  # what is known becomes a sentence, anything else is raised again
        sentence = _sentence(trouble)
        if not sentence:
            raise
        click.echo(sentence, err=True)
        code = 1
    return code


def _signal_behind(ended: BaseException) -> int:
    """Return which signal ended a command; click wraps it."""
    first = ended.__cause__ or ended
    return int(first.args[0]) if isinstance(first, Ended) else int(signal.SIGINT)


def _sentence(trouble: Exception) -> str:
    """Say in one line what an expected trouble is; nothing for a fault of ours, which keeps its traceback."""
    from django.db import Error  # slow import

    from wangfang.config import faults  # slow import

    if isinstance(trouble, Refused):
        return trouble.sentence()
    if isinstance(trouble, DatabaseTrouble):
        return str(trouble)
    if isinstance(trouble, Error):
        return faults.sentence_of(trouble)
    if isinstance(trouble, OSError):
        return f"{trouble.filename or '系统'}：{trouble.strerror or trouble}"
    return ""


if __name__ == "__main__":
    main()

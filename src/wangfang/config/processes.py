"""Which processes make a running installation, and what happens when one of them dies."""

from __future__ import annotations

import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

import click

from wangfang.config import embedded, schema, sources, static
from wangfang.config.waking import wake_django

PATIENCE_SECONDS = 60
MAY_DIE = 5  # times within a minute, before we say that it is no use
LOOK_SECONDS = 0.3


@dataclass(slots=True)
class Child:
    """One process under our care, restarted when it dies."""

    name: str
    words: list[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl+C reaches us alone."""
        command = [sys.executable, "-m", "wangfang.config.children", *self.words]
        self.process = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)

    def is_alive(self) -> bool:
        """Tell whether it runs."""
        return self.process is not None and self.process.poll() is None

    def gives_up(self) -> bool:
        """Note a death; tell whether there were too many of late."""
        now = time.monotonic()
        self.deaths = [*(moment for moment in self.deaths if now - moment < PATIENCE_SECONDS), now]
        return len(self.deaths) >= MAY_DIE


class Stopped(Exception):
    """Somebody asked us to end."""


def up(host: str, port: int, *, empty: bool) -> int:
    """Run the whole installation until told to stop; return the exit code."""
    if why := refused_port(host, port):
        click.echo(why, err=True)
        return 1
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # under nohup it stays ignored
            signal.signal(number, _stop)
    children = [
        Child("网站", ["web", _bind(host, port)]),
        Child("后台任务", ["worker"]),
    ]
    with contextlib.ExitStack() as stack:
        try:
            return _serve(children, host, port, empty=empty, stack=stack)
        except Stopped:
            click.echo("正在停止……")
            return 0
        finally:
            end(children)


def refused_port(host: str, port: int) -> str:
    """Say why nobody can listen there, or nothing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refused:
            if refused.errno == errno.EADDRINUSE:
                return f"端口 {port} 已被占用：请用 --port 换一个，或先停止占用它的程序。"
            return f"不能在 {host}:{port} 上监听：{refused.strerror}。"
    return ""


def end(children: list[Child]) -> None:
    """Ask every child to end, wait, and end by force what does not."""
    living = [child.process for child in children if child.process and child.is_alive()]
    for process in living:
        process.terminate()
    until = time.monotonic() + PATIENCE_SECONDS / 4
    for process in living:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _serve(children: list[Child], host: str, port: int, *, empty: bool, stack: contextlib.ExitStack) -> int:
    os.environ["WANGFANG_DATA"] = str(sources.data_folder())  # the children start where they like
    os.environ.setdefault("WANGFANG_DEMO", "0" if empty else "1")
    if sources.is_embedded():
        stack.enter_context(embedded.running(sources.data_folder()))
    wake_django()
    if not schema.is_current():
        schema.prepare_apart()
    static.collect()
    accounts = _demo(empty=empty)
    for child in children:
        child.start()
    if not _answers(children[0], host, port):
        click.echo("网站没有启动成功，原因见上面的日志。", err=True)
        return 1
    _announce(host, port, accounts)
    return _watch(children)


def _demo(*, empty: bool) -> list[tuple[str, str, str]]:
    from django.db import connections  # slow import

    from wangfang.config import tasks  # slow import
    from wangfang.interfaces.console import demo  # slow import

    try:
        accounts = demo.ensure(empty=empty)
        tasks.sweep_a_first_time()
        return accounts
    finally:
        connections.close_all()


def _answers(web: Child, host: str, port: int) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while web.is_alive() and time.monotonic() < until:
        line = http.client.HTTPConnection(_reachable(host), port, timeout=10)
        with contextlib.suppress(OSError, http.client.HTTPException):
            line.request("GET", "/", headers={"Host": f"localhost:{port}"})
            line.getresponse()
            return True
        line.close()
        time.sleep(LOOK_SECONDS)
    return False


def _announce(host: str, port: int, accounts: list[tuple[str, str, str]]) -> None:
    address = f"http://{_bind(_reachable(host), port)}"
    click.echo(f"\n网访已启动：{address}/\n工作人员入口：{address}/desk/\n")
    for role, login, password in accounts:
        click.echo(f"  {role}\t账号 {login}\t密码 {password}")
    click.echo("\n按 Ctrl+C 停止。")


def _watch(children: list[Child]) -> int:
    while True:
        time.sleep(LOOK_SECONDS)
        for child in children:
            if child.is_alive():
                continue
            if child.gives_up():
                click.echo(f"{child.name}一再退出，已全部停止；原因见上面的日志。", err=True)
                return 1
            click.echo(f"{child.name}意外退出，已重新启动。", err=True)
            child.start()


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # once is enough: ending takes its time
    raise Stopped


def _bind(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - compared, not bound

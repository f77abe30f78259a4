"""How does a benchmark get a web server: gunicorn with two workers on a free port of this machine, ended by its number."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from wangfang.rules.refusal import Refused

WORKERS, THREADS = 2, 4
PATIENCE_SECONDS = 60
HOST = "127.0.0.1"
APPLICATION = "wangfang.interfaces.console.bench.server:application"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and which process it is."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """Return the numbers of the processes that answer."""
        told = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [int(word) for word in told.split()]


@contextmanager
def serving() -> Iterator[Server]:
    """Serve the installation of this process's environment while inside.

    Raises:
        Refused: it does not answer.
    """
    port = _free_port()
    words = [f"--bind={HOST}:{port}", f"--workers={WORKERS}", f"--threads={THREADS}", "--worker-class=gthread"]
    more = ["--preload", f"--keep-alive={PATIENCE_SECONDS}", "--log-level=error", "--no-control-socket", APPLICATION]
    command = [sys.executable, "-m", "gunicorn", *words, *more]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own server
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_SECONDS)
        if process.poll() is None:
            process.kill()
            process.wait()


_own = threading.local()
"""Each client thread keeps one connection, whoever's pages go through it."""


@dataclass(slots=True)
class Browser:
    """Just enough of a browser to walk through forms: the cookies of one visitor."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> str:
        """Return a page; of what is no text only that it came."""
        return self._ask("GET", address, "")

    def post(self, address: str, typed: Mapping[str, str]) -> str:
        """Send a form with the token against forgery; returns where it leads, or what the page says instead."""
        return self._ask(
            "POST", address, urlencode({**typed, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        )

    def _ask(self, method: str, address: str, body: str) -> str:
        line = _line(self.port)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        line.request(method, address, body.encode(), headers)
        answer = line.getresponse()
        text = answer.read().decode(errors="replace")
        for said in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return answer.headers.get("Location", text)


def _line(port: int) -> http.client.HTTPConnection:
    kept: http.client.HTTPConnection | None = getattr(_own, "line", None)
    if kept is None or kept.port != port:
        kept = _own.line = http.client.HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)
    return kept


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field; empty when the page has none of that name."""
    tag = next((tag for tag in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in tag), "")
    found = re.search(r'value="([^"]*)"', tag)
    return found.group(1) if found else ""


def resident_mb(pid: int, what: str = "VmRSS") -> float:
    """Return the resident memory of a process in megabytes; `VmHWM` is the most it ever was."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(rf"{what}:\s+(\d+) kB", told)
    return int(found.group(1)) / 1024 if found else 0.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection(HOST, port, timeout=PATIENCE_SECONDS)
            line.request("GET", "/", headers={"Host": "localhost"})
            line.getresponse().close()
            return
        time.sleep(0.1)
    raise Refused(f"测试用的网站没有在端口 {port} 上启动（进程 {os.getpid()}）")

"""Does the whole installation come up, mend itself, stop, and come up again with what it had."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE_SECONDS = 90


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def _start(request: pytest.FixtureRequest, data: Path, port: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WANGFANG_")}
    words = [sys.executable, "-m", "wangfang.config.cli", "up", "--empty", "--port", str(port), "--data", str(data)]
    data.mkdir(mode=0o711, exist_ok=True)
    with (data / "said").open("w", encoding="utf-8") as said:
        running = subprocess.Popen(words, stdout=said, stderr=said, text=True, env=environment, cwd=data)
    request.addfinalizer(running.kill)  # whatever the test finds; its children follow it
    return running


def _until(holds: Callable[[], object], data: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until, (data / "said").read_text(encoding="utf-8")
        time.sleep(0.2)


def _said(data: Path) -> str:
    return (data / "said").read_text(encoding="utf-8")


def _page(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        text: str = answer.read().decode()
    return text


def _children(parent: int) -> dict[str, int]:
    """Return the process numbers of web server and worker by name."""
    listing = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)], check=True, capture_output=True, text=True
    )
    found = re.findall(r"^\s*(\d+) .*config\.children (\w+)", listing.stdout, re.MULTILINE)
    return {name: int(pid) for pid, name in found}


def test_it_comes_up_mends_itself_stops_and_comes_up_again(request: pytest.FixtureRequest, data: Path) -> None:
    port = _free_port()
    running = _start(request, data, port)
    _until(lambda: "Ctrl+C" in _said(data), data)
    assert f"http://127.0.0.1:{port}/" in _said(data)
    assert "<title>" in _page(port)
    before = _children(running.pid)
    assert set(before) == {"web", "worker"}

    os.kill(before["worker"], signal.SIGKILL)
    _until(lambda: _children(running.pid).get("worker", before["worker"]) != before["worker"], data)

    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 0
    assert "正在停止" in _said(data)

    again = _start(request, data, port)
    _until(lambda: "Ctrl+C" in _said(data), data)
    assert "密码" not in _said(data), "an administrator's one-time password is told once"
    again.send_signal(signal.SIGKILL)
    again.wait()
    _until(lambda: not _listens(port), data)  # the children end with their parent, and the port is free


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

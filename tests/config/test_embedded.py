"""Does the embedded database start, stop and survive what machines and people do to it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from pathlib import Path

import psycopg
import pytest

from wangfang.config import binaries, embedded, sources
from wangfang.config.binaries import DatabaseTrouble

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")


def _ask(socket: Path, question: str) -> object:
    with psycopg.connect(host=str(socket), user="postgres", dbname="postgres", autocommit=True) as owner:
        answer = owner.execute(question)
        return answer.fetchone()[0] if answer.description else None  # type: ignore[index]  # asked for one row


def _server(data: Path) -> int:
    home = embedded._home(data)
    return int((home / "postmaster.pid").read_text(encoding="utf-8").split()[0])


def _is_gone(pid: int) -> bool:
    until = time.monotonic() + 10
    while embedded._is_postgres(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not embedded._is_postgres(pid)


def test_it_keeps_its_rows_when_everything_is_killed(data: Path) -> None:
    with contextlib.suppress(psycopg.OperationalError), embedded.running(data) as socket:
        _ask(socket, "create table kept (line text)")
        _ask(socket, "insert into kept values ('受理')")
        os.kill(_server(data), signal.SIGKILL)
    with embedded.running(data) as socket:
        assert _ask(socket, "select line from kept") == "受理"


def test_the_last_one_out_stops_it(data: Path) -> None:
    with embedded.running(data):
        server = _server(data)
        with embedded.running(data) as socket:
            assert _server(data) == server
        assert _ask(socket, "select 1") == 1
    assert _is_gone(server)


def test_it_listens_on_no_network_and_lets_nobody_else_in(data: Path) -> None:
    with embedded.running(data) as socket:
        assert _ask(socket, "show listen_addresses") == ""
        assert socket.stat().st_mode & 0o777 == 0o700
        assert len(str(socket / ".s.PGSQL.5432")) < 107


def test_letters_are_letters_whatever_the_locale_of_the_caller(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    with embedded.running(data) as socket:
        assert _ask(socket, "select '信访' ~ '^[[:alpha:]]+$'") is True
        assert _ask(socket, "show data_checksums") == "on"


def test_a_half_made_cluster_is_never_used(data: Path) -> None:
    with embedded.running(data):
        pass
    home = embedded._home(data)
    home.rename(home.with_name("pg.new"))  # as if the machine had stopped just before the last move
    with embedded.running(data) as socket:
        assert _ask(socket, "select 1") == 1


def test_a_lock_file_that_names_a_living_stranger_stops_nobody(data: Path) -> None:
    with embedded.running(data):
        pass
    folder = embedded._home(data)
    lock = folder / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{folder}\n1700000000\n5432\n/tmp\n\n1 1\n", encoding="utf-8")  # as after a reboot
    os.chown(lock, binaries.runner().uid, binaries.runner().gid)
    with embedded.running(data) as socket:
        assert _ask(socket, "select 1") == 1


def test_a_removed_data_folder_starts_afresh_even_while_its_server_runs(data: Path) -> None:
    with embedded.running(data) as socket:
        _ask(socket, "create table gone (line text)")
        server, home = _server(data), embedded._home(data)
        shutil.rmtree(data)
        if home.parent != data:  # in a private checkout it stands elsewhere
            shutil.rmtree(home.parent)
        with embedded.running(data) as anew:
            assert _is_gone(server)
            assert _ask(anew, "select to_regclass('gone') is null") is True


@only_root
def test_a_private_folder_of_root_gets_its_cluster_elsewhere_and_finds_it_again(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.parent.chmod(0o700)
    with embedded.running(data) as socket:
        _ask(socket, "create table kept (line text)")
        home = _ask(socket, "show data_directory")
    assert str(home) in capsys.readouterr().err
    assert not str(home).startswith(str(data))
    with embedded.running(data) as socket:
        assert _ask(socket, "select count(*) from kept") == 0


def test_a_cluster_that_was_put_elsewhere_and_is_gone_is_one_sentence(data: Path) -> None:
    data.mkdir(mode=0o711)
    (data / "database-elsewhere").write_text("/nowhere/at/all", encoding="utf-8")
    with pytest.raises(DatabaseTrouble, match="现在不见了"), embedded.running(data):
        pass
    (data / "database-elsewhere").unlink()


@only_root
def test_programs_that_the_account_cannot_reach_are_copied(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = data.parent / "private"
    private.mkdir(mode=0o700)
    install = binaries.find().parent
    for place in (install.parent, install.parent.with_name(f"{install.parent.name}.libs")):
        shutil.copytree(place, private / place.name, symlinks=True)
    monkeypatch.setenv("WANGFANG_PG_BIN", str(private / install.parent.name / install.name / "bin"))
    with embedded.running(data) as socket:
        assert _ask(socket, "select 1") == 1


def test_a_data_folder_that_cannot_be_made_is_one_sentence(data: Path) -> None:
    data.write_text("a file, not a folder", encoding="ascii")
    with pytest.raises(DatabaseTrouble, match=r"数据目录 .* 建不了"), embedded.running(data / "below"):
        pass
    data.unlink()


def test_missing_programs_are_one_sentence(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setenv("WANGFANG_PG_BIN", "/nowhere")
    with pytest.raises(DatabaseTrouble, match="不能运行"), embedded.running(data):
        pass
    monkeypatch.undo()


def test_two_data_folders_have_two_sockets() -> None:
    assert embedded.socket_folder(Path("one")) != embedded.socket_folder(Path("two"))


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("postgresql://a:p%40s@db:5433/w?sslmode=require", ("a", "p@s", "db", "5433", "w", {"sslmode": "require"})),
        ("postgres:///w?host=/run/postgresql", ("", "", "/run/postgresql", "", "w", {})),
    ],
)
def test_an_address_of_a_server_becomes_settings(url: str, parts: tuple[object, ...]) -> None:
    got = sources.parsed(url)
    assert tuple(got[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")) == parts


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://host", "nonsense", "postgresql://a@b:x/c"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(DatabaseTrouble, match="postgresql://"):
        sources.parsed(url)


def test_the_secret_key_is_made_once_and_kept_private(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WANGFANG_SECRET_KEY", raising=False)
    first = sources.secret_key(data)
    assert sources.secret_key(data) == first
    assert len(first) >= 50
    assert (data / "secret-key").stat().st_mode & 0o777 == 0o600

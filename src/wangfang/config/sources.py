"""Where does the installation find its data folder, its database and its secret key."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from wangfang.config.binaries import DatabaseTrouble
from wangfang.config.embedded import socket_folder

APP_ROLE = "wangfang_app"  # reads and writes; owns nothing, so the ledger stays append-only
OWNER_ROLE = "postgres"  # of the embedded cluster; makes and changes tables
DATABASE_NAME = "wangfang"


def data_folder() -> Path:
    """Return the data folder of this process: WANGFANG_DATA, or var/ in the current folder."""
    return Path(os.environ.get("WANGFANG_DATA") or "var").absolute()


def is_embedded() -> bool:
    """Tell whether the database is the private one of the data folder."""
    return not os.environ.get("WANGFANG_DATABASE_URL")


def acts_as_owner() -> bool:
    """Tell whether this process changes the schema, and so connects as the owner of the tables."""
    return os.environ.get("WANGFANG_ACT_AS") == "owner"


def acts_as_job() -> bool:
    """Tell whether this process serves nobody (console, worker), and so reads every case."""
    return os.environ.get("WANGFANG_ACT_AS") == "job"


def database() -> dict[str, object]:
    """Return Django's settings of the database, for the role in which this process acts."""
    if is_embedded():
        place: dict[str, object] = {
            "NAME": DATABASE_NAME,
            "USER": OWNER_ROLE if acts_as_owner() else APP_ROLE,
            "HOST": str(socket_folder(data_folder())),
        }
    else:
        url = os.environ["WANGFANG_DATABASE_URL"]
        place = parsed(os.environ.get("WANGFANG_OWNER_URL", url) if acts_as_owner() else url)
    return place | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("WANGFANG_TEST_DB", "test_wangfang"), "TEMPLATE": "template0"},
    }


def app_role() -> str:
    """Return the name of the role that web server, worker and console connect as."""
    if is_embedded():
        return APP_ROLE
    return str(parsed(os.environ["WANGFANG_DATABASE_URL"])["USER"])


def parsed(url: str) -> dict[str, object]:
    """Return the parts of postgresql://user:password@host:port/name?option=value as Django's settings.

    Raises:
        DatabaseTrouble: it is no such address.
    """
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:  # a port that is no number, a bracket that is not closed
        parts, port = urlsplit(""), ""
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        msg = "WANGFANG_DATABASE_URL 应写成 postgresql://用户:密码@主机:端口/库名。"
        raise DatabaseTrouble(msg)
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": port,
        "OPTIONS": options,
    }


def secret_key(data: Path) -> str:
    """Return the key that signs sessions and query codes: WANGFANG_SECRET_KEY, or one kept in the data folder."""
    if given := os.environ.get("WANGFANG_SECRET_KEY"):
        return given
    place = data / "secret-key"
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    mine = place.with_name(f"secret-key.{os.getpid()}")
    if not place.exists():
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(mine, place)  # whole or not at all, and only the first of two at once
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return place.read_text(encoding="utf-8").strip()

"""Runs the one set of plain SQL over Parquet files: on DuckDB in this process, or on a Spark that is already there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import duckdb

from wangfang.rules.refusal import Refused

MASTER = "WANGFANG_SPARK_MASTER"
"""Names the Spark to be used, as Spark names it: spark://127.0.0.1:7077, local[2]."""
MEMORY = "2GB"
"""What DuckDB may hold in memory before it puts down in files what does not fit."""


class Engine(Protocol):
    """Answers questions in SQL about folders of Parquet files, each under the name of a table."""

    name: str

    def write(self, question: str, tables: Mapping[str, Path], to: Path) -> None:
        """Write the answer into a folder of Parquet files, whole or not at all."""
        ...

    def close(self) -> None:
        """Let go of what the engine holds."""
        ...


class DuckDB:
    """The engine that comes along: all cores, memory bounded, what does not fit on disk."""

    name = "duckdb"

    def __init__(self, scratch: Path) -> None:
        self._line = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(scratch / "spill")})

    def write(self, question: str, tables: Mapping[str, Path], to: Path) -> None:
        """Write the answer into a folder with one file."""
        for name, folder in tables.items():
            files = str(folder / "*.parquet").replace("'", "''")
            self._line.execute(f"create or replace view {name} as select * from read_parquet('{files}')")  # noqa: S608 - names of ours
        making = _making(to)
        making.mkdir()
        target = str(making / "part.parquet").replace("'", "''")
        self._line.execute(f"copy ({question}) to '{target}' (format parquet)")
        making.rename(to)

    def close(self) -> None:
        """Close the connection."""
        self._line.close()


class Spark:
    """A Spark that somebody else runs, or one in this process (`local[2]`)."""

    name = "spark"

    def __init__(self, scratch: Path) -> None:
        session: Any = _session_class()
        builder = session.builder.appName("wangfang").master(os.environ.get(MASTER) or "local[*]")
        builder = builder.config("spark.ui.enabled", "false").config("spark.local.dir", str(scratch / "spill"))
        self._spark = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()

    def write(self, question: str, tables: Mapping[str, Path], to: Path) -> None:
        """Write the answer into a folder with as many files as Spark likes."""
        for name, folder in tables.items():
            self._spark.read.parquet(folder.as_uri()).createOrReplaceTempView(name)
        making = _making(to)
        self._spark.sql(question).write.parquet(making.as_uri())
        making.rename(to)

    def close(self) -> None:
        """End the session."""
        self._spark.stop()


def engine_of(name: str, scratch: Path) -> Engine:
    """Return an engine by name; without a name Spark where a master is set, else DuckDB.

    Raises:
        Refused: Spark is asked for and not installed.
    """
    wanted = name or (Spark.name if os.environ.get(MASTER) else DuckDB.name)
    return Spark(scratch) if wanted == Spark.name else DuckDB(scratch)


def _session_class() -> Any:
    try:
        from pyspark.sql import SparkSession  # optional dependency
    except ImportError as missing:
        raise Refused("没有安装 pyspark，请安装依赖组 spark，或者用 --engine duckdb") from missing
    return SparkSession


def _making(to: Path) -> Path:
    return to.with_name(f"{to.name}.making")

"""How a file of somebody else's messages becomes rows, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wangfang.interfaces.console.importing.archive import checked
from wangfang.interfaces.console.importing.delimited import open_delimited
from wangfang.interfaces.console.importing.rows import Table
from wangfang.interfaces.console.importing.spreadsheet import open_spreadsheet
from wangfang.rules.refusal import Refused

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a CSV or XLSX file by what it is, not by what it is called.

    Raises:
        Refused: it is neither, or cannot be read as a table.
    """
    try:
        stream = path.open("rb")
    except OSError as wrong:
        raise Refused(f"文件“{path.name}”打不开：{wrong.strerror}") from wrong
    with stream:
        start = stream.read(len(ZIP))
        stream.seek(0)
        if start == OLD_OFFICE:
            raise Refused("这是旧版 XLS 或加了密码的文件，请另存为 XLSX 或“CSV UTF-8”再导入")
        if start != ZIP:
            yield open_delimited(path, stream)
            return
        with closing(checked(stream)) as archive:
            yield open_spreadsheet(archive)

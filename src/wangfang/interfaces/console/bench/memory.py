"""How much memory do a used web worker, an import and a history need, and does it grow with the length of the file?"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from wangfang.interfaces.console.bench import imports, table
from wangfang.interfaces.console.bench.figure import Figure, Wish
from wangfang.interfaces.console.bench.serving import resident_mb, serving
from wangfang.interfaces.console.bench.submissions import CLIENTS, ready, submitted
from wangfang.interfaces.console.history import history
from wangfang.rules.refusal import Refused

WORKER_MB, LOAD_MB = 250.0, 300.0
LINES = 50_000

_ALONE = """
import resource, sys, django
django.setup()
from pathlib import Path
from wangfang.interfaces.console.bench import memory
memory.load(sys.argv[1], Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def figures(wish: Wish) -> list[Figure]:
    """Return the worker beside a process that only woke up, and each load beside one a tenth as long."""
    return [_worker(wish), *(_load(what, wish) for what in ("import", "history"))]


def _worker(wish: Wish) -> Figure:
    """Let two workers take petitions in, and print receipts, until every memory of theirs is filled."""
    with serving() as server, ThreadPoolExecutor(CLIENTS) as pool:
        fresh = max(map(resident_mb, server.workers()))
        for _ in range(wish.pick(25, 1)):
            visitors = list(pool.map(lambda _: ready(server), range(CLIENTS)))
            list(pool.map(submitted, visitors))
            for visitor in visitors:
                visitor.get("/report/received/slip.pdf")
        used = max(map(resident_mb, server.workers()))
    return Figure("memory_worker", "MB", used, fresh, "≤ 250 MB", used <= WORKER_MB)


def _load(what: str, wish: Wish) -> Figure:
    lines = wish.pick(LINES, 60)
    with tempfile.TemporaryDirectory() as folder:
        short, long = (_written(what, Path(folder) / f"{share}.txt", lines // share) for share in (10, 1))
        bare, peak = peak_of(what, short), peak_of(what, long)
    return Figure(f"memory_{what}", "MB", peak, bare, "≤ 300 MB", peak <= LOAD_MB, {"lines": lines})


def _written(what: str, path: Path, lines: int) -> Path:
    if what == "import":
        table.messages(path, lines, answered=False)
    else:
        table.history(path, lines)
    return path


def load(what: str, path: Path) -> None:
    """Take a file in, as somebody would type it, in this process.

    Raises:
        Refused: a row or a line did not come in.
    """
    if what == "import":
        imports.take_in(path, f"bench-{path.stem}")
    else:
        with redirect_stdout(StringIO()) as said:
            code = history.main(["load", str(path), "--source", f"bench-{path.stem}", "--json"], standalone_mode=False)
        if code:
            raise Refused(f"测试用的历史没有全部导入：{said.getvalue()[:300]}")


def peak_of(what: str, path: Path) -> float:
    """Return the most memory that a process of its own ever held while it took a file in, in megabytes."""
    command = [sys.executable, "-c", _ALONE, what, str(path)]
    # The exit code is read below and told in a sentence.
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own lines
    if done.returncode:
        raise Refused(f"“{what}”没有导完，原因见上面")
    return float(done.stdout.split()[-1])

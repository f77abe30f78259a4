"""When must style sheets, scripts and fonts be gathered anew, and where do they go."""

from __future__ import annotations

import hashlib
from pathlib import Path


def collect() -> bool:
    """Gather the static files with hashed names when one of them changed; tell whether it was needed."""
    from django.conf import settings  # slow import
    from django.core.management import call_command  # slow import

    stamp = Path(settings.STATIC_ROOT) / "gathered"
    now = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now, encoding="ascii")
    return True


def fingerprint() -> str:
    """Return one value for the names, sizes and times of all static files."""
    from django.contrib.staticfiles.finders import get_finders  # slow import

    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            seen.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return seen.hexdigest()

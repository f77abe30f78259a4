"""What does each process of a running installation do: serve pages, or do the jobs of the queue and the clock."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

from wangfang.config.waking import wake_django

PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
WEB_WORKERS = 2
WEB_THREADS = 4
JOBS_AT_ONCE = 2


def main() -> None:
    """Run the child that the first word names."""
    _die_with_parent()
    if sys.argv[1] == "web":
        web(sys.argv[2])
    else:
        os.environ["WANGFANG_ACT_AS"] = "job"
        worker()


def web(bind: str) -> None:
    """Serve pages until told to stop."""
    from gunicorn.app.wsgiapp import run  # slow import

    sys.argv = [
        "gunicorn",
        "wangfang.config.wsgi:application",
        f"--bind={bind}",
        "--worker-class=gthread",
        f"--workers={os.environ.get('WANGFANG_WEB_WORKERS', WEB_WORKERS)}",
        f"--threads={WEB_THREADS}",
        "--preload",  # the workers share what the parent loaded
        "--graceful-timeout=10",
        "--limit-request-line=8190",  # the longest it allows: our own page then answers an address that is too long
        "--log-level=warning",
        "--no-control-socket",
    ]
    run()


def worker() -> None:
    """Do jobs and keep the clock until told to stop."""
    wake_django()
    from procrastinate.contrib.django import app  # slow import

    with app.replace_connector(app.connector.get_worker_connector()) as living:  # type: ignore[attr-defined]  # Django's connector has it
        living.run_worker(concurrency=JOBS_AT_ONCE, shutdown_graceful_timeout=10, delete_jobs="successful")


def _die_with_parent() -> None:
    """Have the kernel end us when the supervisor is killed, so that no port stays taken (Linux)."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we could ask
            sys.exit(1)


if __name__ == "__main__":
    main()

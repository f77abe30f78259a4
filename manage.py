"""How does a developer call Django's own commands: as the owner of the database, which is started when needed."""

from __future__ import annotations

import contextlib
import os
import sys

from django.core.management import execute_from_command_line

from wangfang.config import embedded, sources


def main() -> None:
    """Run one Django command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangfang.config.settings")
    os.environ.setdefault("WANGFANG_ACT_AS", "owner")
    with contextlib.ExitStack() as stack:
        if sources.is_embedded():
            stack.enter_context(embedded.running(sources.data_folder()))
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

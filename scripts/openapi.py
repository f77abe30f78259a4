"""Writes the document of the JSON interface to docs/api/openapi.json: whoever runs it accepts what has changed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django

ACCEPTED = Path(__file__).resolve().parent.parent / "docs" / "api" / "openapi.json"


def main() -> int:
    """Write the document as it is now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangfang.config.settings")
    django.setup()
    from wangfang.interfaces.api.urls import api  # needs the settings

    text = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True)
    ACCEPTED.parent.mkdir(exist_ok=True)
    ACCEPTED.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

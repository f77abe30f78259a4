"""What is written down about the running system: lines with fields, never names, numbers or texts of people."""

from __future__ import annotations

import structlog
from structlog.typing import Processor

BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
LEVELS: dict[str, object] = {
    "django.request": {"level": "ERROR"},  # a refused or missing page is no event for the operator
    "django.security": {"level": "ERROR"},
    "wangfang": {"level": "INFO"},
}


def settings(*, as_json: bool) -> dict[str, object]:
    """Return Django's logging settings: one line per event on standard error, JSON for machines or plain for eyes."""
    structlog.configure(
        processors=[*BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": _line(as_json=as_json)},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"django": {"level": "WARNING", "handlers": ["stderr"], "propagate": False}, **LEVELS},
    }


def _line(*, as_json: bool) -> dict[str, object]:
    json = structlog.processors.JSONRenderer(ensure_ascii=False)
    plain = structlog.dev.ConsoleRenderer(
        colors=False,
        exception_formatter=structlog.dev.plain_traceback,  # a rich one would print the values, with names and texts
    )
    last: Processor = json if as_json else plain
    first = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.format_exc_info]
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [*(first if as_json else first[:1]), last],
        "foreign_pre_chain": BEFORE,
    }

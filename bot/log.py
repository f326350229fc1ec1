"""Logs that a person can read. Every record, ours or a library's, passes one formatter, which redacts last."""

import logging
import sys
from typing import Any, Literal, TextIO

import structlog

from bot.redact import Redactor

# These write request and response bodies, URLs or headers below WARNING: a pasted key is in a modal's body.
TALKATIVE = (
    "slack_bolt",
    "slack_sdk",
    "httpx",
    "httpcore",
    "hpack",
    "aiohttp",
    "aiosqlite",
    "google",
    "grpc",
    "urllib3",
)
# These say once a tick that they ticked.
MONOTONOUS = ("alembic", "apscheduler", "tzlocal", "asyncio")
QUIET = TALKATIVE + MONOTONOUS


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """The last thing a record passes: message, arguments and traceback are one string by now."""

    def __init__(self, redact: Redactor, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))


def configure(level: str, form: Literal["console", "json"], redact: Redactor, stream: TextIO = sys.stderr) -> None:
    """Send everything that is logged in this process to `stream`, redacted."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = (
        [
            # Local variables may hold a key: no traceback shows them.
            structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
        ]
        if form == "json"
        else [structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)]
    )
    handler = logging.StreamHandler(stream)
    # On the handler, not on their loggers: Bolt gives its loggers the root's level.
    handler.addFilter(lambda record: record.levelno >= logging.WARNING or not record.name.startswith(QUIET))
    handler.setFormatter(
        RedactingFormatter(
            redact,
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )

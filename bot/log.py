"""Logs that a person can read. Every record, ours or a library's, passes one formatter, which redacts last."""

import logging
import sys
import threading
from types import TracebackType
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
# These say once a tick that they ticked, or of each job that it ran.
MONOTONOUS = ("alembic", "apscheduler", "procrastinate", "tzlocal", "asyncio")
QUIET = TALKATIVE + MONOTONOUS

# The text of these exceptions repeats what was sent, and parts of a body may be in it.
WHAT_IS_NO_HTTP = "aiohttp.http_exceptions"


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """The last thing a record passes: message, arguments and traceback are one string by now."""

    def __init__(self, redact: Redactor, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))


class QuietHandler(logging.StreamHandler[TextIO]):
    """Writes what may be written."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Here, not on the libraries' loggers: Bolt gives its own the root's level.
        if record.levelno < logging.WARNING and record.name.startswith(QUIET):
            return False
        if record.exc_info and type(record.exc_info[1]).__module__ == WHAT_IS_NO_HTTP:
            record.exc_info = None
        return bool(super().filter(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """logging's own way writes message and arguments as they are."""
        self.stream.write(f"a record of {record.name} could not be written\n")


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
    handler = QuietHandler(stream)
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


def take_over() -> None:
    """From now on what Python writes by itself is logged too: warnings, and exceptions that nobody caught."""
    log = structlog.stdlib.get_logger("tokenmeter.python")

    def uncaught(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
        log.critical("stopped by an error", exc_info=(kind, error, frames))

    def in_thread(hooked: threading.ExceptHookArgs) -> None:
        if hooked.exc_value is not None:
            log.error("a thread was stopped by an error", exc_info=hooked.exc_value)

    def unraisable(hooked: "sys.UnraisableHookArgs") -> None:
        log.error("an error that nobody could catch", exc_info=hooked.exc_value)

    logging.captureWarnings(True)
    sys.excepthook, threading.excepthook, sys.unraisablehook = uncaught, in_thread, unraisable

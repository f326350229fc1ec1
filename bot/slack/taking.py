"""A request of Slack's in hand: its id in every line of the log, and when its acknowledgement is written."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Literal

from structlog.contextvars import bound_contextvars

from bot.metrics.instruments import Metrics
from bot.work import answered

PLAIN_ID: Final = re.compile(r"[A-Za-z0-9._:=-]{8,64}")
"""Nobody signed the header it came in."""


class Taking:
    def __init__(self, metrics: Metrics, new_id: Callable[[], str]) -> None:
        self._metrics = metrics
        self._new_id = new_id

    @contextmanager
    def one(self, by: Literal["http", "socket"], given_id: str = "") -> Iterator[Callable[[], None]]:
        """What it gives is called once the acknowledgement is written. All work that it starts logs under its id:
        `given_id`, a load balancer's, where that is a plain one.
        """
        loop = asyncio.get_running_loop()
        began, event = loop.time(), asyncio.Event()
        answered.set(event)

        def written() -> None:
            self._metrics.acknowledged(by, loop.time() - began)
            event.set()

        with bound_contextvars(request=given_id if PLAIN_ID.fullmatch(given_id) else self._new_id()):
            yield written

    def refused(self, status: int) -> None:
        """It was answered, but not acknowledged."""
        self._metrics.refused(status)

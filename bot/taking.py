"""A request of Slack's in hand: its id in every line of the log, and when its acknowledgement is written."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from structlog.contextvars import bound_contextvars

from bot.metrics.instruments import Metrics
from bot.work import answered


class Taking:
    def __init__(self, metrics: Metrics, new_id: Callable[[], str]) -> None:
        self._metrics = metrics
        self._new_id = new_id

    @contextmanager
    def one(self, by: Literal["http", "socket"]) -> Iterator[Callable[[], None]]:
        """What it gives is called once the acknowledgement is written. All work that it starts logs under its id."""
        loop = asyncio.get_running_loop()
        began, event = loop.time(), asyncio.Event()
        answered.set(event)

        def written() -> None:
            self._metrics.acknowledged(by, loop.time() - began)
            event.set()

        with bound_contextvars(request=self._new_id()):
            yield written

    def refused(self, status: int) -> None:
        """It was answered, but not acknowledged."""
        self._metrics.refused(status)

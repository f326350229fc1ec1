"""The points at which a collection may die: before and after every request, and every statement."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, Final
from unittest.mock import patch

import httpx
from sqlalchemy import event
from sqlalchemy.engine import Engine

_AROUND_STATEMENTS: Final = ("before_cursor_execute", "after_cursor_execute")
"""Between the last statement and the next request or statement lies the commit."""


class FaultPoints:
    """Lets a collection pass so many of them. At the next, and at every one after it, `end` happens."""

    def __init__(self, left: int, end: Callable[[], None]) -> None:
        self.left = left
        self._end = end

    @property
    def reached(self) -> bool:
        """Whether the end came."""
        return self.left < 0

    def passed(self, *_: Any) -> None:
        self.left -= 1
        if self.left < 0:
            self._end()


class Unforeseen(Exception):
    """An error that no code knows of, and that meets whatever is tried after it too."""


def fail() -> None:
    raise Unforeseen


def stop_of_this_task() -> Callable[[], None]:
    """Cancels the running task, once, from whichever thread: what an orderly stop of the process does."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None
    stopped = Event()

    def stop() -> None:
        if not stopped.is_set():
            stopped.set()
            loop.call_soon_threadsafe(task.cancel)

    return stop


@contextmanager
def watched_by(points: FaultPoints) -> Iterator[None]:
    """Every request of httpx and every statement of SQLAlchemy passes `points`."""
    send = httpx.AsyncHTTPTransport.handle_async_request

    async def sent(transport: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        points.passed()
        answer = await send(transport, request)
        points.passed()
        return answer

    for name in _AROUND_STATEMENTS:
        event.listen(Engine, name, points.passed)
    try:
        with patch.object(httpx.AsyncHTTPTransport, "handle_async_request", sent):
            yield
    finally:
        for name in _AROUND_STATEMENTS:
            event.remove(Engine, name, points.passed)

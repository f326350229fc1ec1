"""The work that goes on after Slack has its answer: tracked, so that it can be drained, and wrapped once."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from typing import Any, Final

import structlog
from structlog.contextvars import bound_contextvars

log = structlog.stdlib.get_logger("tokenmeter.work")

answered: ContextVar[asyncio.Event | None] = ContextVar("answered", default=None)
"""Set by the transport once the acknowledgement of the request in hand is written."""

# Slack gives up on an acknowledgement after three seconds; work does not wait for it longer than that.
ANSWER_WAIT = 3.0


class InFlight:
    """The tasks that are under way, each with an id in every line of its log.

    One that fails is reported under an error id, and nothing else stops.
    """

    def __init__(self, new_id: Callable[[], str], failed: Callable[[], None] = lambda: None) -> None:
        """`failed` is told of each one that fails."""
        self.new_id: Final = new_id
        self._failed = failed
        self._tasks: set[asyncio.Task[None]] = set()
        self._resumable: set[asyncio.Task[None]] = set()

    def start(
        self,
        name: str,
        work: Coroutine[Any, Any, None],
        on_error: Callable[[str], Awaitable[None]] | None = None,
        *,
        resumable: bool = False,
    ) -> None:
        """Run `work` once Slack has its answer. `on_error` is told the error's id, to tell the person.

        What is `resumable` goes on where it was at the next start: it is not waited for when the process stops.
        """
        # What goes on by itself is no part of the request or the work that it happened to be started by.
        context = contextvars.Context() if resumable else None
        task = asyncio.create_task(self._run(name, work, on_error), name=name, context=context)
        for tasks in (self._tasks, self._resumable) if resumable else (self._tasks,):
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        # Here, because a task that is cancelled before its first step never gets to a `finally` of its own.
        task.add_done_callback(lambda _: work.close())

    def __len__(self) -> int:
        return len(self._tasks)

    async def drain(self, seconds: float) -> None:
        """Stop what can be resumed; wait for the rest and for what that starts; what is late is cancelled."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self._tasks and loop.time() < until:
            for task in self._resumable:
                task.cancel()
            await asyncio.wait(set(self._tasks), timeout=until - loop.time())
        late = set(self._tasks)
        for task in late:
            log.warning("stopped before it was done", work=task.get_name())
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def attempt(self, name: str, work: Awaitable[None]) -> bool:
        """Do it here and now; whether it went well. What fails is logged under an error id, and stops nothing else."""
        return await self._attempted(name, work) is None

    async def _run(
        self, name: str, work: Coroutine[Any, Any, None], on_error: Callable[[str], Awaitable[None]] | None
    ) -> None:
        with bound_contextvars(task=self.new_id()):
            await _until_answered()
            error_id = await self._attempted(name, work)
            if error_id is not None and on_error is not None:
                await self._tell(name, error_id, on_error)

    async def _attempted(self, name: str, work: Awaitable[None]) -> str | None:
        """The error's id; None when there was none."""
        try:
            await work
        except Exception:  # what nobody foresaw is caught here alone: logged, and told under its id
            error_id = self.new_id()
            self._failed()
            log.exception("work failed", work=name, error_id=error_id)
            return error_id
        return None

    async def _tell(self, name: str, error_id: str, on_error: Callable[[str], Awaitable[None]]) -> None:
        try:
            await on_error(error_id)
        except Exception:  # the log has both failures under one id
            log.exception("could not tell the person", work=name, error_id=error_id)


async def _until_answered() -> None:
    """Wait until the acknowledgement is written: an update that overtakes it would be overwritten by it."""
    event = answered.get()
    if event is not None:
        try:
            await asyncio.wait_for(event.wait(), ANSWER_WAIT)
        except TimeoutError:
            log.warning("the acknowledgement was not written in time")

"""The queue, which is Procrastinate's: what the clock hands out, and workers take. Only with PostgreSQL.

It carries nothing but names: what is due, and what is to be done about it, the rows say. What it loses is handed out
again, for it is still due.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any, Final

import psycopg
import structlog
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.job_context import JobContext
from procrastinate.jobs import DeleteJobCondition, Job, Status
from procrastinate.worker import Worker

from core.secret import Secret
from storage import postgres

HEARTBEAT: Final = 5.0
"""Seconds between two signs of life of a worker."""

STALLED: Final = 20.0
"""Seconds without one, after which its work is given to others: longer than it may take to stop."""

CHECKED: Final = 10.0
"""Seconds between two looks of a worker for what counts as being done by it, and is not."""

ASK_EVERY: Final = 2.0
"""Seconds between two looks of a worker by itself: nobody tells it that what waited for another piece may go on."""

CONNECTIONS: Final = 3
"""To the database at most, beside one for each worker to listen on: none is used for longer than a statement."""

KEPT_HOURS: Final = 24
"""How long what failed for good can be looked at. What went well leaves the queue at once."""

AT_ONCE: Final = datetime.fromtimestamp(0, UTC)

LONGEST: Final = timedelta(minutes=15)
"""The longest wait before another try."""

log = structlog.stdlib.get_logger("tokenmeter.queue")

Do = Callable[[str], Awaitable[None]]


class Line(StrEnum):
    """A queue's name. First imports wait in one of their own: they take long, and may not take every worker's time."""

    IMPORTS = "imports"
    ROUNDS = "rounds"


class Urgency(IntEnum):
    """What comes first where more waits than can be done."""

    ROUND = 0
    TELLING = 10
    PERSON = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A due piece of work."""

    task: str
    subject: str
    line: Line
    urgency: Urgency
    lock: str
    """Of those with the same, one at a time is done."""

    @property
    def name(self) -> str:
        """In the queue once at most."""
        return f"{self.task} {self.subject}"


class Again(BaseRetryStrategy):
    """Tried again until it goes well: at once what a worker hands back when it stops, else later and later."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        return RetryDecision(retry_in={"seconds": int(wait_before(job.attempts + 1).total_seconds())})


def wait_before(attempt: int) -> timedelta:
    """How long is waited before it, of those after the first one."""
    return min(timedelta(seconds=15 << min(attempt - 1, 10)), LONGEST)


class Queue:
    def __init__(self, url: Secret, tasks: Mapping[str, Do]) -> None:
        """`tasks`: what is done with a piece's subject, by the piece's task."""

        async def in_schema(connection: psycopg.AsyncConnection) -> None:
            # Each question is one statement: a transaction around it would be two more ways there and back.
            await connection.set_autocommit(True)
            await connection.execute(postgres.HOLD.encode())
            await connection.execute("SET search_path TO procrastinate")
            # The queue is empty most of the time, and so the planner thinks when it is full: to find the next piece it
            # would look at all of them and sort them (0.4 s of 2,000) instead of going along the index (1 ms).
            await connection.execute("SET enable_sort = off")

        connector = PsycopgConnector(
            min_size=1,
            max_size=CONNECTIONS,
            configure=in_schema,
            kwargs=postgres.parameters(url, "tokenmeter queue"),
        )
        self._app = App(connector=connector)
        self._doing = set[int | None]()
        """The ids of what this process' workers are doing."""
        for name, do in tasks.items():
            self._app.task(name=name, retry=Again())(_taking_subject(do))

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Queue"]:
        async with self._app.open_async():
            yield self

    async def waiting(self, clock: psycopg.AsyncConnection) -> dict[str, Line]:
        """What waits or is being done, by name, with its line."""
        query = "SELECT queueing_lock, queue_name FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
        rows = await (await clock.execute(query)).fetchall()
        return {name: Line(line) for name, line in rows if name is not None}

    async def hand_out(self, pieces: Sequence[Piece], clock: psycopg.AsyncConnection) -> None:
        """Let workers do these, through the clock's own connection: who is not the clock any more cannot."""
        jobs = [_job(piece) for piece in pieces]
        if not jobs:
            return
        try:
            await self._app.job_manager.batch_defer_jobs_async(jobs, connection=clock)
        except AlreadyEnqueued:
            for job in jobs:
                await self._hand_out_one(job, clock)

    async def _hand_out_one(self, job: Job, clock: psycopg.AsyncConnection) -> None:
        try:
            await self._app.job_manager.defer_job_async(job, connection=clock)
        except AlreadyEnqueued:
            log.info("is handed out already", work=job.queueing_lock)

    async def give_to_others(self, now: datetime) -> Counter[str]:
        """What dead workers were doing is to be done by others: how many pieces, by task.

        At once the first time; later and later what its worker dies of again and again.
        """
        manager, given = self._app.job_manager, Counter[str]()
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
            await self._give(job, now if job.attempts == 0 else now + wait_before(job.attempts))
            given[job.task_name] += 1
        return given

    async def _give(self, job: Job, at: datetime) -> None:
        """To whoever takes it from then on."""
        try:
            await self._app.job_manager.retry_job(job, retry_at=at)
        except UniqueViolation:  # the same waits already
            await self._app.job_manager.finish_job(job, Status.ABORTED, delete_job=True)

    async def clear(self) -> None:
        """Remove what failed for good long ago."""
        await self._app.job_manager.delete_old_jobs(
            KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
        )

    async def work(self, concurrency: int, drain: float) -> None:
        """Do so much at once of what waits, until cancelled: then what is under way gets `drain` seconds to end, and
        what does not is handed back.
        """
        both = max(1, concurrency // 2)
        lines = [([Line.IMPORTS, Line.ROUNDS], both), ([Line.ROUNDS], concurrency - both)]
        async with asyncio.TaskGroup() as workers:
            for queues, at_once in lines:
                if at_once:
                    workers.create_task(self._work(queues, at_once, drain))

    async def _work(self, queues: Sequence[Line], at_once: int, drain: float) -> None:
        """For ever: a worker that lost its database is followed by another one."""
        while True:
            worker = Worker(
                app=self._app,
                queues=[str(each) for each in queues],
                concurrency=at_once,
                shutdown_graceful_timeout=drain,
                delete_jobs=DeleteJobCondition.SUCCESSFUL,
                install_signal_handlers=False,
                fetch_job_polling_interval=ASK_EVERY,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED,
                worker_middleware=[self._noted],
            )
            checking = asyncio.create_task(self._give_back(worker))
            try:
                await worker.run()  # type: ignore[no-untyped-call]  # theirs
            except (ConnectorException, psycopg.Error, OSError) as error:
                log.warning("a worker lost the queue", error=type(error).__name__)
            finally:
                checking.cancel()
            await asyncio.sleep(1.0)

    async def _noted(self, work: Callable[[], Awaitable[Any]], context: JobContext, _: Worker) -> Any:
        self._doing.add(context.job.id)
        try:
            return await work()
        finally:
            self._doing.discard(context.job.id)

    async def _give_back(self, worker: Worker) -> None:
        """For ever: what counts as being done by this worker, which does not know of it, is to be done.

        The server went away in the moment in which it gave it to this worker, or heard that it had ended. Seen twice
        in a row, because between being given and being known, and being done and being heard of, a moment passes.
        """
        missed = set[int | None]()
        while True:
            await asyncio.sleep(CHECKED)
            if worker.worker_id is None:
                continue
            try:
                taken = await self._app.job_manager.list_jobs_async(status="doing", worker_id=worker.worker_id)
                unknown = {job.id: job for job in taken if job.id not in self._doing}
                for job in (unknown[each] for each in unknown.keys() & missed):
                    await self._give(job, AT_ONCE)
                    log.warning("took work back that nobody was doing", work=job.queueing_lock)
                missed = set(unknown)
            except (ConnectorException, psycopg.Error, OSError) as error:
                log.warning("cannot see what is being done", error=type(error).__name__)


def _taking_subject(do: Do) -> Do:
    async def task(subject: str) -> None:
        await do(subject)

    return task


def _job(piece: Piece) -> Job:
    return Job(
        queue=piece.line,
        priority=piece.urgency,
        lock=piece.lock,
        queueing_lock=piece.name,
        task_name=piece.task,
        task_kwargs={"subject": piece.subject},
    )

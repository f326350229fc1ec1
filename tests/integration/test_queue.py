"""The clock's election and the queue, on a real PostgreSQL."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from core.secret import Secret
from storage import election, queue
from storage.database import Database
from storage.due import Due
from storage.election import Election, called
from storage.queue import Line, Piece, Queue, Urgency, wait_before
from tests.conftest import NOW


def piece(subject: str, *, line: Line = Line.ROUNDS, urgency: Urgency = Urgency.ROUND, lock: str = "") -> Piece:
    return Piece("do", subject, line, urgency, lock or subject)


class Doing:
    """Does what it is given, and waits where it is told to."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.started: list[str] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.fails = Counter[str]()

    async def do(self, subject: str) -> None:
        self.started.append(subject)
        await self.go_on.wait()
        if self.fails[subject]:
            self.fails[subject] -= 1
            raise RuntimeError("it failed")
        self.done.append(subject)


class Scene:
    def __init__(self, url: str, doing: Doing, queue: Queue, clock: psycopg.AsyncConnection) -> None:
        self.url = url
        self.doing = doing
        self.queue = queue
        self.clock = clock

    async def hand_out(self, *pieces: Piece) -> None:
        await self.queue.hand_out(pieces, self.clock)

    @asynccontextmanager
    async def at_work(self, concurrency: int = 4, drain: float = 5.0) -> AsyncIterator[None]:
        working = asyncio.create_task(self.queue.work(concurrency, drain))
        yield
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working

    async def jobs(self, columns: str) -> list[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM procrastinate_jobs ORDER BY id"  # noqa: S608 (our own)
        return await (await self.clock.execute(query.encode())).fetchall()


@pytest.fixture
async def scene(postgres_url: str) -> AsyncIterator[Scene]:
    doing = Doing()
    async with AsyncExitStack() as stack:
        queue = await stack.enter_async_context(Queue(Secret(postgres_url), {"do": doing.do}).opened())
        clock = await stack.enter_async_context(Election(Secret(postgres_url)).won())
        yield Scene(postgres_url, doing, queue, clock)


async def until(holds: Callable[[], bool], seconds: float = 15.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # another process' doing has no event
            await asyncio.sleep(0.01)


async def test_what_is_handed_out_is_done_and_leaves_the_queue(scene: Scene) -> None:
    await scene.hand_out(piece("a"), piece("b", line=Line.IMPORTS))
    assert await scene.queue.waiting(scene.clock) == {"do a": Line.ROUNDS, "do b": Line.IMPORTS}
    async with scene.at_work():
        await until(lambda: len(scene.doing.done) == 2)
    assert sorted(scene.doing.done) == ["a", "b"]
    assert await scene.jobs("id") == []


async def test_what_waits_already_is_not_handed_out_again_and_keeps_nothing_else_from_it(scene: Scene) -> None:
    await scene.hand_out(piece("a"))
    await scene.hand_out(piece("a"), piece("b"), piece("a"), piece("c"))
    assert await scene.jobs("queueing_lock") == [("do a",), ("do b",), ("do c",)]


async def test_a_person_comes_first_then_telling_then_the_rounds(scene: Scene) -> None:
    await scene.hand_out(
        piece("round"),
        piece("telling", urgency=Urgency.TELLING),
        piece("person", urgency=Urgency.PERSON),
        piece("import", urgency=Urgency.PERSON, line=Line.IMPORTS),
    )
    async with scene.at_work(concurrency=1):
        await until(lambda: len(scene.doing.done) == 4)
    assert scene.doing.done == ["person", "import", "telling", "round"]


async def test_imports_leave_every_other_place_to_the_rounds(scene: Scene) -> None:
    scene.doing.go_on.clear()
    await scene.hand_out(*(piece(f"import {n}", line=Line.IMPORTS, urgency=Urgency.PERSON) for n in range(6)))
    async with scene.at_work(concurrency=4):
        await until(lambda: len(scene.doing.started) == 2)
        await scene.hand_out(*(piece(f"round {n}") for n in range(6)))
        await until(lambda: len(scene.doing.started) == 4)
        assert sorted(each.split()[0] for each in scene.doing.started) == ["import", "import", "round", "round"]
        scene.doing.go_on.set()
        await until(lambda: len(scene.doing.done) == 12)


async def test_of_one_organization_one_piece_at_a_time_is_done(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "ASK_EVERY", 0.1)
    scene.doing.go_on.clear()
    await scene.hand_out(*(piece(f"{n}", lock="openai org-1") for n in range(3)), piece("other"))
    async with scene.at_work():
        await until(lambda: len(scene.doing.started) == 2)
        await asyncio.sleep(0.2)
        assert sorted(scene.doing.started) == ["0", "other"]
        scene.doing.go_on.set()
        await until(lambda: len(scene.doing.done) == 4)


async def test_what_fails_is_tried_again_later_and_later(scene: Scene) -> None:
    scene.doing.fails["a"] = 1
    before = datetime.now(UTC)
    await scene.hand_out(piece("a"), piece("b"))
    async with scene.at_work():
        await until(lambda: scene.doing.done == ["b"])
        async with asyncio.timeout(5):
            while await scene.jobs("status::text") != [("todo",)]:  # noqa: ASYNC110  # nor has a job
                await asyncio.sleep(0.01)
    ((scheduled, attempts),) = await scene.jobs("scheduled_at, attempts")
    assert scheduled - before >= wait_before(1)
    assert attempts == 1
    assert [wait_before(n).total_seconds() for n in (1, 2, 3, 50)] == [15, 30, 60, 900]


async def test_a_worker_that_stops_hands_back_what_it_cannot_end(scene: Scene) -> None:
    scene.doing.go_on.clear()
    await scene.hand_out(piece("a"))
    async with scene.at_work(drain=0.05):
        await until(lambda: scene.doing.started == ["a"])
    assert scene.doing.done == []
    scene.doing.go_on.set()
    async with scene.at_work():
        await until(lambda: scene.doing.done == ["a"])


async def test_a_worker_that_stops_ends_what_it_can(scene: Scene) -> None:
    scene.doing.go_on.clear()
    await scene.hand_out(piece("a"))
    async with scene.at_work(drain=5):
        await until(lambda: scene.doing.started == ["a"])
        asyncio.get_running_loop().call_later(0.2, scene.doing.go_on.set)
    assert scene.doing.done == ["a"]
    assert await scene.jobs("id") == []


async def _dies_with(scene: Scene, subject: str) -> None:
    """A worker took it, and was killed longer ago than a worker that lives is silent."""
    await scene.clock.execute(
        "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - make_interval(secs => %s)) RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)"
        " WHERE queueing_lock = %s AND status = 'todo'",
        [queue.STALLED + 1, f"do {subject}"],
    )


async def test_a_dead_worker_s_work_is_given_to_others_at_once_and_later_if_it_is_what_kills(scene: Scene) -> None:
    await scene.hand_out(piece("a"))
    await _dies_with(scene, "a")
    assert await scene.queue.give_to_others(NOW) == {"do": 1}
    assert await scene.jobs("status::text, scheduled_at") == [("todo", NOW)]
    await _dies_with(scene, "a")
    assert await scene.queue.give_to_others(NOW) == {"do": 1}
    assert await scene.jobs("status::text, scheduled_at") == [("todo", NOW + timedelta(seconds=15))]
    assert await scene.queue.give_to_others(NOW) == {}


async def test_a_dead_worker_s_work_that_waits_already_is_not_doubled(scene: Scene) -> None:
    await scene.hand_out(piece("a"))
    await _dies_with(scene, "a")
    await scene.hand_out(piece("a"))
    await scene.queue.give_to_others(NOW)
    assert await scene.jobs("status::text") == [("todo",)]


async def test_what_a_living_worker_does_not_know_of_is_done_after_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server went away when it had given a piece to a worker, and before that heard of it."""
    monkeypatch.setattr(queue, "CHECKED", 0.1)
    monkeypatch.setattr(queue, "ASK_EVERY", 0.1)
    await scene.hand_out(piece("lost"))
    await scene.clock.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    async with scene.at_work(concurrency=1):
        while not await (await scene.clock.execute("SELECT id FROM procrastinate_workers")).fetchall():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await scene.clock.execute(
            "UPDATE procrastinate_jobs SET worker_id = (SELECT max(id) FROM procrastinate_workers)"
        )
        await until(lambda: scene.doing.done == ["lost"])
    assert await scene.jobs("id") == []


async def test_what_takes_long_is_left_to_who_does_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "CHECKED", 0.02)
    await scene.hand_out(piece("long"))
    scene.doing.go_on.clear()
    async with scene.at_work(concurrency=4):
        await until(lambda: scene.doing.started == ["long"])
        await asyncio.sleep(0.3)
        assert await scene.jobs("status::text, attempts") == [("doing", 0)]
        scene.doing.go_on.set()
        await until(lambda: scene.doing.done == ["long"])
    assert scene.doing.started == ["long"]


async def test_what_failed_for_good_is_kept_for_a_day(scene: Scene) -> None:
    await scene.hand_out(piece("old"), piece("new"))
    await scene.clock.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    await scene.clock.execute(
        "UPDATE procrastinate_events SET at = now() - interval '25 hours' WHERE job_id ="
        " (SELECT id FROM procrastinate_jobs WHERE queueing_lock = 'do old')"
    )
    await scene.queue.clear()
    assert await scene.jobs("queueing_lock") == [("do new",)]


async def test_one_is_the_clock_and_another_becomes_it_when_that_one_s_connection_is_lost(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(election, "ASK_EVERY", 0.05)
    other = Election(Secret(scene.url))
    won = other.won()
    waiting = asyncio.create_task(won.__aenter__())
    await asyncio.sleep(0.3)
    assert not waiting.done()
    async with await psycopg.AsyncConnection.connect(scene.url, autocommit=True) as operator:
        await operator.execute("SELECT pg_terminate_backend(%s)", [scene.clock.info.backend_pid])
    await asyncio.wait_for(waiting, 5)
    with pytest.raises(psycopg.OperationalError):
        await called(scene.clock, 1)
    with pytest.raises(Exception, match=r"lost|closed|terminat|Database error"):
        await scene.hand_out(piece("a"))
    await won.__aexit__(None, None, None)


async def test_a_clock_that_stands_still_loses_to_one_that_does_not(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(election, "ASK_EVERY", 0.05)
    monkeypatch.setattr(election, "STUCK", 1.0)
    async with asyncio.timeout(10), Election(Secret(scene.url)).won():
        with pytest.raises(psycopg.OperationalError):
            await called(scene.clock, 1)


async def test_a_clock_of_another_role_that_stands_still_is_waited_for_without_an_error(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that may see it and not end it: each try would be an error in two logs."""
    monkeypatch.setattr(election, "ASK_EVERY", 0.05)
    monkeypatch.setattr(election, "STUCK", 0.1)
    role = f"watcher_{uuid4().hex}"
    as_role = make_url(scene.url).set(username=role).render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(scene.url, autocommit=True) as operator:
        await operator.execute(f"CREATE ROLE {role} LOGIN IN ROLE pg_monitor".encode())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5), Election(Secret(as_role)).won():
                pass
        await operator.execute(f"DROP ROLE {role}".encode())
    await called(scene.clock, 0.01)


async def test_the_clock_is_called_when_something_is_due_at_once(scene: Scene) -> None:
    database = Database(Secret(scene.url))
    listening = asyncio.create_task(called(scene.clock, 10))
    await asyncio.sleep(0.05)
    await Due(database).call_clock()
    await asyncio.wait_for(listening, 2)
    await database.close()

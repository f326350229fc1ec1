"""Work that goes on after Slack has its answer: waited for, told of, and never begun too early."""

import asyncio
import inspect

import pytest

from bot.work import InFlight, answered


async def test_work_starts_only_once_the_acknowledgement_is_written() -> None:
    in_flight, order = InFlight(lambda: "id"), []

    async def work() -> None:
        order.append("work")

    event = asyncio.Event()
    answered.set(event)
    in_flight.start("work", work())
    await asyncio.sleep(0.01)
    order.append("answer")
    event.set()
    await in_flight.drain(1.0)
    assert order == ["answer", "work"]


async def test_what_fails_is_told_under_an_error_id_and_nothing_of_the_exception_is() -> None:
    in_flight, told = InFlight(lambda: "0a1b2c3d"), []

    async def fail() -> None:
        raise ValueError("a secret thing")

    async def tell(error_id: str) -> None:
        told.append(error_id)

    in_flight.start("fail", fail(), on_error=tell)
    await in_flight.drain(1.0)
    assert told == ["0a1b2c3d"]
    assert len(in_flight) == 0


async def test_draining_waits_for_work_and_stops_what_can_be_resumed_at_once() -> None:
    in_flight, done = InFlight(lambda: "id"), []

    async def short() -> None:
        await asyncio.sleep(0.05)
        done.append("short")

    async def resumable() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            done.append("stopped")
            raise

    in_flight.start("short", short())
    in_flight.start("resumable", resumable(), resumable=True)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    async with asyncio.timeout(1.0):
        await in_flight.drain(60.0)
    assert done == ["stopped", "short"]


async def test_what_takes_too_long_is_cancelled(caplog: pytest.LogCaptureFixture) -> None:
    in_flight = InFlight(lambda: "id")
    in_flight.start("endless", asyncio.Event().wait())  # type: ignore[arg-type]  # its result is of no interest
    await asyncio.sleep(0)
    async with asyncio.timeout(1.0):
        await in_flight.drain(0.05)
    assert len(in_flight) == 0


async def test_work_that_is_stopped_before_its_first_step_is_closed() -> None:
    in_flight = InFlight(lambda: "id")
    work = asyncio.Event().wait()
    in_flight.start("resumable", work, resumable=True)  # type: ignore[arg-type]  # its result is of no interest
    await in_flight.drain(1.0)
    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED

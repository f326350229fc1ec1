"""Slack sends some requests more than once: what they ask for is done once. `python -m tests.storm repeats`: 1,000."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.pace import MOST
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.towards_bot import SignedHttp
from sandbox.slack.world import TEAM
from storage.seen import Seen
from tests.conftest import FixedClock
from tests.storm.bot_under_fire import target
from tests.storm.repeats import deliver, deliveries
from tests.town import COSTS, Town, filled, town

SEED = 20_261_124


async def test_50_payloads_of_each_kind_delivered_one_to_four_times_have_one_effect_each(tmp_path: Path) -> None:
    async with target(tmp_path, io.StringIO()) as one, target(tmp_path, io.StringIO()) as other:
        assert await deliver((one, other), deliveries(SEED, 50)) == []


async def test_a_bot_that_forgets_what_it_took_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def forgetful(*_: Any) -> bool:
        return True

    monkeypatch.setattr(Seen, "first_time", forgetful)
    async with target(tmp_path, io.StringIO()) as one:
        assert any("2 effects" in each for each in await deliver((one,), deliveries(SEED, 50)))


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """What the small Slack sends from now on: kind and payload."""
    kept: list[tuple[Any, Any]] = []
    send = SignedHttp.send

    async def keep_and_send(self: SignedHttp, kind: Any, payload: Any, *more: Any) -> Any:
        kept.append((kind, payload))
        return await send(self, kind, payload, *more)

    monkeypatch.setattr(SignedHttp, "send", keep_and_send)
    return kept


@pytest.fixture
async def acme(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, sent: Any, shared_charts: None
) -> AsyncIterator[Town]:
    """By HTTP: each delivery is signed."""
    async with town(tmp_path / "home", sqlite_url, clock, http=True, TOKENMETER_BACKFILL_DAYS="7") as built:
        yield built


async def test_a_submitted_form_that_is_sent_again_and_signed_afresh_connects_nothing_more(
    acme: Town, clock: FixedClock, sent: list[tuple[Any, Any]]
) -> None:
    await acme.connect_and_import(DEFAULT_KEY)
    kind, payload = next(each for each in sent if each[1].get("type") == "view_submission")
    asked = len(acme.openai.requests)
    [before] = await acme.deps.connections.of(TEAM)
    for _ in range(3):
        clock.move(timedelta(minutes=1))
        await SignedHttp(f"{acme.address}/slack/events", now=lambda: clock.now().timestamp()).send(kind, payload)
    await acme.house.shared.in_flight.drain(10.0)
    assert len(acme.openai.requests) == asked
    assert [each.uid for each in await acme.deps.connections.of(TEAM)] == [before.uid]
    assert len(list((acme.home / "vault").iterdir())) == 1


async def test_who_asks_for_a_lot_at_once_is_told_to_wait_and_nobody_else_is(acme: Town, clock: FixedClock) -> None:
    for _ in range(MOST):
        acme.house.shared.pace.allows((acme.deps.workspace, acme.ben.user), clock.now())
    await acme.ben.command(COSTS, "/tokenmeter usage yesterday")
    assert await acme.ben.message(COSTS, "Please wait a minute")
    assert not acme.openai.requests
    await acme.ana.command(COSTS, "/tokenmeter usage yesterday")
    assert await acme.ana.message(COSTS, "No OpenAI account is connected")
    clock.move(timedelta(minutes=1))
    await acme.ben.command(COSTS, "/tokenmeter usage yesterday")
    assert await acme.ben.message(COSTS, "No OpenAI account is connected")


async def test_who_tries_many_keys_is_told_on_the_field_to_wait(acme: Town, clock: FixedClock) -> None:
    form = await acme.open_form(acme.ana)
    for _ in range(MOST):
        acme.house.shared.pace.allows((acme.deps.workspace, acme.ana.user), clock.now())
    errors = await acme.ana.submit(form["id"], filled(form, "Acme", DEFAULT_KEY))
    assert "Please wait a minute" in str(errors)
    assert not acme.openai.requests
    clock.move(timedelta(minutes=1))
    assert not await acme.ana.submit(form["id"], filled(form, "Acme", DEFAULT_KEY))
    assert await acme.ana.modal("Connected")


async def test_who_rotates_again_and_again_is_told_on_the_field_to_wait(acme: Town, clock: FixedClock) -> None:
    await acme.connect_and_import(DEFAULT_KEY)
    await acme.ana.command(COSTS, "/tokenmeter rotate")
    form = await acme.ana.modal("new key")
    field = next(block["block_id"] for block in form["blocks"] if block["type"] == "input")
    asked = len(acme.openai.requests)
    for _ in range(MOST):
        acme.house.shared.pace.allows((acme.deps.workspace, acme.ana.user), clock.now())
    errors = await acme.ana.submit(form["id"], {field: "sk-admin-" + "another-" * 5})
    assert "Please wait a minute" in str(errors)
    assert len(acme.openai.requests) == asked

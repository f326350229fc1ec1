"""A storm of hostile requests does nothing, costs no memory and leaves no trace, and what Slack sends comes through.

Here is a twentieth of it: `python -m tests.storm hostile` fires all 100,000.
"""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
import structlog

from bot.slack import gate, server
from core.secret import Secret
from tests.storm.bot_under_fire import target
from tests.storm.genuine import JSON, UNINSTALLED, Payload, payload
from tests.storm.hostile_requests import KINDS, NEVER_WHOLE, Outcome, Shot, Watch, fire, send, wrong
from tests.storm.wire import headers, request

SEED: Final = 20_261_124
FEW: Final = 20 * (len(KINDS) + 1)
"""Of each kind twenty: what is broken on purpose is noticed by then."""


async def outcome_of(folder: Path, hostile: int, genuine: int) -> Outcome:
    watch = Watch()
    async with target(folder, watch) as bot:
        return await fire(bot, watch, SEED, hostile, genuine)


@pytest.mark.timeout(180)
async def test_5000_hostile_requests_do_nothing_and_50_genuine_ones_among_them_come_through(tmp_path: Path) -> None:
    outcome = await outcome_of(tmp_path, 5_000, 50)
    assert wrong(outcome) == []
    assert sum(outcome.effects.values()) == 50
    assert sum(outcome.answers.values()) == 5_050


async def test_a_gate_that_ignores_the_time_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "OLDEST", 10**12)
    assert "hostile requests were accepted" in str(wrong(await outcome_of(tmp_path, FEW, 20)))


async def test_a_gate_that_takes_the_first_of_two_headers_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lenient(headers: dict[str, Sequence[str]], body: bytes, secret: Secret, now: float) -> bool:
        return gate.is_signed({name: values[:1] for name, values in headers.items()}, body, secret, now)

    monkeypatch.setattr(server, "is_signed", lenient)
    assert "hostile requests were accepted" in str(wrong(await outcome_of(tmp_path, FEW, 20)))


async def test_a_server_that_logs_a_body_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def talkative(headers: dict[str, Sequence[str]], body: bytes, secret: Secret, now: float) -> bool:
        structlog.stdlib.get_logger("tokenmeter.test").debug("got", body=body[:40_000])
        return gate.is_signed(headers, body, secret, now)

    monkeypatch.setattr(server, "is_signed", talkative)
    assert "a part of a body was in the log" in str(wrong(await outcome_of(tmp_path, FEW, 20)))


async def test_a_server_that_keeps_what_it_was_sent_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []

    def greedy(headers: dict[str, Sequence[str]], body: bytes, secret: Secret, now: float) -> bool:
        kept.append(b"%b" % body * (1 + 100_000 // max(len(body), 1)))
        return gate.is_signed(headers, body, secret, now)

    monkeypatch.setattr(server, "is_signed", greedy)
    assert "memory grew" in str(wrong(await outcome_of(tmp_path, FEW, 20)))


async def test_what_is_sent_twice_and_done_twice_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from storage.seen import Seen

    async def always(*_: Any) -> bool:
        return True

    monkeypatch.setattr(Seen, "first_time", always)
    assert "genuine requests had not one effect" in str(wrong(await outcome_of(tmp_path, FEW, 20)))


@pytest.mark.parametrize("number", range(5))
async def test_another_workspace_is_refused_whatever_it_sends(tmp_path: Path, number: int) -> None:
    """Also when it removes the app, which would purge the workspace that is ours."""
    real = payload(number, "mark", "T0OTHER")
    if number == 4:
        event = {"type": UNINSTALLED, "channel": "mark"}
        body = {"type": "event_callback", "team_id": "T0OTHER", "event_id": "Ev4", "event": event}
        real = Payload("mark", json.dumps(body).encode(), JSON)
    async with target(tmp_path, Watch()) as bot:
        assert await send(bot.url, Shot("another", request(real.body, headers(real)))) == 401
        await bot.in_flight.drain(5.0)
        assert not bot.effects


async def test_a_body_that_does_not_arrive_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "BODY_WAIT", 0.05)
    async with target(tmp_path, Watch()) as bot:
        host, port = bot.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 100\r\n\r\nbegun")
        async with asyncio.timeout(5):
            assert b" 401 " in await reader.readline()
        writer.close()


def test_every_kind_of_hostile_request_has_a_name_of_its_own() -> None:
    names = [kind.__name__ for kind in KINDS]
    assert len(set(names)) == len(names)
    assert set(names) >= NEVER_WHOLE

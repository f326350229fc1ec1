"""The way in over real HTTP: what Slack did not sign does nothing, and leaves no trace of its body."""

import asyncio
import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
import structlog
from aiohttp import web
from prometheus_client import generate_latest

from bot import log
from bot.metrics.instruments import Metrics
from bot.pages import pages_of
from bot.readiness import READY, Ready
from bot.redact import Redactor
from bot.slack.bolt import new_bolt
from bot.slack.server import build_server
from bot.slack.taking import Taking
from bot.work import InFlight
from core.secret import Secret
from sandbox.serve import start
from tests.balancer import FORWARDED

SECRET = Secret("signing-secret-for-tests")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
MARK = "what-a-body-holds"


class Now:
    def now(self) -> datetime:
        return NOW


class Bot:
    """A bot that counts the commands that reach it."""

    def __init__(self) -> None:
        self.commands = 0
        self.request_ids: list[str | None] = []
        self.is_ready = READY
        self.metrics = Metrics()

    def application(self, signing_secret: Secret | None = SECRET) -> web.Application:
        async def is_installed(workspace: str) -> bool:
            return True

        async def count(ack: Any) -> None:
            self.commands += 1
            self.request_ids.append(structlog.contextvars.get_contextvars().get("request"))
            await ack("counted")

        bolt = new_bolt(is_installed)
        bolt.command("/tokenmeter")(count)
        taking = Taking(self.metrics, lambda: "0a1b2c3d4e5f")
        return build_server(bolt, signing_secret, Now(), taking, pages_of(self.ready, self.text))

    async def ready(self) -> Ready:
        return self.is_ready

    async def text(self) -> bytes:
        return generate_latest(self.metrics.registry)


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
async def url(bot: Bot) -> AsyncIterator[str]:
    running = await start(bot.application())
    yield running.url
    await running.close()


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def command(text: str = MARK) -> bytes:
    fields = {"command": "/tokenmeter", "text": text, "team_id": "T1", "user_id": "U1", "channel_id": "C1"}
    return urlencode(fields | {"trigger_id": "1.2", "response_url": "http://127.0.0.1:9/"}).encode()


def headers(body: bytes, stamp: str = STAMP, secret: Secret = SECRET) -> dict[str, str]:
    signature = hmac.new(secret.reveal().encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


async def test_what_slack_signed_is_answered(bot: Bot, url: str, client: aiohttp.ClientSession) -> None:
    body = command()
    async with client.post(f"{url}/slack/events", data=body, headers=headers(body)) as answer:
        assert (answer.status, await answer.text(), bot.commands) == (200, "counted", 1)


async def test_what_is_acknowledged_is_timed_and_what_is_refused_is_counted(
    bot: Bot, url: str, client: aiohttp.ClientSession
) -> None:
    body = command()
    unsigned: dict[str, str] = {}
    for data, sent in ((body, unsigned), (body, headers(body)), (body, headers(body)), (b"{}", headers(b"{}"))):
        async with client.post(f"{url}/slack/events", data=data, headers=sent):
            pass
    async with client.get(f"{url}/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        text = await answer.text()
    assert 'tokenmeter_acknowledgement_seconds_count{by="http"} 2.0' in text
    assert 'tokenmeter_requests_refused_total{status="401"} 1.0' in text
    assert 'tokenmeter_requests_refused_total{status="400"} 1.0' in text


async def test_all_that_a_request_leaves_in_the_log_has_its_id_and_nothing_of_the_next_ones() -> None:
    ids, stream, told = iter(["one", "two"]), io.StringIO(), asyncio.Event()
    log.configure("INFO", "json", Redactor([SECRET]), stream)
    in_flight = InFlight(iter(f"task {number}" for number in range(10)).__next__)
    work_log = structlog.stdlib.get_logger("work")

    async def by_itself() -> None:
        work_log.info("by itself")

    async def work() -> None:
        work_log.info("at work")
        in_flight.start("by itself", by_itself(), resumable=True)
        raise ZeroDivisionError

    async def tell(error_id: str) -> None:
        work_log.info("told")
        told.set()

    async def listener(ack: Any) -> None:
        await ack()
        in_flight.start("work", work(), on_error=tell)

    async def anywhere(workspace: str) -> bool:
        return True

    bolt = new_bolt(anywhere)
    bolt.command("/tokenmeter")(listener)
    running = await start(build_server(bolt, SECRET, Now(), Taking(Metrics(), ids.__next__), pages=()))
    body = command()
    async with aiohttp.ClientSession() as client:
        for _ in range(2):
            async with client.post(f"{running.url}/slack/events", data=body, headers=headers(body)) as answer:
                assert answer.status == 200
            await told.wait()
            told.clear()
    await in_flight.drain(5.0)
    await running.close()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert MARK not in stream.getvalue()
    of = {event: [line for line in lines if line["event"] == event] for event in ("at work", "work failed", "told")}
    for each in of.values():
        assert [line["request"] for line in each] == ["one", "two"]
        assert [line["task"] for line in each] == [line["task"] for line in of["at work"]]
    assert len({line["error_id"] for line in of["work failed"]}) == 2
    alone = [line for line in lines if line["event"] == "by itself"]
    assert all("request" not in line and line["task"] for line in alone)
    assert len(alone) == 2


def refused_requests() -> list[tuple[str, bytes, dict[str, str]]]:
    body = command()
    good = headers(body)
    return [
        ("unsigned", body, {"Content-Type": good["Content-Type"]}),
        ("an empty body", b"", {}),
        ("an unsigned ssl_check", b"ssl_check=1&token=x", {"Content-Type": good["Content-Type"]}),
        ("another secret", body, headers(body, secret=Secret("another-secret"))),
        ("301 s old", body, headers(body, str(int(STAMP) - 301))),
        ("301 s ahead", body, headers(body, str(int(STAMP) + 301))),
        ("a timestamp that is no number", body, good | {"X-Slack-Request-Timestamp": "yesterday"}),
        ("a timestamp of 4,000 digits", body, good | {"X-Slack-Request-Timestamp": "1" * 4000}),
        ("a signature that is not ASCII", body, good | {"X-Slack-Signature": "v0=ä"}),
        ("binary", bytes(range(256)) * 40, good),
        ("a body changed by one byte", body + b"x", good),
        ("from a load balancer's own machine", body, {"Content-Type": good["Content-Type"]} | FORWARDED),
    ]


@pytest.mark.parametrize(
    ("what", "body", "sent"), refused_requests(), ids=lambda value: value if isinstance(value, str) else ""
)
async def test_anything_else_gets_401_and_does_nothing(
    what: str, body: bytes, sent: dict[str, str], bot: Bot, url: str, client: aiohttp.ClientSession
) -> None:
    stream = io.StringIO()
    log.configure("DEBUG", "console", Redactor([SECRET]), stream)
    async with client.post(f"{url}/slack/events", data=body, headers=sent) as answer:
        assert (answer.status, await answer.text(), bot.commands) == (401, "", 0)
    assert "refused" in stream.getvalue()
    assert MARK not in stream.getvalue()
    assert "Traceback" not in stream.getvalue()


async def test_a_doubled_signature_gets_401(bot: Bot, url: str, client: aiohttp.ClientSession) -> None:
    body = command()
    doubled = [*headers(body).items(), ("X-Slack-Signature", headers(body)["X-Slack-Signature"])]
    async with client.post(f"{url}/slack/events", data=body, headers=doubled) as answer:
        assert (answer.status, bot.commands) == (401, 0)


async def test_more_than_a_megabyte_gets_413_by_its_length_and_while_reading(
    bot: Bot, url: str, client: aiohttp.ClientSession
) -> None:
    body = command("x" * 1_000_001)

    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 65_536):
            yield body[at : at + 65_536]

    for data in (body, chunks()):
        async with client.post(f"{url}/slack/events", data=data, headers=headers(body)) as answer:
            assert (answer.status, bot.commands) == (413, 0)


async def test_a_signed_body_that_is_not_what_slack_sends_gets_no_traceback(
    bot: Bot, url: str, client: aiohttp.ClientSession
) -> None:
    for body in (b"\xff\xfe", b"payload=%7Bnot+json", b"payload=[]", b"{}", b""):
        async with client.post(f"{url}/slack/events", data=body, headers=headers(body)) as answer:
            assert answer.status in (400, 404)
            assert bot.commands == 0


async def test_in_socket_mode_nothing_is_taken_over_http(bot: Bot, client: aiohttp.ClientSession) -> None:
    running = await start(bot.application(signing_secret=None))
    body = command()
    async with client.post(f"{running.url}/slack/events", data=body, headers=headers(body)) as answer:
        assert answer.status == 404
    async with client.get(f"{running.url}/healthz") as answer:
        assert answer.status == 200
    await running.close()


async def test_healthz_does_not_depend_on_what_readyz_says(bot: Bot, url: str, client: aiohttp.ClientSession) -> None:
    async with client.get(f"{url}/readyz") as answer:
        assert answer.status == 200
    bot.is_ready = Ready(False, "the database cannot be reached")
    async with client.get(f"{url}/readyz") as answer:
        assert (answer.status, await answer.text()) == (503, "the database cannot be reached\n")
    async with client.get(f"{url}/healthz") as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [("Root=1-67891233-abcdef012345678912345678", True), ("short", False), ("a b\tc d e f", False), ("x" * 65, False)],
)
async def test_what_a_load_balancer_calls_a_request_stands_in_the_log(
    given: str, is_taken: bool, bot: Bot, url: str, client: aiohttp.ClientSession
) -> None:
    body = command()
    async with client.post(f"{url}/slack/events", data=body, headers=headers(body) | {"X-Request-ID": given}) as answer:
        assert answer.status == 200
    assert (bot.request_ids == [given]) is is_taken
    assert bot.request_ids != [None]

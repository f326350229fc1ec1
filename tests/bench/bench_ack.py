"""Acknowledging a signed slash command: ours, Bolt as it comes, and the floor (aiohttp that only checks the HMAC).

The three servers run in processes of their own; one client asks each in turn, 1 and 16 at a time.
"""

import asyncio
import hashlib
import hmac
import multiprocessing
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from core.secret import Secret
from tests.bench.showing import line, title

SIGNING = Secret("signing-secret-for-tests")
REQUESTS = 600
AT_A_TIME = (1, 16)
AIMS = {("ours", 1, "p50"): "≤ 2.5× floor", ("ours", 16, "p99"): "≤ 3× floor"}


def main() -> None:
    servers = {"floor: aiohttp + HMAC": _floor, "ours": _ours, "Bolt, as it comes": _bolt_default}
    measured = {name: _measure(build) for name, build in servers.items()}
    floor = measured["floor: aiohttp + HMAC"]
    for n in AT_A_TIME:
        title(f"Acknowledging a signed slash command, {n} at a time ({REQUESTS} requests)")
        for which, quantile in enumerate(("p50", "p99")):
            for name, figures in measured.items():
                took, least = figures[n][which], floor[n][which]
                ratio = "" if figures is floor else f"{took / least:.1f}× floor"
                line(f"{quantile}, {name}", f"{took:.2f} ms", ratio, AIMS.get((name, n, quantile), ""))


def _floor() -> web.Application:
    async def handle(request: web.Request) -> web.Response:
        body = await request.read()
        base = b"v0:" + request.headers["X-Slack-Request-Timestamp"].encode() + b":" + body
        expected = "v0=" + hmac.new(SIGNING.reveal().encode(), base, hashlib.sha256).hexdigest()
        good = hmac.compare_digest(expected, request.headers["X-Slack-Signature"])
        return web.Response(status=200 if good else 401)

    app = web.Application()
    app.router.add_post("/slack/events", handle)
    return app


class _Now:
    def now(self) -> datetime:
        return datetime.now(UTC)


def _ours() -> web.Application:
    from slack_bolt.async_app import AsyncApp

    from bot.metrics.instruments import Metrics
    from bot.slack.bolt import new_bolt
    from bot.slack.server import build_server
    from bot.slack.taking import Taking
    from bot.work import InFlight

    async def is_installed(workspace: str) -> bool:
        return True

    async def work() -> None:
        """What comes after the acknowledgement is not measured here."""

    in_flight = InFlight(lambda: "00000000")
    bolt: AsyncApp = new_bolt(is_installed)

    async def listener(ack: Callable[[], Any], body: dict[str, Any]) -> None:
        await ack()
        in_flight.start("nothing", work())

    bolt.command("/tokenmeter")(listener)

    return build_server(bolt, SIGNING, _Now(), Taking(Metrics(), lambda: "00000000"), pages=())


def _bolt_default() -> web.Application:
    from slack_bolt.async_app import AsyncApp
    from slack_bolt.authorization import AuthorizeResult

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-" + "test-" * 4)

    bolt = AsyncApp(signing_secret=SIGNING.reveal(), authorize=authorize)

    async def listener(ack: Callable[[], Any]) -> None:
        await ack()

    bolt.command("/tokenmeter")(listener)
    return bolt.web_app()


def _measure(build: Callable[[], web.Application]) -> dict[int, tuple[float, float]]:
    context = multiprocessing.get_context("spawn")
    ports: multiprocessing.Queue[int] = context.Queue()
    process = context.Process(target=_serve, args=(build, ports), daemon=True)
    process.start()
    port = ports.get(timeout=30)
    try:
        return {n: asyncio.run(_ask(port, n)) for n in AT_A_TIME}
    finally:
        process.terminate()
        process.join()


def _serve(build: Callable[[], web.Application], ports: "multiprocessing.Queue[int]") -> None:
    async def serve() -> None:
        runner = web.AppRunner(build(), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ports.put(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(serve())


async def _ask(port: int, at_a_time: int) -> tuple[float, float]:
    """p50 and p99 in milliseconds."""
    took: list[float] = []
    url = f"http://127.0.0.1:{port}/slack/events"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_a_time)) as session:

        async def ask(count: int, keep: bool) -> None:
            for number in range(count):
                body, headers = signed(number)
                began = time.perf_counter()
                async with session.post(url, data=body, headers=headers) as answer:
                    await answer.read()
                if answer.status != 200:
                    raise AssertionError(answer.status)
                if keep:
                    took.append((time.perf_counter() - began) * 1000)

        await ask(30, False)
        await asyncio.gather(*(ask(REQUESTS // at_a_time, True) for _ in range(at_a_time)))
    cuts = statistics.quantiles(took, n=100)
    return cuts[49], cuts[98]


def signed(
    number: int, secret: str = SIGNING.reveal(), team: str = "T1", user: str = "U1"
) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of one that asks for help."""
    fields = {
        "command": "/tokenmeter",
        "text": "help",
        "team_id": team,
        "user_id": user,
        "channel_id": "C1",
        "trigger_id": f"1.{number}",
        "response_url": "http://127.0.0.1:9/none",
        "api_app_id": "A1",
    }
    body = urlencode(fields).encode()
    stamp = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return body, headers


if __name__ == "__main__":
    main()

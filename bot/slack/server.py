"""What TokenMeter serves over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack.bolt import UNREADABLE
from bot.slack.gate import LARGEST_BODY, is_signed
from bot.slack.taking import Taking
from core.clock import Clock
from core.secret import Secret

BODY_WAIT: Final = 10.0
"""Seconds for a body to arrive. Slack itself waits three for the answer."""

log = structlog.stdlib.get_logger("tokenmeter.server")


def build_server(
    bolt: AsyncApp, signing_secret: Secret | None, clock: Clock, taking: Taking, pages: Sequence[web.RouteDef]
) -> web.Application:
    """The web application, with these pages beside Slack's. Without a signing secret (Socket Mode) it takes nothing
    from Slack.
    """
    app = web.Application(client_max_size=LARGEST_BODY)
    app.add_routes(pages)
    if signing_secret is not None:
        app.add_routes([web.post("/slack/events", slack_events(bolt, signing_secret, clock, taking))])
    return app


def slack_events(
    bolt: AsyncApp, signing_secret: Secret, clock: Clock, taking: Taking
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    def refused(status: int) -> web.Response:
        taking.refused(status)
        log.warning("refused a request that Slack did not send", status=status)
        # The connection is closed: what is left of a body that was not read is not read as the next request.
        return web.Response(status=status, headers={"Connection": "close"})

    async def handle(request: web.Request) -> web.StreamResponse:
        if (request.content_length or 0) > LARGEST_BODY:
            return refused(413)
        try:
            body = await _body_of(request)
        except web.HTTPRequestEntityTooLarge:
            return refused(413)
        signing = {name.lower(): request.headers.getall(name) for name in request.headers}
        if body is None or not is_signed(signing, body, signing_secret, clock.now().timestamp()):
            return refused(401)
        # Of the headers, which nobody signed, Bolt needs one; by others it can be told not to acknowledge.
        headers: dict[str, str | Sequence[str]] = {"content-type": request.headers.get("Content-Type", "")}
        with taking.one("http", request.headers.get("X-Request-ID", "")) as written:
            try:
                # Bolt reads a body as it comes and stumbles over what is no form and no object.
                bolt_request = AsyncBoltRequest(body=body.decode(), headers=headers)
                response = await to_aiohttp_response(await bolt.async_dispatch(bolt_request))
            except UNREADABLE:
                log.warning("signed by Slack, but not what Slack sends")
                taking.refused(400)
                return web.Response(status=400)
            if response.status != 200:
                taking.refused(response.status)
                return response
            await response.prepare(request)
            await response.write_eof()
            written()
            return response

    return handle


async def _body_of(request: web.Request) -> bytes | None:
    """None for a body that cannot be read, or does not arrive in time. Raises HTTPRequestEntityTooLarge."""
    try:
        async with asyncio.timeout(BODY_WAIT):
            return await request.read()
    except (HttpProcessingError, web.RequestPayloadError, TimeoutError):
        return None

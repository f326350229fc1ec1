"""What Slack sends to the bot: over Socket Mode, or as signed HTTP; and how it takes the acknowledgement."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from sandbox.slack.state import SIGNING_SECRET, Json, State

PATIENCE: Final = 3.0
"""Seconds the bot has for its acknowledgement."""

KINDS: Final = {"slash_commands", "interactive", "events_api"}


class NoAnswer(Exception):
    """The bot did not acknowledge in time, or answered with an error: the person sees Slack's own words for it."""


class Bot(Protocol):
    async def send(self, kind: str, payload: Json) -> Any:
        """Hand the bot a command, an interaction or an event (a kind of Socket Mode); what it acknowledges with.

        Raises NoAnswer.
        """
        ...


class SocketMode:
    """Envelopes over the WebSocket that the bot opened."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._sockets: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/socket", self._connect)]

    async def close(self, app: web.Application) -> None:
        for socket in list(self._sockets):
            await socket.close()

    async def send(self, kind: str, payload: Json) -> Any:
        if not self._sockets:
            raise NoAnswer("no bot is connected")
        envelope = self._state.id("E")
        message = {"envelope_id": envelope, "type": kind, "accepts_response_payload": kind != "events_api"}
        self._waiting[envelope] = asyncio.get_running_loop().create_future()
        try:
            await self._sockets[-1].send_json(message | {"payload": payload})
            async with asyncio.timeout(PATIENCE):
                return await self._waiting[envelope]
        except (TimeoutError, ConnectionError) as error:
            raise NoAnswer from error
        finally:
            del self._waiting[envelope]

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=10)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0TOKENMETER"}})
        self._sockets.append(socket)
        await self._state.touch()
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            self._sockets.remove(socket)
        return socket

    def _acknowledged(self, text: str) -> None:
        with suppress(ValueError):
            answer = json.loads(text)
            waiting = self._waiting.get(answer.get("envelope_id", ""))
            if waiting is not None and not waiting.done():
                waiting.set_result(answer.get("payload"))


class SignedHttp:
    """Signed requests to the bot's /slack/events."""

    def __init__(self, url: str, secret: str = SIGNING_SECRET, now: Callable[[], float] = time.time) -> None:
        """`now` is epoch seconds: the time that is signed."""
        self._url = url
        self._secret = secret
        self._now = now

    async def send(self, kind: str, payload: Json) -> Any:
        body, content_type = _body(kind, payload)
        stamp = str(int(self._now()))
        signature = hmac.new(self._secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self._url, data=body, headers=headers) as answer,
            ):
                text = await answer.text()
                if answer.status != 200:
                    raise NoAnswer(f"the bot answered {answer.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NoAnswer from error
        return json.loads(text) if text.startswith("{") else (text or None)


def _body(kind: str, payload: Json) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    if kind == "slash_commands":
        return urlencode(payload).encode(), form
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), form
    return json.dumps(payload).encode(), "application/json"

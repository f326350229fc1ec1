"""The two ways from the small Slack to the bot: signed HTTP, and envelopes over a WebSocket that the bot opened."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Literal, Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from sandbox.slack.state import State
from sandbox.slack.world import APP_ID, SIGNING_SECRET, Json

Kind = Literal["slash_commands", "interactive", "events_api"]

PATIENCE: Final = 3.0
"""Seconds the bot has for an acknowledgement."""

OPERATION_TIMEOUT: Final = "operation_timeout"
DISPATCH_FAILED: Final = "dispatch_failed"

FORM: Final = "application/x-www-form-urlencoded"
AGENT: Final = "Slackbot 1.0 (+https://api.slack.com/robots)"


class NoAnswer(Exception):
    """The bot did not acknowledge: `error` is Slack's name for why, which the person sees."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Bot(Protocol):
    async def send(self, kind: Kind, payload: Json, attempt: int = 0) -> Any:
        """Hand over a command, an interaction or an event; the answer is what the bot acknowledged with, or None.

        `attempt` counts the repeats of one event. Raises NoAnswer.
        """
        ...


class SignedHttp:
    """Signed requests to the bot's address."""

    def __init__(self, url: str, secret: str = SIGNING_SECRET, now: Callable[[], float] = time.time) -> None:
        """`now` is epoch seconds: the time that is signed."""
        self._url = url
        self._secret = secret
        self._now = now

    async def send(self, kind: Kind, payload: Json, attempt: int = 0) -> Any:
        body, content_type = body_of(kind, payload)
        headers = signed(body, content_type, self._now(), self._secret)
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
        patience = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            async with (
                aiohttp.ClientSession(timeout=patience) as session,
                session.post(self._url, data=body, headers=headers) as answer,
            ):
                text = await answer.text()
        except TimeoutError:
            raise NoAnswer(OPERATION_TIMEOUT) from None
        except aiohttp.ClientError:
            raise NoAnswer(DISPATCH_FAILED) from None
        if answer.status != 200:
            raise NoAnswer(DISPATCH_FAILED)
        return _read(text)


def _read(text: str) -> Any:
    """What the bot said: JSON, or plain text, which is a command's answer as well."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return {"text": text}


def body_of(kind: Kind, payload: Json) -> tuple[bytes, str]:
    """The body and its type: a form for commands and interactions, JSON for events."""
    if kind == "slash_commands":
        return urlencode(payload).encode(), FORM
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return json.dumps(payload).encode(), "application/json"


def signed(body: bytes, content_type: str, now: float, secret: str) -> dict[str, str]:
    """The headers of a request from Slack; `now` is epoch seconds."""
    stamp = str(int(now))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": content_type,
        "User-Agent": AGENT,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }


class SocketMode:
    """Envelopes over a WebSocket that the bot opened: the newest that still stands, or any of them, by a setting."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._sockets: list[web.WebSocketResponse] = []
        self._warned: set[web.WebSocketResponse] = set()
        """Those that end soon: nothing goes over them any more if there are others."""
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/socket", self._connect)]

    async def close(self) -> None:
        for socket in list(self._sockets):
            await socket.close()

    @property
    def connections(self) -> int:
        return len(self._sockets)

    async def refresh(self, linger: float = 10.0) -> None:
        """End the connections that there are, `linger` seconds after a warning, as Slack does every few hours."""
        old = list(self._sockets)
        self._warned.update(old)
        await self._say("warning", old)
        await asyncio.sleep(linger)
        await self._end("refresh_requested", old)

    async def end(self, reason: str) -> None:
        """End all connections without a warning."""
        await self._end(reason, list(self._sockets))

    async def _end(self, reason: str, sockets: list[web.WebSocketResponse]) -> None:
        await self._say(reason, sockets)
        for socket in sockets:
            self._gone(socket)
            await socket.close()

    async def _say(self, reason: str, sockets: list[web.WebSocketResponse]) -> None:
        for socket in sockets:
            with suppress(ConnectionError):
                await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})

    async def send(self, kind: Kind, payload: Json, attempt: int = 0) -> Any:
        envelope: Json = {
            "envelope_id": self._state.id("envelope-"),
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = answer
        try:
            async with asyncio.timeout(PATIENCE):
                while not answer.done():
                    await self._over_one_socket(envelope, answer)
            return answer.result()
        except TimeoutError:
            raise NoAnswer(OPERATION_TIMEOUT) from None
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def _over_one_socket(self, envelope: Json, answer: asyncio.Future[Any]) -> None:
        """Send it over one connection; return when it is answered, or the connection is gone. Raises NoAnswer."""
        if not self._sockets:
            raise NoAnswer(DISPATCH_FAILED)
        standing = [socket for socket in self._sockets if socket not in self._warned] or self._sockets
        socket = random.choice(standing) if self._state.settings.spread else standing[-1]
        with suppress(ConnectionError):
            await socket.send_json(envelope)
            while not answer.done() and socket in self._sockets:
                await asyncio.wait({answer}, timeout=0.05)
            return
        self._gone(socket)

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=10)
        await socket.prepare(request)
        self._sockets.append(socket)
        hello = {"type": "hello", "num_connections": len(self._sockets), "connection_info": {"app_id": APP_ID}}
        await socket.send_json(hello | {"debug_info": {"host": "sandbox", "approximate_connection_time": 18060}})
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            self._gone(socket)
        return socket

    def _gone(self, socket: web.WebSocketResponse) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
            self._warned.discard(socket)

    def _acknowledged(self, text: str) -> None:
        try:
            given = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(str(given.get("envelope_id"))) if isinstance(given, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(given.get("payload"))

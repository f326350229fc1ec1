"""Socket Mode: the same requests over connections that TokenMeter opens itself, so that no public URL is needed.

Slack sends each envelope over one of the connections, and ends each of them every few hours. What is to end is replaced
before it does, and goes on being listened to until then, so that nothing falls between the two.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.error import BUSY, code_of
from bot.slack.taking import Taking
from core.secret import Secret

CONNECTIONS: Final = 2
"""Slack gives an app ten in all. With two, one that breaks off loses nothing that is sent afterwards."""

ANNOUNCED: Final = frozenset({"warning", "refresh_requested"})
"""Slack's reasons for ending a connection that another one is waiting for. Others may be for good."""

LINGER: Final = 15.0
"""Seconds a connection that is replaced is still listened to. Slack ends it some ten after it said so."""

OPENS_WITHIN: Final = 90.0
"""Seconds until a connection that does not come up is given up for another one: the address that Slack gives for each
is good for a short while only, and Slack's library would try the same one for ever."""

BREATH: Final = 10.0
"""Seconds from opening a connection until it is replaced, if Slack ends it without being about to give another."""

Handle = Callable[[AsyncBaseSocketModeClient, SocketModeRequest], Awaitable[None]]

log = structlog.stdlib.get_logger("tokenmeter.socket_mode")


class SocketMode:
    """The connections of this process. `connect()` opens them, `close()` ends them."""

    def __init__(
        self,
        bolt: AsyncApp,
        app_token: Secret,
        web_client: AsyncWebClient,
        taking: Taking,
        most: int = CONNECTIONS,
    ) -> None:
        self._app_token = app_token
        self._web_client = web_client
        self._handle = _handing_to(bolt, taking)
        self._most = most
        self._standing: set[_Connection] = set()
        self._leaving: set[_Connection] = set()
        self._replacing: set[asyncio.Task[None]] = set()

    async def connect(self) -> None:
        """Raises SlackApiError where Slack refuses the app token: its library would try that one for ever."""
        try:
            await self._web_client.apps_connections_open(app_token=self._app_token.reveal())
        except (OSError, ClientError, TimeoutError) as error:
            log.warning("Slack cannot be reached yet", why=type(error).__name__)
        except SlackApiError as error:
            if code_of(error) not in BUSY:
                raise
        await asyncio.gather(*(self._open() for _ in range(self._most)))

    async def close(self) -> None:
        for task in self._replacing:
            task.cancel()
        await asyncio.gather(*self._replacing, return_exceptions=True)
        await asyncio.gather(*(_end(connection) for connection in self._standing | self._leaving))

    async def _open(self) -> None:
        while True:
            connection = _Connection(self._app_token, self._web_client, self._ends)
            connection.socket_mode_request_listeners.append(self._handle)
            self._standing.add(connection)
            try:
                async with asyncio.timeout(OPENS_WITHIN):
                    await connection.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
            except TimeoutError:
                log.warning("a connection does not come up: another one is opened")
                self._standing.discard(connection)
                await _end(connection)
            else:
                return

    def _ends(self, connection: "_Connection", reason: str) -> None:
        if connection not in self._standing:
            return  # it is being replaced already
        self._standing.remove(connection)
        self._leaving.add(connection)
        task = asyncio.create_task(self._replace(connection, reason))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _replace(self, connection: "_Connection", reason: str) -> None:
        log.info("a connection is replaced", reason=reason)
        if reason not in ANNOUNCED:
            await asyncio.sleep(BREATH - connection.age)
        await self._open()
        await asyncio.sleep(LINGER)
        await _end(connection)
        self._leaving.discard(connection)


class _Connection(SocketModeClient):
    """One WebSocket. Slack's library would end it before it opens the next; here it only says that it ends."""

    def __init__(
        self, app_token: Secret, web_client: AsyncWebClient, ends: Callable[["_Connection", str], None]
    ) -> None:
        super().__init__(app_token=app_token.reveal(), web_client=web_client)
        self._ends = ends
        self._born = asyncio.get_running_loop().time()

    @property
    def age(self) -> float:
        """Seconds."""
        return asyncio.get_running_loop().time() - self._born

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        if message.get("type") == "disconnect":
            self._ends(self, str(message.get("reason")))
        else:
            await super().run_message_listeners(message, raw_message)

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """What the library calls when it finds the connection broken."""
        self._ends(self, "broken")


async def _end(connection: _Connection) -> None:
    await connection.close()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped


def _handing_to(bolt: AsyncApp, taking: Taking) -> Handle:
    """Hands each envelope to Bolt and acknowledges it."""

    async def handle(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        with taking.one("socket") as written:
            response = await bolt.async_dispatch(
                AsyncBoltRequest(mode="socket_mode", body=request.payload, headers=build_headers(request))
            )
            if response.status != 200:
                taking.refused(response.status)
                return
            payload = json.loads(response.body) if response.body.startswith("{") else None
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))
            written()

    return handle

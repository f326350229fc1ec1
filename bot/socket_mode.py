"""Socket Mode: the same requests over a connection that TokenMeter opens itself, so that no public URL is needed."""

import asyncio
import json

from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.work import answered
from core.secret import Secret


def socket_mode_client(bolt: AsyncApp, app_token: Secret, web_client: AsyncWebClient) -> SocketModeClient:
    """A client that hands each envelope to Bolt and acknowledges it. `connect()` starts it, `close()` ends it."""

    async def handle(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        event = asyncio.Event()
        answered.set(event)
        response = await bolt.async_dispatch(
            AsyncBoltRequest(mode="socket_mode", body=request.payload, headers=build_headers(request))
        )
        if response.status == 200:
            payload = json.loads(response.body) if response.body.startswith("{") else None
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))
        event.set()

    client = SocketModeClient(app_token=app_token.reveal(), web_client=web_client)
    client.socket_mode_request_listeners.append(handle)
    return client

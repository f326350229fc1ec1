"""What the tests of the small Slack share: a clock set by hand, Slack's own client, a bot made with Bolt."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.serve import start
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.towards_bot import SignedHttp

Json = dict[str, Any]

ANA, BEN, GUS = "U0ANA", "U0BEN", "U0GUS"
COSTS, GENERAL, LEADS, OLD = "C0COSTS", "C0GENERAL", "C0LEADS", "C0OLD"

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + (160).to_bytes(4, "big") + (90).to_bytes(4, "big") + bytes(8)


class HandClock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass(frozen=True)
class Office:
    """The small Slack and a client with the bot's token."""

    slack: SmallSlack
    client: AsyncWebClient
    clock: HandClock

    async def uploaded(self) -> str:
        """The id of a picture that is uploaded and processed."""
        answer = await self.client.files_upload_v2(content=PNG, filename="chart.png", title="Costs")
        file_id: str = answer["files"][0]["id"]
        self.clock.seconds += 1
        for _ in range(2):
            await self.client.files_info(file=file_id)
        return file_id


def client_of(slack: SmallSlack, token: str = BOT_TOKEN) -> AsyncWebClient:
    return AsyncWebClient(token, base_url=f"{slack.api_url}/", retry_handlers=[])


async def refusal(call: Any) -> Json:
    """What a method answers that does not take the call."""
    try:
        answer = await call
    except SlackApiError as error:
        data: Json = dict(error.response.data)
        return data
    raise AssertionError(f"it was taken: {answer.data}")


@asynccontextmanager
async def office() -> AsyncIterator[Office]:
    clock = HandClock()
    slack = await start_slack(now=clock)
    yield Office(slack, client_of(slack), clock)
    await slack.running.close()


@asynccontextmanager
async def with_bot(bolt: AsyncApp, *, http: bool) -> AsyncIterator[SmallSlack]:
    """A small Slack with this bot, over signed HTTP or Socket Mode. The bot's client is Bolt's own."""
    if http:
        running = await start(http_app(bolt))
        slack = await start_slack(bot=SignedHttp(f"{running.url}/slack/events"))
        bolt.client.base_url = f"{slack.api_url}/"
        yield slack
        await running.close()
    else:
        slack = await start_slack()
        bolt.client.base_url = f"{slack.api_url}/"
        socket_mode = _socket_mode(bolt, slack)
        await socket_mode.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
        yield slack
        await socket_mode.close()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
    await slack.running.close()


def new_bolt() -> AsyncApp:
    """Verifies signatures as it does in production; answers before the next request comes."""
    client = AsyncWebClient(BOT_TOKEN, base_url="http://127.0.0.1:1/", retry_handlers=[])
    return AsyncApp(client=client, signing_secret=SIGNING_SECRET, process_before_response=True)


def http_app(bolt: AsyncApp) -> web.Application:
    async def events(request: web.Request) -> web.Response:
        headers: dict[str, str | Sequence[str]] = dict(request.headers.items())
        answer = await bolt.async_dispatch(AsyncBoltRequest(body=await request.text(), headers=headers))
        return web.Response(status=answer.status, text=answer.body, content_type="application/json")

    app = web.Application()
    app.router.add_post("/slack/events", events)
    return app


def _socket_mode(bolt: AsyncApp, slack: SmallSlack) -> SocketModeClient:
    async def handle(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        answer = await bolt.async_dispatch(
            AsyncBoltRequest(mode="socket_mode", body=request.payload, headers=build_headers(request))
        )
        if answer.status == 200:
            is_json = answer.body.startswith("{")
            payload = (json.loads(answer.body) if is_json else {"text": answer.body}) if answer.body else None
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    client = SocketModeClient(app_token=APP_TOKEN, web_client=client_of(slack))
    client.socket_mode_request_listeners.append(handle)
    return client


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(action_id: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "callback_id": "form", "title": plain("A form"), "blocks": list(blocks), **more}


def field(block_id: str, **element: Any) -> Json:
    typed = {"type": "plain_text_input", "action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id.title()), "element": typed}

"""The small Slack with a bot that only writes down what it is sent, seen through a browser."""

import asyncio
import dataclasses
import shutil
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
from playwright.async_api import Browser, Locator, Page, async_playwright

from sandbox.slack.messages import message_of
from sandbox.slack.open_views import new_view
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import File, State

Json = dict[str, Any]

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": mrkdwn(text)}


def button(action_id: str, text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def field(block_id: str, label: str, **element: Any) -> Json:
    part = {"type": "plain_text_input", "action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": part}


def menu(block_id: str, label: str, **element: Any) -> Json:
    part = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": part}


def name_and_key(**name: Any) -> Json:
    return {
        "title": plain("Connect OpenAI"),
        "submit": plain("Connect"),
        "close": plain("Cancel"),
        "notify_on_close": True,
        "blocks": [
            section("TokenMeter reads usage and costs, *never prompts*."),
            field("name", "Name", placeholder=plain("Acme production"), **name),
            {**field("key", "Key"), "hint": plain("Encrypted with AES-256.")},
        ],
    }


def neutral(name: str) -> str:
    """A name as the bot puts it into mrkdwn: escaped, with word joiners around the marks."""
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\u2060{char}\u2060" if char in "*_~`:@#" else char for char in escaped)


def png() -> bytes:
    """A white picture of 1600 × 900."""
    width, height = 1600, 900

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * (width // 8)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@dataclasses.dataclass
class WritingBot:
    """Acknowledges everything over Socket Mode; `answers` holds what it acknowledges a type of payload with."""

    received: list[Json] = dataclasses.field(default_factory=list)
    answers: dict[str, Json] = dataclasses.field(default_factory=dict)
    came: asyncio.Condition = dataclasses.field(default_factory=asyncio.Condition)

    async def serve(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            envelope = message.json()
            if "envelope_id" not in envelope:
                continue
            payload = envelope["payload"]
            async with self.came:
                self.received.append(payload)
                self.came.notify_all()
            answer = self.answers.get(payload.get("type", "command"))
            await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": answer})

    async def until(self, kind: str, number: int = 1) -> list[Json]:
        """What came of this type, once there are `number` of them. Raises TimeoutError."""
        async with asyncio.timeout(10), self.came:
            await self.came.wait_for(lambda: len(self._of_type(kind)) >= number)
        return self._of_type(kind)

    def _of_type(self, kind: str) -> list[Json]:
        return [payload for payload in self.received if payload.get("type", "command") == kind]


@dataclasses.dataclass
class Seen:
    """One browser window on the small Slack."""

    slack: SmallSlack
    bot: WritingBot
    page: Page
    troubles: list[str]
    """What the browser's console complained about."""
    fetched: list[str]
    """Every address the page asked for."""

    @property
    def state(self) -> State:
        return self.slack.state

    @property
    def messages(self) -> Locator:
        return self.page.get_by_test_id("message")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_test_id("composer")

    async def open(self, channel: str = "C0COSTS", user: str = "U0ANA", theme: str = "light") -> None:
        await self.page.goto(f"{self.slack.url}/?channel={channel}&user={user}&theme={theme}")
        await self.page.get_by_test_id("bar").locator("nav").wait_for(state="attached")

    async def post(self, blocks: list[Json], channel: str = "C0COSTS", text: str = "", **more: Any) -> Json:
        place = self.state.im(f"U{channel[1:]}") if channel.startswith("D") else self.state.channels[channel]
        message = message_of(self.state, {"text": text, "blocks": blocks}) | more
        place.messages.append(message)
        await self.state.touch()
        return message

    async def show_modal(self, view: Json, user: str = "U0ANA") -> Json:
        kept = new_view(self.state, {"type": "modal", **view}, user)
        self.state.views[kept["id"]] = kept
        await self.state.touch()
        return kept

    def picture(self, png: bytes) -> str:
        """The id of a file that is ready."""
        file = File(self.state.id("F"), "chart.png", "chart.png", content=png, completed=True)
        self.state.files[file.id] = file
        return file.id


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def seen_with(browser: Browser, **window: Any) -> AsyncIterator[Seen]:
    """A small Slack, its bot, and a window of `browser`; `window` are the options of a browser context."""
    slack, bot = await start_slack(), WritingBot()
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{slack.url}/socket") as socket:
        serving = asyncio.create_task(bot.serve(socket))
        context = await browser.new_context(**window)
        context.set_default_timeout(10_000)
        page = await context.new_page()
        seen = Seen(slack, bot, page, troubles=[], fetched=[])
        page.on("console", lambda said: seen.troubles.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: seen.troubles.append(str(error)))
        page.on("request", lambda request: seen.fetched.append(request.url))
        try:
            yield seen
        finally:
            await context.close()
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving
    await slack.running.close()

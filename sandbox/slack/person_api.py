"""What a person does in Slack, as an API: the page, the demo and the tests use it."""

import asyncio
import time
from contextlib import suppress
from typing import Any, Final

from aiohttp import web

from sandbox.slack import payloads
from sandbox.slack.state import Channel, Json, State
from sandbox.slack.towards_bot import Bot, NoAnswer
from sandbox.slack.web_api import change_view, message_of, new_view

URL_USES: Final = 5
URL_SECONDS: Final = 30 * 60
LONGEST_WATCH: Final = 25.0
"""Seconds a look at the state waits for something new."""


class PersonApi:
    def __init__(self, state: State, bot: Bot) -> None:
        self._state = state
        self._bot = bot

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/sandbox/api/command", self.command),
            web.post("/sandbox/api/click", self.click),
            web.post("/sandbox/api/submit", self.submit),
            web.post("/sandbox/api/close", self.close),
            web.post("/sandbox/api/open_home", self.open_home),
            web.get("/sandbox/api/state", self.state),
            web.get("/sandbox/files/{file}", self.file),
            web.get("/sandbox/transcript", self.transcript),
            web.post("/sandbox/settings", self.settings),
            web.post("/response/{url}", self.response),
        ]

    async def command(self, request: web.Request) -> web.Response:
        """{user, channel, text}: type a slash command and press Enter."""
        given = await request.json()
        user, channel = given["user"], self._channel(given)
        url = self._response_url(request, user, channel)
        payload = payloads.command(self._state, user, channel, given["text"], url)
        try:
            answer = await self._bot.send("slash_commands", payload)
        except NoAnswer:
            await self._slackbot(user, channel, f"{payload['command']} failed because the app did not respond")
            return web.json_response({"ok": False})
        if answer:
            await self._private(user, channel, answer if isinstance(answer, dict) else {"text": str(answer)})
        return web.json_response({"ok": True})

    async def click(self, request: web.Request) -> web.Response:
        """{user, action_id, and channel with ts, or view_id}: press a button."""
        given = await request.json()
        user = given["user"]
        if view_id := given.get("view_id"):
            view = self._view(user, view_id)
            action = _action(view["blocks"], given["action_id"])
            payload = payloads.view_action(self._state, user, view, action)
            channel = self._state.im(user)
        else:
            channel = self._channel(given)
            message = _message(channel, given["ts"], user)
            action = _action(message["blocks"], given["action_id"])
            url = self._response_url(request, user, channel)
            payload = payloads.message_action(self._state, user, channel, message, action, url)
        try:
            await self._bot.send("interactive", payload)
        except NoAnswer:
            await self._slackbot(user, channel, "This button did not work: the app did not respond")
            return web.json_response({"ok": False})
        return web.json_response({"ok": True})

    async def submit(self, request: web.Request) -> web.Response:
        """{user, view_id, values: {block_id: text}}: press the modal's submit; answers the errors by block."""
        given = await request.json()
        user, view = given["user"], self._view(given["user"], given["view_id"])
        for block in view["blocks"]:
            if block["type"] == "input":
                typed = given["values"].get(block["block_id"]) or None
                view["state"]["values"][block["block_id"]] = {block["element"]["action_id"]: _typed(block, typed)}
        missing = {
            block["block_id"]: "Please complete this required field."
            for block in view["blocks"]
            if block["type"] == "input"
            and not block.get("optional")
            and not _is_given(view["state"]["values"][block["block_id"]][block["element"]["action_id"]])
        }
        if missing:
            return web.json_response({"ok": True, "errors": missing})
        try:
            answer = await self._bot.send("interactive", payloads.submission(self._state, user, view))
        except NoAnswer:
            return web.json_response({"ok": False, "errors": {"": "We had some trouble connecting. Try again?"}})
        return web.json_response({"ok": True, "errors": await self._after_submit(user, view, answer)})

    async def _after_submit(self, user: str, view: Json, answer: Any) -> Json:
        action = answer.get("response_action") if isinstance(answer, dict) else None
        if action == "errors":
            errors: Json = answer["errors"]
            return errors
        if action == "update":
            change_view(self._state, view, answer["view"])
        elif action == "push":
            pushed = new_view(self._state, answer["view"], user)
            self._state.views[pushed["id"]] = pushed
        elif action == "clear":
            self._state.views = {each: kept for each, kept in self._state.views.items() if kept["user"] != user}
        else:
            self._state.views.pop(view["id"], None)
        await self._state.touch()
        return {}

    async def close(self, request: web.Request) -> web.Response:
        """{user, view_id}: close the modal."""
        given = await request.json()
        view = self._state.views.pop(given["view_id"], None)
        await self._state.touch()
        if view is not None and view.get("notify_on_close"):
            # Slack does not tell the person when the app misses that a view was closed.
            with suppress(NoAnswer):
                await self._bot.send("interactive", payloads.closed(self._state, given["user"], view))
        return web.json_response({"ok": True})

    async def open_home(self, request: web.Request) -> web.Response:
        """{user}: open the app's Home tab."""
        given = await request.json()
        try:
            await self._bot.send("events_api", payloads.home_opened(self._state, given["user"]))
        except NoAnswer:
            return web.json_response({"ok": False})
        return web.json_response({"ok": True})

    async def state(self, request: web.Request) -> web.Response:
        """What a person sees; with `since`, once there is something newer than that version."""
        user, since = request.query["user"], int(request.query.get("since", -1))
        deadline = min(float(request.query.get("wait", LONGEST_WATCH)), LONGEST_WATCH)
        self._state.im(user)
        try:
            async with asyncio.timeout(deadline), self._state.changed:
                await self._state.changed.wait_for(lambda: self._state.version > since)
        except TimeoutError:
            pass
        return web.json_response(self._seen_by(user))

    def _seen_by(self, user: str) -> Json:
        modals = [view for view in self._state.views.values() if view["user"] == user]
        channels = [channel for channel in self._state.channels.values() if user in channel.members]
        return {
            "version": self._state.version,
            "user": user,
            "users": {each: person["real_name"] for each, person in self._state.users.items()},
            "channels": [
                {
                    "id": channel.id,
                    "name": channel.name,
                    "kind": channel.kind,
                    "shared": bool(channel.flags.get("is_ext_shared")),
                    "messages": [message for message in channel.messages if message.get("ephemeral_for", user) == user],
                }
                for channel in channels
            ],
            "modal": modals[-1] if modals else None,
            "home": self._state.homes.get(user),
            **({"hint": self._state.hint} if self._state.hint else {}),
        }

    async def file(self, request: web.Request) -> web.Response:
        file = self._state.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type="image/png")

    async def transcript(self, request: web.Request) -> web.Response:
        """Everything: the messages by channel, and every call the bot made."""
        channels = {channel.name + " " + channel.id: channel.messages for channel in self._state.channels.values()}
        return web.json_response({"channels": channels, "homes": self._state.homes, "received": self._state.received})

    async def settings(self, request: web.Request) -> web.Response:
        """Switch faults and limits: {name: value} of state.Settings."""
        for name, value in (await request.json()).items():
            if not hasattr(self._state.settings, name):
                return web.json_response({"ok": False, "error": f"no such setting: {name}"}, status=400)
            setattr(self._state.settings, name, value)
        return web.json_response({"ok": True})

    async def response(self, request: web.Request) -> web.Response:
        """A response_url: five answers in half an hour."""
        target = self._state.response_urls.get(request.match_info["url"])
        given = await request.json()
        self._state.received.append({"method": "response_url", **given})
        if target is None or target["uses"] >= URL_USES or time.monotonic() - target["born"] > URL_SECONDS:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        target["uses"] += 1
        channel = self._state.channels[target["channel"]]
        if given.get("response_type") == "in_channel":
            channel.messages.append(message_of(self._state, given))
            await self._state.touch()
        else:
            await self._private(target["user"], channel, given)
        return web.Response(text="ok")

    def _channel(self, given: Json) -> Channel:
        channel = self._state.channels.get(given["channel"])
        if channel is None or given["user"] not in channel.members:
            raise web.HTTPNotFound(text="no such channel for this person")
        return channel

    def _view(self, user: str, view_id: str) -> Json:
        home = self._state.homes.get(user)
        if home is not None and home["id"] == view_id:
            return home
        view = self._state.views.get(view_id)
        if view is None or view["user"] != user:
            raise web.HTTPNotFound(text="no such view for this person")
        return view

    def _response_url(self, request: web.Request, user: str, channel: Channel) -> str:
        url = self._state.id("R")
        self._state.response_urls[url] = {"user": user, "channel": channel.id, "uses": 0, "born": time.monotonic()}
        return f"{request.url.origin()}/response/{url}"

    async def _private(self, user: str, channel: Channel, given: Json) -> None:
        channel.messages.append(message_of(self._state, given) | {"ephemeral_for": user})
        await self._state.touch()

    async def _slackbot(self, user: str, channel: Channel, text: str) -> None:
        message = message_of(self._state, {"text": text}) | {"ephemeral_for": user, "user": "USLACKBOT"}
        channel.messages.append(message)
        await self._state.touch()


def _message(channel: Channel, ts: str, user: str) -> Json:
    for message in channel.messages:
        if message["ts"] == ts and message.get("ephemeral_for", user) == user:
            return message
    raise web.HTTPNotFound(text="no such message for this person")


def _action(blocks: list[Json], action_id: str) -> Json:
    """The action of a button, as Slack sends it."""
    for number, block in enumerate(blocks):
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("action_id") == action_id:
                block_id = block.get("block_id", f"block{number}")
                parts = {
                    name: element[name] for name in ("type", "action_id", "text", "value", "style") if name in element
                }
                return parts | {"block_id": block_id}
    raise web.HTTPNotFound(text="no such button")


def _typed(block: Json, typed: str | None) -> Json:
    """A field's value as Slack sends it: what was typed, or the option of this value that was chosen."""
    element = block["element"]
    if element["type"] != "static_select":
        return {"type": element["type"], "value": typed}
    chosen = [option for option in element["options"] if option["value"] == typed]
    return {"type": "static_select", "selected_option": chosen[0] if chosen else element.get("initial_option")}


def _is_given(field: Json) -> bool:
    return bool(field.get("value") or field.get("selected_option"))

"""What a person does in Slack, as an API: the page, the demo and the tests use it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

from aiohttp import web

from sandbox.slack.interactions import Interactions, NotThere, Outcome
from sandbox.slack.seen import seen_by
from sandbox.slack.state import State
from sandbox.slack.world import Json

LONGEST_WATCH: Final = 25.0
"""Seconds a look at the state waits for something newer."""


class PersonApi:
    def __init__(self, state: State, interactions: Interactions) -> None:
        self._state = state
        self._do = interactions

    def routes(self) -> list[web.RouteDef]:
        deeds = {
            "command": self._command,
            "message": self._message,
            "click": self._click,
            "submit": self._submit,
            "close": self._close,
            "open_home": self._open_home,
            "event": self._event,
        }
        return [
            *(web.post(f"/sandbox/api/{name}", _answering(deed, self._state.path)) for name, deed in deeds.items()),
            web.get("/sandbox/api/state", self._seen),
        ]

    async def _command(self, origin: str, given: Json) -> Outcome:
        """{user, channel, text}: type a slash command and press Enter."""
        return await self._do.command(origin, self._user(given), given["channel"], given["text"])

    async def _message(self, origin: str, given: Json) -> Outcome:
        """{user, channel, text}: say something."""
        return await self._do.message(self._user(given), given["channel"], given["text"])

    async def _click(self, origin: str, given: Json) -> Outcome:
        """{user, action_id, block_id?, and channel with ts, or view_id}: press a button.

        In a menu: `value` is the value of the option, or `selected_option` the option itself.
        """
        user, block_id = self._user(given), given.get("block_id")
        value = given.get("value") or (given.get("selected_option") or {}).get("value")
        if given.get("view_id"):
            values = given.get("values", {})
            return await self._do.click_in_view(user, given["view_id"], given["action_id"], block_id, value, values)
        return await self._do.click_in_message(
            origin, user, given["channel"], given["ts"], given["action_id"], block_id, value
        )

    async def _submit(self, origin: str, given: Json) -> Outcome:
        """{user, view_id, values}: fill in a modal and submit it."""
        return await self._do.submit(self._user(given), given["view_id"], given.get("values", {}))

    async def _close(self, origin: str, given: Json) -> Outcome:
        """{user, view_id, all?}: close a modal, or all."""
        return await self._do.close(self._user(given), given["view_id"], everything=bool(given.get("all")))

    async def _open_home(self, origin: str, given: Json) -> Outcome:
        """{user, tab?}: open the app's Home tab, or its messages."""
        return await self._do.open_home(self._user(given), given.get("tab", "home"))

    async def _event(self, origin: str, given: Json) -> Outcome:
        """{event}: something else that happens, such as {"type": "app_uninstalled"}."""
        return await self._do.event(given["event"])

    async def _seen(self, request: web.Request) -> web.Response:
        """?user=&since=&wait=: what a person sees; with `since`, once there is something newer."""
        user = self._user(dict(request.query))
        since, wait = int(request.query.get("since", -1)), float(request.query.get("wait", LONGEST_WATCH))
        with suppress(TimeoutError):
            async with asyncio.timeout(min(wait, LONGEST_WATCH)):
                await self._newer_than(since)
        return web.json_response(seen_by(self._state, user))

    async def _newer_than(self, version: int) -> None:
        async with self._state.changed:
            await self._state.changed.wait_for(lambda: self._state.version > version)

    def _user(self, given: Json) -> str:
        """The acting person. Raises HTTPNotFound."""
        user = str(given.get("user"))
        if user not in self._state.users or self._state.users[user]["is_bot"]:
            raise web.HTTPNotFound(text=f"no such person: {user}")
        return user


Deed = Callable[[str, Any], Awaitable[Outcome]]


def _answering(deed: Deed, base: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            outcome = await deed(f"{request.url.origin()}{base}", await request.json())
        except NotThere as reason:
            return web.json_response({"ok": False, "error": str(reason), "errors": {}}, status=404)
        except (KeyError, ValueError):
            return web.json_response({"ok": False, "error": "invalid_arguments", "errors": {}}, status=400)
        return web.json_response({"ok": not outcome.error, "error": outcome.error, "errors": dict(outcome.errors)})

    return answer

"""A person in the small Slack, for the demo and the tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx

from sandbox.client import new_client

Json = dict[str, Any]
T = TypeVar("T")


class NotSeen(Exception):
    """What was waited for did not appear in time."""


class NotPossible(Exception):
    """The person sees no such channel, message, modal, field or button."""


class Person:
    """Types, presses buttons and looks, as one does in a browser."""

    def __init__(self, client: httpx.AsyncClient, user: str) -> None:
        self._client = client
        self.user = user

    async def command(self, channel: str, text: str) -> str:
        """Type a slash command and press Enter; the answer is Slack's name for what went wrong, or ""."""
        return await self._error("command", channel=channel, text=text)

    async def say(self, channel: str, text: str) -> str:
        """Type a message and press Enter; the answer is as that of `command`."""
        return await self._error("message", channel=channel, text=text)

    async def click(self, channel: str, ts: str, action_id: str, value: str | None = None) -> str:
        """Press a button of a message, or choose the option with this value; the answer is as that of `command`."""
        return await self._error("click", channel=channel, ts=ts, action_id=action_id, value=value)

    async def click_in_view(
        self, view_id: str, action_id: str, value: str | None = None, values: Mapping[str, str] | None = None
    ) -> str:
        """The same in a modal or the Home tab; `values`: what has been typed into its fields by then."""
        given = {"view_id": view_id, "action_id": action_id, "value": value, "values": values or {}}
        return await self._error("click", **given)

    async def submit(self, view_id: str, values: Mapping[str, str]) -> dict[str, str]:
        """Fill in a modal and press its submit button; the answer is the errors under its fields, by block id.

        A field is named by its block id, its action id or its label. An error with the block id "" is Slack's own.
        """
        answer = await self._do("submit", view_id=view_id, values=values)
        errors: dict[str, str] = answer["errors"]
        return errors

    async def close(self, view_id: str) -> str:
        """Close a modal; the answer is as that of `command`."""
        return await self._error("close", view_id=view_id)

    async def open_home(self) -> str:
        """Open the app's Home tab; the answer is as that of `command`."""
        return await self._error("open_home")

    async def happens(self, event: Mapping[str, Any]) -> str:
        """Something else happens, such as {"type": "app_uninstalled"}; the answer is as that of `command`."""
        return await self._error("event", event=event)

    async def sees(self, since: int = -1, wait: float = 0.0) -> Json:
        """Everything this person sees; with `since` and `wait`, once there is something newer."""
        query = {"user": self.user, "since": str(since), "wait": str(wait)}
        answer = await self._client.get("/sandbox/api/state", params=query)
        seen: Json = answer.raise_for_status().json()
        return seen

    async def until(self, look: Callable[[Json], T | None], seconds: float = 15.0) -> T:
        """Look again and again until `look` finds something. Raises NotSeen."""
        since = -1
        try:
            async with asyncio.timeout(seconds):
                while True:
                    seen = await self.sees(since, wait=5.0)
                    found = look(seen)
                    if found is not None:
                        return found
                    since = seen["version"]
        except TimeoutError:
            raise NotSeen(f"not within {seconds:.0f} s") from None

    async def modal(self, text: str = "", seconds: float = 15.0) -> Json:
        """The open modal, once there is one whose title or blocks hold this text. Raises NotSeen."""

        def look(seen: Json) -> Json | None:
            modal: Json | None = seen["modal"]
            return modal if modal and text in text_of([modal["title"], modal["blocks"]]) else None

        return await self.until(look, seconds)

    async def home(self, text: str = "", seconds: float = 15.0) -> Json:
        """The Home tab, once it holds this text. Raises NotSeen."""

        def look(seen: Json) -> Json | None:
            home: Json | None = seen["home"]
            return home if home and text in text_of(home["blocks"]) else None

        return await self.until(look, seconds)

    async def message(self, channel: str, text: str, seconds: float = 15.0, after: str = "") -> Json:
        """The newest message in `channel` that says `text`, once there is one younger than the timestamp `after`.

        Raises NotSeen.
        """
        return await self.message_where(
            channel, lambda each: each["ts"] > after and text in each["text"] + " " + text_of(each["blocks"]), seconds
        )

    async def message_where(self, channel: str, is_it: Callable[[Json], bool], seconds: float = 15.0) -> Json:
        """The newest message in `channel` for which `is_it` holds, once there is one. Raises NotSeen."""

        def look(seen: Json) -> Json | None:
            messages: list[Json] = [
                message for place in seen["channels"] if place["id"] == channel for message in place["messages"]
            ]
            return next((message for message in reversed(messages) if is_it(message)), None)

        return await self.until(look, seconds)

    async def picture(self, file_id: str) -> bytes:
        """A file's bytes, as the browser loads them."""
        return (await self._client.get(f"/sandbox/files/{file_id}")).raise_for_status().content

    async def _error(self, what: str, **given: Any) -> str:
        answer = await self._do(what, **given)
        error: str = answer["error"]
        return error

    async def _do(self, what: str, **given: Any) -> Json:
        answer = await self._client.post(f"/sandbox/api/{what}", json={"user": self.user, **given})
        if answer.status_code in (400, 404):
            raise NotPossible(f"{what}: {answer.text}")
        done: Json = answer.raise_for_status().json()
        return done


def text_of(part: Any) -> str:
    """All words in a message or view, one after the other."""
    if isinstance(part, dict):
        words = [value for name, value in part.items() if name in ("text", "alt_text") and isinstance(value, str)]
        return " ".join(words + [text_of(value) for value in part.values() if isinstance(value, dict | list)])
    if isinstance(part, list):
        return " ".join(text_of(each) for each in part)
    return ""


@asynccontextmanager
async def person_at(url: str, user: str) -> AsyncIterator[Person]:
    """Somebody at the small Slack that listens at `url`."""
    async with new_client(base_url=url, timeout=40.0) as client:
        yield Person(client, user)

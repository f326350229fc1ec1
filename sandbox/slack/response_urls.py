"""Addresses at which the bot may answer a command or an interaction: five times within half an hour."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from sandbox.slack.messages import NotTaken, check_message, edit, find, message_of
from sandbox.slack.state import Channel, State
from sandbox.slack.world import Json

RESPONSE_URL: Final = "response_url"
"""Stands in the settings and in what was received where others have the name of a method."""

USES: Final = 5
SECONDS: Final = 30 * 60


@dataclass
class ResponseUrl:
    user: str
    channel: Channel
    born: float
    message: str | None
    """The message whose button was pressed, by its timestamp."""
    uses: int = 0


class ResponseUrls:
    def __init__(self, state: State) -> None:
        self._state = state
        self._urls: dict[str, ResponseUrl] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/response/{url}", self._answer)]

    def new(self, origin: str, user: str, channel: Channel, message: str | None = None) -> str:
        url_id = self._state.id("r")
        self._urls[url_id] = ResponseUrl(user, channel, self._state.now(), message)
        return f"{origin}/response/{url_id}"

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            given = await request.json()
        except ValueError:
            return _refused("invalid_payload", 400)
        if not isinstance(given, dict):
            return _refused("invalid_payload", 400)
        self._state.received.append({**given, "method": RESPONSE_URL})
        too_many = self._state.settings.too_many
        if too_many.get(RESPONSE_URL, 0) > 0:
            too_many[RESPONSE_URL] -= 1
            return web.json_response({"ok": False, "error": "rate_limited"}, status=429, headers={"Retry-After": "1"})
        url = self._urls.get(request.match_info["url"])
        if url is None or self._state.now() - url.born > SECONDS:
            return _refused("expired_url", 404)
        if url.uses >= USES:
            return _refused("used_url", 404)
        try:
            respond(self._state, url, given)
            await self._state.touch()
        except NotTaken as reason:
            return _refused(reason.error, 400)
        url.uses += 1
        return web.Response(text="ok")


def respond(state: State, url: ResponseUrl, given: Json) -> None:
    """Do what an answer to a response_url asks for. Raises NotTaken."""
    source = find(url.channel, url.message) if url.message else None
    if given.get("delete_original") and source is not None:
        url.channel.messages.remove(source)
        return
    show(state, url.user, url.channel, given, source)


def show(state: State, user: str, channel: Channel, given: Json, source: Json | None = None) -> None:
    """Post what a bot answered: for the person alone unless it says in_channel. Raises NotTaken."""
    text, blocks = str(given.get("text") or ""), given.get("blocks") or []
    replaced = source if given.get("replace_original") else None
    public = given.get("response_type") == "in_channel" if replaced is None else "ephemeral_for" not in replaced
    check_message(state, text, blocks, ephemeral=not public)
    if replaced is not None:
        edit(state, replaced, text, blocks)
    else:
        channel.messages.append(message_of(state, given) | ({} if public else {"ephemeral_for": user}))


def _refused(error: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": error}, status=status)

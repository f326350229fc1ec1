"""/tokenmeter: its first word says what to do."""

import difflib
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.listeners.commands.alert import alert
from bot.listeners.commands.budget import budget
from bot.listeners.commands.connect import connect
from bot.listeners.commands.digest import digest
from bot.listeners.commands.disconnect import disconnect
from bot.listeners.commands.export import export
from bot.listeners.commands.help import show_help
from bot.listeners.commands.keys import keys
from bot.listeners.commands.month import month_so_far
from bot.listeners.commands.rotate import rotate
from bot.listeners.commands.status import status
from bot.listeners.commands.usage import usage
from bot.listeners.commands.why import why
from bot.slack.listen import Body, listen
from bot.slack.request import Request
from bot.slack.typed import typed
from bot.views.trouble import build_unknown_command
from core.questions import Question, parse, sentence

Command = Callable[[Deps, Request, str], Awaitable[None]]

COMMANDS: dict[str, Command] = {
    "": month_so_far,
    "connect": connect,
    "disconnect": disconnect,
    "rotate": rotate,
    "status": status,
    "keys": keys,
    "usage": usage,
    "why": why,
    "export": export,
    "digest": digest,
    "alert": alert,
    "budget": budget,
    "help": show_help,
}

NAMING_CHANNELS: Final = frozenset({"digest", "alert", "budget"})
"""Commands that may name channels."""


async def run(deps: Deps, request: Request, said: str) -> None:
    """Do what `said`, which stands behind `/tokenmeter`, asks for."""
    word, rest = [*said.split(maxsplit=1), "", ""][:2]
    command = COMMANDS.get(word.casefold())
    if command is None:
        await deps.messenger.whisper(
            request, *build_unknown_command(word, _nearest(word, rest, deps.clock.now().date()))
        )
        return
    await command(deps, request, rest.strip())


def _nearest(word: str, rest: str, today: date) -> str | None:
    """The command that was meant: one that reads like it, or the question that is asked without one."""
    if names := difflib.get_close_matches(word.casefold(), [name for name in COMMANDS if name], n=1):
        return f"{names[0]} {rest}"
    asked = (parse(text, today) for text in (f"{word} {rest}", rest) if text)
    return next((sentence(each) for each in asked if isinstance(each, Question)), None)


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        text = body.get("text") or ""
        first = text.split(maxsplit=1)[:1]
        names_channels = bool(first) and first[0].casefold() in NAMING_CHANNELS
        await run(deps, request, typed(text, channels=names_channels))

    listen(bolt.command("/tokenmeter"), house, "command", work)

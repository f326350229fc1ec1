"""Everything the bot listens to."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listeners.actions import ask, link, open_connect, request
from bot.listeners.commands import tokenmeter
from bot.listeners.events import app_home_opened
from bot.listeners.modals import connect


def register(bolt: AsyncApp, deps: Deps) -> None:
    for listener in (tokenmeter, connect, open_connect, ask, request, link, app_home_opened):
        listener.register(bolt, deps)

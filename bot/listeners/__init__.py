"""Everything the bot listens to."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listeners.actions import ask, link, open_connect, open_disconnect, request
from bot.listeners.commands import tokenmeter
from bot.listeners.events import app_home_opened
from bot.listeners.modals import connect, disconnect


def register(bolt: AsyncApp, deps: Deps) -> None:
    surface = (tokenmeter, connect, disconnect, open_connect, open_disconnect, ask, request, link, app_home_opened)
    for listener in surface:
        listener.register(bolt, deps)

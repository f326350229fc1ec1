"""Everything the bot listens to."""

from slack_bolt.async_app import AsyncApp

from bot.house import House
from bot.listeners.actions import (
    add,
    alert,
    allow_channel,
    ask,
    budget_form,
    command,
    connect_beside,
    link,
    open_access,
    open_connect,
    open_disconnect,
    open_rotate,
    request,
    week_start,
    why,
)
from bot.listeners.commands import tokenmeter
from bot.listeners.events import app_home_opened, app_uninstalled, tokens_revoked
from bot.listeners.modals import access, budget, connect, digest, disconnect, rotate
from bot.listeners.modals import alert as alert_form


def register(bolt: AsyncApp, house: House) -> None:
    modals = (connect, rotate, disconnect, access, digest, alert_form, budget)
    openers = (open_connect, open_rotate, open_disconnect, open_access, budget_form)
    actions = (*openers, add, alert, connect_beside, allow_channel, ask, why, command, request, link, week_start)
    events = (app_home_opened, app_uninstalled, tokens_revoked)
    for listener in (tokenmeter, *modals, *actions, *events):
        listener.register(bolt, house)

"""The buttons that open the form for a digest: a new one, or one that is changed."""

import re

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.modals import open_modal
from bot.slack.request import Request
from bot.views.digest_making import IS_OFF
from bot.views.ids import EDIT, add
from bot.views.modal_digest import build_digest_form
from bot.views.subscriptions import add_button, edit_button
from core.digests import Wanted, digest_of
from core.subscriptions import Kind, Recipient


def register(bolt: AsyncApp, house: House) -> None:
    async def add_digest(deps: Deps, request: Request, body: Body) -> None:
        person = await deps.directory.person(request.user)
        here = request.channel if Recipient(request.channel).is_channel else ""
        await open_modal(deps, request, build_digest_form(here, person.zone), add_button(Kind.DIGEST))

    async def change_digest(deps: Deps, request: Request, body: Body) -> None:
        uid = body["actions"][0].get("value", "")
        found = await deps.subscribing.find(request, Kind.DIGEST, uid)
        if found is None:
            await deps.messenger.whisper(request, IS_OFF)
            return
        wanted = Wanted(digest_of(found.spec), found.filters)
        channel = next((each.id for each in found.recipients if each.is_channel), "")
        view = build_digest_form(channel, wanted.digest.schedule.zone, wanted, uid)
        await open_modal(deps, request, view, edit_button(found))

    listen(bolt.action(add(Kind.DIGEST)), house, "open digest", add_digest)
    listen(bolt.action(re.compile(f"^{EDIT}-d[0-9]+$")), house, "open digest", change_digest)

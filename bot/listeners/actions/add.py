"""The buttons that open the form for something that people are told."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.listen import Body, listen
from bot.modals import open_modal
from bot.request import Request
from bot.views.ids import add
from bot.views.modal_digest import build_digest_form
from bot.views.subscriptions import add_button
from core.subscriptions import Kind, Recipient


def register(bolt: AsyncApp, deps: Deps) -> None:
    async def add_digest(request: Request, body: Body) -> None:
        person = await deps.directory.person(request.user)
        here = request.channel if Recipient(request.channel).is_channel else ""
        await open_modal(deps, request, build_digest_form(here, person.zone), add_button(Kind.DIGEST))

    listen(bolt.action(add(Kind.DIGEST)), deps, "open digest", add_digest)

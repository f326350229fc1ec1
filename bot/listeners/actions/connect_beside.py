"""In the Rotate modal: the key was another organization's, and is to be connected beside the others."""

from slack_bolt.async_app import AsyncApp

from bot.allowed import refusal
from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Body, listen
from bot.slack.modals import change_modal
from bot.slack.request import Request
from bot.views.ids import CONNECT_BESIDE
from bot.views.modal_connect import build_connect
from bot.views.modal_rotate import build_not_rotated
from core.rights import Action


def register(bolt: AsyncApp, house: House) -> None:
    async def work(deps: Deps, request: Request, body: Body) -> None:
        no = await refusal(deps, request, Action.CONNECT)
        view = build_connect(deps.vault) if no is None else build_not_rotated(no[0])
        await change_modal(deps, request, body["view"]["id"], view, "`/tokenmeter connect` opens the form.")

    listen(bolt.action(CONNECT_BESIDE), house, "connect beside", work)

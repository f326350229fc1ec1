"""/tokenmeter rotate [NAME]: opens the form for the new key, for managers."""

from bot.allowed import refusal
from bot.deps import Deps
from bot.slack.modals import open_modal
from bot.slack.request import Request
from bot.views.modal_rotate import build_rotate, rotate_button
from bot.views.text import plain
from bot.views.which import LONGEST_BUTTON, build_which
from core.connection import Connection, called
from core.rights import Action


async def rotate(deps: Deps, request: Request, name: str = "") -> None:
    if no := await refusal(deps, request, Action.ROTATE):
        await deps.messenger.whisper(request, *no)
        return
    connections = [each for each in await deps.connections.of(request.workspace) if each.disconnected_at is None]
    found = called(name, connections) if name or len(connections) != 1 else connections[0]
    if found is not None:
        await ask_for_new_key(deps, request, found)
        return
    named = [rotate_button(each) | {"text": plain(each.name[:LONGEST_BUTTON])} for each in connections]
    await deps.messenger.whisper(request, *build_which(name, named))


async def ask_for_new_key(deps: Deps, request: Request, connection: Connection) -> None:
    """Open the form; whoever calls has looked whether the person may."""
    await open_modal(deps, request, build_rotate(connection, deps.vault), rotate_button(connection))

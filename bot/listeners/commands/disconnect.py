"""/tokenmeter disconnect [NAME]: asks first, in a modal, for managers."""

from bot.allowed import refusal
from bot.deps import Deps
from bot.slack.modals import open_modal
from bot.slack.request import Request
from bot.views.modal_disconnect import build_disconnect, disconnect_button
from bot.views.text import plain
from bot.views.which import LONGEST_BUTTON, build_which
from core.connection import Connection, called
from core.rights import Action


async def disconnect(deps: Deps, request: Request, name: str = "") -> None:
    if no := await refusal(deps, request, Action.DISCONNECT):
        await deps.messenger.whisper(request, *no)
        return
    connections = await deps.connections.of(request.workspace)
    # Without a name nothing is guessed, but where there is one alone it is meant, and the modal says its name.
    found = called(name, connections) if name or len(connections) != 1 else connections[0]
    if found is not None:
        await ask_to_disconnect(deps, request, found)
        return
    named = [disconnect_button(each) | {"text": plain(each.name[:LONGEST_BUTTON])} for each in connections]
    await deps.messenger.whisper(request, *build_which(name, named))


async def ask_to_disconnect(deps: Deps, request: Request, connection: Connection) -> None:
    """Open the modal; whoever calls has looked whether the person may."""
    await open_modal(deps, request, build_disconnect(connection, deps.vault), disconnect_button(connection))

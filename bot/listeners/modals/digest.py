"""The form for a digest: it says a sentence, and what is made is what that sentence makes."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.house import House
from bot.slack.listen import Ack, Body, listen
from bot.slack.modals import change_modal
from bot.slack.request import Request
from bot.views.ids import DIGEST_MODAL, FILTER_BLOCK, PLACE_BLOCK, PREVIEW
from bot.views.modal_digest import build_digest_saved, build_digest_saving, read_digest_form
from core.digests import Wanted, parse
from core.questions import NotUnderstood


def wanted_of(body: Body) -> tuple[str, Wanted] | dict[str, str]:
    """The channel and the digest; or what is wrong with the form, by block id."""
    form = read_digest_form(body["view"]["state"]["values"])
    if isinstance(form, dict):
        return form
    channel, said = form
    wanted = parse(said, "UTC")
    if isinstance(wanted, NotUnderstood):
        return {FILTER_BLOCK: (wanted.why or f"I can't read “{wanted.what}”.")[:150]}
    return channel, wanted


def register(bolt: AsyncApp, house: House) -> None:
    async def acknowledge(ack: Ack, body: Body) -> bool:
        form = wanted_of(body)
        if isinstance(form, dict):
            await ack(response_action="errors", errors=form)
            return False
        # One that is changed stays where it was, which may be a DM.
        if not form[0] and not body["view"].get("private_metadata"):
            await ack(response_action="errors", errors={PLACE_BLOCK: "Choose a channel."})
            return False
        await ack(response_action="update", view=build_digest_saving())
        return True

    async def save(deps: Deps, request: Request, body: Body) -> None:
        form = wanted_of(body)
        if not isinstance(form, dict):
            said = await deps.digest_making.from_form(
                request, form[1], form[0], body["view"].get("private_metadata", "")
            )
            await change_modal(deps, request, body["view"]["id"], build_digest_saved(said), said)

    async def preview(deps: Deps, request: Request, body: Body) -> None:
        form = wanted_of(body)
        if isinstance(form, dict):
            await deps.messenger.post(request.user, f"No preview yet: {' '.join(form.values())}", [])
        else:
            await deps.digest_making.preview(request, form[1])

    listen(bolt.view(DIGEST_MODAL), house, "digest", save, acknowledge)
    listen(bolt.action(PREVIEW), house, "preview", preview)

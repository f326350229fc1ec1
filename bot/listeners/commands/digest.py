"""/tokenmeter digest …: scheduled reports in a channel."""

from bot.deps import Deps
from bot.slack.request import Request
from core.subscriptions import Kind
from core.subscriptions.verbs import read_order


async def digest(deps: Deps, request: Request, text: str) -> None:
    order = read_order(text)
    if order is not None:
        await deps.subscribing.order(request, Kind.DIGEST, order)
    else:
        await deps.digest_making.from_sentence(request, text)

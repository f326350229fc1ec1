"""/tokenmeter alert …: rules that tell somebody when something is out of the ordinary."""

from bot.deps import Deps
from bot.request import Request
from core.subscriptions import Kind
from core.subscriptions.verbs import read_order


async def alert(deps: Deps, request: Request, text: str) -> None:
    order = read_order(text)
    if order is not None:
        await deps.subscribing.order(request, Kind.ALERT, order)
    else:
        await deps.alert_making.from_sentence(request, text)

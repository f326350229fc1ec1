"""OpenAI's lists, which come in pages with cursors."""

from contextlib import suppress
from typing import Final, TypeVar

import msgspec

from core.providers.contract import Nonsense
from core.providers.openai.reports import READ_NAMES
from core.providers.openai.transport import Params, Patience, Request, Transport
from core.providers.openai.wire import Listing

_PAGE: Final = 100
_MOST_PAGES: Final = 1_000

ItemT = TypeVar("ItemT")


async def listed(
    transport: Transport,
    patience: Patience,
    path: str,
    decoder: msgspec.json.Decoder[Listing[ItemT]],
    params: Params = (),
    project: str = "",
    reads: str = "names",
) -> list[ItemT]:
    items: list[ItemT] = []
    cursors: list[str] = []
    while len(cursors) < _MOST_PAGES:
        page = [*params, ("limit", _PAGE), *(("after", cursor) for cursor in cursors[-1:])]
        request = Request(path, page, READ_NAMES, reads, project)
        listing = _decoded(decoder, await transport.get(request, patience))
        items += listing.data
        if not listing.has_more:
            return items
        if not listing.last_id or listing.last_id in cursors:
            raise Nonsense("a list that goes in a circle")
        cursors.append(listing.last_id)
    raise Nonsense("a list without an end")


def _decoded(decoder: msgspec.json.Decoder[Listing[ItemT]], body: bytes) -> Listing[ItemT]:
    with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return decoder.decode(body)
    raise Nonsense("a list that is not of the documented form")

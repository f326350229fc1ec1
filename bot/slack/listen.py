"""How every listener is put together: acknowledge with local checks only, then do the work, once."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import structlog
from structlog.contextvars import bound_contextvars

from bot.deps import Deps
from bot.house import House
from bot.installed import NotInstalled
from bot.slack.request import AnotherWorkspace, Request, request_of
from bot.views.trouble import error_text

Ack = Callable[..., Awaitable[Any]]
Body = Mapping[str, Any]
Acknowledge = Callable[[Ack, Body], Awaitable[bool]]
Work = Callable[[Deps, Request, Body], Awaitable[None]]
WorkAnywhere = Callable[[Request, Body], Awaitable[None]]
Register = Callable[[Callable[..., Awaitable[None]]], Any]

LONGEST_NUMBER: Final = 9
"""Digits: any database takes it."""

log = structlog.stdlib.get_logger("tokenmeter.listen")


async def plainly(ack: Ack, body: Body) -> bool:
    """Acknowledge, and go on to the work."""
    await ack()
    return True


def listen(register: Register, house: House, name: str, work: Work, acknowledge: Acknowledge = plainly) -> None:
    """Register a listener with Bolt.

    `acknowledge` answers within Slack's three seconds, without any I/O unless what Slack tells must not get lost, and
    says whether there is work to do; where it fails, Slack repeats the request. `work`
    starts once that answer is written; repeats of the same request are dropped; what fails is told under an error id.
    """

    async def here(request: Request, body: Body) -> None:
        try:
            deps = await house.installed.deps_of(request.workspace)
        except NotInstalled:
            log.warning("the bot was removed from this workspace, or its token revoked", workspace=request.workspace)
            return
        await work(deps, request, body)

    listen_anywhere(register, house, name, here, acknowledge)


def listen_anywhere(
    register: Register, house: House, name: str, work: WorkAnywhere, acknowledge: Acknowledge = plainly
) -> None:
    """As `listen`, for work that needs nothing of the workspace, which may have taken the bot's token away."""

    async def listener(ack: Ack, body: dict[str, Any]) -> None:
        request = request_of(body)
        if not await house.bots.has(request.workspace):
            raise AnotherWorkspace  # Bolt asks nobody about an event such as app_uninstalled
        with bound_contextvars(workspace=request.workspace):
            await take(ack, request, body)

    async def take(ack: Ack, request: Request, body: Body) -> None:
        if not await acknowledge(ack, body):
            return

        async def once() -> None:
            if await house.shared.seen.first_time(request.key, house.shared.clock.now()):
                await work(request, body)
            else:
                log.info("a repeat was dropped", work=name)

        async def tell(error_id: str) -> None:
            deps = await house.installed.deps_of(request.workspace)
            await deps.messenger.whisper(request, error_text(error_id, deps.support))

        house.shared.in_flight.start(name, once(), on_error=tell)

    register(listener)


def number_of(text: str) -> int:
    """A number that a button or a form carries, which comes from outside; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0

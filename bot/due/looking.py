"""Looks after a workspace: tells what is to be told there, and finishes what was begun."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog
from structlog.contextvars import bind_contextvars

from bot.all_of import all_of
from bot.deps import Deps
from bot.digests.posting import times_of
from bot.installed import Installed, NotInstalled
from bot.revoking import Revoking
from bot.subscriptions.holding import ABANDONED
from bot.work import InFlight
from core.clock import Clock
from core.crypto import KeyUnreadable
from core.subscriptions import Kind, Subscription
from core.vault import VaultError
from storage.looks import Look, Looks
from storage.subscriptions import Subscriptions

LONGEST: Final = timedelta(minutes=20)
"""Between two looks at a workspace where nothing has happened. Each of its connections is collected every ten minutes,
well or not, and that is followed by a look: only where that stands still, one comes by itself."""

SOON: Final = timedelta(minutes=1)
"""After which a look tries again what it could not do; later and later, up to LATER: while Slack is down, a crowd that
tries again every minute does nothing else."""

JUST_AFTER: Final = timedelta(seconds=1)
"""After a message's claim may be taken over, a look does so."""

LATER: Final = timedelta(minutes=5)
"""After which a look tries again whose bot's token cannot be read, or that has not gone well for long."""

AT_ONCE: Final = 3
"""Of what one look does: what waits for Slack, for the vault or for a chart keeps nothing else waiting."""

Step = Callable[[], Awaitable[None]]

log = structlog.stdlib.get_logger("tokenmeter.looking")


class Looking:
    def __init__(
        self,
        installed: Installed,
        revoking: Revoking,
        looks: Looks,
        subscriptions: Subscriptions,
        in_flight: InFlight,
        clock: Clock,
    ) -> None:
        self._installed = installed
        self._revoking = revoking
        self._looks = looks
        self._subscriptions = subscriptions
        self._in_flight = in_flight
        self._clock = clock
        self._unwell_since: dict[str, datetime] = {}
        """Workspaces that this process could not do all for, the last time it looked."""

    async def look_after(self, workspace: str) -> None:
        """Do all of it, whenever it was done last; then say when it is due again.

        May be stopped anywhere, and run in several processes at once: what is told is claimed.
        """
        bind_contextvars(workspace=workspace)
        began = self._clock.now()
        look = await self._looks.begin(workspace, began)
        if look is None:
            return
        try:
            is_sure = not look.is_doubted or await self._revoking.ask(workspace)
            deps = await self._installed.deps_of(workspace)
        except NotInstalled:
            await self._looks.end(look, self._clock.now() + LONGEST)
            return
        except (VaultError, KeyUnreadable) as error:
            # Not raised, to be tried again soon: many of these would keep all others from being looked after.
            log.warning("not looked after: the bot's token cannot be read", why=str(error))
            await self._looks.end(look, self._clock.now() + LATER)
            return
        steps = [*(telling(deps, look) if is_sure else ()), *finishing(deps)]
        went_well = await self._all_done(steps, workspace)
        if deps.refusals.any_since() and is_sure:
            is_sure = await self._revoking.doubt(workspace)
        now = self._clock.now()
        left = await self._looks.unfinished(workspace, now)
        is_unfinished = not (went_well and is_sure) or left.others or left.claimed_at is not None
        within = self._within(workspace, now, is_unfinished=is_unfinished)
        told = await self._subscriptions.of(workspace, *Kind)
        taken_over = [left.claimed_at + ABANDONED + JUST_AFTER] if left.claimed_at is not None else []
        # What begins to be due while it looks may have missed it.
        await self._looks.end(look, next_look([*times_by(told, began), *taken_over], began, now + within))

    def _within(self, workspace: str, now: datetime, *, is_unfinished: bool) -> timedelta:
        """How long the next look may be off."""
        if not is_unfinished:
            self._unwell_since.pop(workspace, None)
            return LONGEST
        return again_after(now - self._unwell_since.setdefault(workspace, now))

    async def _all_done(self, steps: Iterable[tuple[str, Step]], workspace: str) -> bool:
        """One that fails is logged under an error id, and keeps none of the others from being done."""
        outcomes: list[bool] = []

        async def one(name: str, step: Step) -> None:
            outcomes.append(await self._in_flight.attempt(f"{name} of {workspace}", step()))

        await all_of((partial(one, *each) for each in steps), AT_ONCE)
        return all(outcomes)


def telling(deps: Deps, look: Look) -> list[tuple[str, Step]]:
    async def alerts() -> None:
        steps = (deps.alert_defaults.set_all, deps.alert_judging.judge_all, deps.alert_telling.tell_all)
        await all_of(steps, 1)

    steps: list[tuple[str, Step]] = [
        ("post digests", deps.digests.post_due),
        ("alerts", alerts),
        ("tell of lights", deps.lights.tell_all),
        ("tell of limits", deps.blocking.tell_all),
        ("tell of budgets", deps.budgets.tell_due),
        ("remind to rotate", deps.reminding.remind_all),
        ("welcome", deps.welcoming.welcome),
    ]
    if look.is_hourly:
        steps.append(("settle digests", deps.digests.settle_all))
    return steps


def finishing(deps: Deps) -> list[tuple[str, Step]]:
    return [
        ("finish disconnecting", deps.disconnecting.finish_marked),
        ("finish rotating", deps.rotation.settle_all),
    ]


def times_by(told: Sequence[Subscription], now: datetime) -> Iterator[datetime]:
    """The instants at which something of these begins to be due: digests, and ends of pauses."""
    for each in told:
        if each.kind is Kind.DIGEST and not each.is_paused(now):
            yield from times_of(each, now)
        yield from (until for until in (each.paused_until, *(r.muted_until for r in each.recipients)) if until)


def again_after(unwell: timedelta) -> timedelta:
    """When to try again what has not gone well for so long."""
    return min(max(SOON, unwell / 2), LATER)


def next_look(times: Iterable[datetime], began: datetime, latest: datetime) -> datetime:
    """The first of these times since the last look began, which may be over; `latest` where there is none before it."""
    return min((each for each in times if began < each < latest), default=latest)

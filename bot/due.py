"""What is looked after every now and then, with how often."""

import secrets
from datetime import timedelta

import structlog

from bot.all_of import all_of
from bot.chores import Chore, Chores
from bot.deps import Deps
from bot.house import House
from bot.work import InFlight
from core.keys import TOKENS
from core.sweep import sweep
from storage.installation import Installation
from storage.installs import Installs
from storage.retention import GRACE, Retention

FORGET_AFTER = timedelta(days=2)
"""Slack repeats a request for an hour; a person's request to the managers counts for a day."""

logger = structlog.stdlib.get_logger("tokenmeter")


def chores_of_house(house: House, installation: Installation) -> Chores:
    shared = house.shared
    keys, connections, clock = shared.keys, shared.connections, shared.clock
    tokens, installs = keys.of_kind(TOKENS), Installs(shared.database)
    chance = secrets.SystemRandom().random

    async def sweep_vault() -> None:
        swept = await sweep(keys, connections, tokens, installs, clock.now(), installation.made_at, chance)
        if swept.destroyed or swept.kept or swept.gone:
            logger.warning("swept the vault", destroyed=swept.destroyed, kept=swept.kept, gone=len(swept.gone))

    async def forget_requests() -> None:
        await shared.seen.forget(clock.now() - FORGET_AFTER)

    async def forget_hours() -> None:
        kept = timedelta(days=shared.settings.hourly_days) + GRACE
        rows = await Retention(shared.database).forget_hours((clock.now() - kept).date())
        if rows:
            logger.info("removed hours that outlived their retention", rows=rows)

    chores = {
        "finish purging": Chore(timedelta(minutes=1), house.purging.finish_all),
        "sweep the vault": Chore(timedelta(hours=1), sweep_vault),
        "forget requests": Chore(timedelta(hours=1), forget_requests),
        "forget old hours": Chore(timedelta(hours=6), forget_hours),
    }
    return Chores(chores, shared.in_flight, clock)


def chores_of_workspace(deps: Deps, in_flight: InFlight) -> Chores:
    async def alerts() -> None:
        steps = (deps.alert_defaults.set_all, deps.alert_judging.judge_all, deps.alert_telling.tell_all)
        await all_of(steps, 1)

    chores = {
        "finish disconnecting": Chore(timedelta(minutes=1), deps.disconnecting.finish_marked),
        "finish rotating": Chore(timedelta(minutes=1), deps.rotation.settle_all),
        "tell of lights": Chore(timedelta(minutes=1), deps.lights.tell_all),
        "refresh home": Chore(timedelta(minutes=1), deps.home.refresh),
        "tell of limits": Chore(timedelta(minutes=1), deps.blocking.tell_all),
        "remind to rotate": Chore(timedelta(minutes=1), deps.reminding.remind_all),
        "alerts": Chore(timedelta(minutes=1), alerts),
        "post digests": Chore(timedelta(minutes=1), deps.digests.post_due),
        "tell of budgets": Chore(timedelta(minutes=5), deps.budgets.tell_due),
        "settle digests": Chore(timedelta(hours=1), deps.digests.settle_all),
    }
    return Chores(chores, in_flight, deps.clock)


class Due:
    """What is due by the clock, of the process and of each workspace."""

    def __init__(self, house: House, installation: Installation) -> None:
        self._house = house
        self._of_house = chores_of_house(house, installation)
        self._of: dict[str, tuple[Deps, Chores]] = {}

    async def start(self) -> None:
        await self._house.collecting.start_due()
        await self._of_house.start_due()
        for workspace in await self._house.bots.all():
            deps = await self._house.installed.deps_of(workspace)
            kept = self._of.get(workspace)
            if kept is None or kept[0] is not deps:
                kept = deps, chores_of_workspace(deps, self._house.shared.in_flight)
                self._of[workspace] = kept
            await kept[1].start_due()

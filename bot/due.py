"""What is looked after every now and then, with how often."""

import secrets
from datetime import timedelta

import structlog

from bot.all_of import all_of
from bot.chores import Chore, Chores
from bot.deps import Deps
from bot.settings import Settings
from core.keys import KeyKeeper
from core.sweep import sweep
from storage.connections import Connections
from storage.database import Database
from storage.installation import Installation
from storage.retention import GRACE, Retention
from storage.seen import Seen

FORGET_AFTER = timedelta(days=2)
"""Slack repeats a request for an hour; a person's request to the managers counts for a day."""

logger = structlog.stdlib.get_logger("tokenmeter")


def chores_of(
    settings: Settings, database: Database, keys: KeyKeeper, installation: Installation, deps: Deps
) -> Chores:
    connections, seen = Connections(database), Seen(database)
    chance = secrets.SystemRandom().random

    async def sweep_vault() -> None:
        swept = await sweep(keys, connections, deps.clock.now(), installation.made_at, chance)
        if swept.destroyed or swept.kept or swept.gone:
            logger.warning("swept the vault", destroyed=swept.destroyed, kept=swept.kept, gone=len(swept.gone))

    async def forget_requests() -> None:
        await seen.forget(deps.clock.now() - FORGET_AFTER)

    async def forget_hours() -> None:
        kept = timedelta(days=settings.hourly_days) + GRACE
        rows = await Retention(database).forget_hours((deps.clock.now() - kept).date())
        if rows:
            logger.info("removed hours that outlived their retention", rows=rows)

    async def alerts() -> None:
        steps = (deps.alert_defaults.set_all, deps.alert_judging.judge_all, deps.alert_telling.tell_all)
        await all_of(steps, 1)

    chores = {
        "finish disconnecting": Chore(timedelta(minutes=1), deps.disconnecting.finish_marked),
        "finish rotating": Chore(timedelta(minutes=1), deps.rotation.settle_all),
        "finish purging": Chore(timedelta(minutes=1), deps.purging.finish_all),
        "tell of lights": Chore(timedelta(minutes=1), deps.lights.tell_all),
        "refresh home": Chore(timedelta(minutes=1), deps.home.refresh),
        "tell of limits": Chore(timedelta(minutes=1), deps.blocking.tell_all),
        "remind to rotate": Chore(timedelta(minutes=1), deps.reminding.remind_all),
        "alerts": Chore(timedelta(minutes=1), alerts),
        "post digests": Chore(timedelta(minutes=1), deps.digests.post_due),
        "tell of budgets": Chore(timedelta(minutes=5), deps.budgets.tell_due),
        "settle digests": Chore(timedelta(hours=1), deps.digests.settle_all),
        "sweep the vault": Chore(timedelta(hours=1), sweep_vault),
        "forget requests": Chore(timedelta(hours=1), forget_requests),
        "forget old hours": Chore(timedelta(hours=6), forget_hours),
    }
    return Chores(chores, deps.in_flight, deps.clock)

"""What an operator types beside a running bot: the plan grows and the bot imports the rest; a collection by hand."""

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.app import running
from sandbox.openai.keys import DEFAULT_KEY
from storage.connections import Connections
from storage.database import Database
from storage.usage import UsageStore
from tests.acceptance.conftest import DAYS as FEW
from tests.real_town import quick_bot, real_town, run_command
from tests.town import Town

DAYS = 10
MORE = 40


async def test_a_plan_grows_and_days_are_read_again_beside_a_running_bot(tmp_path: Path) -> None:
    async with real_town(tmp_path, TOKENMETER_BACKFILL_DAYS=str(DAYS)) as acme:
        database = Database(acme.database)
        async with acme.bot(quick_bot()):
            await acme.connect(DEFAULT_KEY)
            await acme.ana.message(acme.im, "last 30 days", seconds=60)
            [connection] = await Connections(database).collected()

            status, written, _ = await run_command(
                acme, "plan", connection.workspace, "paid", TOKENMETER_BACKFILL_DAYS=str(MORE)
            )
            assert status == 0
            assert f"Acme production imports {MORE - DAYS} more days" in written
            today = acme.world.now().date()
            async with asyncio.timeout(60):
                while len(await costs_of(database)) < MORE:  # noqa: ASYNC110  # nobody tells us
                    await asyncio.sleep(0.2)

            acme.openai.requests.clear()
            status, written, complained = await run_command(
                acme, "collect", "acme production", "--since", str(today - timedelta(days=MORE + 4))
            )
            assert (status, complained) == (0, ""), complained
            assert written.startswith(f"🟢 Acme production: {MORE + 5} of {MORE + 5} days are there since ")
            assert len(acme.openai.requests) >= 1 + 11 * 7
        assert set(await costs_of(database)) == {today - timedelta(days=n) for n in range(MORE + 5)}
        assert "Traceback" not in acme.log.read_text()
        await database.close()


async def costs_of(database: Database) -> list[object]:
    """The days whose costs are there."""
    [connection] = await Connections(database).collected()
    return [line.day for line in await UsageStore(database).ledger(connection) if line.endpoint == "costs"]


async def test_a_bot_that_starts_with_more_backfill_days_fetches_the_rest_by_itself(connected: Town) -> None:
    database = connected.house.shared.database
    assert len(await costs_of(database)) == FEW
    more = connected.settings.model_copy(update={"port": 0, "backfill_days": FEW + 15})
    async with running(more, connected.deps.clock), asyncio.timeout(60):
        while len(await costs_of(database)) < FEW + 15:  # noqa: ASYNC110  # nobody tells us
            await asyncio.sleep(0.1)
    [connection] = await Connections(database).collected()
    assert connection.first_day == connected.deps.clock.now().date() - timedelta(days=FEW + 14)

"""The Home tabs that people look at, over many workspaces."""

import asyncio

from bot.bots import Bot, OneBot
from bot.deps import Deps
from bot.home.open_tabs import AllOpenTabs, Tab
from bot.home.refreshing import HomeRefreshing
from bot.installed import Installed
from bot.work import InFlight
from core.secret import Secret
from tests.conftest import FixedClock
from tests.unit.worlds import NOW


def not_built(bot: Bot) -> Deps:
    raise AssertionError(bot.workspace)


async def test_those_of_a_workspace_that_has_uninstalled_the_bot_are_forgotten() -> None:
    open_tabs, in_flight = AllOpenTabs(), InFlight(lambda: "0a1b2c3d")
    open_tabs.of("T1").by_user["U0ANA"] = Tab(NOW, NOW)
    installed = Installed(OneBot(Bot("T2", "Beta", Secret(""))), not_built)
    HomeRefreshing(open_tabs, installed, in_flight, FixedClock(NOW)).start_due()
    assert open_tabs.workspaces() == ["T1"]
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "refresh home"))
    assert open_tabs.workspaces() == []

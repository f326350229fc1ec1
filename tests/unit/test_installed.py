"""The workspaces that a process serves: each has its own composition, with the token that it has now."""

from dataclasses import replace
from typing import Any, cast

import pytest

from bot.bots import Bot
from bot.installed import Installed, NotInstalled
from core.secret import Secret

ACME = Bot("T1", "Acme", Secret("xoxb-" + "test-" * 4))
GLOBEX = Bot("T2", "Globex", Secret("xoxb-" + "test-" * 5))


class Bots:
    def __init__(self, *bots: Bot) -> None:
        self.known = {bot.workspace: bot for bot in bots}

    async def has(self, workspace: str) -> bool:
        return workspace in self.known

    async def of(self, workspace: str) -> Bot | None:
        return self.known.get(workspace)

    async def all(self) -> list[str]:
        return list(self.known)

    async def tend(self) -> None:
        """Their tokens do not end."""


class Built:
    """Builds what says for whom it was built, and how often."""

    def __init__(self) -> None:
        self.bots: list[Bot] = []

    def __call__(self, bot: Bot) -> Any:
        self.bots.append(bot)
        return bot.workspace, len(self.bots)


async def test_each_workspace_is_built_once_and_has_its_own() -> None:
    built = Built()
    installed = Installed(Bots(ACME, GLOBEX), built)
    acme, globex = await installed.deps_of("T1"), await installed.deps_of("T2")
    assert acme is await installed.deps_of("T1")
    assert [cast("Any", each)[0] for each in (acme, globex)] == ["T1", "T2"]
    assert built.bots == [ACME, GLOBEX]


async def test_a_new_token_takes_the_old_one_s_place() -> None:
    bots, built = Bots(ACME), Built()
    installed = Installed(bots, built)
    await installed.deps_of("T1")
    bots.known["T1"] = replace(ACME, token=Secret("xoxb-" + "newer-" * 4))
    await installed.deps_of("T1")
    await installed.deps_of("T1")
    assert built.bots == [ACME, bots.known["T1"]]


async def test_where_it_is_not_installed_any_more_nothing_is_kept() -> None:
    bots, built = Bots(ACME), Built()
    installed = Installed(bots, built)
    await installed.deps_of("T1")
    del bots.known["T1"]
    with pytest.raises(NotInstalled):
        await installed.deps_of("T1")
    bots.known["T1"] = ACME
    await installed.deps_of("T1")
    assert built.bots == [ACME, ACME]


async def test_of_many_those_that_were_needed_last_are_kept() -> None:
    third = replace(ACME, workspace="T3")
    built = Built()
    installed = Installed(Bots(ACME, GLOBEX, third), built, most=2)
    for workspace in ("T1", "T2", "T1", "T3", "T1"):
        await installed.deps_of(workspace)
    assert [bot.workspace for bot in built.bots] == ["T1", "T2", "T3"]
    await installed.deps_of("T2")
    assert [bot.workspace for bot in built.bots] == ["T1", "T2", "T3", "T2"]

"""Killed with -9 at random moments of an import, the bot goes on where it was: to the nano-dollar, and nothing twice.

`python -m tests.storm` does the same 200 times.
"""

from pathlib import Path

import pytest

from sandbox.openai.world import World
from tests.real_town import quick_bot
from tests.storm.kills import Moment, trial

KILLS = 2


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_an_import_that_is_killed_again_and_again_ends_with_openais_own_figures(
    tmp_path: Path, request: pytest.FixtureRequest, kind: str
) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgresql" else ""
    world = World(7, Moment().now, series_an_hour=4)
    result = await trial(tmp_path, url, 20_261_124, KILLS, world, quick_bot())
    assert result.wrong == ()
    assert result.kills

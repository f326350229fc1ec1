"""Everything goes wrong while a history is imported: every figure is OpenAI's own at last. A twentieth of the storm.

That a broken build would be noticed is shown in test_fault_points.py, and by the storm's last organization.
"""

from core.collection.run import AT_ONCE
from tests.storm.rough import rough

DAYS = 20
KILLS = 3
ASKED_BESIDE = 30
"""Names and limits are read beside figures, and those of a process that was killed meanwhile are read again."""


async def test_every_figure_is_openais_own_after_kills_faults_and_a_database_in_trouble(database_url: str) -> None:
    result = await rough(database_url, 1, DAYS, KILLS)
    assert result.wrong == []
    assert result.kills == KILLS
    assert result.restated >= KILLS
    assert result.troubles
    wasted = (AT_ONCE + ASKED_BESIDE) * (result.kills + result.gave_up)
    assert result.requests - wasted < 1.5 * result.least

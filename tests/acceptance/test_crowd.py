"""A small crowd of workspaces, served by `run` and a worker: all of it is done once, and the storm would notice if not.

`python -m tests.storm faults` has a thousand workspaces, and every fault.
"""

import asyncio
from pathlib import Path
from random import Random

import pytest

from tests.crowd import crowd
from tests.postgres import Server
from tests.storm import faults
from tests.storm.crowd_waves import Plan, figures_of, wave, wrong
from tests.storm.storm_faults import collect_all, start

SIZE = 6


@pytest.mark.timeout(240)
def test_what_is_due_in_many_workspaces_is_done_once_and_what_would_be_lost_or_done_twice_is_noticed(
    tmp_path: Path, postgres_server: str
) -> None:
    with crowd(tmp_path, Server(postgres_server), SIZE, series=1, latency=0.02) as town:
        start(town, workers=1)
        collect_all(town)
        outcome = asyncio.run(wave(town, faults.nothing, Plan(faults=0, every=1, helps=5, patience=120), Random(7)))
        assert (outcome.lost, outcome.doubled) == (0, 0)
        assert outcome.asked["unacknowledged"] == 0
        assert outcome.asked["helped"] == outcome.asked["helps"] == 5

        for name in list(town.processes):
            town.end(name)
        counted, reference = town.counted(), figures_of(town)
        twice, gone = [mark for mark in counted["marks"] if "reminder" in mark][:2]
        counted["marks"][twice] += 1
        del counted["marks"][gone]
        town.sql("UPDATE cost_daily SET nanos = 2 * nanos WHERE connection = 1")
        town.sql("DELETE FROM ledger WHERE connection = 2")
        assert wrong(town, counted, reference) == (2, 2)

"""Rules that are judged in one round share what they read, and nothing that differs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts.figures import AlertFigures
from bot.answers.estimating import Estimating
from bot.answers.narrow import Narrow
from bot.answers.whole_days import WholeDays
from bot.once import Once
from core.alerts.figures import Figures as Read
from core.connection import NewConnection
from core.estimates.public import list_price
from core.providers.contract import CostRow, Figures, Series, UsageRow, Window
from core.providers.openai import OpenAI, match
from core.questions import Dimension, Filter, Filters, Measure
from storage.connections import Connections
from storage.database import Database
from storage.estimates import DailyRows
from storage.names import NameStore
from storage.reports import Reports
from storage.rows import HOUR, epoch
from storage.usage import UsageStore
from storage.workspaces import Workspaces

NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
FIRST = NOW - timedelta(days=40)
WEB, SEARCH = ((Filter(Dimension.PROJECT, name),) for name in ("proj_web", "proj_search"))
O3 = (Filter(Dimension.MODEL, "o3"),)


@pytest.fixture
async def figures(database: Database) -> AlertFigures:
    await Workspaces(database).ensure("T1", "T1", "paid", FIRST)
    new = NewConnection("c1", "T1", "openai", "Main", "", "U1", b"", (b"1",), "abcd", FIRST, FIRST.date())
    connection = await Connections(database).add(new)
    window = Window(FIRST.date(), NOW.date() + timedelta(days=1))
    labels = [
        (("key", f"key_{project}"), ("project", f"proj_{project}"), ("model", model))
        for project in ("web", "search")
        for model in ("o3", "gpt-4o-mini")
    ]
    usage, rows = UsageStore(database), DailyRows(database)
    for endpoint in OpenAI.endpoints:
        read = Figures(endpoint, window, endpoint.widths[0], ("key", "model", "project"), ())
        starts = [epoch(day) for day in window.days()]
        if endpoint.name == "completions":
            used = [
                UsageRow(start + 3 * HOUR, number, number + 1, 1_000 * 3**number, 10, 0, None, None)
                for start in starts
                for number in range(len(labels))
            ]
            read = replace(read, series=[Series("completions", "", "", each) for each in labels], usage=used)
        if endpoint.kind == "costs":
            billed = [
                Series("costs", "tokens", "usd", (*each[:2], ("item", f"{each[2][1]}, input"))) for each in labels
            ]
            costs = [CostRow(start, n, 10**9 * (n + 1), 1_000.0 * 3**n) for start in starts[:-2] for n in range(4)]
            read = replace(read, series=billed, costs=costs, grouping=("key", "item", "project"))
        await usage.replace(connection, read, NOW)
    connections, names, reports = Connections(database), NameStore(database), Reports(database)
    return AlertFigures(
        connections,
        Narrow(reports, names),
        WholeDays(usage, OpenAI.endpoints),
        rows,
        reports,
        Estimating(rows, usage, match, list_price),
        frozenset(),
        match,
    )


ASKED: list[tuple[Filters, tuple[Filters, ...], Measure, int]] = [
    (filters, scopes, measure, days)
    for filters in ((), WEB)
    for scopes in ((), (O3,))
    for measure in (Measure.COST, Measure.TOKENS)
    for days in (3, 29)
]


async def test_what_is_read_in_one_round_is_what_each_rule_would_have_read_alone(figures: AlertFigures) -> None:
    once, found = Once(), list[tuple[Read, ...]]()
    for filters, scopes, measure, days in ASKED:
        shared = await figures.of("T1", filters, scopes, measure, NOW, days, once=once)
        assert shared == await figures.of("T1", filters, scopes, measure, NOW, days)
        found += [shared] if shared not in found else []
    assert len(found) == len(ASKED)  # so that no two of them could have been taken for each other


async def test_what_was_ever_paid_for_is_told_apart_by_filter_and_dimension(figures: AlertFigures) -> None:
    once, found = Once(), set[frozenset[tuple[int, str]]]()
    for filters in ((), WEB, SEARCH):
        for dimension in (Dimension.KEY, Dimension.PROJECT):
            shared = await figures.known("T1", filters, (), dimension, NOW, once)
            assert shared == await figures.known("T1", filters, (), dimension, NOW)
            found.add(frozenset(shared))
    assert len(found) == 6
    assert await figures.known("T1", (), (), Dimension.KEY, FIRST) == set(), "as it was known when the history began"


async def test_the_next_round_reads_anew(figures: AlertFigures, database: Database) -> None:
    once = Once()
    before = await figures.of("T1", (), (), Measure.TOKENS, NOW, once=once)
    window = Window(NOW.date(), NOW.date() + timedelta(days=1))
    (connection,) = await Connections(database).of("T1")
    endpoint = next(each for each in OpenAI.endpoints if each.name == "completions")
    nothing = Figures(endpoint, window, "1h", ("key", "model", "project"), ())
    await UsageStore(database).replace(connection, nothing, NOW)
    assert await figures.of("T1", (), (), Measure.TOKENS, NOW, once=once) == before
    assert await figures.of("T1", (), (), Measure.TOKENS, NOW, once=Once()) != before

"""Questions with filters and limits over a real database: every figure of a report is narrowed alike."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.answers.asking import Asking
from bot.answers.estimating import Estimating
from bot.answers.whole_days import WholeDays
from bot.chart_process import ChartProcess
from core.connection import Connection
from core.forecasts import Forecast, TooLittle
from core.money import NANOS
from core.people import People
from core.providers.contract import Name, NameKind, Names, Series
from core.providers.openai import OpenAI, match
from core.questions import Dimension, Filters, NotUnderstood, Question, parse, read_filters
from core.reports import Answer, NoConnection, NoSuchUser, NothingLeft, NothingUsed, Rates, Report, Unmatched
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.estimates import DailyRows
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.usage import UsageStore
from tests.conftest import FixedClock
from tests.integration.given import EMBEDDINGS, NOW, TODAY, connected, cost, costs, restate, usage, used, window
from tests.unit.test_empty_views import asked_in_help

PROJECTS, KEYS, MODELS = ("proj_search", "proj_web", ""), ("key_ci", "key_app"), ("gpt-5", "gpt-5-mini", "o3")
LABELS = list(product(PROJECTS, KEYS, MODELS))
BILLED = tuple(
    Series("costs", "", "usd", (("project", p), ("key", k), ("item", f"{m}, input"), ("model", m)))
    for p, k, m in LABELS
)
USED = tuple(Series("completions", "", "", (("project", p), ("key", k), ("model", m))) for p, k, m in LABELS)
SEEN = NOW - timedelta(days=3)


class World:
    """Acme and Beta, each series of theirs costs another power of two of dollars a day, and as many tokens."""

    def __init__(self, database: Database, clock: FixedClock, cache: Path) -> None:
        self.database = database
        self.names = NameStore(database)
        self._usage = UsageStore(database)
        self.asking = Asking(
            Connections(database),
            WholeDays(self._usage, OpenAI.endpoints),
            Reports(database),
            Restatements(database),
            self.names,
            Estimating(DailyRows(database), self._usage, match, lambda *_: None),
            Colours(database),
            ChartProcess(cache),
            clock,
        )

    async def fill(
        self, connection: Connection, cost_grouping: Sequence[str] = ("project", "key", "item"), days: int = 20
    ) -> None:
        await self.names.remember(
            connection,
            Names(
                [
                    Name(NameKind.PROJECT, "proj_search", "Search & Rank"),
                    Name(NameKind.PROJECT, "proj_web", "Web"),
                    Name(NameKind.KEY, "key_ci", "ci"),
                    Name(NameKind.KEY, "key_app", "app"),
                ]
            ),
        )
        of, spent_on = window(days, days), [TODAY - timedelta(days=age) for age in range(1, days + 1)]
        numbers = range(len(LABELS))
        billed = costs(
            of,
            *(cost(day, n, NANOS << n) for day in spent_on for n in numbers),
            series=BILLED,
            grouping=tuple(cost_grouping),
        )
        spent = usage(
            of,
            *(used(day, 1, n, requests=1 << n, tokens=100) for day in spent_on for n in numbers),
            series=USED,
            grouping=("project", "key", "model"),
        )
        for figures in (billed, spent):
            await self._usage.replace(connection, figures, SEEN)
            await self._usage.replace(connection, figures, NOW)

    async def ask(self, text: str, *limits: str) -> Answer:
        return await self.asking.sums("T1", asked(text), [filters(each) for each in limits])

    async def dollars(self, text: str, *limits: str) -> int:
        found = await self.ask(f"yesterday {text}", *limits)
        assert isinstance(found, Report), found
        assert sum(line.amount for line in found.lines) in (0, found.total)
        return found.total // (NANOS if found.unit == "usd" else 1)


def asked(text: str) -> Question:
    question = parse(text, TODAY)
    assert isinstance(question, Question), question
    return question


def filters(text: str) -> Filters:
    found = read_filters(text)
    assert not isinstance(found, NotUnderstood), found
    return found


def expected(keeps: str, times: int = 1) -> int:
    """The sum over the series for which the expression of `p`, `k` and `m` holds."""
    held = (1 << n for n, (p, k, m) in enumerate(LABELS) if eval(keeps, {"p": p, "k": k, "m": m}))  # noqa: S307
    return times * sum(held)


@pytest.fixture
async def world(database: Database, clock: FixedClock, tmp_path: Path) -> World:
    world = World(database, clock, tmp_path)
    await world.fill(await connected(database))
    return world


@pytest.mark.parametrize(
    ("asked", "keeps"),
    [
        ("", "True"),
        ('for project:"search & rank"', "p == 'proj_search'"),
        ("for project:proj_w*", "p == 'proj_web'"),
        ("for project:Web project:search*", "p"),
        ("for -project:web", "p != 'proj_web'"),
        ("for -project:*", "not p"),
        ("for model:gpt-5", "m == 'gpt-5'"),
        ("for model:gpt-5*", "m.startswith('gpt-5')"),
        ("for model:gpt* -model:*mini", "m == 'gpt-5'"),
        ("for key:ci project:web -model:o3", "k == 'key_ci' and p == 'proj_web' and m != 'o3'"),
        ("for connection:acme -key:key_app", "k == 'key_ci'"),
    ],
)
async def test_filters_keep_what_they_say(world: World, asked: str, keeps: str) -> None:
    for how in ("", "by model", "by project", "by key in requests", "in requests"):
        assert await world.dollars(f"{asked} {how}") == expected(keeps), how
    # A limit means the same, and holds beside the question's own filters.
    limit = asked.removeprefix("for ")
    assert await world.dollars("by key", limit) == expected(keeps)
    assert await world.dollars("for key:ci", limit) == expected(f"({keeps}) and k == 'key_ci'")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_every_question_that_help_shows_has_an_answer(world: World) -> None:
    """None is refused for what it is: figures, or why there are none here."""
    figures = 0
    for example in asked_in_help():
        found = await world.asking.answer("T1", asked(example), (), People("ana@acme.example"))
        figures += isinstance(found, Report | Rates)
        if isinstance(found, NotUnderstood):
            of_this_world = ("OpenAI does not split", "No item of", "No user of", "None of these days")
            assert found.why.startswith(of_this_world), (example, found)
    assert figures > 30


async def test_limits_are_alternatives_within_and_all_hold_together(world: World) -> None:
    assert await world.dollars("", "project:web project:search*", "model:o3", "-key:ci") == expected(
        "p and m == 'o3' and k != 'key_ci'"
    )


async def test_the_change_and_what_is_not_billed_are_narrowed_too(world: World) -> None:
    found = await world.ask("last 8 days for project:web key:ci", "model:o3")
    assert isinstance(found, Report)
    share = expected("p == 'proj_web' and k == 'key_ci' and m == 'o3'") * NANOS
    assert found.change is not None
    assert found.compared is not None
    days = (found.compared[1] - found.compared[0]).days + 1
    assert (found.change.now, found.change.before) == (share * days, share * days)
    assert found.scopes == (filters("model:o3"),)

    # Today there is usage and no bill: of three models, and of one alone.
    connection = (await Connections(world.database).of("T1"))[0]
    store, today = UsageStore(world.database), window(0)
    rows = [used(TODAY, 1, n, requests=1, tokens=100) for n in range(len(LABELS))]
    grouping = ("project", "key", "model")
    await store.replace(connection, usage(today, *rows, series=USED, grouping=grouping), NOW)
    await store.replace(connection, costs(today), NOW)
    for text, keeps in (("today", "True"), ("today for -model:gpt*", "m == 'o3'")):
        found = await world.ask(text)
        assert isinstance(found, Report)
        assert found.not_billed is not None
        assert found.not_billed.amount == expected(keeps) * NANOS
        assert found.not_billed.usual_error == 1


async def test_costs_that_are_not_split_by_key_are_shared_out_by_what_each_key_used(world: World) -> None:
    """Both keys used as much, but one of them in batches, at half the price."""
    connection = (await Connections(world.database).of("T1"))[0]
    store, of = UsageStore(world.database), window(2, 2)
    days = [TODAY - timedelta(days=age) for age in (1, 2)]
    billed = (
        Series("costs", "", "usd", (("project", "proj_web"), ("item", "o3, input"), ("model", "o3"))),
        Series("costs", "", "usd", (("project", "proj_web"), ("item", "service credit"), ("model", ""))),
    )
    rows = [cost(day, n, nanos) for day in days for n, nanos in enumerate((10 * NANOS + 1, -NANOS))]
    await store.replace(connection, costs(of, *rows, series=billed, grouping=("project", "item")), NOW)
    by_key = tuple(
        Series("completions", "", "", (("project", "proj_web"), ("key", key), ("model", "o3"), ("batch", batch)))
        for key, batch in (("key_ci", "true"), ("key_app", "false"))
    )
    spent = usage(of, *(used(day, 1, n) for day in days for n in (0, 1)), series=by_key, grouping=("project", "key"))
    await store.replace(connection, spent, NOW)

    found = await world.ask("yesterday by key")
    assert isinstance(found, Report)
    assert found.shown == "$9.00"
    assert [(line.name, line.shown) for line in found.lines] == [
        ("app", "≈ $6.67"),
        ("ci", "≈ $3.33"),
        ("Not split by key", "-$1.00"),
    ]
    assert sum(line.amount for line in found.lines) == found.total == 9 * NANOS + 1
    assert found.shared == (TODAY - timedelta(days=1),)
    pairs = await world.ask("yesterday by model, key")
    assert isinstance(pairs, Report)
    assert {line.name: line.shown for line in pairs.lines} == {
        "o3 · app": "≈ $6.67",
        "o3 · ci": "≈ $3.33",
        "No model (storage, tools …) · Not split by key": "-$1.00",
    }
    mixed = await world.ask("last 7 days by key")
    assert isinstance(mixed, Report)
    assert len(mixed.shared) == 2
    assert sum(line.amount for line in mixed.lines) == mixed.total

    await store.replace(connection, usage(of, series=by_key, grouping=("project", "model")), NOW)
    assert isinstance(await world.ask("yesterday by key"), NotUnderstood)


async def test_costs_are_told_by_person_where_they_are_shared_out_and_ones_own_are_found_by_e_mail(
    world: World,
) -> None:
    """Ana and a service account used one key, Ana half as much; the credit is nobody's."""
    connection = (await Connections(world.database).of("T1"))[0]
    store, of = UsageStore(world.database), window(2, 2)
    days = [TODAY - timedelta(days=age) for age in (1, 2)]
    billed = (
        Series("costs", "", "usd", (("project", "proj_web"), ("item", "o3, input"), ("model", "o3"))),
        Series("costs", "", "usd", (("project", "proj_web"), ("item", "service credit"), ("model", ""))),
    )
    rows = [cost(day, n, nanos) for day in days for n, nanos in enumerate((9 * NANOS, -NANOS))]
    await store.replace(connection, costs(of, *rows, series=billed, grouping=("project", "item")), NOW)
    by_user = tuple(
        Series("completions", "", "", (("project", "proj_web"), ("user", user), ("model", "o3"), ("tier", tier)))
        for user, tier in (("user-ana", "flex"), ("svc-1", "flex"), ("user-gone", "default"))
    )
    numbers = zip((100, 200, 0), (0, 1, 2), strict=True)
    spent = [used(day, 1, n, tokens=tokens) for tokens, n in numbers for day in days]
    grouping = ("project", "user", "model", "tier")
    await store.replace(connection, usage(of, *spent, series=by_user, grouping=grouping), NOW)
    people = [
        Name(NameKind.USER, "user-ana", "Ana Ruiz", email="Ana@acme.example"),
        Name(NameKind.USER, "svc-1", "ranker (service account)"),
        Name(NameKind.USER, "user-idle", "Idle", email="idle@acme.example"),
    ]
    await world.names.remember(connection, Names(people))

    found = await world.ask("yesterday by user")
    assert isinstance(found, Report)
    assert (found.shown, found.total_shared, found.shared_by) == ("$8.00", False, (Dimension.USER,))
    assert [(line.name, line.shown) for line in found.lines] == [
        ("ranker (service account)", "≈ $6.00"),
        ("Ana Ruiz", "≈ $3.00"),
        ("Not split by user", "-$1.00"),
    ]
    by_tier = await world.ask("yesterday by tier")
    assert isinstance(by_tier, Report)
    assert {line.name: line.shown for line in by_tier.lines} == {"flex": "≈ $9.00", "Not split by tier": "-$1.00"}
    by_kind = await world.ask("yesterday by kind, user")
    assert isinstance(by_kind, Report)
    assert {line.name: line.shown for line in by_kind.lines} == {
        "completions · ranker (service account)": "≈ $6.00",
        "completions · Ana Ruiz": "≈ $3.00",
        "Not split by kind · Not split by user": "-$1.00",
    }

    for text, people_of in (
        ("yesterday by model mine", People("ANA@acme.example ")),
        ("yesterday by model for user:<@U1|ana>", People("", {"U1": "ana@acme.example"})),
        ("yesterday by model for user:@ana*", People()),
    ):
        own = await world.asking.answer("T1", asked(text), (), people_of)
        assert isinstance(own, Report), text
        assert (own.shown, own.total, own.total_shared) == ("≈ $3.00", 3 * NANOS, True)
        assert [line.name for line in own.lines] == ["o3"]
    idle = await world.asking.answer("T1", asked("7d mine"), (), People("idle@acme.example"))
    assert isinstance(idle, NothingUsed)
    for email, why in (("", Unmatched.NO_EMAIL), ("ben@acme.example", Unmatched.NOBODY)):
        nobody = await world.asking.answer("T1", asked("yesterday mine"), (), People(email))
        assert nobody == NoSuchUser(asked("yesterday mine"), "", why)
    stored = str([tuple(row) for row in await _all_of(world.database, "SELECT * FROM name")])
    assert "Ana Ruiz" in stored
    assert "acme.example" not in stored.lower()


async def _all_of(database: Database, query: str) -> list[Any]:
    async with database.reading() as session:
        return list(await (await session.connection()).exec_driver_sql(query))


async def test_connections_are_narrowed_with_what_is_known_of_their_days(world: World) -> None:
    """Beta's days are missing: who asks about Acme alone is not told so."""
    beta = await connected(world.database, name="Beta", number=2)
    whole, acme = await world.ask("7d"), await world.ask("7d for connection:acme")
    assert isinstance(whole, Report)
    assert isinstance(acme, Report)
    assert (len(whole.days.missing), acme.days.missing) == (6, ())
    await world.fill(beta)
    assert await world.dollars("") == expected("True", times=2)
    assert await world.dollars("for project:web") == expected("p == 'proj_web'", times=2)
    assert await world.dollars("for -connection:beta") == expected("True")
    assert await world.dollars("by connection", "connection:beta model:o3") == expected("m == 'o3'")


@pytest.mark.parametrize(
    ("asked", "limits", "told"),
    [
        ("last 30 days", (), True),
        ("last 30 days for connection:Acme", ("connection:Acme",), True),
        ("last 30 days in requests", (), False),
        ("last 7 days", (), False),
        ("last 30 days for project:proj_web", (), False),
        ("last 30 days", ("project:proj_web",), False),
    ],
)
async def test_what_was_restated_is_told_of_the_days_that_are_asked_about_as_a_whole(
    world: World, asked: str, limits: Sequence[str], told: bool
) -> None:
    """What a whole day was restated by says too much to who may see a part of it."""
    (acme,) = await Connections(world.database).of("T1")
    day = await restate(world.database, acme)
    found = await world.ask(asked, *limits)
    assert isinstance(found, Report)
    assert [each.day for each in found.restated] == ([day] if told else [])


async def test_a_name_that_matches_nothing_is_answered_with_the_nearest_ones(world: World) -> None:
    found = await world.ask('7d by model for project:"Serch & Rank" -model:o3')
    assert found == NotUnderstood(
        'project:"Serch & Rank"',
        ('usage last 7 days by model for project:"Search & Rank" -model:o3',),
        "No project of this name has been collected.",
    )
    found = await world.ask("7d for -key:nightly")
    assert isinstance(found, NotUnderstood)
    assert found.nearest == ("usage last 7 days",)


async def test_what_lies_outside_a_limit_is_not_offered_either(world: World) -> None:
    """Someone who may see Web alone does not learn what other projects and keys are called."""
    found = await world.ask("7d for project:serch", "project:web")
    assert isinstance(found, NotUnderstood)
    assert "Search" not in str(found)
    found = await world.ask("7d for project:search*", "project:web")
    assert isinstance(found, NotUnderstood)
    assert "& Rank" not in str(found)


async def test_limits_that_leave_nothing_say_so_and_are_no_zero(world: World) -> None:
    for limit in ("project:nobody", "connection:gone", "-connection:*"):
        assert isinstance(await world.ask("7d", limit), NothingLeft)
    assert isinstance(await world.ask("7d for -connection:acme"), NothingLeft)
    assert isinstance(await world.ask("7d for project:web project:search*", "-project:*"), NotUnderstood)
    control = await world.ask("7d", "project:web")
    assert isinstance(control, Report)


async def test_a_filter_that_nothing_of_the_period_has_is_a_zero(world: World, clock: FixedClock) -> None:
    connection = (await Connections(world.database).of("T1"))[0]
    emptied = costs(window(5, 5), grouping=("project", "key", "item"))
    for days in (2, 4):
        await UsageStore(world.database).replace(connection, emptied, NOW + timedelta(days=days))
    clock.move(timedelta(days=4))
    found = await world.ask("2026-11-20 for model:o3", "project:web")
    assert isinstance(found, NothingUsed)
    assert found.scopes == (filters("project:web"),)
    assert isinstance(await world.ask("2026-11-18 for model:o3", "project:web"), Report)


async def test_what_is_not_split_by_a_dimension_fails_closed_and_is_named(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    """NULL labels: neither kept by a filter nor let through by an exclusion."""
    world = World(database, clock, tmp_path)
    acme = await connected(database)
    await world.fill(acme)
    undivided = Series("costs", "", "usd", (("project", "proj_web"), ("item", "o3, input"), ("model", "o3")))
    yesterday = TODAY - timedelta(days=1)
    whole = costs(window(1), cost(yesterday, 0, 100 * NANOS), series=(undivided,), grouping=("project", "item"))
    await UsageStore(database).replace(acme, whole, NOW)
    assert await world.dollars("") == 100  # the control: it is there
    for text in ("2026-11-21..2026-11-23 for key:ci", "2026-11-21..2026-11-23 for -key:ci"):
        about = await world.ask(text)  # both keys used as much, so that each has half of it, about
        assert isinstance(about, Report)
        assert (about.unsplit, about.shared, about.total_shared) == ((), (yesterday,), True)
        assert about.total == (2 * expected(f"(k == 'key_ci') == {'-' not in text[22:]}") + 50) * NANOS
    unsplit = tuple(Series("completions", "", "", (("project", "proj_web"), ("model", m))) for m in MODELS)
    spent = usage(window(1), used(yesterday, 1, 0), series=unsplit, grouping=("project", "model"))
    await UsageStore(database).replace(acme, spent, NOW)
    for text in ("2026-11-21..2026-11-23 for key:ci", "2026-11-21..2026-11-23 for -key:ci"):
        found = await world.ask(text)
        assert isinstance(found, Report)
        assert found.unsplit == (yesterday,)
        assert found.total == 2 * expected(f"(k == 'key_ci') == {'-' not in text[22:]}") * NANOS
    refused = await world.ask("yesterday for key:ci")
    assert isinstance(refused, NotUnderstood)
    assert refused.why == "OpenAI does not split this organization's costs by key."
    limited = await world.ask("yesterday", "-key:ci")
    assert isinstance(limited, NotUnderstood)


async def test_a_workspace_without_connections_is_told_so_whatever_the_filters(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    world = World(database, clock, tmp_path)
    assert isinstance(await world.ask("7d for project:web", "key:ci"), NoConnection)


async def test_another_workspaces_names_are_neither_matched_nor_offered(world: World) -> None:
    await connected(world.database, workspace="T2", name="Other", number=9)
    theirs = parse("7d for project:web", TODAY)
    assert isinstance(theirs, Question)
    found = await world.asking.answer("T2", theirs)
    assert isinstance(found, NotUnderstood)
    assert found.nearest == ("usage last 7 days",)


async def test_tiers_kinds_and_providers_are_told_apart_and_filtered(world: World) -> None:
    connection = (await Connections(world.database).of("T1"))[0]
    tiers = tuple(Series("completions", "", "", (("model", "o3"), ("tier", tier))) for tier in ("default", "flex", ""))
    vectors = (Series("embeddings", "", "", (("model", "text-embedding-3"),)),)
    store, of, yesterday = UsageStore(world.database), window(1), TODAY - timedelta(days=1)
    rows = [used(yesterday, 1, n, requests=1 << n) for n in range(3)]
    await store.replace(connection, usage(of, *rows, series=tiers, grouping=("model", "tier")), NOW)
    embedded = usage(of, used(yesterday, 1, 0, 32), series=vectors, endpoint=EMBEDDINGS, grouping=("model",))
    await store.replace(connection, embedded, NOW)
    for text, lines in {
        "by tier": {"default": 1, "flex": 2, "No tier": 4, "Not split by tier": 32},
        "by kind": {"completions": 7, "embeddings": 32},
        "by kind, model": {"completions · o3": 7, "embeddings · text-embedding-3": 32},
        "by provider": {"openai": 39},
        "by tier for kind:comp* provider:open*": {"default": 1, "flex": 2, "No tier": 4},
        "by model for tier:flex": {"o3": 2},
        "by model for -tier:flex": {"o3": 5},
    }.items():
        found = await world.ask(f"yesterday in requests {text}")
        assert isinstance(found, Report), found
        assert {line.name: line.amount for line in found.lines} == lines, text
    offered = await world.ask("yesterday in requests for kind:cost")
    assert isinstance(offered, NotUnderstood)
    assert "costs" not in str(offered.nearest)


async def test_a_limit_by_what_costs_do_not_come_by_lets_no_cost_through(world: World) -> None:
    """A bill that names no tier and no kind may be of any: it fails closed, with and without estimates beside it."""
    connection = (await Connections(world.database).of("T1"))[0]
    tiered = (Series("completions", "", "", (("model", "o3"), ("tier", "flex"))),)
    of = window(0)
    await UsageStore(world.database).replace(
        connection, usage(of, used(TODAY, 1, 0, 8), series=tiered, grouping=("model", "tier")), NOW
    )
    for limit in ("tier:flex", "-tier:flex", "kind:completions", "-kind:completions"):
        assert isinstance(await world.ask("7d by model", limit), NotUnderstood)
    for limit in ("tier:flex", "kind:completions"):
        found = await world.ask("today in requests", limit)
        assert isinstance(found, Report)
        assert found.total == 8


async def test_pairs_add_up_to_the_whole(world: World) -> None:
    found = await world.ask('yesterday by project, key for -model:o3 project:"search & rank" project:web')
    assert isinstance(found, Report)
    assert {line.name: line.amount // NANOS for line in found.lines} == {
        f"{project} · {key}": expected(f"(p, k) == ('{p}', 'key_{key}') and m != 'o3'")
        for p, project in (("proj_search", "Search & Rank"), ("proj_web", "Web"))
        for key in ("ci", "app")
    }


@pytest.mark.parametrize(("asked", "keeps"), [("", "True"), ("for project:web", "p == 'proj_web'")])
async def test_a_forecast_is_of_what_is_asked_about(
    database: Database, clock: FixedClock, tmp_path: Path, asked: str, keeps: str
) -> None:
    world = World(database, clock, tmp_path)
    await world.fill(await connected(database), days=40)
    found = await world.ask(f"this month {asked}")
    assert isinstance(found, Report)
    assert isinstance(found.forecast, Forecast)
    assert found.forecast.so_far == found.total == expected(keeps, 23) * NANOS
    assert found.forecast.total == expected(keeps, 30) * NANOS
    week = await world.ask(f"this week {asked}")
    assert isinstance(week, Report)
    assert isinstance(week.forecast, Forecast)
    assert week.forecast.total == expected(keeps, 7) * NANOS


async def test_a_forecast_is_of_what_one_may_ask_about(database: Database, clock: FixedClock, tmp_path: Path) -> None:
    world = World(database, clock, tmp_path)
    await world.fill(await connected(database), days=40)
    found = await world.ask("this month for model:o3", "-key:ci")
    assert isinstance(found, Report)
    assert isinstance(found.forecast, Forecast)
    assert found.forecast.total == expected("m == 'o3' and k == 'key_app'", 30) * NANOS


async def test_costs_that_are_shared_out_are_forecast_too(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    world = World(database, clock, tmp_path)
    await world.fill(await connected(database), ("project", "item"), days=40)
    found = await world.ask("this month for key:ci")
    assert isinstance(found, Report)
    assert found.total_shared
    assert isinstance(found.forecast, Forecast)
    assert found.forecast.so_far == found.total
    assert abs(found.forecast.total * 23 - found.total * 30) < found.total // 100


async def test_only_costs_of_this_month_or_week_have_a_forecast_and_only_with_three_weeks_of_history(
    world: World,
) -> None:
    for text, ahead in {
        "this month": TooLittle(20),
        "november": TooLittle(20),
        "this week": TooLittle(20),
        "week to date": TooLittle(20),
        "last week": None,
        "today": None,
        "last 30 days": None,
        "last month": None,
        "this month in tokens": None,
    }.items():
        found = await world.ask(text)
        assert getattr(found, "forecast", None) == ahead, text

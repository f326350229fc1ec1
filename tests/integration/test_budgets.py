"""Budgets over a real database and a small Slack: told once, to whom it may be told, and not of what is over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from bot.answers.asking import Asking
from bot.answers.estimating import Estimating
from bot.answers.whole_days import WholeDays
from bot.budgets.states import BudgetStates, NoState, wanted_of
from bot.budgets.telling import Budgets
from bot.chart_process import ChartFailed, ChartProcess
from bot.slack.directory import Directory
from bot.slack.messenger import AnswerLost, Messenger
from bot.subscriptions.delivering import Delivering
from bot.subscriptions.recipients import Recipients
from bot.subscriptions.troubles import Troubles
from core.budgets import Raised, State, Wanted, budget_of, parse, spec_of
from core.connection import Connection
from core.deeds import rule_lifted, rule_made
from core.forecasts import Today, TooLittle
from core.money import NANOS
from core.providers.contract import Name, NameKind, Names, Series
from core.providers.openai import OpenAI, match
from core.questions import Filters, read_filters
from core.rights import Rule, RuleKind
from core.secret import Secret
from core.subscriptions import FOREVER, Kind, Subscription
from sandbox.slack.world import TEAM
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.estimates import DailyRows
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.rules import Rules
from storage.subscriptions import NewSubscription, Subscriptions
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import NOW, TODAY, connected, cost, costs, window
from tests.integration.small_slack import ANA, BEN, COSTS, Office, office

PARTNER = "C0PARTNER"
DAY = NOW + timedelta(hours=6)
"""Neither in Ana's Berlin nor in Ben's New York it is night then, as it is for him at NOW."""
SEARCH, WEB = (
    Series("costs", "", "usd", (("project", each), ("key", ""), ("item", "o3, input"), ("model", "o3")))
    for each in ("proj_search", "proj_web")
)


class NoCharts(ChartProcess):
    """The message goes without its picture then."""

    async def draw(self, chart: Any) -> bytes:
        raise ChartFailed


@dataclass
class House:
    database: Database
    connection: Connection
    slack: Office
    clock: FixedClock
    cache: Path

    @property
    def subscriptions(self) -> Subscriptions:
        return Subscriptions(self.database)

    def states(self) -> BudgetStates:
        return BudgetStates(self.subscriptions, Workspaces(self.database), self._asking(), self.clock)

    def budgets(self) -> Budgets:
        """Those of a process that was just started."""
        messenger = Messenger(self.slack.client)
        directory = Directory(self.slack.client, TEAM, (), Rules(self.database))
        recipients, deliveries = Recipients(self.slack.client, directory), Deliveries(self.database)
        delivering = Delivering(TEAM, deliveries, messenger, self.clock)
        return Budgets(
            TEAM,
            self.subscriptions,
            Workspaces(self.database),
            deliveries,
            delivering,
            recipients,
            self.states(),
            messenger,
            Troubles(self.subscriptions, delivering, directory, recipients, self.clock),
            self.clock,
        )

    def _asking(self) -> Asking:
        usage = UsageStore(self.database)
        return Asking(
            Connections(self.database),
            WholeDays(usage, OpenAI.endpoints),
            Reports(self.database),
            Restatements(self.database),
            NameStore(self.database),
            Estimating(DailyRows(self.database), usage, match, lambda *_: None),
            Colours(self.database),
            NoCharts(self.cache),
            self.clock,
        )

    async def set(self, said: str, *to: str, by: str = ANA) -> Subscription:
        wanted = parse(said)
        assert isinstance(wanted, Wanted)
        new = NewSubscription(token_hex(8), Kind.BUDGET, by, wanted.filters, spec_of(wanted.budget), to or (by,))
        return await self.subscriptions.add(TEAM, new, self.clock.now() - timedelta(days=40))

    async def spend(self, search: int, web: int = 0, last: date = TODAY) -> None:
        """So many dollars on each day from 1 November on are collected, a minute later."""
        self.clock.move(timedelta(minutes=1))
        days = [date(2026, 11, number) for number in range(1, last.day + 1)]
        of = window((TODAY - days[0]).days, len(days))
        rows = [cost(day, n, dollars * NANOS) for day in days for n, dollars in enumerate((search, web)) if dollars]
        figures = costs(of, *rows, series=(SEARCH, WEB), grouping=("project", "item", "key"))
        await UsageStore(self.database).replace(self.connection, figures, self.clock.now())

    async def rule(self, rule: Rule) -> None:
        await Rules(self.database).put(TEAM, rule, rule_made(rule, ANA), NOW)

    async def lift(self, rule: Rule) -> None:
        await Rules(self.database).remove(TEAM, rule, rule_lifted(rule, ANA), NOW)

    async def told(self, place: str) -> list[str]:
        """What stands there, once what is due was told."""
        await self.budgets().tell_due()
        state = self.slack.slack.state
        channel = state.channels[place] if place in state.channels else state.im(place)
        return [str(each["text"]) for each in channel.messages]


@pytest.fixture
async def either_house(database: Database, tmp_path: Path) -> AsyncIterator[House]:
    """With SQLite, and with PostgreSQL."""
    async with _house(database, tmp_path) as built:
        yield built


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[House]:
    database = Database(Secret(sqlite_url))
    async with _house(database, tmp_path) as built:
        yield built
    await database.close()


@asynccontextmanager
async def _house(database: Database, cache: Path) -> AsyncIterator[House]:
    connection = await connected(database, TEAM)
    names = [Name(NameKind.PROJECT, "proj_search", "Search"), Name(NameKind.PROJECT, "proj_web", "Web")]
    await NameStore(database).remember(connection, Names(names))
    async with office() as slack:
        yield House(database, connection, slack, FixedClock(DAY), cache)


async def test_a_threshold_is_told_once_by_two_processes_and_the_next_when_it_is_reached(either_house: House) -> None:
    house = either_house
    await house.spend(100)
    await house.set("$4000 a month", COSTS, ANA)
    await asyncio.gather(*(each.tell_due() for each in (house.budgets(), house.budgets(), house.budgets())))
    for place in (COSTS, ANA):
        (text,) = await house.told(place)
        assert text.startswith("🟡 b1: 50\u00a0% of $4,000 for November is spent, $2,400."), text
    await house.spend(180)
    assert (await house.told(ANA))[1].startswith("🔴 b1: $4,000 for November is used up, $4,320 spent.")
    await house.spend(10)
    await house.spend(150)
    assert len(await house.told(ANA)) == 2


async def test_a_raised_budget_tells_what_lies_above_the_spend(house: House) -> None:
    await house.spend(100)
    made = await house.set("$2400 a month")
    assert len(await house.told(ANA)) == 1
    state = await house.states().state(TEAM, wanted_of(made), ())
    assert isinstance(state, State)
    assert (state.spent, state.since(100)) == (2400 * NANOS, TODAY)
    raised = parse("$3200 a month")
    assert isinstance(raised, Wanted)
    budget = spec_of(raised.budget).replace('"raised":null', '"raised":{"first":"2026-11-01","spent":2400000000000}')
    assert budget_of(budget).raised == Raised(date(2026, 11, 1), 2400 * NANOS)
    await house.subscriptions.change(made, (), budget, (ANA,), ANA, house.clock.now())
    assert len(await house.told(ANA)) == 1
    await house.spend(125)
    assert (await house.told(ANA))[1].startswith("🟡 b1: 80\u00a0% of $3,200 for November is spent, $3,000.")


async def test_that_it_will_be_used_up_is_told_once_with_the_day_unless_a_threshold_told_it(house: House) -> None:
    await house.spend(100)
    await house.set("$2800 a month at 100%", ANA)
    await house.set("$2800 a month at 80%", COSTS)
    for _ in range(2):
        (text,) = await house.told(ANA)
        assert text.startswith("🟡 b1: $2,800 for November will be used up on 28 Nov at this pace."), text
        (text,) = await house.told(COSTS)
        assert text.startswith("🟡 b2: 80\u00a0% of $2,800 for November is spent"), text


async def test_killed_once_a_threshold_was_posted_it_does_not_tell_again_that_it_will_be_used_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_: Any) -> None:
        raise RuntimeError("killed")

    await house.spend(100)
    await house.set("$2800 a month at 80%", COSTS)
    with monkeypatch.context() as patched:
        patched.setattr(Troubles, "over", killed)
        with pytest.raises(ExceptionGroup):
            await house.budgets().tell_due()
    assert len(await house.told(COSTS)) == 1


async def test_whoever_may_not_see_all_of_it_is_told_nothing_and_who_set_it_is_told_that_once(house: House) -> None:
    await house.spend(100, 10)
    await house.set("$4000 a month", BEN)
    await house.rule(Rule(RuleKind.MEMBER, BEN, filters("project:Web")))
    assert await house.told(BEN) == []
    (text,) = await house.told(ANA)
    assert "is not told to" in text
    assert "2,6" not in text
    await house.lift(Rule(RuleKind.MEMBER, BEN, filters("project:Web")))
    assert len(await house.told(BEN)) == 1


async def test_whoever_is_limited_to_what_it_is_about_is_told_of_it(house: House) -> None:
    await house.spend(100, 10)
    await house.set("$400 a month for project:Web", BEN)
    await house.rule(Rule(RuleKind.MEMBER, BEN, filters("project:Web")))
    (text,) = await house.told(BEN)
    assert "50\u00a0% of $400 for November is spent, $240" in text


async def test_a_channel_that_outsiders_read_is_told_nothing_until_a_manager_allows_it(house: House) -> None:
    await house.spend(100)
    await house.set("$4000 a month", PARTNER)
    before = len(await house.told(PARTNER))
    assert len(await house.told(PARTNER)) == before
    assert len(await house.told(ANA)) == 1
    await house.rule(Rule(RuleKind.SHARED, PARTNER))
    assert len(await house.told(PARTNER)) == before + 1


async def test_a_channel_that_was_archived_is_told_once_it_is_not_any_more(house: House) -> None:
    await house.spend(100)
    await house.set("$4000 a month", COSTS)
    flags = house.slack.slack.state.channels[COSTS].flags
    flags["is_archived"] = True
    assert await house.told(COSTS) == []
    flags.clear()
    house.clock.move(timedelta(minutes=11))
    assert len(await house.told(COSTS)) == 1


async def test_a_trouble_that_could_not_be_told_is_told_at_the_next_try(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.spend(100)
    await house.set("$4000 a month", COSTS)
    house.slack.slack.state.channels[COSTS].flags["is_archived"] = True
    post = Messenger.post

    async def lost(self: Messenger, channel: str, *rest: Any, **named: Any) -> tuple[str, str]:
        if channel == ANA:
            raise AnswerLost
        return await post(self, channel, *rest, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Messenger, "post", lost)
        assert await house.told(ANA) == []
    for _ in range(2):
        house.clock.move(timedelta(minutes=11))
        (text,) = await house.told(ANA)
        assert "is not told in" in text


async def test_a_muted_recipient_is_told_what_was_reached_once_that_is_over(house: House) -> None:
    await house.spend(100)
    made = await house.set("$4000 a month", ANA, BEN)
    await house.subscriptions.mute(TEAM, made.uid, BEN, FOREVER)
    assert await house.told(BEN) == []
    assert len(await house.told(ANA)) == 1
    await house.subscriptions.mute(TEAM, made.uid, BEN, None)
    assert len(await house.told(BEN)) == 1


async def test_nobody_is_told_at_night_what_can_wait_until_the_morning_and_a_channel_is(house: House) -> None:
    house.clock.set(NOW)
    await house.spend(100)
    await house.set("$4000 a month", BEN, COSTS)
    assert await house.told(BEN) == []
    assert len(await house.told(COSTS)) == 1
    house.clock.set(DAY)
    assert len(await house.told(BEN)) == 1


async def test_a_day_that_is_over_in_the_morning_is_told_of_then_and_not_at_night(house: House) -> None:
    house.clock.set(datetime(2026, 11, 24, 23, tzinfo=UTC))
    await house.spend(90)
    await house.set("$100 a day", ANA, BEN)
    assert (await house.told(ANA), len(await house.told(BEN))) == ([], 1)
    house.clock.set(datetime(2026, 11, 25, 6, 1, tzinfo=UTC))
    (text,) = await house.told(ANA)
    assert "80\u00a0% of $100 for Tue 24 Nov is spent" in text


async def test_that_a_day_will_be_used_up_is_told_by_the_hour_once_and_not_with_its_threshold(house: House) -> None:
    house.clock.set(datetime(2026, 11, 24, 17, tzinfo=UTC))
    await house.spend(100)
    await house.set("$130 a day at 90, 100%", ANA)
    (text,) = await house.told(ANA)
    assert "b1: $130 for today will be used up about 22:00 UTC at this pace" in text
    assert len(await house.told(ANA)) == 1
    await house.set("$115 a day at 80, 100%", BEN)
    (text,) = await house.told(BEN)
    assert "80\u00a0% of $115 for today is spent" in text
    (message,) = house.slack.slack.state.im(BEN).messages
    assert "Forecast for today: $140, used up about 20:00 UTC at this pace" in str(message["blocks"])
    assert len(await house.told(BEN)) == 1


async def test_what_an_import_had_of_past_days_is_not_taken_for_all_of_them_until_tomorrow(house: House) -> None:
    house.clock.set(datetime(2026, 11, 24, 17, tzinfo=UTC))
    wanted, states = parse("$130 a day"), house.states()
    assert isinstance(wanted, Wanted)
    rows = [cost(TODAY - timedelta(days=ago), 0, 100 * NANOS) for ago in (1, 0)]
    lately = costs(window(1, 2), *rows, series=(SEARCH, WEB), grouping=("project", "item", "key"))
    await UsageStore(house.database).replace(house.connection, lately, house.clock.now())
    begun = await states.state(TEAM, wanted, ())
    await house.spend(100)
    whole = await states.state(TEAM, wanted, ())
    assert isinstance(begun, State)
    assert isinstance(whole, State)
    assert (type(begun.today), type(whole.today)) == (TooLittle, Today)


async def test_one_that_cannot_be_read_keeps_no_other_from_being_told(house: House) -> None:
    await house.spend(100)
    broken = await house.set("$4000 a month", COSTS)
    await house.set("$4000 a month", ANA)
    await house.subscriptions.change(broken, (), "{", (COSTS,), ANA, house.clock.now())
    with pytest.raises(ExceptionGroup):
        await house.budgets().tell_due()
    assert len(house.slack.slack.state.im(ANA).messages) == 1


async def test_a_paused_budget_tells_nothing(house: House) -> None:
    await house.spend(100)
    made = await house.set("$4000 a month")
    await house.subscriptions.pause(TEAM, made.uid, FOREVER)
    assert await house.told(ANA) == []


async def test_a_day_that_is_just_over_is_told_of_and_one_that_is_restated_is_not(house: House) -> None:
    await house.set("$100 a day", ANA)
    house.clock.set(datetime(2026, 11, 24, 7, tzinfo=UTC))
    await house.spend(90, last=date(2026, 11, 23))
    (text,) = await house.told(ANA)
    assert "80\u00a0% of $100 for Mon 23 Nov is spent" in text
    house.clock.set(datetime(2026, 11, 24, 17, tzinfo=UTC))
    await house.spend(120, last=date(2026, 11, 23))
    assert len(await house.told(ANA)) == 1


async def test_the_states_of_all_budgets_are_those_that_the_scopes_let_through(house: House) -> None:
    await house.spend(100, 10)
    await house.set("$400 a month for project:Web")
    (_, whole), *others = await house.states().of(TEAM, ())
    (_, mine), *_ = await house.states().of(TEAM, [filters("project:Web")])
    (_, hidden), *_ = await house.states().of(TEAM, [filters("project:Search")])
    assert not others
    assert isinstance(whole, State)
    assert isinstance(mine, State)
    assert (whole.percent, mine.percent, hidden) == (60, 60, NoState.NOT_YOURS)


def filters(text: str) -> Filters:
    found = read_filters(text)
    assert isinstance(found, tuple)
    return found

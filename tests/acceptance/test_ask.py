"""Asking: every kind of question through the real command, its total held against what the sandbox really billed."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest
import pytest_asyncio

from bot import shared
from bot.pace import Pace
from core import amounts
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from sandbox.slack.person import text_of
from tests.acceptance.looking import (
    Json,
    billed_in,
    buttons_of,
    has_picture,
    headline_of,
    in_channel,
    line_amounts,
    line_names,
)
from tests.conftest import FixedClock
from tests.town import COSTS, GENERAL, LEADS, PARTNER, Town, town

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("ask"),  # one worker builds the town that they share
]

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
DAYS = 150
BEGINS = TODAY - timedelta(days=DAYS - 1)
"""27 June: the first day that is imported."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acme(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, shared_charts: None
) -> AsyncIterator[Town]:
    """One town with five months imported, for all of these tests: asking changes nothing."""
    folder = tmp_path_factory.mktemp("asking")
    copy(migrated_sqlite, folder / "tokenmeter.db")
    url, days = f"sqlite:///{folder / 'tokenmeter.db'}", str(DAYS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shared, "Pace", lambda: Pace(most=1_000))  # the clock stands
        async with town(folder / "home", url, FixedClock(NOW), TOKENMETER_BACKFILL_DAYS=days) as built:
            built.slack.state.settings.rate_limits = False
            await built.connect_and_import(DEFAULT_KEY)
            yield built


async def ask(acme: Town, question: str, channel: str = COSTS, said: str = "") -> Json:
    """Ana asks; the answer in this channel."""
    after = acme.slack.state.ts()
    await acme.ana.command(channel, f"/tokenmeter {question}")
    return await acme.ana.message(channel, said, after=after)


COST_QUESTIONS = [
    ("yesterday", "yesterday", date(2026, 11, 23), date(2026, 11, 24)),
    ("last 7 days by model", "last 7 days", date(2026, 11, 18), TOMORROW),
    ("7D BY PROJECT", "last 7 days", date(2026, 11, 18), TOMORROW),
    ("", "last 30 days", date(2026, 10, 26), TOMORROW),
    ("this week by key", "this week", date(2026, 11, 23), TOMORROW),
    ("by item last week", "last week", date(2026, 11, 16), date(2026, 11, 23)),
    ("by connection this month", "this month", date(2026, 11, 1), TOMORROW),
    ("Last Month in cost by model", "last month", date(2026, 10, 1), date(2026, 11, 1)),
    ("this quarter", "this quarter", date(2026, 10, 1), TOMORROW),
    ("by project last quarter", "last quarter", date(2026, 7, 1), date(2026, 10, 1)),
    ("mtd by item", "month to date", date(2026, 11, 1), TOMORROW),
    ("ytd by model", "year to date", BEGINS, TOMORROW),
    ("july by key", "July 2026", date(2026, 7, 1), date(2026, 8, 1)),
    ("2026-07", "July 2026", date(2026, 7, 1), date(2026, 8, 1)),
    ("2026-07-01..2026-07-15 by model", "1", date(2026, 7, 1), date(2026, 7, 16)),
    ("since 2026-07-01 by project", "since", date(2026, 7, 1), TOMORROW),
]


@pytest.mark.parametrize(("question", "title", "first", "end"), COST_QUESTIONS, ids=lambda value: str(value))
async def test_the_headline_is_what_openai_billed_to_the_cent_and_the_lines_add_up_to_it(
    acme: Town, question: str, title: str, first: date, end: date
) -> None:
    answer = await ask(acme, f"usage {question}", said="UTC days")
    headline = headline_of(answer)
    total = acme.world.total_cost(first, end, NOW).quantize(Decimal("0.01"))
    assert billed_in(headline) == total
    assert title in headline
    lines = line_amounts(answer)
    assert (sum(lines) == total and 1 <= len(lines) <= 6) if " by " in f" {question.lower()}" else lines == []
    assert has_picture(answer)


@pytest.mark.parametrize(
    ("question", "first", "end"),
    [
        ("yesterday in tokens by model", date(2026, 11, 23), date(2026, 11, 24)),
        ("in tokens last month by project", date(2026, 10, 1), date(2026, 11, 1)),
        ("tokens by key 7d", date(2026, 11, 18), TOMORROW),
        ("mtd in requests by connection", date(2026, 11, 1), TOMORROW),
        ("today in requests", TODAY, TOMORROW),
    ],
)
async def test_tokens_and_requests_are_those_that_openai_reports(
    acme: Town, question: str, first: date, end: date
) -> None:
    answer = await ask(acme, f"usage {question}", said="UTC days")
    tokens, requests = used(acme.world, first, end)
    shown = amounts.tokens(tokens) if "tokens" in question else amounts.count(requests)
    assert headline_of(answer).startswith(f"{shown} ")


def used(world: World, first: date, end: date) -> tuple[int, int]:
    """Tokens in and out, and requests, as the sandbox reports them by now."""
    days = [world.all_used(first + timedelta(days=number), NOW) for number in range((end - first).days)]
    return sum(tokens for tokens, _ in days), sum(requests for _, requests in days)


async def test_a_day_that_nothing_is_billed_for_yet_says_so_and_about_what_was_used(acme: Town) -> None:
    assert acme.world.total_cost(TODAY, TOMORROW, NOW) == 0
    answer = await ask(acme, "usage today by model", said="today")
    assert re.fullmatch(r"Nothing billed yet, ≈ \$\d+ used · today", headline_of(answer))
    assert "we don't know yet" in text_of(answer) or "≈ usually within" in text_of(answer)
    assert has_picture(answer)
    assert "≈\N{NO-BREAK SPACE}$" in text_of(answer)
    assert len(line_names(answer)) > 3


async def test_what_is_billed_and_what_is_not_yet_come_to_what_will_be_billed(acme: Town) -> None:
    yesterday = TODAY - timedelta(days=1)
    headline = headline_of(await ask(acme, "usage yesterday", said="yesterday"))
    amounts = re.fullmatch(r"(?:\$([\d.]+) \+|Nothing billed yet,) ≈ \$(\d+) .* yesterday", headline)
    assert amounts is not None, headline
    final = acme.world.total_cost(yesterday, TODAY, NOW + timedelta(days=9))
    assert 0.97 * float(final) < float(amounts[1] or 0) + float(amounts[2]) < 1.03 * float(final)


async def test_projects_and_keys_are_shown_by_their_names(acme: Town) -> None:
    projects = {project.name for project in acme.world.organization.projects}
    answer = await ask(acme, "usage last 30 days by project", said="UTC days")
    own = [name for name in line_names(answer) if not name.startswith(("Other", "No project"))]
    assert len(own) >= 4
    assert all(name.startswith(tuple(projects)) for name in own), own


async def test_the_same_question_gets_the_same_picture_everywhere(acme: Town) -> None:
    one = await ask(acme, "usage last 30 days by model", said="UTC days")
    other = await ask(acme, "usage last 30 days by model", said="UTC days", channel=GENERAL)
    pictures = [
        acme.slack.state.files[block["slack_file"]["id"]].content
        for message in (one, other)
        for block in message["blocks"]
        if block["type"] == "image"
    ]
    assert pictures[0] == pictures[1]


async def test_privately_is_answered_in_the_dm_with_a_word_where_it_was_asked(acme: Town) -> None:
    before = len(in_channel(acme, COSTS))
    word = await ask(acme, "usage yesterday privately", said="The answer is in your DM")
    assert word["ephemeral_for"] == "U0ANA"
    answer = await acme.ana.message(acme.im(acme.ana), "yesterday")
    assert has_picture(answer)
    assert len(in_channel(acme, COSTS)) == before


async def test_in_a_dm_with_the_bot_it_is_answered_there_without_more_words(acme: Town) -> None:
    channel = acme.im(acme.ana)
    before = len(acme.slack.state.channels[channel].messages)
    await ask(acme, "usage yesterday by model", channel=channel, said="UTC days")
    assert len(acme.slack.state.channels[channel].messages) == before + 1


async def test_a_public_channel_without_the_bot_gets_the_answer(acme: Town) -> None:
    await ask(acme, "usage yesterday", channel=GENERAL, said="UTC days")
    assert in_channel(acme, GENERAL)


async def test_a_private_channel_without_the_bot_gets_nothing_and_the_dm_says_how_to_invite_it(acme: Town) -> None:
    word = await ask(acme, "usage yesterday by model", channel=LEADS, said="The answer is in your DM")
    assert "/invite @TokenMeter" in text_of(word)
    answer = await acme.ana.message(acme.im(acme.ana), f"Here instead of <#{LEADS}>")
    assert billed_in(headline_of(answer)) > 0
    assert has_picture(answer)
    assert in_channel(acme, LEADS) == []


async def test_a_channel_shared_outside_gets_no_figure_and_the_dm_says_why(acme: Town) -> None:
    word = await ask(acme, "usage yesterday by model", channel=PARTNER, said="The answer is in your DM")
    assert "people of other organizations" in text_of(word)
    assert "$" not in text_of(word)
    await acme.ana.message(acme.im(acme.ana), f"Here instead of <#{PARTNER}>")
    assert in_channel(acme, PARTNER) == []


async def test_a_guest_is_refused_whatever_is_asked(acme: Town) -> None:
    before = len(in_channel(acme, COSTS))
    for question in ("", "usage yesterday", "usage yesterday privately", "status"):
        after = acme.slack.state.ts()
        await acme.gus.command(COSTS, f"/tokenmeter {question}")
        told = await acme.gus.message(COSTS, "answers full members", after=after)
        assert told["ephemeral_for"] == "U0GUS"
    assert len(in_channel(acme, COSTS)) == before
    assert in_channel(acme, acme.im(acme.gus)) == []


async def test_figures_by_person_come_to_managers_by_dm_and_everybody_finds_their_own(acme: Town) -> None:
    """Ben made calls without a key: at OpenAI he has the e-mail that he has in Slack."""
    here = len(in_channel(acme, COSTS))
    word = await ask(acme, "usage last 30 days by user", said="The answer is in your DM")
    assert "come by DM alone" in text_of(word)
    by_user = await acme.ana.message(acme.im(acme.ana), "Figures by person are for those who manage")
    assert any("(service account)" in name for name in line_names(by_user))
    assert "@" not in text_of(by_user)
    await ask(acme, "usage last 30 days for <@U0BEN|ben>", said="The answer is in your DM")
    bens = await acme.ana.message(acme.im(acme.ana), "user @ben")
    assert len(in_channel(acme, COSTS)) == here

    after = acme.slack.state.ts()
    await acme.ben.command(COSTS, "/tokenmeter usage last 30 days by user")
    told = await acme.ben.message(COSTS, "anybody may see their own", after=after)
    assert told["ephemeral_for"] == "U0BEN"
    assert "$" not in text_of(told)
    await acme.ben.click(COSTS, told["ts"], buttons_of(told)["Mine"])
    own = await acme.ben.message(COSTS, "· mine", after=after)
    assert headline_of(own).split(" ·")[0] == headline_of(bens).split(" ·")[0]

    after = acme.slack.state.ts()
    await acme.ana.command(COSTS, "/tokenmeter usage mine")
    assert "$0.00" in text_of(await acme.ana.message(COSTS, "mine", after=after))
    acme.slack.state.settings.missing_scopes = ["users:read.email"]
    try:
        hidden = await ask(acme, "usage mine", said="Slack does not tell")
        assert "`users:read.email`" in text_of(hidden)
    finally:
        acme.slack.state.settings.missing_scopes = []


async def test_the_month_so_far_is_seen_by_the_person_alone(acme: Town) -> None:
    answer = await ask(acme, "", said="month to date")
    assert answer["ephemeral_for"] == "U0ANA"
    assert billed_in(headline_of(answer)) == acme.world.total_cost(date(2026, 11, 1), TOMORROW, NOW).quantize(
        Decimal("0.01")
    )


async def test_what_is_not_understood_offers_the_nearest_question_as_a_button_that_works(acme: Town) -> None:
    told = await ask(acme, "usage last 7 dyas by modle", said="Nearest question")
    assert told["ephemeral_for"] == "U0ANA"
    buttons = buttons_of(told)
    nearest = "usage last 7 days by model"
    assert next(iter(buttons)) == nearest
    after = acme.slack.state.ts()
    await acme.ana.click(COSTS, told["ts"], buttons[nearest])
    answer = await acme.ana.message(COSTS, "last 7 days", after=after)
    assert "ephemeral_for" not in answer
    assert billed_in(headline_of(answer)) > 0


async def test_an_unknown_command_names_the_nearest(acme: Town) -> None:
    told = await ask(acme, "stauts", said="I don't know")
    await acme.ana.click(COSTS, told["ts"], buttons_of(told)["status"])
    await acme.ana.message(COSTS, "Acme production", after=told["ts"])
    told = await ask(acme, "costs of last week by project", said="I don't know")
    assert list(buttons_of(told)) == ["usage last week by project"]


@pytest.mark.parametrize("question", ["x" * 5_000, "<!channel> <@U0BEN>", "'; DROP TABLE ledger; --", "²³"])
async def test_no_question_rings_anybody_or_goes_unanswered(acme: Town, question: str) -> None:
    told = await ask(acme, f"usage {question}")
    assert told["ephemeral_for"] == "U0ANA"
    assert "error id" not in text_of(told)
    assert "<!channel>" not in told["text"]


async def test_help_and_status_are_for_the_person_alone(acme: Town) -> None:
    for topic, said in [
        ("help", "/tokenmeter connect"),
        ("help usage", "by model"),
        ("help accuracy", "settled"),
        ("help security", "AES-256"),
        ("status", "🟢"),
    ]:
        assert (await ask(acme, topic, said=said))["ephemeral_for"] == "U0ANA"

"""Budgets: set by a sentence or the form, told once, raised, looked at, turned off."""

from datetime import timedelta

from core.deeds import rule_made
from core.questions import Dimension, Filter
from core.rights import Rule, RuleKind
from sandbox.slack.person import text_of
from storage.rules import Rules
from tests.acceptance.looking import Json, buttons_of, idle, in_channel, option_of
from tests.conftest import FixedClock
from tests.town import COSTS, Town


def told(town: Town, channel: str) -> list[str]:
    """What the bot has told there of budgets."""
    messages = town.slack.state.channels[channel].messages
    marked = [each for each in messages if (each.get("metadata") or {}).get("event_type") == "tokenmeter_told"]
    return [each["text"] for each in marked if each["metadata"]["event_payload"]["mark"].startswith("budget:")]


async def said(town: Town, command: str, text: str) -> Json:
    """What Ana alone reads in the channel, once it says `text`."""
    before = max((each["ts"] for each in town.slack.state.channels[COSTS].messages), default="")
    await town.ana.command(COSTS, f"/tokenmeter {command}")
    return await town.ana.message(COSTS, text, after=before)


async def test_a_budget_is_set_told_once_raised_and_turned_off(connected: Town) -> None:
    town, im = connected, connected.im(connected.ana)
    made = await said(town, "budget 5k a month to #ai-costs, @ana", "is set.")
    assert "of $5,000 for November" in text_of(made)
    assert any("set a budget here" in each["text"] for each in in_channel(town, COSTS))
    for _ in range(2):
        await town.deps.budgets.tell_due()
    (in_costs,), (by_dm,) = told(town, COSTS), told(town, im)
    assert in_costs == by_dm
    assert in_costs.startswith("🔴 b1: $5,000 for November is used up, ≈ $9,241 spent. $8,638.47 billed + ≈ $603")
    message = next(each for each in in_channel(town, COSTS) if each["text"] == in_costs)
    assert [each["type"] for each in message["blocks"]] == ["header", "section", "image", "context", "actions"]

    await town.ana.click(COSTS, message["ts"], buttons_of(message)["Raise…"])
    form = await town.ana.modal("Edit b1")
    assert list(await town.ana.submit(form["id"], {"amount": "lots"})) == ["amount"]
    assert await town.ana.submit(form["id"], {"amount": "$15,000"}) == {}
    done = await town.ana.modal("is changed")
    assert "≈ $9,241 of $15,000 for November, 61\u00a0%" in text_of(done)
    await town.ana.close(done["id"])
    lines = [each["text"] for each in in_channel(town, COSTS) if "changed the budget `b1` $5,000" in each["text"]]
    assert ["It is now `b1` $15,000" in line for line in lines] == [True]
    await town.deps.budgets.tell_due()
    assert len(told(town, COSTS)) == 1, "half of the new amount was spent before it was raised"

    private = town.slack.state.channels[im].messages[-1]
    await town.ana.click(im, private["ts"], *option_of(private, "Mute for 7 days"))
    await town.ana.message(im, "You are not told of")
    listed = await said(town, "budget", "1 budget")
    assert "<@U0ANA> (muted until" in text_of(listed), "she alone, who pressed it in her DM"
    assert "≈ $9,241 of $15,000" in text_of(listed)
    assert {"Add a budget…", "Off", "Edit…"} <= set(buttons_of(listed))
    for command in ("budget now b1", "budget b1"):
        assert "for November, 61\u00a0%" in text_of(await said(town, command, "All budgets"))
    await said(town, "budget off b1", "is off for good")
    await said(town, "budget list", "No budgets yet")


async def test_the_form_says_what_is_wrong_on_the_field_and_sends_a_preview(connected: Town) -> None:
    town, im = connected, connected.im(connected.ana)
    await town.ana.command(COSTS, "/tokenmeter budget add")
    form = await town.ana.modal("Add a budget")
    errors = await town.ana.submit(form["id"], {"amount": "lots", "every": "month"})
    assert list(errors) == ["amount"]
    errors = await town.ana.submit(form["id"], {"amount": "400", "every": "day", "thresholds": "soon"})
    assert list(errors) == ["thresholds"]
    values = {"amount": "$400", "every": "day", "thresholds": "80, 100%"}
    await town.ana.click_in_view(form["id"], "preview-budget", values=values)
    preview = await town.ana.message(im, "Preview: ")
    assert "Over the last 90 days it would have told you" in text_of(preview)
    form = await town.ana.modal("The preview is in your DM")
    assert await town.ana.submit(form["id"], values) == {}
    await town.ana.modal("$400 a day at 80, 100%")
    await idle(town.house)


async def test_what_is_not_understood_or_not_called_so_is_answered_with_the_nearest_budget(
    connected: Town, clock: FixedClock
) -> None:
    answer = await said(connected, "budget $5k a mnth", "mnth")
    assert "budget $5,000 a month" in buttons_of(answer)
    answer = await said(connected, 'budget $5000 a month for project:"Serch & Rank"', "No project of this name")
    near = next(button for text, button in buttons_of(answer).items() if "Search & Rank" in text)
    await connected.ana.click(COSTS, answer["ts"], near)
    await connected.ana.message(COSTS, "is set.")
    answer = await said(connected, "budget b1 $6k a mnth", "mnth")
    assert any(text.startswith("budget b1 $6,000 a month") for text in buttons_of(answer))
    await connected.ben.command(COSTS, "/tokenmeter budget b1 $1 a day")
    await connected.ben.message(COSTS, "There is no budget *b1* here")
    await connected.gus.command(COSTS, "/tokenmeter budget b1 $1 a day")
    await connected.gus.message(COSTS, "full members")
    await said(connected, "budget b7 $9 a month", "There is no budget")


async def test_whoever_may_ask_about_a_part_alone_sets_budgets_within_it(connected: Town, clock: FixedClock) -> None:
    limit = Rule(RuleKind.MEMBER, "U0BEN", (Filter(Dimension.PROJECT, "Search & Rank"),))
    await Rules(connected.house.shared.database).put(
        connected.deps.workspace, limit, rule_made(limit, "U0ANA"), clock.now()
    )
    await connected.ben.command(COSTS, "/tokenmeter budget $5000 a month")
    refused = await connected.ben.message(COSTS, "alone, and this budget has more in it")
    assert "for project" in text_of(refused) + refused["text"]
    await connected.ben.command(COSTS, "/tokenmeter budget $5000 a month for project:Suport")
    missed = await connected.ben.message(COSTS, "No project of this name")
    assert "Support" not in text_of(missed), "the names beyond the limit are not told"
    await connected.ben.command(COSTS, '/tokenmeter budget $5000 a month for project:"Search & Rank"')
    made = await connected.ben.message(COSTS, "is set.")
    assert "of $5,000 for November" in text_of(made)
    await connected.gus.command(COSTS, "/tokenmeter budget $5000 a month for project:Suport")
    await connected.gus.message(COSTS, "full members")


async def test_who_resumes_it_is_told_instead_of_somebody_who_became_a_guest(
    connected: Town, clock: FixedClock
) -> None:
    town, im = connected, connected.im(connected.ana)
    await said(town, "budget 5k a month to <@U0BEN>", "is set.")
    town.slack.state.users["U0BEN"]["is_restricted"] = True
    clock.move(timedelta(hours=4))  # into the morning of New York, where Ben is
    for _ in range(2):
        await town.deps.budgets.tell_due()
    trouble = await town.ana.message(im, "is not told to <@U0BEN>")
    assert (
        "They are not a full member of this workspace any more. Whoever resumes it is told instead." in trouble["text"]
    )
    await town.ana.click(im, trouble["ts"], buttons_of(trouble)["Resume"])
    await town.ana.message(im, "goes on. You are told instead of <@U0BEN>.")
    await town.deps.budgets.tell_due()
    (by_dm,) = told(town, im)
    assert by_dm.startswith("🔴 b1: $5,000 for November is used up")


async def test_who_may_see_nothing_any_more_is_told_that_their_own_budget_is_not_told(
    connected: Town, clock: FixedClock
) -> None:
    town = connected
    await town.ben.command(COSTS, "/tokenmeter budget 5k a month")
    await town.ben.message(COSTS, "is set.")
    await town.deps.access.make(Rule(RuleKind.MEMBER, "U0BEN"), "U0ANA")
    clock.move(timedelta(hours=4))
    for _ in range(2):
        await town.deps.budgets.tell_due()
    (message,) = [each["text"] for each in town.slack.state.im("U0BEN").messages if "is not told" in each["text"]]
    assert "limited what they may ask about. Ask <@U0ANA>, who manages TokenMeter here." in message

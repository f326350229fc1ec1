"""What the small Slack sends to a bot made with Bolt, by both ways, and what it makes of the answers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.serve import start
from sandbox.slack.person import NotPossible, Person, person_at
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.towards_bot import SignedHttp
from tests.integration.small_slack import (
    ANA,
    BEN,
    COSTS,
    LEADS,
    Json,
    button,
    field,
    http_app,
    modal,
    new_bolt,
    plain,
    section,
    with_bot,
)

FORM = modal(field("name"), field("key", min_length=3), submit=plain("Go"), notify_on_close=True)


class Bot:
    """A bot that opens a form, answers its buttons, and writes down what it was sent."""

    def __init__(self) -> None:
        self.bolt: AsyncApp = new_bolt()
        self.seen: list[Json] = []
        self.came: asyncio.Queue[Json] = asyncio.Queue()
        self.submitted: Json = {}
        """What a submission is acknowledged with."""
        self.command_answer: Any = ""
        self.delay = 0.0
        self.bolt.command("/tokenmeter")(self._command)
        self.bolt.action("go")(self._action)
        self.bolt.view("form")(self._submission)
        self.bolt.view_closed("form")(self._action)
        self.bolt.event("app_home_opened")(self._event)
        self.bolt.event("message")(self._event)

    def _write_down(self, body: Json) -> None:
        self.seen.append(body)
        self.came.put_nowait(body)

    async def _command(self, ack: Any, body: Json, client: Any) -> None:
        self._write_down(body)
        await asyncio.sleep(self.delay)
        await ack(self.command_answer)
        if body["text"] == "form":
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def _action(self, ack: Any, body: Json) -> None:
        self._write_down(body)
        await ack()

    async def _submission(self, ack: Any, body: Json) -> None:
        self._write_down(body)
        await ack(**self.submitted)

    async def _event(self, body: Json) -> None:
        self._write_down(body)


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture(params=["Socket Mode", "HTTP"])
async def slack(request: pytest.FixtureRequest, bot: Bot) -> AsyncIterator[SmallSlack]:
    async with with_bot(bot.bolt, http=request.param == "HTTP") as built:
        yield built


@pytest.fixture
async def ana(slack: SmallSlack) -> AsyncIterator[Person]:
    async with person_at(slack.url, ANA) as person:
        yield person


async def test_a_command_carries_what_slack_sends_and_its_text_answer_is_for_the_person_alone(
    slack: SmallSlack, ana: Person, bot: Bot
) -> None:
    bot.command_answer = "one moment"
    assert await ana.command(COSTS, "/tokenmeter  usage last 7 days ") == ""
    [body] = bot.seen
    assert (body["command"], body["text"], body["channel_name"]) == ("/tokenmeter", "usage last 7 days", "ai-costs")
    assert (body["user_id"], body["user_name"], body["team_domain"]) == (ANA, "ana", "acme")
    message = await ana.message(COSTS, "one moment")
    assert message["ephemeral_for"] == ANA
    async with person_at(slack.url, BEN) as ben:
        seen = await ben.sees()
    assert all(not channel["messages"] for channel in seen["channels"])


async def test_a_public_answer_with_blocks_is_for_everybody(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    bot.command_answer = {"response_type": "in_channel", "text": "hello", "blocks": [section("*hello*")]}
    await ana.command(COSTS, "/tokenmeter")
    assert "ephemeral_for" not in await ana.message(COSTS, "hello")


async def test_an_answer_that_slack_does_not_take_is_a_complaint(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    bot.command_answer = {"text": "x", "blocks": [section("")]}
    assert await ana.command(COSTS, "/tokenmeter") == "invalid_blocks"
    assert await ana.message(COSTS, 'failed with the error "invalid_blocks"')
    assert slack.state.complaints[0]["where"] == "command"


async def test_who_is_not_answered_in_time_reads_slacks_own_words(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    slack.state.settings.patience, bot.delay = 0.05, 0.5
    assert await ana.command(COSTS, "/tokenmeter") == "operation_timeout"
    message = await ana.message(COSTS, "did not respond")
    assert (message["user"], message["ephemeral_for"]) == ("USLACKBOT", ANA)
    assert await ana.command(COSTS, "/other") == "invalid_command"
    with pytest.raises(NotPossible):
        await ana.command("C404", "/tokenmeter")


async def test_a_form_is_checked_by_slack_then_by_the_bot_then_closed(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    await ana.command(COSTS, "/tokenmeter form")
    form = await ana.modal("A form")
    assert await ana.submit(form["id"], {"name": "Acme"}) == {"key": "Please complete this required field."}
    assert await ana.submit(form["id"], {"key": "sk"}) == {"key": "Please enter at least 3 characters."}
    assert [body["type"] for body in bot.seen if "type" in body] == [], "the bot hears of neither"

    bot.submitted = {"response_action": "errors", "errors": {"key": "This is a project key."}}
    assert await ana.submit(form["id"], {"Key": "sk-proj"}) == {"key": "This is a project key."}
    body = bot.seen[-1]
    assert body["view"]["state"]["values"] == {
        "name": {"name": {"type": "plain_text_input", "value": "Acme"}},
        "key": {"key": {"type": "plain_text_input", "value": "sk-proj"}},
    }
    assert (body["view"]["hash"], body["view"]["callback_id"]) == (form["hash"], "form")

    bot.submitted = {}
    assert await ana.submit(form["id"], {"key": "sk-admin"}) == {}
    assert (await ana.sees())["modal"] is None


async def test_a_form_can_be_replaced_covered_and_cleared(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    await ana.command(COSTS, "/tokenmeter form")
    form = await ana.modal("A form")
    filled = {"name": "Acme", "key": "sk-admin"}
    changed = modal(field("name"), field("key-1"), submit=plain("Go"))
    bot.submitted = {"response_action": "update", "view": changed}
    await ana.submit(form["id"], filled)
    [view] = slack.state.views.values()
    assert view["id"] == form["id"]
    assert view["state"]["values"]["name"]["name"]["value"] == "Acme", "what was typed stays in a field that stays"
    assert view["state"]["values"]["key-1"]["key-1"]["value"] is None

    bot.submitted = {"response_action": "push", "view": modal(section("sure?"), submit=plain("Yes"))}
    await ana.submit(form["id"], {"key-1": "sk-admin"})
    over = await ana.modal("sure?")
    assert over["previous_view_id"] == form["id"]
    bot.submitted = {"response_action": "clear"}
    await ana.submit(over["id"], {})
    assert slack.state.views == {}


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"no-such-block": "wrong"}},
        {"response_action": "update", "view": modal(section(""))},
    ],
)
async def test_an_impossible_answer_to_a_form_is_trouble(
    slack: SmallSlack, ana: Person, bot: Bot, answer: Json
) -> None:
    await ana.command(COSTS, "/tokenmeter form")
    form = await ana.modal("A form")
    bot.submitted = answer
    errors = await ana.submit(form["id"], {"name": "Acme", "key": "sk-admin"})
    assert errors == {"": "We had some trouble connecting. Try again?"}
    assert len(slack.state.complaints) == 1


async def test_closing_a_form_tells_the_bot_that_asked_for_it(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    await ana.command(COSTS, "/tokenmeter form")
    form = await ana.modal("A form")
    assert await ana.close(form["id"]) == ""
    assert (bot.seen[-1]["type"], bot.seen[-1]["is_cleared"]) == ("view_closed", False)


async def test_a_button_of_a_message_carries_the_message_and_a_response_url(
    slack: SmallSlack, ana: Person, bot: Bot
) -> None:
    blocks = [{"type": "actions", "elements": [button("go", value="7")]}]
    posted = await bot.bolt.client.chat_postMessage(channel=COSTS, text="pick", blocks=blocks)
    assert await ana.click(COSTS, posted["ts"], "go") == ""
    [body] = bot.seen
    assert body["actions"][0] | {"action_ts": ""} == {
        "type": "button",
        "action_id": "go",
        "block_id": body["message"]["blocks"][0]["block_id"],
        "text": plain("Go"),
        "value": "7",
        "action_ts": "",
    }
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": COSTS,
        "is_ephemeral": False,
    }
    webhook = AsyncWebhookClient(body["response_url"])
    assert (await webhook.send(text="done", replace_original=True)).status_code == 200
    [message] = (await ana.sees())["channels"][0]["messages"]
    assert (message["ts"], message["text"]) == (posted["ts"], "done")
    for _ in range(4):
        assert (await webhook.send(text="again")).status_code == 200
    spent = await webhook.send(text="once more")
    assert (spent.status_code, "used_url" in spent.body) == (404, True)


async def test_a_button_of_an_ephemeral_message_does_not_carry_it(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    blocks = [section("pick", accessory=button("go"))]
    await bot.bolt.client.chat_postEphemeral(channel=COSTS, user=ANA, text="pick", blocks=blocks)
    message = await ana.message(COSTS, "pick")
    await ana.click(COSTS, message["ts"], "go")
    assert bot.seen[0]["container"]["is_ephemeral"]
    assert "message" not in bot.seen[0]
    with pytest.raises(NotPossible):
        await ana.click(COSTS, message["ts"], "no-such")
    async with person_at(slack.url, BEN) as ben:
        with pytest.raises(NotPossible):
            await ben.click(COSTS, message["ts"], "go")


async def test_a_menu_tells_the_chosen_option(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    options = [{"text": plain(name), "value": name} for name in ("model", "project")]
    menu = {"type": "static_select", "action_id": "go", "placeholder": plain("By"), "options": options}
    await bot.bolt.client.views_publish(user_id=ANA, view={"type": "home", "blocks": [section("x", accessory=menu)]})
    home = await ana.home()
    await ana.click_in_view(home["id"], "go", "project")
    body = bot.seen[0]
    assert body["actions"][0]["selected_option"] == options[1]
    assert body["container"] == {"type": "view", "view_id": home["id"]}
    assert body["view"]["type"] == "home"
    with pytest.raises(NotPossible):
        await ana.click_in_view(home["id"], "go", "colour")


async def test_opening_home_and_a_direct_message_are_events(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    im = slack.state.im(ANA).id
    await ana.open_home()
    await ana.say(im, "hello")
    assert len(bot.seen) == 1, "the app has not subscribed to messages"
    slack.state.settings.events.append("message.im")
    await ana.say(im, "hello again")
    home, message = (body["event"] for body in bot.seen)
    assert (home["type"], home["tab"], home["user"]) == ("app_home_opened", "home", ANA)
    assert (message["type"], message["channel_type"], message["text"]) == ("message", "im", "hello again")
    assert bot.seen[0]["event_id"] != bot.seen[1]["event_id"]


async def test_what_slack_repeats_is_the_same_request(slack: SmallSlack, ana: Person, bot: Bot) -> None:
    slack.state.settings.repeats = 2
    await ana.command(COSTS, "/tokenmeter")
    async with asyncio.timeout(5):
        bodies = [await bot.came.get() for _ in range(3)]
    assert len({body["trigger_id"] for body in bodies}) == 1


async def test_people_see_their_own_channels_only(slack: SmallSlack, ana: Person) -> None:
    async with person_at(slack.url, "U0GUS") as gus:
        assert LEADS not in {channel["id"] for channel in (await gus.sees())["channels"]}
    assert LEADS in {channel["id"] for channel in (await ana.sees())["channels"]}


async def test_without_a_bot_a_command_fails_at_once() -> None:
    slack = await start_slack()
    async with person_at(slack.url, ANA) as ana:
        assert await ana.command(COSTS, "/tokenmeter") == "dispatch_failed"
    await slack.running.close()


async def test_a_bot_with_another_signing_secret_lets_nothing_in(bot: Bot) -> None:
    receiving = await start(http_app(bot.bolt))
    slack = await start_slack(bot=SignedHttp(f"{receiving.url}/slack/events", secret="another"))
    async with person_at(slack.url, ANA) as ana:
        assert await ana.command(COSTS, "/tokenmeter") == "dispatch_failed"
    assert bot.seen == []
    await slack.running.close()
    await receiving.close()


async def test_an_event_that_was_not_taken_comes_again_with_its_number() -> None:
    attempts: asyncio.Queue[str] = asyncio.Queue()
    answers = iter((500, 500, 200))

    async def events(request: web.Request) -> web.Response:
        attempts.put_nowait(request.headers.get("X-Slack-Retry-Num", ""))
        return web.Response(status=next(answers))

    app = web.Application()
    app.router.add_post("/", events)
    receiving = await start(app)
    slack = await start_slack(bot=SignedHttp(receiving.url))
    slack.state.settings.retry_delays = [0.0, 0.01, 0.01]
    async with person_at(slack.url, ANA) as ana:
        assert await ana.open_home() == "dispatch_failed"
        async with asyncio.timeout(5):
            assert [await attempts.get() for _ in range(3)] == ["", "1", "2"]
    await slack.running.close()
    await receiving.close()
    assert attempts.empty()

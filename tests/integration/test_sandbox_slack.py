"""The small Slack answers as Slack does: its methods, their documented errors, and its limits."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.blocks import problems, view_problems
from sandbox.slack.person import NotPossible, person_at
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import BOT_TOKEN, Json

TEXT: Json = {"type": "plain_text", "text": "Hello"}
MODAL: Json = {"type": "modal", "title": TEXT, "blocks": [{"type": "section", "text": TEXT}]}


class SilentBot:
    """Acknowledges everything with what the test wishes, and keeps what it got."""

    def __init__(self) -> None:
        self.got: list[tuple[str, Json]] = []
        self.answer: Any = None

    async def send(self, kind: str, payload: Json, attempt: int = 0) -> Any:
        self.got.append((kind, payload))
        return self.answer


@pytest.fixture
def bot() -> SilentBot:
    return SilentBot()


@pytest.fixture
async def slack(bot: SilentBot) -> AsyncIterator[SmallSlack]:
    running = await start_slack(bot=bot)
    yield running
    await running.running.close()


@pytest.fixture
def client(slack: SmallSlack) -> AsyncWebClient:
    return AsyncWebClient(BOT_TOKEN, base_url=f"{slack.api_url}/", retry_handlers=[])


async def error_of(call: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    error: str = caught.value.response["error"]
    return error


async def test_a_wrong_token_is_refused(slack: SmallSlack) -> None:
    stranger = AsyncWebClient("xoxb-" + "nobody-" * 3, base_url=f"{slack.api_url}/", retry_handlers=[])
    assert await error_of(stranger.auth_test()) == "invalid_auth"


@pytest.mark.parametrize("channel", ["C0NOWHERE", "C0LEADS"])
async def test_a_channel_the_bot_cannot_see_is_not_found(client: AsyncWebClient, channel: str) -> None:
    assert await error_of(client.chat_postMessage(channel=channel, text="Hello")) == "channel_not_found"


async def test_a_public_channel_takes_messages_of_a_bot_that_has_not_joined_it(client: AsyncWebClient) -> None:
    assert (await client.chat_postMessage(channel="C0GENERAL", text="Hello"))["ok"]


async def test_a_user_s_id_as_the_channel_is_their_dm(client: AsyncWebClient, slack: SmallSlack) -> None:
    answer = await client.chat_postMessage(channel="U0BEN", text="Hello")
    assert answer["channel"] == slack.state.im("U0BEN").id


async def test_an_archived_channel_is_refused(client: AsyncWebClient, slack: SmallSlack) -> None:
    slack.state.channels["C0COSTS"].flags["is_archived"] = True
    assert await error_of(client.chat_postMessage(channel="C0COSTS", text="Hello")) == "is_archived"


async def test_a_picture_shows_only_once_it_is_processed(client: AsyncWebClient, slack: SmallSlack) -> None:
    slack.state.settings.file_delay = 0.0
    uploaded = await client.files_upload_v2(content=b"\x89PNG", filename="a.png", title="A")
    file_id = uploaded["files"][0]["id"]
    image = [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "A"}]
    assert await error_of(client.chat_postMessage(channel="C0COSTS", text="A", blocks=image)) == "invalid_blocks"
    while not (await client.files_info(file=file_id))["file"]["mimetype"]:
        pass
    assert (await client.chat_postMessage(channel="C0COSTS", text="A", blocks=image))["ok"]


async def test_a_trigger_opens_one_modal(client: AsyncWebClient, slack: SmallSlack) -> None:
    trigger = slack.state.trigger("U0ANA")
    assert (await client.views_open(trigger_id=trigger, view=MODAL))["view"]["id"]
    assert await error_of(client.views_open(trigger_id=trigger, view=MODAL)) == "exchanged_trigger_id"


async def test_a_trigger_is_too_old_after_three_seconds(client: AsyncWebClient, slack: SmallSlack) -> None:
    trigger = slack.state.trigger("U0ANA")
    slack.state.triggers[trigger].born -= 3.1
    assert await error_of(client.views_open(trigger_id=trigger, view=MODAL)) == "expired_trigger_id"


async def test_a_view_that_was_closed_is_not_found(client: AsyncWebClient, slack: SmallSlack) -> None:
    opened = await client.views_open(trigger_id=slack.state.trigger("U0ANA"), view=MODAL)
    async with person_at(slack.url, "U0ANA") as ana:
        await ana.close(opened["view"]["id"])
    assert await error_of(client.views_update(view_id=opened["view"]["id"], view=MODAL)) == "not_found"


async def test_more_than_a_burst_of_messages_is_answered_with_429(client: AsyncWebClient) -> None:
    for _ in range(4):
        await client.chat_postMessage(channel="C0COSTS", text="Hello")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C0COSTS", text="Hello")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")


async def test_an_answer_that_is_lost_leaves_the_message(client: AsyncWebClient, slack: SmallSlack) -> None:
    slack.state.settings.lose_answers = 1
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C0COSTS", text="Hello")
    assert [message["text"] for message in slack.state.channels["C0COSTS"].messages] == ["Hello"]


async def test_a_response_url_works_five_times_for_the_person_alone(slack: SmallSlack, bot: SilentBot) -> None:
    async with person_at(slack.url, "U0BEN") as ben, person_at(slack.url, "U0ANA") as ana:
        await ben.command("C0COSTS", "/tokenmeter help")
        url = bot.got[0][1]["response_url"]
        answers = [await _post(url, {"text": f"{number}"}) for number in range(6)]
        assert answers == [200] * 5 + [404]
        seen = [(await person.sees())["channels"][0]["messages"] for person in (ben, ana)]
        assert [len(messages) for messages in seen] == [5, 0]


async def _post(url: str, body: Json) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.post(url, json=body)).status_code


async def test_a_required_field_that_is_empty_never_reaches_the_bot(
    client: AsyncWebClient, slack: SmallSlack, bot: SilentBot
) -> None:
    field = {"type": "plain_text_input", "action_id": "a"}
    view = MODAL | {"submit": TEXT, "blocks": [{"type": "input", "block_id": "b", "label": TEXT, "element": field}]}
    opened = await client.views_open(trigger_id=slack.state.trigger("U0ANA"), view=view)
    async with person_at(slack.url, "U0ANA") as ana:
        assert list(await ana.submit(opened["view"]["id"], {"b": ""})) == ["b"]
        assert bot.got == []
        assert await ana.submit(opened["view"]["id"], {"b": "x"}) == {}
    [(kind, payload)] = bot.got
    assert kind == "interactive"
    assert payload["view"]["state"]["values"]["b"]["a"]["value"] == "x"


async def test_without_a_bot_the_person_reads_that_the_app_did_not_respond() -> None:
    slack = await start_slack()
    async with person_at(slack.url, "U0ANA") as ana:
        await ana.command("C0COSTS", "/tokenmeter help")
        await ana.message("C0COSTS", "did not respond", seconds=5)
    await slack.running.close()


async def test_nobody_presses_a_button_that_only_another_person_sees(slack: SmallSlack, bot: SilentBot) -> None:
    bot.answer = {"text": "for Ana", "blocks": []}
    async with person_at(slack.url, "U0ANA") as ana, person_at(slack.url, "U0BEN") as ben:
        await ana.command("C0COSTS", "/tokenmeter")
        message = await ana.message("C0COSTS", "for Ana")
        with pytest.raises(NotPossible):
            await ben.click("C0COSTS", message["ts"], "anything")


def button(**parts: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": TEXT} | parts


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}},
        {"type": "section", "text": {"type": "mrkdwn", "text": ""}},
        {"type": "section", "fields": [TEXT] * 11},
        {"type": "context", "elements": [TEXT] * 11},
        {"type": "actions", "elements": [button(action_id=f"a{n}") for n in range(26)]},
        {"type": "actions", "elements": [button(), button()]},
        {"type": "actions", "elements": [button(value="x" * 2001)]},
        {"type": "actions", "elements": [button(text={"type": "plain_text", "text": "x" * 76})]},
        {"type": "image", "image_url": "https://example.com/a.png"},
        {"type": "image", "alt_text": "x"},
        {"type": "nothing"},
    ],
)
def test_what_slack_refuses_in_a_message_is_a_problem(block: Json) -> None:
    assert problems([block], "message")
    assert problems([{"type": "section", "text": TEXT}], "message") == []


def test_fifty_blocks_are_a_message_s_most_and_a_hundred_a_home_tab_s() -> None:
    assert problems([{"type": "divider"}] * 50, "message") == []
    assert problems([{"type": "divider"}] * 51, "message")
    assert problems([{"type": "divider"}] * 100, "home") == []
    assert problems([{"type": "divider"}] * 101, "home")


def test_a_modal_with_a_title_that_is_too_long_or_an_input_without_a_submit_is_a_problem() -> None:
    assert view_problems(MODAL) == []
    assert view_problems(MODAL | {"title": {"type": "plain_text", "text": "x" * 25}})
    element = {"type": "plain_text_input", "action_id": "a"}
    assert view_problems(MODAL | {"blocks": [{"type": "input", "label": TEXT, "element": element}]})
    assert view_problems(MODAL | {"private_metadata": "x" * 3001})


async def test_two_people_wait_for_news_at_the_same_time(slack: SmallSlack, client: AsyncWebClient) -> None:
    async with person_at(slack.url, "U0ANA") as ana, person_at(slack.url, "U0BEN") as ben:
        waiting = asyncio.gather(*(person.message("C0COSTS", "news") for person in (ana, ben)))
        await client.chat_postMessage(channel="C0COSTS", text="news")
        assert len(await waiting) == 2

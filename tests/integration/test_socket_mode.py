"""Socket Mode over several connections: what Slack sends while it ends them is answered, each once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.metrics.instruments import Metrics
from bot.slack import socket_mode as socket_mode_module
from bot.slack.socket_mode import CONNECTIONS, SocketMode
from bot.slack.taking import Taking
from core.secret import Secret
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import APP_TOKEN
from sandbox.slack.towards_bot import NoAnswer
from tests.integration.small_slack import client_of, new_bolt, with_bot

SECONDS = 0.6
"""For which commands are typed."""

ROUNDS = 20
"""In which the library alone loses one; mostly it does in the first."""


@pytest.fixture
async def slack() -> AsyncIterator[SmallSlack]:
    slack = await start_slack()
    slack.state.settings.spread = True
    yield slack
    await slack.running.close()


def answering_bolt(handled: Counter[str]) -> AsyncApp:
    bolt = new_bolt()

    @bolt.command("/tokenmeter")
    async def _(ack, command) -> None:  # type: ignore[no-untyped-def]  # Bolt hands these by name
        handled[command["text"]] += 1
        await ack(text=f"{command['text']} it is", response_type="ephemeral")

    return bolt


@pytest.fixture
async def handled() -> Counter[str]:
    return Counter()


@pytest.fixture
async def bot(slack: SmallSlack, handled: Counter[str]) -> AsyncIterator[SocketMode]:
    bolt = answering_bolt(handled)
    bolt.client.base_url = f"{slack.api_url}/"
    bot = SocketMode(bolt, Secret(APP_TOKEN), client_of(slack), Taking(Metrics(), lambda: "0a1b2c3d"))
    await bot.connect()
    await standing(slack, CONNECTIONS)
    yield bot
    await bot.close()


async def standing(slack: SmallSlack, connections: int) -> None:
    """Return once there are so many."""
    async with asyncio.timeout(5):
        while slack.sockets.connections < connections:  # noqa: ASYNC110 (nothing tells of them)
            await asyncio.sleep(0.005)


async def type_commands(slack: SmallSlack, seconds: float = SECONDS) -> list[str]:
    """Type commands one after the other; the answer is what was answered to each, "" where nothing was."""
    answers, time = list[str](), asyncio.get_running_loop().time
    until = time() + seconds
    while time() < until:
        payload = {"command": "/tokenmeter", "text": str(len(answers)), "team_id": "T0ACME", "user_id": "U0ANA"}
        try:
            answers.append((await slack.sockets.send("slash_commands", payload))["text"])
        except NoAnswer:
            answers.append("")
        await asyncio.sleep(0.001)
    return answers


async def test_nothing_is_lost_while_slack_ends_all_connections_again_and_again(
    slack: SmallSlack, bot: SocketMode, handled: Counter[str]
) -> None:
    async def ended() -> None:
        for _ in range(4):
            await slack.sockets.refresh(linger=0.1)

    answers, _ = await asyncio.gather(type_commands(slack), ended())
    assert answers == [f"{number} it is" for number in range(len(answers))]
    assert len(answers) > 50
    assert set(handled.values()) == {1}
    assert slack.sockets.connections == CONNECTIONS


async def test_the_library_alone_leaves_commands_unanswered_meanwhile() -> None:
    """The control: it ends a connection before it opens the next. A command has to come just then."""
    async with with_bot(answering_bolt(Counter()), http=False) as slack:

        async def ended() -> None:
            for _ in range(4):
                await slack.sockets.refresh(linger=0.1)

        for _ in range(ROUNDS):
            answers, _ = await asyncio.gather(type_commands(slack), ended())
            if "" in answers:
                return
    pytest.fail("every command was answered")


async def test_a_connection_is_replaced_before_slack_ends_it(slack: SmallSlack, bot: SocketMode) -> None:
    ending = asyncio.create_task(slack.sockets.refresh(linger=60))
    await standing(slack, 2 * CONNECTIONS)
    ending.cancel()


async def test_an_address_that_is_good_no_more_is_followed_by_another(
    slack: SmallSlack, handled: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode_module, "OPENS_WITHIN", 0.2)
    client, given = client_of(slack), ["ws://127.0.0.1:9/socket"]
    ask = client.apps_connections_open

    async def first_a_dead_one(*, app_token: str) -> AsyncSlackResponse:
        answer = await ask(app_token=app_token)
        if given:
            answer.data = {"ok": True, "url": given.pop()}
        return answer

    monkeypatch.setattr(client, "apps_connections_open", first_a_dead_one)
    bot = SocketMode(answering_bolt(handled), Secret(APP_TOKEN), client, Taking(Metrics(), lambda: "0a1b2c3d"))
    async with asyncio.timeout(3):
        await bot.connect()
    await standing(slack, CONNECTIONS)
    await bot.close()


async def test_where_slack_has_too_many_already_it_is_not_asked_without_a_pause(
    slack: SmallSlack, bot: SocketMode
) -> None:
    asked = len(slack.state.received)
    await slack.sockets.end("too_many_websockets")
    await asyncio.sleep(0.2)
    assert len(slack.state.received) == asked


async def test_a_connection_that_breaks_is_replaced_after_a_breath(
    slack: SmallSlack, bot: SocketMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode_module, "BREATH", 0.05)
    await slack.sockets.end("link_disabled")
    await standing(slack, CONNECTIONS)
    assert all(await type_commands(slack, 0.05))

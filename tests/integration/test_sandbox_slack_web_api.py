"""The small Slack's Web API, called with Slack's own client."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.state import APP_TOKEN
from tests.integration.small_slack import (
    ANA,
    BEN,
    COSTS,
    GENERAL,
    GUS,
    LEADS,
    OLD,
    PNG,
    Json,
    Office,
    button,
    client_of,
    field,
    modal,
    office,
    plain,
    refusal,
    section,
)


@pytest.fixture
async def acme() -> AsyncIterator[Office]:
    async with office() as built:
        yield built


async def test_auth_test_names_the_bot_and_its_workspace(acme: Office) -> None:
    answer = await acme.client.auth_test()
    assert (answer["team"], answer["team_id"], answer["user_id"]) == ("Acme", "T0ACME", "U0BOT")
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-" + "wrong", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type")],
)
async def test_another_token_is_refused(acme: Office, token: str, error: str) -> None:
    assert (await refusal(client_of(acme.slack, token).auth_test()))["error"] == error


async def test_a_revoked_token_a_missing_scope_and_an_unknown_method_have_slacks_names(acme: Office) -> None:
    acme.slack.state.settings.missing_scopes = ["users:read"]
    refused = await refusal(acme.client.users_info(user=ANA))
    assert (refused["error"], refused["needed"]) == ("missing_scope", "users:read")
    assert "users:read," not in refused["provided"]
    assert (await refusal(acme.client.api_call("no.such")))["error"] == "unknown_method"
    acme.slack.state.settings.revoked = True
    assert (await refusal(acme.client.auth_test()))["error"] == "token_revoked"


async def test_people_have_zones_and_roles_and_addresses_only_with_the_scope(acme: Office) -> None:
    ana = (await acme.client.users_info(user=ANA))["user"]
    assert (ana["is_admin"], ana["tz"], ana["profile"]["email"]) == (True, "Europe/Berlin", "ana@acme.example")
    assert (await acme.client.users_info(user=GUS))["user"]["is_restricted"]
    acme.slack.state.settings.missing_scopes = ["users:read.email"]
    assert "email" not in (await acme.client.users_info(user=BEN))["user"]["profile"]
    assert (await refusal(acme.client.users_info(user="U404")))["error"] == "user_not_found"


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C404", "channel_not_found"), (LEADS, "channel_not_found"), (OLD, "is_archived"), ("U0BOT", "cannot_dm_bot")],
)
async def test_where_the_bot_cannot_post(acme: Office, channel: str, error: str) -> None:
    assert (await refusal(acme.client.chat_postMessage(channel=channel, text="hello")))["error"] == error


async def test_a_public_channel_takes_posts_without_joining_by_its_scope_alone(acme: Office) -> None:
    await acme.client.chat_postMessage(channel=GENERAL, text="hello")
    acme.slack.state.settings.missing_scopes = ["chat:write.public"]
    refused = await refusal(acme.client.chat_postMessage(channel=GENERAL, text="hello"))
    assert refused["error"] == "not_in_channel"
    await acme.client.conversations_join(channel=GENERAL)
    await acme.client.chat_postMessage(channel="#general", text="hello")
    refused = await refusal(acme.client.conversations_join(channel=LEADS))
    assert refused["error"] == "channel_not_found"


async def test_conversations_info_tells_shared_private_and_direct_apart(acme: Office) -> None:
    assert (await acme.client.conversations_info(channel="C0PARTNER"))["channel"]["is_ext_shared"]
    assert not (await acme.client.conversations_info(channel=GENERAL))["channel"]["is_member"]
    assert (await refusal(acme.client.conversations_info(channel=LEADS)))["error"] == "channel_not_found"
    acme.slack.state.channels[LEADS].members.add("U0BOT")
    assert (await acme.client.conversations_info(channel=LEADS))["channel"]["is_private"]
    im = (await acme.client.conversations_open(users=ANA))["channel"]["id"]
    assert (await acme.client.conversations_info(channel=im))["channel"]["is_im"]


async def test_a_message_to_a_person_arrives_in_their_dm_and_can_be_edited(acme: Office) -> None:
    posted = await acme.client.chat_postMessage(channel=ANA, text="one", blocks=[section("one")])
    assert posted["channel"] == acme.slack.state.im(ANA).id
    await acme.client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two", blocks=[section("two")])
    await acme.client.chat_update(channel=posted["channel"], ts=posted["ts"], text="three")
    [message] = acme.slack.state.im(ANA).messages
    assert message["text"] == "three"
    assert message["blocks"][0]["text"]["text"] == "two", "blocks that are not given stay"
    assert message["edited"]
    assert [edit["text"] for edit in acme.slack.state.edits[message["ts"]]] == ["one", "two"]


async def test_only_its_own_and_public_messages_can_be_edited_and_deleted(acme: Office) -> None:
    ghost = await acme.client.chat_postEphemeral(channel=COSTS, user=ANA, text="for Ana")
    refused = await refusal(acme.client.chat_update(channel=COSTS, ts=ghost["message_ts"], text="x"))
    assert refused["error"] == "message_not_found"
    assert (await refusal(acme.client.chat_postEphemeral(channel=COSTS, user="U404", text="x")))["error"] == (
        "user_not_in_channel"
    )
    posted = await acme.client.chat_postMessage(channel=COSTS, text="gone soon")
    link = (await acme.client.chat_getPermalink(channel=COSTS, message_ts=posted["ts"]))["permalink"]
    assert link.endswith(f"/archives/{COSTS}/p{posted['ts'].replace('.', '')}")
    await acme.client.chat_delete(channel=COSTS, ts=posted["ts"])
    assert (await refusal(acme.client.chat_delete(channel=COSTS, ts=posted["ts"])))["error"] == "message_not_found"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section("")]}, "invalid_blocks"),
        ({"text": "x", "blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": '[{"type"'}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "delivery"}}, "invalid_metadata_format"),
    ],
)
async def test_a_message_that_slack_does_not_take(acme: Office, given: Json, error: str) -> None:
    refused = await refusal(acme.client.api_call("chat.postMessage", json={"channel": COSTS, **given}))
    assert refused["error"] == error
    assert acme.slack.state.channels[COSTS].messages == []


async def test_invalid_blocks_say_where(acme: Office) -> None:
    blocks = [section("fine"), section("x" * 3001)]
    refused = await refusal(acme.client.chat_postMessage(channel=COSTS, text="x", blocks=blocks))
    [message] = refused["response_metadata"]["messages"]
    assert message == "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"


async def test_history_gives_the_newest_first_in_pages_and_metadata_when_asked(acme: Office) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "d1"}}
    for number in range(3):
        await acme.client.chat_postMessage(channel=COSTS, text=str(number), metadata=metadata)
    await acme.client.chat_postEphemeral(channel=COSTS, user=ANA, text="for Ana")
    first = await acme.client.conversations_history(channel=COSTS, limit=2, include_all_metadata=True)
    assert [message["text"] for message in first["messages"]] == ["2", "1"]
    assert first["messages"][0]["metadata"] == metadata
    rest = await acme.client.conversations_history(
        channel=COSTS, limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [message["text"] for message in rest["messages"]] == ["0"]
    assert not rest["has_more"]
    assert "metadata" not in rest["messages"][0]
    acme.slack.state.settings.missing_scopes = ["channels:history"]
    assert (await refusal(acme.client.conversations_history(channel=COSTS)))["error"] == "missing_scope"


async def test_an_upload_is_processed_a_little_later_and_only_then_shown_in_a_message(acme: Office) -> None:
    answer = await acme.client.files_upload_v2(content=PNG, filename="chart.png", title="Costs", alt_txt="Bars")
    file_id = answer["files"][0]["id"]
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "Bars"}
    assert (await acme.client.files_info(file=file_id))["file"]["mimetype"] == ""
    refused = await refusal(acme.client.chat_postMessage(channel=COSTS, text="x", blocks=[image]))
    assert refused["error"] == "invalid_blocks"
    assert "invalid slack file" in refused["response_metadata"]["messages"][0]

    acme.clock.seconds += 1
    info = (await acme.client.files_info(file=file_id))["file"]
    assert (info["mimetype"], info["original_w"], info["original_h"]) == ("image/png", 160, 90)
    await acme.client.chat_postMessage(channel=COSTS, text="x", blocks=[image])

    refused = await refusal(acme.client.chat_postEphemeral(channel=COSTS, user=ANA, text="x", blocks=[image]))
    assert refused["error"] == "invalid_blocks", "an ephemeral message has no files"
    foreign = image | {"slack_file": {"id": "F404"}}
    assert (await refusal(acme.client.chat_postMessage(channel=COSTS, text="x", blocks=[foreign])))["error"] == (
        "invalid_blocks"
    )


async def test_a_file_can_be_held_back_by_the_number_of_looks(acme: Office) -> None:
    acme.slack.state.settings.file_looks = 2
    answer = await acme.client.files_upload_v2(content=PNG, filename="chart.png")
    acme.clock.seconds += 1
    looks = [(await acme.client.files_info(file=answer["files"][0]["id"]))["file"]["mimetype"] for _ in range(3)]
    assert looks == ["", "", "image/png"]


async def test_a_file_can_be_shared_in_a_channel(acme: Office) -> None:
    await acme.client.files_upload_v2(content=PNG, filename="chart.png", channel=COSTS, initial_comment="Look")
    [message] = acme.slack.state.channels[COSTS].messages
    assert message["text"] == "Look"
    assert message["files"][0]["title"] == "chart.png"


async def test_a_file_that_is_no_picture_can_be_downloaded(acme: Office) -> None:
    await acme.client.files_upload_v2(content="a,b\r\n", filename="costs.csv", channel=COSTS)
    [message] = acme.slack.state.channels[COSTS].messages
    [file] = message["files"]
    assert (file["name"], file["size"], file["is_picture"]) == ("costs.csv", 5, False)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{acme.slack.url}/sandbox/files/{file['id']}") as answer,
    ):
        assert (answer.content_type, await answer.read()) == ("text/csv", b"a,b\r\n")
        assert answer.headers["Content-Disposition"] == "attachment"


async def test_an_upload_of_another_length_than_announced_is_refused(acme: Office) -> None:
    given = await acme.client.files_getUploadURLExternal(filename="chart.png", length=10)
    async with aiohttp.ClientSession() as session, session.post(given["upload_url"], data=PNG) as answer:
        assert answer.status == 400
    refused = await refusal(acme.client.files_completeUploadExternal(files=[{"id": given["file_id"], "title": "x"}]))
    assert refused["error"] == "file_not_found"


async def test_a_channel_takes_a_burst_and_then_a_message_a_second(acme: Office) -> None:
    for number in range(4):
        await acme.client.chat_postMessage(channel=COSTS, text=str(number))
    with pytest.raises(SlackApiError) as caught:
        await acme.client.chat_postMessage(channel=COSTS, text="too soon")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
    await acme.client.chat_postMessage(channel=GENERAL, text="elsewhere it goes on")
    acme.clock.seconds += 1
    await acme.client.chat_postMessage(channel=COSTS, text="later")
    acme.slack.state.settings.rate_limits = False
    for number in range(10):
        await acme.client.chat_postMessage(channel=COSTS, text=str(number))


async def test_a_lost_answer_leaves_the_message_posted(acme: Office) -> None:
    acme.slack.state.settings.lose_answers = 1
    with pytest.raises(aiohttp.ClientError):
        await acme.client.chat_postMessage(channel=COSTS, text="once")
    assert [message["text"] for message in acme.slack.state.channels[COSTS].messages] == ["once"]
    await acme.client.chat_postMessage(channel=COSTS, text="twice")


async def test_a_trigger_opens_one_modal_within_three_seconds(acme: Office) -> None:
    trigger = acme.slack.state.trigger(ANA)
    opened = (await acme.client.views_open(trigger_id=trigger, view=modal(section("hello"))))["view"]
    assert (opened["root_view_id"], opened["previous_view_id"]) == (opened["id"], None)
    assert (await _error(acme.client, trigger)) == "exchanged_trigger_id"
    late = acme.slack.state.trigger(ANA)
    acme.clock.seconds += 3.1
    assert (await _error(acme.client, late)) == "expired_trigger_id"
    assert (await _error(acme.client, "1.2.3")) == "invalid_trigger_id"


async def _error(client: AsyncWebClient, trigger: str) -> str:
    error: str = (await refusal(client.views_open(trigger_id=trigger, view=modal(section("hello")))))["error"]
    return error


async def test_a_view_changes_only_while_it_is_open_and_as_it_was(acme: Office) -> None:
    form = modal(field("name"), submit=plain("Go"))
    opened = (await acme.client.views_open(trigger_id=acme.slack.state.trigger(ANA), view=form))["view"]
    stale = await refusal(acme.client.views_update(view_id=opened["id"], hash="1.x", view=modal(section("new"))))
    assert stale["error"] == "hash_conflict"
    updated = await acme.client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(section("new")))
    assert updated["view"]["hash"] != opened["hash"]
    acme.slack.state.views.clear()
    gone = await refusal(acme.client.views_update(view_id=opened["id"], view=modal(section("new"))))
    assert gone["error"] == "not_found"


@pytest.mark.parametrize(
    ("view", "error"),
    [
        (modal(section("x"), title=plain("x" * 25)), "invalid_arguments"),
        (modal(field("name")), "invalid_arguments"),
        (modal(section("x", block_id="a"), section("y", block_id="a")), "duplicate_block_id"),
        (modal(section("x"), private_metadata="x" * 3001), "invalid_arguments"),
        ({"type": "home", "blocks": [section("x")]}, "invalid_arguments"),
    ],
)
async def test_a_view_that_slack_does_not_take(acme: Office, view: Json, error: str) -> None:
    refused = await refusal(acme.client.views_open(trigger_id=acme.slack.state.trigger(ANA), view=view))
    assert refused["error"] == error
    assert acme.slack.state.views == {}


async def test_views_lie_three_deep_at_most(acme: Office) -> None:
    form, state = modal(section("x"), close=plain("Back")), acme.slack.state
    top = (await acme.client.views_open(trigger_id=state.trigger(ANA), view=form))["view"]
    for _ in range(2):
        top = (await acme.client.views_push(trigger_id=state.trigger(ANA, top["id"]), view=form))["view"]
    refused = await refusal(acme.client.views_push(trigger_id=state.trigger(ANA, top["id"]), view=form))
    assert refused["error"] == "push_limit_reached"


async def test_the_home_tab_is_published_for_a_person(acme: Office) -> None:
    home = {"type": "home", "blocks": [section("hello")]}
    first = (await acme.client.views_publish(user_id=ANA, view=home))["view"]
    second = (await acme.client.views_publish(user_id=ANA, view=home, hash=first["hash"]))["view"]
    assert first["id"] == second["id"]
    stale = await refusal(acme.client.views_publish(user_id=ANA, view=home, hash=first["hash"]))
    assert stale["error"] == "hash_conflict"
    assert (await refusal(acme.client.views_publish(user_id="U404", view=home)))["error"] == "user_not_found"


async def test_everything_from_the_bot_is_kept_for_searches_but_no_token(acme: Office) -> None:
    canary = "canary-" * 3
    await acme.client.chat_postMessage(
        channel=COSTS, text=canary, blocks=[{"type": "actions", "elements": [button("a")]}]
    )
    async with aiohttp.ClientSession() as session, session.get(f"{acme.slack.url}/sandbox/transcript") as answer:
        told = await answer.text()
    assert told.count(canary) == 2, "in the channel, and in what was received"
    assert "xoxb-" not in told


async def test_settings_are_switched_by_name_and_type(acme: Office) -> None:
    async with aiohttp.ClientSession(acme.slack.url) as session:
        async with session.post("/sandbox/settings", json={"latency": 0, "errors": {"auth.test": "fatal_error"}}) as ok:
            assert ok.status == 200
        for wrong in ({"no_such": 1}, {"latency": "slow"}):
            async with session.post("/sandbox/settings", json=wrong) as refused:
                assert refused.status == 400
    assert (await refusal(acme.client.auth_test()))["error"] == "fatal_error"

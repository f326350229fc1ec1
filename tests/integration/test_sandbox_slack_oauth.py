"""The small Slack's way of installing an app, asked with Slack's own client: consent, codes, tokens that rotate."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.client import new_client
from sandbox.slack.oauth import GRACE, TOKEN_LIFE
from sandbox.slack.person import person_at
from sandbox.slack.world import BETA, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, TEAM
from tests.integration.small_slack import ANA, Office, client_of, office, refusal

ADMINS = {TEAM: ANA, BETA: "U0BEA"}
BACK = "http://127.0.0.1:9/slack/oauth_redirect"


@pytest.fixture
async def acme() -> AsyncIterator[Office]:
    async with office() as built:
        yield built


async def consent(acme: Office, team: str = BETA, answer: str = "allow") -> dict[str, str]:
    """What comes back to the app when somebody presses a button on the consent page."""
    async with new_client(base_url=acme.slack.url) as browser:
        form = {"who": f"{team} {ADMINS[team]}", "state": "a state", "redirect_uri": BACK, "answer": answer}
        found = await browser.post("/oauth/v2/authorize", data=form)
    assert found.status_code == 302
    return {name: value for name, [value] in parse_qs(urlsplit(found.headers["Location"]).query).items()}


async def access(acme: Office, client_secret: str = CLIENT_SECRET, **given: str) -> Any:
    """In the form: slack_sdk's own method uses a part of aiohttp that is going."""
    client = AsyncWebClient(base_url=f"{acme.slack.api_url}/")
    return await client.api_call(
        "oauth.v2.access", data={"client_id": CLIENT_ID, "client_secret": client_secret, **given}
    )


async def installed(acme: Office, team: str = BETA) -> Any:
    return await access(acme, code=(await consent(acme, team))["code"], redirect_uri=BACK)


async def test_consent_gives_a_code_and_the_code_once_a_token_of_that_workspace(acme: Office) -> None:
    back = await consent(acme)
    assert back["state"] == "a state"
    answer = await access(acme, code=back["code"], redirect_uri=BACK)
    assert (answer["team"]["id"], answer["authed_user"]["id"], answer["is_enterprise_install"]) == (
        BETA,
        "U0BEA",
        False,
    )
    named = await client_of(acme.slack, answer["access_token"]).auth_test()
    assert (named["team_id"], named["team"]) == (BETA, "Beta")
    again = await refusal(access(acme, code=back["code"], redirect_uri=BACK))
    assert again["error"] == "code_already_used"


async def test_the_consent_page_shows_what_is_asked_for_and_escapes_it(acme: Office) -> None:
    query = {"client_id": CLIENT_ID, "scope": "commands,<b>chat", "state": '"><b>', "redirect_uri": BACK}
    async with new_client(base_url=acme.slack.url) as browser:
        page = (await browser.get("/oauth/v2/authorize", params=query)).text
        wrong = await browser.get("/oauth/v2/authorize", params=query | {"client_id": "1.2"})
    assert "<li>commands</li>" in page
    assert "<b>" not in page
    assert '<option value="T0BETA U0BOB">Bob in Beta</option>' in page
    assert (wrong.status_code, wrong.text) == (400, "invalid_client_id")


async def test_a_refusal_and_wrong_codes_have_slacks_names(acme: Office) -> None:
    assert (await consent(acme, answer="cancel"))["error"] == "access_denied"
    assert (await refusal(access(acme, code="no such")))["error"] == "invalid_code"
    code = (await consent(acme))["code"]
    elsewhere = await refusal(access(acme, code=code, redirect_uri=f"{BACK}/2"))
    assert elsewhere["error"] == "bad_redirect_uri"
    acme.clock.seconds += 601
    assert (await refusal(access(acme, code=code, redirect_uri=BACK)))["error"] == "invalid_code"
    assert (await refusal(access(acme, client_secret="another", code=code)))["error"] == "bad_client_secret"


async def test_a_workspace_shows_its_own_people_and_messages_alone(acme: Office) -> None:
    token = (await installed(acme))["access_token"]
    await client_of(acme.slack, token).chat_postMessage(channel="C0SPEND", text="beta's alone")
    await acme.client.chat_postMessage(channel="C0COSTS", text="acme's alone")
    assert [message["text"] for message in acme.slack.beta.channels["C0SPEND"].messages] == ["beta's alone"]
    assert (await refusal(client_of(acme.slack, token).users_info(user=ANA)))["error"] == "user_not_found"
    async with person_at(f"{acme.slack.url}/{BETA}", "U0BEA") as bea, person_at(acme.slack.url, ANA) as ana:
        assert "beta's alone" in str(await bea.sees())
        assert "beta's alone" not in str(await ana.sees())


async def test_tokens_rotate_and_the_old_one_lives_on_beside_one_newer(acme: Office) -> None:
    acme.slack.oauth.rotation = True
    first = await installed(acme)
    assert first["expires_in"] == TOKEN_LIFE
    second = await access(acme, grant_type="refresh_token", refresh_token=first["refresh_token"])
    for token in (first["access_token"], second["access_token"]):
        await client_of(acme.slack, token).auth_test()
    third = await access(acme, grant_type="refresh_token", refresh_token=second["refresh_token"])
    dead = await refusal(client_of(acme.slack, first["access_token"]).auth_test())
    assert dead["error"] == "token_revoked"
    acme.clock.seconds += TOKEN_LIFE
    ended = await refusal(client_of(acme.slack, third["access_token"]).auth_test())
    assert ended["error"] == "token_expired"


async def test_a_used_refresh_token_is_good_for_a_short_grace_and_then_no_more(acme: Office) -> None:
    acme.slack.oauth.rotation = True
    first = await installed(acme)
    again = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    await access(acme, **again)
    acme.clock.seconds += GRACE
    await access(acme, **again)
    acme.clock.seconds += 1
    assert (await refusal(access(acme, **again)))["error"] == "invalid_refresh_token"


async def test_uninstalling_kills_its_tokens_and_those_of_no_other_workspace(acme: Office) -> None:
    tokens = [(await installed(acme, team))["access_token"] for team in (TEAM, BETA)]
    acme.slack.oauth.uninstall(BETA)
    await client_of(acme.slack, tokens[0]).auth_test()
    await client_of(acme.slack, BOT_TOKEN).auth_test()
    assert (await refusal(client_of(acme.slack, tokens[1]).auth_test()))["error"] == "token_revoked"

"""Installing by OAuth over real HTTP, with both databases: who consents has a bot, and every refusal is a page."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from httpx import URL, Response

from bot.oauth.consent import REDIRECT
from bot.operating.master_key import rotate
from bot.pace import MOST
from bot.settings import load
from bot.subscriptions.delivering import AT_LATEST
from sandbox.client import new_client
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.towards_bot import SignedHttp
from storage.audit import AuditLog
from storage.database import CommitLost
from storage.due import Due
from storage.installs import Installs
from storage.rules import Rules
from tests.conftest import FixedClock
from tests.integration.oauth_town import BETA, TEAM, OAuthTown, oauth_town
from tests.town import filled


@pytest.fixture
async def town(tmp_path: Path, database_url: str, clock: FixedClock, shared_charts: None) -> AsyncIterator[OAuthTown]:
    async with oauth_town(tmp_path / "home", database_url, clock) as built:
        yield built


@pytest.fixture
async def small(tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None) -> AsyncIterator[OAuthTown]:
    """For what has nothing to do with the database."""
    async with oauth_town(tmp_path / "home", sqlite_url, clock) as built:
        yield built


async def test_two_workspaces_install_it_and_each_is_answered_by_its_own(town: OAuthTown) -> None:
    async with town.browser() as browser:
        for team, name in ((BETA, "Beta"), (TEAM, "Acme")):
            page = await browser.install(team)
            assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
            assert f"TokenMeter is in {name}" in page.text
    for person in (town.bea, town.ana):
        [welcome] = await town.dm(person)
        assert [element["text"]["text"] for element in welcome["blocks"][-1]["elements"]] == ["Connect", "help"]
    assert await town.house.bots.all() == [TEAM, BETA]
    for person, place, other in ((town.bea, "C0SPEND", town.slack.state), (town.ana, "C0COSTS", town.slack.beta)):
        others = len(other.received)
        assert not await person.command(place, "/tokenmeter help usage")
        await person.message(place, "last 7 days")
        assert len(other.received) == others


async def test_the_button_of_the_welcome_opens_the_form_for_who_installed_it(small: OAuthTown) -> None:
    async with small.browser() as browser:
        await browser.install()
    [welcome] = await small.dm(small.bea)
    await small.bea.click(small.slack.beta.im("U0BEA").id, welcome["ts"], "open_connect")
    assert await small.bea.modal("TokenMeter reads")


async def test_the_welcome_comes_once_also_where_slack_did_not_take_it_at_first(
    small: OAuthTown, clock: FixedClock
) -> None:
    async with small.browser() as browser:
        small.slack.beta.settings.errors["chat.postMessage"] = "internal_error"
        assert (await browser.install()).status_code == 200
        assert await small.dm(small.bea) == []
        small.slack.beta.settings.errors.clear()
        for _ in range(3):
            clock.move(timedelta(minutes=1))
            await small.house.tasks.look_after(BETA)
        assert len(await small.dm(small.bea)) == 1


async def test_from_consent_to_the_first_chart(small: OAuthTown) -> None:
    small.slack.beta.settings.file_delay = 0.0
    async with small.browser() as browser:
        await browser.install()
    await small.bea.command("C0SPEND", "/tokenmeter connect")
    modal = await small.bea.modal("TokenMeter reads")
    await small.bea.submit(modal["id"], filled(modal, "Beta production", DEFAULT_KEY))
    await small.bea.modal("Connected")
    await small.bea.message(small.slack.beta.im("U0BEA").id, "last 30 days", seconds=60)
    assert small.slack.state.files == {}
    assert len(small.kept) == 2


async def test_the_master_key_is_rotated_while_the_bot_runs(small: OAuthTown) -> None:
    async with small.browser() as browser:
        await browser.install()
    told = await rotate(load(dict(small.variables), small.home))
    assert "So were the bot's tokens of 1 workspace." in told
    ring = small.home / "master.key"
    newest, oldest = ring.read_text().split()
    ring.write_text(f"{newest}\n")
    assert newest != oldest
    async with small.another() as (_, house):
        assert await house.bots.of(BETA) is not None
    assert len(small.kept) == 1


async def test_who_installed_it_manages_it_and_the_workspace_is_on_the_free_plan(town: OAuthTown) -> None:
    async with town.browser() as browser:
        await browser.install()
    workspace = await town.workspaces.get(BETA)
    assert workspace is not None
    assert (workspace.name, workspace.plan) == ("Beta", "free")
    [rule] = await Rules(town.house.shared.database).of(BETA)
    assert (rule.kind.value, rule.subject) == ("manager", "U0BEA")
    [entry] = await AuditLog(town.house.shared.database).entries(BETA)
    assert (entry.actor, entry.action, entry.subject) == ("U0BEA", "installed", "Beta")


async def test_installing_it_again_makes_nobody_a_manager(town: OAuthTown) -> None:
    """Whom Slack lets install apps is anybody, in many workspaces."""
    async with town.browser() as browser:
        await browser.install()
        page = await browser.consent(await browser.begin(), who=f"{BETA} U0BOB")
        assert "is back in Beta" in (await browser.open(page)).text
    assert [rule.subject for rule in await Rules(town.house.shared.database).of(BETA)] == ["U0BEA"]
    entries = await AuditLog(town.house.shared.database).entries(BETA)
    assert [entry.actor for entry in entries] == ["U0BEA", "U0BOB"]


async def test_installed_again_it_goes_on_with_what_it_knew_and_the_old_token_is_gone(town: OAuthTown) -> None:
    async with town.browser() as browser:
        await browser.install()
        first = town.kept
        page = await browser.install()
    assert "TokenMeter is back in Beta" in page.text
    assert len(first) == len(town.kept) == 1
    assert first != town.kept
    entries = await AuditLog(town.house.shared.database).entries(BETA)
    assert [entry.action for entry in entries] == ["installed", "installed again"]
    bot = await town.house.bots.of(BETA)
    assert bot is not None
    assert bot.token.reveal() == town.slack.oauth.tokens[1]


async def test_two_who_install_it_at_once_leave_one_token_that_works_and_are_both_told(town: OAuthTown) -> None:
    """Each clicks twice, and one manages it."""
    async with town.browser() as one, town.browser() as two:
        backs = [
            await each.consent(await each.begin(), who=f"{BETA} {who}")
            for each, who in ((one, "U0BEA"), (two, "U0BOB"))
        ]
        pages = await asyncio.gather(*(each.open(back) for each, back in zip((one, two) * 2, backs * 2, strict=True)))
    assert sorted(page.status_code for page in pages) == [200, 200, 409, 409]
    assert len(town.kept) == 1
    [manager] = await Rules(town.house.shared.database).of(BETA)
    assert manager.subject in ("U0BEA", "U0BOB")
    await town.settle()
    told = {who: town.slack.beta.im(who).messages for who in ("U0BEA", "U0BOB")}
    assert {who: len(messages) for who, messages in told.items()} == {"U0BEA": 1, "U0BOB": 1}
    assert [who for who, [message] in told.items() if "you manage it" in message["text"]] == [manager.subject]
    assert not await town.bea.command("C0SPEND", "/tokenmeter help usage")
    await town.bea.message("C0SPEND", "last 7 days")


REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}


async def uninstall(town: OAuthTown, clock: FixedClock, at: int | None = None) -> None:
    town.slack.oauth.uninstall(BETA)
    slack = SignedHttp(f"{town.address}/slack/events", now=lambda: clock.now().timestamp())
    at = int(clock.now().timestamp()) if at is None else at
    body = {"type": "event_callback", "team_id": BETA, "event_id": f"Ev{at}", "event_time": at}
    await slack.send("events_api", body | {"event": {"type": "app_uninstalled"}})
    await town.settle()


async def test_removed_it_is_purged_with_its_token_and_starts_clean_when_it_is_installed_again(
    town: OAuthTown, clock: FixedClock
) -> None:
    async with town.browser() as browser:
        await browser.install()
        clock.move(timedelta(seconds=5))
        await uninstall(town, clock)
        assert await town.workspaces.get(BETA) is None
        assert town.kept == []
        assert await town.house.bots.all() == []
        page = await browser.install()
    assert "TokenMeter is in Beta" in page.text
    assert [entry.action for entry in await AuditLog(town.house.shared.database).entries(BETA)] == ["installed"]


async def test_an_uninstallation_that_is_told_after_it_was_installed_again_removes_nothing(
    small: OAuthTown, clock: FixedClock
) -> None:
    """Slack tells it again for an hour, where nobody answered."""
    then = int(clock.now().timestamp())
    clock.move(timedelta(minutes=5))
    async with small.browser() as browser:
        await browser.install()
    await uninstall(small, clock, at=then)
    assert await small.workspaces.get(BETA) is not None
    assert len(small.kept) == 1


async def test_while_the_last_one_cannot_be_removed_no_new_one_begins(small: OAuthTown, clock: FixedClock) -> None:
    async with small.browser() as browser:
        await browser.install()
        secret = small.kept[0]
        content = secret.read_bytes()
        secret.unlink()
        secret.mkdir()
        await uninstall(small, clock)
        assert await small.workspaces.uninstalled() == [BETA]
        page = await browser.install()
        assert (page.status_code, "still being removed" in page.text) == (503, True)
        secret.rmdir()
        secret.write_bytes(content)
        assert "TokenMeter is in Beta" in (await browser.install()).text


async def test_a_revoked_token_stops_the_workspace_and_keeps_its_data_until_it_is_installed_again(
    town: OAuthTown, clock: FixedClock
) -> None:
    async with town.browser() as browser:
        await browser.install()
        await town.bea.happens(REVOKED)
        await town.settle()
        assert await town.house.bots.all() == [BETA]  # it was another token: Slack takes this one
        town.slack.oauth.uninstall(BETA)
        await town.bea.happens(REVOKED)
        await town.settle()
        workspace = await town.workspaces.get(BETA)
        assert workspace is not None
        assert workspace.revoked_at == clock.now()
        assert await town.house.bots.all() == []
        clock.move(timedelta(minutes=1))
        page = await browser.install()
    assert "TokenMeter is back in Beta" in page.text
    assert await town.house.bots.all() == [BETA]
    entries = await AuditLog(town.house.shared.database).entries(BETA)
    assert [entry.action for entry in entries] == ["installed", "token revoked", "installed again"]
    assert "is back in Beta" in (await town.dm(town.bea))[-1]["text"]


async def test_where_slack_cannot_be_asked_about_a_revoked_token_another_process_asks_until_it_is_known(
    town: OAuthTown, clock: FixedClock
) -> None:
    settings = town.slack.beta.settings
    async with town.browser() as browser, town.another() as (_, other):
        await browser.install()
        assert len(await town.dm(town.bea)) == 1
        town.slack.oauth.uninstall(BETA)
        settings.down = True
        await town.bea.happens(REVOKED)
        await town.settle()
        await other.tasks.look_after(BETA)
        assert await town.house.bots.all() == [BETA]
        settings.down = False
        clock.move(timedelta(minutes=1))
        assert BETA in await Due(town.house.shared.database).looks(clock.now(), 9)
        await other.tasks.look_after(BETA)
        assert await town.house.bots.all() == []
        assert "is back in Beta" in (await browser.install()).text
        await other.tasks.look_after(BETA)
    assert await town.house.bots.all() == [BETA]


async def test_a_look_that_meets_a_dead_token_stops_the_workspace_though_no_event_came(
    small: OAuthTown, clock: FixedClock
) -> None:
    async with small.browser() as browser:
        small.slack.beta.settings.errors["chat.postMessage"] = "internal_error"
        await browser.install()
        await small.settle()
        small.slack.beta.settings.errors.clear()
        clock.move(timedelta(minutes=1))
        for dead in ("invalid_auth", "account_inactive"):  # Slack says so of one method alone: nothing is over
            small.slack.beta.settings.errors["chat.postMessage"] = dead
            await small.house.tasks.look_after(BETA)
            assert await small.house.bots.all() == [BETA]
            clock.move(AT_LATEST)
        small.slack.beta.settings.errors.clear()
        small.slack.oauth.uninstall(BETA)
        await small.house.tasks.look_after(BETA)
        assert await small.house.bots.all() == []
    entries = await AuditLog(small.house.shared.database).entries(BETA)
    assert [entry.action for entry in entries] == ["installed", "token revoked"]


async def test_a_refusal_that_may_be_of_this_machine_s_address_stops_nothing_for_three_days(
    small: OAuthTown, clock: FixedClock
) -> None:
    errors = small.slack.beta.settings.errors
    async with small.browser() as browser:
        errors["chat.postMessage"] = errors["auth.test"] = "invalid_auth"
        await browser.install()
        await small.settle()
        for _ in range(2):
            clock.move(timedelta(minutes=1))
            await small.house.tasks.look_after(BETA)
            assert await small.workspaces.doubted_at(BETA) is not None
        errors.clear()
        assert await small.dm(small.bea) == []
        await small.house.tasks.look_after(BETA)
        assert await small.workspaces.doubted_at(BETA) is None
        assert len(await small.dm(small.bea)) == 1
        await small.workspaces.doubt(BETA, clock.now())
        errors["auth.test"] = "invalid_auth"
        clock.move(timedelta(days=2))
        await small.house.tasks.look_after(BETA)
        assert await small.house.bots.all() == [BETA]
        clock.move(timedelta(days=1))
        await small.house.tasks.look_after(BETA)
        assert await small.house.bots.all() == []


async def test_an_answer_about_a_token_that_was_replaced_meanwhile_stops_nothing(
    small: OAuthTown, clock: FixedClock
) -> None:
    async with small.browser() as browser:
        await browser.install()
        await small.workspaces.doubt(BETA, clock.now())
        await browser.install()
        await small.workspaces.revoke(BETA, clock.now(), doubted_at=clock.now())
        assert await small.workspaces.doubted_at(BETA) is None
    assert await small.house.bots.all() == [BETA]


async def test_a_declined_request_is_told_with_what_to_do(small: OAuthTown) -> None:
    async with small.browser() as browser:
        page = await browser.open(await browser.consent(await browser.begin(), answer="cancel"))
    assert (page.status_code, "Nothing was installed" in page.text, "/slack/install" in page.text) == (403, True, True)


async def test_a_state_counts_once_and_in_the_browser_that_began(small: OAuthTown) -> None:
    async with small.browser() as mine, small.browser() as other:
        back = await mine.consent(await mine.begin())
        foreign = await other.open(back)
        assert (foreign.status_code, "another attempt" in foreign.text) == (400, True)
        await other.begin()
        assert (await other.open(back)).status_code == 400
        assert (await mine.open(back)).status_code == 200
        again = await mine.open(back)
        assert (again.status_code, "This attempt is over" in again.text) == (409, True)
    assert await small.house.bots.all() == [BETA]


async def test_two_attempts_side_by_side_in_one_browser_both_count(small: OAuthTown) -> None:
    async with small.browser() as browser:
        first, second = await browser.begin(), await browser.begin()
        for page, team in ((first, BETA), (second, TEAM)):
            assert (await browser.open(await browser.consent(page, team))).status_code == 200


async def test_begun_at_one_process_it_is_finished_at_another_which_both_serve_then(
    town: OAuthTown, clock: FixedClock
) -> None:
    async with town.another() as (address, house), town.browser() as browser:
        back = await browser.consent(await browser.begin())
        assert (await browser.open(back.replace(town.address, address))).status_code == 200
        again = await browser.open(back)
        assert (again.status_code, "This attempt is over" in again.text) == (409, True)
        for bots in (town.house.bots, house.bots):
            assert await bots.has(BETA)
            assert await bots.of(BETA) is not None
        await house.shared.in_flight.drain(10)


async def test_after_ten_minutes_it_is_too_late(small: OAuthTown, clock: FixedClock) -> None:
    async with small.browser() as browser:
        back = await browser.consent(await browser.begin())
        clock.move(timedelta(minutes=10, seconds=1))
        page = await browser.open(back)
    assert (page.status_code, "more than ten minutes" in page.text) == (400, True)


OTHER_APP = "set up for another Slack app"
SLACK_SAYS = {
    "invalid_code": (400, "does not take this attempt"),
    "code_already_used": (400, "does not take this attempt"),
    "bad_client_secret": (500, OTHER_APP),
    "invalid_client_id": (500, OTHER_APP),
    "bad_redirect_uri": (500, OTHER_APP),
    "internal_error": (502, "Slack did not answer"),
    "ratelimited": (502, "Slack did not answer"),
}


async def test_what_slack_refuses_is_a_page_without_slack_s_word_for_it(small: OAuthTown) -> None:
    async with small.browser() as browser:
        for error, (status, says) in SLACK_SAYS.items():
            small.slack.state.settings.errors["oauth.v2.access"] = error
            page = await browser.install()
            assert (page.status_code, says in page.text, error in page.text) == (status, True, False)
    assert small.kept == []


async def test_slack_away_is_a_page_and_the_next_attempt_goes_through(small: OAuthTown) -> None:
    settings = small.slack.state.settings
    async with small.browser() as browser:
        settings.down = True
        assert (await browser.install()).status_code == 502
        settings.down = False
        settings.lose_method, settings.lose_answers = "oauth.v2.access", 1
        assert (await browser.install()).status_code == 502
        assert (await browser.install()).status_code == 200


async def test_a_flood_of_attempts_reaches_slack_no_more_than_the_pace_allows_and_others_get_through(
    small: OAuthTown, clock: FixedClock
) -> None:
    def asked() -> int:
        return sum(call["method"] == "oauth.v2.access" for call in small.slack.state.received)

    async with small.browser() as hostile, small.browser() as genuine:
        pages = list[Response]()
        for _ in range(MOST + 5):
            state = (await hostile.begin()).params["state"]
            address = f"{small.address}{REDIRECT}?{urlencode({'state': state, 'code': 'guessed'})}"
            # What came in its own line, and what stands before the proxy's in that line, the sender has made up.
            forged = f"10.0.0.{len(pages)}"
            lines = {"x-forwarded-for": forged, "X-Forwarded-For": f"{forged}, 198.51.100.9"}
            pages.append(await hostile.open(address, **lines))
        assert [page.status_code for page in pages] == [400] * MOST + [429] * 5
        assert (asked(), "wait a minute" in pages[-1].text) == (MOST, True)
        back = await genuine.consent(await genuine.begin())
        assert (await genuine.open(back, **{"X-Forwarded-For": "198.51.100.10"})).status_code == 200
        clock.move(timedelta(minutes=1))
        back = await hostile.consent(await hostile.begin())
        assert (await hostile.open(back, **{"X-Forwarded-For": "198.51.100.9"})).status_code == 200


async def test_a_whole_organization_is_refused_with_a_sentence(small: OAuthTown) -> None:
    small.slack.oauth.org_wide = True
    async with small.browser() as browser:
        page = await browser.install()
    assert (page.status_code, "workspace by workspace" in page.text) == (403, True)
    assert await small.workspaces.all() == []
    assert small.kept == []


async def test_a_vault_that_does_not_take_the_token_leaves_nothing(small: OAuthTown) -> None:
    (small.home / "vault").write_text("a file where the folder should be")
    async with small.browser() as browser:
        page = await browser.install()
    assert (page.status_code, "could not keep" in page.text) == (503, True)
    assert await small.workspaces.all() == []


async def test_where_the_answer_to_the_commit_is_lost_the_token_stays(
    small: OAuthTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Installs.put

    async def unheard(*given: Any) -> None:
        await put(*given)
        raise CommitLost

    monkeypatch.setattr(Installs, "put", unheard)
    async with small.browser() as browser:
        page = await browser.install()
    assert page.status_code == 503
    assert [each.id for each in await small.workspaces.all()] == [BETA]
    assert len(small.kept) == 1


HOSTILE = [
    "",
    "x",
    "A" * 76,
    "<script>alert(1)</script>",
    "\0\xff",
    "%00%ff",
    "../../etc",
    "🙈" * 40,
    "=" * 300,
    "A" * 100_000,
]


async def test_hostile_states_get_a_page_that_repeats_nothing(small: OAuthTown, clock: FixedClock) -> None:
    async with small.browser() as browser:
        await browser.begin()
        for state in HOSTILE:
            clock.move(timedelta(minutes=1))
            for more in ({"code": state}, {"error": state}, {"code": "1.2", "error": "access_denied"}):
                query = urlencode({"state": state, **more})[:6_000]
                page = await browser.open(f"{small.address}/slack/oauth_redirect?{query}")
                assert page.status_code == 400
                assert "another attempt" in page.text
                assert len(state) < 2 or state[:40] not in page.text
    assert not [call for call in small.slack.state.received if call["method"] == "oauth.v2.access"]


async def test_behind_tls_the_cookie_is_this_host_s_alone_and_no_script_reads_it(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None
) -> None:
    address = "https://tokenmeter.acme.example"
    around = oauth_town(tmp_path / "home", sqlite_url, clock, TOKENMETER_PUBLIC_URL=address)
    async with around as town, new_client() as client:
        answer = await client.get(f"{town.address}/slack/install")
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-tokenmeter-install"
    assert {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"} == set(rest.split("; ")[1:])
    assert URL(answer.headers["Location"]).params["redirect_uri"] == f"{address}/slack/oauth_redirect"
    assert "users:read" in URL(answer.headers["Location"]).params["scope"].split(",")


async def test_pages_load_nothing_and_tell_nobody_where_they_were(small: OAuthTown) -> None:
    async with small.browser() as browser:
        page = await browser.install()
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert "src=" not in page.text
    assert page.text.count("http") == page.text.count(small.slack.url)

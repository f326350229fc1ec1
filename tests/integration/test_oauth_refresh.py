"""Tokens that end are followed by others in time: by one process at a time, killed anywhere, and never lost."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.oauth.consent import Consent
from bot.oauth.refreshing import AHEAD, AT_ONCE, LEASE, Refreshing
from bot.oauth.stored_bots import StoredBots
from bot.settings import OAuthApp
from core.crypto import Keyring
from core.install import Granted, Install, Refreshed, Tokens
from core.keys import TOKENS, KeyKeeper
from core.rotating import rotate_master_key
from core.secret import Secret
from core.sweep import sweep
from sandbox.slack.oauth import GRACE, TOKEN_LIFE
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.world import BETA, CLIENT_ID, CLIENT_SECRET, TEAM
from storage.connections import Connections
from storage.database import Database, DatabaseDown
from storage.installs import Installs, NewInstall
from storage.vault.local import LocalVault
from storage.workspaces import Workspaces
from tests.conftest import NOW, FixedClock
from tests.integration.dying import Fuse, Killed, dying

APP = OAuthApp(CLIENT_ID, Secret(CLIENT_SECRET), "http://127.0.0.1:9")
LIFE = timedelta(seconds=TOKEN_LIFE)
UID = "0b" * 8


@dataclass
class World:
    """A workspace that installed the bot where tokens rotate, and any number of processes."""

    database: Database
    folder: Path
    slack: SmallSlack
    clock: FixedClock

    def __post_init__(self) -> None:
        self.masters = [bytes(32)]
        self.installs = Installs(self.database)
        self.workspaces = Workspaces(self.database)
        self.consent = Consent(APP, self.slack.api_url, self.clock)

    @property
    def keys(self) -> KeyKeeper:
        async def reread() -> Keyring:
            return Keyring(self.masters, os.urandom)

        vault = LocalVault(self.folder, os.urandom)
        return KeyKeeper(vault, Keyring(self.masters, os.urandom), os.urandom, reread)

    @property
    def tokens(self) -> KeyKeeper:
        return self.keys.of_kind(TOKENS)

    def process(self, name: str = "one") -> Refreshing:
        return Refreshing(self.consent, self.tokens, self.installs, self.workspaces, name, self.clock)

    def bots(self, name: str = "one") -> StoredBots:
        return StoredBots(self.installs, self.tokens, self.process(name), self.clock)

    async def install(self, workspace: str = BETA, user: str = "U0BEA", uid: str = UID) -> None:
        code = self.slack.oauth.consent(workspace, user, f"{APP.public_url}/slack/oauth_redirect")
        granted = (await self.consent.exchange(code)).granted
        kept = await self.tokens.keep(workspace, uid, granted.tokens.written())
        await self.installs.put(NewInstall(uid, granted, kept.secret_ref, self.clock.now()), "free")

    async def token(self) -> str:
        bot = await self.bots().of(BETA)
        assert bot is not None
        return bot.token.reveal()

    async def works(self) -> bool:
        """Whether Slack takes the token that the bot has now."""
        client = AsyncWebClient(await self.token(), base_url=f"{self.slack.api_url}/")
        return bool((await client.auth_test())["ok"])

    @property
    def kept(self) -> int:
        return len(list(self.folder.iterdir()))

    @property
    def asked(self) -> int:
        """How often Slack was asked for the next token."""
        calls = [call for call in self.slack.state.received if call["method"] == "oauth.v2.access"]
        return sum(call["grant_type"] == "refresh_token" for call in calls)


@pytest.fixture
async def world(database: Database, tmp_path: Path, clock: FixedClock) -> AsyncIterator[World]:
    slack = await start_slack(now=lambda: clock.now().timestamp())
    slack.oauth.rotation = True
    built = World(database, tmp_path / "vault", slack, clock)
    await built.install()
    yield built
    await slack.running.close()


async def test_the_next_token_is_fetched_two_hours_before_the_end_and_the_old_one_destroyed(world: World) -> None:
    first = await world.token()
    world.clock.move(LIFE - AHEAD - timedelta(seconds=1))
    await world.process().refresh_due()
    assert (world.asked, await world.token()) == (0, first)
    world.clock.move(timedelta(seconds=1))
    await world.workspaces.doubt(BETA, world.clock.now())
    await world.process().refresh_due()
    assert world.asked == 1
    assert await world.workspaces.doubted_at(BETA) is None
    assert await world.token() != first
    assert await world.works()
    assert world.kept == 1
    await world.process().refresh_due()
    assert world.asked == 1


async def test_it_goes_on_day_after_day(world: World) -> None:
    for _ in range(4):
        world.clock.move(LIFE - AHEAD)
        await world.process().refresh_due()
        assert await world.works()
    assert (world.asked, world.kept) == (4, 1)


async def test_of_four_processes_at_once_one_fetches_it(world: World) -> None:
    world.clock.move(LIFE - AHEAD)
    await asyncio.gather(*(world.process(name).refresh_due() for name in "abcd"))
    assert (world.asked, world.kept) == (1, 1)
    assert await world.works()


async def test_after_a_night_without_a_process_the_first_who_needs_it_fetches_it(world: World) -> None:
    world.clock.move(timedelta(days=3))
    assert await world.works()
    assert world.asked == 1


async def test_a_process_that_has_the_old_token_goes_on_and_then_takes_the_new_one(world: World) -> None:
    other = world.bots("other")
    before = await other.of(BETA)
    world.clock.move(LIFE - AHEAD)
    await world.process().refresh_due()
    assert before is not None
    client = AsyncWebClient(before.token.reveal(), base_url=f"{world.slack.api_url}/")
    assert (await client.auth_test())["ok"]
    after = await other.of(BETA)
    assert after is not None
    assert after.token.reveal() == await world.token() != before.token.reveal()


async def test_a_process_that_reads_the_row_right_before_the_old_token_is_destroyed_takes_the_new_one(
    world: World,
) -> None:
    stale = await world.installs.alive(BETA)
    world.clock.move(LIFE - AHEAD)
    await world.process().refresh_due()

    class Late(Installs):
        rows = (row for row in [stale])

        async def alive(self, workspace: str) -> Install | None:
            return next(self.rows, None) or await super().alive(workspace)

    bot = await StoredBots(Late(world.database), world.tokens, world.process(), world.clock).of(BETA)
    assert bot is not None
    assert bot.token.reveal() == await world.token()


async def test_while_the_database_is_away_who_asked_can_still_be_told(world: World) -> None:
    class Away(Installs):
        is_away = False

        async def alive(self, workspace: str) -> Install | None:
            if self.is_away:
                raise DatabaseDown
            return await super().alive(workspace)

    installs = Away(world.database)
    bots = StoredBots(installs, world.tokens, world.process(), world.clock)
    known = await bots.of(BETA)
    installs.is_away = True
    assert known is not None
    assert await bots.of(BETA) is known
    with pytest.raises(DatabaseDown):
        await bots.of("T0OTHER")


async def test_killed_at_any_step_the_next_process_has_a_token_that_works(world: World) -> None:
    """Also where Slack has answered already: within its grace the refresh token that was used is taken again."""
    steps, killed = 0, True
    world.clock.move(AHEAD)
    while killed:
        world.clock.move(LIFE - 2 * AHEAD)
        fuse = Fuse(steps)
        parts = (dying(world.consent, fuse), dying(world.tokens, fuse), dying(world.installs, fuse), world.workspaces)
        try:
            await Refreshing(*parts, "killed", world.clock, at_once=1).refresh_due()
            killed = False
        except Killed:
            assert await world.works()
            world.clock.move(LEASE + timedelta(seconds=1))
            assert LEASE.total_seconds() < GRACE
            await world.process("next").refresh_due()
        assert await world.works()
        world.clock.move(AHEAD)
        assert await world.works()
        steps += 1
    assert steps > 5
    swept = await swept_a_day_later(world)
    assert (swept, world.kept) == (True, 1)
    assert await world.works()


async def swept_a_day_later(world: World) -> bool:
    """The vault's clock is the machine's: a sweep far in the future sees what was left as old enough."""
    now, since = NOW + timedelta(days=9999), NOW - timedelta(days=9999)
    keys, tokens = world.keys, world.tokens
    done = await sweep(keys, Connections(world.database), tokens, world.installs, now, since, lambda: 0.5)
    return done.destroyed > 0


async def test_the_sweep_leaves_the_tokens_that_are_in_use_alone(world: World) -> None:
    assert not await swept_a_day_later(world)
    assert await world.works()


async def test_the_sweep_leaves_all_alone_where_no_master_key_opens_the_row(world: World) -> None:
    world.masters = [bytes([7]) * 32]
    assert not await swept_a_day_later(world)
    assert world.kept == 1


async def test_a_new_master_key_seals_the_tokens_again(world: World) -> None:
    world.masters.insert(0, bytes([1]) * 32)
    rotated = await rotate_master_key(world.tokens, world.installs)
    assert (rotated.rewrapped, rotated.left, rotated.unreadable) == (1, 0, ())
    del world.masters[1:]
    assert await world.works()
    assert world.kept == 1


async def test_a_new_master_key_in_the_middle_of_fetching_loses_neither(world: World) -> None:
    first, keeper = await world.token(), world.tokens
    world.clock.move(LIFE - AHEAD)

    class Between(Consent):
        async def refresh(self, refresh_token: Secret) -> object:  # type: ignore[override]
            world.masters.insert(0, bytes([1]) * 32)
            await rotate_master_key(world.tokens, world.installs)
            return await super().refresh(refresh_token)

    between = Between(APP, world.slack.api_url, world.clock)
    await Refreshing(between, keeper, world.installs, world.workspaces, "one", world.clock).refresh_due()
    del world.masters[1:]
    assert await world.works()
    assert await world.token() != first
    assert (world.asked, world.kept) == (1, 1)


async def test_while_slack_is_away_the_token_in_use_is_used_and_the_next_one_fetched_later(world: World) -> None:
    first = await world.token()
    world.clock.move(LIFE - AHEAD)
    world.slack.state.settings.down = True
    await world.process().refresh_due()
    assert await world.token() == first
    world.slack.state.settings.down = False
    world.clock.move(LEASE + timedelta(seconds=1))
    await world.process().refresh_due()
    assert await world.token() != first


async def test_an_answer_that_is_lost_is_asked_for_again_within_slacks_grace(world: World) -> None:
    settings = world.slack.state.settings
    settings.lose_method, settings.lose_answers = "oauth.v2.access", 1
    world.clock.move(LIFE - AHEAD)
    await world.process().refresh_due()
    world.clock.move(LEASE + timedelta(seconds=1))
    await world.process().refresh_due()
    world.clock.move(AHEAD)
    assert await world.works()
    assert world.asked == 2


async def test_refused_it_goes_on_with_the_token_in_use_and_stops_at_its_end_with_all_kept(world: World) -> None:
    world.clock.move(LIFE - AHEAD)
    world.slack.state.settings.errors["oauth.v2.access"] = "invalid_refresh_token"
    await world.process().refresh_due()
    assert await world.works()
    world.clock.move(AHEAD)
    assert await world.bots().of(BETA) is None
    workspace = await world.workspaces.get(BETA)
    assert workspace is not None
    assert workspace.revoked_at == world.clock.now()
    del world.slack.state.settings.errors["oauth.v2.access"]
    await world.install()
    assert await world.works()


async def test_with_a_wrong_client_secret_no_workspace_has_to_install_it_again(world: World) -> None:
    """It would be all of them, and each by a click of its own."""
    errors = world.slack.state.settings.errors
    for wrong in ("bad_client_secret", "invalid_client_id"):
        errors["oauth.v2.access"] = wrong
        world.clock.move(LIFE)
        await world.process().refresh_due()
        workspace = await world.workspaces.get(BETA)
        assert workspace is not None
        assert workspace.revoked_at is None
    errors.clear()
    world.clock.move(LEASE + timedelta(seconds=1))
    assert await world.works()


async def test_one_that_fails_keeps_no_other_from_its_next_token_however_long_they_take(world: World) -> None:
    class Slow(Consent):
        async def refresh(self, refresh_token: Secret) -> Refreshed:
            world.clock.move(LEASE + timedelta(seconds=1))
            return await super().refresh(refresh_token)

    no_secret = Granted("T9", "Nine", "U9", Tokens(Secret("xoxb-" + "test-" * 4)), world.clock.now() + AHEAD)
    await world.installs.put(NewInstall("99" * 8, no_secret, b"opens by no key", world.clock.now()), "free")
    await world.install(TEAM, "U0ANA", "0c" * 8)
    world.clock.move(LIFE - AHEAD)
    slow = Slow(APP, world.slack.api_url, world.clock)
    await Refreshing(slow, world.tokens, world.installs, world.workspaces, "one", world.clock).refresh_due()
    ends = {each.workspace: each.expires_at for each in await world.installs.all() if each.expires_at is not None}
    assert ends["T9"] <= world.clock.now() < min(ends[TEAM], ends[BETA]) - AHEAD


async def test_several_are_fetched_at_once_those_that_end_first_first_and_a_slow_answer_starves_nobody(
    world: World,
) -> None:
    asked, at_once, full, others = list[str](), [0, 0], asyncio.Event(), asyncio.Event()

    class Slow(Consent):
        """Answers nobody before as many ask as may, and the first of all not before all others were asked."""

        async def refresh(self, refresh_token: Secret) -> Refreshed:
            asked.append(refresh_token.reveal())
            at_once[:] = at_once[0] + 1, max(at_once[1], at_once[0] + 1)
            if at_once[0] == AT_ONCE:
                full.set()
            await full.wait()
            if len(asked) == AT_ONCE + 4:
                others.set()
            if refresh_token.reveal() == "ends 0":
                await others.wait()
            at_once[0] -= 1
            return Refreshed(Tokens(refresh_token, refresh_token), world.clock.now() + LIFE)

    for number in reversed(range(AT_ONCE + 4)):
        uid, ends = f"{number:016x}", world.clock.now() + timedelta(minutes=number)
        tokens = Tokens(Secret("xoxb-" + "test-" * 4), Secret(f"ends {number}"))
        kept = await world.tokens.keep(f"T{number}", uid, tokens.written())
        granted = Granted(f"T{number}", "", "U1", tokens, ends)
        await world.installs.put(NewInstall(uid, granted, kept.secret_ref, world.clock.now()), "free")
    slow = Slow(APP, world.slack.api_url, world.clock)
    async with asyncio.timeout(20):
        await Refreshing(slow, world.tokens, world.installs, world.workspaces, "one", world.clock).refresh_due()
    assert at_once == [0, AT_ONCE]
    assert set(asked[:AT_ONCE]) == {f"ends {number}" for number in range(AT_ONCE)}
    assert len(asked) == AT_ONCE + 4


async def test_tokens_that_do_not_end_are_never_followed(world: World) -> None:
    world.slack.oauth.rotation = False
    await world.install()
    world.clock.move(timedelta(days=400))
    await world.process().refresh_due()
    assert world.asked == 0
    assert await world.works()

"""Where keys are kept: in either vault, under a master key that can be rotated while the bot runs."""

import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.operating.master_key import CannotRotate, rotate
from bot.settings import load
from sandbox.google import kms, secret_manager
from sandbox.openai.keys import DEFAULT_KEY
from tests.conftest import FixedClock
from tests.town import Town, town

KMS_KEY = "projects/acme/locations/global/keyRings/tokenmeter/cryptoKeys/master"


@pytest.fixture(params=["local vault", "Secret Manager", "Secret Manager and KMS"])
async def acme(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_url: str, clock: FixedClock
) -> AsyncIterator[Town]:
    variables: dict[str, str] = {"TOKENMETER_BACKFILL_DAYS": "10"}
    async with AsyncExitStack() as stack:
        if "Secret Manager" in request.param:
            google = await secret_manager.start("acme", clock.now)
            stack.push_async_callback(google.close)
            variables |= {"GOOGLE_CLOUD_PROJECT": "acme", "SECRET_MANAGER_EMULATOR_HOST": google.address}
        if "KMS" in request.param:
            cloud = await kms.start(KMS_KEY)
            stack.push_async_callback(cloud.close)
            variables |= {"TOKENMETER_KMS_KEY": KMS_KEY, "KMS_EMULATOR_HOST": cloud.address}
        home = tmp_path / "home"
        around = town(home, sqlite_url, clock, **variables)  # type: ignore[arg-type]  # every one is a setting
        yield await stack.enter_async_context(around)


async def test_a_key_is_kept_and_the_master_key_rotated_while_the_bot_runs(acme: Town) -> None:
    await acme.connect_and_import(DEFAULT_KEY)
    before = (acme.home / "master.key").read_text(encoding="utf-8").split()
    assert "1 keys were sealed again" in await rotate(acme.settings)
    after = (acme.home / "master.key").read_text(encoding="utf-8").split()
    assert after[1:] == before
    [connection] = await acme.deps.connections.of(acme.deps.workspace)
    assert (await acme.house.shared.keys.fetch(connection)).reveal() == DEFAULT_KEY, (
        "the bot read the new master key itself"
    )


async def test_a_master_key_in_the_variable_is_rotated_by_giving_both(tmp_path: Path, sqlite_url: str) -> None:
    one = base64.b64encode(b"1" * 32).decode()
    settings = load(
        {
            "SLACK_BOT_TOKEN": "xoxb-" + "test-" * 4,
            "SLACK_APP_TOKEN": "xapp-" + "test-" * 4,
            "DATABASE_URL": sqlite_url,
            "TOKENMETER_HOME": str(tmp_path),
            "TOKENMETER_MASTER_KEY": one,
        },
        tmp_path,
    )
    with pytest.raises(CannotRotate, match="Put a new one in the line before it"):
        await rotate(settings)

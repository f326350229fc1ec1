"""Keys that are not connected: why is said where the person looks, and nothing is left behind."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
import pytest_asyncio

from core.providers.openai import session
from core.providers.openai.keys import ADMIN_KEYS_PAGE
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.person import text_of
from tests.acceptance.looking import assert_nothing_is_stored, key_field, submit
from tests.conftest import FixedClock
from tests.town import Town, town

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("connect_refused"),  # one worker builds the town that they share
]

UNKNOWN_KEY = "sk-admin-" + "unknown-" * 5 + "9999"


@pytest.fixture(scope="module")
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def of_all(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, shared_charts: None, clock: FixedClock
) -> AsyncIterator[Town]:
    """One town for all of these tests: none of them leaves anything in it, and each makes sure of that."""
    folder = tmp_path_factory.mktemp("refusing")
    copy(migrated_sqlite, folder / "tokenmeter.db")
    async with town(folder / "home", f"sqlite:///{folder / 'tokenmeter.db'}", clock) as built:
        yield built


@pytest_asyncio.fixture(loop_scope="module")
async def refusing(of_all: Town, clock: FixedClock) -> AsyncIterator[Town]:
    yield of_all
    clock.move(timedelta(minutes=2))  # what was asked for quiet is over before the next test
    of_all.openai.faults.clear()
    of_all.openai.requests.clear()
    await assert_nothing_is_stored(of_all)


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "required"),
        (" \t\n ", "missing"),
        ("\u200b\u2060\ufeff", "missing"),
        ("sk-proj-" + "x1Y2-" * 10, "project key"),
        ("sk-svcacct-" + "x1Y2-" * 10, "service account"),
        ("sk-" + "x1Y2" * 12, "user key"),
        ("sk-admin-short", "part of it is missing"),
        (f"{DEFAULT_KEY} {DEFAULT_KEY}", "more than one key"),
        (f'"{DEFAULT_KEY}"', "does not look like"),
        ("https://platform.openai.com/settings", "web address"),
        ("sk-admin-" + "ключ" * 10, "characters that no OpenAI key has"),
        (bytes(range(256)).decode("latin-1") * 4, "characters that no OpenAI key has"),
        ("sk-admin-" + "x" * 100_000, "longer than any OpenAI key"),
    ],
    ids=lambda value: value[:24].encode("unicode_escape").decode(),
)
async def test_what_cannot_be_a_key_is_answered_on_its_field(refusing: Town, pasted: str, said: str) -> None:
    form = await refusing.open_form(refusing.ana)
    errors = await submit(refusing, form, pasted)
    assert set(errors) == {key_field(form)["block_id"]}
    [error] = errors.values()
    assert said in error
    assert pasted.strip() == "" or pasted not in error.removesuffix(ADMIN_KEYS_PAGE)
    assert not refusing.openai.requests


async def test_a_name_of_blanks_is_answered_on_its_field(refusing: Town) -> None:
    form = await refusing.open_form(refusing.ana)
    errors = await submit(refusing, form, DEFAULT_KEY, name="\u2003 ")
    assert list(errors.values()) == ["Give the connection a name, such as the organization's."]


TROUBLES: list[tuple[str, dict[str, Any], str]] = [
    ("key_revoked", {}, "does not accept this key"),
    ("reset", {}, "does not answer at the moment"),
    ("server_error", {"status": 503}, "does not answer at the moment"),
    ("cut_connection", {}, "does not answer at the moment"),
    ("rate_limited", {"retry_after": 60}, "asks us to wait"),
    ("cut_off", {}, "made no sense"),
    ("nonsense", {"what": "array"}, "made no sense"),
    ("nonsense", {"what": "empty"}, "made no sense"),
    ("nonsense", {"what": "deep"}, "made no sense"),
    ("scope_missing", {"path": "usage/"}, "may not read usage"),
    ("scope_missing", {"path": "costs"}, "may not read costs"),
]


@pytest.mark.parametrize(("kind", "options", "said"), TROUBLES, ids=lambda value: str(value))
async def test_what_openai_refuses_is_named_in_the_form_which_comes_back_without_the_key(
    refusing: Town, kind: str, options: dict[str, Any], said: str
) -> None:
    refusing.openai.faults.add(kind, **options)
    form = await refusing.open_form(refusing.ana)
    assert await submit(refusing, form, DEFAULT_KEY, name="Acme & Söhne") == {}
    back = await refusing.ana.modal(said)
    words = text_of(back)
    assert "Nothing was stored." in words
    assert "Support: #help-finops." in words
    assert ("`api.usage.read`" in words) == (kind == "scope_missing")
    assert key_field(back)["block_id"] != key_field(form)["block_id"], "Slack would show the old field as it was"
    assert "initial_value" not in key_field(back)["element"]
    assert back["blocks"][-2]["element"]["initial_value"] == "Acme & Söhne"
    assert DEFAULT_KEY not in json.dumps(back)


async def test_a_key_that_openai_does_not_know_is_refused(refusing: Town) -> None:
    await refusing.connect(UNKNOWN_KEY)
    assert await refusing.ana.modal("does not accept this key")


async def test_openai_that_never_answers_is_given_up(refusing: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_CHECK_SECONDS", 0.3)
    refusing.openai.faults.add("slow", ms=2_000)
    await refusing.connect(DEFAULT_KEY)
    assert await refusing.ana.modal("does not answer at the moment")

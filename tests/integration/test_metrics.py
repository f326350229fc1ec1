"""/metrics tells how far everything is behind, names nobody, and answers when the database does not."""

import asyncio
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.metrics import page as page_module
from bot.metrics.instruments import Metrics
from bot.metrics.loop import watch_loop
from bot.metrics.page import MetricsPage
from bot.metrics.slack_calls import CountedCalls
from core.connection import Trouble
from core.secret import Secret
from storage.backlog import Backlogs
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.heartbeat import Heartbeats
from storage.looks import Looks
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import NOW, connected

MINUTE = timedelta(minutes=1)
API = "https://slack.com/api"


@dataclass(frozen=True)
class Watched:
    database: Database
    clock: FixedClock
    metrics: Metrics
    page: MetricsPage

    async def text(self) -> str:
        return (await self.page.text()).decode()

    async def values(self) -> dict[str, float]:
        return values_of(await self.text())


def values_of(text: str) -> dict[str, float]:
    """Each series with its labels, as it stands on the page."""
    return {
        sample.name + "".join(f"[{value}]" for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def watched(database: Database, clock: FixedClock) -> Watched:
    metrics = Metrics()
    return Watched(database, clock, metrics, MetricsPage(metrics.registry, Backlogs(database), clock))


async def test_what_is_due_and_what_is_late_is_told(watched: Watched) -> None:
    connection = await connected(watched.database)
    values = await watched.values()
    assert (values["tokenmeter_workspaces"], values["tokenmeter_connections"]) == (1, 1)
    assert (values["tokenmeter_collections_waiting"], values["tokenmeter_collections_late"]) == (1, 0)
    watched.clock.move(11 * MINUTE)
    values = await watched.values()
    assert (values["tokenmeter_collections_late"], values["tokenmeter_collections_wait_seconds"]) == (1, 660)

    connections = Connections(watched.database)
    held = await connections.claim_one(connection, watched.clock.now(), "me", watched.clock.now() + MINUTE)
    assert held is not None
    values = await watched.values()
    assert (values["tokenmeter_collections_waiting"], values["tokenmeter_collections_wait_seconds"]) == (0, 0)
    later = watched.clock.now() + timedelta(hours=1)
    await connections.record_trouble(connection, Trouble.PROVIDER_DOWN, "", watched.clock.now(), later)
    values = await watched.values()
    assert values["tokenmeter_connections_in_trouble[provider_down]"] == 1
    assert values["tokenmeter_connections_in_trouble[key_rejected]"] == 0
    assert values["tokenmeter_collections_late"] == 0


async def test_a_workspace_that_nobody_looks_after_is_late(watched: Watched) -> None:
    await connected(watched.database)
    looks = Looks(watched.database)
    values = await watched.values()
    assert (values["tokenmeter_looks_waiting"], values["tokenmeter_looks_late"]) == (1, 0)
    look = await looks.begin("T1", NOW)
    assert look is not None
    await looks.end(look, NOW + 5 * MINUTE)
    assert (await watched.values())["tokenmeter_looks_waiting"] == 0
    watched.clock.move(16 * MINUTE)
    values = await watched.values()
    assert (values["tokenmeter_looks_late"], values["tokenmeter_looks_wait_seconds"]) == (1, 660)


async def test_a_workspace_whose_token_was_revoked_is_not_late(watched: Watched) -> None:
    await connected(watched.database)
    watched.clock.move(11 * MINUTE)
    values = await watched.values()
    assert (values["tokenmeter_collections_late"], values["tokenmeter_looks_waiting"]) == (1, 1)
    await Workspaces(watched.database).revoke("T1", watched.clock.now())
    values = await watched.values()
    assert (values["tokenmeter_collections_late"], values["tokenmeter_looks_waiting"]) == (0, 0)


async def test_a_message_counts_as_long_as_slack_has_not_taken_it_and_somebody_tries(watched: Watched) -> None:
    await connected(watched.database)
    deliveries = Deliveries(watched.database)
    for key in ("sent", "refused", "waits", "a note"):
        claim = await deliveries.claim("T1", "digest", key, NOW)
        assert claim is not None
        if key == "sent":
            await deliveries.sent("T1", "digest", key, "C1", "1.1", NOW)
        if key == "refused":
            await deliveries.refused(claim, "C1", NOW)
    watched.clock.move(12 * MINUTE)
    now = watched.clock.now()
    again = await deliveries.claim("T1", "digest", "waits", now, abandoned_before=now - 10 * MINUTE)
    assert again is not None
    assert again.taken_over
    values = await watched.values()
    assert (values["tokenmeter_deliveries_waiting"], values["tokenmeter_deliveries_late"]) == (1, 1)
    assert values["tokenmeter_deliveries_wait_seconds"] == 720
    watched.clock.move(timedelta(hours=1))
    assert (await watched.values())["tokenmeter_deliveries_waiting"] == 0


async def test_the_age_of_the_last_look_is_told_once_there_was_one(watched: Watched) -> None:
    assert "tokenmeter_heartbeat_age_seconds" not in await watched.values()
    await Heartbeats(watched.database).beat("this one", NOW)
    watched.clock.move(MINUTE)
    assert (await watched.values())["tokenmeter_heartbeat_age_seconds"] == 60


async def test_no_name_or_id_of_anybody_stands_in_it(watched: Watched) -> None:
    connection = await connected(watched.database)
    await Heartbeats(watched.database).beat("host-of-mine:4711", NOW)
    watched.metrics.asked("openai", "answered", 0.1)
    watched.metrics.called_slack("chat.postMessage", None)
    text = await watched.text()
    for hidden in (connection.workspace, connection.name, connection.owner, connection.uid, "host-of-mine"):
        assert hidden
        assert hidden not in text
    assert "tokenmeter_provider_requests_total" in text


async def test_a_database_that_cannot_be_read_takes_only_its_own_figures_away(
    clock: FixedClock, tmp_path: Path
) -> None:
    (tmp_path / "broken.db").write_text("no database" * 1000)
    database, metrics = Database(Secret(f"sqlite:///{tmp_path}/broken.db")), Metrics()
    values = values_of((await MetricsPage(metrics.registry, Backlogs(database), clock).text()).decode())
    await database.close()
    assert values["tokenmeter_database_up"] == 0
    assert values["process_resident_memory_bytes"] > 0
    assert not any(name.startswith(("tokenmeter_collections", "tokenmeter_heartbeat")) for name in values)


async def test_one_that_does_not_answer_in_time_is_as_one_that_is_not_there(
    postgres_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else holds a table locked."""
    monkeypatch.setattr(page_module, "PATIENCE", 0.3)
    database, other, metrics = Database(Secret(postgres_url)), Database(Secret(postgres_url)), Metrics()
    page = MetricsPage(metrics.registry, Backlogs(database), clock)
    async with other.writing() as session:
        await (await session.connection()).exec_driver_sql("LOCK TABLE workspace IN ACCESS EXCLUSIVE MODE")
        began = asyncio.get_running_loop().time()
        for text in await asyncio.gather(*(page.text() for _ in range(20))):
            assert values_of(text.decode())["tokenmeter_database_up"] == 0
        assert asyncio.get_running_loop().time() - began < 20 * 0.3, "they wait one after the other"
    assert values_of((await page.text()).decode())["tokenmeter_database_up"] == 1
    await database.close()
    await other.close()


async def test_a_loop_that_something_holds_up_is_seen_to_be_late() -> None:
    late: asyncio.Queue[float] = asyncio.Queue()
    watching = asyncio.create_task(watch_loop(late.put_nowait, every=0.01))
    await asyncio.sleep(0.005)
    time.sleep(0.1)  # noqa: ASYNC251  # that is what is looked for
    assert await late.get() > 0.05
    watching.cancel()


@pytest.mark.parametrize(
    ("address", "status", "body", "counted"),
    [
        (f"{API}/chat.postMessage", 200, {"ok": True}, ("chat.postMessage", None)),
        (f"{API}/views.open", 200, {"ok": False, "error": "hash_conflict"}, ("views.open", "hash_conflict")),
        (f"{API}/users.info", 200, {"ok": False, "error": "T0SECRET made this up"}, ("users.info", "other")),
        (f"{API}/users.info", 429, {"ok": False, "error": "ratelimited"}, ("users.info", "ratelimited")),
        (f"{API}/users.info", 503, "<html>", ("users.info", "server_error")),
        ("https://files.slack.com/upload/v1/ABC-T0SECRET", 200, "OK", ("other", None)),
        (f"{API}/T0SECRET", 404, b"", ("other", "other")),
    ],
)
async def test_calls_are_counted_by_words_of_a_closed_list(
    address: str, status: int, body: Any, counted: tuple[str, str | None]
) -> None:
    told: list[tuple[str, str | None]] = []
    handler = CountedCalls(lambda method, error: told.append((method, error)))
    request = HttpRequest(method="POST", url=address, headers={}, body_params={})
    response = HttpResponse(status_code=status, headers={}, body=body)
    assert not await handler.can_retry_async(state=RetryState(), request=request, response=response)
    assert told == [counted]


@pytest.mark.parametrize(("error", "word"), [(TimeoutError(), "timeout"), (OSError("T0SECRET"), "no_answer")])
async def test_a_call_without_an_answer_is_counted(error: Exception, word: str) -> None:
    told: list[tuple[str, str | None]] = []
    handler = CountedCalls(lambda method, error: told.append((method, error)))
    request = HttpRequest(method="POST", url=f"{API}/auth.test", headers={}, body_params={})
    await handler.can_retry_async(state=RetryState(), request=request, error=error)
    assert told == [("auth.test", word)]

"""Ten thousand digests that are due in the same minute, in two hundred workspaces whose Slack keeps its limits.

PostgreSQL, `run` and a worker are real processes. Beside them one person asks for help once a second: each time it must
be acknowledged within one. What one would write first stands beside it, on a few: one digest after the other, each with
a chart of its own, tried again when Slack says so.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Final

import httpx
import psycopg
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.chart_process import ChartProcess
from bot.digests.posting import POSTED
from core.digests.digest import Digest, spec_of
from core.digests.schedule import Cadence, Schedule
from core.questions.dimensions import Dimension
from core.subscriptions import Kind
from sandbox.slack.pace import Pace
from sandbox.slack.world import SIGNING_SECRET
from tests.bench.bench_ack import signed
from tests.bench.bench_chart import CHART
from tests.bench.showing import line, title
from tests.crowd import OWNER, Crowd, children_of, cpu_seconds, crowd
from tests.crowd_slack import team_of, token_of
from tests.postgres import postgres_server

WORKSPACES: Final = 200
EACH: Final = 50
"""Digests of a workspace, each in a channel of its own."""

SPLITS: Final = (Dimension.PROJECT, Dimension.MODEL, Dimension.KEY)
"""What they are split by, in turns: digests of one workspace that are split alike show the same."""

CALLS: Final = ("conversations.info", "conversations.members", "chat.postMessage")
"""What each digest takes, whose channel is no other's."""

SERIES: Final = 4
AHEAD: Final = timedelta(seconds=45)
"""They are due in a minute that begins so long from now at the earliest."""

PATIENCE: Final = 1800.0
ONE_BY_ONE: Final = 100
"""Digests that are posted in the way one would write first."""

SERVER: Final = ("max_connections=200", "shared_buffers=256MB")


@dataclass
class Asked:
    """How long somebody waited for each acknowledgement, in seconds."""

    took: list[float] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def ask(self, url: str) -> None:
        """Once a second, until it is over."""
        with httpx.Client(trust_env=False, timeout=10) as client:
            number = 0
            while not self.over.wait(1.0):
                body, headers = signed(number := number + 1, SIGNING_SECRET, team_of(0), OWNER)
                began = time.perf_counter()
                client.post(f"{url}/slack/events", content=body, headers=headers).raise_for_status()
                self.took.append(time.perf_counter() - began)


def main(workspaces: int = WORKSPACES, each: int = EACH) -> None:
    title(f"{workspaces * each:,} digests due in the same minute, {each} in each of {workspaces} workspaces")
    with _crowd(workspaces) as town:
        town.start_run()
        town.start("worker", "worker")
        _collect(town)
        due = _set(town, each)
        expected = [mark for number in range(workspaces) for mark in marks_of(number, each, due)]
        asked = Asked()
        with ThreadPoolExecutor(1) as somebody:
            asking = somebody.submit(asked.ask, f"http://127.0.0.1:{town.port}")
            try:
                time.sleep(max(0.0, due.timestamp() - time.time()))
                before = _cpu(town)
                _wait(town, len(expected))
                cpu = _cpu(town) - before
            finally:
                asked.over.set()
            asking.result()
        _show(town, expected, due, cpu, asked)
        _control(town, expected)
        by_hand = asyncio.run(_one_by_one(town))
        late = f"{len(expected) / by_hand:,.0f} s for all"
        line("one after the other, a chart for each, in one process", f"{by_hand:.1f}/s", late)


def marks_of(number: int, each: int, due: datetime) -> Iterator[str]:
    """What names the digests of a workspace in Slack."""
    for digest in range(each):
        yield f"{team_of(number)} {POSTED}:{_uid(number, digest)}:{due.date()}:{_channel(digest)}"


def soonest(each: int) -> float:
    """Seconds that Slack's limits make a workspace's last digest wait, whoever sends them: workspaces do not wait
    for each other."""
    pace, now = Pace(), 0.0
    for digest in range(each):
        for method in CALLS:
            while wait := pace.seconds_to_wait(method, _channel(digest), now):
                now += wait
    return now


def doubled(marks: dict[str, int], expected: Sequence[str]) -> int:
    return sum(marks.get(each, 0) > 1 for each in expected)


def lost(marks: dict[str, int], expected: Sequence[str]) -> int:
    return sum(each not in marks for each in expected)


@contextmanager
def _crowd(workspaces: int) -> Iterator[Crowd]:
    with (
        tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as folder,
        postgres_server(SERVER) as server,
        crowd(Path(folder), server, workspaces, SERIES, 0.0) as town,
    ):
        yield town


def _collect(town: Crowd) -> None:
    town.make_collections_due()
    give_up = time.monotonic() + PATIENCE
    while town.collections_left():
        if time.monotonic() > give_up:
            raise TimeoutError(f"{town.collections_left()} collections are left")
        time.sleep(0.5)
    town.sql("UPDATE connection SET next_collect_at = now() + interval '1 day'")


def _set(town: Crowd, each: int) -> datetime:
    """Their owners have set them yesterday; the minute in which they are due."""
    now = datetime.now(UTC)
    due = (now + AHEAD + timedelta(minutes=1)).replace(second=0, microsecond=0)
    schedule = Schedule(Cadence.DAILY, due.time(), "UTC")
    made_at = now - timedelta(days=1)
    digests = [(number, digest) for number in range(town.size) for digest in range(each)]
    with psycopg.connect(town.url) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO subscription (uid, workspace, kind, number, made_by, made_at, filters, spec)"
            " VALUES (%s, %s, %s, %s, %s, %s, '[]', %s)",
            [
                (
                    _uid(number, digest),
                    team_of(number),
                    Kind.DIGEST.value,
                    digest + 1,
                    OWNER,
                    made_at,
                    spec_of(Digest(schedule, SPLITS[digest % len(SPLITS)])),
                )
                for number, digest in digests
            ],
        )
        cursor.executemany(
            "INSERT INTO recipient (subscription, place, workspace, trouble) VALUES (%s, %s, %s, '')",
            [(_uid(number, digest), _channel(digest), team_of(number)) for number, digest in digests],
        )
        cursor.execute("UPDATE workspace SET look_at = %s", (due,))
    return due


def _wait(town: Crowd, count: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while (
        sent := town.sql("SELECT count(*) FROM delivery WHERE kind = %s AND sent_at IS NOT NULL", POSTED)[0][0]
    ) < count:
        if time.monotonic() > give_up:
            raise TimeoutError(f"{count - sent} digests are not posted")
        time.sleep(0.5)


def _show(town: Crowd, expected: Sequence[str], due: datetime, cpu: float, asked: Asked) -> None:
    sent = town.sql("SELECT sent_at FROM delivery WHERE kind = %s ORDER BY sent_at", POSTED)
    late = [(at - due).total_seconds() for (at,) in sent]
    counted = town.counted()
    marks, calls = counted["marks"], counted["calls"]
    line("the last of them is posted after", f"{late[-1]:,.0f} s", f"{len(late) / late[-1]:.0f}/s")
    line("Slack's limits would allow it after", f"{soonest(len(expected) // town.size):,.0f} s")
    line("half of them after", f"{statistics.median(late):,.0f} s")
    line("processor time a digest, of the bot's processes", f"{cpu / len(expected) * 1000:.0f} ms")
    line("pictures uploaded", f"{calls['files.completeUploadExternal']:,}")
    line("calls that Slack refused with 429", f"{counted['refused']:,}", f"of {sum(calls.values()):,}", "few")
    line("posted twice", f"{doubled(marks, expected):,}", "", "0")
    line("lost", f"{lost(marks, expected):,}", "", "0")
    slowest = f"slowest of {len(asked.took)}"
    line("a command is acknowledged within", f"{max(asked.took) * 1000:.0f} ms", slowest, "≤ 1,000 ms")


def _control(town: Crowd, expected: Sequence[str]) -> None:
    """One whose delivery is forgotten, posted again for real; and one that nobody has set."""
    [(kept,)] = town.sql("SELECT key FROM delivery WHERE kind = %s ORDER BY sent_at LIMIT 1", POSTED)
    town.sql("DELETE FROM delivery WHERE kind = %s AND key = %s", POSTED, kept)
    town.sql("UPDATE workspace SET look_at = NULL")
    _wait(town, len(expected))
    marks = town.counted()["marks"]
    line("control: one is forgotten and posted again: posted twice", f"{doubled(marks, expected)}", "", "1")
    line("control: one more is expected: lost", f"{lost(marks, [*expected, 'another'])}", "", "1")


async def _one_by_one(town: Crowd) -> float:
    """Digests a second."""
    client = AsyncWebClient(token_of(1), base_url=f"{town.slack}/api/")
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=5))
    charts = ChartProcess(town.folder / "charts")
    await charts.draw(CHART)
    began = time.monotonic()
    for number in range(ONE_BY_ONE):
        png = await charts.draw(CHART)
        await client.files_upload_v2(content=png, filename="chart.png", title="Costs")
        await client.chat_postMessage(channel=f"CX{number}", text="Costs")
    took = time.monotonic() - began
    await charts.close()
    return ONE_BY_ONE / took


def _cpu(town: Crowd) -> float:
    ours = [each.pid for each in town.processes.values()]
    return cpu_seconds([*ours, *(child for each in ours for child in children_of(each))])


def _uid(number: int, digest: int) -> str:
    return f"{number:05d}d{digest:03d}"


def _channel(digest: int) -> str:
    return f"C0D{digest:03d}"


if __name__ == "__main__":
    main(*(int(os.environ[name]) for name in ("WORKSPACES", "EACH") if name in os.environ))

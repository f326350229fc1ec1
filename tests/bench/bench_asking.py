"""Asking over 4.3 million hourly rows: from the signed request to the posted answer with its chart, alone and with
eight people at once; and of it the report, beside DuckDB over the same rows, and the chart.

The bot runs in a process of its own, against the sandbox's Slack without delays.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, Final

from bot.answers.asking import Asking
from bot.answers.estimating import Estimating
from bot.answers.whole_days import WholeDays
from bot.chart_process import ChartProcess
from core.estimates.public import list_price
from core.providers.openai import OpenAI, match
from core.questions import Question, parse
from core.reports import Report
from core.secret import Secret
from sandbox.slack import payloads
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.towards_bot import SignedHttp
from sandbox.slack.world import TEAM
from storage.colours import Colours
from storage.connections import Connections
from storage.database import Database
from storage.estimates import DailyRows
from storage.migrate import upgrade
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.usage import UsageStore
from tests.bench.asking_bot import Running, bot
from tests.bench.asking_world import HOURS, QUESTIONS, Duck, fill
from tests.bench.bench_storage import READ_AT
from tests.bench.showing import line, times, title
from tests.ports import free_port
from tests.postgres import postgres, run_sql
from tests.town import COSTS

ASKED: Final = 100
WARM: Final = 10
PEOPLE: Final = 8
TOGETHER: Final = 10
RUNS: Final = 20


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tokenmeter-bench-") as name:
        folder = Path(name)
        duck = Duck()
        _measured("SQLite", f"sqlite:///{folder / 'tokenmeter.db'}", folder, duck)
        with postgres(settings=("max_connections=60",)) as server:
            run_sql(server, "CREATE DATABASE bench")
            _measured("PostgreSQL", f"{server}/bench", folder, duck)


def _measured(database: str, url: str, folder: Path, duck: Duck) -> None:
    upgrade(Secret(url))
    asyncio.run(fill(url))
    title(f"Asking over {HOURS:,} hourly rows ({database})")
    asyncio.run(_answers(url, folder))
    asyncio.run(_parts(url, folder, duck))


async def _answers(url: str, folder: Path) -> None:
    """From the signed request to the posted answer."""
    port = free_port()
    clock = Running(READ_AT)
    slack = await start_slack(
        bot=SignedHttp(f"http://127.0.0.1:{port}/slack/events", now=lambda: clock.now().timestamp())
    )
    settings = slack.state.settings
    settings.rate_limits, settings.file_delay, settings.file_looks = False, 0.0, 0
    towards = SignedHttp(f"http://127.0.0.1:{port}/slack/events", now=lambda: clock.now().timestamp())
    async with bot(folder / "home", url, slack.api_url, port, READ_AT):
        for text in islice(cycle(QUESTIONS), WARM):
            await _ask(slack, towards, text)
        took = sorted([await _ask(slack, towards, text) for text in islice(cycle(QUESTIONS), ASKED)])
        at_once = [await _ask(slack, towards, *islice(cycle(QUESTIONS), PEOPLE)) for _ in range(TOGETHER)]
    await slack.running.close()
    cuts = statistics.quantiles(took, n=100)
    line(f"one at a time ({ASKED} questions): p50", f"{cuts[49]:.0f} ms", aim="≤ 250 ms")
    line("  p99", f"{cuts[98]:.0f} ms", aim="≤ 500 ms")
    line(
        f"{PEOPLE} people at once: the last answer, at worst of {TOGETHER} times",
        f"{max(at_once):.0f} ms",
        aim="≤ 1,000 ms",
    )


async def _ask(slack: SmallSlack, towards: SignedHttp, *texts: str) -> float:
    """Milliseconds until the answers to all of these, asked at once, stand in the channel with their charts."""
    messages = slack.state.channels[COSTS].messages
    messages.clear()
    commands = [_command(slack, user, text) for user, text in zip(cycle(("U0ANA", "U0BEN")), texts, strict=False)]
    began = time.perf_counter()
    await asyncio.gather(*(towards.send("slash_commands", command) for command in commands))
    while len(messages) < len(texts):  # noqa: ASYNC110  # what others write there is a list
        await asyncio.sleep(0.001)
    took = (time.perf_counter() - began) * 1000
    for message in messages:
        if not any(block["type"] == "image" for block in message["blocks"]):
            raise RuntimeError(f"an answer without its chart: {message}")
    return took


def _command(slack: SmallSlack, user: str, text: str) -> dict[str, Any]:
    place = slack.state.channels[COSTS]
    return payloads.command(slack.state, user, place, f"/tokenmeter usage {text}", f"{slack.url}/response/none")


async def _parts(url: str, folder: Path, duck: Duck) -> None:
    """The reports, beside DuckDB, and their charts."""
    async with _asking(url, folder) as asking:
        worst_report = worst_ratio = worst_chart = 0.0
        largest = 0
        for text, asked in QUESTIONS.items():
            question = parse(text, READ_AT.date())
            if not isinstance(question, Question):
                raise TypeError(text)
            report, first, took = await _reported(asking, question)
            duck.check(asked, report)
            peer = duck.milliseconds(asked, report)
            picture, drawn = await _drawn(asking, report)
            line(text, f"{took:.1f} ms", f"{times(took, peer, 'DuckDB')}, at first {first:.0f} ms")
            worst_report, worst_ratio = max(worst_report, took), max(worst_ratio, took / peer)
            worst_chart, largest = max(worst_chart, drawn), max(largest, picture)
        line(
            "the slowest report", f"{worst_report:.1f} ms", f"at most {worst_ratio:.1f}× DuckDB", "≤ 20 ms, ≤ 2× DuckDB"
        )
        line("the slowest chart", f"{worst_chart:.0f} ms", f"at most {largest / 1000:.0f} kB", "≤ 100 ms, ≤ 40 kB")


async def _reported(asking: Asking, question: Question) -> tuple[Report, float, float]:
    """The report, and the milliseconds it takes: the first time, when no costs are remembered, and the median."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        report = await asking.answer(TEAM, question)
        took.append((time.perf_counter() - began) * 1000)
    if not isinstance(report, Report):
        raise TypeError(report)
    return report, took[0], median(took)


async def _drawn(asking: Asking, report: Report) -> tuple[int, float]:
    """Bytes, and the median of the milliseconds that drawing takes."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        picture = await asking.picture(TEAM, report)
        took.append((time.perf_counter() - began) * 1000)
    if picture is None:
        raise RuntimeError("no chart")
    return len(picture.png), median(took)


@asynccontextmanager
async def _asking(url: str, folder: Path) -> AsyncIterator[Asking]:
    database = Database(Secret(url))
    charts = ChartProcess(folder / "cache")
    await charts.start()
    usage, reports, names = UsageStore(database), Reports(database), NameStore(database)
    estimating = Estimating(DailyRows(database), usage, match, list_price)
    whole_days = WholeDays(usage, OpenAI.endpoints)
    parts = (Connections(database), whole_days, reports, Restatements(database), names, estimating, Colours(database))
    try:
        yield Asking(*parts, charts, Running(READ_AT))
    finally:
        await charts.close()
        await database.close()


if __name__ == "__main__":
    main()

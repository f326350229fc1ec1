"""How long a start takes and how much memory the process holds: `tokenmeter run` against the stand-in for Slack."""

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.demo.bot_process import bot_process
from bot.demo.ports import first_free_port
from core.secret import Secret
from sandbox.slack.server import start_slack
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN
from storage.migrate import upgrade
from tests.bench.showing import line, times, title

IMPORTS = (
    ("floor: aiohttp alone", "import aiohttp.web"),
    ("ours: everything `run` imports", "import bot.app"),
    ("naive: matplotlib too", "import bot.app, matplotlib.figure, matplotlib.backends.backend_agg"),
)
MEASURED = """
import resource
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime)
print(open("/proc/self/status").read())
"""


def main() -> None:
    title("Imports (a fresh process each; CPU seconds, interpreter included, best of three)")
    floor: float | None = None
    for name, code in IMPORTS:
        seconds, megabytes = min(_measured(code) for _ in range(3))
        ratio = times(seconds, floor, "floor") if floor else ""
        floor = floor or seconds
        line(f"{name} ({megabytes:.0f} MB)", f"{seconds:.2f} s", ratio)
    asyncio.run(_whole())


def _measured(code: str) -> tuple[float, float]:
    """CPU seconds and resident megabytes."""
    python = [sys.executable, "-c", code + MEASURED]
    out = subprocess.run(python, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own code
    return float(out.split()[0]), int(out.split("VmRSS:")[1].split()[0]) / 1024


def _resident(pid: int) -> float:
    """Megabytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


async def _whole() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        upgrade(Secret(f"sqlite:///{home / 'tokenmeter.db'}"))
        slack = await start_slack()
        variables = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "TOKENMETER_HOME": folder,
            "PORT": str(first_free_port(3100)),
        }
        began = time.perf_counter()
        async with bot_process(variables, home / "bot.log") as process:
            ready = time.perf_counter() - began
            await asyncio.sleep(5)  # the chart process is warm by then
            title("Starting `tokenmeter run` with a migrated database and Slack's stand-in")
            line("from the command to /readyz", f"{ready:.2f} s", aim="≤ 1 s")
            line("idle", f"{_resident(process.pid):.0f} MB", aim="< 100 MB")
        await slack.running.close()


if __name__ == "__main__":
    main()

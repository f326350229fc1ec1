"""How long a start takes and how much memory the process holds: `tokenmeter run` against the stand-in for Slack."""

import asyncio
import subprocess
import sys
import time

IMPORTS = (
    ("aiohttp alone (the floor)", "import aiohttp.web"),
    ("everything `run` imports", "import bot.app"),
    ("that and matplotlib", "import bot.app, matplotlib.figure, matplotlib.backends.backend_agg"),
)


def main() -> None:
    print("Imports (a fresh process each; best of three)")
    floor: float | None = None
    for name, code in IMPORTS:
        seconds, megabytes = min(_measured(code) for _ in range(3))
        floor = floor or seconds
        print(f"  {name:<26} {seconds:5.2f} s ({seconds / floor:4.1f}×)  {megabytes:4.0f} MB")
    asyncio.run(_whole())


def _measured(code: str) -> tuple[float, float]:
    began = time.perf_counter()
    out = subprocess.run(  # noqa: S603 - our own interpreter, our own code
        [sys.executable, "-c", f"{code}\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return time.perf_counter() - began, int(out.split()[-1]) / 1024


async def _whole() -> None:
    from tests.bot_process import running_bot

    began = time.perf_counter()
    async with running_bot() as bot:
        listening = time.perf_counter() - began
        await asyncio.sleep(3)  # idle: the chart process is warm by now
        print(f"From the command to /healthz: {listening:.2f} s; idle {bot.resident_megabytes():.0f} MB")


if __name__ == "__main__":
    main()

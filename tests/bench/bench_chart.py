"""What a chart costs: ours, beside pyplot as it is usually used and a floor of bare rectangles; and how late the event
loop is while it is drawn."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Final

from PIL import Image, ImageDraw

from bot.chart_process import ChartProcess
from core.chart import Chart
from tests.bench.showing import line, times, title
from tests.unit.chart_cases import CASES

CHART: Final = CASES["30 days"]
ROUNDS: Final = 15
FIRST: Final = """
import time
began = time.perf_counter()
from tests.bench.bench_chart import CHART, {draw}
{draw}(CHART)
print(time.perf_counter() - began)
"""

Draw = Callable[[Chart], bytes]


def main() -> None:
    title("A chart of 30 days × 6 series, 1600 × 900 (medians; drawn in turns, so that a busy machine is fair to all)")
    took, size = _side_by_side((rectangles, ours_here, pyplot))
    floor, ours, naive = took[rectangles], took[ours_here], took[pyplot]
    line(f"floor: rectangles by Pillow, no text ({size[rectangles]:.0f} kB)", f"{floor:.1f} ms")
    line("ours, warm", f"{ours:.1f} ms", times(ours, floor, "floor"), "≤ 100 ms")
    line("its size", f"{size[ours_here]:.1f} kB", times(size[ours_here], size[pyplot], "naive"), "≤ 40 kB")
    line(f"naive: pyplot, tight, true colour ({size[pyplot]:.0f} kB)", f"{naive:.1f} ms", times(naive, ours, "ours"))
    title("The first chart of a process, imports included (best of three)")
    first, naive = _first("ours_here"), _first("pyplot")
    line("ours", f"{first:.0f} ms")
    line("naive: pyplot", f"{naive:.0f} ms", times(naive, first, "ours"))
    asyncio.run(_lateness())


def ours_here(chart: Chart) -> bytes:
    from core.charts import draw

    return draw(chart)


def pyplot(chart: Chart) -> bytes:
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 4.5), dpi=200)
    bottoms = [0.0] * len(chart.starts)
    for bars in chart.series:
        axes.bar([day.isoformat() for day in chart.starts], bars.values, bottom=bottoms, label=bars.name)
        bottoms = [bottom + value for bottom, value in zip(bottoms, bars.values, strict=True)]
    axes.set_title(chart.title.replace("$", r"\$"))
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))
    axes.tick_params(axis="x", rotation=90)
    out = BytesIO()
    figure.savefig(out, bbox_inches="tight")
    plt.close(figure)
    return out.getvalue()


def rectangles(chart: Chart) -> bytes:
    image = Image.new("P", (1600, 900), 0)
    image.putpalette([255, 255, 255, *range(18)])
    pen = ImageDraw.Draw(image)
    highest = max(map(sum, zip(*(bars.values for bars in chart.series), strict=True)))
    width = 1500 / len(chart.starts)
    for bar in range(len(chart.starts)):
        reached = 0.0
        for colour, bars in enumerate(chart.series, start=1):
            low, reached = reached, reached + bars.values[bar] / highest * 700
            left = 50 + bar * width
            pen.rectangle((left, 800 - reached, left + width * 0.76, 800 - low), fill=colour)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _side_by_side(draws: Sequence[Draw]) -> tuple[dict[Draw, float], dict[Draw, float]]:
    """Milliseconds, and kilobytes, of each."""
    sizes = {draw: len(draw(CHART)) / 1000 for draw in draws}
    times: dict[Draw, list[float]] = {draw: [] for draw in draws}
    for _ in range(ROUNDS):
        for draw in draws:
            began = time.perf_counter()
            draw(CHART)
            times[draw].append((time.perf_counter() - began) * 1000)
    return {draw: median(took) for draw, took in times.items()}, sizes


def _first(draw: str) -> float:
    """Milliseconds; the best of three fresh processes."""
    python = [sys.executable, "-c", FIRST.format(draw=draw)]
    outs = [subprocess.run(python, check=True, capture_output=True, text=True).stdout for _ in range(3)]  # noqa: S603 - our own code
    return min(float(out) for out in outs) * 1000


async def _lateness() -> None:
    title(f"How late the event loop is at worst, while {ROUNDS} charts are drawn")
    floor = await _worst(lambda: asyncio.sleep(0.08))
    line("floor: nothing drawn", f"{floor:.1f} ms")
    with tempfile.TemporaryDirectory() as cache:
        charts = ChartProcess(Path(cache))
        began = time.perf_counter()
        await charts.start()
        started = (time.perf_counter() - began) * 1000
        await charts.draw(CHART)
        ours = await _worst(lambda: charts.draw(CHART))
        line(f"ours: in the chart process (started in {started:.0f} ms)", f"{ours:.1f} ms", aim="≤ 5 ms")
        await charts.close()
    thread = await _worst(lambda: asyncio.to_thread(ours_here, CHART))
    line("the same chart in a thread", f"{thread:.1f} ms", times(thread, ours, "ours"))
    naive = await _worst(lambda: asyncio.to_thread(pyplot, CHART))
    line("naive: pyplot in a thread", f"{naive:.1f} ms", times(naive, ours, "ours"))


async def _worst(draw: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds by which a timer of one millisecond was late: the median over the rounds of each one's worst."""
    worst = []
    for _ in range(ROUNDS):
        drawing = asyncio.ensure_future(draw())
        late = 0.0
        while not drawing.done():
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            late = max(late, time.perf_counter() - began - 0.001)
        await drawing
        worst.append(late * 1000)
    return median(worst)


if __name__ == "__main__":
    main()

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
    print("A chart of 30 days × 6 series, 1600 × 900 (medians; drawn in turns, so that a busy machine is fair to all)")
    took, size = _side_by_side((rectangles, ours_here, pyplot))
    floor, ours = took[rectangles], took[ours_here]
    print(f"  {'rectangles by Pillow, no text (the floor)':<42} {floor:7.1f} ms  {size[rectangles]:6.1f} kB")
    print(f"  {'ours, warm':<42} {ours:7.1f} ms  {size[ours_here]:6.1f} kB  {ours / floor:5.1f}× the floor")
    print(
        f"  {'pyplot, tight, true colour':<42} {took[pyplot]:7.1f} ms  {size[pyplot]:6.1f} kB"
        f"  {took[pyplot] / floor:5.1f}× the floor, {took[pyplot] / ours:4.1f}× ours"
    )
    print("The first chart of a process, imports included (best of three)")
    first, naive = _first("ours_here"), _first("pyplot")
    print(f"  {'ours':<42} {first:7.0f} ms")
    print(f"  {'pyplot':<42} {naive:7.0f} ms  {naive / first:4.1f}× ours")
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
    print(f"How late the event loop is at worst, while {ROUNDS} charts are drawn")
    print(f"  {'nothing drawn (the floor)':<42} {await _worst(lambda: asyncio.sleep(0.08)):7.1f} ms")
    with tempfile.TemporaryDirectory() as cache:
        charts = ChartProcess(Path(cache))
        began = time.perf_counter()
        await charts.start()
        started = (time.perf_counter() - began) * 1000
        await charts.draw(CHART)
        ours = await _worst(lambda: charts.draw(CHART))
        print(f"  {'ours, in the chart process':<42} {ours:7.1f} ms  (starting it: {started:.1f} ms)")
        await charts.close()
    thread = await _worst(lambda: asyncio.to_thread(ours_here, CHART))
    print(f"  {'ours, in a thread':<42} {thread:7.1f} ms  {thread / ours:4.1f}× ours")
    naive = await _worst(lambda: asyncio.to_thread(pyplot, CHART))
    print(f"  {'pyplot, in a thread':<42} {naive:7.1f} ms  {naive / ours:4.1f}× ours")


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

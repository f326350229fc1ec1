"""What runs in the chart process. Importing this is cheap: matplotlib comes when the first chart is drawn.

The process is alone with pictures: it must not outlive the bot, answer Ctrl-C in its place, or leave a memory image.
"""

import os
import signal
import threading
from datetime import date
from multiprocessing import parent_process
from multiprocessing.connection import wait
from typing import Final

from bot.harden import refuse_dumps
from core.chart import Bars, Chart
from core.grain import Grain
from core.month_chart import MonthChart
from core.ranking import Ranking

_IMPORTING: Final = 120
"""Seconds after which the first import and drawing count as stuck: on a busy machine they take long."""
_DRAWING: Final = 10
"""Seconds after which any later drawing counts as stuck: it takes a tenth of one."""


def prepare(cache: str) -> None:
    """First of all in the new process. `cache` is the folder in which matplotlib keeps its list of fonts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    refuse_dumps()
    threading.Thread(target=_follow_parent, name="follow parent", daemon=True).start()
    # matplotlib and numpy can be told these things by their environment alone, before they are imported.
    os.environ["MPLCONFIGDIR"] = cache
    os.environ["OPENBLAS_NUM_THREADS"] = "1"


def warm() -> None:
    """Imports matplotlib and draws a chart for nobody: the first one that somebody waits for is as fast as the next."""
    signal.alarm(_IMPORTING)
    # The list of fonts, read or written as matplotlib is imported, is then the same on every machine, and made in no
    # time. Left set, this would hide our own fonts too.
    os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"
    from core.charts import draw

    del os.environ["MPL_IGNORE_SYSTEM_FONTS"]
    bars = Bars("warm", (1.0, 2.0), "$3", 0)
    draw(Chart("warm", (date(2026, 1, 1), date(2026, 1, 2)), Grain.DAY, (bars,), "usd", frozenset({1}), "暖かい"))
    signal.alarm(0)


def draw_here(chart: Chart | MonthChart | Ranking) -> bytes:
    """The chart as a PNG. A drawing that gets stuck ends the process: the parent sees it and starts another."""
    from core.charts import draw

    signal.alarm(_DRAWING)
    try:
        return draw(chart)
    finally:
        signal.alarm(0)


def _follow_parent() -> None:
    """A parent that was killed cannot say so: without this the process would stay for good."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)

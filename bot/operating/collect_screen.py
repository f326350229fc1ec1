"""What `tokenmeter collect` shows: a bar a connection on a terminal, and a line for what came of each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.operating.collect import Result, Screen
from bot.views.connection import why
from bot.views.text import in_plain, printable
from core.collection import progress
from core.connection import Connection


@contextmanager
def screen_of(console: Console) -> Iterator[Screen]:
    """Bars on a terminal; elsewhere the lines alone, as they come."""
    if not console.is_terminal:
        yield Lines()
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TextColumn("days"))
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bars:
        yield Bars(bars)


class Lines:
    def begins(self, connection: Connection) -> Callable[[progress.Progress], None]:
        return lambda so_far: None

    def ends(self, connection: Connection, result: Result) -> None:
        click.echo(line_of(connection, result))


class Bars:
    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[int, TaskID] = {}

    def begins(self, connection: Connection) -> Callable[[progress.Progress], None]:
        task = self._tasks[connection.id] = self._bars.add_task(printable(connection.name), total=None)

        def show(so_far: progress.Progress) -> None:
            self._bars.update(task, completed=so_far.days_done, total=so_far.days_total)

        return show

    def ends(self, connection: Connection, result: Result) -> None:
        self._bars.remove_task(self._tasks.pop(connection.id))
        self._bars.console.print(line_of(connection, result), markup=False, highlight=False, soft_wrap=True)


def line_of(connection: Connection, result: Result) -> str:
    """What came of it, and the cure of what is wrong."""
    name = printable(connection.name)
    if result.status is None:
        return f"{name}: it was disconnected meanwhile, nothing more is collected of it."
    if result.outcome is None:
        held = f"{result.holder} is at it" if result.holder else "another process was at it until just now"
        return f"{name}: not collected, {held}. Try again when that is done."
    covered, windows = result.status.covered, result.outcome.windows
    days = f"{covered.done} of {covered.days} days are there since {covered.first}"
    read = f"{windows} window{'' if windows == 1 else 's'} read now"
    light = f"{result.status.health.light} " if result.status.health.light else ""
    trouble = "" if result.outcome.fault is None else f" {in_plain(why(result.status))}"
    return f"{light}{name}: {days}, {read}.{trouble}"

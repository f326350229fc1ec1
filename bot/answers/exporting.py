"""Writes a file of figures: what it holds is read day by day, and goes straight into it."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from bot.answers.narrow import NOBODY, Narrow
from bot.answers.whole_days import WholeDays
from core.clock import Clock
from core.connection import Connection
from core.export import FigureFile, Form, Naming, Wanted, as_export, file_of
from core.narrowing import KINDS, Narrowing
from core.people import People
from core.questions import Filters, Measure, NotUnderstood
from core.reports import BeforeHistory, NoConnection, NoSuchUser, NothingLeft, NothingYet
from core.reports.days import days_of, ledger_of
from core.reports.splits import unsplit_days
from storage.connections import Connections
from storage.exports import Exports
from storage.names import NameStore
from storage.reports import Reports

NoFile = NoConnection | NothingYet | BeforeHistory | NothingLeft | NotUnderstood | NoSuchUser
"""Why there is nothing to write."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that can be written."""

    workspace: str
    wanted: Wanted
    days: tuple[date, ...]
    narrowing: Narrowing
    naming: Naming
    scopes: tuple[Filters, ...]
    missing: tuple[date, ...]
    """Days whose costs are not collected yet, for at least one connection."""
    unsplit: tuple[date, ...]
    """Collected days whose costs the provider did not split by a dimension of a filter: they are left out."""

    @property
    def filename(self) -> str:
        if self.wanted.form.is_focus:
            version = "1.4" if self.wanted.form is Form.FOCUS_1_4 else "1.2"
            return f"tokenmeter-{self.days[0]}-{self.days[-1]}-focus-{version}.csv"
        width = "hours" if self.wanted.hourly else "days"
        return f"tokenmeter-{self.days[0]}-{self.days[-1]}-{width}.{self.wanted.form}"


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a file."""

    rows: int
    costs: Mapping[str, int]
    """The sum of its costs by currency, in nanos."""


class Exporting:
    def __init__(
        self,
        connections: Connections,
        whole_days: WholeDays,
        reports: Reports,
        names: NameStore,
        exports: Exports,
        clock: Clock,
    ) -> None:
        self._connections = connections
        self._whole_days = whole_days
        self._names = names
        self._exports = exports
        self._narrow = Narrow(reports, names)
        self._clock = clock
        self._one = asyncio.Lock()

    async def prepare(
        self, workspace: str, wanted: Wanted, scopes: Sequence[Filters] = (), people: People = NOBODY
    ) -> Prepared | NoFile:
        """Find out what is meant, over what every one of `scopes` keeps, or why there is no such file.

        `people`: whom it is about.
        """
        connections = await self._connections.of(workspace)
        if not connections:
            return NoConnection()
        narrowing = await self._narrow.to(workspace, connections, wanted.question, scopes, people)
        if isinstance(narrowing, NotUnderstood):
            return as_export(narrowing, wanted.form, hourly=wanted.hourly)
        if isinstance(narrowing, NothingLeft | NoSuchUser):
            return narrowing
        kept = [each for each in connections if each.id in narrowing]
        kinds = [KINDS[each] for each in wanted.split_by if each in KINDS]
        naming = Naming.of(kept, await self._names.of(workspace, kinds))
        return await self._dated(Prepared(workspace, wanted, (), narrowing, naming, tuple(scopes), (), ()), kept)

    async def _dated(self, prepared: Prepared, connections: Sequence[Connection]) -> Prepared | NoFile:
        """The same with its days, and what is known of them."""
        question, now = prepared.wanted.question, self._clock.now()
        days = days_of(question.period, now)
        begins = min(connection.first_day for connection in connections)
        if not days or days[-1] < begins:
            return BeforeHistory(question, begins, now.date())
        end = days[-1] + timedelta(days=1)
        ledgers = await self._whole_days.of(prepared.workspace, prepared.narrowing, days[0], end)
        costs, used = (ledger_of(measure, ledgers, connections) for measure in (Measure.COST, Measure.TOKENS))
        if not costs.has(days) and not used.has(days):
            done, wanted = costs.progress(now.date())
            return NothingYet(question, done, wanted, any(each.trouble for each in connections))
        missing = tuple(day for day in days if day != now.date() and costs.is_missing(day))
        unsplit = unsplit_days(question, prepared.scopes, days, costs, {})
        return replace(prepared, days=days, missing=missing, unsplit=unsplit)

    async def write(self, prepared: Prepared, to: BinaryIO) -> Written:
        """Write it, one file at a time. Raises TooManyRows."""
        async with self._one:
            folder = await asyncio.to_thread(TemporaryDirectory, prefix="tokenmeter-")
            try:
                return await self._write(prepared, to, Path(folder.name))
            finally:
                await asyncio.to_thread(folder.cleanup)

    async def _write(self, prepared: Prepared, to: BinaryIO, folder: Path) -> Written:
        wanted = prepared.wanted
        file: FigureFile = await asyncio.to_thread(file_of, wanted, prepared.naming, to, folder)
        rows = 0
        costs: Counter[str] = Counter()
        figures = self._exports.by_day(
            prepared.workspace,
            prepared.days[0],
            prepared.days[-1] + timedelta(days=1),
            wanted.split_by,
            prepared.narrowing,
            usage=not wanted.form.is_focus,
            hourly=wanted.hourly,
        )
        async with aclosing(figures) as days:
            async for day in days:
                await asyncio.to_thread(file.write, day)
                rows += len(day)
                for figure in day:
                    if figure.is_cost:
                        costs[figure.currency] += figure.nanos
        await asyncio.to_thread(file.close)
        return Written(rows, dict(sorted(costs.items())))

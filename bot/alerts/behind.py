"""Reads who is behind an alert: for who may see figures by person."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from core.alerts.figures import start_of
from core.alerts.finding import Finding
from core.alerts.person import Person, hours_of, person_of
from core.alerts.rule import Condition
from core.connection import Connection
from core.narrowing import everything
from core.providers.contract import Name
from core.questions import Dimension
from storage.api_keys import ApiKeys
from storage.estimates import DailyRows


class Behind:
    def __init__(self, rows: DailyRows, keys: ApiKeys) -> None:
        self._rows = rows
        self._keys = keys

    async def of(
        self,
        workspace: str,
        finding: Finding,
        condition: Condition,
        connections: Sequence[Connection],
        names: Mapping[int, Iterable[Name]],
    ) -> Person | None:
        """Who most of it is of; None where nobody is, or nobody is named."""
        concerned = [each for each in connections if any(cell.connection == each.id for cell in finding.cells)]
        hours = hours_of(finding, condition)
        first, last = start_of(hours.start).date(), start_of(hours.stop - 1).date()
        labels = [each.value for each in (Dimension.PROJECT, Dimension.KEY, Dimension.USER)]
        used = await self._rows.usage_by_hour(workspace, first, last + timedelta(days=1), labels, everything(concerned))
        owners = {(each.id, key.id): key.owner for each in concerned for key in await self._keys.of(each)}
        return person_of(finding, hours, used, owners, connections, names)

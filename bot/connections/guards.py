"""Tells of OpenAI's own spend limits: beside each connection, and by DM when one begins to refuse requests."""

from collections.abc import Sequence
from datetime import timedelta

from bot.connections.telling import Telling
from bot.views.guards import build_blocks, build_lets_through
from core import amounts
from core.clock import Clock
from core.connection import Connection
from core.figures import DayFigure
from core.guards import Guarded, Guards, Limit, Notice, Turn, due_notices, notice_of
from core.narrowing import everything
from core.providers.contract import NameKind
from core.questions.dimensions import Dimension
from core.questions.filters import Filters
from storage.connections import Connections
from storage.deliveries import Deliveries
from storage.guards import GuardStore
from storage.names import NameStore
from storage.reports import Reports


class GuardsNow:
    """How near the limits are."""

    def __init__(self, guards: GuardStore, reports: Reports, names: NameStore, clock: Clock) -> None:
        self._guards = guards
        self._reports = reports
        self._names = names
        self._clock = clock

    async def of(self, connection: Connection) -> Guards:
        if connection.names_missing:
            return Guards()  # those that were read before the permission was lost tell nothing of today
        limits, alerts = await self._guards.limits(connection), await self._guards.alerts(connection)
        if not limits:
            return Guards((), tuple(alerts))
        names = await self._names.of(connection.workspace, [NameKind.PROJECT])
        called = {name.id: name.name for name in names.get(connection.id, ())}
        figures = await self._this_month(connection)
        near = [Guarded(each, called.get(each.project, ""), _billed(each, figures)) for each in limits]
        return Guards(tuple(sorted(near, key=_worst_first)), tuple(alerts))

    async def _this_month(self, connection: Connection) -> list[DayFigure]:
        today = self._clock.now().date()
        first, end = today.replace(day=1), today + timedelta(days=1)
        by, narrowing = [Dimension.PROJECT], everything([connection])
        return await self._reports.costs_by_day(connection.workspace, first, end, by, narrowing)


class WholeLimits:
    """The limits of whole organizations, for who may see all that is spent."""

    def __init__(self, connections: Connections, guards: GuardStore) -> None:
        self._connections = connections
        self._guards = guards

    async def of(self, workspace: str, filters: Filters, scopes: Sequence[Filters]) -> tuple[tuple[str, Limit], ...]:
        """Each with its connection's name, "" where there is but one connection; none beside what `filters` or `scopes`
        keep: it is not what they limit, and tells how large the whole is."""
        if filters or scopes:
            return ()
        connections = await self._connections.of(workspace)
        read = [each for each in connections if each.disconnected_at is None and not each.names_missing]
        found = [(each.name, limit) for each in read for limit in await self._guards.limits(each) if not limit.project]
        return tuple((name if len(connections) > 1 else "", limit) for name, limit in found)


class Blocking:
    """Tells that a limit has begun to refuse requests, and that it lets them through again: each once."""

    def __init__(
        self,
        workspace: str,
        connections: Connections,
        guards: GuardStore,
        now: GuardsNow,
        deliveries: Deliveries,
        telling: Telling,
        support: str,
    ) -> None:
        """`support`: the support contact, as mrkdwn."""
        self._workspace = workspace
        self._connections = connections
        self._guards = guards
        self._now = now
        self._deliveries = deliveries
        self._telling = telling
        self._support = support

    async def tell_all(self) -> None:
        """Tell of every limit that has turned, and was not told."""
        told = [each for each in await self._deliveries.of_kinds(self._workspace, list(Turn)) if each.sent_at]
        for connection in await self._connections.of(self._workspace):
            mine = (notice_of(each.kind, each.key) for each in told if each.key.startswith(f"{connection.uid}:"))
            limits = await self._guards.limits(connection)
            for notice in due_notices(connection, limits, [each for each in mine if each is not None]):
                await self._tell(connection, notice)

    async def _tell(self, connection: Connection, notice: Notice) -> None:
        limits = (await self._now.of(connection)).limits
        found = next((each for each in limits if each.limit.project == notice.project), None)
        if notice.turn is Turn.LETS_THROUGH:
            message = build_lets_through(connection, found, is_whole=not notice.project)
        elif found is not None:
            message = build_blocks(connection, found, self._support)
        else:
            return  # it was removed this very moment
        can_wait = notice.turn is Turn.LETS_THROUGH
        await self._telling.once(connection, notice.turn, notice.key(connection), message, can_wait=can_wait)


def _billed(limit: Limit, figures: Sequence[DayFigure]) -> int | None:
    """None where the costs are not split by project, or come in another currency."""
    is_split = all(figure.label is not None for figure in figures)
    currencies = {figure.unit for figure in figures}
    if (limit.project and not is_split) or (currencies and limit.currency not in currencies):
        return None
    mine = (each for each in figures if not limit.project or each.label == limit.project)
    return sum(each.amount for each in mine if each.unit == limit.currency)


def _worst_first(guarded: Guarded) -> tuple[bool, bool, int, str]:
    limit = guarded.limit
    share = amounts.percent(guarded.billed or 0, limit.nanos) if limit.nanos else 100
    return limit.blocking_since is None, bool(limit.project), -share, limit.project

"""Tells by DM that a connection has turned 🔴, and that it is well again: each once."""

from collections.abc import Iterable
from datetime import datetime

from bot.awake import Awake
from bot.connections.statuses import Statuses
from bot.connections.telling import Telling
from bot.views.light import build_red, build_well_again
from core.clock import Clock
from core.connection import Connection
from core.notices import Notice, Told, Turn, due_notice
from storage.connections import Connections
from storage.deliveries import Deliveries, Delivery


class Lights:
    def __init__(
        self,
        workspace: str,
        connections: Connections,
        deliveries: Deliveries,
        statuses: Statuses,
        telling: Telling,
        support: str,
        clock: Clock,
        awake: Awake,
    ) -> None:
        """`support`: the support contact, as mrkdwn."""
        self._workspace = workspace
        self._connections = connections
        self._deliveries = deliveries
        self._statuses = statuses
        self._telling = telling
        self._support = support
        self._clock = clock
        self._awake = awake

    async def tell_all(self) -> None:
        """Tell of every light that has turned, and was not told. To be called every minute."""
        now, awake_since = self._clock.now(), self._awake.since()
        told = told_of(await self._deliveries.of_kinds(self._workspace, list(Turn)))
        for connection in await self._connections.of(self._workspace):
            before = told.get(connection.uid, Told())
            notice = due_notice(connection, before, awake_since, now)
            if notice is not None:
                await self._tell(connection, notice, before)

    async def _tell(self, connection: Connection, notice: Notice, before: Told) -> None:
        status = await self._statuses.one(connection)
        if notice.turn is Turn.RED:
            message = build_red(status, self._support)
        else:
            message = build_well_again(status, before.red_at)
        can_wait = notice.turn is Turn.WELL
        await self._telling.once(connection, notice.turn, notice.key(connection), message, can_wait=can_wait)


def told_of(deliveries: Iterable[Delivery]) -> dict[str, Told]:
    """The last red time that was told, by the connection's uid. What was claimed and not sent yet was not told; an end
    is told once a single person has heard of it."""
    found: dict[str, Told] = {}
    ends: dict[tuple[str, int], datetime] = {}
    whole: set[tuple[str, int]] = set()
    for delivery in deliveries:
        uid, number, *person = delivery.key.split(":")
        if delivery.sent_at is None:
            continue
        this = uid, int(number)
        if delivery.kind == Turn.WELL:
            ends[this] = max(delivery.sent_at, ends.get(this, delivery.sent_at))
            whole |= set() if person else {this}
        elif not person and int(number) > found.get(uid, Told()).number:
            found[uid] = Told(int(number), delivery.sent_at)

    def with_end(uid: str, red: Told) -> Told:
        this = uid, red.number
        return Told(red.number, red.red_at, ends.get(this), some_wait=this in ends and this not in whole)

    return {uid: with_end(uid, each) for uid, each in found.items()}

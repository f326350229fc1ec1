"""How each workspace is, for who operates the bot: what needs attention first. No figures, and nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.connection import Connection
from core.health import Finding, Light, worst


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a workspace."""

    workspace: str
    name: str
    plan: str
    since: datetime
    """Since when it is installed."""
    uninstalled_at: datetime | None
    """Since when it is to be purged."""
    revoked_at: datetime | None
    """Since when Slack does not take the bot's token there."""
    connections: tuple[Connection, ...]
    """Those that are collected."""
    days: int
    """Of how many days the costs are stored, added up over all connections, the disconnected ones too."""
    subscriptions: int
    """Digests, budgets and alert rules that are not off."""


@dataclass(frozen=True, slots=True)
class Standing:
    stored: Stored
    lights: tuple[Light, ...]
    """Its connections', the worst first."""
    collected_at: datetime | None
    """When the one that waits longest was last collected to the end; None when one never was, or there is none."""
    trouble: Finding | None
    """The worst of all its connections; of several with that light, what lasts longest."""

    @property
    def light(self) -> Light | None:
        """The workspace's; None for one without a connection."""
        if self.stored.uninstalled_at is not None:
            return Light.YELLOW  # it is to be purged for minutes: for longer, something keeps it
        if self.stored.revoked_at is not None:
            return Light.RED
        return self.lights[0] if self.lights else None


def standings(stored: Iterable[Stored], now: datetime) -> list[Standing]:
    """What needs attention first: red before yellow, what lasts longer before what began just now."""
    return sorted((_standing(each, now) for each in stored), key=_attention)


def _standing(stored: Stored, now: datetime) -> Standing:
    order = list(Light)
    found = [worst(connection, now) for connection in stored.connections]
    lights = [Light.GREEN if each is None else each.light(now) for each in found]
    troubles = sorted(
        (each for each in found if each is not None), key=lambda each: (order.index(each.light(now)), each.since)
    )
    times = [connection.collected_at for connection in stored.connections]
    known = [each for each in times if each is not None]
    return Standing(
        stored,
        tuple(sorted(lights, key=order.index)),
        min(known) if known and len(known) == len(times) else None,
        troubles[0] if troubles else None,
    )


def _attention(standing: Standing) -> tuple[int, float, str, str]:
    order, leaves, revoked = list(Light), standing.stored.uninstalled_at, standing.stored.revoked_at
    since = leaves or revoked or (standing.trouble.since if standing.trouble else None)
    return (
        len(order) if standing.light is None else order.index(standing.light),
        since.timestamp() if since else 0.0,
        standing.stored.name.casefold(),
        standing.stored.workspace,
    )

"""Alerts: firings of rules, with what has become of them. One that has changed since it was read is not overwritten."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, update
from sqlmodel import col, select

from core.alerts.figures import Cell
from core.alerts.finding import Bar, Finding
from core.alerts.life import Alert, Event, State, Turn
from core.alerts.spec import read_spec, written_spec
from storage.again import asked_again
from storage.audit import hold_workspace
from storage.columns import storable
from storage.database import Database
from storage.filters import column_of, filters_of
from storage.tables import AlertRow, SubscriptionRow, WorkspaceRow

_OPEN: Final = [State.FIRING.value, State.ACKNOWLEDGED.value, State.SNOOZED.value]


@dataclass(frozen=True, slots=True)
class KeptAlert:
    alert: Alert
    card: str
    """Alerts that were told in one message have the same."""
    version: int
    """How often it was written."""


class Alerts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_rules(self, workspace: str, rules: Collection[str], since: datetime) -> list[KeptAlert]:
        """Those of these rules that are open, or have changed since then, the oldest first."""
        recent = col(AlertRow.state).in_(_OPEN) | (col(AlertRow.changed_at) >= since)
        return await self._where(workspace, and_(col(AlertRow.rule).in_(rules), recent))

    @asked_again
    async def judged(self, workspace: str) -> str:
        """What `note_judged` wrote last; "" before that."""
        query = select(col(WorkspaceRow.judged)).where(col(WorkspaceRow.id) == workspace)
        async with self._database.reading() as session:
            return (await session.exec(query)).first() or ""

    async def note_judged(self, workspace: str, digest: str) -> None:
        """All rules were judged with what this is a digest of: whoever finds the same has nothing to judge."""
        change = update(WorkspaceRow).where(col(WorkspaceRow.id) == workspace).values(judged=digest)
        async with self._database.writing() as session:
            await session.exec(change.execution_options(synchronize_session=False))
            await session.commit()

    async def of_card(self, workspace: str, card: str) -> list[KeptAlert]:
        return await self._where(workspace, col(AlertRow.card) == card)

    async def untold(self, workspace: str) -> list[KeptAlert]:
        """Those of which not everybody has heard everything yet."""
        return await self._where(workspace, col(AlertRow.untold))

    async def left_open(self, workspace: str) -> list[KeptAlert]:
        """Open ones whose rule was turned off or changed since."""
        changed = col(SubscriptionRow.off_at).is_not(None) | (col(SubscriptionRow.made_at) > col(AlertRow.seen_at))
        rules = select(SubscriptionRow.uid).where(
            col(SubscriptionRow.workspace) == workspace, col(SubscriptionRow.uid) == col(AlertRow.rule), changed
        )
        return await self._where(workspace, and_(col(AlertRow.state).in_(_OPEN), rules.exists()))

    @asked_again
    async def add(self, workspace: str, alert: Alert, card: str, now: datetime) -> bool:
        """False when another process was first, and the same is open already."""
        same = and_(
            col(AlertRow.rule) == alert.rule,
            col(AlertRow.scope) == alert.scope,
            col(AlertRow.subject) == storable(alert.subject),
        )
        changed = select(SubscriptionRow.made_at).where(col(SubscriptionRow.uid) == alert.rule).scalar_subquery()
        # What comes to far more than somebody called expected is news, though it began with that.
        is_expected = and_(col(AlertRow.state) == State.EXPECTED.value, col(AlertRow.changed_at) <= alert.seen_at)
        known = and_(col(AlertRow.since) == alert.finding.since, col(AlertRow.seen_at) >= changed, ~is_expected)
        again = col(AlertRow.state).in_(_OPEN) | known
        async with self._database.writing() as session:
            await hold_workspace(session, workspace)
            if (await session.exec(select(col(AlertRow.uid)).where(same, again))).first() is not None:
                return False
            row = AlertRow(
                uid=alert.uid,
                workspace=workspace,
                rule=alert.rule,
                scope=alert.scope,
                subject=storable(alert.subject),
                card=card,
                seen_at=alert.seen_at,
                since=alert.finding.since,
                state=alert.state.value,
                changed_at=now,
                version=1,
                untold=True,
                body=_body(alert),
            )
            session.add(row)
            await session.commit()
            return True

    async def change(self, workspace: str, kept: KeptAlert, alert: Alert, now: datetime, *, untold: bool) -> bool:
        """Write what has become of it. False when it has changed since it was read; then nothing is written.

        `untold`: whether there is something to be told of.
        """
        values: dict[str, Any] = {
            "state": alert.state.value,
            "since": alert.finding.since,
            "changed_at": now,
            "version": kept.version + 1,
            "body": _body(alert),
        }
        if untold:
            values["untold"] = True
        return await self._update(workspace, kept, values)

    async def told(self, workspace: str, kept: KeptAlert) -> None:
        """Everybody has heard of all that it was when it was read."""
        await self._update(workspace, kept, {"untold": False})

    @asked_again
    async def _update(self, workspace: str, kept: KeptAlert, values: dict[str, Any]) -> bool:
        change = (
            update(AlertRow)
            .where(
                col(AlertRow.uid) == kept.alert.uid,
                col(AlertRow.workspace) == workspace,
                col(AlertRow.version) == kept.version,
            )
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        async with self._database.writing() as session:
            done = await session.exec(change)
            await session.commit()
            return bool(done.rowcount)

    @asked_again
    async def _where(self, workspace: str, condition: ColumnElement[bool] | Any) -> list[KeptAlert]:
        query = (
            select(AlertRow)
            .where(col(AlertRow.workspace) == workspace, condition)
            .order_by(col(AlertRow.seen_at), col(AlertRow.uid))
        )
        async with self._database.reading() as session:
            return [_kept(row) for row in await session.exec(query)]


def _body(alert: Alert) -> str:
    found = alert.finding
    return json.dumps(
        {
            "last": found.last.isoformat(),
            "amount": found.amount,
            "usual": found.usual,
            "so_far": found.so_far,
            "cells": [[*cell, amount] for cell, amount in found.cells.items()],
            "bars": found.bars,
            "unit": found.unit,
            "told": alert.told,
            "peak": alert.peak,
            "expected": alert.expected,
            "until": alert.until and alert.until.isoformat(),
            "events": [_event(each) for each in alert.events],
            "rule": alert.condition and [written_spec(alert.condition), column_of(alert.filters)],
        }
    )


def _event(event: Event) -> Sequence[Any]:
    return event.turn, event.at.isoformat(), event.so_far, event.by, event.until and event.until.isoformat()


def _kept(row: AlertRow) -> KeptAlert:
    body = json.loads(row.body)
    finding = Finding(
        row.subject,
        row.since,
        datetime.fromisoformat(body["last"]),
        body["amount"],
        body["usual"],
        body["so_far"],
        {Cell(*cell): amount for *cell, amount in body["cells"]},
        tuple(Bar(*each) for each in body["bars"]),
        body["unit"],
    )
    events = tuple(
        Event(Turn(turn), datetime.fromisoformat(at), so_far, by, _time(until))
        for turn, at, so_far, by, until in body["events"]
    )
    said = body.get("rule")
    alert = Alert(
        row.uid,
        row.rule,
        row.scope,
        row.subject,
        row.seen_at,
        finding,
        body["told"],
        body["peak"],
        State(row.state),
        _time(body["until"]),
        events,
        body.get("expected", 0),
        read_spec(said[0]) if said else None,
        filters_of(said[1]) if said else (),
    )
    return KeptAlert(alert, row.card, row.version)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)

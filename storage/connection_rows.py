"""Connections and their rows: one made of the other, and what may not stand beside what."""

import json
from collections.abc import Iterable

from core.connection import (
    Connection,
    KeyTaken,
    NameTaken,
    NewConnection,
    NewKey,
    OrganizationTaken,
    StillLeaving,
    Trouble,
    name_key,
)
from storage.columns import storable
from storage.tables import ConnectionRow


def resumed_by(new: NewConnection, existing: Iterable[ConnectionRow]) -> ConnectionRow | None:
    """The disconnected one of the same organization, whose history `new` goes on with; None if there is none.

    Raises KeyTaken, OrganizationTaken, StillLeaving, NameTaken.
    """
    rows = list(existing)
    for row in rows:
        if row.fingerprint in new.fingerprints:
            raise KeyTaken(row.name) if row.disconnected_at is None else StillLeaving(row.name)
    same = [row for row in rows if new.organization and _whose(row) == (new.provider, new.organization)]
    for row in same:
        if row.disconnected_at is None:
            raise OrganizationTaken(row.name)
        if row.secret_ref or row.history_goes:
            raise StillLeaving(row.name)
    for row in rows:
        if row not in same and row.name_key == name_key(storable(new.name)):
            raise NameTaken(row.name)
    return same[0] if same else None


def resume(row: ConnectionRow, new: NewConnection) -> ConnectionRow:
    """The disconnected connection's row, connected again: its id and what was collected under it stay."""
    fresh = row_of(new)
    kept = {"id", "backfill_from", "organization_since"}
    for column in ConnectionRow.model_fields.keys() - kept:
        setattr(row, column, getattr(fresh, column))
    row.backfill_from = min(row.backfill_from, new.backfill_from)
    row.organization_since = row.organization_since or new.organization_since
    return row


def put_key(row: ConnectionRow, new: NewKey) -> ConnectionRow:
    """The connection's row with another key, which is yet to be proven; where the old one is stays known."""
    row.replaced_ref = row.secret_ref
    row.secret_ref = new.secret_ref
    row.fingerprint = new.fingerprints[0]
    row.key_hint = new.key_hint
    row.key_since = row.next_collect_at = new.since
    row.key_expires_at = new.expires_at
    row.key_proven = False
    row.owner = new.owner
    row.names_missing = json.dumps(list(new.names_missing))
    row.trouble, row.trouble_detail, row.trouble_since = None, "", None
    return row


def _whose(row: ConnectionRow) -> tuple[str, str]:
    return row.provider, row.organization


def row_of(new: NewConnection) -> ConnectionRow:
    return ConnectionRow(
        uid=new.uid,
        workspace=new.workspace,
        provider=new.provider,
        name=storable(new.name),
        name_key=name_key(storable(new.name)),
        organization=new.organization,
        owner=new.owner,
        secret_ref=new.secret_ref,
        fingerprint=new.fingerprints[0],
        key_hint=new.key_hint,
        key_since=new.created_at,
        created_at=new.created_at,
        backfill_from=new.backfill_from,
        next_collect_at=new.created_at,
        names_missing=json.dumps(list(new.names_missing)),
        key_expires_at=new.key_expires_at,
        organization_since=new.organization_since,
    )


def connection_of(row: ConnectionRow) -> Connection:
    if row.id is None:
        raise ValueError("a connection without an id was never stored")
    return Connection(
        id=row.id,
        uid=row.uid,
        workspace=row.workspace,
        provider=row.provider,
        name=row.name,
        organization=row.organization,
        owner=row.owner,
        secret_ref=row.secret_ref,
        key_hint=row.key_hint,
        key_since=row.key_since,
        created_at=row.created_at,
        backfill_from=row.backfill_from,
        collected_at=row.collected_at,
        trouble=None if row.trouble is None else Trouble(row.trouble),
        trouble_detail=row.trouble_detail,
        trouble_since=row.trouble_since,
        names_missing=tuple(json.loads(row.names_missing)),
        disconnected_at=row.disconnected_at,
        history_goes=row.history_goes,
        key_expires_at=row.key_expires_at,
        replaced_ref=row.replaced_ref,
        key_proven=row.key_proven,
        reconciled_at=row.reconciled_at,
        names_read_at=row.names_read_at,
        next_collect_at=row.next_collect_at,
        organization_since=row.organization_since,
    )

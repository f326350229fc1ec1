"""Interning the label combinations: one row for each, known by a digest."""

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Connection as Transaction
from sqlmodel import col, select

from core.crypto import encoded
from core.providers.contract import Series
from storage import sql
from storage.columns import storable
from storage.tables import SeriesRow

LABELS: Final = ("model", "project", "key", "user", "item", "tier", "batch")
"""The dimensions that have a column."""

_DIGEST_SIZE: Final = 16


def digest_of(series: Series) -> bytes:
    """The same for the same labels in whatever order; "not grouped by" and "no value" differ."""
    labels = [storable(part) for label in sorted(series.labels) for part in label]
    return blake2b(
        encoded(series.endpoint, storable(series.unit), series.currency, *labels), digest_size=_DIGEST_SIZE
    ).digest()


def intern(
    transaction: Transaction, connection: int, endpoint: str, found: Sequence[tuple[bytes, Series]]
) -> dict[bytes, int]:
    """The id of each digest in `found`; those that are new get a row."""
    known = _known(transaction, connection, endpoint)
    # In one order, so that two processes that store the same new series wait for each other in one direction.
    new = sorted((digest, series) for digest, series in found if digest not in known)
    if not new:
        return known
    rows = [_row(connection, digest, series) for digest, series in new]
    transaction.execute(sql.insert(transaction, SeriesRow).on_conflict_do_nothing(), rows)
    return _known(transaction, connection, endpoint)


def _known(transaction: Transaction, connection: int, endpoint: str) -> dict[bytes, int]:
    query = select(SeriesRow.digest, SeriesRow.id).where(
        col(SeriesRow.connection) == connection, col(SeriesRow.endpoint) == endpoint
    )
    return {digest: known for digest, known in transaction.execute(query) if known is not None}


def _row(connection: int, digest: bytes, series: Series) -> dict[str, Any]:
    labels = {dimension: storable(value) for dimension, value in series.labels}
    return {
        "connection": connection,
        "digest": digest,
        "endpoint": series.endpoint,
        "unit": storable(series.unit),
        "currency": series.currency,
        **{label: labels.pop(label, None) for label in LABELS},
        "others": _json(labels.items()) if labels else None,
    }


def _json(labels: Iterable[tuple[str, str]]) -> str:
    return json.dumps(dict(sorted(labels)), ensure_ascii=False, separators=(",", ":"))

"""Comparing the vault with the database: what is nobody's, what is somebody's or may be, and what is missing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.crypto import encoded
from core.keys import Kept
from core.sweep import Found, compare
from core.vault import Held
from tests.unit.test_keys import UID, connection

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
OLD = NOW - timedelta(hours=2)
ACME = connection(Kept(encoded("ref"), ()))
OTHER = replace(ACME, id=2, uid="00000000000000bb")
NAME, OTHER_NAME = (f"tokenmeter-{each.uid}-01020304" for each in (ACME, OTHER))


def held(name: str, created_at: datetime = OLD) -> Held:
    return Held(name, f"ref of {name}", created_at)


def test_what_fits_together_is_left_alone() -> None:
    assert compare([held(NAME), held(OTHER_NAME)], {ACME: NAME, OTHER: OTHER_NAME}, NOW, SINCE) == Found((), ())


def test_a_secret_that_no_connection_refers_to_is_an_orphan() -> None:
    """Also one that was stored for a connection that has another now."""
    replaced, removed = held(f"tokenmeter-{UID}-99999999"), held("tokenmeter-00000000000000cc-01020304")
    found = compare([held(NAME), replaced, removed], {ACME: NAME}, NOW, SINCE)
    assert found == Found((replaced, removed), ())


def test_a_secret_younger_than_an_hour_may_still_get_its_connection() -> None:
    young, old = (held(NAME, NOW - timedelta(hours=1) + timedelta(seconds=n)) for n in (0, -1))
    assert compare([young], {}, NOW, SINCE).orphans == ()
    assert compare([old], {}, NOW, SINCE).orphans == (old,)


def test_a_database_without_connections_does_not_take_what_is_older_than_itself_for_orphans() -> None:
    """DATABASE_URL was wrong for once: the keys must be there when it is right again."""
    secrets = [held(NAME), held(OTHER_NAME)]
    assert compare(secrets, {}, NOW, database_since=OLD + timedelta(seconds=1)).orphans == ()
    assert compare(secrets, {}, NOW, database_since=OLD).orphans == tuple(secrets)


def test_everything_stored_for_a_connection_whose_reference_does_not_open_is_kept() -> None:
    """A master key is missing from the ring, and nobody can tell which of them is the key."""
    also = held(f"tokenmeter-{UID}-99999999")
    assert compare([held(NAME), also], {ACME: None}, NOW, SINCE) == Found((), ())


def test_a_connection_whose_secret_is_not_listed_is_found() -> None:
    assert compare([held(OTHER_NAME)], {ACME: NAME, OTHER: OTHER_NAME}, NOW, SINCE).without_secret == (ACME,)


def test_what_a_crash_left_half_written_is_an_orphan() -> None:
    half = held(".0102030405060708.new")
    assert compare([held(NAME), half], {ACME: NAME}, NOW, SINCE).orphans == (half,)

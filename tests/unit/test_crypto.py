"""A stored secret opens in its own place, whole, and nowhere else."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crypto import Keyring, KeyUnreadable, MasterKeyUnknown, encoded

OLD, NEW = b"o" * 32, b"n" * 32
PLACE = encoded("T1", "00000000000000aa", "key")


def counting() -> Callable[[int], bytes]:
    """Random bytes that are the same in every run, and different at every call."""
    calls = iter(range(10**6))
    return lambda size: sha256(next(calls).to_bytes(8, "big")).digest()[:size]


def ring(*keys: bytes) -> Keyring:
    return Keyring(keys or (NEW,), counting())


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_what_was_sealed_opens_in_its_place(plaintext: bytes, place: bytes) -> None:
    keyring = ring()
    assert keyring.open(keyring.seal(plaintext, place), place) == plaintext


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_it_opens_in_no_other_place(place: bytes, other: bytes) -> None:
    """A ciphertext that is moved to another row, workspace or purpose does not open."""
    keyring = ring()
    sealed = keyring.seal(b"secret", place)
    if place != other:
        with pytest.raises(KeyUnreadable):
            keyring.open(sealed, other)


@given(st.data())
def test_a_changed_bit_anywhere_keeps_it_shut(data: st.DataObject) -> None:
    """Version, master key's id, nonces, wrapped key, ciphertext, tags: each is authenticated."""
    keyring = ring()
    sealed = bytearray(keyring.seal(b"sk-admin-" + b"test-" * 8, PLACE))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(KeyUnreadable):
        keyring.open(bytes(sealed), PLACE)


def test_a_part_of_it_does_not_open() -> None:
    """Cut at every length, and with something after it."""
    keyring = ring()
    sealed = keyring.seal(b"secret", PLACE)
    for length in range(len(sealed)):
        with pytest.raises(KeyUnreadable):
            keyring.open(sealed[:length], PLACE)
    with pytest.raises(KeyUnreadable):
        keyring.open(sealed + b"\0", PLACE)


@pytest.mark.parametrize("part", [slice(9, 69), slice(69, None)], ids=["data key", "ciphertext"])
def test_parts_of_two_secrets_do_not_go_together(part: slice) -> None:
    """Swapping the wrapped key or the ciphertext between two secrets of the same place is noticed."""
    keyring = ring()
    first, second = bytearray(keyring.seal(b"first.", PLACE)), keyring.seal(b"second", PLACE)
    first[part] = second[part]
    with pytest.raises(KeyUnreadable):
        keyring.open(bytes(first), PLACE)


def test_the_newest_master_key_seals_and_each_one_opens() -> None:
    """Rotating the master key asks nobody for a key again."""
    sealed_before = ring(OLD).seal(b"secret", PLACE)
    both = ring(NEW, OLD)
    assert both.open(sealed_before, PLACE) == b"secret"
    resealed = both.seal(both.open(sealed_before, PLACE), PLACE)
    assert ring(NEW).open(resealed, PLACE) == b"secret"
    with pytest.raises(MasterKeyUnknown):
        ring(OLD).open(resealed, PLACE)


def test_each_secret_has_a_data_key_and_nonces_of_its_own() -> None:
    keyring = ring()
    first, second = keyring.seal(b"secret", PLACE), keyring.seal(b"secret", PLACE)
    assert first[:9] == second[:9]
    assert first[9:21] != second[9:21]
    assert first[69:81] != second[69:81]
    assert first[81:] != second[81:]


def test_what_the_first_release_stored_still_opens() -> None:
    """The stored form of version 1, byte for byte."""
    stored = bytes.fromhex(
        "01505a391cdbcb1824cd2662154e6d76b2b2b92e7073ae00bfecc52dfb9b1c734f837990cbfef9cbcd8c1daf438ec24c"
        "2bf4b179242b029e67c1e62294e68f795adaee0953cd04a4754498e06db5a13c5f7179954effb7cdc39e738984285e6f"
        "e8ba58b6848327"
    )
    assert ring().seal(b"secret", PLACE) == stored
    assert ring().open(stored, PLACE) == b"secret"


@given(st.lists(st.binary(max_size=9), max_size=5), st.lists(st.binary(max_size=9), max_size=5))
def test_different_places_are_written_differently(first: list[bytes], second: list[bytes]) -> None:
    """("ab", "c") and ("a", "bc") are two places."""
    assert (encoded(*first) == encoded(*second)) == (first == second)


def test_a_key_is_recognized_after_the_master_key_was_rotated() -> None:
    stored = ring(OLD).fingerprints(b"key")[0]
    assert stored in ring(NEW, OLD).fingerprints(b"key")
    assert stored not in ring(NEW, OLD).fingerprints(b"another key")
    assert stored != ring(NEW, OLD).fingerprints(b"key")[0]


@pytest.mark.parametrize("keys", [(), (b"short",), (NEW, b"x" * 33)])
def test_a_ring_takes_keys_of_32_bytes_only(keys: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(keys, counting())


def test_a_ring_does_not_show_its_keys() -> None:
    assert "nnnn" not in repr(ring())
    assert NEW.hex() not in repr(ring())

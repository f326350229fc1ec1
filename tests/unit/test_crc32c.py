"""The checksum: its published values, and the stand-in's own way to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.google.crc32c import crc32c as bit_by_bit
from storage.google.crc32c import crc32c


@pytest.mark.parametrize(
    ("data", "checksum"),
    [
        (b"", 0),
        (b"123456789", 0xE3069283),
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
    ],
)
def test_the_values_of_rfc_3720(data: bytes, checksum: int) -> None:
    assert crc32c(data) == checksum


@given(st.binary(max_size=300))
def test_ours_and_the_stand_in_s_agree(data: bytes) -> None:
    """They share no code."""
    assert crc32c(data) == bit_by_bit(data)

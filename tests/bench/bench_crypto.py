"""What it costs to seal a key and to open it again, beside AES-GCM alone."""

import os
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.crypto import Keyring, encoded
from tests.bench.showing import line, times, title

ROUNDS = 2_000
REPEATS = 7
LIMIT = 50.0
"""Microseconds that a pair may take."""

SECRET = ("sk-admin-" + "test-" * 30).encode()
PLACE = encoded("T0ACME", "0123456789abcdef", "key")


def main() -> None:
    key = os.urandom(32)
    alone, keyring = AESGCM(key), Keyring([key], os.urandom)

    def floor() -> None:
        nonce = os.urandom(12)
        alone.decrypt(nonce, alone.encrypt(nonce, SECRET, PLACE), PLACE)

    def fresh_key() -> None:
        nonce, cipher = os.urandom(12), AESGCM(os.urandom(32))
        cipher.decrypt(nonce, cipher.encrypt(nonce, SECRET, PLACE), PLACE)

    def ours() -> None:
        keyring.open(keyring.seal(SECRET, PLACE), PLACE)

    title(f"Seal and open a key of {len(SECRET)} bytes (a pair; best of {REPEATS})")
    least, fresh, took = _measured(floor), _measured(fresh_key), _measured(ours)
    line("floor: AES-GCM, one key", f"{least:.1f} µs")
    line("AES-GCM, a fresh key each time", f"{fresh:.1f} µs", times(fresh, least, "floor"))
    line("ours: the envelope", f"{took:.1f} µs", times(took, least, "floor"), f"≤ {LIMIT:.0f} µs")


def _measured(pair: Callable[[], None]) -> float:
    """Microseconds a call takes."""

    def once() -> float:
        began = time.perf_counter()
        for _ in range(ROUNDS):
            pair()
        return (time.perf_counter() - began) / ROUNDS * 1e6

    return min(once() for _ in range(REPEATS))


if __name__ == "__main__":
    main()

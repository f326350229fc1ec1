"""What it costs to seal a key and to open it again, beside AES-GCM alone."""

import os
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.crypto import Keyring, encoded

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

    print(f"Seal and open a key of {len(SECRET)} bytes (microseconds a pair; best of {REPEATS})")
    best = _measured(floor)
    for name, pair in (
        ("AES-GCM, one key (floor)", floor),
        ("AES-GCM, a fresh key", fresh_key),
        ("envelope, ours", ours),
    ):
        each = _measured(pair)
        print(f"  {name:<26} {each:6.1f} ({each / best:4.1f}×)")
    verdict = "under" if each < LIMIT else "OVER"
    print(f"  {verdict} the limit of {LIMIT:.0f}")


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

"""Ports of this machine for what is told its port before it listens."""

import socket
from random import SystemRandom
from typing import Final

_BELOW_THE_SYSTEMS_OWN: Final = range(20_000, 32_000)
"""Of those that the system gives out itself, one is soon a connection's."""


def free_port() -> int:
    while True:
        port = SystemRandom().choice(_BELOW_THE_SYSTEMS_OWN)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port

"""Ports that are taken are stepped over."""

import socket
from typing import Final

TRIED: Final = 100


def first_free_port(wanted: int) -> int:
    """The first port from `wanted` on that nobody listens on. Raises OSError when there is none near it."""
    for port in range(wanted, wanted + TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no port is free from {wanted} to {wanted + TRIED - 1}")

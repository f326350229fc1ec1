"""tokenmeter healthy: whether the bot beside this command answers. A container's health check, without curl."""

from http.client import HTTPConnection, HTTPException
from typing import Final

PATIENCE: Final = 3.0
"""Seconds."""


def answers(port: int) -> bool:
    """Whether /healthz on this machine answers 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()

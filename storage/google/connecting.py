"""The way to Google's services: with the application default credentials, or to a stand-in on this machine."""

import asyncio
import logging
from ipaddress import ip_address
from types import ModuleType
from typing import Any, Final

import google.auth
import grpc
from google.auth.exceptions import DefaultCredentialsError

from storage.google.calling import Trouble

_SCOPES: Final = ("https://www.googleapis.com/auth/cloud-platform",)


def emulator_channel(address: str) -> Any:
    """A plaintext channel to `address`, host:port. Raises ValueError when that is not on this machine."""
    host = address.rpartition(":")[0].strip("[]")
    if host != "localhost" and not _is_loopback(host):
        raise ValueError("a plaintext stand-in is allowed at host:port on this machine only")
    return grpc.aio.insecure_channel(address)


async def default_credentials() -> Any:
    """The application default credentials. Raises Trouble when there are none."""
    try:
        credentials, _ = await asyncio.to_thread(google.auth.default, scopes=_SCOPES)
    except DefaultCredentialsError:
        credentials = None
    if credentials is None:
        raise Trouble(
            "Google's application default credentials are missing: run on Google Cloud with a service account, or set "
            "GOOGLE_APPLICATION_CREDENTIALS"
        )
    return credentials


def never_log(transport: ModuleType) -> None:
    """Silence the logger of a client's transport: at DEBUG it writes every request and answer, payloads included.

    A level would not do: Google's GOOGLE_SDK_PYTHON_LOGGING_SCOPE sets one too, with a handler of its own.
    """
    logging.getLogger(transport.__name__).disabled = True


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

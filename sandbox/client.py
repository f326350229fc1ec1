"""A client for what listens on this machine."""

import ssl
from typing import Any

import httpx


def new_client(**how: Any) -> httpx.AsyncClient:
    """`how`: as httpx.AsyncClient takes it. Plain HTTP only: no certificate is trusted, as reading all of them in takes
    longer than most of what is then asked."""
    return httpx.AsyncClient(trust_env=False, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), **how)

"""OpenAI behind the provider contract."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from collections.abc import Set as AbstractSet
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext
from typing import Final, final

import httpx

from core.clock import Clock
from core.concurrency import whole
from core.providers.contract import Endpoint, KeyRejected, ProviderSession
from core.providers.openai.keys import why_not_a_key
from core.providers.openai.pace import Paces, Rate, Sleep
from core.providers.openai.reports import REPORTS
from core.providers.openai.session import OpenAISession
from core.providers.openai.transport import Observe, Patience, Transport
from core.secret import Secret

_SENDABLE: Final = re.compile(r"[!-~]{1,512}\Z")
"""What a header can carry as it is. Anything else, and the HTTP library's exception would quote the key."""
# Enough to keep one process busy at any distance; and for each request the HTTP library looks at every open connection
# once for every other.
_LIMITS: Final = httpx.Limits(max_connections=64, max_keepalive_connections=64, keepalive_expiry=60.0)
_TIMEOUT: Final = httpx.Timeout(connect=10.0, read=60.0, write=10.0, pool=None)


@cache
def _certificates() -> SSLContext:
    """Whom to trust. Reading them in takes longer than asking a page: once is enough for the process."""
    return httpx.create_ssl_context(trust_env=False)


def _half() -> float:
    return 0.5


def _unobserved(outcome: str, seconds: float) -> None:
    """Nobody counts."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How OpenAI is asked: how fast, how persistently."""

    rate: Rate = field(default_factory=Rate)
    patience: Patience = field(default_factory=Patience)
    sleep: Sleep = asyncio.sleep
    jitter: Callable[[], float] = _half
    """A number from 0 to 1 that spreads retries."""
    observe: Observe = _unobserved


@final
class OpenAI:
    name: str = "openai"
    title: str = "OpenAI"
    endpoints: tuple[Endpoint, ...] = tuple(report.endpoint for report in REPORTS)

    def __init__(self, base_url: str, clock: Clock, manners: Manners | None = None) -> None:
        """`base_url` with its version, as in https://api.openai.com/v1."""
        self._base_url = base_url.rstrip("/") + "/"
        self._clock = clock
        self._manners = manners or Manners()
        self._paces = Paces(self._manners.rate, clock, self._manners.sleep)
        self._client: httpx.AsyncClient | None = None
        self._sessions = 0
        self._ssl = _certificates()
        # One page at a time: threads that parse side by side keep the event loop waiting for the interpreter lock.
        self._parsing = asyncio.Semaphore(1)

    def why_not_a_key(self, pasted: str) -> str | None:
        return why_not_a_key(pasted)

    def session(
        self, key: Secret, organization: str = "", refused: AbstractSet[tuple[str, str]] = frozenset()
    ) -> AbstractAsyncContextManager[ProviderSession]:
        """Raises KeyRejected on entering for a key that no header can carry."""
        return self._session(key, organization, refused)

    @asynccontextmanager
    async def _session(
        self, key: Secret, organization: str, refused: AbstractSet[tuple[str, str]]
    ) -> AsyncIterator[ProviderSession]:
        if _SENDABLE.match(key.reveal()) is None:
            raise KeyRejected("the key has characters that no key has")
        manners = self._manners
        async with self._shared_client() as client:
            pace = self._paces.of(key)
            transport = Transport(
                client, key, pace, self._clock, manners.sleep, manners.jitter, manners.observe, organization
            )
            yield OpenAISession(
                transport, self._clock, manners.patience, manners.sleep, self._parsing, key.hint, refused
            )

    @asynccontextmanager
    async def _shared_client(self) -> AsyncIterator[httpx.AsyncClient]:
        """One client for all sessions that are open at a time: a connection to OpenAI, once made, serves many keys."""
        if self._client is None:
            self._client = self._new_client()
        client, self._sessions = self._client, self._sessions + 1
        try:
            yield client
        finally:
            self._sessions -= 1
            if self._sessions == 0:
                self._client = None
                await whole(client.aclose())  # a second cancellation would leave its connections open

    def _new_client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self._base_url,
            headers={"User-Agent": "tokenmeter"},
            # What is said to one key is not for the next: cookies are dropped.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=_TIMEOUT,
            limits=_LIMITS,
            verify=self._ssl,
            trust_env=False,
            follow_redirects=False,
            http2=False,
        )

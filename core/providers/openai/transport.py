"""Asking OpenAI over HTTP: paced, retried, bounded, and without a trace of the key in what goes wrong."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, final

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt

from core.clock import Clock
from core.providers.contract import Nonsense, OrganizationChanged, ProviderDown, RateLimited
from core.providers.openai.allowance import allowance_of
from core.providers.openai.pace import KeyPace, Pace, Sleep
from core.providers.openai.reports import PATHS
from core.providers.openai.trouble import Failure, failure_of
from core.secret import Secret

Params = Sequence[tuple[str, str | int]]

Observe = Callable[[str, float], None]
"""Told of each request that was sent: what came of it, in a word, and the seconds it took."""

LARGEST_BODY: Final = 128 * 2**20
_WHOLE_REQUEST: Final = 180.0
"""Seconds after which even an answer that trickles in is given up."""
_PROJECT_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}\Z")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one request is tried in place before it is left for a later collection."""

    attempts: int = 5
    longest_wait: float = 30.0
    """Seconds the provider may ask to wait; when it asks for more, the request is given up at once."""
    first_wait: float = 0.5
    """Seconds before the second attempt when the provider does not say; doubled each time."""


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    """One of reports.PATHS."""
    params: Params
    scope: str
    """The permission it needs, in the provider's words."""
    reads: str
    """What it reads, in a word or two."""
    project: str = ""
    """The id that stands for {project} in the path."""


@final
class Transport:
    """One key's line to OpenAI. The key is in its requests' Authorization header and nowhere else."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        key: Secret,
        pace: KeyPace,
        clock: Clock,
        sleep: Sleep,
        jitter: Callable[[], float],
        observe: Observe,
        only: str = "",
    ) -> None:
        """`client` is shared with other keys. `key` is one that a header can carry.

        `only`: the organization whose answers alone are handed on. A project's id, which stands for an organization
        that OpenAI did not name, bars nothing.
        """
        self._client = client
        self._key = key
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._observe = observe
        self._only = "" if only.startswith("proj_") else only
        self.organization = ""
        """The organization that the last answers named; "" when none did."""

    async def get(self, request: Request, patience: Patience) -> bytes:
        """The body of a 200. Raises what else came of it, a ProviderError."""
        outcome = await self.ask(request, patience)
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome.body

    async def ask(self, request: Request, patience: Patience) -> Answer | Failure:
        """Ask until there is an answer or patience ends; a Failure is handed back for who can do something about it."""

        def worth_another(outcome: Answer | Failure) -> bool:
            return isinstance(outcome, Failure) and outcome.again and (outcome.wait or 0.0) <= patience.longest_wait

        def wait(state: RetryCallState) -> float:
            outcome = state.outcome.result() if state.outcome else None
            told = outcome.wait if isinstance(outcome, Failure) else None
            backoff = patience.first_wait * 2.0 ** (state.attempt_number - 1)
            return (backoff if told is None else told) + self._jitter() * patience.first_wait

        retrying = AsyncRetrying(
            sleep=self._sleep,
            stop=stop_after_attempt(patience.attempts),
            wait=wait,
            retry=retry_if_result(worth_another),
            retry_error_callback=_last_outcome,
        )
        outcome: Answer | Failure = await retrying(self._once, request, patience)
        return outcome

    async def _once(self, request: Request, patience: Patience) -> Answer | Failure:
        path, pace = _path(request), self._pace.now
        async with pace.slot():
            if pace is self._pace.now:
                return await self._paced(pace, path, request, patience)
        # While it waited, an answer told whose key it is, and that one's pace counts from here on.
        return await self._once(request, patience)

    async def _paced(self, pace: Pace, path: str, request: Request, patience: Patience) -> Answer | Failure:
        quiet = pace.quiet_left
        if quiet > patience.longest_wait:
            return Failure(RateLimited(self._clock.now() + timedelta(seconds=quiet)))
        await pace.may_start()
        loop = asyncio.get_running_loop()
        began = loop.time()
        reply = await self._send(path, request.params)
        seconds = loop.time() - began
        outcome = reply if isinstance(reply, Failure) else self._outcome(pace, request, *reply)
        self._observe(_in_a_word(outcome), seconds)
        return outcome

    def _outcome(
        self, pace: Pace, request: Request, status: int, headers: Mapping[str, str], body: bytes
    ) -> Answer | Failure:
        self.organization = headers.get("openai-organization", self.organization)
        if status == 200 or self.organization:
            self._pace.belongs_to(self.organization)
            pace = self._pace.now
        failure = failure_of(status, headers, body, self._clock.now(), request.scope, request.reads)
        if failure is not None and failure.wait:
            pace.quiet(failure.wait)
        allowance = allowance_of(headers)
        if allowance is not None:
            pace.keep_to(allowance)
        if failure is None and self._only and self.organization not in ("", self._only):
            return Failure(OrganizationChanged("an answer of another organization"))
        return failure or Answer(body, headers)

    async def _send(self, path: str, params: Params) -> tuple[int, Mapping[str, str], bytes] | Failure:
        """One request. httpx's exceptions hold the request, and so the key: they end here."""
        headers = {"Authorization": f"Bearer {self._key.reveal()}"}
        try:
            stream = self._client.stream("GET", path, params=tuple(params), headers=headers)
            async with asyncio.timeout(_WHOLE_REQUEST), stream as response:
                chunks: list[bytes] = []
                left = LARGEST_BODY
                async for chunk in response.aiter_bytes():
                    chunks.append(chunk)
                    left -= len(chunk)
                    if left < 0:
                        return Failure(Nonsense("an answer without an end"))
                return response.status_code, response.headers, b"".join(chunks)
        except (httpx.TimeoutException, TimeoutError):
            return Failure(ProviderDown("timed out"), again=True)
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            return Failure(ProviderDown("cannot be reached"), again=True)


def _last_outcome(state: RetryCallState) -> Answer | Failure:
    if state.outcome is None:
        raise RuntimeError("no attempt was made")
    outcome: Answer | Failure = state.outcome.result()
    return outcome


def _in_a_word(outcome: Answer | Failure) -> str:
    """`answered`, or the error's name: rate_limited, provider_down, key_rejected …"""
    if isinstance(outcome, Answer):
        return "answered"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(outcome.error).__name__).lower()


def _path(request: Request) -> str:
    if request.path not in PATHS or bool(request.project) != ("{project}" in request.path):
        raise ValueError("not one of the addresses that may be called")
    if request.project and _PROJECT_ID.match(request.project) is None:
        raise Nonsense("a project id of no known form")
    return request.path.format(project=request.project)

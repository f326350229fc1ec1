"""One key's conversation with OpenAI."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final, final

from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_fixed

from core.clock import Clock
from core.providers.contract import (
    Endpoint,
    Figures,
    KeyRejected,
    Names,
    Nonsense,
    NotOffered,
    Organization,
    PermissionMissing,
    ProviderDown,
    SpendAlert,
    SpendLimit,
    Width,
    Window,
)
from core.providers.openai import directory, guards
from core.providers.openai.pace import Sleep
from core.providers.openai.pages import PageReader, Span, span_of
from core.providers.openai.reports import BUCKET_SECONDS, COMPLETIONS, COSTS, READ_USAGE, Report, report_of
from core.providers.openai.series import Dimensions
from core.providers.openai.transport import Patience, Request, Transport
from core.providers.openai.trouble import Failure, Refused
from core.providers.openai.wire import Project

_CHECK: Final = Patience(attempts=2, longest_wait=3.0, first_wait=0.2)
_CHECK_SECONDS: Final = 30.0
_TIMES_UNREADABLE: Final = 3
"""How often an answer that makes no sense is asked for: one that was cut off comes whole the next time."""
_NTH_DIMENSION: Final = re.compile(r"group_by\[(\d{1,2})\]")


@final
class OpenAISession:
    """It remembers what the organization refuses to be grouped by."""

    def __init__(
        self,
        transport: Transport,
        clock: Clock,
        patience: Patience,
        sleep: Sleep,
        parsing: asyncio.Semaphore,
        key_hint: str,
        refused: AbstractSet[tuple[str, str]],
    ) -> None:
        """`key_hint`: the key's last four characters, by which it is found among the organization's."""
        self._transport = transport
        self._clock = clock
        self._patience = patience
        self._sleep = sleep
        self._parsing = parsing
        self._key_hint = key_hint
        self._refused = set(refused)

    @property
    def refused(self) -> AbstractSet[tuple[str, str]]:
        return frozenset(self._refused)

    async def check(self) -> Organization:
        """Raises KeyRejected, PermissionMissing (usage before costs), RateLimited, ProviderDown, Nonsense."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CHECK_SECONDS):
                usage, costs, projects, expires_at = await asyncio.gather(
                    self._try(COMPLETIONS),
                    self._try(COSTS),
                    directory.projects(self._transport, _CHECK),
                    directory.key_expiry(self._transport, _CHECK, self._key_hint),
                    return_exceptions=True,
                )
            organization = self._organization(usage, costs, projects)
            return replace(organization, key_expires_at=expires_at if isinstance(expires_at, datetime) else None)
        raise ProviderDown("timed out")

    async def fetch(self, endpoint: Endpoint, window: Window, width: Width) -> Figures:
        reader = await self._read(report_of(endpoint), span_of(window, width), self._patience)
        return reader.figures(window)

    async def totals(self, endpoint: Endpoint, window: Window) -> Figures:
        ungrouped = replace(report_of(endpoint), dimensions=())
        reader = await self._read(ungrouped, span_of(window, "1d"), self._patience)
        return reader.figures(window)

    async def names(self) -> Names:
        return await directory.names(self._transport, self._patience, self._clock.now())

    async def spend_limits(self, projects: Iterable[str]) -> Sequence[SpendLimit]:
        return await guards.spend_limits(self._transport, self._patience, projects)

    async def spend_alerts(self, projects: Iterable[str]) -> Sequence[SpendAlert]:
        return await guards.spend_alerts(self._transport, self._patience, projects)

    async def _try(self, report: Report) -> None:
        """Read the newest whole bucket of `report`: may it be read, and does it make sense?"""
        width = report.endpoint.widths[0]
        seconds = BUCKET_SECONDS[width]
        end = int(self._clock.now().timestamp()) // seconds * seconds
        await self._read(report, Span(end - seconds, end, width), _CHECK)

    def _organization(
        self, usage: BaseException | None, costs: BaseException | None, projects: list[Project] | BaseException
    ) -> Organization:
        unnamed = projects if isinstance(projects, PermissionMissing) else None
        problems = [
            each for each in (usage, costs, projects) if isinstance(each, BaseException) and each is not unnamed
        ]
        for problem in sorted(problems, key=lambda each: not isinstance(each, KeyRejected)):
            raise problem
        known = projects if isinstance(projects, list) else None
        return Organization(
            id=self._transport.organization or directory.oldest(known or []),
            name="",
            projects=None if known is None else directory.active_projects(known),
            missing=() if unnamed is None else (unnamed.permission,),
            since=directory.made_first(known or [], self._clock.now()),
        )

    async def _read(self, report: Report, span: Span, patience: Patience) -> PageReader:
        """All pages of `span`; from the start again when they make no sense."""
        reading = AsyncRetrying(
            sleep=self._sleep,
            stop=stop_after_attempt(_TIMES_UNREADABLE),
            wait=wait_fixed(patience.first_wait),
            retry=retry_if_exception(
                lambda error: isinstance(error, Nonsense) and not isinstance(error, Refused | NotOffered)
            ),
            reraise=True,
        )
        reader: PageReader = await reading(self._read_once, report, span, patience)
        return reader

    async def _read_once(self, report: Report, span: Span, patience: Patience) -> PageReader:
        while True:
            dimensions = [each for each in report.dimensions if (report.endpoint.name, each[0]) not in self._refused]
            reader = PageReader(report, dimensions, span)
            failure = await self._follow(reader, report, dimensions, span, patience)
            if failure is None:
                return reader
            field = _refused_field(report, dimensions, failure)
            if field is None:
                raise failure.error
            self._refused.update((report.endpoint.name, word) for word, asked in dimensions if asked == field)

    async def _follow(
        self, reader: PageReader, report: Report, dimensions: Dimensions, span: Span, patience: Patience
    ) -> Failure | None:
        """Hand every page to `reader`; None when the last one was read."""
        cursor: str | None = None
        while True:
            answer = await self._transport.ask(request_for(report, dimensions, span, cursor), patience)
            if isinstance(answer, Failure):
                return answer
            async with self._parsing:
                cursor = await asyncio.to_thread(reader.add, answer.body)
            if cursor is None:
                return None


def request_for(report: Report, dimensions: Dimensions, span: Span, cursor: str | None) -> Request:
    """What is asked for one page of `span`, split by `dimensions`."""
    params: list[tuple[str, str | int]] = [
        ("start_time", span.start),
        ("end_time", span.end),
        ("bucket_width", span.width),
        ("limit", min(report.page_limit[span.width], span.buckets)),
        *(("group_by[]", field) for _, field in dimensions),
    ]
    if cursor is not None:
        params.append(("page", cursor))
    return Request(report.path, params, READ_USAGE, report.endpoint.kind)


def _refused_field(report: Report, dimensions: Dimensions, failure: Failure) -> str | None:
    """The field that OpenAI does not group by for this organization; None when the failure is another one."""
    asked = [field for _, field in dimensions]
    candidates = [field for field in report.may_refuse if field in asked]
    nth = _NTH_DIMENSION.search(failure.refused)
    if nth is not None and int(nth[1]) < len(asked) and asked[int(nth[1])] in candidates:
        return asked[int(nth[1])]
    complaint, _, _ = failure.refused.partition("upported values")  # behind it stand those that are not refused
    named = [field for field in candidates if field in complaint]
    if not named and "group_by" in failure.refused:
        named = candidates
    return named[0] if named else None

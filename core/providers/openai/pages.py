"""From the pages of an answer to figures. Pure: bytes in, rows out; run it in a thread, a page takes milliseconds."""

import json
import re
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple, final

import msgspec

from core.providers.contract import Figures, Nonsense, Width, Window
from core.providers.openai.cost_rows import CostRows
from core.providers.openai.counted_rows import CountedRows
from core.providers.openai.reports import BUCKET_SECONDS, Report, Shape
from core.providers.openai.series import Dimensions, label
from core.providers.openai.usage_rows import UsageRows
from core.providers.openai.wire import Bucket, CostResult, CountedResult, Page, TokensResult

_UNUSED_FIELDS: Final = frozenset(
    {
        "object",
        # follow from others
        "input_uncached_tokens",
        "input_text_tokens",
        "input_cached_text_tokens",
        "output_text_tokens",
    }
)
"""Known fields that are not read."""
_SPARE_PAGES: Final = 500
"""Pages beyond one a bucket before paging is taken for endless."""
_MOST_UNKNOWN: Final = 50
_FIRST_RESULT: Final = re.compile(rb'"results"\s*:\s*\[\s*(?=\{)')

_RESULTS: Final[dict[Shape, type[msgspec.Struct]]] = {
    "tokens": TokensResult,
    "counted": CountedResult,
    "money": CostResult,
}
# Not strict: whole numbers may be written as floats or strings.
_DECODERS: Final[dict[Shape, msgspec.json.Decoder[Any]]] = {
    "tokens": msgspec.json.Decoder(Page[TokensResult], strict=False),
    "counted": msgspec.json.Decoder(Page[CountedResult], strict=False),
    "money": msgspec.json.Decoder(Page[CostResult], strict=False),
}
_any_json: Final = json.JSONDecoder()


class Span(NamedTuple):
    """Epoch seconds, from `start` up to and without `end`, in buckets of `width`."""

    start: int
    end: int
    width: Width

    @property
    def bucket_seconds(self) -> int:
        return BUCKET_SECONDS[self.width]

    @property
    def buckets(self) -> int:
        return (self.end - self.start) // self.bucket_seconds


def span_of(window: Window, width: Width) -> Span:
    return Span(_midnight(window.first), _midnight(window.end), width)


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def fields_of(shape: Shape) -> frozenset[str]:
    """The fields of a result that we know."""
    return _UNUSED_FIELDS.union(_RESULTS[shape].__struct_fields__)


@final
class PageReader:
    """Takes the pages of one answer in order, and gives its figures at the end.

    `dimensions` are those of the report that were grouped by. Whatever does not fit raises Nonsense.
    """

    def __init__(self, report: Report, dimensions: Dimensions, span: Span) -> None:
        self._report = report
        self._dimensions = dimensions
        self._span = span
        self._unknown: Counter[str] = Counter()
        self._usage: UsageRows | CountedRows = (
            CountedRows(report, dimensions)
            if report.shape == "counted"
            else UsageRows(report.endpoint.name, dimensions, self._unknown)
        )
        self._costs = CostRows(report.endpoint.name, dimensions, self._unknown)
        self._rows: UsageRows | CountedRows | CostRows = self._costs if report.shape == "money" else self._usage
        self._cursors: set[str] = set()
        self._last: Bucket[Any] | None = None

    def add(self, body: bytes) -> str | None:
        """Take one page; answers the cursor of the next, None at the end."""
        page = _decoded(self._report.shape, body)
        self._count_unknown(body)
        for bucket in page.data:
            self._check_place(bucket)
            self._rows.take(bucket)
            self._last = bucket
        return self._next(page)

    def figures(self, window: Window) -> Figures:
        """All that was read, for `window`."""
        return Figures(
            endpoint=self._report.endpoint,
            window=window,
            width=self._span.width,
            grouping=tuple(word for word, _ in self._dimensions),
            series=self._rows.series,
            usage=self._usage.rows,
            costs=self._costs.rows,
            unknown={label(what)[:100]: times for what, times in self._unknown.most_common(_MOST_UNKNOWN)},
        )

    def _next(self, page: Page[Any]) -> str | None:
        if not page.has_more:
            return None
        cursor = page.next_page
        if not cursor or cursor in self._cursors:
            raise Nonsense("pages go in a circle")
        self._cursors.add(cursor)
        if len(self._cursors) > self._span.buckets + _SPARE_PAGES:
            raise Nonsense("pages without an end")
        return cursor

    def _check_place(self, bucket: Bucket[Any]) -> None:
        start, end, seconds, last = bucket.start_time, bucket.end_time, self._span.bucket_seconds, self._last
        if start < self._span.start or end > self._span.end or start % seconds or not 0 < end - start <= seconds:
            raise Nonsense("a bucket outside what was asked for")
        if last is None or start >= last.end_time:
            return
        # A bucket may go on on the next page; what comes a second time word for word does not go on.
        if start != last.start_time or (bucket.results and bucket.results == last.results):
            raise Nonsense("buckets overlap")

    def _count_unknown(self, body: bytes) -> None:
        """Look at the first result alone: a new field stands in every one, and looking at all would double the time."""
        found = _first_result(body)
        known = fields_of(self._report.shape)
        for name in found:
            if name not in known:
                self._unknown[f"field: {name}"] += 1
        if found.get("object", self._report.result) != self._report.result:
            self._unknown[f"object: {found['object']}"] += 1


def _decoded(shape: Shape, body: bytes) -> Page[Any]:
    # Raised outside of the handling: the decoder's error may hold the body.
    with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        page: Page[Any] = _DECODERS[shape].decode(body)
        return page
    raise Nonsense("an answer that is not of the documented form")


def _first_result(body: bytes) -> dict[str, Any]:
    """The first result of a page, as it came; empty when there is none that can be read."""
    match = _FIRST_RESULT.search(body)
    if match is None:
        return {}
    found = None
    with suppress(ValueError, RecursionError):
        found, _ = _any_json.raw_decode(body[match.end() : match.end() + 16_384].decode(errors="replace"))
    return found if isinstance(found, dict) else {}

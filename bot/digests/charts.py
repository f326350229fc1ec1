"""The charts of digests: drawn and uploaded once for all that show the same, of which many are due in one minute."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from bot.answers.asking import Asking
from bot.slack.messenger import Messenger
from core.reports import Report
from core.reports.picture import picture_in_words, picture_of

MOST_KEPT: Final = 100
"""Charts whose files are remembered, the newest."""


@dataclass(slots=True)
class _Kept:
    file: str | None = None
    """The id of the uploaded file."""
    one_uploads: asyncio.Lock = field(default_factory=asyncio.Lock)


class DigestCharts:
    def __init__(self, workspace: str, asking: Asking, messenger: Messenger) -> None:
        self._workspace = workspace
        self._asking = asking
        self._messenger = messenger
        self._kept: dict[object, _Kept] = {}
        """By what they show, the oldest first."""

    async def file_of(self, report: Report) -> str | None:
        """The file with this report's chart; None where there is none to draw, or Slack takes no files."""
        if not report.has_bars:
            return None
        kept = self._kept.setdefault(_shown(report), _Kept())
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        async with kept.one_uploads:
            if kept.file is None:
                picture = await self._asking.picture(self._workspace, report)
                kept.file = await self._messenger.upload(picture) if picture is not None else None
        return kept.file

    def forget(self, report: Report) -> None:
        """Slack does not show the file any more."""
        self._kept.pop(_shown(report), None)


def _shown(report: Report) -> object:
    """All that is in the chart, and what is said in its place."""
    return report.scopes, picture_of(report, {}), picture_in_words(report)

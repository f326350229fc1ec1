"""The charts on Home tabs: drawn and uploaded once for all who see the same figures."""

from typing import Final

from bot.answers.asking import Asking
from bot.slack.messenger import Messenger
from core.reports import Report
from core.reports.picture import picture_in_words

MOST_KEPT: Final = 100
"""Charts whose files are remembered."""


class HomeCharts:
    def __init__(self, workspace: str, asking: Asking, messenger: Messenger) -> None:
        self._workspace = workspace
        self._asking = asking
        self._messenger = messenger
        self._files: dict[object, str] = {}
        """Ids of uploaded files, the oldest first, by the figures they show."""

    def drawn(self, report: Report) -> str | None:
        """The file with this report's chart, where there is one already."""
        return self._files.get(_figures(report))

    async def draw(self, report: Report) -> str | None:
        """The file with this report's chart; None where there is none to draw, or Slack takes no files."""
        if not report.has_bars:
            return None
        if (file := self.drawn(report)) is not None:
            return file
        picture = await self._asking.picture(self._workspace, report)
        file = await self._messenger.upload(picture) if picture is not None else None
        if file is not None:
            self._files[_figures(report)] = file
            if len(self._files) > MOST_KEPT:
                del self._files[next(iter(self._files))]
        return file

    def forget(self, report: Report) -> None:
        """Slack does not show the file any more."""
        self._files.pop(_figures(report), None)


def _figures(report: Report) -> object:
    """What a chart shows, as far as anybody can read it."""
    return report.scopes, picture_in_words(report)

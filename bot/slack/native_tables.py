"""Whether the workspace has Slack's data tables, which come to workspaces one by one."""

from collections.abc import Awaitable, Callable

from bot.slack.messenger import Blocks, TablesRefused

Send = Callable[[str, Blocks], Awaitable[tuple[str, str]]]
"""Posts or edits a message of this text and these blocks; the answer is its channel and timestamp."""
Build = Callable[[bool], tuple[str, Blocks]]
"""Makes a message's text and blocks, with data tables or with plain ones."""


class NativeTables:
    def __init__(self) -> None:
        self._there = True
        """Until Slack says otherwise."""

    async def send(self, send: Send, build: Build) -> tuple[str, str]:
        """Send a message with the best table that the workspace takes. Found out once, and remembered."""
        if self._there:
            try:
                return await send(*build(True))
            except TablesRefused:
                self._there = False
        return await send(*build(False))

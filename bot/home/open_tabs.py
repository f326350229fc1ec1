"""The Home tabs that people look at, as this process has shown them: what serves their workspace may come and go."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

LOOKS_FOR: Final = timedelta(hours=1)
"""For so long after somebody opened it, what changes is published again."""


@dataclass(slots=True)
class Tab:
    """What somebody has been shown."""

    opened_at: datetime
    published_at: datetime
    view: dict[str, Any] = field(default_factory=dict)
    turn: int = 0
    """How often publishing it was begun: what comes late is not put over what is newer."""


@dataclass(slots=True)
class OpenTabs:
    """A workspace's."""

    by_user: dict[str, Tab] = field(default_factory=dict)
    state: object = None
    """What they were last looked at with."""

    def close(self, now: datetime) -> None:
        """Forget those that nobody has opened lately."""
        self.by_user = {user: tab for user, tab in self.by_user.items() if now - tab.opened_at < LOOKS_FOR}


class AllOpenTabs:
    def __init__(self) -> None:
        self._of: dict[str, OpenTabs] = {}

    def of(self, workspace: str) -> OpenTabs:
        return self._of.setdefault(workspace, OpenTabs())

    def forget(self, workspace: str) -> None:
        """It has uninstalled the bot."""
        self._of.pop(workspace, None)

    def workspaces(self) -> list[str]:
        """Where somebody has one open."""
        self._of = {workspace: tabs for workspace, tabs in self._of.items() if tabs.by_user}
        return list(self._of)

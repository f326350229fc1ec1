"""What listeners and the clock are handed: what the process has once, and the workspaces it serves."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.bots import Bots
from bot.collection.collecting import Collecting
from bot.due.tasks import Tasks
from bot.installed import Installed
from bot.purging import Purging
from bot.revoking import Revoking
from bot.shared import Shared


@dataclass(frozen=True, slots=True)
class House:
    shared: Shared
    bots: Bots
    installed: Installed
    collecting: Collecting
    purging: Purging
    revoking: Revoking
    tasks: Tasks
    hurry: Callable[[], Awaitable[None]]
    """To be called when something has become due that a person waits for: with SQLite this process begins it, with
    PostgreSQL it tells the one that is the clock."""

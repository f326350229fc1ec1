"""tokenmeter audit: prints each workspace's chain and says whether it holds."""

from collections.abc import Iterator, Sequence

from bot.operating.offline import database_of
from bot.settings import Settings
from bot.views.text import printable
from core.audit import Broken, Entry, first_broken
from storage.audit import AuditLog


async def audit(settings: Settings, workspace: str | None) -> tuple[str, bool]:
    """What to print, and whether every chain holds; of one workspace, or of all that have a chain."""
    async with database_of(settings) as database:
        log = AuditLog(database)
        chains = {each: await log.entries(each) for each in ([workspace] if workspace else await log.workspaces())}
    if not any(chains.values()):
        nothing = f"There is no audit log of {workspace}." if workspace else "The audit log is empty."
        return nothing, workspace is None
    broken = {each: first_broken(each, entries) for each, entries in chains.items()}
    lines = [line for each, entries in chains.items() for line in _printed(each, entries, broken[each])]
    return "\n".join(lines), not any(broken.values())


def _printed(workspace: str, entries: Sequence[Entry], broken: Broken | None) -> Iterator[str]:
    yield workspace
    for entry in entries:
        moment = entry.at.isoformat(timespec="seconds").replace("+00:00", "Z")
        yield f"{entry.seq:6}  {moment}  {entry.actor}  {entry.action}  {printable(entry.subject)}  {entry.details}"
    if broken is None:
        yield f"The chain holds: {len(entries)} entries, the last hash is {entries[-1].hash.hex()}"
    else:
        yield f"The chain is broken at entry {broken.seq}: {broken.why}."

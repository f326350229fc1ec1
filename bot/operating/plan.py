"""tokenmeter plan: how far back a workspace's history is imported. A running bot fetches what is new in it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.collection.history import first_day
from bot.operating.offline import database_of, workspace_of
from bot.settings import Settings
from bot.views.text import printable
from core.audit import OPERATOR
from storage.history import History, Reached
from storage.workspaces import Plan, Workspace


async def change_plan(settings: Settings, workspace: str, plan: Plan, now: datetime) -> str:
    """Put the workspace on the plan; what to print. Raises NoWorkspace, DatabaseDown, NotMigrated."""
    days = settings.history_days_of(plan)
    first = first_day(days, now)
    async with database_of(settings) as database:
        before = await workspace_of(database, workspace)
        reached = await History(database).put_plan(workspace, plan, OPERATOR, first, now)
    return "\n".join(_printed(before, plan, days, first, reached))


def _printed(before: Workspace, plan: Plan, days: int, first: date, reached: Sequence[Reached]) -> Iterator[str]:
    whose = f"{before.id} ({printable(before.name)})"
    if before.plan == plan:
        yield f"{whose} is on the {plan} plan already: {days} days of history."
    else:
        yield f"{whose} goes from the {before.plan} plan to the {plan} one: {days} days of history."
    for each in reached:
        more = "1 more day" if each.days == 1 else f"{each.days} more days"
        yield f"  {printable(each.connection.name)} imports {more}, back to {first}."
    if reached:
        yield "A running bot begins within seconds; else they are imported when it runs next."
    else:
        yield "No connection has more to import. What was collected stays; new connections import that many days."

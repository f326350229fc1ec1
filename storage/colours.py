"""Which colour a name has in charts: the same one every time."""

from collections import Counter
from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import sql
from storage.again import asked_again
from storage.database import Database
from storage.tables import ColourRow


class Colours:
    def __init__(self, database: Database) -> None:
        self._database = database

    @asked_again
    async def of(self, workspace: str, dimension: str, labels: Sequence[str], slots: int) -> dict[str, int]:
        """A slot (0 … slots − 1) for each label, as it was; a new label gets one and keeps it.

        A new label gets the slot that fewest of the labels asked for, then fewest of all, have. Two labels that got
        theirs in different charts may have the same.
        """
        async with self._database.reading() as session:
            known = await _known(session, workspace, dimension)
        if known.keys() >= set(labels):
            return {label: known[label] % slots for label in labels}
        async with self._database.writing() as session:
            known = await _known(session, workspace, dimension)
            new = _chosen(known, labels, slots)
            rows = [
                {"workspace": workspace, "dimension": dimension, "label": label, "slot": slot}
                for label, slot in new.items()
            ]
            if rows:
                await session.exec(sql.insert(session, ColourRow).on_conflict_do_nothing(), params=rows)
                known = await _known(session, workspace, dimension)
            await session.commit()
        return {label: known[label] % slots for label in labels}


async def _known(session: AsyncSession, workspace: str, dimension: str) -> dict[str, int]:
    query = select(ColourRow.label, ColourRow.slot).where(
        col(ColourRow.workspace) == workspace, col(ColourRow.dimension) == dimension
    )
    return dict((await session.exec(query)).all())


def _chosen(known: dict[str, int], labels: Sequence[str], slots: int) -> dict[str, int]:
    overall = Counter(slot % slots for slot in known.values())
    together = Counter(known[label] % slots for label in labels if label in known)
    chosen: dict[str, int] = {}
    for label in dict.fromkeys(labels):
        if label not in known:
            slot = min(range(slots), key=lambda slot: (together[slot], overall[slot], slot))
            chosen[label] = slot
            together[slot] += 1
            overall[slot] += 1
    return chosen

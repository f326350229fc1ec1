"""Which colour a name has in a chart: the same one every time, and no two alike in one chart."""

from collections import Counter
from collections.abc import Mapping, Sequence

from core.chart import SLOTS


def assign(known: Mapping[str, int], labels: Sequence[str], slots: int = SLOTS) -> dict[str, int]:
    """A slot (0 … slots − 1) for each of `labels`, in order of importance.

    A known label keeps its slot; where two of the chart have the same, the later one gets a free one for this chart. A
    new label gets the slot used least among those free in this chart. With more labels than slots some are alike.
    """
    labels = list(dict.fromkeys(labels))
    used = Counter(slot % slots for slot in known.values())
    chosen: dict[str, int] = {}
    for label in labels:
        slot = known.get(label)
        if slot is not None and slot % slots not in chosen.values():
            chosen[label] = slot % slots
    for label in labels:
        if label not in chosen:
            here = Counter(chosen.values())
            chosen[label] = min(range(slots), key=lambda slot: (here[slot], used[slot], slot))
            used[chosen[label]] += 1
    return {label: chosen[label] for label in labels}

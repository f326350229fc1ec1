"""What messages were about: what the bot names by chance is called by its rule here, the same in every run."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg

from tests.storm.year_rules import PlannedRule


def marks_of(database: psycopg.Connection[Any], marks: Sequence[str], rules: Iterable[PlannedRule]) -> Iterator[str]:
    """Of a card one for each alert that its recipient is told of by it; of a line in its thread, one."""
    by_uid = {each.uid: each for each in rules}
    cards: dict[str, list[tuple[str, str]]] = {}
    alerts: dict[str, tuple[str, list[str]]] = {}
    for uid, card, rule, subject, since, turns in database.execute(_ALERTS):
        name = f"{rule}:{subject}" if by_uid[rule].is_reckoned else f"{rule}:{subject}:{since}"
        cards.setdefault(card, []).append((rule, name))
        alerts[uid] = name, turns
    for mark in marks:
        kind, rest = mark.split(":", 1)
        if kind == "alert":
            card, place = rest.split(":")
            yield from (f"alert:{name}:{place}" for rule, name in cards[card] if place in by_uid[rule].places)
        elif kind == "alert line":
            uid, number, place = rest.split(":")
            name, turns = alerts[uid]
            yield f"line:{name}:{number} {turns[int(number)]}:{place}"
        else:
            yield mark


_ALERTS = """
    SELECT uid, card, rule, subject, extract(epoch FROM since)::bigint,
           ARRAY(SELECT json_array_elements(body::json -> 'events') ->> 0)
    FROM alert"""

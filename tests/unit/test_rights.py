"""Who may what, where: every action, role, place and limit."""

from dataclasses import replace
from itertools import product
from typing import Any, Final

import pytest

from bot.slack.directory import ManagesAs, person_of, place_of
from core.questions.dimensions import Dimension
from core.questions.filters import Filter, Filters
from core.rights import (
    CHANGING,
    Action,
    Decision,
    Limit,
    Place,
    Reach,
    Role,
    Rule,
    RuleKind,
    Standing,
    Verdict,
    asking,
    decide,
)
from tests.unit.worlds import question

MINE: Final[Filters] = (Filter(Dimension.PROJECT, "the person's"),)
HERE: Final[Filters] = (Filter(Dimension.PROJECT, "the channel's"),)

PLACES: Final[dict[str, dict[str, Any] | None]] = {
    "no place": None,
    "channel": {},
    "channel one is in": {"person_in": True},
    "shared": {"shared_outside": True},
    "shared, one is in": {"shared_outside": True, "person_in": True},
    "shared and allowed": {"shared_outside": True, "allowed": True, "person_in": True},
}
MANAGERS_ALONE: Final = {
    Action.OTHERS,
    Action.CONNECT,
    Action.ROTATE,
    Action.DISCONNECT,
    Action.AUDIT,
    Action.APPOINT,
    Action.LIMIT,
    Action.SHARE,
    Action.SET,
    Action.PURGE,
}
WITHOUT_FIGURES: Final = (MANAGERS_ALONE - {Action.OTHERS}) | {Action.LOOK, Action.REQUEST}


@pytest.mark.parametrize(
    ("asked", "action"),
    [
        ("by model", Action.ASK),
        ("mine", Action.ASK),
        ("by user mine", Action.ASK),
        ("user:@ben mine", Action.ASK),
        ("by user", Action.OTHERS),
        ("by key, user", Action.OTHERS),
        ("for -user:@ben", Action.OTHERS),
        ("for <@U1|ana>", Action.OTHERS),
    ],
)
def test_what_tells_people_apart_is_about_others_but_for_ones_own(asked: str, action: Action) -> None:
    assert asking(question(asked)) is action


def place_like(name: str, limit: Limit) -> Place | None:
    given = PLACES[name]
    plain = Place("C1", postable=True, shared_outside=False, limit=limit)
    return None if given is None else replace(plain, **given)


def expected(action: Action, role: Role, name: str, mine: Limit, here: Limit) -> Decision:
    """The contract's table, said once more in another way."""
    given = PLACES[name]
    if role is Role.GUEST:
        return Decision(Verdict.MEMBERS_ONLY)
    if role is Role.MEMBER and action in MANAGERS_ALONE:
        return Decision(Verdict.MANAGERS_ONLY)
    if action in WITHOUT_FIGURES:
        return Decision(Verdict.YES)
    person = () if role is Role.MANAGER else (mine,)
    holds = (*person, *(() if given is None else (here,)))
    if Reach.NOTHING in holds:
        return Decision(Verdict.NOTHING)
    if action is Action.POST:
        bound = given is not None and here is HERE
        if bound and role is Role.MEMBER:
            return Decision(Verdict.MANAGERS_ONLY)
        if not bound and not (given or {}).get("person_in"):
            return Decision(Verdict.IN_THE_CHANNEL_ONLY)
    silent = name in ("shared", "shared, one is in")
    private = silent or action in (Action.EXPORT, Action.OTHERS)
    scopes = tuple(limit for limit in holds if isinstance(limit, tuple))
    return Decision(Verdict.PRIVATELY if private else Verdict.YES, scopes)


ALL: Final = list(
    product(Action, Role, PLACES, (Reach.EVERYTHING, Reach.NOTHING, MINE), (Reach.EVERYTHING, Reach.NOTHING, HERE))
)


def test_every_action_role_and_place() -> None:
    """With every limit of the person, and of the place."""
    assert len(ALL) == len(Action) * 3 * 6 * 3 * 3
    for action, role, name, mine, here in ALL:
        decision = decide(action, Standing(role, mine), place_like(name, here))
        assert decision == expected(action, role, name, mine, here), (action, role, name, mine, here)


SAID: Final = [
    # The contract's rows, by hand.
    (Action.ASK, Role.MEMBER, "channel", Reach.EVERYTHING, Reach.EVERYTHING, Decision(Verdict.YES)),
    (Action.ASK, Role.MEMBER, "channel", MINE, HERE, Decision(Verdict.YES, (MINE, HERE))),
    (Action.ASK, Role.MANAGER, "channel", MINE, HERE, Decision(Verdict.YES, (HERE,))),
    (Action.ASK, Role.MEMBER, "channel", Reach.NOTHING, HERE, Decision(Verdict.NOTHING)),
    (Action.ASK, Role.GUEST, "channel", Reach.EVERYTHING, HERE, Decision(Verdict.MEMBERS_ONLY)),
    (Action.ASK, Role.MANAGER, "shared", Reach.EVERYTHING, HERE, Decision(Verdict.PRIVATELY, (HERE,))),
    (Action.ASK, Role.MEMBER, "shared and allowed", MINE, HERE, Decision(Verdict.YES, (MINE, HERE))),
    (Action.EXPORT, Role.MEMBER, "channel", MINE, HERE, Decision(Verdict.PRIVATELY, (MINE, HERE))),
    (Action.OTHERS, Role.MEMBER, "no place", Reach.EVERYTHING, HERE, Decision(Verdict.MANAGERS_ONLY)),
    (Action.OTHERS, Role.MANAGER, "channel", Reach.EVERYTHING, HERE, Decision(Verdict.PRIVATELY, (HERE,))),
    (Action.POST, Role.MEMBER, "channel one is in", MINE, Reach.EVERYTHING, Decision(Verdict.YES, (MINE,))),
    (Action.POST, Role.MEMBER, "channel", MINE, Reach.EVERYTHING, Decision(Verdict.IN_THE_CHANNEL_ONLY)),
    (Action.POST, Role.MEMBER, "channel one is in", Reach.EVERYTHING, HERE, Decision(Verdict.MANAGERS_ONLY)),
    (Action.POST, Role.MANAGER, "channel", Reach.EVERYTHING, HERE, Decision(Verdict.YES, (HERE,))),
    (Action.POST, Role.MANAGER, "shared, one is in", MINE, Reach.EVERYTHING, Decision(Verdict.PRIVATELY)),
    (Action.RECEIVE, Role.MEMBER, "no place", MINE, HERE, Decision(Verdict.YES, (MINE,))),
    (Action.RECEIVE, Role.MEMBER, "no place", Reach.NOTHING, HERE, Decision(Verdict.NOTHING)),
    (Action.REQUEST, Role.MEMBER, "no place", Reach.NOTHING, HERE, Decision(Verdict.YES)),
    (Action.REQUEST, Role.GUEST, "no place", Reach.NOTHING, HERE, Decision(Verdict.MEMBERS_ONLY)),
    (Action.CONNECT, Role.MANAGER, "no place", Reach.NOTHING, HERE, Decision(Verdict.YES)),
    (Action.APPOINT, Role.MEMBER, "no place", Reach.EVERYTHING, HERE, Decision(Verdict.MANAGERS_ONLY)),
    (Action.PURGE, Role.GUEST, "no place", Reach.EVERYTHING, HERE, Decision(Verdict.MEMBERS_ONLY)),
]


@pytest.mark.parametrize(("action", "role", "name", "mine", "here", "decision"), SAID)
def test_the_rows_of_the_contract(
    action: Action, role: Role, name: str, mine: Limit, here: Limit, decision: Decision
) -> None:
    assert decide(action, Standing(role, mine), place_like(name, here)) == decision


def test_every_kind_of_rule_is_for_managers_to_change() -> None:
    assert set(CHANGING) == set(RuleKind)
    assert set(CHANGING.values()) <= MANAGERS_ALONE


@pytest.mark.parametrize(
    ("flags", "role"),
    [
        ({}, Role.MEMBER),
        ({"is_admin": True}, Role.MANAGER),
        ({"is_owner": True}, Role.MANAGER),
        ({"is_primary_owner": True}, Role.MANAGER),
        ({"is_restricted": True}, Role.GUEST),
        ({"is_ultra_restricted": True}, Role.GUEST),
        ({"is_bot": True}, Role.GUEST),
        ({"deleted": True, "is_admin": True}, Role.GUEST),
        ({"team_id": "T999", "is_admin": True}, Role.GUEST),
        ({"is_stranger": True}, Role.GUEST),
    ],
)
def test_the_role_of_somebody_as_slack_describes_them(flags: dict[str, object], role: Role) -> None:
    user = {"id": "U1", "team_id": "T1", "name": "ana", **flags}
    assert person_of(user, "T1", frozenset(), ()).role is role


APPOINTED: Final = [Rule(RuleKind.MANAGER, "U1")]


@pytest.mark.parametrize(
    ("flags", "named", "rules", "manages_as"),
    [
        ({"is_admin": True}, {"U1"}, APPOINTED, ManagesAs.ADMIN),
        ({}, {"U1"}, APPOINTED, ManagesAs.NAMED),
        ({}, {"U2"}, APPOINTED, ManagesAs.APPOINTED),
        ({}, {"U2"}, [], None),
        ({"team_id": "T2"}, {"U1"}, APPOINTED, None),
        ({"is_restricted": True}, {"U1"}, APPOINTED, None),
        ({"deleted": True}, {"U1"}, APPOINTED, None),
    ],
)
def test_what_makes_somebody_a_manager(
    flags: dict[str, object], named: set[str], rules: list[Rule], manages_as: ManagesAs | None
) -> None:
    person = person_of({"id": "U1", "team_id": "T1", **flags}, "T1", frozenset(named), rules)
    assert person.manages_as is manages_as
    assert (person.role is Role.MANAGER) == (manages_as is not None)


@pytest.mark.parametrize(
    ("flags", "postable", "shared"),
    [
        ({}, True, False),
        ({"is_member": True, "is_private": True}, True, False),
        ({"is_private": True}, False, False),
        ({"is_im": True}, True, False),
        ({"is_archived": True}, False, False),
        ({"is_ext_shared": True}, True, True),
        ({"is_pending_ext_shared": True}, True, True),
    ],
)
def test_a_place_as_slack_describes_it(flags: dict[str, object], postable: bool, shared: bool) -> None:
    place = place_of({"id": "C1", **flags}, ())
    assert (place.postable, place.shared_outside, place.is_silent) == (postable, shared, shared)


def test_a_place_with_the_rules_about_it() -> None:
    rules = [Rule(RuleKind.SHARED, "C1"), Rule(RuleKind.CHANNEL, "C1", HERE)]
    place = place_of({"id": "C1", "is_ext_shared": True}, rules)
    assert (place.is_silent, place.limit) == (False, HERE)

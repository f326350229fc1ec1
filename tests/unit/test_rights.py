"""Who may what, where: every action, role and place."""

import pytest

from bot.directory import person_of, place_of
from core.rights import Action, Place, Role, Verdict, decide

CHANNEL = Place("C1", postable=True, shared_outside=False, private=False)
SHARED = Place("C2", postable=True, shared_outside=True, private=False)
YES, PRIVATELY = Verdict.YES, Verdict.PRIVATELY
MANAGERS_ONLY, MEMBERS_ONLY = Verdict.MANAGERS_ONLY, Verdict.MEMBERS_ONLY

TABLE = [
    (Action.ASK, Role.MANAGER, CHANNEL, YES),
    (Action.ASK, Role.MEMBER, CHANNEL, YES),
    (Action.ASK, Role.GUEST, CHANNEL, MEMBERS_ONLY),
    (Action.ASK, Role.MANAGER, SHARED, PRIVATELY),
    (Action.ASK, Role.MEMBER, SHARED, PRIVATELY),
    (Action.ASK, Role.GUEST, SHARED, MEMBERS_ONLY),
    (Action.ASK, Role.MANAGER, None, YES),
    (Action.ASK, Role.MEMBER, None, YES),
    (Action.ASK, Role.GUEST, None, MEMBERS_ONLY),
    (Action.CONNECT, Role.MANAGER, None, YES),
    (Action.CONNECT, Role.MEMBER, None, MANAGERS_ONLY),
    (Action.CONNECT, Role.GUEST, None, MEMBERS_ONLY),
    (Action.ROTATE, Role.MANAGER, None, YES),
    (Action.ROTATE, Role.MEMBER, None, MANAGERS_ONLY),
    (Action.ROTATE, Role.GUEST, None, MEMBERS_ONLY),
    (Action.DISCONNECT, Role.MANAGER, None, YES),
    (Action.DISCONNECT, Role.MEMBER, None, MANAGERS_ONLY),
    (Action.DISCONNECT, Role.GUEST, None, MEMBERS_ONLY),
    (Action.AUDIT, Role.MANAGER, None, YES),
    (Action.AUDIT, Role.MEMBER, None, MANAGERS_ONLY),
    (Action.AUDIT, Role.GUEST, None, MEMBERS_ONLY),
]


@pytest.mark.parametrize(("action", "role", "place", "verdict"), TABLE)
def test_every_action_role_and_place(action: Action, role: Role, place: Place | None, verdict: Verdict) -> None:
    assert decide(action, role, place) is verdict


def test_the_table_above_leaves_no_action_and_role_out() -> None:
    assert {(action, role) for action, role, _, _ in TABLE} == {(action, role) for action in Action for role in Role}


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
    assert person_of(user, "T1", frozenset()).role is role


def test_an_appointed_manager_needs_no_admin_flag_but_has_to_be_of_the_workspace() -> None:
    assert person_of({"id": "U1", "team_id": "T1"}, "T1", frozenset({"U1"})).role is Role.MANAGER
    assert person_of({"id": "U1", "team_id": "T2"}, "T1", frozenset({"U1"})).role is Role.GUEST


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
    place = place_of({"id": "C1", **flags})
    assert (place.postable, place.shared_outside) == (postable, shared)

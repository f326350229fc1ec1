"""Every table says whose its rows are, and every question whose rows it wants: checked where they are written.

What happens when somebody asks for another's is in tests/integration/test_isolation.py.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sandbox.slack.world import BETA
from storage.tables import Table
from tests.two_workspaces import SHARED, own

STORAGE: Final = Path(__file__).parents[2] / "storage"

THEIRS: Final = {"Connection", "Delivery", "Install", "Look", "NewConnection", "NewInstall", "Subscription"}
"""What was read through its workspace, or made for it, and carries it: see storage/held.py."""

OF_ALL: Final = {
    "AuditLog.workspaces": "`tokenmeter audit`",
    "Backlogs.at": "/metrics, which only counts",
    "ChoreTimes.begin": "the process' own chores",
    "ChoreTimes.begun": "the process' own chores",
    "ChoreTimes.forget": "the process' own chores",
    "Connections.all": "the sweep of the vault and `tokenmeter rotate-master-key`",
    "Connections.claim_due": "the clock's: a number that Due told",
    "Connections.collected": "`tokenmeter doctor` and `collect`",
    "Connections.untold": "the start: imports that a kill left untold",
    "Due.call_clock": "the clock's",
    "Due.collections": "the clock's",
    "Due.looks": "the clock's",
    "Heartbeats.beat": "the clock's",
    "Heartbeats.last": "`tokenmeter doctor`",
    "History.reach_back": "the start: TOKENMETER_BACKFILL_DAYS may have been raised",
    "Installs.all": "the sweep of the vault and `tokenmeter rotate-master-key`",
    "Installs.workspaces": "the clock's",
    "Overview.all": "`tokenmeter workspaces`",
    "PurgedRows.overwrite": "the file's free pages",
    "Retention.forget_hours": "a chore of all",
    "Retention.oldest_hours": "`tokenmeter doctor`",
    "Seen.first_time": "ids of Slack's, and keys that begin with what they are of",
    "Seen.forget": "a chore of all",
    "Seen.take_back": "ids of Slack's, and keys that begin with what they are of",
    "Workspaces.all": "the operator's commands",
    "Workspaces.uninstalled": "the purge that a kill left undone",
    "installation.installation_of": "which installation the database is",
}
"""What is asked for nobody, and by whom: no listener is among them, but for remembering its request."""


def questions() -> Iterator[tuple[str, set[str], set[str]]]:
    """Each way into the database: its name, its parameters, and their types."""
    for path in sorted(STORAGE.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and "self._database" in ast.unparse(node):
                for method in node.body:
                    if isinstance(method, ast.AsyncFunctionDef) and not method.name.startswith("_"):
                        yield f"{node.name}.{method.name}", *parameters(method)
            elif isinstance(node, ast.AsyncFunctionDef) and "database" in parameters(node)[0]:
                yield f"{path.stem}.{node.name}", *parameters(node)


def parameters(function: ast.AsyncFunctionDef) -> tuple[set[str], set[str]]:
    given = [*function.args.args, *function.args.kwonlyargs]
    types = [name for each in given if each.annotation for name in ast.walk(each.annotation)]
    return {each.arg for each in given}, {name.id for name in types if isinstance(name, ast.Name)}


def test_whose_the_rows_of_each_table_are_is_known() -> None:
    """A table that says it by no column, and stands among none that are nobody's, would be passed by in every test."""
    for table in Table.metadata.sorted_tables:
        if table.name in SHARED:
            assert not {"workspace", "connection"} & set(table.columns.keys()), table.name
        else:
            own(table, BETA)
    assert SHARED.keys() <= Table.metadata.tables.keys()


def test_each_question_names_the_workspace_or_what_was_found_through_it() -> None:
    """One that is asked with a bare id answers whoever knows the id, or guesses it: they are 1, 2, 3 …"""
    unnamed = {name for name, given, types in questions() if "workspace" not in given and not types & THEIRS}
    assert unnamed == OF_ALL.keys()


def test_no_listener_asks_what_is_of_all() -> None:
    asked = {name.lower() for name in OF_ALL if not name.startswith("Seen.")}
    for path in sorted((STORAGE.parent / "bot" / "listeners").rglob("*.py")):
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        called = {".".join(ast.unparse(each).split(".")[-2:]).lower() for each in calls}
        assert not called & asked, path.name

"""SECURITY.md claims nothing that no test holds, and its commands grant what is needed and nothing else."""

import ast
import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED: Final = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
PERMISSION: Final = re.compile(r"secretmanager\.(?:secrets|versions)\.\w+")


@pytest.mark.parametrize(("file", "test"), NAMED, ids=lambda value: Path(value).name)
def test_every_test_that_is_named_is_there(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_line_of_its_tables_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("|") and not line.startswith("|---")]
    claims = [row for row in rows if "held by" not in row]
    assert len(claims) > 20
    assert [row for row in claims if "::test_" not in row] == []


def test_the_roles_have_the_permissions_that_the_vault_asks_for_and_no_others() -> None:
    asked = PERMISSION.findall((ROOT / "storage" / "vault" / "google.py").read_text(encoding="utf-8"))
    assert sorted(PERMISSION.findall(PAGE)) == sorted(set(asked))


def test_the_names_that_the_role_is_bound_to_are_those_that_keys_get() -> None:
    prefix = re.findall(r"secrets/([\w-]+)'\)", PAGE)
    assert prefix == ["tokenmeter-"]
    assert 'return f"tokenmeter-{uid}-"' in (ROOT / "core" / "keys.py").read_text(encoding="utf-8")

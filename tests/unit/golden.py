"""Views beside the JSON they were when somebody last looked at them."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "golden"


def assert_golden(name: str, view: Any) -> None:
    """Compare with tests/golden/<name>.json. To renew it: delete it, run the test (it fails once), look at the file."""
    path = FOLDER / f"{name}.json"
    written = json.dumps(view, ensure_ascii=False, indent=2) + "\n"
    if not path.exists():
        path.write_text(written, encoding="utf-8")
        raise AssertionError(f"{path.name} was not there: written now, look at it")
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(written)

"""The bill of materials that `make sbom` wrote: valid, the same each time, and of the pinned packages and no others."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.markers import Marker
from packaging.utils import canonicalize_name

from tests.image.dockerfile import HOUSE
from tests.image.showing import found

WRITTEN: Final = HOUSE / "dist" / "tokenmeter.cdx.json"
MADE_BY: Final = ("environment", "build/sbom/bin/python", "--pyproject", "pyproject.toml", "--output-reproducible")


def look_at_sbom() -> None:
    """Print what was found. Raises what is wrong."""
    text = WRITTEN.read_text(encoding="utf-8")
    invalid = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if invalid is not None:
        raise RuntimeError(f"not CycloneDX: {invalid}")
    bill: dict[str, Any] = json.loads(text)
    listed = {canonicalize_name(each["name"]): each["version"] for each in bill["components"]}
    pinned = _pinned((HOUSE / "requirements.txt").read_text(encoding="utf-8"))
    if listed != pinned:
        raise RuntimeError(f"not what is pinned: {listed.items() ^ pinned.items()}")
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    main = bill["metadata"]["component"]
    if (main["name"], main["version"]) != (project["name"], project["version"]):
        raise RuntimeError(f"it is of {main['name']} {main['version']}")
    again = subprocess.run(
        [Path(sys.executable).with_name("cyclonedx-py"), *MADE_BY],
        cwd=HOUSE,
        check=True,
        capture_output=True,
        text=True,
    )
    if json.loads(again.stdout) != bill or again.stdout.strip() != text.strip():
        raise RuntimeError("made again, it is another one")
    licensed = sum(bool(each.get("licenses")) for each in bill["components"])
    found("bill of materials: CycloneDX 1.6, the same twice", f"{len(listed)} packages as pinned")
    found("with their licences", f"{licensed}")


def _pinned(requirements: str) -> dict[str, str]:
    """The versions of the packages that this platform needs."""
    pins = re.findall(r"^([\w.-]+)==([^ ;]+)(?: ; (.+?))? \\$", requirements, re.MULTILINE)
    return {canonicalize_name(name): pin for name, pin, marker in pins if not marker or Marker(marker).evaluate()}

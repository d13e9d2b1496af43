"""Who answered, only ever as a keyed hash: without its key nobody can go back to a name, also not by trying all names.

A key is 32 random bytes of one wave; once it is gone, the hashes made with it are noise.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import unicodedata
from collections.abc import Iterable

_PSEUDONYM_BYTES = 16
_BLOCK = 64  # bytes in a block of SHA-256
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))
_POSITIVE = 2**63 - 1
_TWO = struct.Struct(">qq16x")  # the first half of a digest as two numbers; the second half is not used

_NOBODY_WORDS = """
    anonymous anonym anonyme anónimo anónima anonimo anonima anônimo anônima anoniem
    n/a n.a. n.a na none null nil unknown not_known unbekannt inconnu desconocido desconhecido sconosciuto onbekend
    keine kein aucun ninguno nenhum nessuno geen test tester testing guest gast invité invitado ospite convidado
    user respondent nobody x xx xxx - -- — – . ? 0
"""
_MAILBOX_WORDS = """
    ward team reception receptionist info admin administrator administration office test tester testing noreply
    no-reply no_reply donotreply do-not-reply staff enquiries enquiry inquiries hr human-resources humanresources
    people mail email contact contacts help helpdesk support service services desk servicedesk secretary secretaries
    secretariat clinic department dept unit theatre theatres pharmacy switchboard bookings booking appointments rota
    shared mailbox group all everyone everybody allstaff all-staff nurses nursing doctors anonymous anonym guest
    user survey surveys feedback postmaster webmaster root sales finance payroll facilities training education
    wellbeing example hello accueil equipe empfang buero sekretariat oficina recepcion segreteria ufficio receptie
    kantoor
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())
_MAILBOXES = frozenset(_MAILBOX_WORDS.split())
# Words that stand before the name of what is shared: ward.oak@, team-north@, test+1@.
_BEGINNINGS = frozenset({"ward", "team", "test", "noreply", "reception", "shared", "office", "clinic", "unit", "dept"})
_MAIL = re.compile(r"([^@\s]{1,64})@[^@\s]{1,255}")
_NUMBERED = re.compile(r"[-._]?[0-9]{1,3}[a-z]?$")  # ward6, ward-6b
_BETWEEN = re.compile(r"[-._+]")


def norm(text: str) -> str:
    """The text as it is hashed: one spelling for full-width letters, spare spaces around and upper case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def pseudonym(secret: bytes, text: str) -> bytes:
    """16 bytes that stand for a person within the scope of a secret: 128 bits of HMAC-SHA256 over `norm(text)`."""
    return hmac.digest(secret, _bytes(norm(text)), "sha256")[:_PSEUDONYM_BYTES]


def is_shared(text: str) -> bool:
    """True for an id that is nobody's own: blank, a word for nobody, or a shared or test mailbox. Never merge those."""
    plain = norm(text)
    if not plain or "_".join(plain.split()) in _NOBODY:
        return True
    if not (found := _MAIL.fullmatch(plain)):
        return False
    local = found[1]
    bare = _NUMBERED.sub("", local)
    if local in _MAILBOXES or bare in _MAILBOXES:
        return True
    return _BETWEEN.split(bare, maxsplit=1)[0] in _BEGINNINGS


def links(secret: bytes, cells: Iterable[str]) -> list[bytes | None]:
    """Who answered, in a form that all waves of a survey share; None for a blank or shared id: it is nobody's own."""
    return [None if is_shared(cell) else pseudonym(secret, cell) for cell in cells]


class RowHash:
    """HMAC-SHA256 with one secret, made ready once: for the ids of hundreds of thousands of rows."""

    def __init__(self, secret: bytes) -> None:
        """secret: the key, of any length (RFC 2104: a key longer than a block is hashed first)."""
        block = (hashlib.sha256(secret).digest() if len(secret) > _BLOCK else secret).ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha256(block.translate(_INNER))
        self._outer = hashlib.sha256(block.translate(_OUTER))

    def of(self, text: str) -> tuple[int, int]:
        """(key, proof) of a text as it is written: key in 0..2^63-1, proof in -2^63..2^63-1; 127 bits of its HMAC."""
        key, proof = _TWO.unpack(self.digest(_bytes(text)))
        return key & _POSITIVE, proof

    def many(self, texts: Iterable[str]) -> list[tuple[int, int]]:
        """`of` every text, in order."""
        inner, outer = self._inner.copy, self._outer.copy
        digests: list[bytes] = []
        keep = digests.append
        for data in _many_bytes(texts):
            within = inner()
            within.update(data)
            around = outer()
            around.update(within.digest())
            keep(around.digest())
        return [(key & _POSITIVE, proof) for key, proof in _TWO.iter_unpack(b"".join(digests))]

    def digest(self, data: bytes) -> bytes:
        """All 32 bytes of HMAC-SHA256 over the data."""
        within = self._inner.copy()
        within.update(data)
        around = self._outer.copy()
        around.update(within.digest())
        return around.digest()


def _many_bytes(texts: Iterable[str]) -> list[bytes]:
    listed = texts if isinstance(texts, list) else list(texts)
    try:
        return list(map(str.encode, listed))
    except UnicodeEncodeError:
        return list(map(_bytes, listed))


def _bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate, which no decoder here lets in, does not raise."""
    return text.encode("utf-8", "surrogatepass")

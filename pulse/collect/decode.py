"""Bytes -> text. The first bytes say what a file is; an encoding is recognised or asked for, never guessed.

The bytes are passed once from end to end before anything is read from them: their digest is taken, and every byte is
proved to be text. What comes after can trust the text, and reads it as a stream: memory does not grow with the file.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import AnyStr

from pulse.model.problems import Place, Problem, Stop, problem
from pulse.settings import Limits

BLOCK = 1 << 20  # bytes read at once; the first block is what a file is told by
_WEB_PAGE = (b"<!doctype", b"<html", b"<?xml")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_BOMS = ((codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"), (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
         (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"))  # fmt: skip
_DAMAGED = 2  # a file that is UTF-8 but for so many bytes is damaged, not in another encoding


@dataclass(frozen=True, slots=True)
class Source:
    """A file proved to be what it says: a workbook, or text of one encoding."""

    path: Path
    codec: str  # "" for a workbook
    encoding: str  # the encoding's name in words
    digest: str  # sha256 of its bytes

    @property
    def is_workbook(self) -> bool:
        """True for the two kinds of Excel file."""
        return not self.codec

    @contextmanager
    def lines(self) -> Iterator[Iterator[str]]:
        """The lines of the text with their ends as they are; only CR, LF and CR LF end a line. No mark of order."""
        with io.TextIOWrapper(self.path.open("rb", buffering=BLOCK), self.codec, "strict", newline="") as file:
            first = file.readline()
            yield chain([first.removeprefix("\ufeff")] if first else [], file)


def examine(path: Path, declared: str | None, limits: Limits) -> Source:
    """What a file is. Raises Stop, naming the place, for one that is missing, too large, damaged or no table."""
    size = _size(path, limits)
    with path.open("rb") as file:
        head = file.read(BLOCK)
    if not head.removeprefix(codecs.BOM_UTF8).strip():
        raise Stop(problem("file-empty", Place(str(path))))
    if _is_workbook(head) and path.suffix.lower() in _WORKBOOKS:
        with path.open("rb") as file:
            return Source(path, "", "workbook", hashlib.file_digest(file, "sha256").hexdigest())
    _refuse_other_kinds(head, path)
    if any(head.startswith(bom) for bom, _, _ in _BOMS):
        declared = None  # the file's own mark is better than what a person believes
    codec, encoding = _declared(declared) if declared else _recognised(head, size)
    digest, ascii_only = _prove(path, codec, declared)
    return Source(path, codec, "ASCII" if ascii_only and encoding == "UTF-8" else encoding, digest)


def _size(path: Path, limits: Limits) -> int:
    """The bytes of a regular file. Anything else (a pipe, a link to somewhere, a device) is no export."""
    try:
        facts = path.lstat()
    except OSError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    if stat.S_ISDIR(facts.st_mode):
        raise Stop(problem("file-is-folder", Place(str(path))))
    if not stat.S_ISREG(facts.st_mode):
        raise Stop(problem("file-not-regular", Place(str(path))))
    if facts.st_size > limits.file_bytes:
        raise Stop(problem("file-too-large", Place(str(path)), most=f"{limits.file_bytes / 1e9:g} GB"))
    return facts.st_size


def _is_workbook(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _refuse_other_kinds(head: bytes, path: Path) -> None:
    start = head[:200].lstrip().lower()
    if _is_workbook(head):
        raise Stop(problem("workbook-named-otherwise" if _holds_sheets(path) else "not-a-table", Place(str(path))))
    if start.startswith(_WEB_PAGE):
        raise Stop(problem("web-page", Place(str(path))))
    if start.startswith((b"{", b"[")) or head.startswith(b"\x1f\x8b"):
        raise Stop(problem("not-a-table", Place(str(path))))


def _holds_sheets(path: Path) -> bool:
    """True for a workbook under any name; other packed files begin with the same bytes as the newer kind."""
    if not zipfile.is_zipfile(path):
        return True
    with zipfile.ZipFile(path) as packed:
        return any(name.startswith("xl/") for name in packed.namelist())


def _declared(declared: str) -> tuple[str, str]:
    try:
        name = codecs.lookup(declared).name
        "".encode(name)  # some codecs turn bytes into bytes
    except LookupError as error:
        raise Stop(problem("encoding-unknown", encoding=declared)) from error
    return name, name


def _recognised(head: bytes, size: int) -> tuple[str, str]:
    for bom, codec, encoding in _BOMS:
        if head.startswith(bom):
            return codec, encoding
    if codec := _utf16_without_bom(head, size):
        return codec, "UTF-16"
    return "utf-8", "UTF-8"


def _utf16_without_bom(head: bytes, size: int) -> str:
    """UTF-16 text in a Western language has a NUL in nearly every second byte."""
    sample = head[:4000]
    if len(sample) < 4 or size % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd == 0 else ""


def _prove(path: Path, codec: str, declared: str | None) -> tuple[str, bool]:
    """The digest of all bytes, and whether all are ASCII. Raises Stop where they are no text of this encoding."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder(codec)("strict")
    bytewise = codec == "utf-8"  # ASCII is the same in it, and needs no decoding to be proved
    ascii_only, before, lines = True, 0, 1
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            digest.update(block)
            pending = len(decoder.getstate()[0])
            if bytewise and not pending and block.isascii():
                _refuse_nul(block, b"\0", b"\n", path, lines)
                lines += block.count(b"\n")
            else:
                ascii_only = False
                text = _decoded(decoder, block, path, declared, before - pending, lines)
                _refuse_nul(text, "\0", "\n", path, lines)
                lines += text.count("\n")
            before += len(block)
    _decoded(decoder, b"", path, declared, before, lines, final=True)
    return digest.hexdigest(), ascii_only


def _decoded(
    decoder: codecs.IncrementalDecoder,
    block: bytes,
    path: Path,
    declared: str | None,
    before: int,
    lines: int,
    *,
    final: bool = False,
) -> str:
    try:
        return decoder.decode(block, final)
    except UnicodeError as error:
        if declared:
            raise Stop(problem("encoding-wrong", Place(str(path)), encoding=declared)) from error
        if not isinstance(error, UnicodeDecodeError) or error.encoding != "utf-8":
            raise Stop(problem("file-damaged", Place(str(path), lines), byte=before + 1)) from error
        raise Stop(*_not_utf8(path)) from error


def _refuse_nul(text: AnyStr, nul: AnyStr, newline: AnyStr, path: Path, lines: int) -> None:
    at = text.find(nul)
    if at >= 0:
        raise Stop(problem("nul", Place(str(path), lines + text[:at].count(newline))))


def _not_utf8(path: Path) -> list[Problem]:
    """The places that are no UTF-8: one or two say that the file is damaged, more that it is something else."""
    places = list(_faults(path))
    if len(places) <= _DAMAGED:
        return [problem("file-damaged", Place(str(path), line), byte=byte) for line, byte in places]
    first = problem("encoding-not-known", Place(str(path), places[0][0]), file=path.name)
    return [first, *(problem("encoding-sample", Place(str(path), line)) for line, _ in places)]


def _faults(path: Path) -> Iterator[tuple[int, int]]:
    """Line and byte, counted from 1, of the first bytes that are no UTF-8; one more than damage explains, at most."""
    found = before = 0
    lines = 1
    with path.open("rb") as file:
        for line in file:
            at = 0
            while found <= _DAMAGED:
                try:
                    line[at:].decode("utf-8")
                    break
                except UnicodeDecodeError as error:
                    at += error.start
                    yield lines, before + at + 1
                    at, found = at + 1, found + 1
            if found > _DAMAGED:
                return
            before += len(line)
            lines += 1

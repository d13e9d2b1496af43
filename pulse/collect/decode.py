"""Bytes -> text. The first bytes say what a file is; an encoding is recognised or asked for, never guessed."""

from __future__ import annotations

import codecs
from pathlib import Path

from pulse.model.problems import Place, Problem, Stop, problem

MOST_BYTES = 2_000_000_000
_WEB_PAGE = (b"<!doctype", b"<html", b"<?xml")
_BOMS = ((codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"), (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
         (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"))  # fmt: skip
_DAMAGED = 2  # a file that is UTF-8 but for so many bytes is damaged, not in another encoding


def load(path: Path) -> bytes:
    """The bytes of an export. Raises Stop for a file that is missing, empty or too large."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except IsADirectoryError as error:
        raise Stop(problem("file-is-folder", Place(str(path)))) from error
    if len(data) > MOST_BYTES:
        raise Stop(problem("file-too-large", Place(str(path))))
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise Stop(problem("file-empty", Place(str(path))))
    return data


def is_workbook(data: bytes) -> bool:
    """True for the two kinds of Excel file."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def decode(data: bytes, path: Path, declared: str | None) -> tuple[str, str]:
    """The text of a CSV export and the encoding's name. Raises Stop naming the place where it cannot be text."""
    _refuse_other_kinds(data, path)
    if declared:
        return _declared(data, path, declared)
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], codec, path), name
    if codec := _utf16_without_bom(data):
        return _strict(data, codec, path), "UTF-16"
    _refuse_nul(data, path)
    try:
        return data.decode("utf-8"), "ASCII" if data.isascii() else "UTF-8"
    except UnicodeDecodeError as error:
        raise Stop(*_not_utf8(data, path)) from error


def _refuse_other_kinds(data: bytes, path: Path) -> None:
    start = data[:200].lstrip().lower()
    if is_workbook(data):
        raise Stop(problem("workbook-named-otherwise", Place(str(path))))
    if start.startswith(_WEB_PAGE):
        raise Stop(problem("web-page", Place(str(path))))
    if start.startswith((b"{", b"[")) or data.startswith(b"\x1f\x8b"):
        raise Stop(problem("not-a-table", Place(str(path))))


def _declared(data: bytes, path: Path, declared: str) -> tuple[str, str]:
    try:
        codec = codecs.lookup(declared)
    except LookupError as error:
        raise Stop(problem("encoding-unknown", encoding=declared)) from error
    try:
        text, _ = codec.decode(data, "strict")
    except UnicodeError as error:
        raise Stop(problem("encoding-wrong", Place(str(path)), encoding=codec.name)) from error
    return text.removeprefix("\ufeff"), codec.name


def _strict(data: bytes, codec: str, path: Path) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "ignore").count("\n") + 1
        raise Stop(problem("file-damaged", Place(str(path), line), byte=error.start + 1)) from error
    if "\0" in text:
        raise Stop(problem("nul", Place(str(path), text[: text.index("\0")].count("\n") + 1)))
    return text


def _utf16_without_bom(data: bytes) -> str:
    """UTF-16 text in a Western language has a NUL in nearly every second byte."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd == 0 else ""


def _refuse_nul(data: bytes, path: Path) -> None:
    at = data.find(b"\0")
    if at >= 0:
        raise Stop(problem("nul", Place(str(path), data[:at].count(b"\n") + 1)))


def _not_utf8(data: bytes, path: Path) -> list[Problem]:
    places: list[int] = []
    at = 0
    while len(places) <= _DAMAGED:
        try:
            data[at:].decode("utf-8")
            break
        except UnicodeDecodeError as error:
            at += error.start
            places.append(at)
            at += 1
    lines = [data[:where].count(b"\n") + 1 for where in places]
    if len(places) <= _DAMAGED:
        return [
            problem("file-damaged", Place(str(path), line), byte=where + 1)
            for line, where in zip(lines, places, strict=True)
        ]
    first = problem("encoding-not-known", Place(str(path), lines[0]), file=path.name)
    rest = [problem("encoding-sample", Place(str(path), line)) for line in lines[:3]]
    return [first, *rest]

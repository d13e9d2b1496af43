"""Columns that identify people: found by name, or by what most of their cells look like. They are never stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_NAMES = re.compile(
    r"^(e-?mail( address)?|.*\be-?mail\b.*|(full |first |last |sur|family )?name|ip( address)?|ipaddr(ess)?|phone.*|"
    r"telephone.*|mobile( number)?|latitude|longitude|location(latitude|longitude)|user ?agent|token|network id|"
    r"employee (id|number)|staff (id|number)|payroll.*|date of birth|dob)$",
    re.IGNORECASE,
)
_CONTENT = (
    re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),  # e-mail
    re.compile(r"\d{1,3}(\.\d{1,3}){3}"),  # network address
    re.compile(r"[0-9a-f]{32}", re.IGNORECASE),  # token
    re.compile(r"-?\d{1,3}\.\d{4,}"),  # coordinates
)
_MOST = 0.5


def names_people(header: str, cells: Iterable[str]) -> bool:
    """True when a column is about who answered: by its header, or because more than half of its cells look so."""
    if _NAMES.match(header.strip()):
        return True
    filled = [cell.strip() for cell in cells if cell.strip()]
    return any(sum(bool(kind.fullmatch(cell)) for cell in filled) > _MOST * len(filled) for kind in _CONTENT)


_SINGLE = (*_CONTENT[:2], re.compile(r"[A-CEGHJ-PR-TW-Z]{2}\d{6}[A-D]"))  # e-mail, network address, NI number


def looks_like_identity(cell: str) -> bool:
    """True for one cell that is somebody's address or number."""
    text = cell.strip()
    return len(text) < 300 and any(kind.search(text) for kind in _SINGLE)


def holds_people(cells: Mapping[str, int]) -> bool:
    """True when a fifth or more of a column's filled cells (cell -> how often) are people's addresses or numbers."""
    filled = sum(count for cell, count in cells.items() if cell.strip())
    return sum(count for cell, count in cells.items() if looks_like_identity(cell)) * 5 >= filled > 0

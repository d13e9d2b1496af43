"""The organisation's list of staff: read, used, forgotten. It is never needed, and nothing of it is ever stored."""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pulse.listen.cues import Cues
from pulse.model.problems import Place, Stop, problem

_APOSTROPHES = str.maketrans("", "", "'’‘´`ʼ")
_NAME = re.compile(r"[^\W_]+(?:['’‘´`ʼ\-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
_LEAST_PART = 3  # letters of a half of a double name that is a name by itself


@dataclass(frozen=True, slots=True)
class Staff:
    """Parts of names as `fold` writes them, and which follow each other in one person's name."""

    parts: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()


def fold(word: str) -> str:
    """A word as names are compared: small letters, no accents, no apostrophes."""
    return unaccented(word).translate(_APOSTROPHES)


def unaccented(text: str) -> str:
    """A text in small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def staff(names: Iterable[str], cues: Cues) -> Staff:
    """The parts of full names, titles and single letters left out."""
    parts: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for name in names:
        words = [word for word in map(fold, _NAME.findall(name)) if len(word) > 1 and word not in cues.titles]
        pairs.update(itertools.pairwise(words))
        pairs.update((b, a) for a, b in itertools.pairwise(words))  # "Whitfield, Karen" too
        for word in words:
            if word not in cues.particles:
                parts.add(word)
                parts.update(half for half in _HYPHEN.split(word) if len(half) >= _LEAST_PART)
    return Staff(frozenset(parts), frozenset(pairs))


def read(path: Path, cues: Cues) -> Staff:
    """The staff list in a file: one name a line, or a CSV with columns headed "first name", "surname" and the like.

    Raises Stop: "staff-list-missing", "staff-list-unreadable", "staff-list-columns".
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Stop(problem("staff-list-missing", Place(str(path)))) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(problem("staff-list-unreadable", Place(str(path)))) from error
    lines = text.splitlines()
    delimiter = next((sign for sign in ",;\t" if lines and sign in lines[0]), "")
    if path.suffix.lower() != ".csv" or not delimiter:
        return staff(_without_heading(lines, cues), cues)
    return staff(_names(path, list(csv.reader(io.StringIO(text), delimiter=delimiter)), cues), cues)


def _without_heading(lines: Sequence[str], cues: Cues) -> Sequence[str]:
    return lines[1:] if lines and _heading(lines[0]) in cues.name_headings else lines


def _names(path: Path, rows: Sequence[Sequence[str]], cues: Cues) -> Iterator[str]:
    """Each person's name, from the columns whose heading says that they hold one."""
    columns = [at for at, cell in enumerate(rows[0]) if _heading(cell) in cues.name_headings]
    if not columns:
        raise Stop(problem("staff-list-columns", Place(str(path), 1), known=", ".join(sorted(cues.name_headings))))
    for row in rows[1:]:
        yield " ".join(row[at] for at in columns if at < len(row))


def _heading(cell: str) -> str:
    return " ".join(cell.replace("_", " ").casefold().split())

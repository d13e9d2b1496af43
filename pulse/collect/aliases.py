"""What people call their group, and what people.csv calls it: surveys/aliases.toml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import RootModel

from pulse import files, toml

_NOTE = (
    "# What people call their group, and what people.csv calls it. After the = write the name in people.csv\n"
    '# (or the whole path, "North / Surgery / Ward 6") and remove the #. Then collect the export again.\n'
    "# These are words that people typed: look through them before you share this file.\n"
)


class _Aliases(RootModel[dict[str, dict[str, str]]]):
    """Dimension -> name as written -> name in people.csv."""


def load_aliases(path: Path) -> dict[str, dict[str, str]]:
    """The aliases in a file; none where there is no file. Raises Stop with every fault."""
    if not path.exists():
        return {}
    return toml.validate(toml.parse(path.read_text(encoding="utf-8-sig"), str(path)), _Aliases).root


def suggest_aliases(path: Path, unknown: Mapping[str, Mapping[str, int]]) -> None:
    """Adds a line, commented out, for each name nobody knows; what stands in the file already is kept as it is.

    The most frequent come first. A table that the file has already is only named in a note: TOML allows it once.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else _NOTE
    lines: list[str] = []
    for dimension, values in unknown.items():
        fresh = [name for name, _ in sorted(values.items(), key=lambda it: (-it[1], it[0])) if _key(name) not in before]
        if fresh:
            head = f"[{dimension}]"
            lines += ["", f"# below {head}, add:" if head in before else head]
            lines += [f'# {_key(name)} = ""' for name in fresh]
    if lines:
        files.write_whole(path, before + "\n".join(lines) + "\n", private=True)


def _key(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)

"""A workspace in which how harm is answered was asked in nine months in a row, sixty people each time."""

from __future__ import annotations

import csv
from pathlib import Path

from pulse import define
from pulse.model.survey import Item
from tests.conftest import pulse, workspace

WAVES = tuple(f"2026-{month:02d}" for month in range(1, 10))
PEOPLE = 60
ABSENT = 4  # so many cannot say how patients are answered
SETTINGS = 'organisation = "O"\nlevels = ["directorate", "team"]\n'
_AGREE, _DISAGREE, _CANNOT = "Agree", "Disagree", "I cannot say"


def agreeing(item: Item, wave: int) -> int:
    """How many of those who can say agree: all parties alike but for two places, one more month by month."""
    if item.id == "patients_seen":
        return 49  # of 56: 87.5 %, 88 as it is printed
    return {"staff_met": 12}.get(item.id, 20 + 2 * wave)


def made(root: Path, waves: int = len(WAVES)) -> Path:
    """The workspace, its first so many waves collected."""
    text = (define.shipped() / "restorative-practice.toml").read_text(encoding="utf-8")
    start, end = text.index("dimensions ="), text.index("# What the organisation counts")
    form = text[text.index("id ") : start] + text[end:]
    workspace(root, form.replace('id       = "rest', 'id = "rest'), SETTINGS)
    survey = define.from_source(form)
    for wave in range(waves):
        _collect(root, survey.items, wave)
    return root


def _collect(root: Path, items: tuple[Item, ...], wave: int) -> None:
    path = root / f"{WAVES[wave]}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Response id", *(item.text for item in items)])
        for person in range(PEOPLE):
            writer.writerow([f"r{wave}-{person}", *(_answer(item, person, wave) for item in items)])
    rest = ("--survey", "restorative-practice", "--wave", WAVES[wave])
    done = pulse("collect", path.name, *rest, cwd=root)
    if done.returncode == 1:  # the mapping it wrote proposes every column; a person has looked
        done = pulse("collect", path.name, *rest, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def _answer(item: Item, person: int, wave: int) -> str:
    if item.party is None:
        return "" if item.kind == "text" else item.options[person % 3].text
    if item.party == "patients" and person >= PEOPLE - ABSENT:
        return _CANNOT
    return _AGREE if person < agreeing(item, wave) else _DISAGREE

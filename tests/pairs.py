"""A workspace whose groups rate each other: the questionnaire, people.csv, and exports as LimeSurvey writes a grid."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.conftest import pulse, workspace

POINTS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
BAD, GOOD = POINTS[1], POINTS[3]
NO_CONTACT = "We do not work together"
FORM = """id = "pairs"
title = "Pairs"
dimensions = ["team"]

[scales.rating]
options = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree", \
"We do not work together"]
positive = "high"
aside = ["we_do_not_work_together"]

[[item]]
id = "trust"
text = "We can rely on them."
title = "Reliance"
kind = "relationship"
scale = "rating"
about = "team"
"""

Sheet = tuple[str, Mapping[str, str]]  # a person's team, and what she ticks of each team
Said = Mapping[tuple[str, str], tuple[int, int]]  # rater, rated -> how many say something good, and something bad


def made(root: Path, headcounts: Mapping[str, int], form: str = FORM) -> Path:
    """A workspace with one level; without headcounts no people.csv."""
    workspace(root, form)
    if headcounts:
        lines = ["valid_from,team,staff_group,headcount,formerly"]
        lines += [f"2024-01-01,{team},,{people}," for team, people in headcounts.items()]
        (root / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert pulse("people", "people.csv", cwd=root).returncode == 0
    return root


def sheets(said: Said) -> Iterator[Sheet]:
    """People whose answers add up to the counts: as many sheets of a team as it has answers to one other at most."""
    for team in dict.fromkeys(rater for rater, _ in said):
        columns = {rated: [GOOD] * good + [BAD] * bad for (rater, rated), (good, bad) in said.items() if rater == team}
        for at in range(max(map(len, columns.values()))):
            yield team, {rated: answers[at] for rated, answers in columns.items() if at < len(answers)}


def grid(path: Path, teams: Sequence[str], answered: Iterable[Sheet], text: str = "We can rely on them.") -> Path:
    """LimeSurvey's CSV with full texts: one column a row of the grid, headed "question [row]"."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        head = ["Response ID", "Date submitted", "Last page", "Start language", "team"]
        writer.writerow([*head, *(f"{text} [{team}]" for team in teams)])
        for at, (team, ticked) in enumerate(answered, 1):
            when = f"2026-10-05 {at // 60:02}:{at % 60:02}:00"
            writer.writerow([at, when, 2, "en", team, *(ticked.get(other, "") for other in teams)])
    return path


def collected(root: Path, path: Path, *more: str, wave: str = "2026-10") -> dict[str, Any]:
    """What collecting a file came to."""
    done = pulse("collect", str(path), "--wave", wave, "--json", *more, cwd=root)
    assert done.returncode in (0, 1), done.stderr
    (found,) = json.loads(done.stdout)
    return dict(found)


def rows(root: Path, *more: str) -> list[dict[str, Any]]:
    """The rows of the report."""
    done = pulse("report", "--format", "json", "--output", str(root / "r.json"), *more, cwd=root)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads((root / "r.json").read_text(encoding="utf-8"))["figures"]
    return found


def of_pairs(
    found: Iterable[Mapping[str, Any]], measure: str = "favourable"
) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The rows of one measure by rater and rated group."""
    return {(it["group"], it["group2"]): it for it in found if it["group2"] and it["measure"] == measure}

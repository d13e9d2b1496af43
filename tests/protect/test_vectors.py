"""The worked examples of ../shared/vectors/sdc by the real front door, judged as their manifest says.

Each case becomes an export with one row a person, is collected and reported. From the report alone:

1. primaries are withheld, and what must stay is shown;
2. no set of fewer than `min_n` people follows from what is shown;
3. no more than 1.25 times the fewest secondaries are withheld;
4. the values of what is withheld are absent from the page's bytes: people who are only in what is withheld exchange
   their answers, and not one byte of the page changes, drawings included;
5. whatever is withheld looks the same, whatever the reason.

One question in one group (sdc-15, sdc-18) is in `test_bands`, sdc-10 as one release in `test_differencing`,
comments in `tests/listen`, pseudonyms in `tests/collect/test_persons`, hostile files in `tests/collect`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import pulse, workspace
from tests.protect.solving import smallest
from tests.shared import shared

Counts = Mapping[str, Sequence[int]]  # atom -> its answers
_FIVE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]


@dataclass(frozen=True)
class _Case:
    """How a vector's groups are places and staff groups here, and who may exchange answers without a trace."""

    levels: tuple[str, ...]
    top: str  # the group that is everyone
    above: Mapping[str, str] = field(default_factory=dict)  # team -> directorate
    exchanged: Mapping[str, Sequence[int]] = field(default_factory=dict)


_CASES = {
    "01": _Case(("team",), "Dir"),
    "02": _Case(("team",), "Dir"),
    "03a": _Case(("team",), "Dir"),
    "04": _Case(
        ("directorate", "team"), "Org",
        above={"A": "D1", "B": "D1", "C": "D1", "E": "D2", "F": "D2", "G": "D3", "H": "D3"},
    ),
    "07": _Case(
        ("team",), "Org",
        # Teams and nurses stay as they are; a doctor and an administrator change their mind.
        exchanged={"T1|nurse": (5, 9), "T1|doctor": (3, 2), "T3|nurse": (1, 2), "T3|admin": (7, 5)},
    ),
    "09a": _Case(("team",), "All"),
}  # fmt: skip


def _vector(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared("vectors/sdc") / f"sdc-{name}.json").read_text())
    return found


def _answers(vector: Mapping[str, Any]) -> dict[str, Sequence[int]]:
    return {it["atom"]: it["counts"] for it in vector["atoms"]}


def _exchanged(name: str, vector: Mapping[str, Any]) -> dict[str, Sequence[int]]:
    """Other answers, with the same sums in every group that is to be shown."""
    found = _answers(vector)
    if _CASES[name].exchanged:
        return {**found, **_CASES[name].exchanged}
    published = [set(it["atoms"]) for it in vector["groups"] if it["group"] in vector["protected"]["published"]]
    together: dict[tuple[bool, ...], list[str]] = {}
    for atom in found:
        together.setdefault(tuple(atom in held for held in published), []).append(atom)
    for atoms in together.values():
        pooled = [code for atom in atoms for code, count in enumerate(found[atom]) for _ in range(count)]
        for atom in sorted(atoms, key=lambda it: sum(found[it])):
            mine, pooled = pooled[: sum(found[atom])], pooled[sum(found[atom]) :]
            found[atom] = [mine.count(code) for code in range(len(vector["codes"]))]
    return found


def _root(folder: Path, name: str, vector: Mapping[str, Any]) -> Path:
    case = _CASES[name]
    scale = "agree5" if len(vector["codes"]) == 5 else "good"
    scales = '[scales.good]\noptions = ["not favourable", "favourable"]\npositive = "high"\n'
    dimensions = ", ".join(f'"{it}"' for it in (*case.levels, *(("staff_group",) if _crosses(vector) else ())))
    item = f'[[item]]\nid = "q"\ntext = "Q?"\nscale = "{scale}"\n'
    form = f'id = "s"\ntitle = "S"\ndimensions = [{dimensions}]\n{scales}{item}'
    levels = ", ".join(f'"{it}"' for it in case.levels)
    return workspace(folder, form, f'organisation = "O"\nlevels = [{levels}]\n')


def _crosses(vector: Mapping[str, Any]) -> bool:
    return "staff_group" in vector["atoms"][0]


def _export(path: Path, name: str, vector: Mapping[str, Any], answers: Counts) -> Path:
    """As the manifest says: for each atom so many rows with each answer, and the atom's labels."""
    case, crosses = _CASES[name], _crosses(vector)
    texts = _FIVE if len(vector["codes"]) == 5 else vector["codes"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        head = ["ID", "Start time", "Completion time", "Email", "Name", *case.levels]
        writer.writerow([*head, *(["staff_group"] if crosses else []), "Q?"])
        at = 0
        for atom in vector["atoms"]:
            team = atom["team"] if crosses else atom["atom"]
            place = [*([case.above[team]] if case.above else []), team, *([atom["staff_group"]] if crosses else [])]
            for text, count in zip(texts, answers[atom["atom"]], strict=True):
                for _ in range(count):
                    at += 1
                    when = f"2026-10-05 {at // 60:02}:{at % 60:02}:00"
                    writer.writerow([at, when, when, "anonymous", "", *place, text])
    return path


def _made(folder: Path, name: str, vector: Mapping[str, Any], answers: Counts) -> tuple[list[dict[str, Any]], str]:
    """The rows and the page of one export."""
    root = _root(folder, name, vector)
    done = pulse("collect", str(_export(folder / "e.csv", name, vector, answers)), "--wave", "2026-10", cwd=root)
    assert done.returncode == 0, done.stderr
    for form in ("json", "html"):
        done = pulse("report", "--format", form, "--output", str(folder / f"r.{form}"), cwd=root)
        assert done.returncode == 0, done.stderr
    rows = json.loads((folder / "r.json").read_text(encoding="utf-8"))["figures"]
    return rows, (folder / "r.html").read_text(encoding="utf-8")


def _shown(rows: Sequence[Mapping[str, Any]], name: str, measure: str, item: str) -> dict[str, bool]:
    """Group by its name in the vector -> whether the report tells anything of it."""
    found: dict[str, bool] = {}
    for row in rows:
        if (row["measure"], row["item"], row["wave"]) == (measure, item, "2026-10"):
            group = _CASES[name].top if row["dimension"] == "all" else row["group"].split(" / ")[-1]
            found[{"perm": "All except bank"}.get(group, group)] = row["shown"]
    return found


@pytest.mark.parametrize("name", sorted(_CASES))
def test_a_case_passes_by_the_rules_of_the_manifest(tmp_path: Path, name: str) -> None:
    vector = _vector(name)
    rows, page = _made(tmp_path / "one", name, vector, _answers(vector))
    least, wanted = vector["rule"]["min_n"], vector["protected"]
    sizes = {it["group"]: it["n"] for it in vector["groups"]}
    for measure, item in (("count", ""), ("favourable", "q")):
        told = _shown(rows, name, measure, item)
        assert {group for group in vector["primary"] if told[group]} == set()
        assert all(told[group] for group in wanted["must_stay_published"])
        secondary = [group for group in sizes if sizes[group] >= least and not told[group]]
        assert len(secondary) <= 1.25 * wanted["min_number_secondary"]
        assert smallest(*_by_place(vector, {group for group in sizes if told[group]})) >= least
    _looks_the_same(rows, name)
    assert _exchanged(name, vector) != _answers(vector)
    _, other = _made(tmp_path / "two", name, vector, _exchanged(name, vector))
    assert _without_inputs(page) == _without_inputs(other)


def _by_place(vector: Mapping[str, Any], shown: set[str]) -> tuple[list[int], list[list[int]]]:
    atoms = [it["atom"] for it in vector["atoms"]]
    held = [[atoms.index(atom) for atom in it["atoms"]] for it in vector["groups"] if it["group"] in shown]
    return [it["n"] for it in vector["atoms"]], held


def _looks_the_same(rows: Sequence[Mapping[str, Any]], name: str) -> None:
    """Primaries and their partners, the smallest and those that would all but do."""
    for measure in ("count", "favourable"):
        looks = {
            tuple((key, value) for key, value in sorted(row.items(), key=lambda it: it[0]) if key not in _SPEAKS_OF)
            for row in rows
            if row["measure"] == measure and not row["shown"]
        }
        assert len(looks) <= 1, name


_SPEAKS_OF = ("dimension", "group")


def _without_inputs(page: str) -> str:
    """The page without the hash by which it names its inputs, which are other files."""
    return re.sub(r"\b[0-9a-f]{12,64}\b", "#", page)


def test_a_late_answer_leaves_the_interim_standing(tmp_path: Path) -> None:
    """Vector sdc-10 with the ledger: fourteen were reported; the fifteenth waits, and no figure is of fifteen."""
    vector = _vector("10")
    form = 'id = "s"\ntitle = "S"\ndimensions = ["team"]\n[[item]]\nid = "q"\ntext = "Q?"\nscale = "agree5"\n'
    root = workspace(tmp_path / "w", form)
    early, late = (it["counts"] for it in vector["atoms"])
    pages: list[str] = []
    for counts in (early, [one + other for one, other in zip(early, late, strict=True)]):
        answers = [text for text, count in zip(_FIVE, counts, strict=True) for _ in range(count)]
        with (tmp_path / "e.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "team", "Q?"])
            writer.writerows(
                [at, f"2026-10-05 09:{at:02}:00", f"2026-10-05 09:{at:02}:30", "anonymous", "", "T", text]
                for at, text in enumerate(answers)
            )
        pulse("collect", str(tmp_path / "e.csv"), "--wave", "2026-10", cwd=root)
        done = pulse("report", "--format", "json", "--output", str(tmp_path / "r.json"), cwd=root)
        assert done.returncode == 0, done.stderr
        rows = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["figures"]
        assert {row["n"] for row in rows if row["shown"] and row["measure"] in ("count", "favourable")} == {14}
        pages.append(json.dumps(rows))
    assert pages[0] == pages[1]

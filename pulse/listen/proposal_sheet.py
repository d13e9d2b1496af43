"""Proposals as a CSV that can go through a spreadsheet: one column is for the cluster, the others come back as sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from pulse.files import inert
from pulse.listen.sheet import numbered_rows, reads_alike
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.proposals import MOST_NAME, Proposal

HEAD = ("row", "id", "survey", "wave", "proposal", "cluster")


def to_csv(proposals: Sequence[Proposal]) -> str:
    """The proposals, one a row, numbered "3 of 200", so that a lost row is missed."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(HEAD)
    for number, it in enumerate(proposals, 1):
        cells = (f"{number} of {len(proposals)}", it.id, it.survey, it.wave, it.text, it.cluster)
        rows.writerow([inert(cell) for cell in cells])
    return "\ufeff" + text.getvalue()  # the mark tells a spreadsheet that it is UTF-8


def from_csv(text: str, file: str, proposals: Mapping[str, Proposal]) -> dict[str, str]:
    """Id -> cluster of those whose cluster the sheet changes. Raises Stop with every fault: nothing is taken then."""
    faults: list[Problem] = []
    lines: dict[str, int] = {}
    placed: dict[str, str] = {}
    for line, row in numbered_rows(text, file, HEAD, faults):
        name, cluster = row["id"].strip(), name_of(row["cluster"])
        fault = _fault(row, proposals.get(name), lines.get(name), cluster)
        if fault:
            code, column, details = fault
            faults.append(problem(code, Place(file, line, HEAD.index(column) + 1), **details))
            continue
        lines[name] = line
        if cluster != proposals[name].cluster:
            placed[name] = cluster or ""
    if faults:
        raise Stop(*faults)
    return placed


def _fault(
    row: Mapping[str, str], known: Proposal | None, first: int | None, cluster: str | None
) -> tuple[str, str, dict[str, object]] | None:
    if known is None:
        return "sheet-unknown", "id", {}
    if first is not None:
        return "sheet-twice", "id", {"first": first}
    if not reads_alike(row["proposal"], known.text):
        return "sheet-changed", "proposal", {}
    return ("cluster-name", "cluster", {"most": MOST_NAME}) if cluster is None else None


def name_of(said: str) -> str | None:
    """A cluster's name with single spaces, "" for none; None where it is no name."""
    name = " ".join(said.split())
    fits = len(name) <= MOST_NAME and name.isprintable() and name == inert(name)
    return name if not name or (fits and any(sign.isascii() and sign.isalnum() for sign in name)) else None

"""Tasks and relationships: the two scores, the balance between them, where it drifts; groups side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pulse.model.groups import ALL, Group
from pulse.model.release import Figure, Release, Shown
from pulse.model.survey import Index
from pulse.model.trends import Drift
from pulse.report import quadrant, words
from pulse.report.sheet import Line, Sheet

_MANY = 1.65  # of groups: as wide as for the tints of the groups' table
_NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance: a sentence, a picture of groups, a line a group, and how it moved over three stock-takes."""

    index: Index
    titles: tuple[str, str]  # of its two parts, as headings
    finding: str
    drawing: Markup | None
    lines: tuple[Line, ...]  # cells: tasks, relationships, balance
    waves: tuple[str, ...]  # the three stock-takes; empty before there are three
    drifts: tuple[Line, ...]  # cells: the balance in each, the drift

    @property
    def names(self) -> tuple[str, str]:
        """The parts' titles inside a sentence."""
        return self.titles[0].lower(), self.titles[1].lower()


def balances(release: Release, sheet: Sheet, drifts: Sequence[Drift]) -> tuple[Balance, ...]:
    """Every balance that the wave's questionnaire asks for."""
    indices = release.asked_in[release.wave.label].indices
    return tuple(_balance(release, sheet, it, drifts) for it in indices if it.balance)


def _balance(release: Release, sheet: Sheet, index: Index, drifts: Sequence[Drift]) -> Balance:
    own = [it for it in drifts if it.about.item == index.id]
    tasks, relationships = (part.title for part in index.subscores)
    return Balance(
        index=index,
        titles=(tasks, relationships),
        finding=_finding(release, index, own),
        drawing=quadrant.draw(release, index, own),
        lines=tuple(_lines(release, sheet, index)),
        waves=own[0].waves if own else (),
        drifts=tuple(_drift_line(sheet, index, it) for it in own),
    )


def _finding(release: Release, index: Index, drifts: Sequence[Drift]) -> str:
    said = _ahead(index, release.figure("balance", index.id), ALL)
    moved = next((it for it in drifts if it.about.group == ALL), None)
    drift = f"; over three stock-takes: {_moved(index, moved)}" if moved else ""
    return f"Everyone: {said}{drift}."


def _lines(release: Release, sheet: Sheet, index: Index) -> Iterator[Line]:
    for group in release.listed:
        parts = [sheet.cell("mean", part.id, group=group) for part in index.subscores]
        balance = sheet.cell("balance", index.id, group=group)
        if balance.row:
            said = _ahead(index, release.figure("balance", index.id, group=group), group)
            yield Line(_name(group), (*parts, balance), depth=len(group.path), quiet=said)


def _ahead(index: Index, figure: Figure, group: Group) -> str:
    """Which side is ahead, where that is more than chance allows."""
    if not isinstance(figure, Shown) or figure.lower is None or figure.upper is None:
        return _NOT_SHOWN
    wide = 1.0 if group == ALL else _MANY
    doubt = (figure.value - figure.lower if figure.value > 0 else figure.upper - figure.value) * wide
    if abs(figure.value) <= doubt:
        return "neither clearly ahead"
    return f"{_side(index, figure.value)} ahead"


def _side(index: Index, value: float) -> str:
    return index.subscores[1 if value > 0 else 0].title.lower()


def _drift_line(sheet: Sheet, index: Index, drift: Drift) -> Line:
    group = drift.about.group
    points = [sheet.cell("balance", index.id, group=group, wave=wave) for wave in drift.waves]
    ends = [words.number(it, "balance") for it in (drift.difference, drift.lower, drift.upper)]
    moved = sheet.made(drift.about, "drift", ends[0], f"{ends[1]} to {ends[2]}")
    return Line(_name(group), (*points, moved), depth=len(group.path), quiet=_moved(index, drift))


def _moved(index: Index, drift: Drift) -> str:
    return f"clear drift towards {_side(index, drift.difference)}" if drift.clear else "no clear drift"


def _name(group: Group) -> str:
    return "Everyone" if group == ALL else group.name

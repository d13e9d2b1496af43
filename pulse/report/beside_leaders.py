"""What leaders say and what people meet: answers of the group that leads beside everyone's, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pulse.model.groups import Group
from pulse.model.release import Measure, Release, Shown
from pulse.report import words
from pulse.report.sheet import Line, Sheet

_CLEAR = 1.65  # as for the tints of the groups' table: many differences are looked at together


@dataclass(frozen=True, slots=True)
class Leaders:
    """The group that leads, how many of its questions differ clearly, and its lines, the widest gap first."""

    name: str
    clear: bool
    lines: tuple[Line, ...]  # cells: leaders, everyone; scales and scores
    options: tuple[tuple[str, tuple[Line, ...]], ...]  # the frame's questions, answer by answer


def leaders(release: Release, sheet: Sheet, named: tuple[str, str] | None) -> Leaders | None:
    """None where no group is named, or nothing of it is shown."""
    group = next((it for it in release.listed if named == (it.dimension, it.name)), None)
    if group is None:
        return None
    found = sorted(_sides(release, sheet, group), key=lambda it: -abs(it[0]))
    options = tuple(_framed(release, sheet, group))
    if not found and not options:
        return None
    lines = tuple(line for _, line in found)
    every = (*lines, *(line for _, some in options for line in some))
    return Leaders(group.name, any(line.quiet != _ALIKE for line in every), lines, options)


_ALIKE = "no clear difference"


def _sides(release: Release, sheet: Sheet, group: Group) -> Iterator[tuple[float, Line]]:
    survey = release.asked_in[release.wave.label]
    asked: list[tuple[Measure, str, str]] = [
        ("mean", index.id, words.score_name(index)) for index in survey.indices if not index.balance
    ]
    asked += [
        ("favourable", item.id, item.label) for item in survey.items if item.kind == "scale" and item.positive != "none"
    ]
    for measure, item, head in asked:
        line = _line(release, sheet, group, measure, item, "", head)
        if line:
            yield line


def _framed(release: Release, sheet: Sheet, group: Group) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for item in release.asked_in[release.wave.label].items:
        if item.frame:
            found = [
                _line(release, sheet, group, "share", item.id, option.id, option.text)
                for option in item.options
                if not option.aside
            ]
            if lines := tuple(it[1] for it in found if it):
                yield item.label, lines


def _line(
    release: Release, sheet: Sheet, group: Group, measure: Measure, item: str, option: str, head: str
) -> tuple[float, Line] | None:
    """The gap as a share of the scale, and the line; None where either figure is not shown."""
    own = release.figure(measure, item, option=option, group=group)
    everyone = release.figure(measure, item, option=option)
    if not isinstance(own, Shown) or not isinstance(everyone, Shown):
        return None
    gap = (own.value - everyone.value) / (10 if measure == "mean" else 1)
    cells = (
        sheet.compared(measure, item, option=option, group=group),
        sheet.compared(measure, item, option=option),
    )
    return gap, Line(head, cells, quiet=_apart(own, everyone))


def _apart(own: Shown, everyone: Shown) -> str:
    """Whether everyone's value lies clearly outside what chance allows the leaders'."""
    if own.lower is None or own.upper is None:
        return _ALIKE
    gap = own.value - everyone.value
    doubt = own.value - own.lower if gap > 0 else own.upper - own.value
    if abs(gap) <= _CLEAR * doubt:
        return _ALIKE
    return "leaders higher" if gap > 0 else "leaders lower"

"""The attack: a finished file's bytes and the ledger in, disclosures out. It shares no code with what it attacks.

A file is read as anybody would read it who kept every report: its figures and those of the ledger are put together, and
whatever follows from all of them is worked out. On a page every number and coordinate must be such a figure, something
made from shown figures, or no number of people.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path as File

from pulse.model.audit import Audited, Key, Ledger, Said, WaveEntry
from pulse.model.groups import Path
from pulse.model.problems import Place, Problem, problem
from pulse.protect.attack import rows as tidy
from pulse.protect.attack.known import Known
from pulse.protect.attack.nested import nested
from pulse.protect.attack.page import Page
from pulse.protect.attack.pairs import pairs
from pulse.protect.attack.row import OTHERS, Row, path
from pulse.protect.attack.tree import tree
from pulse.protect.attack.wholes import completed

__all__ = ["audit", "following"]


def audit(file: File, data: bytes, ledger: Ledger) -> Audited:
    """What a finished file gives away, by itself and together with all that was ever shown.

    data  the file's bytes. Without a ledger (no entries) only what follows from the file by itself is found.
    """
    name = str(file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Audited(file, 0, 0, undecided=(problem("audit-not-ours", Place(name)),))
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return _page(file, text, ledger)
    return _rows(file, text, ledger)


def following(ledger: Ledger, figures: Sequence[Said], place: Place) -> Iterator[Problem]:
    """What follows from figures and the ledger by adding, subtracting and narrowing."""
    waves = {wave.label: wave for wave in ledger.waves}
    known: list[Said] = []
    for found in completed([*ledger.figures, *figures], ledger.asked_in, waves, place):
        if isinstance(found, Problem):
            yield found
        else:
            known.append(found)
    yield from nested(known, waves, place)
    yield from pairs([*ledger.figures, *figures], ledger.waves, place)


def _rows(file: File, text: str, ledger: Ledger) -> Audited:
    name = str(file)
    try:
        found = tidy.read_json(text) if text.lstrip().startswith(("[", "{")) else tidy.read_csv(text)
    except (ValueError, csv.Error):
        return Audited(file, 0, 0, undecided=(problem("audit-not-ours", Place(name)),))
    ledger = ledger if ledger.waves else _by_itself(ledger, found)
    read = [row for row in found if row.shown and row.is_figure]
    figures = [row.said(ledger.levels) for row in read]
    old = {said.key: said for said in ledger.figures}
    known = old | {said.key: said for said in figures if said.key not in old}
    problems = [*tidy.Rows(found, known, ledger, name).findings()]
    lines = {said.key: row.line for said, row in zip(figures, read, strict=True)}
    problems += _other(figures, old, name, lines)
    new = [said for said in figures if said.key not in old]
    problems += following(ledger, new, Place(name))
    numbers = sum(number is not None for row in found for number in row.numbers.values())
    return Audited(file, len(figures), numbers, tuple(problems))


def _other(figures: Sequence[Said], old: Mapping[Key, Said], name: str, lines: Mapping[Key, int]) -> Iterator[Problem]:
    """Figures that differ from what was shown before, or that a frozen wave never showed."""
    frozen = {said.wave for said in old.values()}
    for said in figures:
        place = Place(name, lines.get(said.key))
        before = old.get(said.key)
        if before is None and said.wave in frozen:
            yield problem("audit-never-shown", place, figure=said.about)
        elif before is not None and _parts(before) != _parts(said):
            yield problem("audit-other-figure", place, figure=said.about)


def _parts(said: Said) -> tuple[object, ...]:
    return said.value, said.low, said.high, said.n


def _by_itself(ledger: Ledger, found: Sequence[Row]) -> Ledger:
    """What can be known of the waves of a file without a ledger: their first days, and the usual rules."""
    first = {row.cells["wave"]: row.cells["wave_start"] for row in found}
    waves = [
        WaveEntry(label, date.fromisoformat(day), date.fromisoformat(day), *_USUAL) for label, day in first.items()
    ]
    return replace(ledger, waves=tuple(sorted(waves, key=lambda wave: wave.first)), levels=_levels(found))


def _levels(found: Sequence[Row]) -> tuple[str, ...]:
    """The dimensions of a file whose groups lie in one another; where none do, the first one by itself."""
    paths: dict[str, set[Path]] = {}
    for row in found:
        if row.cells["dimension"] != "all" and row.cells["group"] != OTHERS:
            paths.setdefault(row.cells["dimension"], set()).add(path(row.cells["group"]))
    deep = {name for name, groups in paths.items() if any(len(it) > 1 for it in groups)}
    around = {it[:depth] for name in deep for it in paths[name] for depth in range(1, len(it))}
    chain = [name for name, groups in paths.items() if name in deep or groups & around]
    return tuple(chain or list(paths)[:1])


_USUAL = (11, 22, 2)


def _page(file: File, text: str, ledger: Ledger) -> Audited:
    name = str(file)
    if not ledger.waves:
        return Audited(file, 0, 0, undecided=(problem("audit-no-ledger", Place(name)),))
    page = Page(tree(text), Known(ledger.figures, ledger), ledger, name)
    if not page.wave:
        return Audited(file, 0, 0, undecided=(problem("audit-not-ours", Place(name)),))
    problems = [*page.findings(), *following(ledger, (), Place(name))]
    shown = len(page.root.all("data"))
    return Audited(file, shown, page.numbers, tuple(problems))

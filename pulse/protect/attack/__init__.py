"""The attack: a finished file's bytes and the ledger in, disclosures out. It shares no code with what it attacks.

A file is read as anybody would read it who kept every report: its figures and those of the ledger are put together, and
whatever follows from all of them is worked out. Nothing a file says of itself is believed unless the ledger, or the
definition of its questionnaire, says so too.

**What a page may hold.** Every number of people, share or score stands

- in `<data value="0.41" data-of="favourable|works_well" data-group="team: A / Ward 6" data-wave="2026-10">41%</data>`.
  `data-of` is measure, item, option (of joined answers also item2, option2, item3, option3). Without `data-group` it is
  of everyone, without `data-wave` of the page's own stock-take. A row of a table may have `data-group`, `data-wave` and
  the first parts of `data-of` for its figures; theirs then go on from a bar, or are left out; the head of a column may
  have `data-of`. Value and words must be those of that figure in the ledger, a share's also as a round fraction ("about
  4 in 10"); what is made from figures (differences, limits, weights) must agree with them. Headings that name a group,
  a question, an answer or a stock-take must name the same;
- beside such an element: its number of answers and its interval, in the same row of a table or the same paragraph;
- in a sentence that names what it is about (group, question, answer, stock-take), each clause for itself;
- or as a mark of a drawing whose table holds it (`drawing`, `frame`, `bars`, `promised`) or row (`felt`, `apart`,
  `dots`).

What the organisation counts stands in `<data class="context" data-of="indicator|period">`, in the words in which the
ledger has it; how far it and a score rank periods alike in `<data class="together" data-of="score|indicator">`, worked
out again from the two (`beside`, which reads the drawings of both as well).

Any other number must be no figure: a day or a stock-take; a rule or an entry of the ledger, in `<data class="rule">`;
how many figures of the page are shown or are not, in `<data class="tally">`; how many needs, commitments
or teams there are, in `<data class="loop">`, and shares of those from 20 on; a text that every page has
(`report.constants`); a text of the questionnaire, an event or a published figure, which the ledger's texts hold. Quotes
stand in a `<blockquote>` of bare `<p>`, without attributes: their words are a person's, were looked at by a person
before, and are not read here. A number in any other attribute, class or comment is found, and so is every
script but the one that pages have. A part of a page that is made by these rules needs nothing in here.

Rows (CSV, JSON, sheets of a workbook, the table `figures` of a share database) are held against the ledger key by key.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as File

from pulse.model.audit import Audited, Key, Ledger, Said, WaveEntry
from pulse.model.groups import Path
from pulse.model.problems import Place, Problem, problem
from pulse.protect.attack import database, markdown, pooled, workbook
from pulse.protect.attack import rows as tidy
from pulse.protect.attack.grid import NAMES, Grid, Read
from pulse.protect.attack.nested import nested
from pulse.protect.attack.page import Before, Page
from pulse.protect.attack.pairs import pairs
from pulse.protect.attack.row import OTHERS, NotRowsError, Row, path
from pulse.protect.attack.snapshots import snapshots
from pulse.protect.attack.stated import Stated
from pulse.protect.attack.tree import Node, tree
from pulse.protect.attack.wholes import completed

__all__ = ["audit", "audit_pages", "following", "subject"]

Lines = list[list[str]]
_USUAL = (11, 22, 2)  # the rules where nobody knows better


def audit(file: File, data: bytes, ledger: Ledger) -> Audited:
    """What a finished file gives away, by itself and together with all that was ever shown.

    data  the file's bytes. Without a ledger (no entries) only what follows from the file by itself is found.
    """
    try:
        if data.startswith(b"PK\x03\x04"):
            return _tables(file, data, ledger, workbook.sheets)
        if data.startswith(b"SQLite format 3\x00"):
            return _tables(file, data, ledger, database.tables)
        if data.startswith(b"%PDF-"):
            return Audited(file, 0, 0, undecided=(problem("audit-pdf", Place(str(file))),))
        text = data.decode("utf-8-sig")
        if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
            return _page(file, text, ledger)
        if text.lstrip().startswith(("[", "{")):
            return _json(file, text, ledger)
        if text.startswith("# "):
            return _markdown(file, text, ledger)
        return _rows(file, [_Part(str(file), tidy.read_csv(text))], ledger)
    except (ValueError, csv.Error):  # not UTF-8, not JSON, not our columns
        return Audited(file, 0, 0, undecided=(problem("audit-not-ours", Place(str(file))),))


def audit_pages(pages: Sequence[tuple[File, bytes]], ledger: Ledger) -> tuple[Audited, ...]:
    """The same of several pages of one survey; what they share is read, and what follows from it worked out, once."""
    before = Before(ledger)
    follows = tuple(following(ledger, (), Place(str(pages[0][0])))) if pages else ()
    return tuple(_read(Page(tree(data.decode("utf-8-sig")), before, str(file)), file, follows) for file, data in pages)


def subject(data: bytes) -> str:
    """What says whose file it is: the id in the rows of a workbook or a share database, the title of a text.

    Empty where it is none of ours.
    """
    if data.startswith(b"# "):
        return markdown.read(data.decode("utf-8", errors="replace").partition("\n")[0]).title
    read = {b"PK\x03\x04": workbook.sheets, b"SQLi": database.tables}.get(data[:4])
    try:
        tables = read(data)[0] if read else []
    except NotRowsError:
        return ""
    return next((lines[1][0] for _, lines in tables if workbook.is_rows(lines) and len(lines) > 1), "")


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
    yield from snapshots(ledger, waves, place)
    yield from pairs([*ledger.figures, *figures], ledger.waves, place)


# --- rows ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of a file, or of one of its sheets."""

    name: str
    rows: list[Row]

    @property
    def figures(self) -> list[Row]:
        return [row for row in self.rows if row.shown and row.is_figure]


def _rows(
    file: File, parts: Sequence[_Part], ledger: Ledger, more: Sequence[Problem] = (), unread: Sequence[str] = ()
) -> Audited:
    """Rows held against the ledger, one by one and all together. more: what was found beside the rows."""
    ledger = ledger if ledger.waves else _by_itself(ledger, [row for part in parts for row in part.rows])
    old = {said.key: said for said in ledger.figures}
    figures = {row.said(ledger.levels).key: row.said(ledger.levels) for part in parts for row in part.figures}
    known = figures | old
    problems = list(more)
    for part in parts:
        problems += tidy.Rows(part.rows, known, ledger, part.name).findings()
        problems += _other(part, old, ledger)
    problems += following(ledger, [it for key, it in figures.items() if key not in old], Place(str(file)))
    numbers = sum(number is not None for part in parts for row in part.rows for number in row.numbers.values())
    undecided = (problem("audit-unread", Place(str(file)), parts=", ".join(unread[:5])),) if unread else ()
    return Audited(file, sum(len(part.figures) for part in parts), numbers, tuple(problems), undecided)


def _json(file: File, text: str, ledger: Ledger) -> Audited:
    """Rows, and what a JSON report says beside them: of that nothing can be known without a ledger."""
    found, beside = tidy.read_json(text)
    told = Stated(ledger).unexplained(beside) if ledger.waves else ()
    more = [problem("audit-unexplained", Place(str(file)), figure=f"“{name}” beside the figures") for name in told]
    unread = () if ledger.waves or not beside else ("what stands beside the figures",)
    return _rows(file, [_Part(str(file), found)], ledger, more, unread)


def _markdown(file: File, text: str, ledger: Ledger) -> Audited:
    """A text with tables for readers: as on a page, nothing of it can be known without the ledger."""
    found, name = markdown.read(text), str(file)
    if not ledger.waves:
        return Audited(file, 0, 0, undecided=(problem("audit-no-ledger", Place(name)),))
    wave = max((it.label for it in ledger.waves if it.label in found.title), key=len, default="")
    if not wave:
        raise NotRowsError
    stated = Stated(ledger)
    grid = Grid(wave, {said.key: said for said in ledger.figures}, stated)
    parts, odd = [], [Place(name, line) for line in markdown.unexplained(found, stated, wave)]
    for number, read in markdown.tables(found, grid):
        parts.append(_Part(f"{name}, the table at line {number}", read.rows))
        odd += [Place(name, number + line - (line == 1)) for line, _ in read.unexplained]
    more = [problem("audit-unexplained", place, figure="a number that nothing explains") for place in odd]
    return _rows(file, parts, ledger, more)


def _tables(
    file: File,
    data: bytes,
    ledger: Ledger,
    read: Callable[[bytes], tuple[list[tuple[str, Lines]], list[str], list[str]]],
) -> Audited:
    """A workbook or a share database: tables of rows, tables for readers, and others, which may hold no number."""
    tables, beside, unread = read(data)
    parts = [_Part(f"{file}, {name}", tidy.read_lines(lines)) for name, lines in tables if workbook.is_rows(lines)]
    if not parts:
        raise NotRowsError
    others = [(name, lines) for name, lines in tables if lines and not workbook.is_rows(lines)]
    wave = max((row.cells["wave_start"], row.cells["wave"]) for part in parts for row in part.rows)[1]
    more, found = _for_readers(file, others, wave, ledger) if ledger.waves else ([], [])
    unread += [name for name, _ in others] if not ledger.waves else []
    stated = Stated(ledger)
    found += [
        problem("audit-unexplained", Place(str(file)), figure="a title, a name or a header of the file")
        for text in (*beside, *(name for name, _ in tables))
        if not stated.explains(text)
    ]
    return _rows(file, [*parts, *more], ledger, found, unread)


def _for_readers(
    file: File, tables: Sequence[tuple[str, Lines]], wave: str, ledger: Ledger
) -> tuple[list[_Part], list[Problem]]:
    """The rows behind tables in words, and every cell of theirs or of others that nothing explains."""
    stated = Stated(ledger)
    grid = Grid(wave, {said.key: said for said in ledger.figures}, stated)
    parts: list[_Part] = []
    found: list[Problem] = []
    for name, lines in tables:
        named = lines[0][:1] and lines[0][0] in NAMES
        read = grid.read(lines) if named else Read(unexplained=list(stated.odd(lines)))
        parts.append(_Part(f"{file}, {name}", read.rows))
        places = [Place(f"{file}, {name}", *at) for at in read.unexplained]
        found += [problem("audit-unexplained", place, figure="a cell that is no figure") for place in places]
    return parts, found


def _other(part: _Part, old: Mapping[Key, Said], ledger: Ledger) -> Iterator[Problem]:
    """Figures that differ from what was shown before, or that a frozen wave never showed."""
    frozen = {said.wave for said in old.values()}
    stood = {(said.key, _numbers(said)) for state in ledger.earlier for said in state}
    for row in part.figures:
        said, place = row.said(ledger.levels), Place(part.name, row.line)
        if (said.key, _numbers(said)) in stood:
            continue  # an older copy says what stood then
        before = old.get(said.key)
        if before is None and said.wave in frozen:
            yield problem("audit-never-shown", place, figure=said.about)
        elif before is not None and _numbers(before) != _numbers(said):
            yield problem("audit-other-figure", place, figure=said.about)


def _numbers(said: Said) -> tuple[object, ...]:
    return said.value, said.low, said.high, said.n


def _by_itself(ledger: Ledger, found: Sequence[Row]) -> Ledger:
    """What can be known of the waves of a file without a ledger: their first days, and the usual rules."""
    first = {row.cells["wave"]: date.fromisoformat(row.cells["wave_start"]) for row in found}
    waves = [WaveEntry(label, day, day, *_USUAL) for label, day in first.items()]
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


# --- pages -----------------------------------------------------------------------------------------------------------


def _page(file: File, text: str, ledger: Ledger) -> Audited:
    name = str(file)
    if not ledger.waves:
        return Audited(file, 0, 0, undecided=(problem("audit-no-ledger", Place(name)),))
    root = tree(text)
    if summed := pooled.sums(root):
        return _evaluation(file, root, len(summed), ledger)
    return _read(Page(root, Before(ledger), name), file, tuple(following(ledger, (), Place(name))))


def _read(page: Page, file: File, follows: Sequence[Problem]) -> Audited:
    """What one page gives away by itself, and what follows from all that was shown."""
    if not page.wave:
        return Audited(file, 0, 0, undecided=(problem("audit-not-ours", Place(page.name)),))
    problems = [*page.findings(), *follows]
    return Audited(file, len(page.elements), page.numbers, tuple(problems))


def _evaluation(file: File, root: Node, figures: int, ledger: Ledger) -> Audited:
    name = str(file)
    found = [
        problem("audit-unexplained", Place(name, node.line, node.column), figure=figure)
        for node, figure in pooled.unexplained(root, ledger)
    ]
    waves = {wave.label: wave for wave in ledger.waves}
    found += nested(pooled.together(root, ledger), waves, Place(name))
    unread = problem("audit-unread", Place(name), parts="the sentences and statistics of an evaluation")
    return Audited(file, figures, figures, (*found, *following(ledger, (), Place(name))), (unread,))

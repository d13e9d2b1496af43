"""What groups say of each other: a matrix a question, the pairs furthest apart in words, and each direction's course.

A cell's tint follows from the share that stands in it, by fixed anchors, and from nothing else: a scale that ran from
the least to the most of all cells would tell of cells that are hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from pulse.model.groups import ALL, SEPARATOR, Group
from pulse.model.relations import Difference, Line, Relation, Relations
from pulse.model.release import About, Banded, Figure, Hidden, Release, Shown
from pulse.model.survey import Item
from pulse.report import words
from pulse.report.course import small_line
from pulse.report.rows import line_about, relation_about
from pulse.report.sheet import Cell, Sheet

_ANCHORS = ((0.30, "lower-2"), (0.45, "lower-1"))  # this share or less
_HIGH_ANCHORS = ((0.70, "higher-2"), (0.55, "higher-1"))  # this share or more
_MOST_IN_WORDS = 3

MATRIX = (
    "A row is what one group says of each other group: the share of its answers that are on the favourable side. The "
    "two directions of a pair are different people’s answers. A cell is shown where enough of the group answered and "
    "the group spoken of is as large. What all say of a group, or a group of all others, is never shown, since it "
    "would tell the cells that are not."
)
ASYMMETRY = (
    "What the first group says of the second, less what the second says of the first, with its 95% interval (Newcombe "
    "1998, method 10), from the shares as shown. Clear: the interval leaves out 0, and the difference stands among "
    "all pairs and questions compared (Benjamini and Hochberg 1995, 5%)."
)
RECIPROCITY = (
    "Of all that is said between pairs shown both ways, the part that is returned: twice the lesser share of each pair "
    "by the sum of both (Squartini and others 2013). 1.00: every pair says the same of each other."
)
COURSE = (
    "Since the stock-take before, by Newcombe’s interval, judged among all directions and questions. Of small groups, "
    "below twice the fewest answers shown, a change of 10 points or less is never called clear."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One group's row: a cell a column, None on the diagonal."""

    head: str
    cells: tuple[Cell | None, ...]
    marked: tuple[bool, ...]  # clearly apart from the other direction


@dataclass(frozen=True, slots=True)
class Apart:
    """A pair: what each says of the other, and how far apart that is."""

    one: str
    other: str
    of_other: Cell
    of_one: Cell
    gap: Cell
    said: str


@dataclass(frozen=True, slots=True)
class Course:
    """One direction of a pair, wave by wave."""

    rater: str
    rated: str
    cells: tuple[Cell, ...]
    drawing: Markup
    moved: Cell
    said: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """All about one question between groups."""

    item: Item
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    pairs: tuple[Apart, ...]
    finding: str
    reciprocity: Cell
    waves: tuple[str, ...]
    courses: tuple[Course, ...]


def matrices(release: Release, found: Relations, sheet: Sheet) -> tuple[Matrix, ...]:
    """A part for each question between groups; empty where the questionnaire has none."""
    items = [it.item for it in release.asked_in[release.wave.label].relationships]
    return tuple(it for item in items if (it := _matrix(release, found, sheet, item)) is not None)


def _matrix(release: Release, found: Relations, sheet: Sheet, item: Item) -> Matrix | None:
    pairs = [it for it in found.pairs if it.item.id == item.id]
    lines = [it for it in found.lines if it.item.id == item.id]
    if not lines:
        return None
    raters, rated = (sorted({getattr(it, of) for it in lines}) for of in ("rater", "rated"))
    name = _names([*raters, *rated])
    apart = sorted((it for it in pairs if it.asymmetry), key=_widest)
    return Matrix(
        item=item,
        columns=tuple(map(name, rated)),
        rows=tuple(_row(release, found, sheet, item, rater, rated, name) for rater in raters),
        pairs=tuple(_apart(release, sheet, it, name) for it in apart),
        finding=_finding(apart, name),
        reciprocity=_reciprocity(release, found, sheet, item),
        waves=_waves(release, lines),
        courses=tuple(_courses(release, sheet, lines, name)),
    )


def changed(found: Relations) -> str:
    """Which groups see another one clearly better or worse than the time before; "" where none is compared."""
    compared = [it for it in found.lines if it.moved]
    clear = [it for it in compared if it.moved and it.moved.clear]
    if not clear:
        return "No group sees another one clearly better or worse than the stock-take before." if compared else ""
    name = _names([group for it in found.lines for group in (it.rater, it.rated)])
    told: dict[str, list[str]] = {}
    for it in clear:
        told.setdefault(f"{name(it.rater)} sees {name(it.rated)} {_movement(it.moved)}", []).append(it.item.label)
    return " ".join(f"{who}: {words.listed(labels)}." for who, labels in told.items())


# --- the matrix ------------------------------------------------------------------------------------------------------


def _row(
    release: Release,
    found: Relations,
    sheet: Sheet,
    item: Item,
    rater: Group,
    rated: Sequence[Group],
    name: Callable[[Group], str],
) -> Row:
    cells: list[Cell | None] = []
    marked: list[bool] = []
    for other in rated:
        about = _about(release, item, rater, other)
        figure = release.ratings.get(about)
        cells.append(replace(sheet.of(about, figure), shade=_shade(figure)) if figure is not None else None)
        between = [it for it in found.between(rater, other) if it.item.id == item.id]
        marked.append(any(it.asymmetry is not None and it.asymmetry.clear for it in between))
    return Row(name(rater), tuple(cells), tuple(marked))


def _about(release: Release, item: Item, rater: Group, rated: Group, wave: str = "") -> About:
    label = wave or release.wave.label
    return About(label, rater, "favourable", item.id, release.versions[item.id][label], group2=rated)


def _shade(figure: Figure) -> str:
    """The tint of a share; of a band what all of it has."""
    low = high = -1.0
    if isinstance(figure, Shown):
        low = high = figure.value
    elif isinstance(figure, Banded):
        low, high = figure.low, figure.high
    if high < 0:
        return ""
    below = (shade for anchor, shade in _ANCHORS if high <= anchor)
    above = (shade for anchor, shade in _HIGH_ANCHORS if low >= anchor)
    return next(below, "") or next(above, "")


def _names(groups: Sequence[Group]) -> Callable[[Group], str]:
    """The last part of a group's path; the whole of it where two groups bear one name."""
    names = [group.name for group in dict.fromkeys(groups)]
    return lambda group: group.name if names.count(group.name) == 1 else SEPARATOR.join(group.path)


# --- pairs -----------------------------------------------------------------------------------------------------------


def _widest(it: Relation) -> tuple[bool, float, Group, Group]:
    gap = it.asymmetry
    return gap is None or not gap.clear, -abs(gap.value) if gap else 0.0, it.one, it.other


def _apart(release: Release, sheet: Sheet, it: Relation, name: Callable[[Group], str]) -> Apart:
    about = relation_about(release, it)
    back = replace(about, group=it.other, group2=it.one)
    gap = it.asymmetry
    said, note = (words.signed(gap.value), _interval(gap)) if gap else (words.NOT_SHOWN, "")
    return Apart(
        one=name(it.one),
        other=name(it.other),
        of_other=sheet.of(about, it.of_other),
        of_one=sheet.of(back, it.of_one),
        gap=sheet.made(about, "asymmetry", said, note),
        said=_apartness(gap),
    )


def _apartness(gap: Difference | None) -> str:
    if gap is None or gap.lower <= 0 <= gap.upper:
        return "no clear difference"
    return "clearly apart" if gap.clear else "not clear among so many"


def _interval(it: Difference) -> str:
    return f"{words.signed(it.lower)} to {words.signed(it.upper)}"


def _finding(apart: Sequence[Relation], name: Callable[[Group], str]) -> str:
    """The pairs clearly apart, furthest first, in words."""
    clear = [it for it in apart if it.asymmetry is not None and it.asymmetry.clear]
    if not apart:
        return "No pair of groups can be shown both ways."
    if not clear:
        return "No two groups clearly see each other differently."
    told = "; ".join(_told(it, name) for it in clear[:_MOST_IN_WORDS])
    more = len(clear) - _MOST_IN_WORDS
    return f"{told}{'; more pairs below' if more > 0 else ''}."


def _told(it: Relation, name: Callable[[Group], str]) -> str:
    first, second, figure, back = it.one, it.other, it.of_other, it.of_one
    if it.asymmetry is not None and it.asymmetry.value < 0:
        first, second, figure, back = second, first, back, figure
    return (
        f"{name(first)} sees {name(second)} better than the other way round: "
        f"{words.figure(figure)} against {words.figure(back)}"
    )


def _reciprocity(release: Release, found: Relations, sheet: Sheet, item: Item) -> Cell:
    if item.id not in found.reciprocity:
        return Cell(words.NOT_SHOWN)
    value, _ = found.reciprocity[item.id]
    about = About(release.wave.label, ALL, "favourable", item.id, release.versions[item.id][release.wave.label])
    return sheet.made(about, "reciprocity", f"{value:.2f}")


# --- courses ---------------------------------------------------------------------------------------------------------


def _waves(release: Release, lines: Sequence[Line]) -> tuple[str, ...]:
    """The waves that asked this very question, where there is more than one."""
    asked = {label for line in lines for label, _ in line.figures}
    found = tuple(wave.label for wave in release.waves if wave.label in asked)
    return found if len(found) > 1 else ()


def _courses(release: Release, sheet: Sheet, lines: Sequence[Line], name: Callable[[Group], str]) -> Iterator[Course]:
    """Every direction that is shown more than once, those that clearly moved first."""
    waves = _waves(release, lines)
    for line in sorted((it for it in lines if it.has_course), key=_most_moved):
        known = dict(line.figures)
        moved = line.moved
        about = line_about(release, line)
        said, note = (words.signed(moved.value), _interval(moved)) if moved else (words.NOT_SHOWN, "")
        yield Course(
            rater=name(line.rater),
            rated=name(line.rated),
            cells=tuple(_in_course(release, sheet, replace(about, wave=label), known.get(label)) for label in waves),
            drawing=small_line([_share(known.get(label)) for label in waves]),
            moved=sheet.made(about, "change", said, note) if moved else Cell(words.NOT_SHOWN),
            said=_movement(moved),
        )


def _share(figure: Figure | None) -> float | None:
    return figure.value if isinstance(figure, Shown) else None


def _in_course(release: Release, sheet: Sheet, about: About, figure: Figure | None) -> Cell:
    """A wave's figure; one of this wave that is not shown stands in the matrix already, and is counted there."""
    told = figure is None or (isinstance(figure, Hidden) and about.wave == release.wave.label)
    return Cell(words.NOT_SHOWN) if told or figure is None else sheet.of(about, figure)


def _most_moved(it: Line) -> tuple[bool, float, Group, Group]:
    moved = it.moved
    return moved is None or not moved.clear, -abs(moved.value) if moved else 0.0, it.rater, it.rated


def _movement(moved: Difference | None) -> str:
    if moved is None:
        return "cannot be compared"
    if not moved.clear:
        return "no clear change"
    return "clearly better" if moved.value > 0 else "clearly worse"

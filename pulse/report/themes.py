"""What comments speak of: shares of the codes that people gave them, how far these agree, and what may be quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pulse.model.codes import Agreement
from pulse.model.groups import ALL
from pulse.model.quotes import Quote
from pulse.model.release import Release
from pulse.model.survey import Item
from pulse.report import breaks, words
from pulse.report.sheet import Cell, Line, Sheet

_STANDING = {
    "firm": "firm: other coders would come to much the same",
    "tentative": "good enough for tentative conclusions",
    "weak": "weak: read these shares with care",
}
_MOST, _HALF = 0.75, 0.25


@dataclass(frozen=True, slots=True)
class Theme:
    """The comments to one question: a line a code, the groups' lines, and what is quoted under each code."""

    item: Item
    codes: tuple[Line, ...]
    groups: tuple[Line, ...]
    quoted: tuple[tuple[str, tuple[str, ...]], ...]
    agreement: Cell
    made: str
    since: str


def themes(release: Release, sheet: Sheet, quotes: Sequence[Quote]) -> tuple[Theme, ...]:
    """Every question whose comments were coded by people who agree enough; empty where there is none."""
    return tuple(_themes(release, sheet, quotes))


def _themes(release: Release, sheet: Sheet, quotes: Sequence[Quote]) -> Iterator[Theme]:
    for item in release.asked_in[release.wave.label].items:
        if item.codebook and release.agreement:
            changed = breaks.breaks(release, item.id)
            yield Theme(
                item=item,
                codes=tuple(_code_lines(item, sheet)),
                groups=tuple(_group_lines(release, item, sheet)),
                quoted=tuple(_quoted(item, quotes)),
                agreement=sheet.cell("agreement", item.id),
                made=made(release.agreement),
                since=changed[-1].words if changed else "",
            )


def _code_lines(item: Item, sheet: Sheet) -> Iterator[Line]:
    for code in item.options:
        share = sheet.cell("share", item.id, option=code.id)
        yield Line(code.text, (share, sheet.cell("agreement", item.id, option=code.id)))


def _group_lines(release: Release, item: Item, sheet: Sheet) -> Iterator[Line]:
    for group in release.listed:
        cells = tuple(sheet.cell("share", item.id, option=code.id, group=group) for code in item.options)
        if group != ALL and any(cell.row for cell in cells):
            kind = group.dimension.replace("_", " ") if group in release.beside else ""
            kind = "and whoever named none" if group in release.together else kind
            yield Line(group.name, cells, depth=len(group.path), quiet=kind)


def _quoted(item: Item, quotes: Sequence[Quote]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for code in item.options:
        said = tuple(it.text for it in quotes if (it.item, it.code) == (item.id, code.id))
        if said:
            yield code.text, said


def made(agreement: Agreement) -> str:
    """Who coded, how, and how much may be built on it. In words: counts of codes would tell of those not shown."""
    people = "Two people" if agreement.coders == 2 else "Several people"
    left = [it.name for it in agreement.codes if it.code not in agreement.kept]
    told = [
        f"{people} read comments and said what each speaks of.",
        _origin(agreement),
        "A sample was coded once more by somebody else, who saw neither the first codes nor suggestions.",
        f"The coders’ agreement is {_STANDING[agreement.standing]}.",
    ]
    if left:
        told.append(f"Not shown, since coders agreed too little on them or hardly met them: {words.listed(left)}.")
    return " ".join(told)


def _origin(agreement: Agreement) -> str:
    codes = agreement.confirmed + agreement.chosen
    share = agreement.confirmed / codes if codes else 0.0
    how_many = "Most" if share > _MOST else "About half" if share > _HALF else "Few"
    return f"{how_many} codes had been suggested by words of a comment and were confirmed; coders chose the others."

"""The nine questions on engagement as a table to hand on: counts and scores of everyone, from the report's rows alone.

Nothing is in it that the report does not say. A share is printed to a whole per cent, so of many answers the count is
known to lie between two: both are given, and the one nearest the share.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from math import ceil, floor

from pulse import files
from pulse.model.groups import ALL
from pulse.model.survey import Item, Survey, Wave
from pulse.report.rows import TidyRow


@dataclass(frozen=True, slots=True)
class NineRow:
    """An answer to a question (its count), a question (its mean on 0 to 10), or a score (the same). None: withheld."""

    survey: str
    wave: str
    first: str
    last: str
    code: str  # of the question in the NHS Staff Survey; "" for a score
    item: str
    text: str
    answer: str  # "" for the mean or score
    n: int | None
    count: int | None
    count_least: int | None
    count_most: int | None
    score: float | None
    note: str


def nine_rows(rows: Sequence[TidyRow], survey: Survey, wave: Wave, items: Sequence[Item]) -> tuple[NineRow, ...]:
    """items: the nine, as the survey asks them. Scores are those made of nothing but them."""
    of_all = {
        (it.item, it.measure, it.option): it for it in rows if it.wave == wave.label and it.group == ALL.full_name
    }
    return (*_of_items(of_all, survey, wave, items), *_of_scores(of_all, survey, wave, {it.id for it in items}))


def counts(share: float, n: int) -> tuple[int, int, int]:
    """A count out of n, from its share rounded to a whole per cent: the nearest, the least and the most it can be."""
    near = round(share * n)
    around = range(max(0, floor((share - 0.01) * n)), min(n, ceil((share + 0.01) * n)) + 1)
    fits = [count for count in around if round(count / n, 2) == share] or [near]
    return min(fits, key=lambda count: abs(count - share * n)), fits[0], fits[-1]


def _of_items(
    of_all: Mapping[tuple[str, str, str], TidyRow], survey: Survey, wave: Wave, items: Sequence[Item]
) -> Iterator[NineRow]:
    for item in items:
        for option in item.options:
            found = of_all.get((item.id, "share", option.id))
            n, of_n = _counted(found)
            yield NineRow(*_wave(survey, wave), item.code, item.id, item.text, option.text, n, *of_n, None, _note(n))
        found = of_all.get((item.id, "mean", ""))
        n, value = (found.n, found.value) if found else (None, None)
        yield NineRow(*_wave(survey, wave), item.code, item.id, item.text, "", n, None, None, None, value, _note(n))


def _of_scores(
    of_all: Mapping[tuple[str, str, str], TidyRow], survey: Survey, wave: Wave, nine: set[str]
) -> Iterator[NineRow]:
    for index in survey.scores:
        if not set(index.items) <= nine or index.balance:
            continue
        found = of_all.get((index.id, "mean", ""))
        n, value = (found.n, found.value) if found else (None, None)
        note = "; ".join(filter(None, (_note(n), "scoring not verified" if index.unverified else "")))
        yield NineRow(*_wave(survey, wave), "", index.id, index.title, "", n, None, None, None, value, note)


def _wave(survey: Survey, wave: Wave) -> tuple[str, str, str, str]:
    return survey.id, wave.label, wave.first.isoformat(), wave.last.isoformat()


def _counted(found: TidyRow | None) -> tuple[int | None, tuple[int | None, int | None, int | None]]:
    if found is None or not found.shown or found.n is None:
        return None, (None, None, None)
    if found.value is not None:
        return found.n, counts(found.value, found.n)
    low, high = found.band_low or 0.0, 1.0 if found.band_high is None else found.band_high
    return found.n, (None, ceil(low * found.n), floor(high * found.n))


def _note(n: int | None) -> str:
    return "withheld to protect people" if n is None else ""


def nine_csv(found: Sequence[NineRow]) -> str:
    """The rows as CSV with a header, UTF-8, LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(NineRow))
    writer.writerows([_plain(value) for value in asdict(it).values()] for it in found)
    return text.getvalue()


def _plain(value: object) -> object:
    """A text that a spreadsheet would run as a formula is defused."""
    return "" if value is None else files.inert(value) if isinstance(value, str) else value

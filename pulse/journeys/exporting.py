"""Figures handed on, from the report of a wave and nothing else: a share file, the nine questions on engagement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pulse import define, files, report
from pulse.journeys import auditing, lending, reporting
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.share import Share
from pulse.model.survey import Item, Survey
from pulse.report import NineRow
from pulse.settings import Settings
from pulse.store import Store, share_file

OFFICIAL = "engagement-nine"


@dataclass(frozen=True, slots=True)
class Exported:
    """The table of a wave, and what the screen tells of it."""

    survey: str
    wave: str
    answered: int
    rows: tuple[NineRow, ...]

    @property
    def csv(self) -> str:
        """The table as CSV."""
        return report.nine_csv(self.rows)


def engagement_nine(settings: Settings, survey: str, wave: str, today: date) -> Exported:
    """Counts and scores of everyone, as the report of the wave shows them; that enters the ledger as a report does.

    Raises Stop: "nine-incomplete" for each of the nine that the wave did not ask in the official words and answers, and
    whatever making the report can raise.
    """
    name = reporting.survey_to_report(settings, survey)
    asked = _asked(settings, name, wave, today)
    items = _official(asked)
    made = reporting.render(settings, reporting.Wanted(name, wave, form="json"), today)
    rows = [report.TidyRow(**it) for it in json.loads(made.content)["figures"]]
    with Store.open(settings.database, survey_from=define.from_source) as store:
        of_wave = next(it for it in store.waves(name) if it.label == made.wave)
        asked = store.asked_in(name, made.wave)
    return Exported(name, made.wave, made.answered, report.nine_rows(rows, asked, of_wave, items))


def keep(settings: Settings, exported: Exported, path: Path | None) -> Path:
    """Writes the table, to `path` or into reports/."""
    target = path or settings.reports / f"{exported.survey}-{exported.wave}.engagement-nine.csv"
    files.write_whole(target, exported.csv)
    return target


@dataclass(frozen=True, slots=True)
class Shared:
    """A share file, attacked: what it holds, its bytes, and what the screen tells of it."""

    survey: str
    wave: str
    content: Share
    data: bytes
    entry: int


def share(settings: Settings, survey: str, wave: str, today: date) -> Shared:
    """The released figures of a wave's report as a database; that enters the ledger as a report does.

    Raises Stop: "report-gives-away" with what was found in the finished file, and whatever making the report can raise.
    """
    name = reporting.survey_to_report(settings, survey)
    with (
        Store.open(settings.database, survey_from=define.from_source) as store,
        reporting.gathered(settings, store, name, reporting.Wanted(name, wave), today) as found,
    ):
        content = report.share(found.material)
        data = share_file(content)
        path = settings.reports / f"{name}-{found.wave}.db"
        auditing.refuse(path, data, auditing.ledger(settings, store, name))
    return Shared(name, found.wave, content, data, found.material.entry)


def keep_shared(shared: Shared, path: Path) -> tuple[Path, Path]:
    """Writes the file, which may travel, and beside it the descriptions that Datasette reads."""
    described = path.with_name(f"{path.stem}.metadata.yaml")
    files.write_whole(path, shared.data, attest=partial(_is_attacked, shared, path))
    files.write_whole(described, report.metadata(shared.content, path.stem))
    return path, described


def _is_attacked(shared: Shared, path: Path, finished: bytes) -> None:
    if finished != shared.data:
        raise Stop(problem("written-otherwise", Place(str(path))))


def _asked(settings: Settings, survey: str, wave: str, today: date) -> Survey:
    """What the wave asked; the last one that has ended, as a report has it, where none is named."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        labels = [it.label for it in store.waves(survey)]
        ended = [it.label for it in store.waves(survey) if it.ended(today)]
        label = wave or (ended or labels)[-1]
        if label not in labels:
            raise Stop(problem("no-such-wave", survey=survey, wave=label, known=", ".join(labels)))
        return store.asked_in(survey, label)


def _official(asked: Survey) -> tuple[Item, ...]:
    """The nine as the wave asked them, in the official order, whatever their ids. Raises Stop("nine-incomplete")."""
    (official,) = (it for it in lending.shipped() if it.id == OFFICIAL)
    found = {item.code.casefold(): item for item in asked.items}
    faults = tuple(_faults(official, found))
    if faults:
        raise Stop(*faults)
    return tuple(found[item.code.casefold()] for item in official.items)


def _faults(official: Survey, found: dict[str, Item]) -> Iterator[Problem]:
    for item in official.items:
        own = found.get(item.code.casefold())
        if own is None or _words(own) != _words(item) or own.positive != item.positive:
            yield problem("nine-incomplete", question=item.code, words=item.text)


def _words(item: Item) -> tuple[str, ...]:
    """The question and its answers, as far as a reader could tell two apart."""
    return tuple(" ".join(text.split()).casefold() for text in (item.text, *(option.text for option in item.options)))

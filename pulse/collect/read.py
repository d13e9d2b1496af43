"""One export against one questionnaire: read -> map -> check -> a stream of coded sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pulse.collect import identity, times
from pulse.collect import mapping as mappings
from pulse.collect.aliases import load_aliases
from pulse.collect.coding import Coder, Window
from pulse.collect.columns import refuse
from pulse.collect.matched import Bound, Matched
from pulse.collect.matching import match
from pulse.collect.places import Places
from pulse.collect.profile import Profile, profile
from pulse.collect.rated import refuse_unasked
from pulse.model.answers import Load, Sheets
from pulse.model.groups import People
from pulse.model.problems import Place, Stop, problem
from pulse.model.rated import spread
from pulse.model.survey import Survey, Wave
from pulse.settings import LIMITS, Limits


def read(
    path: Path,
    *,
    survey: Survey,
    people: People,
    levels: tuple[str, ...],
    zone: str,
    mapping: Callable[[str], Path],
    aliases: Path,
    wave: Wave | None,
    wave_on: Callable[[date], Wave | None],
    secret: Callable[[str], bytes],
    encoding: str | None,
    link: Callable[[], bytes] | None = None,
    closed: Container[str] = (),
    limits: Limits = LIMITS,
) -> Load:
    """The file on its way into the store. Raises Stop, nothing stored, where a column or the wave is not certain.

    mapping  platform's name -> where its mapping file is, or is put ready to edit
    wave     the wave named on the command line; else `wave_on` finds it from the day of submission
    closed   labels of closed waves: they take no more answers, and cannot be named either
    secret   a wave's label -> the key its rows are hashed with
    link     the key of a survey whose waves are linked; None for all others
    """
    looked = profile(path, encoding, limits, whole=False)
    if not looked.facts.rows:
        raise Stop(problem("no-rows", Place(str(path), looked.found.skip + 1)))
    if wave and wave.label in closed:
        raise Stop(problem("wave-closed", Place(str(path)), wave=wave.label, survey=survey.id))
    mapping_path = mapping(looked.facts.platform)
    asked = survey
    if survey.relationships:
        survey = spread(survey, people, levels, wave.first if wave else date.max)
    matched = match(looked, survey, mappings.load(mapping_path, survey))
    refuse(looked, survey, matched, mapping_path)
    refuse_unasked(looked, asked, matched)
    _refuse_people(looked, survey, matched)
    _settle_dates(looked, matched, wave, mapping_path)
    places = Places(people, levels, load_aliases(aliases))
    coder = Coder(looked, survey, matched, places, Window(wave, wave_on, closed), zone, secret, link)
    if link is not None and coder.person is None:
        coder.reading.problems.append(problem("linked-nobody", Place(str(path), looked.found.skip + 1)))
    return Load(
        survey=asked,
        layout=coder.layout,
        levels=levels,
        facts=replace(looked.facts, rows=0, problems=tuple(it for it in looked.facts.problems if it.code in _OF_FILE)),
        matches=tuple(bound.match for bound in matched.bound),
        digest=looked.table.source.digest,
        form=_form(looked),
        sheets=_unchanged(path, coder.sheets()),
        reading=coder.reading,
    )


_OF_FILE = ("qualtrics-header-cut", "ids-scientific")  # what the first look says of a file as a whole


def _form(looked: Profile) -> str:
    """What every export of one form has in common: the platform and its headings; "" where none holds all sheets."""
    if looked.found.platform.in_parts:
        return ""
    names = [looked.found.platform.name, *(f"{it.tag}\0{it.label}" for it in looked.found.headings)]
    return hashlib.sha256("\0\0".join(names).encode()).hexdigest()


def _unchanged(path: Path, sheets: Iterator[Sheets]) -> Iterator[Sheets]:
    """The sheets of a file. Raises Stop at their end where it was written to while they were read."""
    before = path.stat()
    yield from sheets
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Stop(problem("file-changed", Place(str(path))))


def identify(
    path: Path, surveys: Sequence[Survey], mapping: Callable[[str, str], Path], encoding: str | None, limits: Limits
) -> str:
    """The id of the questionnaire whose items the file's columns answer. Raises Stop("which-survey") on doubt."""
    ids = sorted({survey.id for survey in surveys})
    if len(ids) == 1:
        return ids[0]
    looked = profile(path, encoding, limits, whole=False)
    fits: dict[str, float] = {}
    for survey in surveys:
        said = mappings.load(mapping(survey.id, looked.facts.platform), survey)
        matched = match(looked, survey, said)
        share = 1 - len(matched.unknown) / (len(survey.items) + len(survey.dimensions))
        fits[survey.id] = max(share, fits.get(survey.id, 0.0))
    best = max(fits.values(), default=0.0)
    winners = [name for name, share in fits.items() if share == best]
    if best < 0.5 or len(winners) != 1:
        raise Stop(problem("which-survey", Place(str(path)), known=", ".join(ids) or "none"))
    return winners[0]


def _refuse_people(looked: Profile, survey: Survey, matched: Matched) -> None:
    """Raises Stop where a column of answers or groups is full of addresses or numbers of people."""
    place = Place(looked.facts.file, looked.found.skip + 1)
    coded = {item.id for item in survey.items if item.kind != "text"}  # words are redacted, whatever they hold
    found = [
        problem("identity-in-answers", replace(place, column=bound.at + 1))
        for bound in matched.bound
        if (bound.match.item in coded and identity.holds_people(_strange(looked, bound)))
        or (bound.match.dimension and _mostly_people(looked.values[bound.at]))
    ]
    if found:
        raise Stop(*found)


def _strange(looked: Profile, bound: Bound) -> Sequence[str]:
    """The cells of an answer's column that are none of its options, where they are a fifth of all or more."""
    cells = looked.values[bound.at]
    if bound.answers is None or bound.position:
        return ()
    strange = [cell for cell in cells if not bound.answers.fit({cell: 1}, bound.separator)]
    return strange if 5 * sum(map(cells.__getitem__, strange)) >= sum(cells.values()) else ()


def _mostly_people(cells: Mapping[str, int]) -> bool:
    """True for a column of groups in which a fifth of the cells or more are people's addresses or numbers.

    People's own names cannot be told from those of teams here; against people.csv they are groups nobody knows.
    """
    people = sum(count for cell, count in cells.items() if identity.looks_like_identity(cell))
    return 0 < sum(cells.values()) <= 5 * people


def _dates_and_ids(looked: Profile, submitted: int, number: int | None) -> tuple[list[str], list[str]]:
    """The whole columns: a date that decides may stand far down, and ids that rise tell in which order time goes."""
    width = len(looked.head)
    whole = [cells for batch in looked.batches() for cells in batch.records if len(cells) == width]
    return [cells[submitted] for cells in whole], [] if number is None else [cells[number] for cells in whole]


def _undated(looked: Profile, submitted: int | None) -> bool:
    """True where every sheet that was sent bears the one time its platform writes for none."""
    mark = looked.found.platform.undated
    if submitted is None or not mark or set(looked.values[submitted]) != {mark}:
        return False
    return set(_dates_and_ids(looked, submitted, None)[0]) <= {"", mark}


def _settle_dates(looked: Profile, matched: Matched, wave: Wave | None, mapping_path: Path) -> None:
    """Decides once a file whether the day or the month stands first. Raises Stop where that cannot be known."""
    matched.undated = _undated(looked, matched.column("submitted"))
    submitted = matched.role("submitted")
    place = Place(looked.facts.file, looked.found.skip + 1)
    if submitted is None:
        if wave is None:
            raise Stop(problem("wave-unknown", place))
        return
    if not matched.dates:
        matched.dates = times.order(looked.values[submitted])
    if matched.dates == "unclear":
        matched.dates = times.order(*_dates_and_ids(looked, submitted, matched.role("id")))
    if matched.dates == "unclear":
        place = Place(looked.facts.file, looked.found.skip + 1, submitted + 1)
        raise Stop(problem("dates-unclear", place, mapping=mapping_path))

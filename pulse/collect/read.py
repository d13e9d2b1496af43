"""One export against one questionnaire: read -> map -> check -> a stream of coded rows."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from pathlib import Path

from pulse.collect import mapping as mappings
from pulse.collect import times
from pulse.collect.aliases import load_aliases
from pulse.collect.coding import Coder, Window
from pulse.collect.matching import Matched, match
from pulse.collect.places import Places
from pulse.collect.profile import Profile, profile
from pulse.model.answers import Load
from pulse.model.groups import People
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Survey, Wave


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
    frozen: Container[str],
    secret: Callable[[str], bytes],
    encoding: str | None,
) -> Load:
    """The file on its way into the store. Raises Stop, nothing stored, where a column or the wave is not certain.

    mapping  platform's name -> where its mapping file is, or is put ready to edit
    wave     the wave named on the command line; else `wave_on` finds it from the day of submission
    frozen   labels of waves that take no more answers
    secret   a wave's label -> the key its rows are hashed with
    """
    looked = profile(path, encoding)
    if not looked.facts.rows:
        raise Stop(problem("no-rows", Place(str(path), looked.found.skip + 1)))
    mapping_path = mapping(looked.facts.platform)
    matched = match(looked, survey, mappings.load(mapping_path, survey))
    _refuse_unknown(looked, survey, matched, mapping_path)
    _settle_dates(looked, matched, wave, mapping_path)
    places = Places(people, levels, load_aliases(aliases))
    coder = Coder(looked, survey, matched, places, Window(wave, wave_on, frozen), zone, secret)
    return Load(
        survey=survey,
        layout=coder.layout,
        levels=levels,
        facts=looked.facts,
        matches=tuple(bound.match for bound in matched.bound),
        digest=looked.digest,
        rows=coder.rows(),
        reading=coder.reading,
    )


def identify(path: Path, surveys: Sequence[Survey], mapping: Callable[[str, str], Path], encoding: str | None) -> str:
    """The id of the questionnaire whose items the file's columns answer. Raises Stop("which-survey") on doubt."""
    ids = sorted({survey.id for survey in surveys})
    if len(ids) == 1:
        return ids[0]
    looked = profile(path, encoding)
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


def _refuse_unknown(looked: Profile, survey: Survey, matched: Matched, mapping_path: Path) -> None:
    if not matched.unknown:
        return
    mappings.draft(mapping_path, survey, looked.facts.platform, matched.unknown, matched.free)
    raise Stop(*_told(looked, matched, mapping_path))


def _told(looked: Profile, matched: Matched, mapping_path: Path) -> Iterator[Problem]:
    file, line = looked.facts.file, looked.found.skip + 1
    yield problem("items-unmatched", Place(file, line), count=len(matched.unknown), mapping=mapping_path)
    misfits = dict(matched.misfits)
    for name in matched.unknown:
        if name in misfits:
            yield problem("answers-misfit", Place(file, line, misfits[name]), item=name)
        else:
            yield problem("item-unmatched", Place(file, line), item=name)


def _settle_dates(looked: Profile, matched: Matched, wave: Wave | None, mapping_path: Path) -> None:
    """Decides once a file whether the day or the month stands first. Raises Stop where that cannot be known."""
    submitted = matched.role("submitted")
    place = Place(looked.facts.file, looked.found.skip + 1)
    if submitted is None:
        if wave is None:
            raise Stop(problem("wave-unknown", place))
        return
    if not matched.dates:
        matched.dates = times.order(looked.values[submitted])
    if matched.dates == "unclear":
        place = Place(looked.facts.file, looked.found.skip + 1, submitted + 1)
        raise Stop(problem("dates-unclear", place, mapping=mapping_path))

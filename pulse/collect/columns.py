"""How a file's columns answer a questionnaire, told before anything is collected; and what a person confirmed, kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pulse.collect import drafting
from pulse.collect import mapping as mappings
from pulse.collect.answers import Answers
from pulse.collect.fitting import values_of
from pulse.collect.matched import Matched, Misfit
from pulse.collect.matching import match
from pulse.collect.profile import Profile, profile
from pulse.collect.proposals import propose
from pulse.collect.rescale import block
from pulse.model.exports import Columns
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Survey
from pulse.settings import Limits


def columns(
    path: Path, *, survey: Survey, mapping: Callable[[str], Path], encoding: str | None, limits: Limits
) -> Columns:
    """What each column is taken for, and proposals for the items without one. Nothing is written. Raises Stop."""
    looked, matched, mapping_path = _matched(path, survey, mapping, encoding, limits)
    return Columns(
        survey=survey.id,
        facts=looked.facts,
        mapping=mapping_path,
        matches=tuple(bound.match for bound in matched.bound),
        unmatched=propose(looked, survey, matched),
        dimensions=survey.dimensions,
        absent=tuple(matched.said.absent),
        free=tuple(matched.free),
        problems=tuple(faults(looked, matched, str(mapping_path))),
        confirmed_by=matched.said.confirmed_by,
        confirmed_on=matched.said.confirmed_on,
    )


def draft_mapping(
    path: Path, *, survey: Survey, mapping: Callable[[str], Path], encoding: str | None, limits: Limits
) -> str:
    """Writes the mapping of a file's platform ready to edit; what comes back says where it is. Raises Stop."""
    looked, matched, mapping_path = _matched(path, survey, mapping, encoding, limits)
    return draft(looked, survey, matched, mapping_path)


def refuse(looked: Profile, survey: Survey, matched: Matched, mapping_path: Path) -> None:
    """Stops where an item has no sure column, with a mapping made ready to edit."""
    if matched.unknown or matched.strays or matched.gaps:
        raise Stop(*faults(looked, matched, draft(looked, survey, matched, mapping_path)))


def draft(looked: Profile, survey: Survey, matched: Matched, mapping_path: Path) -> str:
    """Writes the mapping ready to edit; what comes back says where it is."""
    unmatched = propose(looked, survey, matched)
    answers = {name: block(it.answers, _values(looked, it), it.separator) for name, it in matched.misfits.items()}
    for each in unmatched:
        best = next((it for it in each.proposals if not it.fits and not it.ticks), None)
        if best is not None and each.name not in answers:
            known = Answers(survey.by_id[each.name], matched.said.answers.get(each.name, {}))
            values = values_of(looked, best.heading)
            answers[each.name] = ["#", *block(known, values, looked.found.platform.separator)]
    platform = looked.facts.platform
    asked = {name: it.column for name, it in matched.misfits.items()}
    return drafting.draft(
        mapping_path, survey, platform, unmatched, matched.free, answers, matched.strays, matched.gaps, asked
    )


def faults(looked: Profile, matched: Matched, mapping: str) -> Iterator[Problem]:
    """Why nothing can be collected: each item without a sure column, and each column that would be lost."""
    file, line = looked.facts.file, looked.found.skip + 1
    if matched.unknown:
        yield problem("items-unmatched", Place(file, line), count=len(matched.unknown), mapping=mapping, file=file)
    for name in matched.unknown:
        if misfit := matched.misfits.get(name):
            place = Place(file, line, misfit.column)
            yield problem(misfit.code, place, item=name, count=misfit.count)
        elif repeated := matched.repeats.get(name):
            place = Place(file, line, repeated[0])
            yield problem("item-repeated", place, item=name, columns=" and ".join(map(str, repeated)))
        else:
            yield problem("item-unmatched", Place(file, line), item=name)
    for item, heading in matched.strays:
        yield problem("option-unmatched", Place(file, line, heading.position), item=item)
    for item, options in matched.gaps.items():
        names = ", ".join(f'"{item}.{option}"' for option in options)
        yield problem("options-missing", Place(file, line), item=item, count=len(options), names=names, mapping=mapping)


def _matched(
    path: Path, survey: Survey, mapping: Callable[[str], Path], encoding: str | None, limits: Limits
) -> tuple[Profile, Matched, Path]:
    looked = profile(path, encoding, limits, whole=False)
    mapping_path = mapping(looked.facts.platform)
    return looked, match(looked, survey, mappings.load(mapping_path, survey)), mapping_path


def _values(looked: Profile, misfit: Misfit) -> dict[str, int]:
    return dict(values_of(looked, looked.found.headings[misfit.column - 1]))

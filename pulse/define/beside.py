"""May a published figure stand beside one of ours? Only where the survey, the question and the people are the same.

The rule, in the order a reader would ask: Is there such a figure? Is our survey run as the one it comes from? Is the
question the same, word for word, with the same answers, asked of everybody? Does a report show a figure that counts the
same answers? Are the people we ask part of those it describes? Every "no" is told, not only the first.

How answers were weighted is no reason to refuse: the report labels both figures and tells no difference between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pulse import toml
from pulse.define.library import load
from pulse.define.survey import normal
from pulse.model.benchmarks import Benchmark, Beside, Pack
from pulse.model.problems import Place, Problem, problem
from pulse.model.release import Measure
from pulse.model.survey import Item, Survey


def beside(survey: Survey, pack: Pack) -> tuple[Beside, ...]:
    """Every benchmark the questionnaire's items name, in its order: with the figure it stands beside, or why not."""
    return tuple(_beside(survey, item, pack) for item in survey.items if item.benchmark)


def unfit(path: Path, pack: Pack) -> tuple[Problem, ...]:
    """Every reason why a benchmark named in a questionnaire's file may not stand beside its item, with its place.

    Unknown names of benchmarks, of the survey's instrument and of its population are among them.
    """
    survey = load(path)
    document = toml.parse(survey.source, str(path))
    faults = [*_own_names(survey, pack, document)]
    for at, item in enumerate(survey.items):
        place = document.place("item", at, "benchmark")
        faults += _reasons(survey, item, pack, place) if item.benchmark else ()
    return tuple(toml.in_order(faults))


def _own_names(survey: Survey, pack: Pack, document: toml.Document) -> Iterator[Problem]:
    for key, known in (("instrument", pack.instruments), ("population", pack.populations)):
        name = getattr(survey, key)
        if name and name not in known:
            hint = toml.did_you_mean(name, known)
            yield problem("unknown-name", document.place(key), kind=key, name=name, hint=hint)


def _beside(survey: Survey, item: Item, pack: Pack) -> Beside:
    reasons = tuple(fault.words for fault in _reasons(survey, item, pack, Place()))
    found = pack.benchmarks.get(item.benchmark)
    if reasons or found is None:
        return Beside(item.id, item.benchmark, found, reasons=reasons)
    measure, option = _figure(item, found) or ("favourable", "")
    return Beside(item.id, item.benchmark, found, measure, option)


def _reasons(survey: Survey, item: Item, pack: Pack, place: Place) -> Iterator[Problem]:
    found = pack.benchmarks.get(item.benchmark)
    if found is None:
        near = toml.did_you_mean(item.benchmark, pack.benchmarks)
        hint = near if near.startswith("did") else "`pulse benchmark list` names those there are"
        yield problem("unknown-name", place, kind="benchmark", name=item.benchmark, hint=hint)
        return
    yield from _instrument(survey, found, pack, place)
    yield from _question(item, found, place)
    yield from _people(survey, found, pack, place)


def _instrument(survey: Survey, found: Benchmark, pack: Pack, place: Place) -> Iterator[Problem]:
    theirs, own = found.instrument, pack.instruments.get(survey.instrument)
    if own is None:
        yield problem("benchmark-own-instrument", place, benchmark=found.id, theirs=theirs.name, id=theirs.id)
    elif own != theirs:
        details = {"theirs": theirs.name, "own": own.name, "why": own.apart}
        yield problem("benchmark-other-instrument", place, benchmark=found.id, **details)


def _question(item: Item, found: Benchmark, place: Place) -> Iterator[Problem]:
    asked = found.question
    if normal(item.text) != normal(asked.text):
        yield problem("benchmark-other-question", place, benchmark=found.id, wording=asked.text)
    if item.ask_if is not None:
        yield problem("benchmark-asked-of-some", place, benchmark=found.id)
    options = [(normal(option.text), option.aside) for option in item.options]
    if item.kind == "many" or options != [(normal(text), text in asked.aside) for text in asked.answers]:
        yield problem("benchmark-other-answers", place, benchmark=found.id, wanted=", ".join(asked.answers))
    elif _figure(item, found) is None:
        yield problem("benchmark-other-count", place, benchmark=found.id, counted=" or ".join(found.counts))


def _people(survey: Survey, found: Benchmark, pack: Pack, place: Place) -> Iterator[Problem]:
    theirs, own = found.population, pack.populations.get(survey.population)
    if own is None:
        yield problem("benchmark-own-population", place, benchmark=found.id, theirs=theirs.name)
    elif not pack.holds(theirs.id, own.id):
        yield problem("benchmark-other-population", place, benchmark=found.id, theirs=theirs.name, own=own.name)


def _figure(item: Item, found: Benchmark) -> tuple[Measure, str] | None:
    """The figure of a report that counts the same answers as the benchmark, if there is one."""
    counted = {normal(text) for text in found.counts}
    positions = frozenset(at for at, option in enumerate(item.options, 1) if normal(option.text) in counted)
    if positions and positions == item.favourable:
        return "favourable", ""
    if positions and positions == item.unfavourable:
        return "unfavourable", ""
    return ("share", item.options[min(positions) - 1].id) if len(positions) == 1 else None

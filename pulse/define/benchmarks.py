"""Benchmarks: the shipped pack and one's own file, read and checked like every text a person writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pulse import toml
from pulse.model.benchmarks import Benchmark, Instrument, Pack, Population, Question
from pulse.model.problems import Place, Problem, Stop, problem

SHIPPED = Path(__file__).with_name("benchmarks.toml")

_NAME = re.compile(r"^(?=.{1,60}$)[a-z][a-z0-9]*([-/][a-z0-9]+)*$")


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty: a figure without it cannot be judged")
    return text


def _a_name(text: str) -> str:
    if not _NAME.match(text):
        raise ValueError("must begin with a-z and hold only a-z, 0-9, single - and / (at most 60)")
    return text


_Filled = Annotated[str, AfterValidator(_filled)]
_Name = Annotated[str, AfterValidator(_a_name)]
_PerCent = Annotated[float, Field(ge=0, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class InstrumentText(_Strict):
    """Whose survey it is."""

    name: _Filled
    apart: _Filled


class PopulationText(_Strict):
    """Who is described."""

    name: _Filled
    within: _Name | None = None


class QuestionText(_Strict):
    """A question as its instrument asks it."""

    id: _Name
    text: _Filled
    answers: Annotated[list[_Filled], Field(min_length=2)]
    aside: list[_Filled] = []


class BenchmarkText(_Strict):
    """One published share. Only the range may be left out, where it is not known: both ends or none."""

    id: _Name
    instrument: _Name
    question: _Name
    counts: Annotated[list[_Filled], Field(min_length=1)]
    population: _Name
    year: Annotated[int, Field(ge=1990, le=2100)]
    fieldwork: _Filled
    weighting: _Filled
    value: _PerCent
    base: Annotated[int, Field(ge=1)]
    base_of: _Filled
    status: Literal["verified", "second-hand", "derived"]
    source: _Filled
    low: _PerCent | None = None
    high: _PerCent | None = None


class PackText(_Strict):
    """A file of benchmarks and what they speak of."""

    instruments: dict[_Name, InstrumentText] = {}
    populations: dict[_Name, PopulationText] = {}
    question: list[QuestionText] = []
    benchmark: list[BenchmarkText] = []


def benchmarks(own: Path | None = None) -> Pack:
    """The shipped benchmarks, with those of one's own file where there is one.

    Raises Stop with every fault of the file: a field that is missing or empty, a name that is not known, or one that
    is taken already.
    """
    shipped = _added(Pack({}, {}, {}, {}), SHIPPED)
    return _added(shipped, own) if own is not None and own.exists() else shipped


def _added(pack: Pack, path: Path) -> Pack:
    """The pack with a file's content; what the file says may speak of what is in the pack already."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Stop(problem("definition-not-utf8", Place(str(path), line))) from error
    document = toml.parse(text, str(path))
    said = toml.validate(document, PackText)
    if faults := toml.in_order(_Checks(document, said, pack).all()):
        raise Stop(*faults)
    return _joined(pack, said)


def _joined(pack: Pack, said: PackText) -> Pack:
    instruments = {**pack.instruments, **{i: Instrument(i, it.name, it.apart) for i, it in said.instruments.items()}}
    populations = {**pack.populations, **{i: Population(i, it.name, it.within) for i, it in said.populations.items()}}
    asked = {it.id: Question(it.id, it.text, tuple(it.answers), tuple(it.aside)) for it in said.question}
    questions = {**pack.questions, **asked}
    found = {it.id: _benchmark(it, instruments, populations, questions) for it in said.benchmark}
    return Pack(instruments, populations, questions, {**pack.benchmarks, **found})


def _benchmark(
    said: BenchmarkText,
    instruments: Mapping[str, Instrument],
    populations: Mapping[str, Population],
    questions: Mapping[str, Question],
) -> Benchmark:
    facts = said.model_dump() | {
        "instrument": instruments[said.instrument],
        "population": populations[said.population],
        "question": questions[said.question],
        "counts": tuple(said.counts),
    }
    return Benchmark(**facts)


class _Checks:
    """What no single key can tell: names that are taken or unknown, answers that are none, a range turned round."""

    def __init__(self, document: toml.Document, said: PackText, pack: Pack) -> None:
        self.document, self.said, self.pack = document, said, pack
        self.populations = {**{i: it.within for i, it in pack.populations.items()}}
        self.populations |= {i: it.within for i, it in said.populations.items()}
        self.questions = {i: it.answers for i, it in pack.questions.items()}
        self.questions |= {it.id: tuple(it.answers) for it in said.question}

    def all(self) -> Iterator[Problem]:
        """Every fault, in no particular order."""
        yield from self._taken("instruments", self.said.instruments, self.pack.instruments)
        yield from self._taken("populations", self.said.populations, self.pack.populations)
        yield from self._listed("question", [it.id for it in self.said.question], self.pack.questions)
        yield from self._listed("benchmark", [it.id for it in self.said.benchmark], self.pack.benchmarks)
        for name, population in self.said.populations.items():
            yield from self._within(name, population)
        for at, question in enumerate(self.said.question):
            yield from self._answers("question", at, "aside", question.aside, question.answers)
        for at, benchmark in enumerate(self.said.benchmark):
            yield from self._benchmark(at, benchmark)

    def _taken(self, kind: str, said: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Problem]:
        for name in said:
            if name in known:
                yield problem("benchmark-name-taken", self.document.place(kind, name), name=name)

    def _listed(self, kind: str, names: list[str], known: Mapping[str, Any]) -> Iterator[Problem]:
        for at, name in enumerate(names):
            if name in known or name in names[:at]:
                yield problem("benchmark-name-taken", self.document.place(kind, at, "id"), name=name)

    def _within(self, name: str, population: PopulationText) -> Iterator[Problem]:
        place, seen, at = self.document.place("populations", name, "within"), {name}, population.within
        if at is not None and at not in self.populations:
            yield _unknown(place, "population", at, self.populations)
        while at is not None and at not in seen:
            seen.add(at)
            at = self.populations.get(at)
        if at is not None:
            yield problem("benchmark-population-loop", place, name=name)

    def _answers(
        self, kind: str, at: int, key: str, named: list[str], answers: list[str] | tuple[str, ...]
    ) -> Iterator[Problem]:
        for name in named:
            if name not in answers:
                yield _unknown(self.document.place(kind, at, key), "answer", name, answers)

    def _benchmark(self, at: int, it: BenchmarkText) -> Iterator[Problem]:
        instruments = {*self.pack.instruments, *self.said.instruments}
        kinds = (("instrument", instruments), ("population", self.populations), ("question", self.questions))
        for key, known in kinds:
            name = getattr(it, key)
            if name not in known:
                yield _unknown(self.document.place("benchmark", at, key), key, name, known)
        if it.question in self.questions:
            yield from self._answers("benchmark", at, "counts", it.counts, self.questions[it.question])
        if (it.low is None) != (it.high is None):
            yield problem(
                "benchmark-half-range", self.document.place("benchmark", at, "low" if it.high is None else "high")
            )
        elif it.low is not None and it.high is not None and not it.low <= it.value <= it.high:
            yield problem("benchmark-outside-range", self.document.place("benchmark", at, "value"))


def _unknown(place: Place, kind: str, name: str, known: Any) -> Problem:
    return problem("unknown-name", place, kind=kind, name=name, hint=toml.did_you_mean(name, known))

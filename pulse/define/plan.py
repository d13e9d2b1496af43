"""An evaluation's plan: its text read, every fault found at once, then made a `Plan`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pulse import toml
from pulse.model import groups
from pulse.model.groups import ALL, Group, People
from pulse.model.plans import Plan, named
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.survey import Item, Survey

_MOST_NAMED = 12  # groups a hint lists; an organisation may have hundreds

_Unit = Annotated[str, Field(min_length=1)]
GroupsOf = Callable[[str], Sequence[Group]]


class PlanText(BaseModel):
    """What was done, where, from when on, and what it is to be judged by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    survey: str
    outcome: str
    option: str = ""
    start: date
    took_part: list[_Unit] = Field(min_length=1)
    compare_with: list[_Unit] = []
    what: str = ""
    why: str = ""


def plan(path: Path, surveys: Sequence[Survey], groups_of: GroupsOf, people: People) -> Plan:
    """The plan in a file. Raises Stop: "file-missing", "plan-not-utf8", or "plan-faulty" followed by every fault.

    groups_of  a questionnaire's id -> the groups there are; people: what they were called before
    """
    text = _text(path)
    try:
        document = toml.parse(text, str(path))
        said = toml.validate(document, PlanText)
        made = _plan(said)
        if faults := toml.in_order(_Checks(document, said, made, surveys, groups_of, people).all()):
            raise Stop(*faults)
    except Stop as stop:
        raise Stop(problem("plan-faulty", Place(str(path)), faults=len(stop.problems)), *stop.problems) from stop
    return made


def _plan(said: PlanText) -> Plan:
    return Plan(
        title=said.title,
        survey=said.survey,
        outcome=said.outcome,
        start=said.start,
        took_part=tuple(map(_path, said.took_part)),
        option=said.option,
        compare_with=tuple(map(_path, said.compare_with)),
        what=said.what.strip(),
        why=said.why.strip(),
    )


def _path(name: str) -> groups.Path:
    return tuple(part.strip() for part in name.split(groups.SEPARATOR))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        raise Stop(problem("plan-not-utf8", Place(str(path)))) from error


class _Checks:
    """What no single key can tell: whether the names exist, and whether the two sides can be held side by side."""

    def __init__(
        self,
        document: toml.Document,
        said: PlanText,
        made: Plan,
        surveys: Sequence[Survey],
        groups_of: GroupsOf,
        people: People,
    ) -> None:
        self.document, self.said, self.plan, self.people = document, said, made, people
        self.surveys = {survey.id: survey for survey in surveys}  # the newest version of each comes last
        self.survey = self.surveys.get(said.survey)
        self.groups = tuple(group for group in groups_of(said.survey) if group != ALL) if self.survey else ()

    def all(self) -> Iterator[Problem]:
        """Every fault, in no particular order."""
        if self.survey is None:
            yield self._unknown("survey", "questionnaire", self.said.survey, self.surveys)
            return
        yield from self._outcome(self.survey)
        unknown = [*self._unknown_units("took_part"), *self._unknown_units("compare_with")]
        yield from unknown
        if not unknown:
            yield from self._two_sides()

    # --- the outcome ---

    def _outcome(self, survey: Survey) -> Iterator[Problem]:
        item, indices = survey.by_id.get(self.said.outcome), {index.id for index in survey.indices if not index.balance}
        if item is None and self.said.outcome not in indices:
            yield self._unknown("outcome", "item or index", self.said.outcome, {*survey.by_id, *indices})
        elif item is None or (item.kind == "scale" and item.positive != "none"):
            if self.said.option:
                yield problem("plan-option-needless", self.document.place("option"), outcome=self.said.outcome)
        else:
            yield from self._option(item)

    def _option(self, item: Item) -> Iterator[Problem]:
        options = [item.options[at - 1].id for at in item.counted]
        if item.kind == "text":
            yield problem("plan-outcome-text", self.document.place("outcome"), outcome=item.id)
        elif not self.said.option:
            known = ", ".join(options)
            yield problem("plan-needs-option", self.document.place("outcome"), outcome=item.id, known=known)
        elif self.said.option not in options:
            yield self._unknown("option", "option", self.said.option, options)

    # --- the units ---

    def _unknown_units(self, key: str) -> Iterator[Problem]:
        for name in getattr(self.said, key):
            if named(_path(name), self.groups, self.people) is None:
                place = self._place_of(key, name)
                yield problem("unknown-name", place, kind="group", name=name, hint=self._nearest(name))

    def _nearest(self, name: str) -> str:
        last = [group.full_name for group in self.groups if group.name.casefold() == name.strip().casefold()]
        if last:
            return f"write the whole path: '{last[0]}'"
        hint = toml.did_you_mean(name, [group.full_name for group in self.groups])
        if self.groups and (hint.startswith("did") or len(self.groups) <= _MOST_NAMED):
            return hint
        return "write the whole path as in people.csv, like 'North / Surgery'; load that file with `pulse people`"

    def _two_sides(self) -> Iterator[Problem]:
        names = [("took_part", name) for name in self.said.took_part]
        names += [("compare_with", name) for name in self.said.compare_with]
        units = [(key, name, named(_path(name), self.groups, self.people)) for key, name in names]
        for (_, _, one), (key, name, other) in combinations(units, 2):
            if one and other and (one.holds(other) or other.holds(one)):
                yield problem("plan-units-overlap", self._place_of(key, name), unit=name)
        took_part, elsewhere = self.plan.sides(self.groups, self.people)
        levels = sorted({group.dimension for group in took_part})
        if len(levels) > 1 and not self.said.compare_with:
            yield problem("plan-levels", self.document.place("took_part"), levels=", ".join(levels))
        elif not elsewhere:
            yield problem("plan-nobody-elsewhere", self.document.place("took_part"), level=levels[0])

    # --- places ---

    def _unknown(self, key: str, kind: str, name: str, known: Iterable[str]) -> Problem:
        hint = toml.did_you_mean(name, known)
        return problem("unknown-name", self.document.place(key), kind=kind, name=name, hint=hint)

    def _place_of(self, key: str, name: str) -> Place:
        """Where a name of a list stands, which may go over several lines; the key where it is not found."""
        start = self.document.place(key)
        for number, line in enumerate(self.document.text.splitlines(), 1):
            if number >= (start.line or 1) and (at := line.find(f'"{name}"')) >= 0:
                return replace(start, line=number, column=at + 1, source=line)
        return start

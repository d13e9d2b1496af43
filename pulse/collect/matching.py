"""Columns -> items: by id, by text, by the mapping - and only where the answers fit too. Nothing is guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pulse.collect.answers import Answers
from pulse.collect.mapping import ColumnText, MappingText, columns_for
from pulse.collect.normal import normal
from pulse.collect.profile import Profile
from pulse.model.exports import Heading, How, Match, Role
from pulse.model.survey import Item, Survey

_FITS = 0.8  # of a column's filled cells must be known answers, so that a stray one is told and not hidden


@dataclass(frozen=True)
class Bound:
    """A match with what is needed to read its cells."""

    match: Match
    answers: Answers | None = None
    separator: str = ""
    position: int = 0  # of the option, for a column of one option

    @property
    def at(self) -> int:
        """0-based place of the column in a record."""
        return self.match.heading.position - 1


@dataclass
class Matched:
    """How a file's columns answer a questionnaire."""

    bound: list[Bound] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # items and dimensions that no column answers
    misfits: list[tuple[str, int]] = field(default_factory=list)  # item, column whose text is right and answers are not
    free: list[Heading] = field(default_factory=list)  # columns that answer nothing
    zone: str = ""
    dates: str = ""

    def role(self, role: Role) -> int | None:
        """0-based place of the column with a role."""
        return next((bound.at for bound in self.bound if bound.match.role == role), None)


def match(profile: Profile, survey: Survey, said: MappingText | None) -> Matched:
    """Every item, dimension and role with its columns; items without any are listed as unknown."""
    return _Matching(profile, survey, said).run()


class _Matching:
    def __init__(self, profile: Profile, survey: Survey, said: MappingText | None) -> None:
        self.profile, self.survey = profile, survey
        self.said = said or MappingText(survey=survey.id, platform=profile.found.platform.name)
        dropped = {heading.position for heading in profile.facts.dropped}
        self.mapped = columns_for(self.said, profile.found.headings)
        self.open = [
            heading
            for heading in profile.found.headings
            if heading.position in self.mapped or heading.position not in dropped
        ]
        self.result = Matched(zone=self.said.zone, dates=self.said.dates)

    def run(self) -> Matched:
        self._mapped_columns()
        self._roles()
        for dimension in self.survey.dimensions:
            self._dimension(dimension)
        for item in self.survey.items:
            if not self._has(item.id):
                self._item(item)
        self._runs_of_options()
        known = {bound.match.item or bound.match.dimension for bound in self.result.bound}
        wanted = [*self.survey.dimensions, *(item.id for item in self.survey.items)]
        self.result.unknown = [name for name in wanted if name not in known and name not in self.said.absent]
        self.result.free = list(self.open)
        return self.result

    # --- what the mapping says ---

    def _mapped_columns(self) -> None:
        for position, column in self.mapped.items():
            heading = self.profile.found.headings[position - 1]
            self.open.remove(heading)
            if column.ignore:
                continue
            if column.item:
                self._mapped_item(heading, column)
            else:
                self._bind(Match(heading, "mapping", dimension=column.dimension, role=column.role))

    def _mapped_item(self, heading: Heading, column: ColumnText) -> None:
        item = self.survey.by_id[column.item]
        answers = Answers(item, self._said(item) | column.answers, column.other)
        position = _position(item, column.option)
        separator = self._separator if column.separator is None else column.separator
        self._bind_if_fits(Match(heading, "mapping", item=item.id, option=column.option), answers, separator, position)

    # --- what the file says itself ---

    def _roles(self) -> None:
        for heading in list(self.open):
            role = self.profile.found.platform.roles.get((heading.tag or heading.label).casefold())
            if role and self.result.role(role) is None:
                self._take(Match(heading, "platform", role=role))

    def _dimension(self, name: str) -> None:
        if self._has(name):
            return
        texts = {normal(name), normal(self.survey.dimension_texts.get(name, "") or name)}
        found = [heading for heading in self.open if {normal(heading.label), normal(heading.tag)} & texts]
        if len(found) == 1:
            self._take(Match(found[0], "same text", dimension=name))

    def _item(self, item: Item) -> None:
        answers = Answers(item, self._said(item))
        for how, found in self._candidates(item):
            if len(found) == 1:
                self._bind_if_fits(Match(found[0], how, item=item.id), answers, self._separator, 0)
                return
            if found:
                return  # labels repeat: only a mapping can say which column is meant
        if item.kind == "many":
            self._ticks(item, answers)

    def _candidates(self, item: Item) -> Iterator[tuple[How, list[Heading]]]:
        ids, text = {item.id.casefold(), item.code.casefold()}, normal(item.text)
        whole = [heading for heading in self.open if not (item.kind == "many" and _is_tick(heading, item))]
        yield "id", [head for head in whole if _names(head) & ids]
        yield "exact text", [head for head in whole if head.label == item.text]
        yield "same text", [head for head in whole if normal(head.label) == text]
        yield "same text", [head for head in whole if head.part and normal(head.part) == text]

    def _ticks(self, item: Item, answers: Answers) -> None:
        """One column an option, under the item's text or tag."""
        for heading in list(self.open):
            if not _is_tick(heading, item):
                continue
            option = next(
                (o for o in item.options if normal(heading.part) in (normal(o.text), normal(o.id), normal(o.code))),
                None,
            )
            if option:
                found = Match(heading, "same text", item=item.id, option=option.id)
                self._bind_if_fits(found, answers, "", _position(item, option.id))

    def _runs_of_options(self) -> None:
        """Typeform heads a column with the bare option: a run of columns with all options of one item is that item."""
        for item in self.survey.items:
            if item.kind != "many" or self._has(item.id):
                continue
            wanted = [normal(option.text) for option in item.options]
            labels = [normal(heading.label) for heading in self.profile.found.headings]
            starts = [at for at in range(len(labels)) if labels[at : at + len(wanted)] == wanted]
            if len(starts) == 1:
                run = self.profile.found.headings[starts[0] : starts[0] + len(wanted)]
                for heading, option in zip(run, item.options, strict=True):
                    found = Match(heading, "same text", item=item.id, option=option.id)
                    self._bind_if_fits(found, Answers(item, self._said(item)), "", _position(item, option.id))

    # --- taking a column ---

    def _bind_if_fits(self, found: Match, answers: Answers, separator: str, position: int) -> None:
        values = self._values(found.heading)
        if answers.item.kind == "text":
            fit = 1.0
        else:
            fit = answers.fit_tick(values, position) if position else answers.fit(values, separator)
        if fit >= _FITS:
            self._take(found, answers, separator, position)
        else:
            self.result.misfits.append((found.item, found.heading.position))

    def _take(self, found: Match, answers: Answers | None = None, separator: str = "", position: int = 0) -> None:
        if found.heading in self.open:
            self.open.remove(found.heading)
        self._bind(found, answers, separator, position)

    def _bind(self, found: Match, answers: Answers | None = None, separator: str = "", position: int = 0) -> None:
        self.result.bound.append(Bound(found, answers, separator, position))

    def _has(self, name: str) -> bool:
        return any(name in (bound.match.item, bound.match.dimension) for bound in self.result.bound)

    def _said(self, item: Item) -> dict[str, str]:
        return self.said.answers.get(item.id, {})

    def _values(self, heading: Heading) -> Mapping[str, int]:
        values: Sequence[Mapping[str, int]] = self.profile.values
        return values[heading.position - 1] if heading.position <= len(values) else {}

    @property
    def _separator(self) -> str:
        return self.profile.found.platform.separator


def _names(heading: Heading) -> set[str]:
    """What a column may be called by: its label, its tag, and the part of a tag that stands in brackets."""
    names = {heading.label.casefold(), heading.tag.casefold()}
    return names | {heading.tag.casefold().rstrip("]").rpartition("[")[2]}


def _is_tick(heading: Heading, item: Item) -> bool:
    tag = heading.tag.split("[")[0].rsplit("_", 1)[0] if heading.part else ""
    named = tag.casefold() in (item.id.casefold(), item.code.casefold())
    return bool(heading.part) and (named or normal(heading.stem) == normal(item.text))


def _position(item: Item, option: str) -> int:
    return next((at for at, known in enumerate(item.options, 1) if known.id == option), 0)


def by_item(bound: Sequence[Bound]) -> dict[str, list[Bound]]:
    """Item id -> its columns."""
    found: dict[str, list[Bound]] = defaultdict(list)
    for each in bound:
        if each.match.item:
            found[each.match.item].append(each)
    return found

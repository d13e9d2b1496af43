"""Columns -> items: by id, by text, by the mapping - and only where the answers fit too. Nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pulse.collect.answers import Answers
from pulse.collect.fitting import only_ticks, values_of, verdict
from pulse.collect.mapping import ColumnText, MappingText, columns_for, unclear
from pulse.collect.matched import Bound, Matched, Misfit, by_item
from pulse.collect.normal import asked, normal, part_of
from pulse.collect.profile import Profile
from pulse.collect.wording import texts_of
from pulse.model.exports import Heading, How, Match
from pulse.model.problems import Place, Stop, problem
from pulse.model.survey import Item, Survey


def match(profile: Profile, survey: Survey, said: MappingText | None) -> Matched:
    """Every item, dimension and role with its columns; items without any are listed as unknown.

    Raises Stop("mapping-label-twice") where the mapping names a column by a label that several bear.
    """
    return _Matching(profile, survey, said).run()


class _Matching:
    def __init__(self, profile: Profile, survey: Survey, said: MappingText | None) -> None:
        self.profile, self.survey = profile, survey
        self.said = said or MappingText(survey=survey.id, platform=profile.found.platform.name)
        self._refuse_unclear()
        dropped = {heading.position for heading in profile.facts.dropped}
        self.mapped = columns_for(self.said, profile.found.headings)
        self.open = [
            heading
            for heading in profile.found.headings
            if heading.position in self.mapped or heading.position not in dropped
        ]
        self.statements = Counter(text for item in survey.items for text in {*texts_of(item)})
        self.result = Matched(self.said, zone=self.said.zone, dates=self.said.dates, keep=frozenset(self.said.keep))

    def run(self) -> Matched:
        self._mapped_columns()
        self._roles()
        for dimension in self.survey.dimensions:
            self._dimension(dimension)
        for item in self.survey.items:
            if not self._has(item.id):
                self._item(item)
        self._runs_of_options()
        self._strays()
        self._gaps()
        known = {bound.match.item or bound.match.dimension for bound in self.result.bound}
        wanted = [*self.survey.dimensions, *(item.id for item in self.survey.items)]
        known -= set(self.result.misfits)
        self.result.unknown = [name for name in wanted if name not in known and name not in self.said.absent]
        self.result.free = list(self.open)
        return self.result

    # --- what the mapping says ---

    def _refuse_unclear(self) -> None:
        first_line = self.profile.found.skip + 1
        faults = [
            problem(
                "mapping-label-twice",
                Place(self.profile.facts.file, first_line, columns[0]),
                columns=" and ".join(map(str, columns)),
                first=columns[0],
            )
            for columns in unclear(self.said, self.profile.found.headings)
        ]
        if faults:
            raise Stop(*faults)

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
        if column.option and not position:  # an option of another version
            self.result.strays.append((item.id, heading))
            return
        separator = self._separator if column.separator is None else column.separator
        self._bind_if_fits(Match(heading, "mapping", item=item.id, option=column.option), answers, separator, position)

    # --- what the file says itself ---

    def _roles(self) -> None:
        """The platform's own columns. One that says who answered is read although it is never stored."""
        for heading in self.profile.found.headings:
            role = self.profile.found.platform.roles.get((heading.tag or heading.label).casefold())
            if role and heading.position not in self.mapped and self.result.role(role) is None:
                self._take(Match(heading, "platform", role=role))

    def _dimension(self, name: str) -> None:
        if self._has(name):
            return
        texts = {normal(name), *map(normal, self.survey.dimension_wordings(name))}
        found = [heading for heading in self.open if {normal(heading.label), normal(heading.tag)} & texts]
        if len(found) == 1:
            self._take(Match(found[0], "same text", dimension=name))
        elif found:
            self.result.repeats[name] = tuple(heading.position for heading in found)

    def _item(self, item: Item) -> None:
        answers = Answers(item, self._said(item))
        for how, found in self._candidates(item):
            if len(found) == 1:
                self._bind_if_fits(Match(found[0], how, item=item.id), answers, self._separator, 0)
                return
            if found:  # labels repeat: only a mapping can say which column is meant
                self.result.repeats[item.id] = tuple(heading.position for heading in found)
                return
        if item.kind == "many":
            self._ticks(item, answers)

    def _candidates(self, item: Item) -> Iterator[tuple[How, list[Heading]]]:
        ids, texts = {item.id.casefold(), item.code.casefold()}, {normal(text) for text in item.wordings}
        whole = [heading for heading in self.open if not (item.kind == "many" and _is_tick(heading, item))]
        yield "id", [head for head in whole if _names(head) & ids]
        exact = [head for head in whole if head.label in item.wordings]
        same = [head for head in whole if normal(head.label) in texts]
        # A second column of the question, in another language, would be left unread.
        yield "exact text", same if item.translated and len(same) > 1 else exact
        yield "same text", same
        yield "same text", [head for head in whole if head.part and normal(head.part) in texts]
        yield "same text", [head for head in whole if asked(head.label) in set(map(asked, item.wordings))]
        parts = dict.fromkeys(map(part_of, item.wordings))
        yield "same text", [head for part in parts for head in self._statements(whole, part)]

    def _statements(self, whole: Sequence[Heading], part: str) -> list[Heading]:
        """Columns headed by an item's statement alone, as Microsoft Forms heads the rows of a grid.

        None where another item has the statement too, or where the platform counts it: "statement", "statement2".
        """
        if not part or self.statements[part] > 1:
            return []
        counted = re.compile(re.escape(part) + r"\s*\d{1,2}")
        labels = [normal(heading.label) for heading in self.profile.found.headings]
        if any(counted.fullmatch(label) for label in labels):
            return []
        return [head for head in whole if normal(head.label) == part]

    def _ticks(self, item: Item, answers: Answers) -> None:
        """One column an option, under the item's text or tag."""
        for heading in list(self.open):
            if not _is_tick(heading, item):
                continue
            if option := answers.option_named(heading.part):
                found = Match(heading, "same text", item=item.id, option=option.id)
                self._bind_if_fits(found, answers, "", _position(item, option.id))

    def _runs_of_options(self) -> None:
        """Typeform heads a column with the bare option: a run of columns with all options of one item is that item."""
        for item in self.survey.items:
            if item.kind != "many" or self._has(item.id):
                continue
            names = [set(map(normal, option.wordings)) for option in item.options]
            starts = self._starts(names)
            if len(starts) == 1:
                run = self.profile.found.headings[starts[0] : starts[0] + len(names)]
                for heading, option in zip(run, item.options, strict=True):
                    found = Match(heading, "same text", item=item.id, option=option.id)
                    self._bind_if_fits(found, Answers(item, self._said(item)), "", _position(item, option.id))

    def _starts(self, names: Sequence[set[str]]) -> list[int]:
        """Where columns stand in a row of which each is headed by one of the names in its place."""
        labels = [normal(heading.label) for heading in self.profile.found.headings]
        rows = (labels[at : at + len(names)] for at in range(len(labels) - len(names) + 1))
        return [
            at for at, row in enumerate(rows) if all(label in known for label, known in zip(row, names, strict=True))
        ]

    def _strays(self) -> None:
        """Columns that tick, under an item's own words, an option it does not have: its ticks would be lost."""
        for item in self.survey.items:
            if item.kind != "many" or not self._has(item.id):
                continue
            for heading in self.open:
                if _is_tick(heading, item) and only_ticks(heading, item, self.profile):
                    self.result.strays.append((item.id, heading))

    def _gaps(self) -> None:
        """Options without a column where others have one: their ticks may stand under another heading, and be lost."""
        for name, columns in by_item(self.result.bound).items():
            if name in self.result.misfits or not all(bound.position for bound in columns):
                continue  # told as such; or one column holds all ticks
            found = {bound.match.option for bound in columns}
            options = [option.id for option in self.survey.by_id[name].options if option.id not in found]
            if missing := tuple(it for it in options if f"{name}.{it}" not in self.said.absent):
                self.result.gaps[name] = missing

    # --- taking a column ---

    def _bind_if_fits(self, found: Match, answers: Answers, separator: str, position: int) -> None:
        values, platform = values_of(self.profile, found.heading), self.profile.found.platform
        code, count = verdict(answers, values, platform, separator, position)
        if code:
            misfit = Misfit(code, found.heading.position, answers, separator, count)
            self.result.misfits.setdefault(found.item, misfit)
        else:
            self._take(found, answers, separator, position)

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

    @property
    def _separator(self) -> str:
        return self.profile.found.platform.separator


def _names(heading: Heading) -> set[str]:
    """What a column may be called by: its label, its tag, and the part of a tag that stands in brackets."""
    names = {heading.label.casefold(), heading.tag.casefold()}
    return names | {heading.tag.casefold().rstrip("]").rpartition("[")[2]}


def _is_tick(heading: Heading, item: Item) -> bool:
    tag = heading.tag.split("[")[0].rsplit("_", 1)[0] if heading.part else ""
    named = bool({tag.casefold(), heading.stem.casefold()} & {item.id.casefold(), item.code.casefold()})
    return bool(heading.part) and (named or normal(heading.stem) in {normal(text) for text in item.wordings})


def _position(item: Item, option: str) -> int:
    return next((at for at, known in enumerate(item.options, 1) if known.id == option), 0)

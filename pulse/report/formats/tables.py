"""The report's tables for readers: names in words, figures as numbers; a workbook and a Markdown text are made of them.

A table can be read without the page: its first columns say in words what a line is about, the heads of the others
which figure stands there. `protect/attack/grid` reads them again by these heads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pulse.model.groups import ALL, Group
from pulse.model.release import Measure
from pulse.model.survey import Item
from pulse.report import verdicts, words
from pulse.report.material import Material
from pulse.report.rows import TidyRow

Form = Literal["share", "limit", "points", "mean", "mean_limit", "mean_points", "coefficient", "balance", "people"]
EVERYONE = "Everyone"
_JOINED = ("Question", "Answer", "Second question", "Second answer", "Third question", "Third answer")
_SHARE, _RANGE = ("Share", "From", "To", "Answers"), ("From", "To", "Answers")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is shown, and how it is written."""

    value: float
    form: Form

    @property
    def said(self) -> str:
        """As a reader sees it: "41%", "41.3%", "+6 points", "6.3", "0.87", "1,233"."""
        match self.form:
            case "share":
                return words.per_cent(self.value)
            case "limit":
                return f"{self.value * 100:.1f}%".replace("-", "−")
            case "points":
                return f"{words.signed(self.value)} points"
            case "mean" | "mean_limit":
                return f"{self.value:.1f}".replace("-", "−")
            case "mean_points":
                return words.signed(self.value, score=True)
            case "coefficient":
                return f"{self.value:.2f}".replace("-", "−")
            case "balance":
                return words.number(self.value, "balance")
            case "people":
                return f"{self.value:,.0f}"


Entry = str | Number


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a short name for a sheet, a title, its heads and its lines, none of which is empty."""

    name: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[Entry, ...], ...]


def tables(material: Material) -> tuple[Table, ...]:
    """Every table that has lines, in reading order."""
    it = _Tables(material)
    made = (
        Table("Scores", "Scores", ("Question", "Mean", *_RANGE, "Alpha"), tuple(it.scores())),
        Table("Scales", "Questions on a scale",
              ("Question", "Favourable", "From", "To", "Neither", "Unfavourable", "Mean", "Answers"),
              tuple(it.scales())),
        Table("Answers", "Every answer", ("Question", "Answer", *_SHARE), tuple(it.answers())),
        Table("Frame", "Answers joined", (*_JOINED, "Joined share", "Answers"), tuple(it.joined())),
        Table("Trends", "Stock-take by stock-take", ("Question", "Stock-take", "Measure", "Value", "Answers",
              "Middle", "Lower limit", "Upper limit", "Sign"), tuple(it.trends())),
        Table("Changes", "What moved", ("Question", "Answer", "Since", "Change", *_RANGE, "In words"),
              tuple(it.changes())),
        Table("Groups", "Groups side by side", ("Group", "Level", *it.columns), tuple(it.groups())),
        Table("Groups' answers", "Groups' answers", ("Group", "Level", "Question", "Answer", *_SHARE),
              tuple(it.groups_answers())),
        Table("Response", "Who answered", ("Group", "Level", "Answered", "Response", "Asked"), tuple(it.response())),
        Table("Earlier", "Who answered before", ("Stock-take", "Answered", "Response", "Asked"), tuple(it.earlier())),
        Table("Relations", "What groups say of each other",
              ("Question", "Group", "Level", "Group rated", "Favourable", *_RANGE, "Mean"), tuple(it.ratings())),
        Table("Differences", "Where two groups see each other differently",
              ("Question", "Group", "Level", "Group rated", "Difference", *_RANGE), tuple(it.differences())),
        Table("Promises", "Called kept by their owners, and judged by staff",
              ("Need", "Commitment", "Owner", "Staff say"), tuple(_promises(material))),
    )  # fmt: skip
    return tuple(table for table in made if table.lines)


class _Tables:
    """The rows of a report, put into tables line by line."""

    def __init__(self, material: Material) -> None:
        self.material, self.release = material, material.release
        self.survey = self.release.asked_in[self.release.wave.label]
        self.rows = {row.key: row for row in material.rows}
        self.asked = {it.id: it for survey in self.release.asked_in.values() for it in survey.items}
        self.asked |= {it.item.id: it.item for it in self.survey.relationships}
        self.wide: list[tuple[str, Measure]] = [(it.id, "mean") for it in self.survey.scores if not it.balance]
        self.wide += [(item.id, "favourable") for item in self._sided()]

    @property
    def columns(self) -> tuple[str, ...]:
        """A head for each score and each question with a favourable end: its label, or all its words."""
        labels = [self._label(item) for item, _ in self.wide]
        alike = {label for label, count in Counter(labels).items() if count > 1}
        texts = [self.name(item) for item, _ in self.wide]
        return tuple(text if label in alike else label for label, text in zip(labels, texts, strict=True))

    def scores(self) -> Iterator[tuple[Entry, ...]]:
        """A line a score."""
        for index in self.survey.scores:
            if not index.balance:
                mean, alpha = self.of("mean", index.id), self.of("alpha", index.id)
                yield self.name(index.id), _value(mean), *_ranged(mean), _value(alpha) if alpha else ""

    def scales(self) -> Iterator[tuple[Entry, ...]]:
        """A line a question with a favourable end."""
        for item in self._sided():
            sides = [self.of(it, item.id) for it in ("favourable", "neutral", "unfavourable", "mean")]
            low, high, n = _ranged(sides[0])
            yield item.text, _value(sides[0]), low, high, *map(_value, sides[1:]), n

    def answers(self) -> Iterator[tuple[Entry, ...]]:
        """A line an answer, of everyone."""
        for item in self._chosen():
            for option in item.options:
                if row := self.of("share", item.id, option.id):
                    yield item.text, option.text, _value(row), *_ranged(row)

    def joined(self) -> Iterator[tuple[Entry, ...]]:
        """Joined answers that are shown, the most frequent first."""
        found = [row for row in self.rows.values() if row.measure == "flow" and row.value is not None]
        found = [row for row in found if row.wave == self.release.wave.label]
        for row in sorted(found, key=lambda it: (-(it.value or 0), it.key)):
            pairs = ((row.item, row.option), (row.item2, row.option2), (row.item3, row.option3))
            named = [text for item, option in pairs for text in (self.name(item), self._option(item, option))]
            yield *named, _value(row), _people(row.n)

    def trends(self) -> Iterator[tuple[Entry, ...]]:
        """A line a stock-take of each trend, with what its chart draws."""
        for trend in self.material.found.trends:
            for point in trend.series.points:
                at = (trend.item, "", trend.group, point.label)
                figure = self.of(trend.measure, *at)
                if figure:
                    sign = verdicts.CAUSES.get(point.special_cause or "", "")
                    drawn = (self.of(it, *at) for it in ("centre", "limit_low", "limit_high"))
                    limits = [_limit(it, trend.measure) for it in drawn]
                    named = (words.title(self.release, trend.item), point.label, trend.measure)
                    yield *named, _value(figure), _people(figure.n), *limits, sign

    def changes(self) -> Iterator[tuple[Entry, ...]]:
        """What moved since the stock-take before, and since the same season a year ago."""
        for change in self.release.changes:
            about = change.about
            measure = "change" if change.against == "last" else "change_year"
            if row := self.of(measure, about.item, about.option, about.group, about.wave):
                said = ("better" if change.difference > 0 else "worse") if change.clear else "no clear change"
                said = {"better": "more", "worse": "fewer"}.get(said, said) if about.measure == "share" else said
                form: Form = "mean_points" if about.measure == "mean" else "points"
                named = (self.name(about.item), self._option(about.item, about.option), change.before)
                yield *named, _value(row, form), *_ranged(row, form), said

    def groups(self) -> Iterator[tuple[Entry, ...]]:
        """A line a group: means of scores, favourable shares of questions."""
        for group in self.release.listed:
            found = [self.of(measure, item, group=group) for item, measure in self.wide]
            if any(found):
                yield *_named(group), *map(_value, found)

    def groups_answers(self) -> Iterator[tuple[Entry, ...]]:
        """A line a group and an answer of the questions that have no favourable end."""
        for item in self._chosen():
            if item.kind != "scale" or item.positive == "none":
                for group in self.release.listed[1:]:
                    for option in item.options:
                        if row := self.of("share", item.id, option.id, group):
                            yield *_named(group), item.text, option.text, _value(row), *_ranged(row)

    def response(self) -> Iterator[tuple[Entry, ...]]:
        """How many answered in each group, of how many."""
        for group in self.release.listed:
            if row := self.of("count", group=group):
                yield *_named(group), _value(row), *self._rate(group, self.release.wave.label)

    def earlier(self) -> Iterator[tuple[Entry, ...]]:
        """How many answered in each stock-take before, the latest first."""
        for wave in reversed(self.release.waves[:-1]):
            row = self.of("count", wave=wave.label)
            yield wave.label, _value(row), *self._rate(ALL, wave.label)

    def ratings(self) -> Iterator[tuple[Entry, ...]]:
        """What each group says of each other one."""
        for row in self.rows.values():
            if row.measure == "favourable" and row.group2 and row.wave == self.release.wave.label:
                mean = self.rows.get(row.key.removesuffix(row.measure) + "mean")
                yield *self._pair(row), _value(row), *_ranged(row), _value(mean)

    def differences(self) -> Iterator[tuple[Entry, ...]]:
        """What one group says of another less what that one says of it."""
        for row in self.rows.values():
            if row.measure == "asymmetry":
                yield *self._pair(row), _value(row, "points"), *_ranged(row, "points")

    # --- rows and names ----------------------------------------------------------------------------------------------

    def of(self, measure: str, item: str = "", option: str = "", group: Group = ALL, wave: str = "") -> TidyRow | None:
        """A row of the report; None where nothing was asked."""
        label = wave or self.release.wave.label
        return self.rows.get("|".join((label, group.dimension, group.full_name, "", item, option, *[""] * 4, measure)))

    def name(self, item: str) -> str:
        """The whole text of a question, the title of a score."""
        if item in self.asked:
            return self.asked[item].text
        return words.name(self.release, item) if item else ""

    def _label(self, item: str) -> str:
        return self.asked[item].label if item in self.asked else self.name(item)

    def _option(self, item: str, option: str) -> str:
        return next((it.text for it in self.asked[item].options if it.id == option), option) if option else ""

    def _pair(self, row: TidyRow) -> tuple[str, ...]:
        return self.name(row.item), row.group, _level(row.dimension), row.group2

    def _rate(self, group: Group, wave: str) -> tuple[Entry, Entry]:
        row = None if group in self.release.beside else self.of("response_rate", group=group, wave=wave)
        return (_value(row), _people(row.n)) if row else ("", "")

    def _sided(self) -> Iterator[Item]:
        """The questions on a scale that has a favourable end."""
        return (it for it in self.survey.items if it.kind == "scale" and it.positive != "none")

    def _chosen(self) -> Iterator[Item]:
        return (it for it in self.survey.items if it.options)


def _promises(material: Material) -> Iterator[tuple[Entry, ...]]:
    """What owners call kept, and what those who had the need say."""
    for story, promise in material.followed.judged if material.followed else ():
        outcome = promise.verdict.outcome if promise.verdict else None
        said = {"met": "met", "partly": "partly met", "not_met": "not met"}.get(outcome or "", words.NOT_SHOWN)
        yield story.need.text, promise.commitment.text, promise.commitment.owner, said


def _value(row: TidyRow | None, form: Form | None = None) -> Entry:
    """A row's figure: a number, a band in words, or the dash of what is not shown."""
    if row is None or not row.shown:
        return words.NOT_SHOWN
    if row.value is None:
        return words.band(row.band_low, row.band_high)
    return Number(row.value, form or _form(row))


def _ranged(row: TidyRow | None, form: Form | None = None) -> tuple[Entry, Entry, Entry]:
    """Both ends of a row's interval, and its number of answers."""
    if row is None or row.lower is None or row.upper is None:
        return "", "", _people(row.n if row else None)
    form = form or _form(row)
    return Number(row.lower, form), Number(row.upper, form), _people(row.n)


def _form(row: TidyRow) -> Form:
    if row.measure in ("count", *("stayers", "entrants", "leavers")):
        return "people"
    if row.measure == "mean":
        return "mean"
    return "coefficient" if row.measure in ("alpha", "agreement") else "share"


def _people(n: int | None) -> Entry:
    return "" if n is None else Number(n, "people")


def _limit(row: TidyRow | None, measure: str) -> Entry:
    return _value(row, "mean_limit" if measure == "mean" else "limit") if row else ""


def _named(group: Group) -> tuple[str, str]:
    return (EVERYONE, "") if group == ALL else (group.full_name, _level(group.dimension))


def _level(dimension: str) -> str:
    return dimension.replace("_", " ")

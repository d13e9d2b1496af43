"""Waves made from a questionnaire's text and counts, as the report shows them: page, words and rows."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse import analyse, define, protect, report, trend
from pulse.model.benchmarks import Beside
from pulse.model.events import Timeline
from pulse.model.figures import Atom, ItemTally, WaveTallies
from pulse.model.release import Rules
from pulse.model.survey import Wave
from pulse.report.rows import TidyRow
from tests.conftest import pulse

Counts = Mapping[str, Mapping[str, Sequence[int]]]  # item -> team -> how many gave each option


@dataclass(frozen=True)
class Seen:
    """A report: its HTML, its words as a reader sees them, and its rows."""

    page: str
    rows: Sequence[TidyRow]

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", self.page.split("<body>")[1])))

    def row(self, measure: str, wave: str, item: str = "q", **more: object) -> TidyRow:
        """The one row of everyone (or of `group`) with this measure."""
        wanted = {"group": "all", "option": ""} | more
        (found,) = (
            it
            for it in self.rows
            if (it.measure, it.wave, it.item) == (measure, wave, item)
            and all(getattr(it, name) == value for name, value in wanted.items())
        )
        return found

    def measures(self, wave: str, item: str = "q") -> set[str]:
        return {it.measure for it in self.rows if (it.wave, it.item) == (wave, item)}


def asked(*, text: str = "Heard?", scale: str = "agree5", top: str = "", more: str = "", item: str = "") -> str:
    """A questionnaire of one question, `q`, in its own text: `top` above it, `item` at its end, `more` below it."""
    return f'id = "s"\ntitle = "S"\n{top}\n[[item]]\nid = "q"\ntext = "{text}"\nscale = "{scale}"\n{item}\n{more}'


def wave(day: date, counts: Counts, form: str = "", people: Mapping[str, int] | None = None) -> WaveTallies:
    """One stock-take of `form`; `people`: how many work in each team."""
    survey = define.from_source(form or asked())
    teams = sorted({team for by_team in counts.values() for team in by_team})
    answered = {team: max(sum(by_team.get(team, ())) for by_team in counts.values()) for team in teams}
    headcounts: dict[tuple[str, ...], int] = {(team,): count for team, count in (people or {}).items()}
    if people:
        headcounts[()] = sum(people.values())
    return WaveTallies(
        wave=Wave("s", f"{day:%Y-%m}", day, day),
        survey=survey,
        levels=("team",),
        responses={Atom((team,)): count for team, count in answered.items()},
        asked=headcounts,
        items=tuple(
            ItemTally(item, Atom((team,)), sum(given), tuple(given))
            for item, by_team in counts.items()
            for team, given in by_team.items()
        ),
    )


def five(favourable: int, n: int) -> tuple[int, ...]:
    """Five points of a scale, the unfavourable end first, with so many of n on the favourable side."""
    rest = n - favourable
    return rest // 2, rest - rest // 2, 0, favourable - favourable // 2, favourable // 2


def months(count: int) -> list[date]:
    """The tenth of so many months, from January 2024 on."""
    return [date(2024 + at // 12, at % 12 + 1, 10) for at in range(count)]


def series(*pairs: tuple[int, int], form: str = "", first: int = 0) -> list[WaveTallies]:
    """A stock-take a month of one team: so many of n on the favourable side."""
    days = months(first + len(pairs))[first:]
    return [wave(day, {"q": {"A": five(*pair)}}, form) for day, pair in zip(days, pairs, strict=True)]


def seen(waves: Sequence[WaveTallies], beside: Sequence[Beside] = ()) -> Seen:
    """The report of the last wave, by the doors of the rooms: score, release, follow, page and rows."""
    release = protect.release(analyse.score(waves), Rules(min_answers=11, min_detail=22, band=2), {})
    found = trend.findings(release)
    material = report.Material(
        release, found, Timeline(), organisation="O", made=date(2026, 11, 24), entry=1, beside=tuple(beside)
    )
    return Seen(report.page(material), material.rows)


def export(path: Path, day: str, sheets: Sequence[tuple[str, str]], *, who: bool = False) -> Path:
    """A Microsoft Forms export of a day: (team, answer) each; with `who`, an address for each place in the list."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "team", "Heard?"])
        for at, (team, answer) in enumerate(sheets, 1):
            time = f"{day} 09:{at % 60:02}:00"
            writer.writerow([at, time, time, f"p{at}@example.org" if who and answer else "", "", team, answer])
    return path


def collected(root: Path, label: str, sheets: Sequence[tuple[str, str]], *, who: bool = False) -> None:
    """One wave's export, collected by the command."""
    path = export(root / f"{label}.csv", f"{label}-03", sheets, who=who)
    done = pulse("collect", path.name, "--wave", label, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def reported(root: Path, *arguments: str) -> str:
    """The report as the command prints it."""
    done = pulse("report", "-o", "-", *arguments, cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def figures(root: Path, *arguments: str) -> list[dict[str, str]]:
    """The report's rows as the command prints them."""
    return list(csv.DictReader(io.StringIO(reported(root, "--format", "csv", *arguments))))

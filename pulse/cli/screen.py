"""The only printing: results on stdout, everything else on stderr, bars on a terminal only.

Rich is loaded when something is printed, not for `--help`.
"""

from __future__ import annotations

import json
import sys
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pulse.cli import shapes
from pulse.errors import Exit
from pulse.model.collected import Counts, Summary
from pulse.model.exports import FileFacts
from pulse.model.groups import People
from pulse.model.problems import Problem, Stop, problem
from pulse.model.survey import Item, Survey
from pulse.model.trends import Series

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from pulse.journeys.reporting import Reported

_MOST_PROBLEMS = 20  # of one kind on the screen; all of them are in the JSON


# --- what went wrong -------------------------------------------------------------------------------------------------


def problems(found: Iterable[Problem]) -> None:
    """Each problem on stderr: place, fault, the source line with a caret where there is one, remedy."""
    out = _console(stderr=True)
    for shown, fault in enumerate(found):
        if shown == _MOST_PROBLEMS:
            out.print("  ... and more of the same; --json lists them all", style="dim")
            return
        place = f"{fault.place}: " if str(fault.place) else ""
        out.print(f"[bold]{_plain(place)}[/bold]{_plain(fault.words)}", soft_wrap=True)
        if fault.place.source and fault.place.column:
            out.print(_plain(f"  {fault.place.source}"), style="dim", soft_wrap=True)
            out.print("  " + " " * (fault.place.column - 1) + "^", style="bold red")
        if fault.remedy:
            out.print(_plain(f"  -> {fault.remedy}"), soft_wrap=True)


def confirm(question: str) -> None:
    """Goes on only after a person's yes. Raises Stop("ask-person") where nobody can be asked, or she says no."""
    if not sys.stdin.isatty():
        raise Stop(problem("ask-person"))
    import typer

    typer.confirm(question, abort=True, err=True)


# --- beginning -------------------------------------------------------------------------------------------------------


def workspace(folder: Path, written: Sequence[Path]) -> None:
    """What `init` made, and what to do next."""
    out = _console()
    out.print(f"A workspace is ready in [bold]{_plain(str(folder.resolve()))}[/bold].")
    notes = {
        "pulse.toml": "your organisation's name, levels and rules",
        "people.csv": "your teams and how many people each holds: replace the two example rows",
        "stock-take.toml": "the questionnaire; read it with `pulse survey show stock-take`",
    }
    table = _grid()
    for path in written:
        if note := notes.get(path.name):
            table.add_row(f"  {_plain(str(path.relative_to(folder)))}", note)
    out.print(table)
    out.print("\nNext: edit people.csv, then `pulse people people.csv`; ask your staff; `pulse collect EXPORT`.")


def demo_made(organisation: str, folder: Path, exports: int) -> None:
    """Where the demonstration is."""
    _console(stderr=True).print(f"{_plain(organisation)} (invented) is in {_plain(str(folder))}: {exports} exports.")


def demo_collected(done: Sequence[Summary]) -> None:
    """What the demonstration's collects came to, in one table."""
    counts = [summary.collected.counts for summary in done]
    table = _grid()
    for name in Counts.__dataclass_fields__:
        if total := sum(getattr(count, name) for count in counts):
            table.add_row(f"  {_COUNT_WORDS[name]}", f"{total:,}")
    out = _console()
    out.print(f"Collected {len(done)} exports of {len({s.facts.platform for s in done})} platforms:")
    out.print(table)


# --- questionnaires and people ---------------------------------------------------------------------------------------


def survey_list(surveys: Sequence[Survey], as_json: bool) -> None:
    """Every questionnaire, a line each."""
    if as_json:
        json_out([shapes.survey(survey) for survey in surveys])
        return
    table = _table("Id", "Version", "Title", "Items", "Asked")
    for survey in surveys:
        asked = survey.schedule.repeat or survey.schedule.rrule if survey.schedule else ""
        table.add_row(survey.id, str(survey.version), _plain(survey.title), str(len(survey.items)), _plain(asked))
    _console().print(table)


def survey_show(survey: Survey, as_json: bool) -> None:
    """One questionnaire as staff will meet it."""
    if as_json:
        json_out(shapes.survey(survey) | {"items": [shapes.item(item) for item in survey.items]})
        return
    out = _console()
    out.print(f"[bold]{_plain(survey.title)}[/bold]  ({survey.id}, version {survey.version})")
    for line in (survey.introduction, survey.attribution, survey.licence):
        if line:
            out.print(_plain(line), style="dim")
    for number, item in enumerate(survey.items, 1):
        out.print(f"\n[bold]{number}  {_plain(item.text)}[/bold]")
        out.print(f"   {_plain(_item_line(item))}", style="dim")
        for option in item.options:
            out.print(f"   {'[ ]' if item.kind == 'many' else '( )'} {option.text}", markup=False)
    for index in survey.indices:
        note = " (scoring not verified against its official source)" if index.unverified else ""
        out.print(f"\nScore: {_plain(index.title)} from {', '.join(index.items)}{note}", style="dim")


def survey_checked(found: Mapping[Path, tuple[Problem, ...]], as_json: bool) -> Exit:
    """Every fault of every file; 1 where there is one."""
    if as_json:
        json_out({str(path): [shapes.problem(fault) for fault in faults] for path, faults in found.items()})
    else:
        for path, faults in found.items():
            if faults:
                problems(faults)
            else:
                _console().print(f"{_plain(str(path))}: no fault found")
    return Exit.LOOK if any(found.values()) else Exit.DONE


def survey_started(path: Path) -> None:
    """Where the new questionnaire is."""
    _console().print(f"{_plain(str(path))} is ready to edit; check it with `pulse survey check {_plain(str(path))}`.")


def people_loaded(people: People, day: date, as_json: bool) -> None:
    """How many groups and people are in force."""
    asked = people.asked(day)
    by_level = {level: sum(len(path) == depth for path in asked) for depth, level in enumerate(people.levels, 1)}
    if as_json:
        json_out({"people": asked.get((), 0), "groups": by_level, "rows": len(people.rows)})
        return
    groups = ", ".join(f"{count} of level {level}" for level, count in by_level.items())
    _console().print(f"{asked.get((), 0):,} people on {day.day} {day:%B %Y}; groups: {groups}.")


# --- exports ---------------------------------------------------------------------------------------------------------

_COUNT_WORDS = {
    "read": "rows read",
    "stored": "stored",
    "duplicate": "already here",
    "partial": "not finished",
    "test": "previews and tests",
    "outside": "outside the wave",
    "rejected": "set aside",
    "empty": "empty",
}


def inspected(facts: FileFacts, as_json: bool) -> Exit:
    """What a file is; 1 where a person should look."""
    if as_json:
        json_out(shapes.file(facts))
        return Exit.LOOK if facts.problems else Exit.DONE
    out = _console()
    out.print(f"[bold]{_plain(facts.file)}[/bold]")
    out.print(_plain(_file_line(facts)))
    table = _table("Column", "Label")
    dropped = {heading.position for heading in facts.dropped}
    for heading in facts.columns:
        note = "  (about a person: never stored)" if heading.position in dropped else ""
        table.add_row(str(heading.position), _plain(heading.label) + note)
    out.print(table)
    problems(facts.problems)
    return Exit.LOOK if facts.problems else Exit.DONE


def cells_written(path: Path) -> None:
    """A warning with the file's name: it holds what the export holds."""
    _console(stderr=True).print(
        f"{_plain(str(path))} holds every cell of the export, names and comments included: delete it when done."
    )


def collected(done: Sequence[Summary], as_json: bool) -> Exit:
    """Each file's summary; 1 where a person should look."""
    if as_json:
        json_out([shapes.summary(summary) for summary in done])
    else:
        for summary in done:
            _summary(summary)
    look = any(_to_look_at(summary) for summary in done)
    return Exit.LOOK if look else Exit.DONE


def _summary(summary: Summary) -> None:
    out = _console()
    again = "  (collected before: nothing new)" if summary.collected.again else ""
    rehearsal = "  (rehearsal: nothing stored)" if summary.rehearsal else ""
    out.print(f"[bold]{_plain(summary.facts.file)}[/bold]{again}{rehearsal}")
    out.print(_plain(_file_line(summary.facts)), style="dim")
    table = _grid()
    table.add_row("Columns", _plain(_columns_line(summary)))
    if summary.facts.dropped:
        names = ", ".join(heading.label or f"column {heading.position}" for heading in summary.facts.dropped)
        table.add_row("Never stored", _plain(names))
    table.add_row("Rows", _counts_line(summary.collected.counts))
    for label, answered in summary.collected.answered.items():
        table.add_row(f"Wave {_plain(label)}", _answered_line(answered, summary.asked.get(label, 0)))
    if summary.comments:
        table.add_row("Comments", f"{summary.comments:,} written; counted, not kept")
    if summary.collected.assigned:
        table.add_row("Groups", f"{summary.collected.assigned:,} earlier answers now have their group")
    for dimension, answers in summary.not_assigned.items():
        table.add_row("Not assigned", f"{answers:,} answers name a {_plain(dimension)} that nobody knows")
    out.print(table)
    problems(summary.problems)
    out.print()


def _to_look_at(summary: Summary) -> bool:
    return bool(summary.problems or summary.not_assigned or summary.collected.counts.rejected)


def _columns_line(summary: Summary) -> str:
    by_how: dict[str, int] = {}
    for match in summary.matches:
        by_how[match.how] = by_how.get(match.how, 0) + 1
    known = {match.heading.position for match in summary.matches}
    known |= {heading.position for heading in summary.facts.dropped}
    other = sum(heading.position not in known for heading in summary.facts.columns)
    ways = ", ".join(f"{count} by {how}" for how, count in by_how.items())
    rest = f"; {other} not in the questionnaire" if other else ""
    return f"{len(summary.matches)} matched ({ways}){rest}"


def _counts_line(counts: Counts) -> str:
    """ "412 read = 398 stored + 14 not finished": the sum a reader can check."""
    parts = {name: getattr(counts, name) for name in Counts.__dataclass_fields__ if name != "read"}
    told = [f"{count:,} {_COUNT_WORDS[name]}" for name, count in parts.items() if count or name == "stored"]
    return f"{counts.read:,} read = {' + '.join(told)}"


def _answered_line(answered: int, asked: int) -> str:
    if not asked:
        return f"{answered:,} people have answered"
    return f"{answered:,} of {asked:,} people have answered ({answered / asked:.0%})"


def _file_line(facts: FileFacts) -> str:
    parts = [facts.platform.replace("-", " "), facts.encoding]
    if facts.delimiter:
        parts.append({",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}.get(facts.delimiter, facts.delimiter))
    parts.append(f"{facts.rows:,} rows under {facts.header_rows} header row{'s' * (facts.header_rows != 1)}")
    if facts.zone:
        parts.append(f"times in {facts.zone}")
    return " · ".join(parts)


# --- reports and trends ----------------------------------------------------------------------------------------------


def reported(report: Reported, path: Path, *, show: bool = False, as_json: bool = False) -> None:
    """Where the report is."""
    if as_json:
        facts = {"survey": report.survey, "wave": report.wave, "answered": report.answered, "hidden": report.hidden}
        json_out({"file": str(path), **facts, "entry": report.entry})
    else:
        out = _console()
        out.print(f"{_plain(report.survey)}, wave {_plain(report.wave)}: {report.answered:,} people answered.")
        out.print(f"{report.hidden:,} figures are withheld to protect people. Ledger entry {report.entry}.")
        out.print(f"The report is [bold]{_plain(str(path))}[/bold]", soft_wrap=True)
    if show:
        webbrowser.open(path.resolve().as_uri())


def trend_judged(chart: str, series: Series, as_json: bool) -> None:
    """Each point with its limits and its signal."""
    if as_json:
        json_out({"chart": chart, **asdict(series)})
        return
    table = _table("Date", "Value", "Mean", "Limits", "Signal")
    for point in series.points:
        limits = "" if point.lower is None else f"{point.lower:.2f} to {point.upper:.2f}"
        cause = (point.special_cause or "").replace("_", " ")
        table.add_row(point.date.isoformat(), _number(point.value), _number(point.mean), limits, cause)
    out = _console()
    out.print(table)
    for name, state in (("Variation", series.variation), ("Target", series.assurance)):
        if state:
            out.print(f"{name}: {state.replace('_', ' ')}")
    for warning in series.warnings:
        _console(stderr=True).print(_plain(warning))


def raw(content: str) -> None:
    """A report's own text, byte for byte."""
    sys.stdout.write(content)


def json_out(value: object) -> None:
    """JSON on stdout, keys as they are, text not escaped."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


# --- progress --------------------------------------------------------------------------------------------------------


def watched(files: Iterable[Summary], total: int) -> Iterator[Summary]:
    """Files passing by, with a bar on a terminal."""
    if not sys.stderr.isatty():
        yield from files
        return
    from rich.progress import track

    yield from track(files, "Collecting", total=total, console=_console(stderr=True), transient=True)


@contextmanager
def row_watch() -> Iterator[Callable[[Iterator[Any]], Iterator[Any]]]:
    """Rows passing by, counted on a terminal."""
    if not sys.stderr.isatty():
        yield iter
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} rows"), TimeElapsedColumn())
    with Progress(*columns, console=_console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def watch(rows: Iterator[Any]) -> Iterator[Any]:
            for row in rows:
                progress.advance(task)
                yield row

        yield watch


# --- small words -----------------------------------------------------------------------------------------------------


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def _grid() -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _table(*heads: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _plain(text: str) -> str:
    """Text from a file, safe to print: brackets are no markup, control characters are gone."""
    from rich.markup import escape

    return escape("".join(sign for sign in text if sign.isprintable() or sign in "\n\t"))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _item_line(item: Item) -> str:
    """What an analyst needs to know of an item, in one line."""
    parts = [item.id, {"one": "choose one", "many": "choose any", "text": "own words"}.get(item.kind, item.kind)]
    if item.at_most:
        parts.append(f"at most {item.at_most}")
    if item.frame:
        parts.append(f"frame: {item.frame}" + (f", {item.horizon}" if item.horizon else ""))
    if item.about:
        parts.append(f"about {item.about}")
    if item.ask_if:
        parts.append(f"asked if {item.ask_if.item} is {item.ask_if.option}")
    return " · ".join(parts)

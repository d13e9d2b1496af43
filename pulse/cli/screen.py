"""The only printing: results on stdout, everything else on stderr, bars on a terminal only.

Rich is loaded when something is printed, not for `--help`.
"""

from __future__ import annotations

import json
import sys
import webbrowser
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pulse.cli import late_screen, shapes
from pulse.errors import Exit
from pulse.model.groups import SEPARATOR, People
from pulse.model.problems import Problem, Stop, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from rich.console import Console
    from rich.table import Table

    from pulse.journeys.evaluating import Evaluated
    from pulse.journeys.reporting import Reported
    from pulse.model.audiences import Audience
    from pulse.model.audit import Audited
    from pulse.model.benchmarks import Benchmark, Pack
    from pulse.model.collected import CollectNote, Counts, Linkable, Summary
    from pulse.model.events import Event, Rebase
    from pulse.model.exports import Columns, Confirmed, FileFacts, Match, Picked, Proposal, Unmatched
    from pulse.model.kept import Kept, Purged
    from pulse.model.methods import MethodNote
    from pulse.model.plans import Entered
    from pulse.model.review import Alert, Checked, CommentCounts, Said, Sitting, ToReview
    from pulse.model.survey import Item, Survey
    from pulse.model.trends import Part, Series

_MOST_PROBLEMS = 20  # of one kind on the screen; all of them are in the JSON
_ICONS = {
    "common_cause": "usual variation",
    "improvement_high": "a clear change for the better, upwards",
    "improvement_low": "a clear change for the better, downwards",
    "concern_high": "a clear change for the worse, upwards",
    "concern_low": "a clear change for the worse, downwards",
    "neutral_high": "a clear rise",
    "neutral_low": "a clear fall",
    "pass": "usual results meet it",
    "fail": "usual results miss it",
    "inconsistent": "usual results meet it at times and miss it at times",
}
_TREND_WARNINGS = {
    "short_group": "Fewer than 13 points in a part: its limits are only a trial.",
    "no_limits": "No limits in a part: nothing varies there, or there are too few points.",
    "not_screened": "Large steps were kept in making limits: without them no variation would be left.",
}

FOR: dict[Audience, str] = {
    "board": "for the board",
    "manager": "for a manager",
    "team": "for a team",
    "staff": "for all staff",
    "analyst": "the full report",
}


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


_FIRST_STEPS = (
    ("pulse people people.csv", "once your teams stand in it"),
    ("pulse schedule", "when it comes round; [schedule] in the questionnaire says it"),
    ("pulse publish stock-take --to TARGET", "ms-forms, google-forms, paper ...: what your staff fill in"),
    ("pulse collect EXPORT", "what the platform gives you"),
    ("pulse report", "once the stock-take is over"),
)


def workspace(folder: Path, written: Sequence[Path]) -> None:
    """What `init` made, and what to do next."""
    out = _console()
    out.print(f"A workspace is ready in [bold]{_plain(str(folder.resolve()))}[/bold].", soft_wrap=True)
    notes = {
        "pulse.toml": "your organisation's name, levels and rules",
        "people.csv": "your teams, and how many people each holds, in place of two examples",
        "stock-take.toml": "the questionnaire; read it with `pulse survey show stock-take`",
    }
    table = _grid()
    for path in written:
        if note := notes.get(path.name):
            table.add_row(f"  {_plain(str(path.relative_to(folder)))}", note)
    out.print(table)
    out.print("\nNext, each from this folder:" if folder == Path() else "\nNext, from that folder:")
    for typed, what in _FIRST_STEPS:
        out.print(f"  {typed:38} {_plain(what)}", soft_wrap=True)


def demo_made(organisation: str, folder: Path, exports: int) -> None:
    """Where the demonstration is."""
    _console(stderr=True).print(f"{_plain(organisation)} (invented) is in {_plain(str(folder))}: {exports} exports.")


def practice_written(folder: Path, written: Sequence[Path]) -> None:
    """The files to try the commands on."""
    out = _console()
    out.print(f"An invented organisation's files are in [bold]{_plain(str(folder))}[/bold]:")
    for path in written:
        out.print(f"  {_plain(path.name)}", soft_wrap=True)


def demo_pages(pages: Sequence[tuple[str, Path]]) -> None:
    """The other pages of the demonstration, each with what it is."""
    out = _console()
    out.print("Beside it:")
    for what, path in pages:
        out.print(f"  {what}: {_plain(str(path))}", soft_wrap=True)


def demo_collected(done: Sequence[Summary]) -> None:
    """What the demonstration's collects came to, in one table."""
    counts = [summary.collected.counts for summary in done]
    table = _grid()
    for name in _COUNT_WORDS:
        if total := sum(getattr(count, name) for count in counts):
            table.add_row(f"  {_COUNT_WORDS[name]}", f"{total:,}")
    out = _console()
    out.print(f"Collected {len(done)} exports of {len({s.facts.platform for s in done})} platforms:")
    out.print(table)


# --- questionnaires and people ---------------------------------------------------------------------------------------


def survey_show(survey: Survey, as_json: bool) -> None:
    """One questionnaire as staff will meet it."""
    if as_json:
        json_out(shapes.survey(survey) | {"items": [shapes.item(item) for item in survey.items]})
        return
    from pulse.cli.languages_screen import language_line  # late: it prints with what stands here

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
        for part in index.subscores:
            out.print(f"   Sub-score: {_plain(part.title)} from {', '.join(part.items)}", style="dim")
    for head, said in asdict(survey.manual).items() if survey.manual else ():
        out.print(_plain(f"{head.capitalize()}: {said}"), style="dim")
    for event in survey.events:
        out.print(f"Event, for reports: {event.day} {_plain(event.text)}", style="dim")
    for language in survey.languages:
        out.print(f"In {language_line(language)}", style="dim")


def survey_checked(found: Mapping[Path, tuple[Problem, ...]], as_json: bool) -> Exit:
    """Every fault of every file; 1 where there is one."""
    if as_json:
        json_out({str(path): [shapes.problem(fault) for fault in faults] for path, faults in found.items()})
    else:
        for path, faults in found.items():
            problems(faults)
            if all(fault.status == Exit.DONE for fault in faults):  # a hint alone is no fault
                _console().print(f"{_plain(str(path))}: no fault found", soft_wrap=True)
    return Exit.LOOK if any(fault.status != Exit.DONE for it in found.values() for fault in it) else Exit.DONE


def survey_started(path: Path) -> None:
    """Where the new questionnaire is."""
    _console().print(f"{_plain(str(path))} is ready to edit; check it with `pulse survey check {_plain(str(path))}`.")


def benchmark_list(pack: Pack, as_json: bool) -> None:
    """Every benchmark, with what it speaks of and how far it can be trusted; all facts of each in the JSON."""
    if as_json:
        json_out([shapes.benchmark(each) for each in pack.benchmarks.values()])
        return
    out = _console()
    for it in pack.benchmarks.values():
        out.print(f"[bold]{it.id}  {it.value:g}%[/bold]  {it.status}", soft_wrap=True)
        for line in _benchmark_lines(it):
            _wrapped(out, line, 3)
    out.print("\nsecond-hand: read in another's account of the publication; derived: worked out by others, unofficial.")
    out.print("A questionnaire says who is asked with `population`, one of:")
    for population in pack.populations.values():
        out.print(f"  {population.id}: {_plain(population.name)}", soft_wrap=True)


def _benchmark_lines(it: Benchmark) -> tuple[str, ...]:
    """What was asked and counted; of whom and how; who says so."""
    from pulse.model.benchmarks import UNWEIGHTED

    weighting = "unweighted" if it.weighting == UNWEIGHTED else f"weighted by {it.weighting}"
    method = f"{it.instrument.name}, {it.fieldwork}, {weighting}; {it.base:,} {it.base_of}"
    spread = "" if it.low is None else f"; lowest {it.low:g}%, highest {it.high:g}%"
    return (
        f"{it.question.text} [{' or '.join(it.counts)}]",
        f"{it.population.name}, {it.year}: {method}{spread}",
        it.source,
    )


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
    "preview": "previews",
    "test": "tests",
    "spam": "spam",
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
    for places in facts.repeated:
        out.print(f"Columns {' and '.join(map(_column, places))} bear the same label.")
    problems(facts.problems)
    return Exit.LOOK if facts.problems else Exit.DONE


# --- which column is which -------------------------------------------------------------------------------------------

_WHY = {
    "place": "stands where it stood before, or between its neighbours",
    "wording": "alike in words",
    "options": "its options stand here, a column each",
}
_MOST_INITIALS = 40


def can_ask() -> bool:
    """True where a person sits at the terminal, reads what is asked, and can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def mapped(columns: Columns, as_json: bool) -> Exit:
    """What each column answers, and proposals for the items without one; 1 where something is open."""
    if as_json:
        json_out(shapes.columns(columns))
        return Exit.LOOK if columns.problems else Exit.DONE
    out = _console()
    out.print(f"[bold]{_plain(columns.facts.file)}[/bold] against the questionnaire {_plain(columns.survey)}")
    known = {match.heading.position: match for match in columns.matches}
    dropped = {heading.position for heading in columns.facts.dropped} - set(known)
    table = _table("Column", "Label", "Answers", "Known by")
    for heading in columns.facts.columns:
        match = known.get(heading.position)
        answers = _meaning(match) if match else "(about a person: never read)" if heading.position in dropped else ""
        table.add_row(_column(heading.position), _plain(heading.label), _plain(answers), match.how if match else "")
    out.print(table)
    for places in columns.facts.repeated:
        out.print(f"Columns {' and '.join(map(_column, places))} bear the same label.")
    if columns.absent:
        out.print(_plain(f"Not in this export, as the mapping says: {', '.join(columns.absent)}"))
    if columns.mapping.exists():
        out.print(_plain(_confirmed_line(columns)), soft_wrap=True)
    for each in columns.unmatched:
        _item_and_proposals(out, each)
    problems(columns.problems)
    return Exit.LOOK if columns.problems else Exit.DONE


def ask_columns(columns: Columns) -> Confirmed:
    """Asks, item by item, which column answers it; then who says so. Nothing is printed of any answer."""
    from pulse.model.exports import Confirmed

    out = _console(stderr=True)
    count = len(columns.unmatched)
    noun = "item has" if count == 1 else "items have"
    out.print(f"[bold]{count} {noun} no column in {_plain(columns.facts.file)} that is surely theirs.[/bold]")
    out.print("Say which it is; what you confirm is kept, and not asked again. Nothing is stored before that.")
    picked = tuple(found for each in columns.unmatched if (found := _ask_one(out, each)))
    if not picked:
        return Confirmed(())
    by = ""
    while not 0 < len(by) <= _MOST_INITIALS:
        by = _answer("Who confirms this? Your role or initials")
    return Confirmed(picked, by)


def _ask_one(out: Console, each: Unmatched) -> Picked | None:
    """What a person says of one item; None where she leaves it open."""
    from pulse.model.exports import Picked

    _item_and_proposals(out, each)
    out.print("  a  this export does not ask it")
    out.print("  s  leave it open: nothing is collected yet, and the mapping file shows what to say")
    while True:
        said = _answer(f"{each.name}: which one").casefold()
        if said in ("a", "s"):
            return Picked(each.name, None) if said == "a" else None
        if not said.isdecimal() or not 1 <= int(said) <= len(each.proposals):
            out.print("Type the number of a column, or a, or s.")
            continue
        proposal = each.proposals[int(said) - 1]
        if not proposal.ready:
            out.print("Its answers or options are not the item's: what they mean must be said in the mapping file (s).")
        elif not proposal.danger or _answer("It may well ask something else. Type the word yes if not") == "yes":
            return Picked(each.name, proposal)


def _item_and_proposals(out: Console, each: Unmatched) -> None:
    out.print(f"\n[bold]{_plain(each.name)}[/bold]  {_plain(each.text)}", soft_wrap=True)
    for number, proposal in enumerate(each.proposals, 1):
        out.print(f"  {number}  {_plain(_proposal_line(proposal))}", soft_wrap=True)
        if proposal.danger:
            out.print(f"     [bold red]DANGEROUS[/bold red]: {_plain(proposal.danger)}", soft_wrap=True)
    if not each.proposals:
        out.print("  No column is like it.")


def _proposal_line(proposal: Proposal) -> str:
    columns = ", ".join(_column(heading.position) for heading, _option in proposal.ticks)
    place = f"columns {columns}" if columns else f"column {_column(proposal.heading.position)}"
    fit = "answers fit" if proposal.fits else f"only {proposal.fit:.0%} of its answers fit"
    lost = sum(not option for _heading, option in proposal.ticks)
    options = f", {lost} of them no option of the item" if lost else ""
    return f'{place}: "{proposal.heading.label}" ({_WHY[proposal.why]}, {proposal.score} of 100; {fit}{options})'


def _answer(question: str) -> str:
    import typer

    return str(typer.prompt(question, err=True)).strip()


def _column(position: int) -> str:
    """A column's number and its letter in a spreadsheet: "28 (AB)"."""
    letters, left = "", position
    while left:
        left, at = divmod(left - 1, 26)
        letters = chr(ord("A") + at) + letters
    return f"{position} ({letters})"


def _meaning(match: Match) -> str:
    return match.dimension or match.role or (f"{match.item}: {match.option}" if match.option else match.item)


def _confirmed_line(columns: Columns) -> str:
    by = f" by {columns.confirmed_by}" if columns.confirmed_by else ""
    on = f" on {columns.confirmed_on.isoformat()}" if columns.confirmed_on else ""
    said = f"confirmed{by}{on}" if by or on else "it does not say who confirmed it: add confirmed_by and confirmed_on"
    return f"The mapping is {columns.mapping}; {said}."


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
    look = any(summary.to_look_at for summary in done)
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
        if waiting := summary.collected.waiting.get(label):
            table.add_row("Waiting", _plain(late_screen.waiting_line(waiting)))
        if linkable := summary.collected.linked.get(label):
            table.add_row("Linked", _plain(_linked_line(linkable)))
    if summary.comments:
        table.add_row("Comments", _plain(_comments_line(summary)))
    for line in _doubtful(summary):
        table.add_row("Note", _plain(line))
    if summary.rejects:
        table.add_row("Set aside", f"listed in {_plain(summary.rejects)}")
    nobody_known = any(fault.code == "people-not-loaded" for fault in summary.problems)
    for dimension, answers in () if nobody_known else summary.not_assigned.items():
        unknown = f"{answers:,} answers name a {_plain(dimension)} that nobody knows"
        table.add_row("Not assigned", f"{unknown}: say which in surveys/aliases.toml")
    out.print(table)
    problems(summary.problems)
    for line in _alert_lines(summary):
        out.print(f"[bold red]{_plain(line)}[/bold red]", soft_wrap=True)
    out.print()


def _comments_line(summary: Summary) -> str:
    """What was written and kept, and what was taken out of it before."""
    told = summary.listened
    parts = [f"{summary.comments:,} written, {summary.collected.comments:,} new and kept without names"]
    if told.redacted:
        marks = ", ".join(f"{count:,} {mark}" for mark, count in told.marks.most_common())
        parts.append(f"in {told.redacted:,} something was taken out ({marks})")
    if told.cut:
        parts.append(f"{told.cut:,} were longer than 10,000 characters and cut there")
    if told.doubtful:
        parts.append(f"{told.doubtful:,} hold a number that is nearly an NHS number: a reviewer should look")
    return "; ".join(parts)


def _alert_lines(summary: Summary) -> Iterator[str]:
    """How many comments speak of somebody at risk: never which, and never what they say."""
    words = {"first": "comment(s) speak of somebody at risk", "wide": "comment(s) may speak of somebody at risk"}
    told = [f"{summary.alerts[risk]:,} {words[risk]}" for risk in words if summary.alerts.get(risk)]
    if told:
        yield f"{' and '.join(told)}: told to the safeguarding lead. See `pulse alerts`."


def _doubtful(summary: Summary) -> Iterator[str]:
    """What a person should know about sheets that are not simply new: one line each."""
    put = summary.collected
    told = (
        (put.assigned, "earlier answers now have their group"),
        (put.changed, "sheets have other answers now; the first ones were kept (--on-change replace takes the new)"),
        (
            put.reworded,
            "sheets have another comment now, or another staff list took other names out; the first ones were "
            "kept (--on-change replace takes the new)",
        ),
        (put.replaced, "sheets had other answers now, which replaced the first"),
        (
            put.vanished - put.removed - put.held,
            "sheets of this form are no longer in its export (--delete-missing deletes them)",
        ),
        (put.stood, late_screen.STOOD),
        (put.held, late_screen.HELD),
        (put.removed, "sheets that the platform no longer holds were deleted for good"),
        (put.answered_twice, "sheets left out: the same person sent a later one"),
        (put.shared, "sheets bear an id that several people share; each counts by itself"),
        (put.twins, "sheets are equal to some of an earlier file; this platform gives no ids, so they count once"),
        (summary.straight, "sheets have the same point on every scale (counted all the same)"),
        (summary.hasty, "sheets were filled in faster than anybody reads (counted all the same)"),
        (summary.alike, "sheets equal another one nearby in every answer (counted all the same)"),
        (summary.doubtful_days, "sheets were sent as clocks changed, near midnight: their day may be the one after"),
        (summary.own_group, "answers rate the group people are in themselves, which is not asked (not kept)"),
        (summary.aside_with_others, 'answers ticked an option like "I cannot say" and others too; the others count'),
    )
    yield from (f"{count:,} {words}" for count, words in told if count)


def undone(collect: int, gone: int, as_json: bool) -> None:
    """What an undo took back."""
    if as_json:
        json_out({"undone": collect, "sheets": gone})
    else:
        _console().print(f"Collect {collect} is undone: {gone:,} answer sheets fewer, tallies as before it.")


def collects(notes: Sequence[CollectNote], as_json: bool) -> None:
    """Every collect, a line each, the newest first."""
    if as_json:
        json_out([shapes.collect_note(note) for note in notes])
        return
    table = _table("Id", "Day", "Survey", "Platform", "Stored", "Read", "File")
    for note in notes:
        waves = ", ".join(f"{label}: {count:,}" for label, count in note.waves.items()) or "nothing"
        stored = f"undone {note.undone.isoformat()}" if note.undone else waves
        words = (note.platform.replace("-", " "), _plain(stored), f"{note.counts.read:,}", note.digest[:12])
        table.add_row(str(note.id), note.day.isoformat(), _plain(note.survey), *words)
    _console().print(table)


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
    parts = {name: getattr(counts, name) for name in _COUNT_WORDS if name != "read"}
    told = [f"{count:,} {_COUNT_WORDS[name]}" for name, count in parts.items() if count or name == "stored"]
    return f"{counts.read:,} read = {' + '.join(told)}"


def _answered_line(answered: int, asked: int) -> str:
    if not asked:
        return f"{answered:,} people have answered"
    return f"{answered:,} of {asked:,} people have answered ({answered / asked:.0%})"


def _linked_line(it: Linkable) -> str:
    """How many sheets can be linked, and why not the others."""
    others = ((it.shared, "share an id"), (it.missing, "bear no id"))
    told = [f"{it.links:,} sheets can be linked", *(f"{count:,} {words}" for count, words in others if count)]
    met = f"; {it.met:,} people were met in wave {it.before} too" if it.before else "; no wave before to link with"
    return ", ".join(told) + met


def _file_line(facts: FileFacts) -> str:
    parts = [facts.platform.replace("-", " "), facts.encoding]
    if facts.delimiter:
        parts.append({",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}.get(facts.delimiter, facts.delimiter))
    parts.append(f"{facts.rows:,} rows under {facts.header_rows} header row{'s' * (facts.header_rows != 1)}")
    if facts.zone:
        parts.append(f"times in {facts.zone}")
    if facts.unproven:
        parts.append("unproven: this shape was never tried on a real export, so check the columns")
    return " · ".join(parts)


# --- comments --------------------------------------------------------------------------------------------------------

_ACTIONS: Mapping[str, Literal["accept", "shorten", "withhold", "skip", "undo", "quit"]] = {
    "a": "accept", "s": "shorten", "w": "withhold", "k": "skip", "u": "undo", "q": "quit"
}  # fmt: skip


def comments_checked(found: Sequence[Checked], as_json: bool) -> None:
    """Every comment as it would be kept, by its line."""
    if as_json:
        json_out([shapes.checked(it) for it in found])
        return
    out = _console()
    for it in found:
        notes = [*(["cut"] if it.redacted.cut else []), *([_DOUBTFUL] if it.redacted.doubtful else [])]
        told = f"  ({'; '.join(notes)})" if notes else ""
        out.print(_plain(f"{it.line}  {it.item}: {it.redacted.text}{told}"), soft_wrap=True)
    touched = sum(bool(it.redacted.marks) for it in found)
    _console(stderr=True).print(
        f"{len(found):,} comments; in {touched:,} something would be taken out. Nothing stored."
    )


_DOUBTFUL = "holds a number that is nearly an NHS number"


def comment_counts(found: Sequence[CommentCounts], as_json: bool) -> None:
    """How many comments of each wave stand where."""
    if as_json:
        json_out([{"survey": it.survey, "wave": it.wave, **it.states} for it in found])
        return
    table = _table("Survey", "Wave", "Waiting", "Accepted", "Shortened", "Withheld", "Held")
    for it in found:
        table.add_row(_plain(it.survey), _plain(it.wave), *(f"{count:,}" for count in it.states.values()))
    _console().print(table)


def ask_review(it: ToReview) -> Said:
    """One comment, and what the person says of it."""
    from pulse.model.review import Said

    out = _console(stderr=True)
    if it.fault:
        problems([it.fault])
    else:
        place = f"{it.number} of {it.of} · {it.comment.survey} {it.comment.wave}"
        out.print(f"\n[bold]{_plain(place)}[/bold]  {_plain(it.question)}", soft_wrap=True)
        for number, sentence in enumerate(it.sentences, 1):
            out.print(f"  [dim]{number}[/dim]  {_plain(sentence)}", soft_wrap=True)
    while True:
        said = _answer("a accept, s shorten, w withhold, k skip, u undo, q quit").casefold()
        action = _ACTIONS.get(said[:1]) if said in (said[:1], _ACTIONS.get(said[:1])) else None
        if action == "shorten":
            kept = _answer("Keep which sentences (like 1 3-4), or which of its words (with [...] between)")
            return Said("shorten", kept)
        if action:
            return Said(action)
        out.print("Type one of the letters a, s, w, k, u, q.")


def reviewed(it: Sitting, as_json: bool = False) -> None:
    """What came of a sitting, and what is left."""
    if as_json:
        json_out({"decided": dict(it.decided), "left": it.left, "held": it.held})
        return
    told = ", ".join(f"{count:,} {decision}" for decision, count in it.decided.items()) or "nothing decided"
    out = _console()
    out.print(f"{told[0].upper()}{told[1:]}; {it.left:,} comments still wait.")
    if it.held:
        out.print(f"{it.held:,} are held for the safeguarding lead and not in this queue.")


def sheet_written(path: Path, count: int) -> None:
    """Where the sheet is, and what to do with it."""
    out = _console()
    out.print(f"{count:,} comments are in [bold]{_plain(str(path))}[/bold]; only you can read it.", soft_wrap=True)
    out.print(
        "Write accept, withhold or shorten into the column decision; then `pulse comments import`, and delete it."
    )


# --- people at risk --------------------------------------------------------------------------------------------------


def alerts(found: Sequence[Alert], as_json: bool) -> Exit:
    """Every alert, open ones first; 1 while one is open."""
    waiting = any(it.resolved is None for it in found)
    if as_json:
        json_out([shapes.alert(it) for it in found])
        return Exit.LOOK if waiting else Exit.DONE
    out = _console()
    for it in found:
        state = f"resolved on {it.resolved} by {it.by}: {it.note}" if it.resolved else "open"
        words = "speaks of somebody at risk" if it.risk == "first" else "may speak of somebody at risk"
        out.print(f"[bold]{it.id[:9]}[/bold]  {it.day}  {words}  ({_plain(state)})", soft_wrap=True)
        out.print(_plain(f"  {it.survey} {it.wave}, {SEPARATOR.join(it.place) or 'whole organisation'}"), style="dim")
        out.print(_plain(f"  {it.text}"), soft_wrap=True)
    if not found:
        out.print("No comment has met the lists of phrases.")
    return Exit.LOOK if waiting else Exit.DONE


def alert_resolved(alert: Alert, as_json: bool) -> None:
    """An alert that has been dealt with."""
    if as_json:
        json_out(shapes.alert(alert))
    else:
        _console().print(f"Alert {alert.id[:9]} is resolved.")


def phrases_written(paths: Sequence[Path]) -> None:
    """Where the lists are; those that were there already are left alone."""
    for path in paths:
        _console().print(f"{_plain(str(path))} is yours to edit; it is read by the next collect.", soft_wrap=True)


# --- reports and trends ----------------------------------------------------------------------------------------------


def reported(report: Reported, path: Path, *, show: bool = False, as_json: bool = False) -> None:
    """Where the report is."""
    if as_json:
        facts = {"survey": report.survey, "wave": report.wave, "answered": report.answered, "hidden": report.hidden}
        late = {"joined": report.late.joined, "waiting": report.late.waiting}
        json_out({"file": str(path), **facts, "entry": report.entry, **late})
    else:
        out = _console()
        out.print(f"{_plain(report.survey)}, wave {_plain(report.wave)}: {report.answered:,} people answered.")
        out.print(f"{report.hidden:,} figures are withheld to protect people. Ledger entry {report.entry}.")
        for line in late_screen.lines(report.late.joined, report.late.waiting):
            out.print(_plain(line), soft_wrap=True)
        out.print(f"The report is [bold]{_plain(str(path))}[/bold]", soft_wrap=True)
    if show:
        webbrowser.open(path.resolve().as_uri())


def reported_each(made: Sequence[Reported], paths: Sequence[Path], *, show: bool, as_json: bool) -> None:
    """How many pages there are, and where their index is; it is the first of them."""
    index, *pages = paths
    if as_json:
        facts = {"survey": made[0].survey, "wave": made[0].wave, "answered": made[0].answered, "entry": made[0].entry}
        json_out({"index": str(index), "files": [str(it) for it in pages], **facts})
    else:
        out = _console()
        out.print(f"{_plain(made[0].survey)}, wave {_plain(made[0].wave)}: {len(pages):,} pages and their index.")
        out.print(f"Begin with [bold]{_plain(str(index))}[/bold]", soft_wrap=True)
    if show:
        webbrowser.open(index.resolve().as_uri())


def audited(found: Sequence[Audited], as_json: bool) -> Exit:
    """What each finished file gives away, in words; 0 nothing, 1 something, 69 where it could not be decided."""
    if as_json:
        json_out([shapes.audited(it) for it in found])
    else:
        out = _console()
        for it in found:
            said = "gives nothing away" if it.status == Exit.DONE else f"{len(it.findings):,} finding(s)"
            said = "could not be decided" if it.status == Exit.UNDECIDED else said
            out.print(
                f"{_plain(str(it.file))}: {said}; {it.figures:,} figures, {it.numbers:,} numbers read", soft_wrap=True
            )
            problems((*it.findings, *it.undecided))
    worst = {it.status for it in found}
    return next((status for status in (Exit.LOOK, Exit.UNDECIDED) if status in worst), Exit.DONE)


def trend_judged(series: Series, as_json: bool) -> None:
    """Each point with its limits and its signal; how each part was judged, by which rules; the icons in words."""
    if as_json:
        json_out(shapes.series(series))
        return
    table = _table("Date", "Value", "n", "Centre", "Limits", "Signal")
    for number in (1, 2, 3):
        table.columns[number].justify = "right"
    for point in series.points:
        limits = "" if point.lower is None else f"{point.lower:.4g} to {point.upper:.4g}"
        told = [(point.special_cause or "").replace("_", " "), "few answers" if point.few_answers else ""]
        told.append("not used for limits" if point.excluded else "")
        n, said = "" if point.n is None else f"{point.n:,}", ", ".join(filter(None, told))
        table.add_row(point.date.isoformat(), _number(point.value), n, _number(point.mean), limits, said)
    out = _console()
    out.print(table)
    for part in series.parts:
        _wrapped(out, _part_line(part))
    for name, state in (("Variation", series.variation), ("Target", series.assurance)):
        if state:
            out.print(f"{name}: {_ICONS[state]}")
    for warning in series.warnings:
        _console(stderr=True).print(_TREND_WARNINGS[warning], soft_wrap=True)


def _part_line(part: Part) -> str:
    facts = [f"Chart: {part.chart} of {part.known} points"]
    if part.limits and part.limits != part.chart:
        facts.append(f"trial limits {part.limits}")
    if part.limits:
        facts.append(f"limits from {part.baseline} points")
    if part.sigma_z is not None:
        facts.append(f"sigma-z {part.sigma_z:.2f}")
    if part.runs:
        it = part.runs
        facts.append(f"longest run {it.longest} (usually at most {it.longest_most})")
        facts.append(f"crossings {it.crossings} (usually at least {it.crossings_least})")
        facts.append("unusual runs" if it.signal else "no unusual runs")
    rules = f". Rules: {'; '.join(part.rules)}" if part.rules else ""
    return f"{', '.join(facts)}{rules}."


def plans(entered: Sequence[Entered], as_json: bool) -> None:
    """Every plan of an evaluation, a line each, in the order in which they were entered."""
    if as_json:
        json_out([shapes.entered(it) for it in entered])
        return
    table = _table("No.", "Entered", "Start", "Survey", "Outcome", "Title")
    for it in entered:
        outcome = f"{it.plan.outcome} = {it.plan.option}" if it.plan.option else it.plan.outcome
        days = it.day.isoformat(), it.plan.start.isoformat()
        table.add_row(str(it.number), *days, *map(_plain, (it.plan.survey, outcome, it.plan.title)))
    _console().print(table)


def evaluated(it: Evaluated, page: Path | None, *, show: bool = False, as_json: bool = False) -> None:
    """A plan's entry and what came of it, in plain words; what speaks against believing it stands beside it."""
    if as_json:
        found = shapes.evaluation(it.evaluation) if it.evaluation else None
        said = {"told": it.told, "caveats": it.caveats, "file": str(page) if page else None}
        json_out({"plan": shapes.entered(it.entered), "evaluation": found, **said})
    else:
        _told(it, page)
    if show and page:
        webbrowser.open(page.resolve().as_uri())


def _told(it: Evaluated, page: Path | None) -> None:
    out, plan = _console(), it.entered.plan
    out.print(f"[bold]{_plain(plan.title)}[/bold], started on {plan.start}")
    entered = "entered now" if it.fresh else f"entered on {it.entered.day}"
    out.print(f"Plan {it.entered.number}, {entered}. Its outcome, start and units stand; another one is another plan.")
    for said in it.told:
        _wrapped(out, said)
    if it.caveats:
        out.print("What speaks against it:")
    for said in it.caveats:
        _wrapped(out, f"- {said}", 2)
    if it.evaluation is None:
        out.print("There is a result once a stock-take that began after the start has ended.")
    if page:
        out.print(f"The page is [bold]{_plain(str(page))}[/bold]", soft_wrap=True)


def methods(edition: str, notes: Sequence[MethodNote], as_json: bool) -> None:
    """Every method: what is done, after whom, what is done otherwise here and why."""
    if as_json:
        json_out({"edition": edition, "methods": [asdict(note) for note in notes]})
        return
    out = _console()
    out.print(f"How the figures are made: rules of {edition}")
    for note in notes:
        out.print(f"\n[bold]{note.topic}[/bold]")
        out.print(_plain(note.what))
        if note.otherwise:
            out.print(_plain(f"Here: {note.otherwise} {note.why}".rstrip()))
        elif note.why:
            out.print(_plain(note.why))
        out.print(_plain(f"Source: {note.source}."))


def raw(content: str | bytes) -> None:
    """A report itself, byte for byte."""
    if isinstance(content, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)


def json_out(value: object) -> None:
    """JSON on stdout, keys as they are, text not escaped; signs that steer a terminal are."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("".join(sign if sign.isprintable() or sign == "\n" else _escaped(sign) for sign in text) + "\n")


# --- events and rebases ---------------------------------------------------------------------------------------------


def event_added(event: Event, look: Sequence[Problem], as_json: bool) -> Exit:
    """What was recorded; 1 where a person should look."""
    if as_json:
        json_out(shapes.event(event) | {"problems": [shapes.problem(it) for it in look]})
    else:
        said = f"Event {event.id} of {event.survey} is recorded: {event.day}, {_plain(event.text)}."
        _console().print(f"{said} Reports from that day on print it.", soft_wrap=True)
        problems(look)
    return Exit.LOOK if look else Exit.DONE


def events(found: Sequence[Event], as_json: bool) -> None:
    """Every event; without a number where it stands in a questionnaire."""
    if as_json:
        json_out([shapes.event(it) for it in found])
        return
    table = _table("ID", "Day", "Survey", "What", "Recorded")
    for it in found:
        where = "; ".join(SEPARATOR.join(path) for path in it.where)
        recorded = f"{it.recorded}" if it.recorded else "in its file"
        recorded += f", withdrawn {it.withdrawn}" if it.withdrawn else ""
        cells = (str(it.id or ""), str(it.day), it.survey, f"{it.text} ({where})" if where else it.text, recorded)
        table.add_row(*map(_plain, cells))
    table.columns[1].no_wrap = True
    _console().print(table if found else "No event is recorded: `pulse event add SURVEY DATE TEXT`.")


def rebase_added(rebase: Rebase, asked: date, doubts: Sequence[Problem], as_json: bool) -> Exit:
    """Where limits begin anew, and what speaks against it; 1 where something does."""
    if as_json:
        json_out(shapes.rebase(rebase) | {"problems": [shapes.problem(it) for it in doubts]})
    else:
        snapped = "" if rebase.day == asked else f", the first stock-take after {asked}"
        said = f"Rebase {rebase.id}: the limits of {_plain(rebase.item)} begin anew on {rebase.day}{snapped}."
        _console().print(f"{said} Reports print the reason and who decided.", soft_wrap=True)
        problems(doubts)
    return Exit.LOOK if doubts else Exit.DONE


def rebases(found: Sequence[Rebase], as_json: bool) -> None:
    """Every rebase."""
    if as_json:
        json_out([shapes.rebase(it) for it in found])
        return
    out = _console()
    for it in found:
        out.print(f"[bold]{it.id}  {_plain(it.item)}[/bold] of {it.survey}, from {it.day}", soft_wrap=True)
        ended = f"; withdrawn {it.withdrawn}" if it.withdrawn else ""
        _wrapped(out, f"{it.reason.rstrip('.')}. Decided by: {it.who}; recorded {it.recorded}{ended}", 3)
    if not found:
        out.print("No limits were begun anew.")


def withdrawn(what: str, it: Event | Rebase, day: date, as_json: bool) -> None:
    """What no longer counts, or since when it has not."""
    since = it.withdrawn or day
    if as_json:
        json_out({"id": it.id, "withdrawn": since.isoformat(), "again": it.withdrawn is not None})
    elif it.withdrawn is not None:
        _console().print(f"{what.capitalize()} {it.id} was withdrawn on {since} already: nothing is changed.")
    else:
        _console().print(f"{what.capitalize()} {it.id} is withdrawn: reports no longer use it. It stays on the list.")


# --- keeping and deleting --------------------------------------------------------------------------------------------


def closed(kept: Kept, dropped: int, day: date, as_json: bool) -> None:
    """What closing did to a wave, or when it was closed before."""
    since = kept.closed or day
    if as_json:
        facts = {"survey": kept.wave.survey, "wave": kept.wave.label, "closed": since.isoformat()}
        json_out({**facts, "again": kept.closed is not None, "dropped": dropped})
    elif kept.closed is not None:
        _console().print(f"{_wave(kept)} was closed on {since.isoformat()} already: nothing is changed.")
    else:
        out = _console()
        out.print(f"{_wave(kept)} is closed: its key is destroyed, and it takes no more answers.")
        if dropped:
            out.print(_plain(late_screen.dropped_line(dropped)), soft_wrap=True)
        out.print("Reports of it stay as they are. Copies of pulse.key made before still hold its key: destroy them.")


def purge_planned(ready: Sequence[Kept], close_first: Sequence[Problem], as_json: bool) -> Exit:
    """Whose answers would be deleted; 1 where a wave has to be closed first."""
    if as_json:
        waves = [{"survey": it.wave.survey, "wave": it.wave.label, "answers": it.answers} for it in ready]
        json_out({"rehearsal": True, "waves": waves, "close_first": [shapes.problem(it) for it in close_first]})
    else:
        for it in ready:
            _console().print(f"{_wave(it)}: {it.answers:,} answer sheets would be deleted.")
        _purge_rest(ready, close_first)
    return Exit.LOOK if close_first else Exit.DONE


def purged(done: Sequence[Purged], close_first: Sequence[Problem], as_json: bool) -> Exit:
    """What was deleted, with the proof. Raises Stop("purge-left") where a trace is left."""
    if as_json:
        waves = [
            {"survey": it.wave.survey, "wave": it.wave.label}
            | {"answers": it.answers, "traces": it.traces, "left": it.left}
            for it in done
        ]
        json_out({"rehearsal": False, "waves": waves, "close_first": [shapes.problem(it) for it in close_first]})
    else:
        for it in done:
            words = f"{it.answers:,} answer sheets are deleted; {it.left:,} of {it.traces:,} traces found in the file."
            _console().print(f"{_wave(it)}: {words}")
        if done:
            _console().print("Counts and the ledger stay. Backups from before still hold the answers: delete them too.")
        _purge_rest(done, close_first)
    for it in done:
        if it.left:
            raise Stop(problem("purge-left", left=it.left, traces=it.traces))
    return Exit.LOOK if close_first else Exit.DONE


def _purge_rest(waves: Sequence[Kept | Purged], close_first: Sequence[Problem]) -> None:
    if not waves:
        _console().print("There is nothing to delete.")
    problems(close_first)


def backed_up(path: Path) -> None:
    """Where the copy is, and what is not in it."""
    out = _console()
    out.print(f"The database is copied to [bold]{_plain(str(path))}[/bold], which only you can read.", soft_wrap=True)
    out.print("The key is not in it: back up pulse.key by itself, in another place.")


def notice(text: str) -> None:
    """The privacy notice, as it may be pasted; and what only the organisation can add."""
    raw(text)
    hint = "Add who is responsible, how to reach them and your lawful basis; let your data protection officer read it."
    _console(stderr=True).print(hint, style="dim")


def page_for_staff(path: Path, *, signposts: bool) -> None:
    """Where the page is; and what only the organisation can add to it."""
    _console().print(f"The page for staff is [bold]{_plain(str(path))}[/bold]", soft_wrap=True)
    if not signposts:
        hint = "It names nobody to turn to: add signposts under [safeguarding] in pulse.toml."
        _console(stderr=True).print(hint, style="dim", markup=False)


def impact_assessment(text: str) -> None:
    """The assessment as Markdown, to be put into a file; and what is left to do."""
    raw(text)
    _console(stderr=True).print("Complete what stands in square brackets.", style="dim")


def _wave(it: Kept | Purged) -> str:
    return f"{_plain(it.wave.survey)}, wave {_plain(it.wave.label)}"


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1] if ord(sign) != 0x7F else "\\u007f"


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
                progress.advance(task, len(row.keys))
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


def _wrapped(out: Console, text: str, indent: int = 0) -> None:
    """A paragraph, indented as a whole on a terminal; one line where a program reads it."""
    from rich.padding import Padding

    if out.is_terminal:
        out.print(Padding(_plain(text), (0, 0, 0, indent)))
    else:
        out.print(" " * indent + _plain(text), soft_wrap=True)


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
    if item.benchmark:
        parts.append(f"beside {_plain(item.benchmark)}")
    if item.ask_if:
        parts.append(f"asked if {item.ask_if.item} is {item.ask_if.option}")
    return " · ".join(parts)

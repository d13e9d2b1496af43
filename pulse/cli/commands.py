"""The commands, three lines each: what was typed -> a journey -> the screen.

Journeys are imported inside the commands: `pulse --help` loads no database, no template engine and no room.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pulse.cli import (
    attributed,
    codes,
    context,
    export,
    languages,
    languages_screen,
    late_screen,
    ledger,
    library,
    loop,
    one_side,
    proposals,
    publish,
    runs,
    schedules,
    screen,
)
from pulse.cli.app import today
from pulse.cli.given import AnsweredSurvey, AsJson, EndedWave, OneSurvey, OneWave, SurveyId, SurveyInDoubt, ThisWave
from pulse.cli.order import InOrderOfWork
from pulse.model.audiences import Audience
from pulse.model.problems import Stop, problem
from pulse.model.trends import ChartWanted, Improve

if TYPE_CHECKING:
    from pulse.model.collected import Summary
    from pulse.settings import Settings

app = typer.Typer(
    cls=InOrderOfWork,
    help="Recurring staff stock-takes: who is hurt, what do they need, who should meet it.\n\n"
    "Start with `pulse demo` to see one, or `pulse init` to make your own.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
survey_app = typer.Typer(help="Questionnaires: list, read, check, start one.", no_args_is_help=True)
app.add_typer(survey_app, name="survey")
benchmark_app = typer.Typer(help="Published figures that a report can set beside yours.", no_args_is_help=True)
app.add_typer(benchmark_app, name="benchmark")

event_app = typer.Typer(
    help="What happened meanwhile: dated events on the charts. Their text is printed in reports: name no person.",
    no_args_is_help=True,
)
app.add_typer(event_app, name="event")
rebase_app = typer.Typer(
    help="Where limits begin anew, by a person's decision. Reason and role are printed in reports: name no person.",
    no_args_is_help=True,
)
app.add_typer(rebase_app, name="rebase")

comments_app = typer.Typer(
    help="What staff wrote, redacted.\n\nCheck what would be kept, and review it before anything may be quoted.",
    no_args_is_help=True,
)
app.add_typer(comments_app, name="comments")
context.register(app)
export.register(app)
proposals.register(app)
loop.register(app)
one_side.register(app)
attributed.register(app)
codes.register(app, comments_app)
publish.register(app)
schedules.register(app)
runs.register(app)
library.register(survey_app)

Form = Literal["html", "pdf", "csv", "xlsx", "json", "md"]
Encoding = Annotated[str | None, typer.Option(help="What the file is written in, if it is not UTF-8, such as cp1252.")]
FileToRead = Annotated[Path, typer.Argument(metavar="FILE")]
Reviewer = Annotated[str, typer.Option("--by", metavar="WHO", help="Who reviews: a role or initials. Kept.")]


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to make it; here if not given.")] = Path(),
    organisation: Annotated[str, typer.Option(help="The name at the top of every report.")] = "Our organisation",
    zone: Annotated[str, typer.Option(help="Where your staff are.")] = "Europe/London",
    level: Annotated[list[str] | None, typer.Option(help="A level, largest first; give it once for each.")] = None,
) -> None:
    """Make a workspace: settings, a questionnaire, a list of teams."""
    from pulse.journeys import beginning

    levels = tuple(level or beginning.LEVELS)
    screen.workspace(folder, beginning.init(folder, organisation, zone, levels, today()))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Where to make it.")] = Path("pulse-demo"),
    seed: Annotated[int, typer.Option(help="Another number invents another organisation.")] = 1,
    practice: Annotated[
        bool, typer.Option("--practice", help="Only its teams and two exports, to try the commands on by hand.")
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
) -> None:
    """See it work: an invented organisation, its answers, a report.

    Invents eighteen months of exports, lives through them - needs, promises, verdicts - and writes the last reports.
    """
    from pulse.journeys import answering, beginning, reporting
    from pulse.journeys.audiences import Reader
    from pulse.journeys.audiences import render as pages_for

    day = today()
    if practice:
        screen.practice_written(folder, beginning.practice(folder, day, seed))
        return
    rehearsal = beginning.demo(folder, day, seed)
    settings, survey = rehearsal.settings, rehearsal.survey
    screen.demo_made(settings.organisation, folder, rehearsal.exports)
    done = list(screen.watched(rehearsal.lived(), rehearsal.exports))
    screen.demo_collected(done)
    beginning.read_comments(settings, day)
    whom = [Reader("analyst"), *(Reader(*it) for it in rehearsal.readers)]
    reported, *others = pages_for(settings, reporting.Wanted(survey), whom, day)
    screen.reported(reported, reporting.keep(reported, None), show=show)
    pages = [(screen.FOR[it.audience], reporting.keep(made, None)) for it, made in zip(whom[1:], others, strict=True)]
    loop_page = answering.keep(answering.loop_page(settings, survey, day), None)
    guide = answering.keep(answering.guide(settings, survey, rehearsal.team), None)
    screen.demo_pages([("what came of it", loop_page), ("for a team's talk", guide), *pages, *rehearsal.pages])


@survey_app.command("show")
def survey_show(
    survey: Annotated[str, typer.Argument(help="Its id, or a file.")],
    language: Annotated[str, typer.Option(metavar="TAG", help="In another of its languages, like cy.")] = "",
    as_json: AsJson = False,
) -> None:
    """One questionnaire as staff will meet it.

    And the languages it has.
    """
    from pulse.journeys import defining
    from pulse.model.translated import in_language

    found = defining.questionnaire(_workspace_if_any(), survey)
    screen.survey_show(in_language(found, language) if language else found, as_json)


@survey_app.command("check")
def survey_check(
    files: Annotated[list[Path] | None, typer.Argument(help="All of the workspace if none is given.")] = None,
    as_json: AsJson = False,
) -> None:
    """Every fault of a questionnaire at once.

    Each with its place and what to do.
    """
    from pulse.journeys import revising, translating

    settings = _workspace_if_any()
    status = screen.survey_checked(revising.check(settings, files or (), today()), as_json)
    if not as_json:
        languages_screen.told(translating.languages(settings, files or ()))
    raise typer.Exit(status)


@survey_app.command("new")
def survey_new(
    survey: Annotated[str, typer.Argument(help="Its id: a-z, 0-9 and -; that of a shipped one copies it.")],
    title: Annotated[str, typer.Option(help="What staff will see on top of a new one.")] = "How are we?",
) -> None:
    """Start a questionnaire: a shipped one, or an example.

    The id of a shipped one copies it; any other begins from a commented example.
    """
    from pulse.journeys import defining

    screen.survey_started(defining.new(_workspace(), survey, title))


@survey_app.command("schema")
def survey_schema() -> None:
    """The JSON Schema of a questionnaire.

    With it an editor completes what you write.
    """
    from pulse.journeys import defining

    screen.json_out(defining.schema())


@benchmark_app.command("list")
def benchmark_list(as_json: AsJson = False) -> None:
    """Every figure: of whom, how it was counted, who says so."""
    from pulse.journeys import defining

    screen.benchmark_list(defining.benchmarks(_workspace_if_any()), as_json)


@app.command()
def people(file: FileToRead, as_json: AsJson = False) -> None:
    """Load people.csv: the groups, and how many were asked in each."""
    from pulse.journeys import defining

    screen.people_loaded(defining.people(_workspace(), file), today(), as_json)


@app.command()
def inspect(
    file: FileToRead,
    cells: Annotated[Path | None, typer.Option(metavar="OUT.csv", help="Write every cell exactly as read.")] = None,
    encoding: Encoding = None,
    as_json: AsJson = False,
) -> None:
    """Say what a file is: platform, encoding, columns, faults. Stores nothing."""
    from pulse.journeys import collecting

    settings = _workspace_if_any()
    status = screen.inspected(collecting.inspect(settings, file, encoding), as_json)
    if cells is not None:
        screen.cells_written(collecting.cells(settings, file, encoding, cells))
    raise typer.Exit(status)


@app.command()
def collect(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="Exports: CSV or Excel.")] = None,
    survey: SurveyInDoubt = "",
    wave: Annotated[str, typer.Option(metavar="LABEL", help="Which stock-take, such as 2026-11 or 2026-Q4.")] = "",
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The wave's first day, with --wave.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The wave's last day, with --wave.")] = "",
    encoding: Encoding = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do all but store.")] = False,
    accept_rejects: Annotated[
        bool, typer.Option("--accept-rejects", help="Store the rest, however many rows have a fault.")
    ] = False,
    on_change: Annotated[
        Literal["keep", "replace"], typer.Option(help="An answer sheet that has other answers now: which counts.")
    ] = "keep",
    delete_missing: Annotated[
        bool, typer.Option("--delete-missing", help="Delete what was deleted on the platform. It cannot come back.")
    ] = False,
    undo: Annotated[int | None, typer.Option(metavar="ID", help="Take a collect back; see `pulse collects`.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take in what a survey platform exported, twice without harm.

    Each file is taken wholly or not at all.
    """
    from pulse.journeys import collecting, mapping
    from pulse.model.collected import Choices

    if undo is not None:
        screen.undone(undo, collecting.undo(_workspace(), undo, today()), as_json)
        return
    if not files:
        raise Stop(problem("no-file-named"))
    if delete_missing and not (yes or dry_run):
        screen.confirm("Answers that the platform no longer holds are deleted for good. Go on?")
    choices = Choices(on_change, delete_missing, accept_rejects)
    days = _day(first, "--from"), _day(last, "--to")
    wanted = collecting.Wanted(survey, wave, *days, encoding, dry_run, choices)
    if screen.can_ask() and not as_json:
        mapping.settle(_workspace(), files, wanted, today(), screen.ask_columns)
    with screen.row_watch() as watch:
        done, stop = _until_stop(collecting.collect_files(_workspace(), files, wanted, today(), watch))
    status = screen.collected(done, as_json)
    if stop is not None:
        raise stop
    raise typer.Exit(status)


@app.command("map")
def map_columns(
    file: FileToRead,
    survey: SurveyInDoubt = "",
    encoding: Encoding = None,
    as_json: AsJson = False,
) -> None:
    """Say which column answers which item, where that is in doubt.

    Collects nothing.
    """
    from pulse.journeys import collecting, mapping

    wanted = collecting.Wanted(survey, encoding=encoding)
    ask = screen.ask_columns if screen.can_ask() and not as_json else None
    raise typer.Exit(screen.mapped(mapping.columns(_workspace(), file, wanted, today(), ask), as_json))


@app.command()
def collects(as_json: AsJson = False) -> None:
    """Every collect: its number, what it brought, to which wave.

    The number is for `pulse collect --undo`.
    """
    from pulse.journeys import collecting

    screen.collects(collecting.collects(_workspace()), as_json)


@app.command()
def report(
    survey: AnsweredSurvey = "",
    wave: EndedWave = "",
    by: Annotated[str, typer.Option(metavar="LEVEL", help="Show groups down to this level only.")] = "",
    form: Annotated[Form, typer.Option("--format", help="What to write.")] = "html",
    audience: Annotated[
        Audience | None, typer.Option("--for", help="Write it for one reader; the full report if not given.")
    ] = None,
    group: Annotated[str, typer.Option(metavar="GROUP", help="Whose page, with --for manager or team.")] = "",
    each: Annotated[str, typer.Option(metavar="LEVEL", help="A page for each group of a level, and an index.")] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to; - for the screen.")] = None,
    interim: Annotated[bool, typer.Option("--interim", help="Report a wave that is open; this freezes it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write the report of a wave: one file that opens anywhere.

    Or pages for others, from the same figures.
    board: one side of A4 and an appendix. manager, team: about one group. staff: what came of it, in plain words.
    """
    from pulse.journeys import audiences, reporting

    settings, wanted = _workspace(), reporting.Wanted(survey, wave, by, interim, form)
    if interim and not yes:
        screen.confirm(late_screen.INTERIM)
    if each:
        if group or str(output) == "-":
            raise Stop(problem("each-many"))
        made = audiences.render(settings, wanted, (), today(), audiences.each(settings, each, audience))
        screen.reported_each(made, audiences.keep(made, output), show=show, as_json=as_json)
        return
    whom = audiences.reader(audience or "analyst", group)
    if whom.audience == "analyst":
        reported = reporting.render(settings, wanted, today())
    else:
        (reported,) = audiences.render(settings, wanted, [whom], today())
    if str(output) == "-":
        screen.raw(reported.content)
    else:
        screen.reported(reported, reporting.keep(reported, output), show=show, as_json=as_json)


@app.command()
def audit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Finished reports, share files.")],
    as_json: AsJson = False,
) -> None:
    """Say what finished reports give away.

    It reads them again, as a curious colleague would.
    """
    from pulse.journeys import auditing

    raise typer.Exit(screen.audited(auditing.files(_workspace_if_any(), files), as_json))


@app.command()
def close(
    survey: SurveyId,
    wave: ThisWave,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """End a wave for good: destroy its key, fold small counts away.

    Its answers stay until purged.
    """
    from pulse.journeys import keeping

    kept = keeping.to_close(_workspace(), survey, wave, today())
    if not (yes or kept.closed):
        screen.confirm(f"Wave {wave} takes no more answers, and none can be corrected or deleted by itself. Go on?")
    dropped = keeping.close(_workspace(), kept, today())
    screen.closed(kept, dropped, today(), as_json)


@app.command()
def purge(
    survey: Annotated[str, typer.Option(metavar="ID", help="Which questionnaire; all with --before.")] = "",
    wave: Annotated[str, typer.Option(metavar="LABEL", help="The wave whose answers go.")] = "",
    before: Annotated[str, typer.Option(metavar="DATE", help="All waves that ended before this day.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and delete nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete the answers of closed waves, and prove it. Counts that reports rest on stay."""
    from pulse.journeys import keeping

    wanted = keeping.Wanted(survey, wave, _day(before, "--before"))
    found = keeping.to_purge(_workspace(), wanted, today())
    if dry_run:
        raise typer.Exit(screen.purge_planned(found.ready, found.close_first, as_json))
    if found.ready and not yes:
        screen.confirm(f"The answers of {len(found.ready)} wave(s) are deleted for good. Go on?")
    raise typer.Exit(screen.purged(keeping.purge(_workspace(), found.ready), found.close_first, as_json))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to, best on another disk.")],
    force: Annotated[bool, typer.Option("--force", help="Replace an older backup.")] = False,
) -> None:
    """Copy the database into one file that only you can read.

    Without leftovers of what was deleted.
    """
    from pulse.journeys import keeping

    keeping.backup(_workspace(), file, today(), over=force)
    screen.backed_up(file)


@app.command()
def notice(
    survey: Annotated[str, typer.Option(metavar="ID", help="The notice of one questionnaire.")] = "",
    page: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write an HTML page for staff: every promise, and its test.")
    ] = None,
    dpia: Annotated[bool, typer.Option("--dpia", help="Print a data protection impact assessment instead.")] = False,
) -> None:
    """The privacy notice for staff, from the settings in force.

    Or a page for staff, or an impact assessment.
    """
    from pulse.journeys import telling

    settings = _workspace()
    if page:
        telling.safety_page(settings, survey, page)
        screen.page_for_staff(page, signposts=bool(settings.safeguarding.signposts))
    elif dpia:
        screen.impact_assessment(telling.impact_assessment(settings, survey))
    else:
        screen.notice(telling.notice(settings, survey))


@event_app.command("add")
def event_add(
    survey: SurveyId,
    date_: Annotated[str, typer.Argument(metavar="DATE", help="The day, like 2026-05-12.")],
    text: Annotated[str, typer.Argument(help="What happened, in one line of at most 120 signs; no person's name.")],
    kind: Annotated[
        Literal["programme", "reorganisation", "pressure", "other"], typer.Option(help="What it was, in a word.")
    ] = "other",
    group: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help='A group it concerns, like "North / Surgery"; once for each.'),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Record an event: a programme started, a merger, a strike. Reports draw it and print its text."""
    from pulse.journeys import timeline
    from pulse.model.events import Event

    event = Event(survey, _needed_day(date_, "DATE"), text, kind, recorded=today())
    added, look = timeline.add_event(_workspace(), event, group or ())
    raise typer.Exit(screen.event_added(added, look, as_json))


@event_app.command("list")
def event_list(as_json: AsJson = False) -> None:
    """Every event, recorded or in a questionnaire; those withdrawn too."""
    from pulse.journeys import timeline

    screen.events(timeline.events(_workspace()), as_json)


@event_app.command("remove")
def event_remove(
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number in `pulse event list`.")],
    as_json: AsJson = False,
) -> None:
    """Withdraw a recorded event: reports no longer show it.

    It stays on the list with today's date.
    """
    from pulse.journeys import timeline

    screen.withdrawn("event", timeline.remove_event(_workspace(), number, today()), today(), as_json)


@rebase_app.command("add")
def rebase_add(
    survey: SurveyId,
    item: Annotated[str, typer.Argument(help="The id of a question or of an index.")],
    date_: Annotated[str, typer.Argument(metavar="DATE", help="From the first stock-take on or after this day.")],
    reason: Annotated[str, typer.Option(help="Why: what is known to have changed, for good. Printed in reports.")] = "",
    who: Annotated[str, typer.Option(metavar="ROLE", help="Who decided: a role, not a name. Printed in reports.")] = "",
    as_json: AsJson = False,
) -> None:
    """Let the limits of a chart begin anew. The chart with the original limits stays in every report."""
    from pulse.journeys import timeline
    from pulse.model.events import Rebase

    asked = _needed_day(date_, "DATE")
    added, doubts = timeline.add_rebase(_workspace(), Rebase(survey, item, asked, reason, who, today()))
    raise typer.Exit(screen.rebase_added(added, asked, doubts, as_json))


@rebase_app.command("list")
def rebase_list(as_json: AsJson = False) -> None:
    """Every rebase, with its reason and who decided.

    Those withdrawn too.
    """
    from pulse.journeys import timeline

    screen.rebases(timeline.rebases(_workspace()), as_json)


@rebase_app.command("remove")
def rebase_remove(
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number in `pulse rebase list`.")],
    as_json: AsJson = False,
) -> None:
    """Withdraw a rebase: the original limits count again.

    It stays on the list with today's date.
    """
    from pulse.journeys import timeline

    screen.withdrawn("rebase", timeline.remove_rebase(_workspace(), number, today()), today(), as_json)


@comments_app.command("check")
def comments_check(
    file: FileToRead,
    survey: SurveyInDoubt = "",
    wave: Annotated[str, typer.Option(metavar="LABEL", help="Which stock-take, such as 2026-11.")] = "",
    encoding: Encoding = None,
    as_json: AsJson = False,
) -> None:
    """Show every comment of an export as it would be kept. Stores nothing."""
    from pulse.journeys import collecting

    wanted = collecting.Wanted(survey, wave, encoding=encoding, rehearsal=True)
    screen.comments_checked(collecting.check_comments(_workspace(), file, wanted, today()), as_json)


@comments_app.command("list")
def comments_list(as_json: AsJson = False) -> None:
    """How many comments of each wave wait for review.

    And what was decided of the others.
    """
    from pulse.journeys import reviewing

    screen.comment_counts(reviewing.counts(_workspace()), as_json)


@comments_app.command("review")
def comments_review(by: Reviewer, survey: OneSurvey = "", wave: OneWave = "") -> None:
    """Read the comments that wait, one by one.

    Accept, shorten or withhold each. Stop at any time, and go on later.
    """
    from pulse.journeys import reviewing

    if not screen.can_ask():
        raise Stop(problem("review-terminal"))
    screen.reviewed(reviewing.review(_workspace(), survey, wave, by, today(), screen.ask_review))


@comments_app.command("export")
def comments_export(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Where to; only you can read it.")],
    survey: OneSurvey = "",
    wave: OneWave = "",
) -> None:
    """Write the comments that wait to a CSV.

    To be decided on in a spreadsheet.
    """
    from pulse.journeys import reviewing

    screen.sheet_written(file, reviewing.write_sheet(_workspace(), file, survey, wave))


@comments_app.command("import")
def comments_import(file: FileToRead, by: Reviewer, as_json: AsJson = False) -> None:
    """Take the decisions in such a CSV.

    All of them, or none where a row was lost or changed.
    """
    from pulse.journeys import reviewing

    screen.reviewed(reviewing.read_sheet(_workspace(), file, by, today()), as_json)


@app.command()
def alerts(
    resolve: Annotated[str, typer.Option(metavar="ID", help="The alert that has been dealt with.")] = "",
    by: Annotated[str, typer.Option(metavar="WHO", help="Who dealt with it: a role or initials.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was done.")] = "",
    lists: Annotated[
        bool, typer.Option("--lists", help="Write the two lists of phrases into risk/, to be edited.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Comments that speak of somebody at risk: list, resolve.

    For the safeguarding lead alone.
    """
    from pulse.journeys import alerting

    if lists:
        screen.phrases_written(alerting.write_phrases(_workspace()))
    elif resolve:
        screen.alert_resolved(alerting.resolve(_workspace(), resolve, by, note, today()), as_json)
    else:
        raise typer.Exit(screen.alerts(alerting.alerts(_workspace()), as_json))


@app.command()
def trend(
    series: Annotated[
        Path, typer.Argument(metavar="SERIES.csv", help="Columns date,value or date,count,n or date,value,n.")
    ],
    chart: Annotated[
        ChartWanted, typer.Option(help="Which chart; auto: by the number of points and the columns.")
    ] = "auto",
    improve: Annotated[Improve, typer.Option(help="Which way is better.")] = "up",
    target: Annotated[float | None, typer.Option(help="Judge whether usual results meet it.")] = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", "--rebase", metavar="DATE", help="New limits from this date on.")
    ] = None,
    freeze: Annotated[
        int | None,
        typer.Option("--freeze", "--baseline", metavar="N", help="Limits from the first N points, 12 or more."),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="DATE", help="Judge this point, and leave it out of the limits.")
    ] = None,
    no_screen: Annotated[bool, typer.Option("--no-screen", help="Keep unusually large moving ranges.")] = False,
    no_floor: Annotated[
        bool, typer.Option("--no-floor", help="Let P-prime limits be narrower than sampling alone makes them.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Limits and signals of any series, on the chart that fits it.

    Or on the one named with --chart.
    """
    from pulse.journeys import trending
    from pulse.model.trends import Method

    method = Method(
        chart,
        improve,
        target,
        _dates(part, "--part"),
        freeze,
        _dates(exclude, "--exclude"),
        screen=not no_screen,
        floor=not no_floor,
    )
    screen.trend_judged(trending.judge(series, method), as_json)


@app.command()
def evaluate(
    plan: Annotated[Path | None, typer.Argument(metavar="PLAN.toml", help="What was tried, where, since when.")] = None,
    register: Annotated[bool, typer.Option("--register", help="Enter the plan and do not look yet.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Every plan that was entered.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE.html", help="Write a page; - for the screen.")
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say whether something that was tried worked.

    Its units are held against others, before and after.
    """
    from pulse.journeys import evaluating

    settings = _workspace()
    if listed:
        screen.plans(evaluating.plans(settings), as_json)
        return
    if plan is None:
        raise Stop(problem("no-plan-named"))
    found = evaluating.evaluate(settings, plan, today(), only_enter=register)
    if str(output) == "-":
        screen.raw(evaluating.page(settings, found))
        return
    page = evaluating.keep(evaluating.page(settings, found), output) if output else None
    screen.evaluated(found, page, show=show, as_json=as_json)


@app.command()
def method(as_json: AsJson = False) -> None:
    """How every figure is made, with its source.

    And where and why that differs from what was published.
    """
    from pulse.journeys import trending

    screen.methods(*trending.methods(), as_json)


def _until_stop(summaries: Iterable[Summary]) -> tuple[list[Summary], Stop | None]:
    """What was collected before a file could not be, and why: the files before it are in the store, and are told."""
    done: list[Summary] = []
    try:
        done.extend(summaries)
    except Stop as stop:
        return done, stop
    return done, None


def _workspace() -> Settings:
    from pulse import settings

    return settings.find(Path.cwd())


def _workspace_if_any() -> Settings | None:
    try:
        return _workspace()
    except Stop as stop:
        if stop.problems[0].code == "no-workspace":
            return None
        raise


def _dates(texts: list[str] | None, option: str) -> tuple[date, ...]:
    return tuple(day for text in texts or () if (day := _day(text, option)))


def _day(text: str, option: str) -> date | None:
    return _needed_day(text, option) if text else None


def _needed_day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Stop(problem("not-a-date", option=option)) from error


languages.register(survey_app)
ledger.register(app, _workspace)

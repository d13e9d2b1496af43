"""The commands of the loop: needs, commitments, and the next questionnaire that asks after them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pulse.cli import loop_screen as screen
from pulse.cli.app import today
from pulse.cli.given import AsJson, OneSurvey, SurveyId
from pulse.model.loop_answers import Offer, OwnersWord, Vouched
from pulse.model.problems import Stop, problem

if TYPE_CHECKING:
    from pulse.settings import Settings

needs_app = typer.Typer(
    help="The register of needs.\n\nWhat staff need, since when, and what came of it. Nothing in it is ever deleted.",
    invoke_without_command=True,
)
commitment_app = typer.Typer(help="One commitment: its owner's word.", no_args_is_help=True)

ReportedWave = Annotated[str, typer.Option("--wave", metavar="LABEL", help="A reported wave; the last if not given.")]
NeedNumber = Annotated[int, typer.Argument(metavar="NEED", help="Its number in `pulse needs`.")]
NamesNobody = Annotated[
    bool, typer.Option("--names-nobody", help="What looks like a name in the words names nobody. Put on record.")
]
OwnerIsARole = Annotated[
    bool, typer.Option("--owner-is-a-role", help="What looks like a name is a role. Put on record.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; in reports/ if not given.")
]
LevelName = Annotated[
    str, typer.Option("--level", metavar="L", help="self, team, manager, directorate, board, system or national.")
]


def register(app: typer.Typer) -> None:
    """Adds the commands of the loop."""
    app.add_typer(needs_app, name="needs")
    app.command()(commit)
    app.command()(commitments)
    app.add_typer(commitment_app, name="commitment")
    app.command("open")(open_wave)
    app.command("loop")(loop_page)
    app.command()(guide)
    app.command()(talked)


@needs_app.callback()
def needs(
    context: typer.Context,
    survey: OneSurvey = "",
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Instead, needs that a reported wave speaks of and nobody has opened.")
    ] = False,
    wave: ReportedWave = "",
    as_json: AsJson = False,
) -> None:
    """The register: every need, those that wait first, the oldest first."""
    if context.invoked_subcommand is not None:
        return
    from pulse.journeys import needing

    settings = _workspace()
    if suggest:
        screen.suggestions(needing.suggestions(settings, survey, wave), as_json)
        return
    found = needing.register(settings, survey, today())
    screen.register(found, needing.follow_through(settings, survey, today()), today(), as_json)


@needs_app.command("open")
def needs_open(
    mark: Annotated[str, typer.Argument(metavar="MARK", help="The mark of a suggestion: `pulse needs --suggest`.")],
    survey: OneSurvey = "",
    wave: ReportedWave = "",
    level: LevelName = "",
    as_json: AsJson = False,
) -> None:
    """Open a need that the shown figures speak of."""
    from pulse.journeys import needing

    screen.need(needing.open_need(_workspace(), survey, wave, mark, level, today()), today(), as_json)


@needs_app.command("add")
def needs_add(
    survey: SurveyId,
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help="What is needed, in one line; no names.")],
    level: Annotated[str, typer.Option("--level", metavar="L", help="Who should meet it, as staff say.")],
    horizon: Annotated[str, typer.Option(metavar="WHEN", help="now, medium or long.")] = "now",
    group: Annotated[
        str, typer.Option(metavar="PATH", help='"North / Surgery", or "Surgery"; everyone if not given.')
    ] = "",
    names_nobody: NamesNobody = False,
    as_json: AsJson = False,
) -> None:
    """Open a need by hand.

    Something that came up in comments, or in a conversation.
    """
    from pulse.journeys import needing

    said = needing.ByHand(survey, what, level, horizon, group, Vouched(texts=names_nobody))
    screen.need(needing.add_need(_workspace(), said, today()), today(), as_json)


@needs_app.command("history")
def needs_history(number: NeedNumber, as_json: AsJson = False) -> None:
    """Everything that happened to a need, with its days."""
    from pulse.journeys import needing

    screen.history(needing.history(_workspace(), number), today(), as_json)


@needs_app.command("acknowledge")
def needs_acknowledge(
    number: NeedNumber,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What is being looked at.")] = "",
    names_nobody: NamesNobody = False,
    as_json: AsJson = False,
) -> None:
    """Note that a need has been seen.

    One that was declined is open again.
    """
    from pulse.journeys import needing

    vouched = Vouched(texts=names_nobody)
    screen.need(needing.acknowledge(_workspace(), number, note, vouched, today()), today(), as_json)


@needs_app.command("decline")
def needs_decline(
    number: NeedNumber,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; printed for staff.")],
    names_nobody: NamesNobody = False,
    as_json: AsJson = False,
) -> None:
    """Say that a need cannot be met, and why."""
    from pulse.journeys import needing

    vouched = Vouched(texts=names_nobody)
    screen.need(needing.decline(_workspace(), number, because, vouched, today()), today(), as_json)


@needs_app.command("export")
def needs_export(file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Where to.")]) -> None:
    """Write the needs that wait to a CSV.

    For owners to fill in with a spreadsheet.
    """
    from pulse.journeys import committing

    screen.sheet_written(file, committing.write_sheet(_workspace(), file))


@needs_app.command("import")
def needs_import(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv")],
    owner_is_a_role: OwnerIsARole = False,
    names_nobody: NamesNobody = False,
    as_json: AsJson = False,
) -> None:
    """Take what owners filled in.

    All of it, or nothing where a row was lost or an id was changed.
    """
    from pulse.journeys import committing

    vouched = Vouched(owner_is_a_role, names_nobody)
    screen.sheet_taken(committing.read_sheet(_workspace(), file, vouched, today()), as_json)


def commit(
    number: NeedNumber,
    owner: Annotated[str, typer.Option(metavar="ROLE", help="Who promises: a role, not a name. Shown to staff.")],
    level: LevelName,
    by: Annotated[str, typer.Option("--by", metavar="DATE", help="By when, like 2026-12-31.")],
    measure: Annotated[str, typer.Option(metavar="ITEM", help="The question or index that should show it.")],
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help="What will be done, in one line; no names.")],
    owner_is_a_role: OwnerIsARole = False,
    names_nobody: NamesNobody = False,
    as_json: AsJson = False,
) -> None:
    """Commit to do something about a need, by a day."""
    from pulse.journeys import committing

    offer = Offer(number, owner, level, _day(by, "--by"), measure, what)
    vouched = Vouched(owner_is_a_role, names_nobody)
    screen.need(committing.commit(_workspace(), offer, vouched, today()), today(), as_json)


def commitments(
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose day is over.")] = False,
    survey: OneSurvey = "",
    as_json: AsJson = False,
) -> None:
    """Every commitment: its owner's word beside what staff say. Ends with status 1 where one is overdue."""
    from pulse.journeys import committing

    found = committing.commitments(_workspace(), survey, today())
    raise typer.Exit(screen.commitments(found, only_overdue=overdue, as_json=as_json))


@commitment_app.command("status")
def commitment_status(
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number in `pulse commitments`.")],
    status: Annotated[Literal["kept", "late", "dropped"], typer.Argument(help="The owner's own word.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was done, or why it was dropped.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="DATE", help="A new date, where it is late.")] = "",
    names_nobody: NamesNobody = False,
    as_json: AsJson = False,
) -> None:
    """Put the owner's word on record, with today's date. What staff say stands apart from it."""
    from pulse.journeys import committing

    word = OwnersWord(number, status, note, _day(by, "--by") if by else None)
    screen.need(committing.say(_workspace(), word, Vouched(texts=names_nobody), today()), today(), as_json)


def open_wave(
    survey: SurveyId,
    wave: Annotated[str, typer.Option(metavar="LABEL", help="Which wave; the next by the schedule if not given.")] = "",
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The wave's first day, with --wave.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The wave's last day, with --wave.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write the next wave's questionnaire, with what was promised.

    The survey, and at its end the question whether what was promised has been met.

    As TOML, and as text to paste into a survey platform.
    """
    from pulse.journeys import opening

    days = (_day(first, "--from") if first else None, _day(last, "--to") if last else None)
    screen.opened(opening.open_wave(_workspace(), survey, wave, *days, today()), as_json)


def loop_page(
    survey: Annotated[str, typer.Argument(help="The questionnaire's id; the only one if not given.")] = "",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Write the page for staff: you said, we did, we could not.

    With the reason where we could not, and whether staff say that it was met.

    Ends with status 1, and writes nothing, while more than a quarter of the needs has no answer.
    """
    from pulse.journeys import answering

    page = answering.loop_page(_workspace(), survey, today())
    screen.page(page, answering.keep(page, output), as_json)


def guide(
    group: Annotated[str, typer.Argument(metavar="GROUP", help='Whose: "North / Surgery / Ward 6", or "Ward 6".')],
    survey: OneSurvey = "",
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Write one sheet for a team's talk.

    Three facts, what its neighbours carry, three questions, room for needs.
    """
    from pulse.journeys import answering

    page = answering.guide(_workspace(), survey, group)
    screen.page(page, answering.keep(page, output), as_json)


def talked(
    group: Annotated[str, typer.Argument(metavar="GROUP", help='Who: "North / Surgery / Ward 6", or "Ward 6".')],
    day: Annotated[str, typer.Option("--date", metavar="DATE", help="When it was held; today if not given.")] = "",
    as_json: AsJson = False,
) -> None:
    """Put on record that a team has talked.

    And nothing of what was said in it. Never deleted.
    """
    from pulse.journeys import answering

    when = _day(day, "--date") if day else today()
    settings = _workspace()
    screen.talk(answering.note_talk(settings, group, when, today()), settings.levels[-1], as_json)


def _workspace() -> Settings:
    from pulse import settings

    return settings.find(Path.cwd())


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Stop(problem("not-a-date", option=option)) from error

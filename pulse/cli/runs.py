"""The daily line, its log, and what staff are told: what was typed -> a journey -> the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from pulse.cli import runs_screen as screen
from pulse.cli.app import clock, today
from pulse.cli.given import AsJson, SurveyId
from pulse.model.messages import Kind


def register(app: typer.Typer) -> None:
    """Puts the commands of this module into the program's."""
    app.command()(run)
    app.command()(log)
    app.command()(message)


def run(
    on: Annotated[str, typer.Option("--date", metavar="DATE", help="As on another day; then no messages leave.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Do whatever is due. To be run once a day.

    Open, collect the inbox, report, close, tell staff.

    Quiet when nothing happened; one line on stderr, and status 1, when something needs a person.
    """
    from pulse.cli.commands import _day, _workspace
    from pulse.journeys import running

    day = _day(on, "--date") or today()
    came_to = running.run(_workspace(), day, clock(), rehearsal=dry_run, send=dry_run or day == today())
    raise typer.Exit(screen.ran(came_to, as_json))


def log(
    everything: Annotated[bool, typer.Option("--all", help="Also runs on which nothing happened.")] = False,
    as_json: AsJson = False,
) -> None:
    """What `pulse run` did, day by day, the newest first."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import running

    screen.log(running.log(_workspace()), as_json, everything=everything)


def message(
    survey: SurveyId,
    kind: Annotated[Kind | None, typer.Option(help="Which of them; all four if not given.")] = None,
    wave: Annotated[str, typer.Option(metavar="LABEL", help="The newest stock-take if not given.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the texts for staff. Sends nothing.

    Invitation, reminder, thanks and results.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import messaging

    screen.messages(messaging.texts(_workspace(), survey, wave, (kind,) if kind else (), today()), as_json)

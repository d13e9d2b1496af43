"""When questionnaires come round, and whether this workspace is well: what was typed -> a journey -> the screen."""

from __future__ import annotations

import shutil
import sys
from datetime import date, time
from pathlib import Path
from typing import Annotated

import typer

from pulse.cli import schedules_screen as screen
from pulse.cli.app import clock, today
from pulse.cli.given import AsJson, OneSurvey
from pulse.model.problems import Stop, problem
from pulse.model.schedules import System

OnDay = Annotated[str, typer.Option("--date", metavar="DATE", help="As on another day, like 2026-12-01.")]

schedule_app = typer.Typer(help="When questionnaires run, end and repeat, in words.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Puts the commands of this module into the program's."""
    app.add_typer(schedule_app, name="schedule")
    app.command()(due)
    app.command()(doctor)


@schedule_app.callback()
def schedule(
    context: typer.Context,
    survey: OneSurvey = "",
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """When each questionnaire runs, ends and repeats, in words, with the next five dates."""
    if context.invoked_subcommand is not None:
        return
    from pulse.cli.commands import _workspace
    from pulse.journeys import scheduling

    screen.outlines(scheduling.outlines(_workspace(), survey, _on(on)), as_json)


@schedule_app.command("show")
def schedule_show(
    system: Annotated[System, typer.Option("--as", help="For which clock; `ics` is a calendar of the next dates.")],
    at: Annotated[str, typer.Option(metavar="TIME", help="When, every day.")] = "07:15",
) -> None:
    """Print what to paste for `pulse run` to run every day. Nothing is installed or changed."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import scheduling

    settings = _workspace()
    line = scheduling.daily_line(settings, _program(), _clock_time(at), today())
    screen.to_paste(scheduling.paste(settings, system, line))


def due(on: OnDay = "", as_json: AsJson = False) -> None:
    """What a day means, by the schedules alone.

    What begins, is open, takes late exports or is to be closed on it.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import scheduling

    day = _on(on)
    screen.due(scheduling.due(_workspace(), day), day, as_json)


def doctor(as_json: AsJson = False) -> None:
    """What is wrong with this workspace, and what mends it. Changes nothing; status 1 where something is wrong."""
    from pulse.journeys import doctoring

    raise typer.Exit(screen.examined(doctoring.examine(Path.cwd(), today(), clock()), as_json))


def _on(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else today()
    except ValueError as error:
        raise Stop(problem("not-a-date", option="--date")) from error


def _clock_time(text: str) -> time:
    try:
        hour, minute = map(int, text.split(":"))
        return time(hour, minute)
    except ValueError as error:
        raise Stop(problem("clock-time")) from error


def _program() -> str:
    """The whole path of this program, since a system's clock knows no PATH of a person's."""
    started = Path(sys.argv[0])
    found = started if started.is_absolute() else shutil.which("pulse")
    return str(Path(found or started).absolute())

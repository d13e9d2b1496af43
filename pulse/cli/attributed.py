"""Answers by name, kept apart: what was typed -> a journey -> the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pulse.cli import attributed_screen, screen
from pulse.cli.app import today
from pulse.cli.given import AsJson

attributed_app = typer.Typer(
    help="Answers given by name, as all who are asked agreed.\n\nTwo boards, say. Never among confidential ones.",
    no_args_is_help=True,
)

SurveyId = Annotated[str, typer.Argument(help="The questionnaire's id; it has attributed = true.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(attributed_app, name="attributed")


@attributed_app.command("collect")
def collect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export: CSV or Excel.")],
    survey: Annotated[str, typer.Option("--survey", metavar="ID", help="Which questionnaire.")],
    wave: Annotated[str, typer.Option("--wave", metavar="LABEL", help="Which time, such as 2026-11.")],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="Its first day, where no label tells.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Its last day.")] = "",
    encoding: Annotated[str | None, typer.Option(help="What the file is written in, if it is not UTF-8.")] = None,
    as_json: AsJson = False,
) -> None:
    """Take in answers by name, whole or not at all.

    Later answers of a person replace her earlier ones.
    """
    from pulse.cli.commands import _day, _workspace
    from pulse.journeys import attributed

    settings = _workspace()
    named = attributed.named_wave(settings, survey, wave, _day(first, "--from"), _day(last, "--to"))
    attributed_screen.taken(attributed.take(settings, file, survey, named, encoding), as_json)


@attributed_app.command("list")
def listed(as_json: AsJson = False) -> None:
    """Every wave, and how many answered.

    With when its answers were listed, and whether they were deleted.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import attributed

    attributed_screen.waves(attributed.waves(_workspace()), as_json)


@attributed_app.command("report")
def report(
    survey: SurveyId,
    wave: Annotated[str, typer.Option("--wave", metavar="LABEL", help="The last one if not given.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write the page of who said what.

    For those who were asked, and nobody else.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import attributed

    found, path, entry = attributed.write(_workspace(), survey, wave, today())
    attributed_screen.written(path, len(found.given), entry, as_json)


@attributed_app.command("purge")
def purge(
    survey: SurveyId,
    wave: Annotated[str, typer.Argument(metavar="WAVE", help="Which time, such as 2026-11.")],
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Delete a wave's answers by name."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import attributed

    if not yes:
        screen.confirm(f"The answers by name of wave {wave} are deleted for good. Go on?")
    settings = _workspace()
    gone = attributed.purge(settings, survey, wave, today())
    attributed_screen.purged(gone, attributed.page_of(settings, survey, wave), as_json)


@attributed_app.command("backup")
def backup(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="Where to: never the backup of the other database.")],
    force: Annotated[bool, typer.Option("--force", help="Replace an older backup of the same kind.")] = False,
) -> None:
    """Copy the database of answers by name, and nothing else."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import attributed

    attributed.backup(_workspace(), to, over=force)
    attributed_screen.backed_up(to)

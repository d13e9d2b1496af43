"""What the organisation counts: what was typed -> a journey -> the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pulse.cli import context_screen as screen
from pulse.cli.app import today
from pulse.cli.given import AsJson

context_app = typer.Typer(
    help="What the organisation counts, drawn beside the scores.\n\n"
    "Suspensions, investigations, absence ... Small numbers are told as bands and never stored.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Puts the commands of this module into the program's."""
    app.add_typer(context_app, name="context")


@context_app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="month or quarter,indicator,value,unit,source")],
    correct: Annotated[
        bool, typer.Option("--correct", help="Other values than before are corrections; both stay on record.")
    ] = False,
    names_nobody: Annotated[
        bool, typer.Option("--names-nobody", help="What looks like a name in an indicator or a source is none.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put values of the whole organisation down.

    Names of indicators are printed in reports: name no person.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import counting

    read = counting.add(_workspace(), file, today(), correct=correct, names_nobody=names_nobody)
    screen.added(read, as_json)


@context_app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Every indicator with its periods, the last word on each."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import counting

    screen.listed(counting.listed(_workspace()), as_json)

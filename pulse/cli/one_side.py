"""The plan of two bodies: what was typed -> a journey -> the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from pulse.cli import one_side_screen
from pulse.cli.app import today
from pulse.cli.given import AsJson
from pulse.model.problems import Stop, problem


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(plan)


def plan(
    one: Annotated[
        str,
        typer.Argument(metavar="A", help='A group in people.csv: "North / Surgery", or "Surgery".'),
    ] = "",
    other: Annotated[str, typer.Argument(metavar="B", help="The one it does business with.")] = "",
    outside: Annotated[bool, typer.Option("--outside", help="B is no group of this workspace.")] = False,
    due: Annotated[bool, typer.Option("--due", help="List plans by their review; status 1 where one is due.")] = False,
    on: Annotated[str, typer.Option("--date", metavar="DATE", help="With --due: another day than today.")] = "",
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """One side of A4 on how two bodies do business with each other.

    The first time it writes a file to fill in; after that, the page.
    """
    from pulse.cli.commands import _day, _workspace
    from pulse.journeys import one_side

    day = _day(on, "--date") or today()
    if due:
        raise typer.Exit(one_side_screen.due(one_side.due(_workspace()), day, as_json))
    if not (one and other):
        raise Stop(problem("side-which"))
    done = one_side.plan(_workspace(), one, other, today(), outside=outside)
    one_side_screen.planned(done.file, done.page, done.review, as_json, show=show)

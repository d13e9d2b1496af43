"""`pulse export`: figures in the shape that somebody outside asks for."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pulse.cli.app import today
from pulse.cli.given import AnsweredSurvey, AsJson, EndedWave
from pulse.cli.screen import _console, _plain, json_out, raw
from pulse.model.problems import Stop, problem

if TYPE_CHECKING:
    from pulse.journeys.exporting import Exported, Shared


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(export)


def export(
    survey: AnsweredSurvey = "",
    engagement_nine: Annotated[
        bool, typer.Option("--engagement-nine", help="The nine engagement questions of NHS England, of everyone.")
    ] = False,
    share: Annotated[
        Path | None,
        typer.Option("--share", metavar="FILE.db", help="A database of released figures that may travel."),
    ] = None,
    wave: EndedWave = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to; - for the screen.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write a table of a wave for others.

    Counts and scores, and nothing that its report does not show.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import exporting

    if engagement_nine == (share is not None):
        raise Stop(problem("export-what"))
    settings = _workspace()
    if share is not None:
        shared = exporting.share(settings, survey, wave, today())
        return _shared(shared, *exporting.keep_shared(shared, share), as_json=as_json)
    made = exporting.engagement_nine(settings, survey, wave, today())
    if as_json:
        json_out([asdict(row) for row in made.rows])
    elif str(output) == "-":
        raw(made.csv)
    else:
        _exported(made, exporting.keep(settings, made, output))
    return None


def _shared(shared: Shared, path: Path, described: Path, *, as_json: bool) -> None:
    tables = {it.name: len(it.lines) for it in shared.content.tables}
    if as_json:
        about = {"survey": shared.survey, "wave": shared.wave, "entry": shared.entry}
        return json_out({"file": str(path), "metadata": str(described), **about, "tables": tables})
    out = _console()
    out.print(
        f"{_plain(shared.survey)} {shared.wave}: {tables['figures']:,} figures in [bold]{_plain(str(path))}[/bold], "
        f"described in {_plain(str(described))}. Ledger entry {shared.entry}.",
        soft_wrap=True,
    )
    out.print("It holds what the report shows and nothing else, and may be handed on.")
    return None


def _exported(made: Exported, path: Path) -> None:
    withheld = sum(row.n is None for row in made.rows)
    inexact = any(row.count_least != row.count_most for row in made.rows)
    out = _console()
    out.print(
        f"{_plain(made.survey)} {made.wave}, {made.answered} people: [bold]{_plain(str(path))}[/bold]", soft_wrap=True
    )
    if withheld:
        out.print(f"{withheld} of {len(made.rows)} lines are withheld to protect people.")
    if inexact:
        out.print(
            "Shares are known to a whole per cent, so some counts only to lie between count_least and count_most.",
            soft_wrap=True,
        )

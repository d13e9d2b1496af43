"""`pulse publish`: a questionnaire as a file that a platform, a browser or a printer takes in; `pulse entry`: back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pulse.cli import publish_screen as screen
from pulse.cli.app import today
from pulse.cli.given import AsJson, SurveyOrFile


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(publish)
    app.command()(entry)


def publish(
    survey: SurveyOrFile,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="TARGET",
            help="xlsform, limesurvey, qualtrics, ms-forms, google-forms, redcap, surveyjs, html or paper.",
        ),
    ],
    wave: Annotated[str, typer.Option("--wave", metavar="LABEL", help="The one that was opened for this wave.")] = "",
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language",
            metavar="TAG",
            help="A language it has beside its own, like cy; may be given again where one file carries several.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to; published/ if not given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a questionnaire for a platform, a tablet or paper.

    And say what is left to set there by hand.
    """
    from pulse.cli.commands import _workspace_if_any
    from pulse.journeys import publishing

    done = publishing.publish_to(_workspace_if_any(), survey, to, wave, language or (), out, today())
    screen.published(done, as_json)


def entry(
    survey: SurveyOrFile,
    first: Annotated[Path, typer.Argument(help="What one person typed from the paper sheets.")],
    second: Annotated[Path, typer.Argument(help="What another one typed from the same sheets.")],
    wave: Annotated[str, typer.Option("--wave", metavar="LABEL", help="The one that was opened for this wave.")] = "",
    printed: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day it was published, if groups have changed since."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to; beside the first if not given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare what two people typed from paper.

    And write one file to collect once it is the same.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import publishing

    day = printed.date() if printed else today()
    found = publishing.compare_typed(_workspace(), survey, wave, (first, second), day, out)
    raise typer.Exit(screen.compared(found, wave, as_json))

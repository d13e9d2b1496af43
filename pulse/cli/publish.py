"""`pulse publish`: a questionnaire as a file that a survey platform takes in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pulse.cli import publish_screen as screen
from pulse.cli.app import today


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(publish)


def publish(
    survey: Annotated[str, typer.Argument(help="The questionnaire's id, or its file.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="TARGET",
            help="xlsform, limesurvey, qualtrics, ms-forms, google-forms, redcap or surveyjs.",
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
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
) -> None:
    """Write a questionnaire as a file for a survey platform, and say what is left to set by hand."""
    from pulse.cli.commands import _workspace_if_any
    from pulse.journeys import publishing

    done = publishing.publish_to(_workspace_if_any(), survey, to, wave, language or (), out, today())
    screen.published(done, as_json)

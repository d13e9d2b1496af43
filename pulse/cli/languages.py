"""`pulse survey translate` and `checked`: a questionnaire's texts in another language."""

from __future__ import annotations

from typing import Annotated

import typer

from pulse.cli import languages_screen as screen
from pulse.cli.app import today
from pulse.cli.given import SurveyOrFile


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("translate")(translate)
    app.command("checked")(checked)


def translate(
    survey: SurveyOrFile,
    language: Annotated[str, typer.Argument(help="A language tag, like cy or pl.")],
) -> None:
    """Begin a translation, or add what is new in the questionnaire.

    What is translated stays as it is.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import translating

    screen.begun(translating.translate(_workspace(), survey, language))


def checked(
    survey: SurveyOrFile,
    language: Annotated[str, typer.Argument(help="Its language, like cy.")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who speaks it and has read all of it. Kept.")],
) -> None:
    """Say who has read a translation. Until then, and after any change, whatever shows it says that nobody has."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import translating

    if not by.strip():
        raise typer.BadParameter("say who has read it", param_hint="--by")
    screen.checked(translating.checked(_workspace(), survey, language, by.strip(), today()))

"""`pulse survey translate`: a questionnaire's texts in another language."""

from __future__ import annotations

from typing import Annotated

import typer

from pulse.cli import languages_screen as screen


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("translate")(translate)


def translate(
    survey: Annotated[str, typer.Argument(help="The questionnaire's id, or its file.")],
    language: Annotated[str, typer.Argument(help="A language tag, like cy or pl.")],
) -> None:
    """Begin a translation, or add what is new in the questionnaire; what is translated stays as it is."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import translating

    screen.begun(translating.translate(_workspace(), survey, language))

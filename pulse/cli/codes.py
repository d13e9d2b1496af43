"""Codebooks and the codes of comments: what was typed -> a journey -> the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pulse.cli import codes_screen, screen
from pulse.cli.app import today
from pulse.cli.given import AsJson, OneSurvey, OneWave
from pulse.model.problems import Stop, problem

codebook_app = typer.Typer(help="Codebooks: what comments may speak of, and by which words.", no_args_is_help=True)


def register(app: typer.Typer, comments_app: typer.Typer) -> None:
    """Puts the commands of this module into the program's."""
    app.add_typer(codebook_app, name="codebook")
    comments_app.command("code")(code)
    comments_app.command("agreement")(agreement)


@codebook_app.command("list")
def codebook_list(as_json: AsJson = False) -> None:
    """The codebooks of this workspace and those shipped.

    With their codes.
    """
    from pulse.cli.commands import _workspace_if_any
    from pulse.journeys import coding

    codes_screen.codebooks(coding.codebooks(_workspace_if_any()), as_json)


@codebook_app.command("check")
def codebook_check(
    files: Annotated[list[Path] | None, typer.Argument(help="All there are if none is given.")] = None,
    as_json: AsJson = False,
) -> None:
    """Every fault of a codebook at once, with its place and what to do."""
    from pulse.cli.commands import _workspace_if_any
    from pulse.journeys import coding

    raise typer.Exit(screen.survey_checked(coding.check(_workspace_if_any(), files or ()), as_json))


def code(
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who codes: a role or initials. Kept.")],
    survey: OneSurvey = "",
    wave: OneWave = "",
    codebook: Annotated[str, typer.Option(metavar="ID", help="Which codebook, for the first comment of a wave.")] = "",
    second: Annotated[
        bool, typer.Option("--second", help="Code a sample once more, without a look at the first codes.")
    ] = False,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE.csv", help="Write those that wait to a CSV.")] = None,
    back: Annotated[Path | None, typer.Option("--from", metavar="FILE.csv", help="Take such a CSV's codes.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say of each comment what it speaks of. Codes are suggested; you confirm or choose. Stop, and go on later."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import coding

    wanted = coding.Wanted(by, survey, wave, codebook, second)
    if to is not None:
        codes_screen.sheet_written(to, coding.write_sheet(_workspace(), wanted, to, today()), as_json)
    elif back is not None:
        codes_screen.coded(coding.read_sheet(_workspace(), wanted, back, today()), as_json)
    elif not screen.can_ask():
        raise Stop(problem("code-terminal"))
    else:
        codes_screen.coded(coding.code(_workspace(), wanted, today(), codes_screen.ask_codes), as_json)


def agreement(
    survey: OneSurvey = "",
    wave: OneWave = "",
    as_json: AsJson = False,
) -> None:
    """How far those who coded agree.

    And whether figures of codes may be shown: status 1 while they may not.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import coding

    raise typer.Exit(codes_screen.agreements(coding.agreements(_workspace(), survey, wave), as_json))

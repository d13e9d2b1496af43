"""What staff propose to ask next time: what was typed -> a journey -> the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pulse.cli import proposals_screen as screen
from pulse.cli.app import today
from pulse.cli.given import AsJson, OneSurvey, OneWave
from pulse.model.loop_answers import Vouched

Who = Annotated[str, typer.Option("--by", metavar="WHO", help="Who decides: a role or initials. Kept.")]

proposals_app = typer.Typer(
    help="What staff propose to ask next time.\n\n"
    'Reviewed answers to an item with role = "proposals" are put into clusters, one of which becomes the guest of a '
    "wave.",
    no_args_is_help=True,
)


def register(app: typer.Typer) -> None:
    """Puts the commands of this module into the program's."""
    app.add_typer(proposals_app, name="proposals")


@proposals_app.command("list")
def list_(survey: OneSurvey = "", wave: OneWave = "", as_json: AsJson = False) -> None:
    """Clusters with their proposals, and the guests chosen so far.

    Proposals in no cluster too.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import proposing

    screen.listed(*proposing.proposals(_workspace(), survey, wave), as_json)


@proposals_app.command("cluster")
def cluster(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The cluster's name, in your own words.")],
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Proposals, as `pulse proposals list` names them.")],
    by: Who,
    as_json: AsJson = False,
) -> None:
    """Put proposals that ask for the same into one cluster."""
    from pulse.cli.commands import _workspace
    from pulse.journeys import proposing

    screen.placed(proposing.cluster(_workspace(), name, ids, by, today()), as_json)


@proposals_app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Where to; only you can read it.")],
    survey: OneSurvey = "",
    wave: OneWave = "",
) -> None:
    """Write the proposals to a CSV.

    To be put into clusters in a spreadsheet.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import proposing

    screen.written(file, proposing.write_sheet(_workspace(), file, survey, wave))


@proposals_app.command("import")
def import_(file: Annotated[Path, typer.Argument(metavar="FILE.csv")], by: Who, as_json: AsJson = False) -> None:
    """Take the clusters in such a CSV.

    All of them, or none where a row was lost or changed.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import proposing

    screen.placed(proposing.read_sheet(_workspace(), file, by, today()), as_json)


@proposals_app.command("choose")
def choose(
    name: Annotated[str, typer.Argument(metavar="CLUSTER")],
    survey: Annotated[str, typer.Option("--survey", metavar="ID", help="The questionnaire.")],
    wave: Annotated[str, typer.Option("--wave", metavar="LABEL", help="The stock-take that asks it.")],
    text: Annotated[str, typer.Option("--text", help="The question, in your own words.")],
    by: Who,
    scale: Annotated[str, typer.Option(help="How it is answered.")] = "agree5",
    names_nobody: Annotated[
        bool, typer.Option("--names-nobody", help="What looks like a name in the words names nobody. Put on record.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a cluster the guest of a wave.

    `pulse open` then asks it, and reports say that staff asked for it.
    """
    from pulse.cli.commands import _workspace
    from pulse.journeys import proposing

    wanted = proposing.Choice(survey, wave, name, text, scale, by, Vouched(texts=names_nobody))
    screen.chosen(proposing.choose(_workspace(), wanted, today()), as_json)

"""What questionnaires there are, and how two of them differ: commands of `pulse survey`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from pulse.cli import library_screen as screen
from pulse.cli.app import today
from pulse.cli.given import AsJson, SurveyId
from pulse.model.problems import Stop, problem

if TYPE_CHECKING:
    from pulse.model.survey import Change

OnDay = Annotated[str, typer.Option("--date", metavar="DATE", help="From another month on, like 2027-01-01.")]
OneOfTwo = Annotated[str, typer.Argument(help="A file; or ID, ID@v2, ID@WAVE.")]


def register(survey_app: typer.Typer) -> None:
    """Puts the commands of this module into `pulse survey`."""
    survey_app.command("list")(listed)
    survey_app.command("burden")(burden)
    survey_app.command("licences")(licences)
    survey_app.command("add")(add)
    survey_app.command("diff")(diff)
    survey_app.command("revise")(revise)


def listed(
    shipped: Annotated[
        bool, typer.Option("--shipped", help="Those that come with pulse, also in a workspace.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The questionnaires in this workspace, with their minutes.

    Outside a workspace, the shipped ones.
    """
    from pulse.cli.commands import _workspace_if_any
    from pulse.journeys import defining, lending

    settings = _workspace_if_any()
    screen.listed(lending.shipped() if shipped else defining.questionnaires(settings), as_json)


def burden(on: OnDay = "", as_json: AsJson = False) -> None:
    """What all questionnaires together ask of a person.

    Over twelve months, by their schedules.
    """
    from pulse.cli.commands import _day, _workspace
    from pulse.journeys import burdening

    screen.burdened(burdening.load(_workspace(), _day(on, "--date") or today()), as_json)


def licences(as_json: AsJson = False) -> None:
    """Every questionnaire's licence, source and scoring.

    And the instruments that are linked instead, and why.
    """
    from pulse.cli.commands import _workspace_if_any
    from pulse.journeys import lending

    screen.licences(*lending.licences(_workspace_if_any()), as_json)


def add(survey: Annotated[str, typer.Argument(help="Its id: see `pulse survey list --shipped`.")]) -> None:
    """Copy a shipped questionnaire into this workspace."""
    from pulse.cli.commands import _workspace
    from pulse.cli.screen import survey_started
    from pulse.journeys import lending

    survey_started(lending.add(_workspace(), survey))


def diff(before: OneOfTwo, after: OneOfTwo, as_json: AsJson = False) -> None:
    """What the second questionnaire asks otherwise than the first.

    Status 1 where a line of figures breaks.
    """
    from pulse.cli.commands import _workspace_if_any
    from pulse.journeys import revising

    raise typer.Exit(screen.compared(revising.compare(_workspace_if_any(), before, after), as_json))


def revise(
    survey: SurveyId,
    change: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM=TYPE", help="What a change is: cosmetic, reworded or rescaled. Once for each."),
    ] = None,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day it is asked; after the last wave if not given.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Make an edited questionnaire in use its next version.

    And say what each change is.
    """
    from pulse.cli.commands import _day, _workspace
    from pulse.cli.screen import can_ask
    from pulse.journeys import revising

    ask = screen.ask_type if can_ask() and not as_json else None
    done = revising.revise(_workspace(), survey, _changes(change or ()), _day(first, "--from"), today(), ask)
    screen.revised(done, as_json)


def _changes(said: list[str] | tuple[str, ...]) -> dict[str, Change]:
    from pulse.model.survey import Change

    found: dict[str, Change] = {}
    for each in said:
        item, _, change = each.partition("=")
        if change not in get_args(Change):
            raise Stop(problem("change-unknown", said=each))
        found[item.strip()] = cast("Change", change)
    return found

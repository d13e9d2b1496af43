"""`pulse ledger`: what was shown, and whether anybody changed the record of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from pulse.cli.given import AsJson

if TYPE_CHECKING:
    from pulse.settings import Settings


def register(app: typer.Typer, workspace: Callable[[], Settings]) -> None:
    """Adds the command to the program."""

    @app.command()
    def ledger(
        check: Annotated[bool, typer.Option("--check", help="Say only whether the chain of its seals holds.")] = False,
        as_json: AsJson = False,
    ) -> None:
        """List all that reports have shown.

        With wave, day, how many figures, and the seal of each.

        Ends with 69 where an entry was changed, left out or put in by another hand.
        """
        from pulse.cli import ledger_screen
        from pulse.journeys import remembering

        ledger_screen.listed(remembering.entries(workspace()), check=check, as_json=as_json)

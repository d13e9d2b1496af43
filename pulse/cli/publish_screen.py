"""What the screen tells of a published questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulse.cli import shapes
from pulse.cli.screen import _console as console
from pulse.cli.screen import _plain as plain
from pulse.cli.screen import json_out

if TYPE_CHECKING:
    from pulse.journeys.publishing import Done


def published(done: Done, as_json: bool) -> None:
    """Where the file is, and what a person must still do."""
    by_hand = done.published.by_hand
    if as_json:
        facts = {"survey": done.survey.id, "version": done.survey.version, "to": done.target}
        facts |= {"languages": [shapes.language(it) for it in done.languages]}
        json_out(facts | {"file": str(done.file), "by_hand": list(by_hand)})
        return
    out = console()
    name = plain(str(done.file))
    out.print(f"{plain(done.survey.id)} version {done.survey.version} is in [bold]{name}[/bold].", soft_wrap=True)
    for language in done.languages:
        out.print(f"In {plain(language.name)} ({plain(language.tag)}): [bold]{plain(language.said)}[/bold].")
    if by_hand:
        out.print("By hand:")
    for step in by_hand:
        out.print(f"  - {plain(step)}", soft_wrap=True)

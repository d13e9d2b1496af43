"""What the screen tells of a published questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulse.cli import shapes
from pulse.cli.screen import _console as console
from pulse.cli.screen import _plain as plain
from pulse.cli.screen import json_out, problems
from pulse.errors import Exit

if TYPE_CHECKING:
    from pulse.journeys.publishing import Compared, Done


def published(done: Done, as_json: bool) -> None:
    """Where the file is, and what a person must still do."""
    by_hand = done.published.by_hand
    if as_json:
        facts = {"survey": done.survey.id, "version": done.survey.version, "to": done.target}
        beside = [str(it) for it in done.beside]
        facts |= {"languages": [shapes.language(it) for it in done.languages]}
        json_out(facts | {"file": str(done.file), "beside": beside, "by_hand": list(by_hand)})
        return
    out = console()
    name = plain(str(done.file))
    out.print(f"{plain(done.survey.id)} version {done.survey.version} is in [bold]{name}[/bold].", soft_wrap=True)
    for path in done.beside:
        out.print(f"With it goes [bold]{plain(str(path))}[/bold].", soft_wrap=True)
    for language in done.languages:
        out.print(f"In {plain(language.name)} ({plain(language.tag)}): [bold]{plain(language.said)}[/bold].")
    if by_hand:
        out.print("By hand:")
    for step in by_hand:
        out.print(f"  - {plain(step)}", soft_wrap=True)


def compared(found: Compared, wave: str, as_json: bool) -> Exit:
    """Where two typings differ, by sheet and item and never by answer; or the file they came to."""
    typed = found.typed
    status = Exit.LOOK if typed.differences else Exit.DONE
    if as_json:
        told = [
            {"code": it.code, "file": it.place.file, "sheet": it.details.get("sheet"), "item": it.details.get("item")}
            for it in typed.differences
        ]
        counts = {"sheets": typed.sheets, "unreadable": typed.unreadable, "not_asked": typed.not_asked}
        json_out(counts | {"file": str(found.file) if found.file else None, "differences": told})
        return status
    if found.file is None:
        problems(typed.differences)
        console().print(f"{len(typed.differences)} to look at in {typed.sheets} sheets; nothing was written.")
        return status
    out = console()
    out.print(f"{typed.sheets} sheets, typed twice the same: [bold]{plain(str(found.file))}[/bold]", soft_wrap=True)
    if typed.unreadable:
        out.print(f"{typed.unreadable} answers nobody could read count as not given.")
    if typed.not_asked:
        out.print(f"{typed.not_asked} answers to questions that were not for those who gave them are left out.")
    named = f"--survey {found.survey.id} --wave {wave or 'LABEL'}"
    out.print(f"Collect it: pulse collect {plain(str(found.file))} {named}", soft_wrap=True)
    return status

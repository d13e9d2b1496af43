"""What is printed of questionnaires: what differs between two, what was revised."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from pulse.cli import shapes
from pulse.cli.languages_screen import language_line
from pulse.cli.screen import _answer, _console, _plain, _table, _wrapped, json_out
from pulse.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulse.model.burden import Load
    from pulse.model.differences import Compared, Difference, Revised
    from pulse.model.instruments import Linked
    from pulse.model.survey import Change, Survey

_LONGEST = 160  # signs of a text on the screen
_MARKS = {"added": "+", "removed": "-", "reworded": "~", "rescaled": "~", "reordered": ">", "retitled": "~"}


def listed(surveys: Sequence[Survey], as_json: bool) -> None:
    """Every questionnaire, a line each, with the minutes it takes; of one whose blocks take turns, in a long wave."""
    from pulse.model import burden

    if as_json:
        json_out([shapes.survey(survey) for survey in surveys])
        return
    table = _table("Id", "Version", "Title", "Questions", "Minutes", "Asked")
    table.columns[0].no_wrap = True
    for it in surveys:
        asked = it.schedule.repeat or it.schedule.rrule if it.schedule else ""
        count, minutes = str(burden.questions(it)), f"{burden.minutes(it)}"
        table.add_row(it.id, str(it.version), _plain(it.title), count, minutes, _plain(asked))
    _console().print(table)


def licences(surveys: Sequence[Survey], linked: Sequence[Linked], as_json: bool) -> None:
    """Licence and source of every questionnaire; where the instruments are that are not shipped, and why not."""
    if as_json:
        told = [shapes.survey(it) for it in surveys]
        json_out({"questionnaires": told, "linked": [asdict(it) for it in linked]})
        return
    out = _console()
    for it in surveys:
        out.print(f"[bold]{it.id}[/bold], version {it.version}, {it.language}: {_plain(it.title)}", soft_wrap=True)
        for language in it.languages:
            out.print(f"  In {language_line(language)}", soft_wrap=True)
        said = {"Licence": it.licence or "none is named", "Attribution": it.attribution}
        said |= {name.capitalize(): text for name, text in asdict(it.manual).items()} if it.manual else {}
        for head, text in said.items():
            if text:
                _wrapped(out, _plain(f"{head}: {text}"), 2)
        out.print()
    out.print("[bold]Not shipped, and where to find it[/bold]")
    for it_ in linked:
        out.print(f"{_plain(it_.name)}\n  {_plain(it_.link)}", soft_wrap=True)
        _wrapped(out, _plain(f"Why not: {it_.why}. Meanwhile: {it_.instead}."), 2)


def burdened(it: Load, as_json: bool) -> None:
    """Each questionnaire, and all together: how often, how many minutes, which month is the fullest."""
    month, count = it.busiest
    if as_json:
        told = {"first_month": it.first_month, "asks_a_month": it.asks_a_month, "minutes_a_month": it.minutes_a_month}
        told |= {"busiest": month, "busiest_asks": count, "by_month": it.by_month}
        json_out(told | {"too_often": it.too_often, "questionnaires": [asdict(each) for each in it.asks]})
        return
    table = _table("Id", "Questions", "Minutes", "Times a year")
    table.columns[0].no_wrap = True
    for each in it.asks:
        times = str(each.waves) if each.scheduled else "not scheduled"
        table.add_row(each.survey, str(each.questions), f"{each.seconds / 60:.1f}", times)
    out = _console()
    out.print(table)
    out.print(
        f"Who gets them all is asked {it.asks_a_month:.1f} times a month, for {it.minutes_a_month:.1f} minutes, over "
        f"the twelve months from {it.first_month} on. Most begin in {month}: {count}.",
        soft_wrap=True,
    )
    if it.too_often:
        out.print("That is more than once a month.")


def compared(it: Compared, as_json: bool) -> Exit:
    """Every difference with its type, and whether a line breaks there: 1 if one does."""
    if as_json:
        told = {"before": it.before, "after": it.after, "breaks": len(it.broken)}
        json_out(told | {"differences": [asdict(each) for each in it.differences]})
        return Exit.LOOK if it.broken else Exit.DONE
    out = _console()
    out.print(f"[bold]{_plain(it.before)}[/bold] -> [bold]{_plain(it.after)}[/bold]", soft_wrap=True)
    _differences(it.differences)
    if not it.differences:
        out.print("They ask the same.")
    elif not it.broken:
        out.print("No line of figures breaks.")
    else:
        names = ", ".join(dict.fromkeys(each.id for each in it.broken))
        out.print(f"Lines of figures that break: {names}.", soft_wrap=True)
    return Exit.LOOK if it.broken else Exit.DONE


def _differences(found: Sequence[Difference]) -> None:
    out = _console()
    for it in found:
        kind = f", {it.type}" if it.type and it.type != it.what else ""
        untold = "" if it.said or not it.breaks else "; nobody has said what it is"
        effect = "  its line breaks" if it.breaks else ""
        about = "score " if it.about == "score" else ""
        out.print(f"{_MARKS[it.what]} {about}{it.id}: {it.what}{kind}{effect}{untold}", soft_wrap=True, markup=False)
        for mark, text in (("was", it.before), ("now", it.after)):
            if text:
                out.print(f"    {mark}: {_short(text)}", style="dim", soft_wrap=True, markup=False)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def ask_type(it: Difference) -> Change:
    """What a person says that a change is."""
    out = _console(stderr=True)
    out.print(f"\n[bold]{it.id}[/bold]")
    out.print(f"  was: {_short(it.before)}\n  now: {_short(it.after)}", markup=False, soft_wrap=True)
    if not it.scored_otherwise:
        out.print("  c  cosmetic: it means the same to whoever answers; its line goes on")
    out.print("  w  reworded: it asks something else; its line breaks")
    out.print("  s  rescaled: its answers are others; its line breaks")
    names = {"w": "reworded", "s": "rescaled"} | ({} if it.scored_otherwise else {"c": "cosmetic"})
    while (said := _answer("What is this change?").casefold()) not in names:
        out.print(f"Type one of: {', '.join(names)}.")
    return cast("Change", names[said])


def revised(it: Revised, as_json: bool) -> None:
    """The new version, where the old one is, and what breaks."""
    if as_json:
        json_out(asdict(it))
        return
    out = _console()
    out.print(f"{_plain(it.file)} is version {it.version} now, asked from {it.asked_from} on.", soft_wrap=True)
    out.print(f"What was asked before is kept in {_plain(it.kept)}.", soft_wrap=True)
    _differences(it.differences)

"""What is printed of daily runs, of their log, and of messages. Keys of the JSON are added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulse.cli import shapes
from pulse.cli.screen import _console, _plain, json_out
from pulse.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulse.model.messages import Message
    from pulse.model.problems import Problem
    from pulse.model.runs import Logged, Ran, Step

_WORDS = {
    "opened": "opened",
    "missed": "missed",
    "ended": "ended",
    "reported": "reported",
    "closed": "closed",
    "sent": "sent",
    "published": "published",
    "collected": "collected",
    "refused": "refused",
    "trouble": "could not",
}
_HIDDEN = ("opening",)  # only of use to a run that goes on with one that was cut off


def ran(it: Ran, as_json: bool) -> Exit:
    """What was done, a line each; on stderr one line where a person is needed."""
    status = _status(it.waits)
    if as_json:
        json_out(
            {
                "date": it.day.isoformat(),
                "dry_run": it.rehearsal,
                "steps": [_step(step) for step in it.steps],
                "waits": [shapes.problem(fault) for fault in it.waits],
                "messages": [_message(text) for text in it.messages],
            }
        )
        return status
    out = _console()
    for step in it.steps:
        out.print(f"{'would be ' if it.rehearsal else ''}{_line(step)}", soft_wrap=True)
    for text in it.messages:
        _text(text)
    if it.rehearsal and not (it.steps or it.waits):
        out.print(f"Nothing would be done on {it.day}.")
    if it.waits:
        _console(stderr=True).print(_plain(_needs_a_person(it.waits)), soft_wrap=True)
    return status


def _status(waits: Sequence[Problem]) -> Exit:
    """A fault of ours is one also where the rest of a run went on."""
    ours = any(fault.status is Exit.BUG for fault in waits)
    return Exit.BUG if ours else Exit.LOOK if waits else Exit.DONE


def log(found: Sequence[Logged], as_json: bool, *, everything: bool) -> None:
    """Day by day what was done; quiet days only where they are asked for."""
    chosen = [it for it in found if everything or _steps(it) or not it.finished]
    if as_json:
        json_out([_logged(it) for it in chosen])
        return
    out = _console()
    if not found:
        out.print("`pulse run` has not run here yet. `pulse schedule show --as cron` prints the line for every day.")
        return
    waits = f"; {found[0].waits} thing(s) wait for a person" if found[0].waits else ""
    out.print(f"Last run: {found[0].day}{waits}.")
    for it in chosen:
        out.print(f"[bold]{it.day}[/bold]{'' if it.finished else '  (cut off; the next run went on)'}")
        for step in _steps(it):
            out.print(f"  {_line(step)}", soft_wrap=True)


def messages(found: Sequence[Message], as_json: bool) -> None:
    """Texts to be read, or pasted."""
    if as_json:
        json_out([_message(it) for it in found])
    else:
        for it in found:
            _text(it)


def _text(it: Message) -> None:
    out = _console()
    out.print(f"\n[bold]{it.kind}, {_plain(it.survey)} {_plain(it.wave)}[/bold]")
    out.print(_plain(f"Subject: {it.subject}\n\n{it.text}"), soft_wrap=True)


def _needs_a_person(waits: Sequence[Problem]) -> str:
    """One line, whatever there is: the first thing in full, the others by their number."""
    first = " ".join(f"{waits[0].words} -> {waits[0].remedy}".split())
    more = f" (and {len(waits) - 1} more: `pulse run --json` lists all)" if len(waits) > 1 else ""
    return f"pulse: {first}{more}"


def _line(step: Step) -> str:
    of = " ".join(part for part in (step.survey, step.wave) if part)
    about = "" if step.kind == "trouble" else step.about
    head = " ".join(part for part in (_WORDS[step.kind], of, about) if part)
    return _plain(f"{head}: {step.text}" if step.text else head)


def _steps(it: Logged) -> list[Step]:
    return [step for step in it.steps if step.kind not in _HIDDEN]


def _step(it: Step) -> dict[str, str]:
    return {"kind": it.kind, "survey": it.survey, "wave": it.wave, "about": it.about, "text": it.text}


def _logged(it: Logged) -> dict[str, object]:
    steps = [_step(step) for step in _steps(it)]
    return {"run": it.number, "date": it.day.isoformat(), "finished": it.finished, "waits": it.waits, "steps": steps}


def _message(it: Message) -> dict[str, str]:
    return {"kind": it.kind, "survey": it.survey, "wave": it.wave, "subject": it.subject, "text": it.text}

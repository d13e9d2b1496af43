"""The daily line's messages: whatever is due goes to every list once, and to none two of a wave on one day.

A message is noted when the other side has taken it. Where a run is cut off in between it goes out again, under the same
id, by which mail systems drop the second one: staff should rather be told twice than not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from pulse.journeys import messaging
from pulse.journeys.messaging import DueMessage
from pulse.journeys.stepping import Run
from pulse.model.messages import Channel, Message
from pulse.model.problems import problem
from pulse.model.runs import Step
from pulse.model.survey import Wave


def tell_staff(run: Run, waves: Iterable[Wave], now: datetime) -> None:
    """Sends what is due of the waves that were opened; in a rehearsal keeps the texts to be read."""
    for wave in waves:
        if run.is_done("opened", wave):
            for target in run.settings.sending.targets:
                if it := _next(run, wave, target):
                    _tell(run, it, target, now)


def _next(run: Run, wave: Wave, target: str) -> DueMessage | None:
    """The first message of a wave that is due and that a list has not had.

    Nobody is invited to what has answers already: staff were told of it before there was this line, or without it.
    """
    due = messaging.due(run.settings, wave, _reported(run, wave), run.day)
    left = (it for it in due if _step(it, target).key not in run.done)
    return next((it for it in left if it.kind != "invitation" or not run.has_answers(wave)), None)


def _reported(run: Run, wave: Wave) -> date | None:
    """The day on which a wave's report was made; in a rehearsal it may be today's."""
    noted = run.journal.day_of(Step("reported", wave.survey, wave.label))
    return noted or (run.day if run.is_done("reported", wave) else None)


def _tell(run: Run, it: DueMessage, target: str, now: datetime) -> None:
    try:
        text = messaging.message(run.settings, run.store, it.kind, it.wave)
        if run.rehearsal:
            run.messages += [] if text in run.messages else [text]
            run.note(_step(it, target))
        else:
            _send(run, it, text, messaging.channel(run.settings), target, now)
    except Exception as error:
        run.unforeseen(error, it.wave)


def _send(run: Run, it: DueMessage, text: Message, by: Channel, target: str, now: datetime) -> None:
    came = messaging.deliver(text, by, target, now)
    if came.delivered:
        run.note(replace(_step(it, target), text=f"at the {came.tries}. attempt" if came.tries > 1 else ""))
        return
    fault = problem(
        "send-failed",
        message=it.kind,
        survey=it.wave.survey,
        wave=it.wave.label,
        target=target,
        tries=came.tries,
        reason=came.reason,
    )
    run.wait(fault, it.wave)


def _step(it: DueMessage, target: str) -> Step:
    return Step("sent", it.wave.survey, it.wave.label, f"{it.about} to {target}")

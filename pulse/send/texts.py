"""The four texts staff are sent: plain, and the same for everybody, whoever has answered and whoever has not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pulse.model.messages import Facts, Kind, Message

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def compose(kind: Kind, facts: Facts) -> Message:
    """The message of one kind, of the wave the facts speak of."""
    subject, parts = {
        "invitation": (f"{facts.title} - open until {_until(facts)}", _invitation(facts)),
        "reminder": (f"{facts.title} - still open until {_until(facts)}", _reminder(facts)),
        "thanks": (f"{facts.title} - thank you", _thanks(facts)),
        "results": (f"{facts.title} - what came of it", _results(facts)),
    }[kind]
    text = "\n\n".join([*parts, f"{facts.organisation}\n{facts.sender}".rstrip()])
    return Message(kind, facts.survey, facts.wave, " ".join(subject.split()), f"{text}\n")


def _invitation(facts: Facts) -> Iterator[str]:
    yield (
        f"“{facts.title}”: {facts.questions} question{'s' if facts.questions > 1 else ''} to everybody, from "
        f"{_day(facts.first)} until {_until(facts)}."
    )
    yield facts.link
    yield (
        "Nobody can work out what you said. Names, addresses and times are dropped before anything is kept, and no "
        f"figure rests on fewer than {facts.min_answers} answers."
    )
    if facts.reminders:
        yield "Reminders go to everybody, also to those who have answered: nobody here knows who has."


def _reminder(facts: Facts) -> Iterator[str]:
    yield f"“{facts.title}”: you can still answer, until {_until(facts)}."
    yield facts.link
    if facts.responding:
        yield "\n".join(["Why this comes. So far about so many have answered:", *_by_group(facts)])
    elif facts.answered and facts.asked:
        yield f"Why this comes: so far {facts.answered:,} of {facts.asked:,} have answered."
    yield "If you have answered, thank you: this goes to everybody, since nobody here knows who has."


def _by_group(facts: Facts) -> Iterator[str]:
    for it in facts.responding:
        yield f"  {it.group}: {f'{it.percent} in 100' if it.percent else 'fewer than 10 in 100'}"


def _thanks(facts: Facts) -> Iterator[str]:
    yield f"Thank you to everybody who answered “{facts.title}”."
    yield (
        "Answers are put together now. You will be told what came of them: what is shown is never about fewer than "
        f"{facts.min_answers} people."
    )


def _results(facts: Facts) -> Iterator[str]:
    said = f"The results of “{facts.title}” are there."
    if facts.answered:
        of = f" of {facts.asked:,}" if facts.asked >= facts.answered else ""
        said += f" {facts.answered:,}{of} of you answered. Thank you."
    yield said
    if facts.results_at:
        yield facts.results_at
    yield "Talk about them in your team: what is needed, and who should meet it."


def _until(facts: Facts) -> str:
    """The last moment in words. The midnight that ends a day is told as that day."""
    if (facts.closes.hour, facts.closes.minute) == (0, 0):
        return _day((facts.closes - timedelta(days=1)).date())
    return f"{_day(facts.closes.date())}, {facts.closes:%H:%M}"


def _day(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"

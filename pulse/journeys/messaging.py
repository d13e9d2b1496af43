"""What staff are told of a stock-take: facts -> text -> out, each message to each list once.

Facts come from the settings, the questionnaire and the schedule. Of answers only their number is told: of everyone, and
in a reminder about how many of each group, where the wall allows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from pulse import define, protect, schedule, send
from pulse.journeys.asked import Asked
from pulse.model.messages import KINDS, Channel, Delivery, Facts, Kind, Message
from pulse.model.problems import Place, Stop, problem
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Store, refuse_if_open

_LATEST = timedelta(days=7)  # thanks and results that nobody could be told for so long are not news any more
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message whose day has come: `about` tells one reminder of a wave from another."""

    kind: Kind
    wave: Wave
    about: str


def due(settings: Settings, wave: Wave, reported: date | None, day: date) -> Iterator[DueMessage]:
    """What a wave's staff are to be told on a day, the first of these first: never more than one of them on one day.

    reported  the day on which its report was made
    """
    wanted = settings.sending.kinds
    if wave.first <= day <= wave.last:
        if "invitation" in wanted:
            yield DueMessage("invitation", wave, "invitation")
        passed = [days for days in settings.sending.remind_before_end if wave.last - timedelta(days=days) <= day]
        if "reminder" in wanted and passed:
            yield DueMessage("reminder", wave, f"reminder {min(passed)}")
    if "thanks" in wanted and wave.last < day <= wave.last + _LATEST:
        yield DueMessage("thanks", wave, "thanks")
    if "results" in wanted and reported and reported <= day <= reported + _LATEST:
        yield DueMessage("results", wave, "results")


def message(settings: Settings, store: Store, kind: Kind, wave: Wave) -> Message:
    """The text of a message. Raises Stop("send-no-link") for one that asks people to a form nobody named."""
    if kind in ("invitation", "reminder") and wave.survey not in settings.sending.links:
        raise Stop(problem("send-no-link", survey=wave.survey))
    return send.compose(kind, _facts(settings, store, kind, wave))


def texts(settings: Settings, survey: str, label: str, kinds: Sequence[Kind], today: date) -> tuple[Message, ...]:
    """The texts of a stock-take, to be read or sent by hand: of the wave named, or the newest that has begun.

    Where no link to its form is known the text says where to put it. Raises Stop: "no-such-survey",
    "open-which-wave", and what naming a wave can raise.
    """
    wave = _wave(settings, survey, label, today)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return tuple(send.compose(kind, _facts(settings, store, kind, wave)) for kind in kinds or KINDS)


def channel(settings: Settings) -> Channel:
    """How messages leave. Raises Stop: "send-secret-missing", "send-secret-open"."""
    said = settings.sending
    host, _, port = said.server.partition(":")
    return Channel(
        by=said.by or "smtp",
        host=host,
        port=int(port) if port else _PORTS[said.security],
        security=said.security,
        user=said.user,
        sender=said.sender,
        secret=_secret(settings.secret) if said.user or said.by != "smtp" else "",
        timeout=said.timeout,
        tries=said.tries,
        pause=said.pause,
    )


def deliver(text: Message, by: Channel, to: str, now: datetime) -> Delivery:
    """Sends a message to one list."""
    return send.deliver(text, by, to, now)


def _secret(path: Path) -> str:
    refuse_if_open(path, "send-secret-open")
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(problem("send-secret-missing", Place(str(path)))) from error


def _wave(settings: Settings, survey: str, label: str, today: date) -> Wave:
    asked = Asked.of(settings, define.library(settings.surveys), survey)
    newest = asked.versions[-1]
    if label:
        held = next((it.instance for it in asked.instances if it.instance and it.instance.label == label), None)
        return held or schedule.wave_named(newest, label)
    begun = [it.instance for it in asked.instances if it.instance and it.instance.first <= today]
    begun += [it for it in (schedule.wave_on(newest, today), *schedule.recent(newest, today, 1)) if it]
    if not begun:
        raise Stop(problem("open-which-wave", survey=survey))
    return max(begun, key=lambda it: it.first)


def _facts(settings: Settings, store: Store, kind: Kind, wave: Wave) -> Facts:
    asked = Asked.of(settings, define.library(settings.surveys), wave.survey)
    survey = asked.on(wave.first)
    times, zone = survey.schedule, settings.zone
    (tallies,) = store.tallies(wave.survey, [wave.label]) or (None,)
    everyone = tallies.asked.get((), 0) if tallies else 0
    least = max(settings.policy.min_answers, survey.min_answers or 0)
    return Facts(
        organisation=settings.organisation,
        sender=settings.sending.sender,
        survey=survey.id,
        title=survey.title,
        wave=wave.label,
        first=wave.first,
        closes=schedule.closing(times, wave, zone)
        if times
        else datetime.combine(wave.last + timedelta(days=1), time()),
        questions=len(survey.items),
        min_answers=least,
        link=settings.sending.links.get(wave.survey, "[the link to the form]"),
        results_at=settings.sending.results_at,
        asked=everyone,
        answered=_answered(store, kind, wave, least),
        responding=protect.responding(tallies, least) if tallies and kind == "reminder" else (),
        reminders="reminder" in settings.sending.kinds,
    )


def _answered(store: Store, kind: Kind, wave: Wave, least: int) -> int:
    """How many answered, where a message tells it: in a reminder the number so far, with results the reported one."""
    told = kind == "reminder" or (kind == "results" and wave.label in store.past(wave.survey))
    found = store.answered(wave.survey, wave.label) if told else 0
    return found if found >= least else 0

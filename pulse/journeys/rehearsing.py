"""The demonstration, lived through day by day: what its people would have typed, each on its own day.

Every step is the journey of a command that anybody can run; the story says which, when and with what words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pulse import demo as invented
from pulse import files, schedule
from pulse.demo import File, Invented, loop, together
from pulse.journeys import (
    answering,
    collecting,
    committing,
    defining,
    needing,
    one_side,
    opening,
    rated,
    reporting,
    timeline,
)  # fmt: skip
from pulse.journeys.needing import ByHand
from pulse.model.collected import Summary
from pulse.model.events import Event
from pulse.model.groups import SEPARATOR
from pulse.model.loop import Story
from pulse.model.loop_answers import NOT_VOUCHED, Offer, OwnersWord
from pulse.model.survey import Survey, Wave
from pulse.settings import Settings


class Due(NamedTuple):
    """Something to be done on a day."""

    day: date
    do: Callable[[date], Iterator[Summary] | None]


class Rehearsal:
    """An invented organisation in its workspace, from its first wave to its last."""

    def __init__(self, settings: Settings, made: Invented, survey: str, last: date) -> None:
        self.settings, self.made, self.survey, self.last = settings, made, survey, last
        self.needs: dict[str, int] = {}  # what the story calls a need -> its number
        self.commitments: dict[int, str] = {}  # a commitment's number -> what the story calls its need
        self.opened: dict[str, Survey] = {}  # wave -> the questionnaire that `pulse open` wrote for it
        self.together = schedule.recent(defining.questionnaire(settings, together.SURVEY), last, together.WAVES)
        self.exports = 2 * len(made.waves) + len(self.together)
        self.team = loop.GUIDE_FOR
        self.readers = loop.READERS
        self.pages: list[tuple[str, Path]] = []  # what was written on the way and still stands: what it is, where

    def lived(self) -> Iterator[Summary]:
        """Everything up to the last day, the reports of that day left out; gives back each export's collect."""
        for due in sorted(self._calendar(), key=lambda it: it.day):
            if due.day <= self.last:
                yield from due.do(due.day) or ()

    def _calendar(self) -> Iterator[Due]:
        waves = self.made.waves
        for number, wave in enumerate(waves):
            if number in loop.ASKED:
                yield Due(wave.first - timedelta(days=1), partial(self._open, wave))
            yield Due(_after(wave, 1), partial(self._collect, number))
            if number in loop.REPORTED:
                yield Due(_after(wave, 3), partial(self._report, self.survey))
        for act in loop.ACTS:
            if act.wave < len(waves):
                yield Due(_after(waves[act.wave], act.days), partial(self._act, act))
        for number, days, team in loop.TALKS:
            if number < len(waves):
                yield Due(_after(waves[number], days), partial(self._talk, team))
        yield from self._relations()

    def _relations(self) -> Iterator[Due]:
        survey = defining.questionnaire(self.settings, together.SURVEY)
        for number, wave in enumerate(self.together):
            yield Due(_after(wave, 1), partial(self._collect_ratings, survey, wave, number))
            if number in together.REPORTED:
                yield Due(_after(wave, 4), partial(self._report, survey.id))
            if number == together.PLAN_AFTER:
                yield Due(_after(wave, together.PLAN_DAYS), self._plan)

    # --- each step, as somebody would type it ---

    def _open(self, wave: Wave, day: date) -> None:
        self.opened[wave.label] = opening.open_wave(self.settings, self.survey, "", None, None, day).survey

    def _collect(self, number: int, day: date) -> Iterator[Summary]:
        label = self.made.waves[number].label
        asked = self.opened.get(label) or defining.questionnaire(self.settings, self.survey)
        yield from self._collected(self.made.exports(asked, number, self.commitments), day)

    def _collect_ratings(self, survey: Survey, wave: Wave, number: int, day: date) -> Iterator[Summary]:
        asked = rated.with_groups(self.settings, survey, day)
        yield from self._collected([self.made.rated(asked, wave, number)], day)

    def _collected(self, exports: Sequence[File] | Iterator[File], day: date) -> Iterator[Summary]:
        paths = [_written(self.settings.root / name, content) for name, content in exports]
        yield from collecting.collect_files(self.settings, paths, collecting.Wanted(), day)

    def _report(self, survey: str, day: date) -> None:
        page = reporting.keep(reporting.render(self.settings, reporting.Wanted(survey), day), None)
        self.pages.append(("a report of its time" if survey == self.survey else "how directorates work together", page))

    def _plan(self, day: date) -> None:
        """The first time it writes a file to fill in; after that, the page."""
        begun = one_side.plan(self.settings, *together.BODIES, day)
        files.write_whole(begun.file, invented.planned(begun.file.read_text(encoding="utf-8")))
        page = one_side.plan(self.settings, *together.BODIES, day).page
        self.pages += [("one side of A4", page)] if page else []
        for survey in (self.survey, together.SURVEY):
            timeline.add_event(self.settings, Event(survey, day, together.EVENT, recorded=day), together.BODIES)

    def _talk(self, team: str, day: date) -> None:
        answering.note_talk(self.settings, team, day, day)

    def _act(self, act: loop.Act, day: date) -> None:
        """What was done about a need, unless staff never said they have it: another seed is another organisation."""
        settings, number = self.settings, self.needs.get(act.need, 0)
        match act:
            case loop.Raised():
                self._raise(act, day)
            case loop.Heard():
                said = ByHand(self.survey, act.text, act.level, act.horizon, act.place)
                self._know(act, needing.add_need(settings, said, day))
            case _ if not number:
                return
            case loop.Offered():
                offer = Offer(number, act.owner, act.level, self._last_of(act.by), act.measure, act.text)
                self._know(act, committing.commit(settings, offer, NOT_VOUCHED, day))
            case loop.Said():
                by = None if act.by is None else self._last_of(act.by)
                commitment = max(made for made, need in self.commitments.items() if need == act.need)
                committing.say(settings, OwnersWord(commitment, act.status, act.note, by), NOT_VOUCHED, day)
            case loop.Noted():
                needing.acknowledge(settings, number, act.note, NOT_VOUCHED, day)
            case loop.Refused():
                needing.decline(settings, number, act.because, NOT_VOUCHED, day)

    def _raise(self, act: loop.Raised, day: date) -> None:
        wanted = (act.item, act.option, act.place)
        known = needing.suggestions(self.settings, self.survey, "")
        mark = next((it.mark for it in known if (it.item, it.option, SEPARATOR.join(it.group.path)) == wanted), "")
        if mark:
            self._know(act, needing.open_need(self.settings, self.survey, "", mark, "", day))
        else:
            self.needs.pop(act.need, None)

    def _know(self, act: loop.Act, story: Story) -> None:
        self.needs[act.need] = story.need.number
        self.commitments |= {it.number: act.need for it in story.commitments}

    def _last_of(self, number: int) -> date:
        """The last day of a stock-take, also of one to come."""
        waves = self.made.waves
        ahead = max(0, number - len(waves) + 1)
        return waves[number - ahead].last + ahead * (waves[-1].last - waves[-2].last)


def _after(wave: Wave, days: int) -> date:
    return wave.last + timedelta(days=days)


def _written(path: Path, content: bytes) -> Path:
    files.write_whole(path, content)
    return path

"""The register of needs: suggested from what was reported, opened, answered or declined, and never deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from pulse import act, analyse, define, protect, toml, trend
from pulse.journeys import timeline
from pulse.journeys.attributed import refuse_attributed
from pulse.journeys.defining import versions
from pulse.journeys.wording import a_line, names_nobody
from pulse.model.figures import WaveTallies
from pulse.model.groups import ALL, Group
from pulse.model.loop import HORIZONS, LEVELS, Kind, Level, Need, Step, Story
from pulse.model.loop_answers import NOT_VOUCHED, Vouched
from pulse.model.loop_views import FollowThrough, LoopPage, Register, Suggestion
from pulse.model.problems import Stop, problem
from pulse.model.release import Past, Release, Rules
from pulse.settings import Settings
from pulse.store import Store


@dataclass(frozen=True, slots=True)
class ByHand:
    """A need as a person writes it down."""

    survey: str
    text: str
    level: str
    horizon: str = "now"
    group: str = ""
    vouched: Vouched = NOT_VOUCHED


def register(settings: Settings, survey: str, today: date) -> Register:
    """Every need, of one questionnaire where it is named, with ages and counts."""
    with opened(settings) as store:
        stories = store.stories()
    return act.register([it for it in stories if survey in ("", it.need.survey)], today)


def follow_through(settings: Settings, survey: str, today: date) -> tuple[FollowThrough, ...]:
    """How what was promised came to pass: all levels together, then each."""
    stories = register(settings, survey, today).stories
    return act.follow_through(stories, today, settings.loop.answer_weeks)


def loop_page(settings: Settings, survey: str, wave: str, today: date) -> LoopPage:
    """What the page for staff says, from a wave that was reported (the last one if none is named)."""
    with opened(settings) as store:
        return told(settings, store, released(settings, store, survey, wave), today)


def history(settings: Settings, number: int) -> Story:
    """A need with everything that happened to it. Raises Stop("no-such-need")."""
    with opened(settings) as store:
        return story(store.stories(), number)


def suggestions(settings: Settings, survey: str, wave: str) -> tuple[Suggestion, ...]:
    """Needs that the figures of a reported wave speak of, and that are not in the register."""
    with opened(settings) as store:
        return _suggestions(settings, store, survey, wave)


def open_need(settings: Settings, survey: str, wave: str, mark: str, level: str, today: date) -> Story:
    """Opens a suggested need; one that was met before is the old one, relapsed.

    Raises Stop: "no-such-suggestion", "need-without-level", "no-such-level", and what `released` raises.
    """
    with opened(settings) as store:
        found = {it.mark: it for it in _suggestions(settings, store, survey, wave)}
        if mark not in found:
            raise Stop(problem("no-such-suggestion", mark=mark, hint=toml.did_you_mean(mark, found)))
        it = found[mark]
        if it.relapsed is not None:
            store.add_to_loop([Step(it.relapsed, today, "relapsed", wave=it.wave)])
            return story(store.stories(), it.relapsed)
        if not (level or it.level):
            raise Stop(problem("need-without-level", levels=", ".join(LEVELS)))
        number, _ = store.next_numbers()
        who = known_level(level) if level else cast(Level, it.level)
        need = Need(
            number, it.survey, it.text, it.horizon, who, it.group, it.wave, today, it.item, it.option, it.share, it.n
        )
        return _put(store, need)


def add_need(settings: Settings, said: ByHand, today: date) -> Story:
    """Opens a need that a person writes down; no figure stands behind it.

    Raises Stop: "no-such-survey", "attributed-apart", "loop-line", "loop-missing", "no-such-level", "no-such-horizon",
    "event-group-unknown", "text-names".
    """
    library = define.library(settings.surveys)
    versions(library, said.survey)
    refuse_attributed(settings, library, said.survey)
    text, level = a_line(said.text, "a need"), known_level(said.level)
    horizon = next((it for it in HORIZONS if it == said.horizon), None)
    if horizon is None:
        raise Stop(problem("no-such-horizon", horizon=said.horizon, known=", ".join(HORIZONS)))
    vouched = names_nobody(settings, "", text, vouched=said.vouched)
    with opened(settings) as store:
        group = _group(settings, store, said.group)
        waves = [wave for wave in store.waves(said.survey) if wave.first <= today]
        number, _ = store.next_numbers()
        wave = waves[-1].label if waves else ""
        need = Need(number, said.survey, text, horizon, level, group, wave, today)
        return _put(store, need, vouched=vouched)


def acknowledge(settings: Settings, number: int, note: str, vouched: Vouched, today: date) -> Story:
    """Notes that somebody has seen a need and looks at it; one that was declined is open again."""
    note = a_line(note, "a note", needed=False)
    return _step(settings, number, "acknowledged", note, vouched, today)


def decline(settings: Settings, number: int, because: str, vouched: Vouched, today: date) -> Story:
    """Notes that a need will not be met, and why. Raises Stop: "loop-line", "no-such-need", "need-state"."""
    return _step(settings, number, "declined", a_line(because, "a reason"), vouched, today)


def _step(settings: Settings, number: int, kind: Kind, text: str, vouched: Vouched, today: date) -> Story:
    said = names_nobody(settings, "", text, vouched=vouched)
    with opened(settings) as store:
        found = story(store.stories(), number)
        refuse_state(found, kind)
        store.add_to_loop([Step(number, today, kind, text=text, vouched=said)])
        return story(store.stories(), number)


# --- shared with committing and opening ------------------------------------------------------------------------------


def opened(settings: Settings) -> AbstractContextManager[Store]:
    """The workspace's store."""
    return Store.open(settings.database, survey_from=define.from_source)


def story(stories: Sequence[Story], number: int) -> Story:
    """One need's. Raises Stop("no-such-need")."""
    found = next((it for it in stories if it.need.number == number), None)
    if found is None:
        raise Stop(problem("no-such-need", need=number, count=len(stories)))
    return found


def known_level(level: str) -> Level:
    """The level of that name. Raises Stop("no-such-level")."""
    found = next((it for it in LEVELS if it == level.strip().casefold()), None)
    if found is None:
        raise Stop(problem("no-such-level", level=level, known=", ".join(LEVELS)))
    return found


def refuse_state(found: Story, kind: Kind) -> None:
    """Raises Stop where a step cannot follow: "need-committed" beside a commitment that stands, else "need-state"."""
    if found.may(kind):
        return
    promise = found.promise
    if promise is not None and found.state in ("committed", "delivered"):
        raise Stop(problem("need-committed", need=found.need.number, commitment=promise.commitment.number))
    raise Stop(problem("need-state", need=found.need.number, state=found.state.replace("_", " ")))


def released(settings: Settings, store: Store, survey: str, wave: str) -> Release:
    """The figures of a wave that was reported, with those before it: nothing is shown here that no report has shown.

    Raises Stop: "choose-survey", "nothing-reported", "wave-not-reported".
    """
    name = _survey(store, survey)
    past = store.past(name)
    waves = [it for it in store.waves(name) if it.label in past]
    labels = [it.label for it in waves]
    if not waves:
        raise Stop(problem("nothing-reported", survey=name))
    if wave and wave not in labels:
        raise Stop(problem("wave-not-reported", survey=name, wave=wave, known=", ".join(labels)))
    until = labels[: labels.index(wave) + 1] if wave else labels
    release = _LATEST.release(store.tallies(name, until), settings.policy.rules, past, settings.weigh_by)
    return replace(release, remade=store.people().remade)


class _Latest:
    """The release that was made last, kept while all that it rests on is the same: several needs or pages, one wall."""

    def __init__(self) -> None:
        self.rests_on: object = None
        self.made: Release | None = None

    def release(self, tallies: Sequence[WaveTallies], rules: Rules, past: Mapping[str, Past], level: str) -> Release:
        """What `protect.release` gives for the same."""
        rests_on = (tallies, rules, past, level)
        if self.made is None or self.rests_on != rests_on:
            self.made = protect.release(analyse.score(tallies), rules, past, level)
            self.rests_on = rests_on
        return self.made


_LATEST = _Latest()


def told(settings: Settings, store: Store, release: Release, today: date) -> LoopPage:
    """What the page for staff says, from a release that was reported."""
    return act.loop_page(release, store.stories(), today, settings.loop.answer_weeks)


def take_verdicts(store: Store, release: Release, today: date) -> None:
    """Puts on record what staff say, in the waves of a release, of the commitments they were asked after."""
    store.add_to_loop(act.verdict_steps(release, store.stories(), today))


def _survey(store: Store, wanted: str) -> str:
    known = store.surveys()
    if wanted in known or (not wanted and len(known) == 1):
        return wanted or known[0]
    code = "choose-survey" if known and not wanted else "nothing-collected"
    raise Stop(problem(code, survey=wanted or "any survey", known=", ".join(known)))


def _suggestions(settings: Settings, store: Store, survey: str, wave: str) -> tuple[Suggestion, ...]:
    release = released(settings, store, survey, wave)
    found = trend.findings(release, timeline.told(settings, store, release).rebases)
    return act.suggestions(release, found, store.stories(), settings.loop.suggest_percent)


def _group(settings: Settings, store: Store, name: str) -> Group:
    if not name:
        return ALL
    (path,) = timeline.known_paths(store, [name])
    return Group(path, settings.levels[min(len(path), len(settings.levels)) - 1])


def _put(store: Store, need: Need, *, vouched: bool = False) -> Story:
    store.add_to_loop([need, Step(need.number, need.opened, "opened", vouched=vouched)])
    return story(store.stories(), need.number)

"""What staff propose to ask: reviewed comments -> clusters -> one guest item, which `pulse open` puts into a wave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pulse import define, files, listen, schedule
from pulse.journeys import wording
from pulse.journeys.asked import Asked
from pulse.journeys.reviewing import read_text
from pulse.model.loop_answers import Vouched
from pulse.model.problems import Stop, problem
from pulse.model.proposals import MOST_NAME, Guest, Proposal, Sorted
from pulse.settings import Settings
from pulse.store import Store

_MOST_TEXT = 300  # signs of a question


@dataclass(frozen=True, slots=True)
class Choice:
    """What the lead typed: which cluster becomes an item of which wave, and in which words."""

    survey: str
    wave: str
    cluster: str
    text: str
    scale: str
    by: str
    vouched: Vouched


def proposals(settings: Settings, survey: str, wave: str) -> tuple[tuple[Proposal, ...], tuple[Guest, ...]]:
    """The reviewed proposals of a survey's waves ("" for all), and the guests chosen so far."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        chosen = tuple(it for it in store.guests() if survey in ("", it.survey))
        return _reviewed(store, survey, wave), chosen


def cluster(settings: Settings, name: str, ids: Sequence[str], by: str, today: date) -> Sorted:
    """Puts proposals into a cluster. Raises Stop: "cluster-name", "no-such-proposal"."""
    named = listen.proposal_sheet.name_of(name)
    if not named:
        raise Stop(problem("cluster-name", most=MOST_NAME))
    with Store.open(settings.database, survey_from=define.from_source) as store:
        known = {it.id for it in _reviewed(store, "", "")}
        unknown = [problem("no-such-proposal", id=it) for it in ids if it not in known]
        if unknown:
            raise Stop(*unknown)
        return _placed(store, dict.fromkeys(ids, named), by, today)


def write_sheet(settings: Settings, path: Path, survey: str, wave: str) -> int:
    """Writes the proposals to a CSV that only its owner may read; how many."""
    found, _ = proposals(settings, survey, wave)
    files.write_whole(path, listen.proposal_sheet.to_csv(found), private=True)
    return len(found)


def read_sheet(settings: Settings, path: Path, by: str, today: date) -> Sorted:
    """Takes the clusters in a CSV: all of them or none. Raises Stop with every fault and its line."""
    text = read_text(path)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        known = {it.id: it for it in _reviewed(store, "", "")}
        return _placed(store, listen.proposal_sheet.from_csv(text, path.name, known), by, today)


def choose(settings: Settings, choice: Choice, today: date) -> Guest:
    """Makes a cluster the guest of a wave. The last one chosen for a wave stands until the wave has answers.

    Raises Stop: "no-such-survey", "wave-label", "loop-line", "loop-missing", "no-such-cluster", "wave-has-answers",
    "guest-verbatim", "text-names", and every fault that the questionnaire would have with it.
    """
    asked = Asked.of(settings, define.library(settings.surveys), choice.survey)
    schedule.refuse_label(choice.wave)
    wording.a_line(choice.text, "the question", most=_MOST_TEXT)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        own = [it for it in _reviewed(store, choice.survey, "") if it.cluster.casefold() == choice.cluster.casefold()]
        if not own:
            raise Stop(problem("no-such-cluster", cluster=choice.cluster, survey=choice.survey))
        if choice.wave in {it.label for it in store.waves(choice.survey)}:
            raise Stop(problem("wave-has-answers", survey=choice.survey, wave=choice.wave))
        words = choice.text.casefold().split()
        if any(it.text.casefold().split() == words and not it.consent for it in own):
            raise Stop(problem("guest-verbatim"))
        vouched = wording.names_nobody(settings, "", choice.text, vouched=choice.vouched)
        made = replace(_guest(choice, own[0].cluster, today), vouched=vouched)
        define.from_source(asked.versions[-1].source + define.guest_item(made), choice.survey)
        store.choose(made)
    return made


def of_wave(store: Store, survey: str, wave: str) -> Guest | None:
    """The guest chosen last for a wave."""
    return next((it for it in reversed(store.guests()) if (it.survey, it.wave) == (survey, wave)), None)


def _guest(choice: Choice, name: str, today: date) -> Guest:
    item = f"guest_{define.slug(name)}"[:40].strip("_")
    by = listen.review.reviewer(choice.by)
    return Guest(choice.survey, choice.wave, name, item, " ".join(choice.text.split()), choice.scale, by, today)


def _placed(store: Store, placed: dict[str, str], by: str, today: date) -> Sorted:
    store.place_proposals(placed, listen.review.reviewer(by), today)
    left = sum(not it.cluster for it in _reviewed(store, "", ""))
    return Sorted(len(placed), left)


def _reviewed(store: Store, survey: str, wave: str) -> tuple[Proposal, ...]:
    """Comments to the items that ask for proposals, as a person let them stand; withheld ones are none."""
    asking: dict[tuple[str, str], frozenset[str]] = {}
    clusters, found = store.clusters(), []
    for it in store.queue(survey, wave).decided:
        at = it.comment.survey, it.comment.wave
        if at not in asking:
            asking[at] = frozenset(item.id for item in store.asked_in(*at).items if item.proposals)
        if it.shown and it.comment.item in asking[at]:
            found.append(Proposal(it.comment.id, *at, it.shown, it.comment.consent))
    return tuple(replace(it, cluster=clusters.get(it.id, "")) for it in found)

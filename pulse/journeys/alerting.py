"""People at risk: the store -> the safeguarding lead's file; her list, her decisions, and what waits for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pulse import define, files, listen
from pulse.model.problems import Place, Stop, problem
from pulse.model.review import Alert
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Store


def tell(settings: Settings, store: Store) -> Mapping[str, int]:
    """Writes what the lead's file does not hold yet; gives back how many of each list there were.

    What is in the store and not in the file is new, so that nothing is lost where a run was killed between the two.
    """
    with store.alone():
        known = _read(settings)
        told = listen.alerts.joined(known, store.alerts(settings.policy.min_answers))
        new = told[len(known) :]
        if new:
            _write(settings, told)
    return Counter(alert.risk for alert in new)


def alerts(settings: Settings) -> tuple[Alert, ...]:
    """Every alert, open ones first."""
    if settings.database.exists():
        with Store.open(settings.database, survey_from=define.from_source) as store:
            tell(settings, store)
    known = _read(settings)
    return (*listen.alerts.open_ones(known), *(alert for alert in known if alert.resolved))


def resolve(settings: Settings, name: str, by: str, note: str, today: date) -> Alert:
    """Writes down what came of an alert. Raises Stop: "no-such-alert", "alert-resolved", "alert-incomplete"."""
    known = alerts(settings)
    done = listen.alerts.resolved(known, name, by, note, today)
    _write(settings, done)
    return next(alert for alert, before in zip(done, known, strict=True) if alert is not before)


def write_phrases(settings: Settings) -> tuple[Path, ...]:
    """Puts the lists of phrases into the workspace, to be edited; a list that is there is left alone."""
    for name, text in listen.shipped_lists().items():
        if not (settings.phrases / name).exists():
            files.write_whole(settings.phrases / name, text)
    return tuple(settings.phrases / name for name in listen.shipped_lists())


def refuse_while_overdue(settings: Settings, store: Store, today: date) -> None:
    """Raises Stop("alerts-overdue") while somebody's words about herself have waited for too long."""
    tell(settings, store)
    days = settings.safeguarding.working_days
    if late := listen.alerts.overdue(_read(settings), today, days):
        lead = settings.safeguarding.lead or "nobody is named"
        raise Stop(problem("alerts-overdue", count=len(late), days=days, lead=lead))


def forget_words(settings: Settings, waves: Iterable[Wave]) -> None:
    """Takes the words of resolved alerts of these waves out of the lead's file; what was done stays."""
    gone = {(wave.survey, wave.label) for wave in waves}
    known = _read(settings)
    done = tuple(replace(it, text="") if it.resolved and (it.survey, it.wave) in gone else it for it in known)
    if done != known:
        _write(settings, done)


def _read(settings: Settings) -> tuple[Alert, ...]:
    try:
        text = settings.alerts.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(problem("alerts-damaged", Place(str(settings.alerts)))) from error
    return listen.alerts.from_text(text, str(settings.alerts))


def _write(settings: Settings, told: tuple[Alert, ...]) -> None:
    files.write_whole(settings.alerts, listen.alerts.to_text(told), private=True)

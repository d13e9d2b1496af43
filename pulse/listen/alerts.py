"""The safeguarding lead's file: every comment that speaks of somebody at risk, with what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, timedelta

from pulse.model.problems import Place, Stop, problem
from pulse.model.review import Alert

_SATURDAY = 5


def from_text(text: str, file: str) -> tuple[Alert, ...]:
    """The alerts in a file's text. Raises Stop("alerts-damaged")."""
    names = {field.name for field in fields(Alert)}
    try:
        said = json.loads(text)
        return tuple(_alert(row) for row in said if set(row) == names or _refuse())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Stop(problem("alerts-damaged", Place(file))) from error


def to_text(alerts: Iterable[Alert]) -> str:
    """The file's text: JSON that a person can read too."""
    return json.dumps([_row(alert) for alert in alerts], ensure_ascii=False, indent=2) + "\n"


def joined(known: Sequence[Alert], found: Iterable[Alert]) -> tuple[Alert, ...]:
    """What the file knew, and what is new. What was resolved once is not told again."""
    told = {alert.id for alert in known}
    return (*known, *(alert for alert in found if alert.id not in told))


def open_ones(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Those nobody has resolved, first-person ones first, the oldest of each first."""
    return tuple(sorted((it for it in alerts if it.resolved is None), key=lambda it: (it.risk, it.day, it.id)))


def overdue(alerts: Iterable[Alert], today: date, working_days: int) -> tuple[Alert, ...]:
    """First-person alerts that have been open for more than so many working days, Monday to Friday."""
    return tuple(it for it in open_ones(alerts) if it.risk == "first" and _worked(it.day, today) > working_days)


def resolved(alerts: Sequence[Alert], name: str, by: str, note: str, today: date) -> tuple[Alert, ...]:
    """The alerts with one resolved. Raises Stop: "no-such-alert", "alert-resolved", "alert-incomplete"."""
    found = [alert for alert in alerts if name and alert.id.startswith(name)]
    if len(found) != 1:
        raise Stop(problem("no-such-alert", id=name))
    if found[0].resolved:
        raise Stop(problem("alert-resolved", id=name, day=found[0].resolved))
    if not by.strip() or not note.strip():
        raise Stop(problem("alert-incomplete", id=name))
    done = replace(found[0], resolved=today, by=by.strip(), note=note.strip())
    return tuple(done if alert is found[0] else alert for alert in alerts)


def _worked(day: date, today: date) -> int:
    """Working days begun since a day; it itself does not count."""
    return sum((day + timedelta(days=after)).weekday() < _SATURDAY for after in range(1, (today - day).days + 1))


def _row(alert: Alert) -> dict[str, object]:
    resolved_on = alert.resolved.isoformat() if alert.resolved else None
    return asdict(alert) | {"day": alert.day.isoformat(), "resolved": resolved_on}


def _alert(row: dict[str, str]) -> Alert:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("day", "resolved")}
    return Alert(**(row | days | {"place": tuple(row["place"])}))  # type: ignore[arg-type]


def _refuse() -> bool:
    raise ValueError("a row with other fields")

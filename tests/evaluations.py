"""A workspace with a plan, and answers before and after its start, collected by the program's own steps."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from pulse import settings as workspace_settings
from pulse.journeys import collecting, defining
from pulse.settings import Settings

Counts = Mapping[str, tuple[int, int]]  # directorate -> how many agree, of how many

FORM = """\
id = "s"
title = "How was it?"
dimensions = ["directorate"]
[[item]]
id = "heard"
text = "Heard?"
scale = "agree5"
"""
TOML = 'organisation = "Our Trust"\nlevels = ["directorate"]\n'
PLAN = """\
title = "Morning huddles"
survey = "s"
outcome = "heard"
start = {start}
took_part = ["Medicine"]
what = "A huddle each morning."
"""
PEOPLE = "valid_from,directorate,staff_group,headcount,formerly\n"
HEADCOUNTS = {"Medicine": 200, "Surgery": 200, "Maternity": 120, "Estates": 30}


def workspace(root: Path, start: str = "2026-03-01") -> Settings:
    """A workspace with groups and a plan, and nothing collected."""
    (root / "surveys").mkdir(parents=True)
    (root / "pulse.toml").write_text(TOML, encoding="utf-8")
    (root / "surveys" / "s.toml").write_text(FORM, encoding="utf-8")
    rows = "".join(f"2025-01-01,{name},,{count},\n" for name, count in HEADCOUNTS.items())
    (root / "people.csv").write_text(PEOPLE + rows, encoding="utf-8")
    (root / "plan.toml").write_text(PLAN.format(start=start), encoding="utf-8")
    settings = workspace_settings.load(root)
    defining.people(settings, settings.people)
    return settings


def months(count: int, first: date = date(2025, 1, 1)) -> list[date]:
    """The first days of so many months."""
    return [date(first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1, 1) for at in range(count)]


def collect(settings: Settings, month: date, counts: Counts, today: date) -> None:
    """One month's export, collected as a wave of that month."""
    path = settings.root / f"{month:%Y-%m}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Start time", "Completion time", "Email", "Name", "directorate", "Heard?"])
        for at, (place, answer) in enumerate(_answers(counts), 1):
            day = month + timedelta(days=4)
            writer.writerow([at, f"{day} 09:00:00", f"{day} 09:{at % 60:02}:00", "a@example.org", "Ada", place, answer])
    wanted = collecting.Wanted(wave=f"{month:%Y-%m}")
    list(collecting.collect_files(settings, [path], wanted, today))


def _answers(counts: Counts) -> Sequence[tuple[str, str]]:
    return [(place, "Agree" if at < agree else "Disagree") for place, (agree, n) in counts.items() for at in range(n)]

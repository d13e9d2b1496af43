"""The files a new workspace begins with, as a person who never saw one would want to find them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pulse.settings import CLOSE_AFTER_DAYS, KEEP_ANSWERS_MONTHS

_SETTINGS = """\
# The settings of this workspace. Lines that begin with # are notes; everything else is read by pulse.
# Change what stands between the quotes, save, and run the next command: nothing needs to be restarted.

# The name at the top of every report.
organisation = "{organisation}"

# Where your staff are. Times in exports are read in this zone, and a stock-take begins and ends by its clock.
zone = "{zone}"

# How your organisation is built, from the largest part to the smallest: one to five levels, a-z and _ only.
# people.csv has one column for each. A report shows every level at which enough people answered.
levels = [{levels}]

[disclosure]
# The fewest answers a figure may rest on. 11 is the practice of the NHS Staff Survey. You may raise it;
# nothing below {floor} is accepted.
min_answers = {min_answers}

[retention]
# A stock-take takes late exports for so many days after its last one. Then it is closed: the key that could tell
# whose answers are whose is destroyed, and nothing can be added or taken out any more.
close_after_days = {close_after_days}

# Answers are kept so many months, in case they are counted in a new way; then they are deleted. What reports
# rest on - counts of {min_answers} people and more - stays. Both are promised to staff: see `pulse notice`.
keep_answers_months = {keep_answers_months}

# [comments]
# Names on your list of staff are taken out of comments: one name a line, or a CSV with columns headed first name and
# surname. The list is read and never stored; without it, names are found only behind a title.
# staff_list = "staff.csv"

# [safeguarding]
# Who is told of comments that speak of somebody at risk (see `pulse alerts`), in which file, and where staff can turn.
# lead = "Head of safeguarding"
# file = "alerts.json"
# signposts = ["In danger now: 999", "Samaritans, day and night: 116 123"]

# [loop]
# How many commitments the next questionnaire asks everybody after, from how many per cent on a need is suggested, and
# within how many weeks every need should have an answer.
# most_follow_ups = 3
# suggest_percent = 20
# answer_weeks = 8

# [run]
# `pulse run`, once a day, makes the report of a stock-take so many days after its last one, when exports are there; and
# writes a file for these platforms when one begins (see `pulse publish`).
# report_after_days = 3
# publish = ["ms-forms", "ms-forms cy"]    # the second: in Welsh, once the questionnaire has it

# [reports]
# Whom `pulse run` writes pages for beside the full report (see `pulse report --for`), and a level of the organisation
# each group of which gets a page of its own.
# for = ["board", "staff"]
# each = "team"

# [send]
# What staff are told. Nothing is sent unless `by` says how: "smtp", or a webhook of "slack" or "teams". The password,
# or the webhook's address, is the one line of a file send.secret. `pulse message SURVEY` prints the texts.
# by = "smtp"
# lists = ["all-staff@example.org"]          # distribution lists
# sender = "wellbeing@example.org"
# server = "mail.example.org:587"
# kinds = ["invitation", "reminder", "thanks", "results"]
# remind_before_end = [2]                    # so many days before the last day
# results_at = "https://intranet.example.org/stock-take"
# links = {{ stock-take = "https://forms.example.org/abc" }}

# [leaders]
# The group whose answers a report sets beside everyone's, question by question: a dimension and the group's name.
# staff_group = "Leaders"
"""

_PEOPLE_NOTE = "valid_from,{levels},staff_group,headcount,formerly\n"

_GITIGNORE = """\
# Never share these: the key that unlinks people, the answers, and what was exported or rendered.
pulse.key
pulse.db
pulse.db-journal
attributed.db
attributed.db-journal
alerts.json
staff.csv
last-backup.json
pulse.lock
send.secret
inbox/
reports/
"""


def files(
    organisation: str, zone: str, levels: tuple[str, ...], min_answers: int, floor: int, day: date
) -> Mapping[str, str]:
    """Relative path -> text of pulse.toml, people.csv (one invented example row a team) and .gitignore."""
    quoted = ", ".join(f'"{level}"' for level in levels)
    return {
        "pulse.toml": _SETTINGS.format(
            organisation=organisation.replace("\\", "\\\\").replace('"', '\\"'),
            zone=zone,
            levels=quoted,
            min_answers=min_answers,
            floor=floor,
            close_after_days=CLOSE_AFTER_DAYS,
            keep_answers_months=KEEP_ANSWERS_MONTHS,
        ),
        "people.csv": _people(levels, day),
        ".gitignore": _GITIGNORE,
    }


def is_example(people: str) -> bool:
    """True for the text of a people.csv in which nothing but the example rows stands."""
    rows = people.split("\n")[1:]
    return all(",Example " in row for row in rows if row.strip())


def _people(levels: tuple[str, ...], day: date) -> str:
    """Two example teams on every level, to be overwritten: a row says how many people of one kind one team holds."""
    rows = [
        (*(f"Example {level.replace('_', ' ')}" for level in levels[:-1]), f"Example {levels[-1]} {number}")
        for number in (1, 2)
    ]
    lines = [_PEOPLE_NOTE.format(levels=",".join(levels))]
    lines += [f"{day.isoformat()},{','.join(row)},,25,\n" for row in rows]
    return "".join(lines)

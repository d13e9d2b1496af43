"""What is printed to be pasted is what each system takes: read back by a parser that is not ours.

1. A crontab line: five fields in range, and a command that a shell runs where it should, whatever the folder is called.
2. systemd: `systemd-analyze verify` accepts both units, `systemd-analyze calendar` the time with its zone.
3. launchd: plistlib reads it. Windows: well-formed, in the Task Scheduler's name space, whatever the folder is called.
4. A calendar: the icalendar package reads the days and moments the schedule means; no line is above 75 octets.
"""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from pulse import define, schedule
from pulse.model.problems import Stop
from pulse.model.schedules import DailyLine

_FORM = 'id = "s"\ntitle = "{}"\n[[item]]\nid = "a"\ntext = "A?"\nscale = "agree5"\n[schedule]\n'
_TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
_HOSTILE = '/tmp/our trust\'s 100% $HOME "A&E" <1>'  # noqa: S108 - a name, not a file


def _line(workspace: str = _HOSTILE, program: str = "/opt/pulse/bin/pulse") -> DailyLine:
    return DailyLine(program, workspace, "Europe/London", time(7, 15), date(2026, 11, 24))


def _calendar(day: date, *lines: str, title: str = "How are we?") -> Calendar:
    survey = define.from_source(_FORM.format(title) + "\n".join(lines))
    text = schedule.ics([schedule.outline(survey, day, "Europe/London", 5)], day)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    found = Calendar.from_ical(text)
    assert isinstance(found, Calendar)
    return found


def test_cron_takes_the_line_and_a_shell_finds_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "our trust's 100% $HOME"
    folder.mkdir()
    text = schedule.paste(_line(str(folder), "/bin/echo"), "cron")
    (line,) = [line for line in text.splitlines() if not line.startswith("#")]
    fields = re.fullmatch(r"(\d+) (\d+) (\*) (\*) (\*) (.+)", line)
    assert fields is not None
    assert (int(fields[1]), int(fields[2])) == (15, 7)
    assert re.search(r"(?<!\\)%", fields[6]) is None, "cron would end the command there"
    command = fields[6].replace(r"\%", "%")  # as cron hands it to the shell (crontab(5))
    done = subprocess.run(["/bin/sh", "-c", f"{command} && pwd"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["run", str(folder)]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_accepts_both_units(tmp_path: Path) -> None:
    text = schedule.paste(_line(str(tmp_path), sys.executable), "systemd")
    names = re.findall(r"# --- ~/.config/systemd/user/(\S+) ---\n", text)
    service, timer = re.split(r"# --- ~/.config/systemd/user/\S+ ---\n", text)[1:]
    for name, unit in zip(names, (service, timer), strict=True):
        (tmp_path / name).write_text(unit, encoding="utf-8")
    units = [str(tmp_path / name) for name in names]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, str(tmp_path) in done.stderr) == (0, False), done.stderr
    (when,) = re.findall(r"^OnCalendar=(.+)$", timer, re.M)
    done = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_launchd_reads_the_agent() -> None:
    agent = plistlib.loads(schedule.paste(_line(), "launchd").encode())
    assert agent["ProgramArguments"] == ["/opt/pulse/bin/pulse", "run"]
    assert agent["WorkingDirectory"] == _HOSTILE
    assert agent["StartCalendarInterval"] == {"Hour": 7, "Minute": 15}


def test_the_task_is_well_formed() -> None:
    line = _line("C:\\Our Trust\\A&E <1>", "C:\\Python\\Scripts\\pulse.exe")
    text = schedule.paste(line, "schtasks")
    task = ElementTree.fromstring(text)  # noqa: S314 - our own text
    assert task.tag == f"{_TASK}Task"
    found = {it.tag.removeprefix(_TASK): it.text for it in task.iter() if not len(it)}
    assert found["Command"] == "C:\\Python\\Scripts\\pulse.exe"
    assert found["WorkingDirectory"] == "C:\\Our Trust\\A&E <1>"
    assert datetime.fromisoformat(str(found["StartBoundary"])) == datetime(2026, 11, 24, 7, 15)  # noqa: DTZ001
    assert "/TN pulse-a-e-1 " in text


def test_a_folder_with_a_line_break_is_refused() -> None:
    for system in ("cron", "systemd", "launchd", "schtasks"):
        with pytest.raises(Stop):
            schedule.paste(_line("/tmp/x\n* * * * * rm"), system)  # noqa: S108


def test_a_calendar_holds_whole_days_where_no_times_are_said() -> None:
    lines = ('repeat = "monthly on the 1st for a week"', 'holidays = "Scotland"')
    events = _calendar(date(2026, 12, 1), *lines).walk("VEVENT")
    spans = [(it.decoded("dtstart"), it.decoded("dtend")) for it in events]
    assert spans[:2] == [(date(2026, 12, 1), date(2026, 12, 8)), (date(2027, 1, 5), date(2027, 1, 12))]
    assert len({str(it["uid"]) for it in events}) == 5


def test_a_calendar_holds_the_moments_in_summer_and_winter() -> None:
    lines = ('repeat = "monthly on the 20th"', "open_for_days = 10", 'opens = "09:00"', 'closes = "17:00"')
    first = _calendar(date(2026, 3, 1), *lines).walk("VEVENT")[0]
    london = ZoneInfo("Europe/London")
    assert first.decoded("dtstart") == datetime(2026, 3, 20, 9, tzinfo=london)
    assert first.decoded("dtend") == datetime(2026, 3, 29, 17, tzinfo=london)


def test_a_calendar_holds_any_title() -> None:
    title = "Wie geht’s uns; allen, wirklich? " + "ä" * 80
    first = _calendar(date(2026, 3, 1), 'repeat = "monthly on the 20th"', title=title).walk("VEVENT")[0]
    assert str(first["summary"]) == f"{title} (2026-03)"

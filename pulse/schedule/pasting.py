"""The one daily line as text to paste: cron, systemd, launchd, the Task Scheduler of Windows. Nothing is installed.

Each runs `pulse run` once a day; systemd and Windows also run it as soon as they can after a time the machine was off.
"""

from __future__ import annotations

import plistlib
import re
import shlex
from pathlib import PureWindowsPath
from xml.etree import ElementTree

from pulse.model.problems import Stop, problem
from pulse.model.schedules import DailyLine, System

_TASK = "http://schemas.microsoft.com/windows/2004/02/mit/task"


def paste(line: DailyLine, system: System) -> str:
    """Text for one of the systems. Raises Stop("line-break-in-path") for a folder no system could be told of."""
    if any(not part.isprintable() for part in (line.program, line.workspace)):
        raise Stop(problem("line-break-in-path"))
    return {"cron": _cron, "systemd": _systemd, "launchd": _launchd, "schtasks": _schtasks}[system](line)


def _cron(line: DailyLine) -> str:
    # In a crontab a % ends the command unless it is escaped, also within quotes.
    command = f"cd {shlex.quote(line.workspace)} && {shlex.quote(line.program)} run".replace("%", r"\%")
    return (
        "# Add this line with `crontab -e`. What needs a person is printed, and cron sends that by mail (MAILTO=...).\n"
        f"# The time is by the machine's clock; the workspace's zone is {line.zone}.\n"
        f"{line.at.minute} {line.at.hour} * * * {command}\n"
    )


def _systemd(line: DailyLine) -> str:
    name = f"pulse-{_slug(line)}"
    return (
        f"# --- ~/.config/systemd/user/{name}.service ---\n"
        "[Unit]\n"
        "Description=Staff stock-takes: what is due today\n"
        "\n"
        "[Service]\n"
        "Type=oneshot\n"
        f"WorkingDirectory={line.workspace.replace('%', '%%')}\n"
        f"ExecStart={_quoted(line.program)} run\n"
        "\n"
        f"# --- ~/.config/systemd/user/{name}.timer ---\n"
        "[Unit]\n"
        "Description=Staff stock-takes, daily\n"
        "\n"
        "[Timer]\n"
        f"OnCalendar=*-*-* {line.at:%H:%M}:00 {line.zone}\n"
        "Persistent=true\n"
        "\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
        "\n"
        f"# --- then: systemctl --user daemon-reload && systemctl --user enable --now {name}.timer ---\n"
        f"# --- what it said: journalctl --user -u {name}; without a login session: loginctl enable-linger ---\n"
    )


def _quoted(text: str) -> str:
    """A word of an ExecStart= line: systemd reads %, $, quotes and backslashes in it."""
    for sign, safe in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        text = text.replace(sign, safe)
    return f'"{text}"'


def _launchd(line: DailyLine) -> str:
    label = f"pulse.{_slug(line)}"
    agent = {
        "Label": label,
        "ProgramArguments": [line.program, "run"],
        "WorkingDirectory": line.workspace,
        "StartCalendarInterval": {"Hour": line.at.hour, "Minute": line.at.minute},
        "StandardErrorPath": f"{line.workspace}/pulse-run.err",
    }
    text = plistlib.dumps(agent, sort_keys=False).decode()
    where = f"~/Library/LaunchAgents/{label}.plist"
    note = f"<!-- Save as {where}, then: launchctl bootstrap gui/$(id -u) {where} -->"
    head, _, rest = text.partition("\n")
    return f"{head}\n{note}\n{rest}"


def _schtasks(line: DailyLine) -> str:
    # Without an XML declaration the file may be saved as UTF-8 or, as PowerShell does, as UTF-16.
    ElementTree.register_namespace("", _TASK)
    task = ElementTree.Element(f"{{{_TASK}}}Task", version="1.2")
    trigger = _under(task, "Triggers", "CalendarTrigger")
    _under(trigger, "StartBoundary").text = f"{line.begins.isoformat()}T{line.at:%H:%M}:00"
    _under(trigger, "Enabled").text = "true"
    _under(trigger, "ScheduleByDay", "DaysInterval").text = "1"
    settings = _under(task, "Settings")
    _under(settings, "MultipleInstancesPolicy").text = "IgnoreNew"
    _under(settings, "DisallowStartIfOnBatteries").text = "false"
    _under(settings, "StartWhenAvailable").text = "true"
    execute = _under(task, "Actions", "Exec")
    _under(execute, "Command").text = line.program
    _under(execute, "Arguments").text = "run"
    _under(execute, "WorkingDirectory").text = line.workspace
    ElementTree.indent(task)
    name = f"pulse-{_slug(line)}"
    note = f"<!-- Save as {name}.xml, then: schtasks /Create /TN {name} /XML {name}.xml -->"
    return f"{note}\n{ElementTree.tostring(task, encoding='unicode')}\n"


def _under(parent: ElementTree.Element, *names: str) -> ElementTree.Element:
    for name in names:
        parent = ElementTree.SubElement(parent, f"{{{_TASK}}}{name}")
    return parent


def _slug(line: DailyLine) -> str:
    """The folder's name as far as every system takes it in a name."""
    folder = PureWindowsPath(line.workspace).name if "\\" in line.workspace else line.workspace.rsplit("/", 1)[-1]
    return re.sub(r"[^a-z0-9]+", "-", folder.casefold()).strip("-") or "workspace"

"""Every message a user can meet, in one place: code, words, remedy; and the exit statuses.

Words say the fault in one sentence, the remedy what to type or change next. Neither ever holds an answer or a name.
Details in braces are filled by `pulse.model.problems.Problem`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses, after sysexits.h where they fit."""

    DONE = 0  # done, or nothing due
    LOOK = 1  # done, and a person should look
    USAGE = 2  # the command was wrong
    BAD_DATA = 65  # nothing stored
    NO_INPUT = 66  # a file is missing
    UNDECIDED = 69  # an audit could not decide in its time
    BUG = 70  # a fault of ours
    CANNOT_WRITE = 73
    LOCKED = 75  # another run holds the lock; try later
    CONFIG = 78


@dataclass(frozen=True, slots=True)
class Message:
    """A fault's words, its remedy and the exit status of a command that stops because of it."""

    words: str
    remedy: str
    status: Exit


# One section a room, in the order of the data's path. Codes are stable: scripts may look for them.
_WORKSPACE = {
    "no-workspace": Message(
        "there is no pulse.toml in this folder or above it",
        "make a workspace with `pulse init`, or go to the folder that holds yours",
        Exit.CONFIG,
    ),
    "settings-faulty": Message(
        "the settings cannot be used: {faults} fault(s)", "mend what is listed below, then run again", Exit.CONFIG
    ),
    "file-missing": Message(
        "there is no such file", "check the name and the folder, then run the command again", Exit.NO_INPUT
    ),
    "cannot-write": Message(
        "this file cannot be written: {reason}", "check the folder's rights and free space", Exit.CANNOT_WRITE
    ),
}

_CORRIDOR = {
    "workspace-exists": Message(
        "there is a workspace here already", "go on working in it, or choose another folder", Exit.CANNOT_WRITE
    ),
    "demo-exists": Message(
        "this folder holds something that is no demonstration",
        "name a folder that is not there yet: `pulse demo FOLDER`",
        Exit.CANNOT_WRITE,
    ),
    "file-exists": Message(
        "there is such a file already, and it is left alone", "choose another id, or edit the file", Exit.CANNOT_WRITE
    ),
    "no-such-survey": Message(
        "there is no questionnaire '{survey}' here (there are: {known})",
        "list them with `pulse survey list`, or start one with `pulse survey new`",
        Exit.USAGE,
    ),
    "choose-survey": Message(
        "several questionnaires have answers: {known}", "say which: `pulse report SURVEY`", Exit.USAGE
    ),
    "nothing-collected": Message(
        "no answers to {survey} have been collected yet", "collect an export first: `pulse collect FILE`", Exit.NO_INPUT
    ),
    "no-such-wave": Message(
        "{survey} has no wave '{wave}' (there are: {known})", "name one of those with --wave", Exit.USAGE
    ),
    "wave-open": Message(
        "wave {wave} is open until {last}; {answered} people have answered so far, and no more is said before it ends",
        "report after that day, or add --interim: it freezes the wave with the answers it has now",
        Exit.USAGE,
    ),
    "second-dimension": Message(
        "'{dimension}' crosses the levels of the organisation ({levels}); figures by both could be subtracted "
        "from each other, so its answers are kept and not shown",
        "report by one of the levels",
        Exit.USAGE,
    ),
    "series-not-text": Message(
        "this file is not UTF-8 text", "save it as CSV UTF-8 with the columns date,value", Exit.BAD_DATA
    ),
    "today-not-a-date": Message(
        "PULSE_TODAY is not a date", "write it like PULSE_TODAY=2026-11-24, or unset it", Exit.CONFIG
    ),
    "not-a-date": Message("{option} is not a date", "write it like 2026-11-24", Exit.USAGE),
    "ask-person": Message(
        "this needs a person's yes, and there is no terminal to ask on", "add --yes if you mean it", Exit.USAGE
    ),
    "bug": Message(
        "something went wrong inside pulse ({kind} at {where}); nothing was stored half-way",
        "please report this line; PULSE_DEBUG=1 shows the whole trace, which may hold answers: do not send that",
        Exit.BUG,
    ),
}

_TOML = {
    "toml-syntax": Message("{fault}", "{hint}", Exit.LOOK),
    "unknown-key": Message("unknown key '{key}'", "{hint}", Exit.LOOK),
    "missing-key": Message("'{key}' is missing", "add a line `{key} = ...` to this table", Exit.LOOK),
    "wrong-value": Message("{fault}", "{hint}", Exit.LOOK),
}

MESSAGES: Mapping[str, Message] = {
    **_WORKSPACE,
    **_CORRIDOR,
    **_TOML,
}

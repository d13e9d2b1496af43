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

_TOML = {
    "toml-syntax": Message("{fault}", "{hint}", Exit.LOOK),
    "unknown-key": Message("unknown key '{key}'", "{hint}", Exit.LOOK),
    "missing-key": Message("'{key}' is missing", "add a line `{key} = ...` to this table", Exit.LOOK),
    "wrong-value": Message("{fault}", "{hint}", Exit.LOOK),
}

MESSAGES: Mapping[str, Message] = {
    **_WORKSPACE,
    **_TOML,
}

"""The `pulse` program: the one clock, and the one place where a problem becomes an exit status."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime

from pulse.errors import Exit
from pulse.model.problems import Stop, bug, problem


def main() -> None:
    """Runs the command line and leaves with one of the documented exit statuses."""
    from pulse.cli import screen
    from pulse.cli.commands import app

    try:
        app(prog_name="pulse")
    except Stop as stop:
        screen.problems(stop.problems)
        sys.exit(stop.status)
    except BrokenPipeError:
        # The reader of our output has gone (`pulse ... | head`): that is her choice, not a fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.DONE)
    except Exception as error:  # the last line of defence: a traceback could hold an answer
        if os.environ.get("PULSE_DEBUG"):
            raise
        screen.problems((bug(error),))
        sys.exit(Exit.BUG)


def today() -> date:
    """The day the command runs on; PULSE_TODAY rehearses another one."""
    said = os.environ.get("PULSE_TODAY")
    if not said:
        return date.today()  # noqa: DTZ011 - the day on the user's own calendar
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise Stop(problem("today-not-a-date")) from error


def clock() -> datetime:
    """The machine's own clock, with its offset: what a daily line runs by. PULSE_TODAY leaves it alone."""
    return datetime.now().astimezone()

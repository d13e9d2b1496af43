"""The tutorial of README.md as a program runs it: each command as it is typed there, and what it prints.

In a block marked `console` a line that begins with `$ ` is typed; what follows up to the next one is what it prints,
and where nothing follows, that is left open. `# status 1` behind a command says how it ends.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import DAY, pulse

WIDTH = "96"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_STATUS = re.compile(r"\s+# status (\d+)$")


@dataclass(frozen=True)
class Typed:
    """One command of the tutorial: its line, and what README.md says that it prints."""

    line: str
    shown: str

    @property
    def words(self) -> list[str]:
        """The command and its arguments."""
        return shlex.split(self.line, comments=True)

    @property
    def status(self) -> int:
        """How it ends."""
        said = _STATUS.search(self.line)
        return int(said[1]) if said else 0


def typed(block: str) -> Iterator[Typed]:
    """The commands of one block, in order."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        yield Typed(line, shown.rstrip("\n"))


def blocks(text: str) -> list[str]:
    """The blocks of the tutorial."""
    return [found[0] for found in _BLOCK.finditer(text)]


class Terminal:
    """Somebody at a terminal who begins in a folder that she calls `~`."""

    def __init__(self, home: Path) -> None:
        self.home = self.at = home

    def type(self, it: Typed) -> tuple[int, str]:
        """The status of a command, and what it prints as README.md would show it."""
        program, *arguments = it.words
        if program == "cd":
            self.at = self.at / arguments[0]
            return 0, ""
        assert program == "pulse", f"the tutorial needs nothing but pulse: {it.line}"
        done = pulse(*arguments, cwd=self.at, day=DAY, COLUMNS=WIDTH)
        said = f"{done.stdout}{done.stderr}".replace(str(self.home), "~")
        return done.returncode, "\n".join(line.rstrip() for line in said.splitlines()).strip("\n")


def refreshed(text: str, home: Path) -> str:
    """README.md with what its commands print today, where it shows that."""
    terminal = Terminal(home)

    def anew(block: re.Match[str]) -> str:
        return "".join(f"$ {it.line}\n{_printed(it, terminal.type(it)[1])}" for it in typed(block[0]))

    return _BLOCK.sub(anew, text)


def _printed(it: Typed, now: str) -> str:
    return f"{now}\n" if it.shown and now else ""

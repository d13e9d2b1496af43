"""The program before a pseudo-terminal, as a person meets it."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.conftest import DAY, PROGRAM


class Terminal:
    """The program before a pseudo-terminal."""

    def __init__(self, root: Path, *arguments: str) -> None:
        import pty

        self.master, slave = pty.openpty()
        env = {**os.environ, "PULSE_TODAY": DAY, "TERM": "xterm", "COLUMNS": "200", "PYTHONUTF8": "1"}
        self.program = subprocess.Popen(
            [PROGRAM, *arguments],
            cwd=root,
            env=env,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            close_fds=True,
            preexec_fn=_heed_interrupts,  # noqa: PLW1509 - nothing here starts threads
        )
        os.close(slave)
        self.seen = ""

    def until(self, words: str) -> str:
        """What is on the screen up to words that are waited for."""
        end = time.monotonic() + 120
        while words not in self.seen:
            if not select.select([self.master], [], [], max(end - time.monotonic(), 0))[0]:
                raise AssertionError(f"waited for {words!r} and saw {self.seen[-500:]!r}")
            self.seen += os.read(self.master, 65536).decode()
        before, _, self.seen = self.seen.partition(words)
        return re.sub(r"\x1b\[[0-9;]*m", "", before)

    def type(self, keys: str) -> None:
        """Keys, and Enter."""
        os.write(self.master, f"{keys}\n".encode())

    def rest(self) -> tuple[str, int]:
        """What is said at the end, and the exit status."""
        end = time.monotonic() + 120
        with suppress(OSError):  # the other side is closed
            while select.select([self.master], [], [], max(end - time.monotonic(), 0))[0]:
                some = os.read(self.master, 65536)
                if not some:
                    break
                self.seen += some.decode()
        return self.seen, self.program.wait(20)


def _heed_interrupts() -> None:
    """As every program before a person does; what was started in the background by a script ignores them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def terminal(root: Path, *arguments: str) -> Iterator[Terminal]:
    """The program before a terminal of its own, ended in any case."""
    opened = Terminal(root, *arguments)
    try:
        yield opened
    finally:
        if opened.program.poll() is None:
            opened.program.kill()
            opened.program.wait()
        os.close(opened.master)

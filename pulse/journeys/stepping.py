"""One run on its way: each step done once, noted as soon as it is done; what cannot be done is told, and left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pulse.errors import Exit
from pulse.model.kept import Kept
from pulse.model.messages import Message
from pulse.model.problems import Problem, Stop, bug
from pulse.model.runs import Kind, Ran, Step
from pulse.model.survey import Wave
from pulse.settings import Settings
from pulse.store import Journal, Store

_ENDS_THE_RUN = (Exit.CANNOT_WRITE, Exit.LOCKED)  # nothing else could be done either


@dataclass
class Run:
    """What was done before this run, what it has done so far, and what it found to wait for a person.

    A rehearsal notes its steps here and nowhere else.
    """

    settings: Settings
    store: Store
    journal: Journal
    day: date
    rehearsal: bool
    done: set[tuple[str, str, str, str]] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    waits: list[Problem] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    kept: tuple[Kept, ...] = ()  # the waves with answers

    def begin(self) -> None:
        """Reads what is on record."""
        self.done = set(self.journal.done())
        self.look_again()

    def end(self) -> Ran:
        """Notes that the run came to its end; what it came to."""
        if not self.rehearsal:
            self.journal.end(len(self.waits), self.day)
        return Ran(self.day, tuple(self.steps), tuple(self.waits), self.rehearsal, tuple(self.messages))

    def look_again(self) -> None:
        """Looks which waves have answers now."""
        self.kept = self.store.kept()

    def do(self, step: Step, work: Callable[[], str], wave: Wave) -> None:
        """Does a step that is not done yet, and notes it with the words `work` gives back.

        Raises Stop only where nothing can be written, or another run is writing.
        """
        if step.key in self.done:
            return
        try:
            text = work()
        except Exception as error:
            self.unforeseen(error, wave)
        else:
            self.note(replace(step, text=text))

    def note(self, step: Step, *, quiet: bool = False) -> None:
        """Notes a step that is done; a `quiet` one is not told on the screen."""
        if not self.rehearsal:
            self.journal.note(step, self.day)
        self.done.add(step.key)
        self.steps += [] if quiet else [step]

    def trouble(self, stop: Stop, wave: Wave | None = None) -> None:
        """Tells why something could not be done; nothing else stops for it. Raises the stop that ends a run."""
        if stop.status in _ENDS_THE_RUN:
            raise stop
        self.wait(stop.problems[0], wave)

    def unforeseen(self, error: Exception, wave: Wave | None = None) -> None:
        """Tells what stopped a step, also where it is a fault of ours: other stock-takes are not left undone for it.

        Raises the stop that ends a run.
        """
        if isinstance(error, Stop):
            self.trouble(error, wave)
        else:
            self.wait(bug(error), wave)

    def wait(self, fault: Problem, wave: Wave | None = None) -> None:
        """Tells a person, on every day while it lasts; the log names it once."""
        self.waits.append(fault)
        of = (wave.survey, wave.label) if wave else ("", "")
        step = Step("trouble", *of, fault.code, fault.words)
        if not self.rehearsal and step.key not in self.done:
            self.journal.note(step, self.day)
            self.done.add(step.key)

    def is_done(self, kind: Kind, wave: Wave) -> bool:
        """True where it was done, now or in an earlier run."""
        return Step(kind, wave.survey, wave.label).key in self.done

    def has_answers(self, wave: Wave) -> bool:
        """True for a wave that answers were collected to."""
        return any((it.wave.survey, it.wave.label) == (wave.survey, wave.label) for it in self.kept)

    def short(self, path: Path) -> str:
        """A file's path as seen from the workspace."""
        root = self.settings.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

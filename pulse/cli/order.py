"""The order in which `pulse --help` tells the commands: the path of the work, from the first day to the last."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

PATH = {
    "Start": ("demo", "init", "people", "notice"),
    "Ask": ("survey", "schedule", "due", "open", "publish", "message", "proposals"),
    "Collect": ("inspect", "map", "entry", "collect", "collects", "context", "attributed"),
    "Read comments": ("comments", "codebook", "alerts"),
    "Report": ("report", "export", "event", "rebase", "benchmark", "evaluate", "trend", "method", "ledger", "audit"),
    "Act": ("needs", "commit", "commitments", "commitment", "loop", "guide", "talked", "plan"),
    "Look after": ("run", "log", "doctor", "close", "purge", "backup"),
}


class InOrderOfWork(TyperGroup):
    """`pulse --help` tells the commands step by step; one that has no place in the path comes last."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command's name, in the order of the work."""
        names = [name for step in PATH.values() for name in step]
        return sorted(super().list_commands(ctx), key=lambda name: names.index(name) if name in names else len(names))

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as the base class has it
        """One list a step, all with one left edge."""
        widest = max(map(len, self.commands))
        for step, names in self.steps().items():
            rows = [(f"{name:{widest}}", self._in_a_line(name, formatter.width - 6 - widest)) for name in names]
            with formatter.section(step):
                formatter.write_dl(rows)

    def steps(self) -> dict[str, tuple[str, ...]]:
        """The commands of each step that there are; the last step has those without a place."""
        placed = {name for step in PATH.values() for name in step}
        rest = tuple(sorted(set(self.commands) - placed))
        found = {step: tuple(name for name in names if name in self.commands) for step, names in PATH.items()}
        return found | ({"More": rest} if rest else {})

    def _in_a_line(self, name: str, room: int) -> str:
        return self.commands[name].get_short_help_str(room)

"""The parts of the manual that are made from the program: commands' help in README.md, and the man page.

`python -m tests.manual` makes them anew, with what the commands of the tutorial print (tests/tutorial.py);
tests/cli/test_manual.py says where they have drifted.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer
from cogapp import Cog

from pulse.cli.commands import app
from pulse.cli.order import InOrderOfWork
from tests import tutorial

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MAN_PAGE = ROOT / "pulse" / "cli" / "pulse.1"
_WIDTH = 80

Told = tuple[str, Any, Any]  # what is typed, the command, its context


@cache
def program() -> InOrderOfWork:
    """The whole command line."""
    found = typer.main.get_command(app)
    assert isinstance(found, InOrderOfWork)
    return found


def _top(root: InOrderOfWork) -> Any:
    return root.context_class(root, info_name="pulse", terminal_width=_WIDTH, **root.context_settings)


def commands(step: Sequence[str]) -> Iterator[Told]:
    """The commands of one step of the work, each followed by its own commands."""
    root = program()
    top = _top(root)
    for name in step:
        yield from _with_its_own(f"pulse {name}", root.commands[name], top)


def _with_its_own(typed: str, command: Any, above: Any) -> Iterator[Told]:
    context = command.context_class(command, parent=above, info_name=typed.split()[-1], terminal_width=_WIDTH)
    yield typed, command, context
    for name, own in getattr(command, "commands", {}).items():
        yield from _with_its_own(f"{typed} {name}", own, context)


# --- README.md -------------------------------------------------------------------------------------------------------


def overview() -> str:
    """What `pulse --help` prints, to be pasted."""
    root = program()
    return f"```\n{root.get_help(_top(root))}\n```\n"


def reference() -> str:
    """Every command's help, a fold for each step of the work."""
    return "\n".join(_fold(step, names) for step, names in program().steps().items())


def _fold(step: str, names: Sequence[str]) -> str:
    helps = "\n\n\n".join(command.get_help(context) for _, command, context in commands(names))
    listed = ", ".join(f"<code>{name}</code>" for name in names)
    return f"<details>\n<summary><b>{step}</b>: {listed}</summary>\n\n```\n{helps}\n```\n\n</details>\n"


def cog(*arguments: str) -> tuple[int, str]:
    """Runs cog over README.md in this process: its status and what it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = Cog().main(["cog", "-p", "from tests import manual", *arguments, str(README)])
    return status, said.getvalue()


# --- the man page ----------------------------------------------------------------------------------------------------


def man_page() -> str:
    """pulse(1), in the macros of man(7)."""
    root = program()
    head = [
        f'.TH PULSE 1 "" "pulse {version("pulse-stocktake")}" "User commands"',
        ".SH NAME", r"pulse \- recurring staff stock\-takes",
        ".SH SYNOPSIS", r".B pulse", r".I command", r"[options] [arguments]",
        ".SH DESCRIPTION", *_paragraphs(str(root.help)),
        "Every command tells its options with", r".BR \-\-help ;", "the manual is README.md.",
    ]  # fmt: skip
    for step, names in root.steps().items():
        head += [f'.SH "{step.upper()}"']
        for typed, command, context in commands(names):
            head += _entry(typed, command, context)
    statuses = [line for status, means in exit_statuses() for line in (".TP", f".B {status}", _roff(means))]
    return "\n".join([*head, ".SH EXIT STATUS", *statuses, ".SH ENVIRONMENT", *_environment()]) + "\n"


def exit_statuses() -> list[tuple[str, str]]:
    """Status and meaning, as README.md has them in its table."""
    return re.findall(r"^\| (\d+) \| ([^|]+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)


def _entry(typed: str, command: Any, context: Any) -> list[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f'.SS "{_roff(typed)} {_roff(usage)}"', *_paragraphs(str(command.help))]
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and "--help" not in record[0]:
            lines += [".TP", f".B {_roff(record[0])}", _roff(record[1]) or r"\&"]
    return lines


def _paragraphs(text: str) -> list[str]:
    """A help text's paragraphs, each on one line."""
    paragraphs = (" ".join(it.split()) for it in text.split("\n\n"))
    return [line for paragraph in paragraphs for line in (".PP", _roff(paragraph))]


def _roff(text: str) -> str:
    """Text that no macro takes for something else."""
    plain = text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return rf"\&{plain}" if plain.startswith((".", "'")) else plain


def _environment() -> list[str]:
    return [
        ".TP", ".B PULSE_WORKSPACE", "The workspace, if it is not the folder one stands in or one above it.",
        ".TP", ".B PULSE_TODAY", "Another day than today, like 2027\\-01\\-12, to rehearse.",
        ".TP", ".B PULSE_DEBUG", "Where a fault of ours shows its whole trace, which may quote an answer.",
    ]  # fmt: skip


def main() -> int:
    """Makes everything anew, the tutorial first: cog pastes into what is there then."""
    with TemporaryDirectory() as folder:
        README.write_text(tutorial.refreshed(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
    status, said = cog("-r")
    MAN_PAGE.write_text(man_page(), encoding="utf-8")
    sys.stdout.write(said)
    return status


if __name__ == "__main__":
    sys.exit(main())

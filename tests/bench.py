"""How fast it is, shown and not asserted: `python -m tests.bench`. Figures are medians of whole processes."""

from __future__ import annotations

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

_PROGRAM = str(Path(sys.executable).with_name("pulse"))
_FORM = """\
id = "bench"
title = "Bench"
dimensions = ["team"]
{items}
"""
_ITEM = '[[item]]\nid = "q{0}"\ntext = "Question {0}?"\nscale = "agree5"\n'
_ANSWERS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


def main() -> None:
    """Prints one line a measurement."""
    bare = _median([sys.executable, "-c", "pass"], 15)
    helped = _median([_PROGRAM, "--help"], 15)
    print(f"python -c pass     {bare * 1000:8.0f} ms")  # noqa: T201 - a benchmark's result
    print(f"pulse --help       {helped * 1000:8.0f} ms  ({helped / bare:.1f} x)")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        print(f"pulse demo         {_median([_PROGRAM, 'demo', str(root / 'd')], 1):8.1f} s")  # noqa: T201
        rows = _workspace(root / "w", 50_000, 20)
        seconds = _median([_PROGRAM, "collect", "export.csv", "--wave", "2026-10"], 1, root / "w")
        print(f"collect {rows:,} rows x 20 items  {seconds:6.1f} s  ({rows * 20 / seconds:,.0f} answers/s)")  # noqa: T201
        print(f"report of them     {_median([_PROGRAM, 'report'], 1, root / 'w'):8.1f} s")  # noqa: T201


def _median(command: Sequence[str], runs: int, cwd: Path | None = None) -> float:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(
            command, cwd=cwd, check=True, capture_output=True, env={**os.environ, "PULSE_TODAY": "2026-11-24"}
        )
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _workspace(root: Path, rows: int, items: int) -> int:
    """A workspace with one large export; gives back its number of rows."""
    subprocess.run([_PROGRAM, "init", str(root), "--level", "team"], check=True, capture_output=True)
    (root / "surveys" / "stock-take.toml").unlink()
    form = _FORM.format(items="".join(_ITEM.format(at) for at in range(items)))
    (root / "surveys" / "bench.toml").write_text(form, encoding="utf-8")
    rng = Random(1)  # noqa: S311 - invented answers
    with (root / "export.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "team", *(f"Question {at}?" for at in range(items))])
        for number in range(rows):
            team = f"Team {rng.randrange(400)}"
            writer.writerow([number, team, *(rng.choice(_ANSWERS) for _ in range(items))])
    return rows


if __name__ == "__main__":
    main()

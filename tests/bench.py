"""How fast it is, shown and not asserted: `python -m tests.bench`. Every figure is of whole processes.

Exports look like Microsoft Forms': 22 columns, of which a comment is filled in 10 % of the rows. Each size is collected
in turn with the `sqlite3` shell's own import of the raw text and with `sqlite-utils insert`, three times each and turn
about, so that all three meet the same machine. Printed are the medians by the clock, the processor's own seconds behind
a "/" (a busy machine stretches the first and hardly the second), the largest memory of any run, and how many times as
long `pulse collect` takes as the shell, and sqlite-utils as `pulse collect`, both by the clock / by the processor.

    python -m tests.bench                              everything
    python -m tests.bench --only collect --rows 30000  one part, one size
    python -m tests.bench --only withheld              what protection withholds, at three response rates
    python -m tests.bench --only report --people 300   a report of 400 teams and 24 stock-takes, so many people a team
    python -m tests.bench --only collect --all         sqlite-utils at 1,500,000 rows too: several minutes a run
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import os
import platform
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import TypeVar

from pulse import analyse, define, protect, report, trend
from pulse.model.audit import Ledger, Said, WaveEntry
from pulse.model.events import Timeline
from pulse.model.figures import Atom, ItemTally, WaveTallies
from pulse.model.release import Rules
from pulse.model.survey import Wave
from pulse.protect import audit
from pulse.protect.attack.row import COLUMNS
from pulse.report.charts import charts
from pulse.report.sheet import Sheet
from tests import withheld
from tests.faulty import months

_PROGRAM = str(Path(sys.executable).with_name("pulse"))
_SQLITE_UTILS = str(Path(sys.executable).with_name("sqlite-utils"))
_SIZES = (30_000, 300_000, 1_500_000)
_WORKBOOK = 100_000
_MOST_FOR_SQLITE_UTILS = 300_000  # it takes minutes beyond
_RUNS = 3
_ITEMS = 14
_FORM = """\
id = "bench"
title = "Bench"
dimensions = ["directorate", "team"]
{items}[[item]]
id = "words"
kind = "text"
text = "Comment"
"""
_ITEM = '[[item]]\nid = "q{0}"\ntext = "Question {0}?"\nscale = "agree5"\n'
_HEAD = ["ID", "Start time", "Completion time", "Email", "Name", "Directorate", "Team"]
_ANSWERS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
_PARTS = ("start", "collect", "workbook", "demo", "withheld", "audit", "report", "charts")
_RULES = Rules(min_answers=11, min_detail=22, band=2)
_Made = TypeVar("_Made")
_COMMENT = "There are too few of us at night, and nobody comes when we say so; a second nurse would help"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one process took."""

    seconds: float
    cpu: float  # seconds of a processor
    megabytes: float


def main() -> None:
    """Prints one line a measurement."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench")
    asked.add_argument(
        "--only", choices=("start", "collect", "workbook", "demo", "withheld", "audit", "report", "charts")
    )
    asked.add_argument("--rows", type=int, action="append", help="instead of 30,000, 300,000 and 1,500,000")
    asked.add_argument("--people", type=int, action="append", help="in each team of a report, instead of 30 and 300")
    asked.add_argument("--waves", type=int, default=24, help="stock-takes of a report")
    asked.add_argument("--all", action="store_true", help="sqlite-utils at any size")
    wanted = asked.parse_args()
    _say(f"{_processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    most = sys.maxsize if wanted.all else _MOST_FOR_SQLITE_UTILS
    parts = {
        "start": _start,
        "collect": lambda: _collect(wanted.rows or _SIZES, most),
        "workbook": lambda: _workbook((wanted.rows or [_WORKBOOK])[0]),
        "demo": _demo,
        "withheld": _withheld,
        "audit": _audit,
        "report": lambda: _report(wanted.people or (30, 300), wanted.waves),
        "charts": _charts,
    }
    for name, part in parts.items():
        if wanted.only in (None, name):
            part()


# --- what is measured ------------------------------------------------------------------------------------------------


def _start() -> None:
    bare, helped = _median([sys.executable, "-c", "pass"], 15), _median([_PROGRAM, "--help"], 15)
    _say(f"python -c pass {bare.seconds * 1000:.0f} ms; pulse --help {helped.seconds * 1000:.0f} ms "
         f"({helped.seconds / bare.seconds:.1f} x)")  # fmt: skip


def _demo() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _say(f"pulse demo {_run([_PROGRAM, 'demo', str(Path(folder) / 'd')]).seconds:.1f} s")


def _withheld() -> None:
    """Not how long, but how much: what protection costs."""
    for line in withheld.lines():
        _say(line)


def _audit() -> None:
    """Nested groups, as many as a large trust has: every figure of a ledger, and a file of its last wave."""
    ledger, text = _shown(groups=307, waves=20, items=30)
    begun, cpu = time.perf_counter(), time.process_time()
    found = audit(Path("rows.csv"), text.encode(), ledger)
    taken, used = time.perf_counter() - begun, time.process_time() - cpu
    _say(f"audit: 307 groups x 20 waves x 30 items, {len(ledger.figures):,} figures in the ledger and "
         f"{found.figures:,} in a file: {taken:.1f} s by the clock, {used:.1f} s of one processor; "
         f"{len(found.findings)} findings")  # fmt: skip


def _shown(groups: int, waves: int, items: int) -> tuple[Ledger, str]:
    """A ledger of favourable, neutral and unfavourable shares of every group, and the last wave's rows as CSV."""
    rng = Random(1)  # noqa: S311 - invented answers
    teams = [(f"Directorate {at % 6}", f"Team {at}") for at in range(groups - 7)]
    paths: list[tuple[str, ...]] = [(), *((f"Directorate {at}",) for at in range(6)), *teams]
    entries, figures = [], []
    for at in range(waves):
        first = date(2025 + at // 12, at % 12 + 1, 1)
        entries.append(WaveEntry(f"{first:%Y-%m}", first, first, 11, 22, 2, at + 1))
        for item in range(items):
            figures += list(_figures(rng, entries[-1].label, f"q{item}", paths))
    ledger = Ledger("bench", tuple(entries), tuple(figures), ("directorate", "team"))
    last = [it for it in figures if it.wave == entries[-1].label]
    lines = [",".join(COLUMNS), *(_tidy(it, entries[-1].first) for it in last)]
    return ledger, "\n".join(lines) + "\n"


def _figures(rng: Random, wave: str, item: str, paths: Sequence[tuple[str, ...]]) -> Iterator[Said]:
    counts = {path: [rng.randint(5, 15) for _ in range(3)] for path in paths if len(path) == 2}
    for path in paths:
        inside = [sides for team, sides in counts.items() if team[: len(path)] == path]
        sides = [sum(each) for each in zip(*inside, strict=True)]
        n = sum(sides)
        for measure, count in zip(("favourable", "neutral", "unfavourable"), sides, strict=True):
            yield Said(wave, path, measure, item, value=math.floor(count / n * 100 + 0.5) / 100, n=n)


def _tidy(it: Said, first: date) -> str:
    dimension, group = ("all", "directorate", "team")[len(it.group)], " / ".join(it.group) or "all"
    cells = [
        "bench",
        it.wave,
        first,
        dimension,
        group,
        "",
        it.item,
        1,
        *[""] * 5,
        it.measure,
        it.n,
        it.value,
        *[""] * 4,
    ]
    return ",".join(map(str, [*cells, "true", ""]))


def _report(people: Sequence[int], waves: int) -> None:
    """From kept counts to finished pages; what a report costs must not depend on how many answers are behind them."""
    for each in people:
        tallies = _tallied(400, waves, 30, each)
        steps: dict[str, float] = {}
        release = _timed(steps, "released", lambda: protect.release(analyse.score(tallies), _RULES, {}))  # noqa: B023
        found = _timed(steps, "followed", lambda: trend.findings(release))  # noqa: B023
        last = release.wave.last
        material = report.Material(release, found, Timeline(), organisation="Bench", made=last, entry=1)
        page = _timed(steps, "written", lambda: report.page(material))  # noqa: B023
        board = _timed(steps, "the board's", lambda: report.board_page(material))  # noqa: B023
        teams = [it for it in release.listed if it.dimension == "team"]
        _timed(steps, f"{len(teams)} teams'", lambda: [report.team_page(material, it, (), {}) for it in teams])  # noqa: B023
        told = ", ".join(f"{what} {taken:.1f} s" for what, taken in steps.items())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _say(f"report: 400 teams x {waves} stock-takes x 30 questions, {each} people a team, one processor: {told}; "
             f"page {len(page.encode()) / 1e6:.1f} MB, board {len(board.encode()) / 1e6:.1f} MB, "
             f"memory {peak:.0f} MB")  # fmt: skip


def _timed(steps: dict[str, float], name: str, step: Callable[[], _Made]) -> _Made:
    begun = time.process_time()
    made = step()
    steps[name] = time.process_time() - begun
    return made


def _tallied(teams: int, waves: int, items: int, people: int) -> list[WaveTallies]:
    """Kept counts of teams of about so many people each, drawn by chance."""
    rng = Random(1)  # noqa: S311 - invented answers
    survey = define.from_source(_FORM.format(items="".join(_ITEM.format(at) for at in range(items))))
    atoms = [Atom((f"Directorate {team // 20}", f"Team {team}")) for team in range(teams)]
    made = []
    for day in months(waves):
        given = [(f"q{at}", atom, _drawn(rng, people)) for at in range(items) for atom in atoms]
        made.append(
            WaveTallies(
                wave=Wave("bench", f"{day:%Y-%m}", day, day),
                survey=survey,
                levels=("directorate", "team"),
                responses=dict.fromkeys(atoms, people),
                asked={},
                items=tuple(ItemTally(item, atom, sum(counts), counts) for item, atom, counts in given),
            )
        )
    return made


def _drawn(rng: Random, people: int) -> tuple[int, ...]:
    found = [0] * 5
    for _ in range(30):
        found[rng.randrange(5)] += people // 30
    return tuple(found)


def _charts() -> None:
    """Forty control charts, beside the same forty by matplotlib where it is there."""
    tallies = _tallied(2, 24, 40, 300)
    release = protect.release(analyse.score(tallies), _RULES, {})
    trends = trend.findings(release).trends
    sheet = Sheet(release, report.rows(release, trend.findings(release)))
    begun = time.process_time()
    drawn = list(charts(release, trends, sheet, (), ()))
    own = time.process_time() - begun
    weight = sum(len(it.drawing) for it in drawn) / 1000
    _say(f"charts: {len(drawn)} drawn and put into words in {own * 1000:.0f} ms, {weight:.0f} kB")
    try:
        from matplotlib import pyplot
    except ImportError:
        _say("charts: matplotlib is not here to compare with (pip install matplotlib)")
        return
    begun = time.process_time()
    for it in trends:
        figure, axes = pyplot.subplots(figsize=(6.8, 2.2))
        values = [point.value or 0.0 for point in it.series.points]
        axes.plot(values, marker="o")
        for level in ("lower", "mean", "upper"):
            axes.plot([getattr(point, level) for point in it.series.points], linestyle="--")
        figure.savefig(io.StringIO(), format="svg")
        pyplot.close(figure)
    other = time.process_time() - begun
    _say(f"charts: the same {len(trends)} by matplotlib in {other:.1f} s, {other / own:.0f} times as long")


def _collect(sizes: Sequence[int], most_for_utils: int) -> None:
    shell = shutil.which("sqlite3") is not None
    if not shell:
        _say("there is no sqlite3 shell on this machine: `.import` is not measured")
    _say(f"{'rows x 22':>10}" + "".join(f"{it:>25}" for it in ("pulse collect", "sqlite3 .import", "sqlite-utils"))
         + f"{'pulse/.import':>20}{'sqlite-utils/pulse':>20}")  # fmt: skip
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            export = Path(folder) / "export.csv"
            _write_csv(export, rows)
            root = _workspace(Path(folder) / "w")
            taken: dict[str, list[Taken]] = {"pulse": [], "shell": [], "utils": []}
            for _ in range(_RUNS):
                taken["pulse"].append(_collect_once(root, export))
                if shell:
                    taken["shell"].append(_fresh(Path(folder), ["sqlite3", "raw.db", f".import --csv {export} raw"]))
                if rows <= most_for_utils:
                    insert = [_SQLITE_UTILS, "insert", "raw.db", "raw", str(export), "--csv"]
                    taken["utils"].append(_fresh(Path(folder), insert))
            _tell(rows, {name: _middle(runs) for name, runs in taken.items() if runs})


def _tell(rows: int, taken: Mapping[str, Taken]) -> None:
    cells = [f"{it.seconds:.2f} / {it.cpu:.2f} s {it.megabytes:5.0f} MB" if (it := taken.get(name)) else "-"
             for name in ("pulse", "shell", "utils")]  # fmt: skip
    to_shell, to_utils = _times(taken, "pulse", "shell"), _times(taken, "utils", "pulse")
    _say(f"{rows:>10,}" + "".join(f"{cell:>25}" for cell in cells) + f"{to_shell:>20}{to_utils:>20}")


def _times(taken: Mapping[str, Taken], one: str, other: str) -> str:
    if one not in taken or other not in taken:
        return "-"
    return f"{taken[one].seconds / taken[other].seconds:.2f} / {taken[one].cpu / taken[other].cpu:.2f} x"


def _workbook(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder) / "export.csv", Path(folder) / "export.xlsx"
        _write_csv(text, rows)
        _write_workbook(book, rows)
        root = _workspace(Path(folder) / "w")
        runs = [(_collect_once(root, text), _collect_once(root, book)) for _ in range(_RUNS)]
        as_text, as_book = (_middle([run[at] for run in runs]) for at in (0, 1))
        _say(f"{rows:,} rows as a workbook {as_book.seconds:.2f} s, {as_book.megabytes:.0f} MB; as CSV "
             f"{as_text.seconds:.2f} s ({as_book.seconds / as_text.seconds:.1f} x)")  # fmt: skip


def _collect_once(root: Path, export: Path) -> Taken:
    for name in ("pulse.db", "pulse.key"):
        (root / name).unlink(missing_ok=True)
    return _run([_PROGRAM, "collect", str(export), "--wave", "2026-10"], root)


def _fresh(folder: Path, command: Sequence[str]) -> Taken:
    (folder / "raw.db").unlink(missing_ok=True)
    return _run(command, folder)


# --- processes -------------------------------------------------------------------------------------------------------


def _run(command: Sequence[str], cwd: Path | None = None) -> Taken:
    """Runs a command to its end; seconds by the clock, the processor's and memory as the kernel counted them."""
    environ = {**os.environ, "PULSE_TODAY": "2026-11-24"}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, not at each start
    begun = time.perf_counter()
    program = shutil.which(command[0]) or command[0]
    silent = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)]
    here = Path.cwd()
    os.chdir(cwd or here)
    try:
        process = os.posix_spawn(program, list(command), environ, file_actions=silent)
    finally:
        os.chdir(here)
    _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return Taken(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _median(command: Sequence[str], runs: int) -> Taken:
    return _middle([_run(command) for _ in range(runs)])


def _middle(taken: Sequence[Taken]) -> Taken:
    seconds, cpu = (statistics.median(times) for times in zip(*((it.seconds, it.cpu) for it in taken), strict=True))
    return Taken(seconds, cpu, max(it.megabytes for it in taken))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a benchmark's result


# --- invented exports ------------------------------------------------------------------------------------------------


def _workspace(root: Path) -> Path:
    levels = ("--level", "directorate", "--level", "team")
    _run([_PROGRAM, "init", str(root), *levels])
    (root / "surveys" / "stock-take.toml").unlink()
    form = _FORM.format(items="".join(_ITEM.format(at) for at in range(_ITEMS)))
    (root / "surveys" / "bench.toml").write_text(form, encoding="utf-8")
    return root


def _rows(rows: int) -> Iterator[list[str]]:
    yield [*_HEAD, *(f"Question {at}?" for at in range(_ITEMS)), "Comment"]
    rng = Random(1)  # noqa: S311 - invented answers
    for number in range(rows):
        team, begun = rng.randrange(400), rng.randrange(27 * 86_400 - 1800)
        sent = begun + rng.randrange(60, 1800)
        comment = _COMMENT if rng.random() < 0.1 else ""
        times = [_time(begun), _time(sent)]
        groups = [f"Directorate {team // 20}", f"Team {team}"]
        answers = [rng.choice(_ANSWERS) for _ in range(_ITEMS)]
        yield [str(number + 1), *times, "anonymous", "", *groups, *answers, comment]


def _time(second: int) -> str:
    day, rest = divmod(second, 86_400)
    return f"2026-10-{day + 1:02} {rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"


def _write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_rows(rows))


def _write_workbook(path: Path, rows: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate(_rows(rows)):
            sheet.write_row(at, 0, cells)


if __name__ == "__main__":
    main()

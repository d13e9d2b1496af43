"""A series of one's own, judged by the published method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse import report, trend
from pulse.model.methods import MethodNote
from pulse.model.problems import Place, Stop, problem
from pulse.model.trends import Improve, Series


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to judge the series; the defaults are the published ones."""

    improve: Improve = "up"
    target: float | None = None
    rebase: Sequence[date] = ()
    baseline: int | None = None
    screen: bool = True


def judge(path: Path, wanted: Wanted) -> Series:
    """Limits, special causes and icons of a CSV with the columns date and value."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        raise Stop(problem("series-not-text", Place(str(path)))) from error
    return trend.xmr(
        trend.read_series(text, path.name),
        improve=wanted.improve,
        target=wanted.target,
        rebase=wanted.rebase,
        baseline=wanted.baseline,
        screen=wanted.screen,
    )


def methods() -> tuple[str, tuple[MethodNote, ...]]:
    """The edition of the rules, and every method with its source."""
    return report.EDITION, (*report.METHODS, *report.EVALUATION)

"""A series of one's own, judged by a published method."""

from __future__ import annotations

from pathlib import Path

from pulse import report, trend
from pulse.model.methods import MethodNote
from pulse.model.problems import Place, Stop, problem
from pulse.model.trends import Method, Series


def judge(path: Path, method: Method) -> Series:
    """Limits, special causes and icons of a CSV with the columns date,value or date,count,n or date,value,n."""
    return trend.judge(trend.read_series(_text(path), path.name), method)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        raise Stop(problem("series-not-text", Place(str(path)))) from error
    except OSError as error:
        raise Stop(problem("file-is-folder" if path.is_dir() else "file-missing", Place(str(path)))) from error


def methods() -> tuple[str, tuple[MethodNote, ...]]:
    """The edition of the rules, and every method with its source."""
    return report.EDITION, (*report.METHODS, *report.EVALUATION)

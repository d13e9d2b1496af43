"""The small line in a row of a table: one share a stock-take. Its figures stand in the row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from markupsafe import Markup

from pulse.report import svg

_WIDE, _HIGH, _INSET = 90.0, 28.0, 4.0
_TOPS = (0.1, 0.25, 0.5, 1.0)


def top(shares: Sequence[float]) -> float:
    """Where the axis of small lines beside one another ends: the least of a few tops that holds all of them."""
    return next(it for it in _TOPS if it >= max(shares, default=0.0))


def small_line(shares: Sequence[float | None], top: float = 1.0) -> Markup:
    """The shares from 0 to `top`, a gap where one is None; a dot where the line stands alone, and at the last one."""
    step = (_WIDE - 2 * _INSET) / max(len(shares) - 1, 1)
    points = [None if it is None else (_INSET + at * step, _up(it / top)) for at, it in enumerate(shares)]
    parts: list[Markup] = []
    for known, run in itertools.groupby(points, key=lambda it: it is not None):
        if known:
            parts.append(_run([it for it in run if it is not None]))
    last = next((it for it in reversed(points) if it is not None), None)
    parts += [_dot(last, 3)] if last else []
    return svg.element(
        "svg", *parts, viewBox=f"0 0 {_WIDE:.0f} {_HIGH:.0f}", width=90, height=28, aria_hidden="true", class_="course"
    )


def _up(part: float) -> float:
    return _HIGH - _INSET - part * (_HIGH - 2 * _INSET)


def _run(points: Sequence[tuple[float, float]]) -> Markup:
    if len(points) == 1:
        return _dot(points[0], 1.5)
    laid = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return svg.element(
        "polyline", points=laid, fill="none", stroke=svg.LIGHT["ink2"], stroke_width=1.5, class_="s-ink2"
    )


def _dot(at: tuple[float, float], size: float) -> Markup:
    return svg.element("circle", cx=at[0], cy=at[1], r=size, fill=svg.LIGHT["ink2"], class_="f-ink2")

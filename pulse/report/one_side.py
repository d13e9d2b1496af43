"""The plan of two bodies as a page: exactly one side of A4, drawn from what is written and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pulse.model.one_side import OneSide, Seen, Share
from pulse.report import svg, words
from pulse.report.filled import environment, style
from pulse.report.one_side_fit import DRAWN_REST, DRAWN_ROW, title
from pulse.report.widths import width, wrap

_KINDS = {
    "meeting": "Meeting",
    "network": "Network",
    "resource": "Joint resource",
    "post": "Joint post",
    "other": "Other",
}
_ZERO, _HUNDRED = 252, 545  # where the scale begins and ends
_TOP = 22
_LABEL = 232


def one_side_page(plan: OneSide, *, least: int, language: str = "en-GB") -> str:
    """One HTML file: no script, no request, the same bytes for the same plan.

    least  fewest answers that a figure on it rests on
    """
    drawn = [it for it in plan.seen if it.first or it.second]
    return (
        environment()
        .get_template("one_side.html")
        .render(
            plan=plan,
            title=title(plan),
            language=language,
            drawn=drawn,
            drawing=_drawing(plan, drawn) if drawn else "",
            to_ask=[it.question for it in plan.seen if not (it.first or it.second)],
            rows=[
                (said, getattr(plan.first, key), getattr(plan.second, key))
                for said, key in (("Carries", "carries"), ("Needs of the other", "needs"), ("Offers", "offers"))
                if getattr(plan.first, key) or getattr(plan.second, key)
            ],
            kinds=_KINDS,
            day=words.day,
            figure=figure,
            apart=apart,
            least=least,
            **style("one_side.css"),
        )
    )


def figure(share: Share | None) -> str:
    """A share with its interval and its n; one mark where it is not shown or was not asked."""
    if share is None:
        return words.NOT_SHOWN
    return f"{share.percent}% ({share.low} to {share.high}), n {share.n:,}"


def apart(seen: Seen) -> str:
    """How far the two are from each other; one mark where one of them is not shown."""
    if seen.apart is None:
        return words.NOT_SHOWN
    return f"{seen.apart} point{'' if seen.apart == 1 else 's'} apart" if seen.apart else "the same"


# --- the drawing -----------------------------------------------------------------------------------------------------


def _drawing(plan: OneSide, drawn: list[Seen]) -> Markup:
    bottom = _TOP + DRAWN_ROW * len(drawn)
    parts = [*_key(plan), *_grid(bottom)]
    for at, seen in enumerate(drawn):
        parts += _row(seen, _TOP + DRAWN_ROW * at)
    said = "; ".join(
        f"{it.question}: {plan.names[0]} {figure(it.first)}, {plan.names[1]} {figure(it.second)}" for it in drawn
    )
    return svg.drawing("seen", "How each sees the other", f"{said}.", bottom + DRAWN_REST - _TOP, parts)


def _key(plan: OneSide) -> Iterator[Markup]:
    first, second = (f"by {wrap(name, 12, 270, 1)[0]}" for name in plan.names)
    yield _first(5, 8)
    yield svg.text(first, 14, 12, size=12)
    at = 14 + width(first, 12) + 24
    yield _second(at + 4, 8)
    yield svg.text(second, at + 13, 12, size=12)


def _grid(bottom: float) -> Iterator[Markup]:
    for percent in (0, 20, 40, 60, 80, 100):
        yield svg.line(_x(percent), _TOP, _x(percent), bottom, colour="grid")
        yield svg.text(f"{percent}%", _x(percent), bottom + 14, size=11, colour="ink2", anchor="middle")


def _row(seen: Seen, top: float) -> Iterator[Markup]:
    lines = wrap(seen.question, 12, _LABEL)
    for at, said in enumerate(lines):
        yield svg.text(said, 0, top + (12 if len(lines) > 1 else 19) + 14 * at, size=12)
    if seen.first:
        yield from _interval(seen.first, top + 8)
        yield _first(_x(seen.first.percent), top + 8)
    if seen.second:
        yield from _interval(seen.second, top + 22)
        yield _second(_x(seen.second.percent), top + 22)
    colour = "ink" if seen.clear else "ink2"
    yield svg.text(apart(seen), 680, top + 19, size=12, bold=seen.clear, colour=colour, anchor="end")


def _interval(share: Share, y: float) -> Iterator[Markup]:
    yield svg.line(_x(share.low), y, _x(share.high), y, colour="ink2", weight=2)
    yield svg.text(str(share.percent), _x(share.high) + 8, y + 4, size=12)


def _first(x: float, y: float) -> Markup:
    return svg.path(f"M{x - 4.5:.1f} {y - 5.5:.1f}L{x + 5.5:.1f} {y:.1f}L{x - 4.5:.1f} {y + 5.5:.1f}Z", fill="teal")


def _second(x: float, y: float) -> Markup:
    shape = f"M{x + 4.5:.1f} {y - 5:.1f}L{x - 5:.1f} {y:.1f}L{x + 4.5:.1f} {y + 5:.1f}Z"
    return svg.path(shape, fill="paper", stroke="teal", weight=1.5)


def _x(percent: float) -> float:
    return _ZERO + (_HUNDRED - _ZERO) * percent / 100

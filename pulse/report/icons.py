"""The variation icon: what the last point says, by shape and direction as well as colour. Words stand beside it."""

from __future__ import annotations

from markupsafe import Markup, escape

from pulse.model.trends import Variation
from pulse.report import svg

_COLOURS = {"common": "line", "improvement": "better", "concern": "worse", "neutral": "special"}


def variation(state: Variation, name: str, title: str) -> Markup:
    """A circle with a line that goes the way the chart goes; a zigzag between two limits where all is as usual."""
    kind, _, direction = state.partition("_")
    colour = _COLOURS[kind]
    if kind == "common":
        inside = [
            svg.line(7, 9, 25, 9, dash="2 2"),
            svg.line(7, 23, 25, 23, dash="2 2"),
            svg.path("M7 17L12 13 17 19 21 14 25 17", stroke="ink2", weight=1.4),
        ]
    else:
        rises = direction == "high"
        ends = [(21.0, 13.0), (25.0, 9.0)] if rises else [(21.0, 19.0), (25.0, 23.0)]
        line = "M7 19L12 18 16 19 21 13 25 9" if rises else "M7 13L12 14 16 13 21 19 25 23"
        inside = [svg.line(6, 16, 26, 16, dash="2 2"), svg.path(line, stroke=colour, weight=1.4)]
        inside += [_mark(kind, colour, x, y) for x, y in ends]
    edge = svg.element(
        "circle", cx=16, cy=16, r=14.5, fill="none", stroke=svg.LIGHT[colour], class_=f"s-{colour}",
        stroke_width=1.6 if kind == "common" else 2,
    )  # fmt: skip
    heading = svg.element("title", escape(title), id=f"{name}-title")
    return svg.element(
        "svg", heading, edge, *inside, viewBox="0 0 32 32", width=32, height=32, role="img", id=name,
        xmlns="http://www.w3.org/2000/svg", aria_labelledby=f"{name}-title", class_="icon",
    )  # fmt: skip


def _mark(kind: str, colour: str, x: float, y: float) -> Markup:
    shapes = {
        "improvement": f"M{x} {y - 3.4}L{x + 3.4} {y} {x} {y + 3.4} {x - 3.4} {y}Z",
        "concern": f"M{x - 3.4} {y - 2.8}H{x + 3.4}L{x} {y + 3.4}Z",
        "neutral": f"M{x - 2.6} {y - 2.6}h5.2v5.2h-5.2Z",
    }
    return svg.path(shapes[kind], fill=colour)

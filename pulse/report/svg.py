"""Small parts of drawings: elements with presentation attributes (for when style is lost) and classes (for dark)."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

# The light palette by its jobs; the classes of the same names follow the reader's theme.
LIGHT = {
    "paper": "#ffffff",
    "ink": "#17232c",
    "ink2": "#475660",
    "line": "#6f7e88",
    "nb": "#8796a0",
    "band": "#eaeff2",
    "grid": "#eef1f3",
    "flow": "#c9d4d9",
    "teal": "#0d5f5d",
    "better": "#0b5cab",
    "worse": "#a84a06",
    "special": "#5f3d9e",
    "likert2": "#efb884",
    "likert3": "#cfd7dc",
    "likert4": "#9fc6ea",
}


def element(tag: str, /, *children: Markup, **attributes: object) -> Markup:
    """An SVG element; attribute names take `_` for `-`, and a trailing `_` for Python's own words."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(children)
    # Names of tags and attributes are our own; every value was escaped above.
    whole = f"<{tag}{written}>{inside}</{tag}>" if children else f"<{tag}{written}/>"
    return Markup(whole)  # noqa: S704


def text(said: str, x: float, y: float, *, colour: str = "ink", size: int = 13, bold: bool = False,
         anchor: str = "start") -> Markup:  # fmt: skip
    """A line of text."""
    return element(
        "text", escape(said), x=x, y=y, font_size=size, fill=LIGHT[colour], class_=f"f-{colour}",
        font_weight=700 if bold else None, text_anchor=None if anchor == "start" else anchor,
    )  # fmt: skip


def line(x1: float, y1: float, x2: float, y2: float, *, colour: str = "line", weight: float = 1,
         dash: str | None = None) -> Markup:  # fmt: skip
    """A straight line."""
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=LIGHT[colour], stroke_width=weight, stroke_dasharray=dash,
        class_=f"s-{colour}",
    )  # fmt: skip


def rect(x: float, y: float, width: float, height: float, colour: str, *, opacity: float | None = None) -> Markup:
    """A filled rectangle."""
    return element(
        "rect", x=x, y=y, width=width, height=height, fill=LIGHT[colour], class_=f"f-{colour}", fill_opacity=opacity
    )


def path(d: str, *, stroke: str = "", fill: str = "", weight: float = 1, opacity: float | None = None,
         dash: str | None = None) -> Markup:  # fmt: skip
    """A path, filled or drawn."""
    classes = " ".join([f"s-{stroke}" if stroke else "", f"f-{fill}" if fill else ""]).strip()
    return element(
        "path", d=d, fill=LIGHT[fill] if fill else "none", stroke=LIGHT[stroke] if stroke else None,
        stroke_width=weight if stroke else None, fill_opacity=opacity, stroke_dasharray=dash, class_=classes,
    )  # fmt: skip


def drawing(
    name: str, title: str, description: str, height: float, parts: Iterable[Markup], wide: float = 680
) -> Markup:
    """A whole drawing, 680 wide unless told otherwise, with a name and a description for who does not see it."""
    font = 'Arial, Helvetica, "Liberation Sans", sans-serif'
    return element(
        "svg",
        element("title", escape(title), id=f"{name}-title"),
        element("desc", escape(description), id=f"{name}-desc"),
        *parts,
        viewBox=f"0 0 {_number(wide)} {_number(height)}", width=wide, height=height, role="img", xmlns="http://www.w3.org/2000/svg",
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc", font_family=font, id=name,
    )  # fmt: skip


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)

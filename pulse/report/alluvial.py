"""The frame as one picture: hurt -> need -> who should meet it. Ribbons and bars from shown figures only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from pulse.model.release import About, Release, Shown, joined_about
from pulse.model.survey import Item
from pulse.model.trends import JoinedCourse
from pulse.report import svg
from pulse.report.widths import wrap

_HEIGHT = 230  # pixels that stand for all voices
_GAP = 9
_LINE = 15
_TOP = 34
_MOST_HIGHLIGHTS = 3
_NEAR, _FAR = 146.0, 546.0
_PLATE = (272.0, 450.0)  # the middle column is a plate between two bars: no label lies on a ribbon
_BAR = 5.0
_OUTLINE, _APART = 3.0, 2.0  # beside a bar: as high as it was the last time

Three = tuple[str, str, str]


@dataclass
class Bar:
    """One option of one column: its share of all voices, and where its next ribbon begins on either side."""

    label: str
    share: float
    lines: list[str]
    before: float = 0.0  # its share the last time
    top: float = 0.0
    left: float = 0.0
    right: float = 0.0

    @property
    def height(self) -> float:
        return self.share * _HEIGHT

    @property
    def slot(self) -> float:
        """The room it takes: its bar, its label or its outline of last time, whichever is highest."""
        return max(self.height, self.before * _HEIGHT, _LINE * len(self.lines))


@dataclass
class Frame:
    """The shown figures of one horizon."""

    items: tuple[Item, Item, Item]
    bars: tuple[dict[str, Bar], dict[str, Bar], dict[str, Bar]]
    pairs: dict[Three, float]
    wholes: dict[Three, Shown] = field(default_factory=dict)

    @property
    def highlights(self) -> list[tuple[Three, Shown]]:
        """The three largest joined answers, largest first."""
        ranked = sorted(self.wholes.items(), key=lambda it: (-it[1].value, it[0]))
        return ranked[:_MOST_HIGHLIGHTS]

    def names(self, options: Three) -> list[str]:
        """The options' texts."""
        return [self.bars[at][option].label for at, option in enumerate(options)]


def frames(release: Release) -> list[Frame]:
    """One frame a need asked in the wave, in questionnaire order; only those of which something is shown."""
    survey = release.asked_in[release.wave.label]
    found = [
        _frame(release, (hurt, survey.by_id[meet.about or ""], meet))
        for hurt in survey.framed("hurt")
        for meet in survey.framed("meet")
    ]
    return [frame for frame in found if all(frame.bars)]


def put(option: str, place: int) -> Three:
    """An option of one question, of the others none."""
    first, second, third = (option if at == place else "" for at in range(3))
    return first, second, third


def key(release: Release, frame: Frame, options: Three) -> About:
    """The key of a flow's figure."""
    first, second, third = (item.id for item in frame.items)
    return joined_about(release.wave.label, (first, second, third), options)


def remember(release: Release, frame: Frame, course: JoinedCourse) -> None:
    """Gives the bars their shares of the stock-take before, where the two can be compared."""
    for at, column in enumerate(frame.bars if course.comparable else ()):
        for option, bar in column.items():
            options = put(option, at)
            figure = release.figures.get(joined_about(course.before, course.items, options))
            bar.before = figure.value if isinstance(figure, Shown) else 0.0


def _frame(release: Release, items: tuple[Item, Item, Item]) -> Frame:
    empty = Frame(items, ({}, {}, {}), {})
    columns: list[dict[str, Bar]] = [{}, {}, {}]
    for at, item in enumerate(items):
        room = (129.0, 150.0, 117.0)[at]
        for option in item.options:
            figure = release.figures.get(key(release, empty, put(option.id, at)))
            if isinstance(figure, Shown) and figure.value > 0:
                columns[at][option.id] = Bar(
                    option.text, figure.value, wrap(f"{option.text} {figure.value:.0%}", 13, room)
                )
    frame = Frame(items, (columns[0], columns[1], columns[2]), {})
    for about, figure in release.figures.items():
        ids = (about.item, about.item2, about.item3)
        if about.measure != "flow" or about.wave != release.wave.label:
            continue
        if ids == tuple(item.id for item in items) and isinstance(figure, Shown):
            options = (about.option, about.option2, about.option3)
            if all(options):
                frame.wholes[options] = figure
            elif sum(map(bool, options)) == 2:
                frame.pairs[options] = figure.value
    return frame


def draw(frame: Frame, name: str, title: str, description: str, *, rests: bool = True) -> Markup:
    """The picture. Heights are shares of all voices; what is too small to be shown is said below each side.

    rests: False leaves that out, where there is no room for it
    """
    height = max(_stack(list(column.values())) for column in frame.bars)
    for column in frame.bars:
        _spread(list(column.values()), height)
    parts = [*_heads(), *_ribbons(frame), *_bars(frame)]
    bottom = _TOP + height
    left_over = _rests(frame) if rests else (0.0, 0.0)
    for (left, right), rest in zip(((_NEAR, _PLATE[0]), (_PLATE[1], _FAR)), left_over, strict=True):
        if rest >= 0.005:
            tall = max(rest * _HEIGHT, 3.0)
            parts.append(svg.rect(left + 2, bottom + 14, right - left - 4, tall, "flow", opacity=0.5))
            label = f"other {rest:.0%}"
            parts.append(
                svg.text(label, (left + right) / 2, bottom + 28 + tall, colour="ink2", size=12, anchor="middle")
            )
    most = max(left_over)
    return svg.drawing(name, title, description, bottom + (36 if rests else 6) + most * _HEIGHT, parts)


def _stack(bars: Sequence[Bar]) -> float:
    return sum(bar.slot for bar in bars) + _GAP * (len(bars) - 1)


def _spread(bars: Sequence[Bar], height: float) -> None:
    """Places bars from the top, the room that is left shared out between them."""
    spare = (height - _stack(bars)) / max(len(bars) - 1, 1)
    y = float(_TOP)
    for bar in bars:
        bar.top = bar.left = bar.right = y + (bar.slot - bar.height) / 2
        y += bar.slot + _GAP + spare


def _heads() -> Iterator[Markup]:
    middle = (_PLATE[0] + _PLATE[1]) / 2
    yield svg.text("Who is hurt", _NEAR, 14, colour="ink2", size=12, anchor="end")
    yield svg.text("What is needed", middle, 14, colour="ink2", size=12, anchor="middle")
    yield svg.text("Who should meet it", _FAR, 14, colour="ink2", size=12)


def _ribbons(frame: Frame) -> Iterator[Markup]:
    """Highlighted joined answers lie at the top of their bars; quiet pairs below, drawn first."""
    first, second, third = frame.bars
    drawn: list[Markup] = []
    discs: list[tuple[float, float, int]] = []
    taken: dict[Three, float] = {}
    for number, ((hurt, need, meet), figure) in enumerate(frame.highlights, 1):
        tall = figure.value * _HEIGHT
        drawn.append(_ribbon(_NEAR, _take_right(first[hurt], tall), _PLATE[0], _take_left(second[need], tall), tall))
        discs.append((_NEAR, first[hurt].right - tall / 2, number))
        drawn.append(_ribbon(_PLATE[1], _take_right(second[need], tall), _FAR, _take_left(third[meet], tall), tall))
        discs.append((_PLATE[1], second[need].right - tall / 2, number))
        for pair in ((hurt, need, ""), ("", need, meet)):
            taken[pair] = taken.get(pair, 0.0) + figure.value
    rest = {pair: max(share - taken.get(pair, 0.0), 0.0) * _HEIGHT for pair, share in frame.pairs.items()}
    quiet = [_quiet(frame, pair, tall) for pair, tall in rest.items() if tall > 0]
    if quiet:
        yield svg.element("g", *quiet, fill=svg.LIGHT["flow"], fill_opacity=0.5, class_="f-flow")
    yield from drawn
    yield from _numbers(discs)


def _quiet(frame: Frame, pair: Three, tall: float) -> Markup:
    first, second, third = frame.bars
    hurt, need, meet = pair
    if hurt:
        return _ribbon(_NEAR, _take_right(first[hurt], tall), _PLATE[0], _take_left(second[need], tall), tall, "flow")
    return _ribbon(_PLATE[1], _take_right(second[need], tall), _FAR, _take_left(third[meet], tall), tall, "flow")


def _take_right(bar: Bar, tall: float) -> float:
    bar.right += tall
    return bar.right - tall


def _take_left(bar: Bar, tall: float) -> float:
    bar.left += tall
    return bar.left - tall


def _ribbon(x1: float, y1: float, x2: float, y2: float, tall: float, colour: str = "teal") -> Markup:
    x1, x2 = x1 + 2, x2 - 2
    middle = (x1 + x2) / 2
    d = (
        f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        f"V{y2 + tall:.1f}C{middle:.1f} {y2 + tall:.1f} {middle:.1f} {y1 + tall:.1f} {x1:.1f} {y1 + tall:.1f}Z"
    )
    if colour == "flow":
        return svg.element("path", d=d)
    return svg.path(d, fill="teal", stroke="paper", weight=1)


def _numbers(discs: Sequence[tuple[float, float, int]]) -> Iterator[Markup]:
    """The discs that tie highlighted ribbons to their sentences, side by side where they would touch."""
    placed: list[tuple[float, float]] = []
    for left, y, number in discs:
        x = left + 13
        while any(abs(x - other) < 19 and abs(y - beside) < 19 for other, beside in placed):
            x += 19
        placed.append((x, y))
        yield svg.element(
            "circle", cx=x, cy=y, r=9, fill=svg.LIGHT["paper"], class_="f-paper s-teal", stroke=svg.LIGHT["teal"]
        )
        yield svg.text(str(number), x, y + 4, size=12, bold=True, anchor="middle")


def _bars(frame: Frame) -> Iterator[Markup]:
    """Bars, their outlines of last time, and their labels: outer ones outside, those of needs on the plate."""
    room = _OUTLINE + _APART
    places = (
        ((_NEAR - _BAR,), _NEAR - _BAR - room, _NEAR - _BAR - room - 6, "end"),
        ((_PLATE[0], _PLATE[1] - _BAR), _PLATE[0] + _BAR + _APART, sum(_PLATE) / 2, "middle"),
        ((_FAR,), _FAR + _BAR + _APART, _FAR + _BAR + room + 6, "start"),
    )
    outlines: list[Markup] = []
    for column, (bars, outline, x, anchor) in zip(frame.bars, places, strict=True):
        for bar in column.values():
            for at in bars:
                yield svg.rect(at, bar.top, _BAR, max(bar.height, 1.0), "ink2")
            if bar.before:
                outlines.append(_outline(bar, outline))
            yield from _label(bar, x, anchor)
    if outlines:
        yield svg.element("g", *outlines, fill="none", stroke=svg.LIGHT["line"], stroke_width=1, class_="s-line")


def _outline(bar: Bar, x: float) -> Markup:
    """As high as the option's share the last time, about the middle of its bar."""
    tall = bar.before * _HEIGHT
    return svg.element("rect", x=x, y=bar.top + (bar.height - tall) / 2, width=_OUTLINE, height=tall)


def _label(bar: Bar, x: float, anchor: str) -> Iterator[Markup]:
    """The option's text with its share, beside the middle of its bar."""
    y = bar.top + bar.height / 2 - _LINE * len(bar.lines) / 2 + 11.5
    for at, said in enumerate(bar.lines):
        yield svg.text(said, x, y + at * _LINE, anchor=anchor)


def _rests(frame: Frame) -> tuple[float, float]:
    """The shares of voices on either side that no shown ribbon holds."""
    near = sum(share for (hurt, _, _), share in frame.pairs.items() if hurt)
    far = sum(share for (_, _, meet), share in frame.pairs.items() if meet)
    return max(round(1 - near, 2), 0.0), max(round(1 - far, 2), 0.0)

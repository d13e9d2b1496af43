"""Figures of a release as a page without rows behind it prints them: each says what it speaks of."""

from __future__ import annotations

from pulse.model.groups import ALL, Group
from pulse.model.release import About, Hidden, Measure, Release, Shown
from pulse.report import words
from pulse.report.sheet import Cell, Named


class Figures:
    """The cells of one page, each figure with a number of its own."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.numbers: dict[About, int] = {}
        self.hidden = 0

    def cell(self, measure: Measure, item: str = "", *, option: str = "", group: Group = ALL, wave: str = "") -> Cell:
        """One figure of the page's wave, or of another; a dash where it is not shown."""
        group, label = self.group(group), wave or self.release.wave.label
        about = About(label, group, measure, item, option=option)
        found = self.release.figure(measure, item, option=option, group=group, wave=label)
        number = self.numbers.setdefault(about, len(self.numbers) + 1)
        if isinstance(found, Hidden):
            self.hidden += 1
            return Cell(words.NOT_SHOWN, number)
        said = (
            f"{found.value:,.0f}" if isinstance(found, Shown) and measure == "count" else words.figure(found, measure)
        )
        described = found.described if isinstance(found, Shown) else None
        note = " to ".join(words.number(it, measure) for it in described) if described else ""
        value = found.value if isinstance(found, Shown) else None
        return Cell(said, number, value, found.n, note, of=self._named(about))

    def group(self, group: Group) -> Group:
        """The group as the release has it: a level can have another name by now."""
        if group in self.release.listed:
            return group
        return next((it for it in self.release.listed if it.path == group.path), group)

    def _named(self, about: About) -> Named:
        group = "" if about.group == ALL else f"{about.group.dimension}: {about.group.full_name}"
        wave = "" if about.wave == self.release.wave.label else about.wave
        return Named(f"{about.measure}|{about.item}|{about.option}".rstrip("|"), group, wave)

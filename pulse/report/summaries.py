"""What a page says in short, for its reader: sentences of the catalogue, filled with shown figures.

Each figure stands in an element of its own, as everywhere on a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from pulse.model.audiences import OF_A_GROUP, Audience
from pulse.model.groups import ALL, Group
from pulse.model.release import Measure, Release, Shown
from pulse.model.survey import Frame, Item
from pulse.model.trends import Findings, Trend
from pulse.report import spoken, words
from pulse.report.catalogue import CATALOGUES
from pulse.report.filled import environment
from pulse.report.register import FollowedThrough
from pulse.report.sheet import Cell, Sheet
from pulse.report.shown import Figures
from pulse.report.side_by_side import shade
from pulse.report.unseen import called, ranked

_MOST_SIGNS, _MOST_NAMED = 2, 3
_SIGNS = {"improvement": "better", "concern": "worse", "neutral_high": "higher", "neutral_low": "lower"}


@dataclass(frozen=True)
class Summary:
    """The sentences of one reader's page, about one group."""

    audience: Audience
    shown: Sheet | Figures
    group: Group = ALL

    @property
    def release(self) -> Release:
        """What may be seen."""
        return self.shown.release

    def answered(self) -> Iterator[Markup]:
        """How many answered, and which share of those asked that is."""
        count, rate = self.shown.cell("count", group=self.group), self.release.figure("response_rate", group=self.group)
        whose = "_everyone" if self.group == ALL and self.audience in OF_A_GROUP else ""
        if count.value is None:
            yield self._said("withheld")
        elif isinstance(rate, Shown):
            asked = self._share("response_rate")
            yield self._said(f"answered{whose}", count=figure(count), rate=asked, group=self.group.name)
        else:
            yield self._said(f"counted{whose}", count=figure(count), group=self.group.name)

    def frame(self, *roles: Frame) -> Iterator[Markup]:
        """The answer named most of each of some of the frame's questions, of the nearest horizon."""
        for role in roles:
            item = nearest_item(self.release, role)
            found = top_option(self.release, item, self.group) if item else None
            if item and found:
                share = self._share("share", item.id, found)
                yield self._said(role, share=share, answer=_option(item, found))

    def moved(self, found: Findings) -> Iterator[Markup]:
        """What the charts show by their last points; before there are verdicts, what clearly moved since last time."""
        judged = [trend for trend in found.trends if trend.series.variation is not None]
        if judged:
            yield from self._signs(judged)
        else:
            yield from self._since()

    def kept(self, followed: FollowedThrough | None) -> Iterator[Markup]:
        """What of the promises that are due is kept and met, and how many needs wait."""
        if followed is None:
            return
        _, due, kept, met, *_ = followed.rows[0].counts
        if due > 1:
            yield self._said("kept", due=count(due), kept=count(kept), met=count(met))
        elif due:
            yield self._said("kept_one")
        waiting = followed.waiting.count if followed.waiting else 0
        if waiting:
            yield self._said("waiting" if waiting > 1 else "waiting_one", count=count(waiting))

    def silent(self, found: Findings) -> Iterator[Markup]:
        """Where clearly fewer answered than last time."""
        names = ["everyone" if it.group == ALL else it.group.name for it in found.silences]
        if names:
            rest = ["other groups"] if len(names) > _MOST_NAMED else []
            yield self._said("silent", groups=words.listed([*names[:_MOST_NAMED], *rest]))

    def ends(self) -> Iterator[Markup]:
        """The questions at both ends of what the group answered."""
        found = ranked(self.release, self.group)
        for key, at in (("best", 0), ("care", -1)) if len(found) > 1 else ():
            item = found[at][0]
            yield self._said(key, question=item.label, share=self._share("favourable", item.id))

    def apart(self) -> Iterator[Markup]:
        """The questions in which the group lies clearly above and below everyone."""
        sides: dict[str, list[str]] = {"above": [], "below": []}
        for item, _ in ranked(self.release, self.group):
            own, all_ = (self.release.figure("favourable", item.id, group=it) for it in (self.group, ALL))
            if tint := shade(own, all_, "favourable"):
                sides["above" if tint.startswith("higher") else "below"].append(f"“{item.label}”")
        if not any(sides.values()):
            yield self._said("alike")
        for key, labels in sides.items():
            if labels:
                yield self._said(key, questions=words.listed(labels))

    def elsewhere(self, group: Group) -> Markup:
        """That a group has no figures of its own, and whose stand in for them."""
        return self._said("elsewhere", group=group.name, nearest=called(self.release, self.group))

    # --- what sentences are made of ---

    def _signs(self, judged: Sequence[Trend]) -> Iterator[Markup]:
        signs = [it for it in judged if it.series.points[-1].special_cause]
        for trend in signs[:_MOST_SIGNS]:
            key = _SIGNS[trend.series.points[-1].point_type]
            yield self._said(key, question=words.name(self.release, trend.item), value=self._value(trend))
        if len(signs) > _MOST_SIGNS:
            yield self._said("more")
        else:
            yield self._said("usual" if signs else "steady")

    def _since(self) -> Iterator[Markup]:
        compared = [it for it in self.release.changes if it.against == "last" and it.about.measure != "share"]
        clear = sorted((it for it in compared if it.clear), key=lambda it: it.q)[:_MOST_SIGNS]
        for it in clear:
            key = "since_better" if it.difference > 0 else "since_worse"
            value = figure(self.shown.cell(it.about.measure, it.about.item))
            yield self._said(key, before=it.before, question=words.name(self.release, it.about.item), value=value)
        if compared and not clear:
            yield self._said("since_steady", before=compared[0].before)
        yield self._said("early" if len(self.release.waves) > 1 else "first")

    def _value(self, trend: Trend) -> Markup:
        if trend.measure == "mean":
            return figure(self.shown.cell("mean", trend.item, group=trend.group))
        return self._share(trend.measure, trend.item)

    def _share(self, measure: Measure, item: str = "", option: str = "") -> Markup:
        found = self.release.figure(measure, item, option=option, group=self.group)
        return figure(self.shown.cell(measure, item, option=option, group=self.group), spoken.share(found))

    def _said(self, key: str, **slots: str) -> Markup:
        return said(CATALOGUES[self.audience], key, slots)


def said(catalogue: Mapping[str, str], key: str, slots: Mapping[str, str]) -> Markup:
    """A sentence with its slots filled, its first letter a capital."""
    filled = Markup(catalogue[key]).format(**slots)  # noqa: S704 - our own sentence; slots are escaped
    return filled[:1].upper() + filled[1:]


def figure(cell: Cell, spoken_as: str = "") -> Markup:
    """The element of a figure, in its own words or in others."""
    made: Markup = (
        environment()
        .get_template("figure.html")
        .module.fig(  # type: ignore[attr-defined]
            replace(cell, said=spoken_as) if spoken_as else cell
        )
    )
    return made.strip()


def count(number: int) -> Markup:
    """The element of a count of needs, promises or teams."""
    made: Markup = environment().get_template("figure.html").module.count(number)  # type: ignore[attr-defined]
    return made.strip()


def nearest_item(release: Release, role: Frame) -> Item | None:
    """The question of a part of the frame: the one about now, else the first; None where it is not asked."""
    items = release.asked_in[release.wave.label].framed(role)
    asked = release.asked_in[release.wave.label].by_id
    now = (it for it in items if (asked[it.about] if it.about else it).horizon == "now")
    return next(now, items[0] if items else None)


def top_option(release: Release, item: Item, group: Group) -> str:
    """The id of the answer that most of a group name, as far as is shown; "" where nothing is."""
    shares = [
        (found.value, -at, option.id)
        for at, option in enumerate(item.options)
        if not option.alone
        and not option.aside
        and isinstance(found := release.figure("share", item.id, option=option.id, group=group), Shown)
    ]
    return max(shares)[2] if shares else ""


def _option(item: Item, option: str) -> str:
    return next(it.text for it in item.options if it.id == option)

"""How the frame's joined answers moved: between shares of voices as they are shown, and nothing else.

A difference of two published shares tells nobody more than the two do. What is not shown in one of the two stock-takes
has none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pulse.model.release import About, Release, Shown, joined_about
from pulse.model.trends import JoinedChange, JoinedCourse, Options
from pulse.statistics import change
from pulse.statistics.distributions import normal_p

_CHANCE = 0.05
_Z = 1.959963984540054
_MOST_WAVES = 5  # of a small line, and beside one another in a table
_LARGEST = 3  # of all three joined: those that the picture numbers
_SIZED = 0.05  # of all voices
_LARGE = 0.10  # less is not called clear where either picture is of few
_ROUNDED = 0.01 * math.sqrt(1 / 6)  # the standard deviation of a difference of two whole per cents, each rounded

Three = tuple[str, str, str]  # ids of the three questions


def joined(release: Release) -> tuple[JoinedCourse, ...]:
    """A course a picture of the wave, in the questionnaire's order of its needs."""
    shown = _by_frame(release)
    survey = release.asked_in[release.wave.label]
    frames = [(hurt.id, meet.about or "", meet.id) for hurt in survey.framed("hurt") for meet in survey.framed("meet")]
    return tuple(_course(release, items, shown[items]) for items in frames if _drawn(shown[items], release.wave.label))


def _drawn(shown: Mapping[str, dict[Options, Shown]], wave: str) -> bool:
    """Whether each of the three questions has an answer by itself that is shown."""
    return all(any(it[at] and _looked(it) == 1 for it in shown.get(wave, {})) for at in range(3))


def _by_frame(release: Release) -> Mapping[Three, dict[str, dict[Options, Shown]]]:
    """Items -> wave -> options -> share."""
    found: dict[Three, dict[str, dict[Options, Shown]]] = defaultdict(lambda: defaultdict(dict))
    for about, figure in release.figures.items():
        if about.measure == "flow" and isinstance(figure, Shown):
            options = (about.option, about.option2, about.option3)
            found[about.item, about.item2, about.item3][about.wave][options] = figure
    return found


def _course(release: Release, items: Three, shown: Mapping[str, dict[Options, Shown]]) -> JoinedCourse:
    waves = [wave.label for wave in release.waves if wave.label in shown]
    before = waves[-2] if len(waves) > 1 else ""
    alike = [wave for wave in waves if _versions(release, items, wave) == _versions(release, items, waves[-1])]
    since = next((at for at in range(len(waves), 0, -1) if waves[at - 1] not in alike), 0)
    changes = tuple(_judged(list(_changes(release, items, shown, before)))) if before in alike else ()
    told = _told(shown[waves[-1]], shown[before] if before in alike else {}, {it.options for it in changes if it.clear})
    return JoinedCourse(
        items=items,
        waves=tuple(waves[since:][-_MOST_WAVES:]),
        before=before,
        comparable=before in alike,
        compared=len(changes),
        told=told,
        changes={it.options: it for it in changes if it.options in told},
    )


def _told(
    now: Mapping[Options, Shown], before: Mapping[Options, Shown], clear: Collection[Options]
) -> tuple[Options, ...]:
    """Single answers, and of joined ones those of some size, now or before, the largest, and all that clearly moved."""
    joined = [it for it in now if _looked(it) > 1]
    largest = sorted((it for it in joined if _looked(it) == 3), key=lambda it: (-now[it].value, it))[:_LARGEST]
    sized = {it for it in joined if max(now[it].value, before[it].value if it in before else 0.0) >= _SIZED}
    wanted = sized | {*largest, *clear}
    return tuple(it for it in now if _looked(it) == 1 or it in wanted)


def _looked(options: Options) -> int:
    return sum(map(bool, options))


def _versions(release: Release, items: Three, wave: str) -> tuple[int, ...]:
    return tuple(release.versions.get(item, {}).get(wave, 0) for item in items)


def _changes(
    release: Release, items: Three, shown: Mapping[str, dict[Options, Shown]], before: str
) -> Iterator[JoinedChange]:
    """Of every joined answer that both stock-takes show, where both say how many people their picture is of."""
    was, is_now = shown[before], shown[release.wave.label]
    whole, whole_before = is_now.get(("", "", "")), was.get(("", "", ""))
    if whole is None or whole_before is None:
        return
    for options, figure in is_now.items():
        if any(options) and options in was:
            yield _change(
                joined_about(release.wave.label, items, options),
                before,
                (figure.value, whole.n),
                (was[options].value, whole_before.n),
                release.rules.min_answers,
            )


def _change(about: About, before: str, now: tuple[float, int], was: tuple[float, int], least: int) -> JoinedChange:
    """Newcombe's interval, wider by what rounding may have done.

    Shares of voices: of people who share their voices over several ticks these vary less than shares of people do, so
    that the interval is never too narrow for them. now, was: the share, and how many people its picture is of.
    """
    (share, n), (other, other_n) = now, was
    found = change.newcombe(share, n, other, other_n)
    value = found.value
    lower = value - math.hypot(value - found.lower, _Z * _ROUNDED)
    upper = value + math.hypot(found.upper - value, _Z * _ROUNDED)
    together = (share * n + other * other_n) / (n + other_n)
    error = math.hypot(math.sqrt(together * (1 - together) * (1 / n + 1 / other_n)), _ROUNDED)
    large = min(n, other_n) >= 2 * least or abs(value) > _LARGE + 1e-9
    return JoinedChange(
        about=about,
        before=before,
        difference=round(value, 2),
        lower=round(lower, 2),
        upper=round(upper, 2),
        q=normal_p(value / error),
        clear=large and not lower <= 0 <= upper,
    )


def _judged(changes: Sequence[JoinedChange]) -> Iterator[JoinedChange]:
    """Each with its p adjusted for all of the picture, and clear only where it stands among them."""
    adjusted = change.benjamini_hochberg([it.q for it in changes])
    for it, q in zip(changes, adjusted, strict=True):
        yield replace(it, q=round(q, 4), clear=it.clear and q < _CHANCE)

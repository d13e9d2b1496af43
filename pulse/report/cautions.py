"""What speaks against laying a difference to what people said: other people may have answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pulse.model.release import Change, Release, Shown
from pulse.report import words

_APART = 0.10  # response rates, or the mix of who answered, that moved by more than this are told


def cautions(release: Release, changes: Sequence[Change]) -> Iterator[str]:
    """Of every stock-take that is compared with: how the response and the mix of who answered moved since."""
    for label in sorted({it.before for it in changes}):
        yield from _response(release, label)
        yield from _mix(release, label)
    yield _independent(release)


def response(release: Release, waves: Sequence[str]) -> str:
    """ "41% to 52% of those asked": the response of everyone over some waves; empty where nobody knows it."""
    rates = sorted({rate for wave in waves if (rate := _rate(release, wave)) is not None})
    if not rates:
        return ""
    span = words.per_cent(rates[0]) if len(rates) == 1 else f"{words.per_cent(rates[0])} to {words.per_cent(rates[-1])}"
    return f"{span} of those asked"


def _response(release: Release, before: str) -> Iterator[str]:
    was, is_now = _rate(release, before), _rate(release, release.wave.label)
    if was is not None and is_now is not None and abs(is_now - was) > _APART + 1e-9:
        yield (
            f"The response went from {words.per_cent(was)} in {before} to {words.per_cent(is_now)}: other people "
            "answered, and they may not be of the same mind."
        )


def _mix(release: Release, before: str) -> Iterator[str]:
    mixes = [it for it in release.mixes if it.before == before]
    most = max(mixes, key=lambda it: it.moved, default=None)
    if most is not None and most.moved > _APART:
        yield (
            f"Who answered changed since {before}: {_more_than(most.moved)} of the answers to a question would have to "
            f"come from other parts ({most.level}) for the mix to be as before. The last column has "
            "the figures as they would stand with the earlier mix."
        )


def _more_than(share: float) -> str:
    """A share above a tenth in words: how far the mix moved is no figure of people, and needs no more."""
    parts = ((1 / 2, "half"), (1 / 3, "a third"), (1 / 5, "a fifth"), (_APART, "a tenth"))
    return f"more than {next(name for least, name in parts if share > least)}"


def _rate(release: Release, wave: str) -> float | None:
    found = release.figure("response_rate", wave=wave)
    return found.value if isinstance(found, Shown) else None


def _independent(release: Release) -> str:
    if release.asked_in[release.wave.label].linked:
        return (
            "The intervals here treat answers of two stock-takes as independent although some people answered twice: "
            "that makes them wider than they need be. The same people are compared apart."
        )
    return "Answers are treated as independent from one stock-take to the next: nobody can know who answered twice."

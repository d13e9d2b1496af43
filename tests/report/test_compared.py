"""What moved, in words: which way is better is said by the words, since a title alone may say the opposite."""

from __future__ import annotations

from datetime import date

from pulse.model.release import Release
from pulse.report import words
from tests.protect.waves import released, split, tallies

_JUNE, _JULY = date(2026, 6, 1), date(2026, 7, 1)


def _moved(before: dict[str, int], after: dict[str, int]) -> Release:
    """Two waves of so many favourable answers of 200, by item."""
    waves = [
        tallies(day, {item: {"A": split(count, 200)} for item, count in counts.items()})
        for day, counts in ((_JUNE, before), (_JULY, after))
    ]
    return released(*waves)


def test_fewer_favourable_answers_are_worse_whatever_the_question_is_called() -> None:
    """ "Frustrated fell by 20 points" would read as good news; it is the favourable side that fell."""
    release = _moved({"frustrated": 120, "heard": 80}, {"frustrated": 80, "heard": 140})
    assert words.finding(release, release.changes) == "Better: heard? (+30 points). Worse: frustrated? (−20 points)."
    told = words.changed(release, ())
    assert told.startswith("Since 2026-06: better: heard? (+30 points); worse: frustrated? (−20 points).")
    assert {words.moved(it) for it in release.changes if it.clear} == {"better by 30 points", "worse by 20 points"}


def test_without_a_clear_change_that_is_the_finding() -> None:
    release = _moved({"heard": 100}, {"heard": 104})
    assert words.finding(release, release.changes) == "No clear change of questions and scores."
    assert words.changed(release, ()).startswith("No clear change since the stock-take before.")

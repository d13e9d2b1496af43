"""What speaks against laying a difference to what people said: told from more than 10 points on, and not before."""

from __future__ import annotations

from datetime import date

import pytest

from tests.faulty import five, seen, wave

_JUNE, _JULY = date(2026, 6, 10), date(2026, 7, 10)


@pytest.mark.parametrize(("answered", "told"), [(200, False), (195, True), (300, False), (305, True)])
def test_a_response_that_moved_by_more_than_ten_points_is_told_either_way(answered: int, told: bool) -> None:
    """Half of 500 answered in June; in July 40%, 39%, 60% or 61%."""
    people = {"A": 500}
    june = wave(_JUNE, {"q": {"A": five(150, 250)}}, people=people)
    found = seen([june, wave(_JULY, {"q": {"A": five(120, answered)}}, people=people)])
    assert (f"The response went from 50% in 2026-06 to {answered / 500:.0%}:" in found.words) == told
    assert ("The response went from" in found.words) == told


@pytest.mark.parametrize(("of_a", "told"), [(110, False), (112, True)])
def test_a_mix_that_moved_by_more_than_ten_points_is_told(of_a: int, told: bool) -> None:
    """Of 200 answers A gave 90 in June; in July 110 (10 points more) or 112 (11 points)."""
    june = wave(_JUNE, {"q": {"A": five(60, 90), "B": five(50, 110)}})
    found = seen([june, wave(_JULY, {"q": {"A": five(70, of_a), "B": five(45, 200 - of_a)}})])
    assert ("would have to come from other parts" in found.words) == told


def test_where_nobody_knows_how_many_were_asked_nothing_is_said_of_the_response() -> None:
    found = seen([wave(_JUNE, {"q": {"A": five(150, 250)}}), wave(_JULY, {"q": {"A": five(15, 25)}})])
    assert "The response" not in found.words
    assert "of those asked" not in found.words.split("Limits:")[0]

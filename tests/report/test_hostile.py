"""Surveys that nobody would wish for, in every format there is: whole, sound as HTML, and the same figures in all."""

from __future__ import annotations

from typing import get_args

import pytest

from pulse import report
from pulse.journeys import forms
from tests.report.hostile import CASES, LARGE, material


@pytest.mark.parametrize("name", CASES)
def test_every_format_can_tell_it(name: str) -> None:
    made = material(CASES[name])
    for form in get_args(forms.Format):
        assert forms.content(made, form), form


def test_a_word_that_is_markup_stays_a_word() -> None:
    page = report.page(material(CASES["hostile texts"]))
    assert page.count("<script>") == 1  # the tool's own
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7 * 7 }}" in page


def test_a_page_of_nothing_says_so_and_shows_no_figure() -> None:
    page = report.page(material(CASES["nothing answered"]))
    assert 'data-of="favourable' not in page
    assert "–" in page


@pytest.mark.nightly
def test_four_hundred_groups_and_thirty_questions_weigh_little() -> None:
    """All there is of 20,000 figures, in one page."""
    assert len(report.page(material(LARGE)).encode()) < 2_100_000

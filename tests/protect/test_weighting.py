"""Everyone's figures by the mix of the workforce: worked by hand, refused with a reason, and telling of nobody new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pulse import settings
from pulse.model.groups import Group
from pulse.model.problems import Stop
from pulse.model.release import About, Shown, Weighting
from tests.protect.waves import Answers, released, split, tallies

_JULY = date(2026, 7, 1)


def _weighting(answers: Answers, asked: dict[str, int]) -> Weighting:
    found = released(tallies(_JULY, answers, asked)).weighting
    assert found is not None
    return found


def test_two_parts_worked_by_hand() -> None:
    """100 people work in each part; 80 answered of A (80% favourable), 20 of B (50%): 74% as answered, 65% weighted.

    Var = (0.25 x 0.16/80 + 0.25 x 0.25/20) x 100/99 = 0.003662; p(1-p)/Var = 62 effective answers; Wilson 53 to 76%.
    """
    found = _weighting({"q": {"A": split(64, 80), "B": split(10, 20)}}, {"A": 100, "B": 100})
    assert [(it.group and it.group.name, it.answered, it.asked, it.weight) for it in found.strata] == [
        ("A", 80, 100, 0.62),
        ("B", 20, 100, 2.5),
    ]
    (favourable,) = (it for it in found.figures if it.about.measure == "favourable")
    assert (favourable.value, favourable.lower, favourable.upper, favourable.effective) == (0.65, 0.53, 0.76, 62)
    assert found.design_effect == pytest.approx(1.56, abs=0.005)  # 100 x (80 x .625² + 20 x 2.5²) / 100²
    assert not found.trimmed


def test_a_part_with_very_few_answers_does_not_count_for_more_than_three() -> None:
    found = _weighting({"q": {"A": split(300, 400), "B": split(6, 12)}}, {"A": 400, "B": 400})
    assert found.trimmed
    assert {it.group.name: it.weight for it in found.strata if it.group} == {"A": 0.94, "B": 3.0}


def test_parts_that_are_not_shown_count_together() -> None:
    answers = {"q": {"A": split(64, 80), "B": split(20, 40), "C": split(3, 8), "D": split(4, 9)}}
    found = _weighting(answers, {"A": 100, "B": 100, "C": 20, "D": 20})
    assert [it.group and it.group.name for it in found.strata] == ["A", "B", None]
    assert [(it.answered, it.asked) for it in found.strata][-1] == (17, 40)


def test_what_small_parts_said_apart_from_each_other_leaves_no_trace() -> None:
    """C and D may not be told apart: were their answers exchanged, every weighted figure would be the same."""
    shown = {"A": split(64, 80), "B": split(20, 40)}
    asked = {"A": 100, "B": 100, "C": 12, "D": 60}
    one = _weighting({"q": {**shown, "C": split(2, 9), "D": split(7, 9)}}, asked)
    other = _weighting({"q": {**shown, "C": split(7, 9), "D": split(2, 9)}}, asked)
    assert one == other


@pytest.mark.parametrize(
    ("answers", "asked", "reason"),
    [
        ({"A": split(64, 80)}, {"A": 100}, "fewer than two parts by"),
        ({"A": split(64, 80), "B": split(20, 40)}, {"A": 100, "B": 60, "C": 30}, "of 30 people in other parts nobody"),
        ({"A": split(64, 80), "B": split(20, 40), "": split(6, 12)}, {"A": 100, "B": 60}, "belong to no part"),
    ],
)
def test_no_weights_are_made_up(answers: dict[str, tuple[int, ...]], asked: dict[str, int], reason: str) -> None:
    found = _weighting({"q": answers}, asked)
    assert reason in found.problem
    assert found.figures == () == found.strata


def test_without_headcounts_nothing_is_weighed() -> None:
    assert released(tallies(_JULY, {"q": {"A": split(64, 80), "B": split(10, 20)}})).weighting is None


def test_a_range_describes_those_asked_and_another_one_allows_for_chance() -> None:
    """36 of 60 answers in a team of 61: Wilson with 3,600 effective answers (../shared/vectors/weights/ci_01)."""
    release = released(tallies(_JULY, {"q": {"A": split(36, 60), "B": split(40, 60)}}, {"A": 61, "B": 60}))
    shown = release.figures[About("2026-07", Group(("A",), "directorate"), "favourable", "q", 1)]
    assert isinstance(shown, Shown)
    assert (shown.lower, shown.upper) == (0.47, 0.71)
    assert shown.of_asked == (0.58, 0.62)
    everybody = release.figures[About("2026-07", Group(("B",), "directorate"), "favourable", "q", 1)]
    assert isinstance(everybody, Shown)
    assert everybody.of_asked == (0.67, 0.67)


def test_a_rate_does_not_tell_that_none_of_a_few_people_answered() -> None:
    """40 of 40 in A and 40 of 45 in all: the five others did not answer, so one of the two rates is withheld."""
    release = released(tallies(_JULY, {"q": {"A": split(20, 40), "B": split(20, 40)}}, {"A": 40, "B": 40, "C": 5}))
    rates = {about.group.name: figure for about, figure in release.figures.items() if about.measure == "response_rate"}
    known = {name for name, figure in rates.items() if isinstance(figure, Shown)}
    assert known != {"All", "A", "B"}
    assert "All" in known


def test_the_level_to_weigh_by_must_exist(tmp_path: Path) -> None:
    text = 'organisation = "O"\nlevels = ["directorate", "team"]\n[weights]\nby = "teem"\n'
    (tmp_path / "pulse.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Stop) as stopped:
        settings.load(tmp_path)
    fault = stopped.value.problems[-1]
    assert (fault.code, fault.place.line, fault.place.column) == ("unknown-name", 4, 1)
    assert "did you mean 'team'?" in fault.remedy


def test_a_weighted_score_worked_by_hand() -> None:
    """A: 80 of 100, mean 6.75, variance 11.31. B: 40 of 100, mean 4, variance 11.5. Plain 5.8, weighted 5.4.

    Var = (0.25 x 11.31/80 + 0.25 x 11.5/40) x 120/119 = 0.1081; 1.96 standard errors are 0.64.
    """
    form = 'id = "s"\ntitle = "S"\n[[item]]\nid = "q"\ntext = "q?"\nscale = "agree5"\nindex = "mood"\n'
    answers = {"q": {"A": (8, 8, 16, 16, 32), "B": (12, 8, 8, 8, 4)}}
    found = released(tallies(_JULY, answers, {"A": 100, "B": 100}, form=form)).weighting
    assert found is not None
    (score,) = (it for it in found.figures if it.about.measure == "mean")
    assert (score.about.item, score.value, score.lower, score.upper, score.effective) == ("mood", 5.4, 4.7, 6.0, 120)


def test_an_items_own_hidden_part_joins_the_others() -> None:
    """B may not be shown for the question (2 of 20 agree): it counts together with C, whom nobody sees either.

    A 64 of 80 (100 asked), the rest 2 + 4 of 20 + 10 (60 + 40 asked): 0.5 x 0.8 + 0.5 x 0.2 = 50%.
    """
    answers = {"q": {"A": split(64, 80), "B": split(2, 20), "C": split(4, 10)}}
    found = _weighting(answers, {"A": 100, "B": 60, "C": 40})
    assert [it.group and it.group.name for it in found.strata] == ["A", None]
    (favourable,) = (it for it in found.figures if it.about.measure == "favourable")
    # Var = (0.25 x 0.16/80 + 0.25 x 0.16/30) x 110/109 = 0.00185: 135 effective answers; Wilson 42 to 58%.
    assert (favourable.value, favourable.lower, favourable.upper, favourable.effective) == (0.5, 0.42, 0.58, 135)

"""`pulse evaluate`, from exports to the screen, and what it refuses.

1. Exports -> database -> release -> evaluation: the first case of ../shared/vectors/weights/change_06 on the screen.
2. A plan is entered once, at its first sight or with --register; --list tells all of them.
3. Refused: an outcome named after the first wave that followed the start; a plan changed after it.
4. The page is the same to the byte each time; a result freezes its waves as a report does.
5. Exit statuses and JSON keys.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from pulse import report
from pulse.errors import Exit
from pulse.journeys import evaluating, keeping, reporting
from pulse.model.problems import Stop
from pulse.settings import Settings
from tests.conftest import pulse
from tests.evaluations import collect, workspace

_EARLY, _LATE, _NOW = date(2026, 2, 1), date(2026, 4, 1), date(2026, 5, 1)
_JANUARY, _MARCH, _APRIL = date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1)
_BEFORE = {"Medicine": (52, 100), "Surgery": (60, 110)}
_AFTER = {"Medicine": (71, 104), "Surgery": (63, 108)}


def _with_answers(root: Path, entered: date | None) -> Settings:
    """January's and March's answers around a start on 1 March; the plan entered on a day between, if at all."""
    settings = workspace(root)
    collect(settings, _JANUARY, _BEFORE, _EARLY)
    if entered:
        evaluating.evaluate(settings, root / "plan.toml", entered, only_enter=True)
    collect(settings, _MARCH, _AFTER, _LATE)
    return settings


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose plan was entered in time."""
    root = tmp_path_factory.mktemp("evaluate") / "w"
    _with_answers(root, _EARLY)
    return root


def test_the_finding_is_said_in_plain_words(root: Path) -> None:
    done = pulse("evaluate", "plan.toml", cwd=root, day="2026-05-01")
    assert done.returncode == 0, done.stderr
    assert "Heard?: no clear difference (+12 points, 95% interval −6 to +31)." in done.stdout
    assert "went from 52% to 68% where it was tried and from 55% to 58% elsewhere (2026-01 to 2026-03)" in done.stdout
    assert "Plan 1, entered on 2026-02-01." in done.stdout
    assert "Answers are treated as independent" in done.stdout
    assert "Not shown, and so in neither side: Estates and Maternity." in done.stdout


def test_the_json_keys_are_those_of_the_readme(root: Path) -> None:
    done = pulse("evaluate", "plan.toml", "--json", cwd=root, day="2026-05-01")
    found = json.loads(done.stdout)
    assert list(found) == ["plan", "evaluation", "told", "caveats", "file"]
    assert list(found["evaluation"]) == [
        "measure", "comparisons", "chance", "moments", "drawn", "started_apart", "earlier_slope", "segments", "trial",
        "units_not_shown", "waves_not_shown", "waves_open_at_start", "waves_reworded", "linked", "rivals",
    ]  # fmt: skip
    (first,) = found["evaluation"]["comparisons"]
    assert first["difference"] == {"value": 0.12, "lower": -0.06, "upper": 0.31, "clear": False}
    assert first["took_part"] == {
        "units": ["Medicine"], "before": {"value": 0.52, "n": 100}, "after": {"value": 0.68, "n": 104},
        "response_rates": [0.5, 0.52], "mix_moved": 0.0,
    }  # fmt: skip
    assert found["plan"]["took_part"] == ["Medicine"]


def test_every_plan_is_listed(root: Path) -> None:
    (plan,) = json.loads(pulse("evaluate", "--list", "--json", cwd=root).stdout)
    assert (plan["number"], plan["entered"], plan["outcome"]) == (1, "2026-02-01", "heard")
    assert "Morning huddles" in pulse("evaluate", "--list", cwd=root).stdout


def test_an_outcome_named_too_late_is_refused_and_not_entered(tmp_path: Path) -> None:
    _with_answers(tmp_path / "w", None)
    done = pulse("evaluate", "plan.toml", cwd=tmp_path / "w", day="2026-05-01")
    assert done.returncode == Exit.BAD_DATA
    assert "had to be named by 2026-03-31, the last day of 2026-03, the first stock-take that followed" in done.stderr
    assert json.loads(pulse("evaluate", "--list", "--json", cwd=tmp_path / "w").stdout) == []


@pytest.mark.parametrize(("day", "refused"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_the_last_day_of_the_first_wave_is_in_time(tmp_path: Path, day: date, refused: bool) -> None:
    settings = workspace(tmp_path / "w")
    collect(settings, _JANUARY, _BEFORE, _EARLY)
    evaluating.evaluate(settings, settings.root / "plan.toml", day)
    collect(settings, _MARCH, _AFTER, _LATE)
    if refused:
        with pytest.raises(Stop, match="2026-03-31"):
            evaluating.evaluate(settings, settings.root / "plan.toml", _NOW)
    else:
        assert evaluating.evaluate(settings, settings.root / "plan.toml", _NOW).evaluation is not None


def test_a_plan_changed_once_the_answers_are_known_is_another_plan(tmp_path: Path) -> None:
    settings = _with_answers(tmp_path / "w", _EARLY)
    path = settings.root / "plan.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Medicine"', '"Surgery"'), encoding="utf-8")
    with pytest.raises(Stop) as stopped:
        evaluating.evaluate(settings, path, _NOW)
    assert stopped.value.problems[0].code == "plan-late"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Surgery", "Medicine") + 'why = "Asked for."\n', encoding="utf-8"
    )
    assert evaluating.evaluate(settings, path, _NOW).evaluation is not None


def test_figures_seen_early_make_it_too_late_to_name_an_outcome(tmp_path: Path) -> None:
    """An interim report of March on the 10th: whoever names the outcome on the 12th may have read it there."""
    settings = workspace(tmp_path / "w")
    collect(settings, _JANUARY, _BEFORE, _EARLY)
    collect(settings, _MARCH, _AFTER, date(2026, 3, 9))
    reporting.render(settings, reporting.Wanted(interim=True), date(2026, 3, 10))
    with pytest.raises(Stop, match="the day on which figures of 2026-03 were first shown"):
        evaluating.evaluate(settings, settings.root / "plan.toml", date(2026, 3, 12))


def test_before_anything_followed_a_plan_waits(tmp_path: Path) -> None:
    settings = workspace(tmp_path / "w")
    collect(settings, _JANUARY, _BEFORE, _EARLY)
    found = evaluating.evaluate(settings, settings.root / "plan.toml", _EARLY)
    assert (found.fresh, found.evaluation) == (True, None)
    assert not evaluating.evaluate(settings, settings.root / "plan.toml", _EARLY).fresh
    with pytest.raises(Stop) as stopped:
        evaluating.page(settings, found)
    assert (stopped.value.problems[0].code, stopped.value.status) == ("plan-waits", Exit.NO_INPUT)


def test_a_result_freezes_its_waves_as_a_report_does(tmp_path: Path) -> None:
    settings = _with_answers(tmp_path / "w", _EARLY)
    first = evaluating.evaluate(settings, settings.root / "plan.toml", _NOW)
    more = {"Medicine": (100, 100)}
    collect(settings, _MARCH, more, date(2026, 5, 2))
    again = evaluating.evaluate(settings, settings.root / "plan.toml", date(2026, 5, 3))
    assert again.evaluation == first.evaluation
    assert evaluating.page(settings, again) == evaluating.page(settings, first)


def test_closed_waves_are_evaluated_as_before(tmp_path: Path) -> None:
    """Closing folds small counts away: what is left of them is in no sum."""
    settings = workspace(tmp_path / "w")
    small = {"Maternity": (3, 9), "Estates": (2, 4)}
    collect(settings, _JANUARY, {**_BEFORE, **small}, _EARLY)
    evaluating.evaluate(settings, settings.root / "plan.toml", _EARLY)
    collect(settings, _MARCH, {**_AFTER, **small}, _LATE)
    first = evaluating.evaluate(settings, settings.root / "plan.toml", _NOW)
    for label in ("2026-01", "2026-03"):
        keeping.close(settings, keeping.to_close(settings, "s", label, _NOW), _NOW)
    again = evaluating.evaluate(settings, settings.root / "plan.toml", _NOW)
    assert again.evaluation == first.evaluation


def test_the_page_goes_to_a_file_or_to_the_screen(root: Path) -> None:
    done = pulse("evaluate", "plan.toml", "-o", "reports/huddles.html", cwd=root, day="2026-05-01")
    assert "The page is reports/huddles.html" in done.stdout
    shown = pulse("evaluate", "plan.toml", "-o", "-", cwd=root, day="2026-05-01").stdout
    assert shown == (root / "reports" / "huddles.html").read_text(encoding="utf-8")
    assert "<h1>Morning huddles: did it work?</h1>" in shown


def test_the_page_is_audited(root: Path) -> None:
    """Its groups taken together follow from shown figures; its statistics are not read again, and that is said."""
    assert pulse("evaluate", "plan.toml", "-o", "whole.html", cwd=root, day="2026-05-01").returncode == 0
    done = pulse("audit", "whole.html", "--json", cwd=root)
    (found,) = json.loads(done.stdout)
    assert (done.returncode, found["findings"]) == (69, [])
    assert [it["code"] for it in found["undecided"]] == ["audit-unread"]
    page = (root / "whole.html").read_text(encoding="utf-8")
    planted = {
        "a sum": re.sub(r'value="0\.\d+"( data-of[^>]*>)\d+%', r'value="0.07"\g<1>7%', page, count=1),
        "a number beside one": re.sub(r"<small>n \d+</small>", "<small>n 7</small>", page, count=1),
        "a point": re.sub(r'(<circle cx="[\d.]+" cy=")[\d.]+"', r'\g<1>77.7"', page, count=1),
        "a group that is not shown": page.replace('data-sum="', 'data-sum="Estates; ', 1),
    }
    for what, text in planted.items():
        (root / "planted.html").write_text(text, encoding="utf-8")
        assert pulse("audit", "planted.html", cwd=root).returncode == 1, what


def test_a_page_that_does_not_pass_is_not_written(root: Path) -> None:
    real = report.evaluation_page

    def leaky(*given: Any, **named: Any) -> str:
        return re.sub(r"<small>n \d+</small>", "<small>n 7</small>", real(*given, **named), count=1)

    with patch.object(report, "evaluation_page", leaky):
        done = pulse("evaluate", "plan.toml", "-o", "leaky.html", cwd=root, day="2026-05-01")
    assert done.returncode == 70, done.stderr
    assert not (root / "leaky.html").exists()


def test_other_plans_for_the_same_start_are_told(tmp_path: Path) -> None:
    settings = workspace(tmp_path / "w")
    collect(settings, _JANUARY, _BEFORE, _EARLY)
    for name in ("Medicine", "Surgery"):
        path = settings.root / f"{name}.toml"
        path.write_text(
            (settings.root / "plan.toml").read_text(encoding="utf-8").replace("Medicine", name), encoding="utf-8"
        )
        evaluating.evaluate(settings, path, _EARLY, only_enter=True)
    collect(settings, _MARCH, _AFTER, _LATE)
    found = evaluating.evaluate(settings, settings.root / "Medicine.toml", _NOW)
    assert any("besides this one: 1." in said for said in found.caveats)


def test_too_little_that_may_be_shown_is_said_without_saying_where(tmp_path: Path) -> None:
    settings = workspace(tmp_path / "w")
    collect(settings, _JANUARY, {"Medicine": (3, 9), "Surgery": (60, 110)}, _EARLY)
    evaluating.evaluate(settings, settings.root / "plan.toml", _EARLY)
    collect(settings, _MARCH, _AFTER, _LATE)
    with pytest.raises(Stop) as stopped:
        evaluating.evaluate(settings, settings.root / "plan.toml", _NOW)
    assert stopped.value.problems[0].code == "plan-not-shown"
    assert "Medicine" not in str(stopped.value)


def test_without_a_plan_the_command_says_what_to_type(root: Path) -> None:
    done = pulse("evaluate", cwd=root)
    assert done.returncode == Exit.USAGE
    assert "pulse evaluate PLAN.toml" in done.stderr


def test_a_faulty_plan_is_shown_with_a_caret(root: Path) -> None:
    (root / "slip.toml").write_text(
        (root / "plan.toml").read_text(encoding="utf-8").replace("Medicine", "Medcine"), encoding="utf-8"
    )
    done = pulse("evaluate", "slip.toml", cwd=root)
    assert done.returncode == Exit.BAD_DATA
    assert "slip.toml:5:14: there is no group 'Medcine'" in done.stderr
    assert '  took_part = ["Medcine"]\n' + " " * 15 + "^" in done.stderr
    assert "did you mean 'Medicine'?" in done.stderr

"""Exports in another language of the questionnaire, and in several at once, are read back exactly; doubt is told.

1. Every platform, any dialect: a questionnaire answered in Welsh comes back as it was meant.
2. The same where every person answered in a language of her own under headings of one.
3. A text that could be two answers is none; an old translation means nothing; a grid is headed in either language.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulse import collect, define
from pulse.collect.answers import Answers, Unknown
from pulse.model.exports import Columns
from pulse.model.survey import Item, Option
from pulse.model.translated import in_language
from pulse.settings import Limits
from tests.collect.exports import (
    PLATFORMS,
    Dialect,
    Export,
    dialects,
    exports,
    meant,
    shape,
    sheets_of,
    stored,
    take_in,
    workspace,
    written,
)

_ENGLISH = define.load(define.shipped() / "stock-take.toml")
_WELSH = in_language(_ENGLISH, "cy")
_UNICODE = dialects.filter(lambda it: it.encoding != "cp1252")  # it has no ŵ
_SEPARATORS = {"microsoft-forms": ";", "google-forms": ", ", "qualtrics": ",", "generic": ";"}

everyday = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
)


def _exact(export: Export, dialect: Dialect) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder) / "w", export.survey)
        summary = take_in(root, export, written(export.rows(), dialect), dialect.encoding)
        assert stored(root) == meant(export.survey, export.sheets)
        assert (summary.problems, summary.rejects) == ((), "")


@everyday
@given(export=exports([_WELSH]), dialect=_UNICODE)
def test_an_export_in_welsh_is_read_back_exactly(export: Export, dialect: Dialect) -> None:
    _exact(export, dialect)


@st.composite
def _mixed(draw: st.DrawFn) -> Export:
    """Headings of one language, each sheet in one that is drawn for it."""
    platform = draw(st.sampled_from([it for it in PLATFORMS if it != "generic"]))
    sheets = draw(sheets_of(_ENGLISH))
    one, other = draw(st.permutations([_ENGLISH, _WELSH]))
    takes_other = [draw(st.booleans()) for _ in sheets]
    columns = [
        replace(
            column,
            cells=tuple(
                theirs if is_other else ours
                for ours, theirs, is_other in zip(column.cells, same.cells, takes_other, strict=True)
            ),
        )
        for column, same in zip(shape(platform, one, sheets), shape(platform, other, sheets), strict=True)
    ]
    return Export(_ENGLISH, platform, sheets, tuple(columns), _SEPARATORS.get(platform, ""))


@everyday
@given(export=_mixed())
def test_answers_in_either_language_are_read_back_exactly(export: Export) -> None:
    _exact(export, Dialect())


# --- doubt ------------------------------------------------------------------------------------------------------------


def test_a_text_that_could_be_two_answers_is_none() -> None:
    yes = Option("yes", "Yes", "yes", translated={"cy": "Ie", "kw": "Na"})
    no = Option("no", "No", "no", translated={"cy": "Na"})
    answers = Answers(Item("again", "again", "Again?", "one", options=(yes, no)), {})
    assert [answers.one(cell) for cell in ("Yes", "Ie", "no")] == [1, 1, 2]
    with pytest.raises(Unknown):
        answers.one("Na")


_FORM = """\
id = "s"
title = "S"
[[item]]
id = "listen"
text = "In my team: we listen."
scale = "agree5"
[translations.cy]
name = "Cymraeg"
[translations.cy.items.listen]
from = "In my team: we listen."
to = "Yn fy nhîm: rydyn ni'n gwrando."
"""


def _looked_at(folder: Path, form: str, heading: str) -> Columns:
    (folder / "e.csv").write_text(f"Nr,{heading}\n" + "1,Agree\n2,Disagree\n" * 3, encoding="utf-8")
    survey = define.from_source(form)
    mapping = folder / "s.generic.map.toml"
    return collect.columns(folder / "e.csv", survey=survey, mapping=lambda _: mapping, encoding=None, limits=Limits())


@pytest.mark.parametrize("heading", ["Yn fy nhîm: rydyn ni'n gwrando.", "Rydyn ni’n gwrando", "We listen"])
def test_a_row_of_a_grid_is_known_by_its_statement_in_either_language(tmp_path: Path, heading: str) -> None:
    assert [it.item for it in _looked_at(tmp_path, _FORM, heading).matches if it.item] == ["listen"]


def test_a_translation_of_other_words_is_not_what_is_asked_now(tmp_path: Path) -> None:
    reworded = _FORM.replace('text = "In my team: we listen."', 'text = "In my team: we hear and we act."')
    assert [it.item for it in _looked_at(tmp_path, reworded, "Rydyn ni'n gwrando").matches if it.item] == []


def test_what_is_merely_alike_in_the_other_language_is_proposed_and_not_taken(tmp_path: Path) -> None:
    found = _looked_at(tmp_path, _FORM, "Yn fy nhîm i: rydyn ni yn gwrando.")
    assert [it.item for it in found.matches if it.item] == []
    assert [(it.name, [one.heading.position for one in it.proposals]) for it in found.unmatched] == [("listen", [2])]

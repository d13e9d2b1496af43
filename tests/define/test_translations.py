"""Texts in other languages: every one has its place, nothing is missing unseen, nothing means two things.

1. The shipped Welsh has every text of `stock-take`, and every text in its file is shown somewhere.
2. `check` names each fault of a translation with its file, line and remedy.
3. What is kept with a wave has all languages in it, and reads back as it was.
4. `translate` adds what is new and touches nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import define
from pulse.define.translation import PairText, TranslationText, added, written
from pulse.model.languages import WORDS
from pulse.model.problems import Problem, Stop
from pulse.model.survey import ATTRIBUTED_LINE, Survey
from pulse.model.translated import in_language

_FORM = """\
id = "short"
title = "How are we?"
dimensions = { team = "Which team?" }
[[item]]
id = "heard"
text = "Are you heard?"
scale = "agree5"
[[item]]
id = "need"
text = "What is needed? Choose up to two."
choose = "at most 2"
options = { rest = "Rest", time = "Time", none = "Nothing" }
alone = ["none"]
[[item]]
id = "again"
text = "Would you say it again?"
choose = 1
options = { yes = "Yes", no = "No" }
ask_if = "need == rest"
"""
_SAID = """\
name = "Cymraeg"
[title]
from = "How are we?"
to = "Sut ydyn ni?"
[dimensions]
team = { from = "Which team?", to = "Pa dîm?" }
[items.heard]
from = "Are you heard?"
to = "Ydych chi'n cael eich clywed?"
[scales.agree5]
strongly_disagree = { from = "Strongly disagree", to = "Anghytuno'n gryf" }
disagree = { from = "Disagree", to = "Anghytuno" }
neither = { from = "Neither agree nor disagree", to = "Y naill na'r llall" }
agree = { from = "Agree", to = "Cytuno" }
strongly_agree = { from = "Strongly agree", to = "Cytuno'n gryf" }
[items.need]
from = "What is needed? Choose up to two."
to = "Beth sydd ei angen? Dewiswch hyd at ddau."
[items.need.options]
rest = { from = "Rest", to = "Gorffwys" }
time = { from = "Time", to = "Amser" }
none = { from = "Nothing", to = "Dim" }
[items.again]
from = "Would you say it again?"
to = "Fyddech chi'n ei ddweud eto?"
[items.again.options]
yes = { from = "Yes", to = "Byddwn" }
no = { from = "No", to = "Na fyddwn" }
[words]
at_most = { from = "At most {most}.", to = "{most} ar y mwyaf." }
alone = { from = "“{option}” stands alone.", to = "“{option}” ar ei ben ei hun." }
only_if = { from = "Only if you chose “{option}” at “{question}”", to = "Os “{option}” yn “{question}”" }
unchecked = { from = "This translation has not yet been checked by a speaker of the language.", to = "Heb ei wirio." }
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A questionnaire with its Welsh beside it."""
    (tmp_path / "short.toml").write_text(_FORM, encoding="utf-8")
    (tmp_path / "short.cy.toml").write_text(_SAID, encoding="utf-8")
    return tmp_path / "short.toml"


def _with(form: Path, before: str, after: str, language: str = "cy") -> Path:
    assert before in _SAID
    form.with_name(f"short.{language}.toml").write_text(_SAID.replace(before, after), encoding="utf-8")
    return form


def _told(faults: tuple[Problem, ...]) -> list[tuple[str, str, int | None]]:
    return [(it.code, Path(it.place.file).name, it.place.line) for it in faults]


def _read_by_respondents(survey: Survey) -> Iterator[str]:
    yield from (survey.title, survey.introduction.partition("\n\n")[0], *survey.dimension_texts.values())
    for item in survey.items:
        yield from (item.text, *(option.text for option in item.options))


# --- what is shipped --------------------------------------------------------------------------------------------------

_SHIPPED = define.shipped() / "stock-take.toml"
_WELSH = TranslationText.model_validate(tomllib.loads(define.translations(_SHIPPED)["cy"].read_text(encoding="utf-8")))


def test_the_shipped_welsh_is_whole_and_not_yet_checked() -> None:
    survey = define.load(_SHIPPED)
    (welsh,) = survey.languages
    assert (welsh.tag, welsh.name, welsh.missing, welsh.is_checked) == ("cy", "Cymraeg", 0, False)
    assert define.gaps(_SHIPPED) == ()
    shown = in_language(survey, "cy").introduction
    assert "wedi cael ei wirio eto gan siaradwr" in shown
    assert WORDS["unchecked"] in shown


def test_every_text_that_is_read_is_in_the_file_and_every_text_in_the_file_is_read() -> None:
    """But for the answers of a follow-up, which a wave adds."""
    pairs = {path: pair.to for path, pair in _WELSH.pairs()}
    follow_up = {to for path, to in pairs.items() if path[:2] == ("lists", "was-it-met")}
    words = {to for path, to in pairs.items() if path[0] == "words"}
    survey = define.load(_SHIPPED)
    asked = in_language(survey, "cy")
    shown = {*_read_by_respondents(asked), *(asked.words[name] for name in ("at_most", "alone", "unchecked"))}
    assert set(pairs.values()) - follow_up == shown
    assert words <= shown
    assert not shown & set(_read_by_respondents(survey))


@settings(deadline=None)
@given(st.sampled_from([path for path, _ in _WELSH.pairs() if path[:2] != ("lists", "was-it-met")]))
def test_every_string_of_the_file_has_its_place(path: tuple[str, ...]) -> None:
    """Taken away, it is missed there and nowhere else; and only the languages that have it all can be asked in."""
    left = {at: (it.original, "" if at == path else it.to) for at, it in _WELSH.pairs()}
    text = (
        _SHIPPED.read_text(encoding="utf-8")
        + '[translations.cy]\nname = "Cymraeg"\n'
        + written(left, "translations.cy")
    )
    survey = define.from_source(text)
    assert [it.missing for it in survey.languages] == [1]
    assert path not in survey.languages[0].texts
    with pytest.raises(Stop) as stop:
        in_language(survey, "cy")
    assert stop.value.problems[0].code == "translation-incomplete"


# --- faults and gaps --------------------------------------------------------------------------------------------------


def test_a_whole_translation_has_no_fault(form: Path) -> None:
    assert define.check(form) == define.gaps(form) == ()
    assert define.questionnaires(form.parent) == (form,)
    assert [it.tag for it in define.load(form).languages] == ["cy"]


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("items.again", "items.agian", "translation-unknown", 23),
        ("time = {", "tiem = {", "translation-unknown", 21),
        ("[scales.agree5]", "[scales.agree6]", "translation-unknown", 12),
        ("alone = {", "allone = {", "translation-unknown", 31),
        ('"{most} ar y mwyaf."', '"Dau ar y mwyaf."', "translation-blanks", 30),
        ('name = "Cymraeg"', 'name = "Cymraeg"\nchecked_by = "A. Jones"', "translation-half-checked", 2),
        ('name = "Cymraeg"', 'name = "Cymraeg"\nchecked_on = 2027-01-31', "translation-half-checked", 2),
        ("[title]", 'checked_by = "A. Jones"\nchecked_on = 2027-01-31\n[title]', "translation-half-checked", 2),
        ('name = "Cymraeg"', "", "missing-key", None),
        ('"Na fyddwn"', '"Byddwn!"', "translation-means-two", 28),  # both answers in the same words
        ('"Byddwn"', '"no"', "translation-means-two", 27),  # one answer in the other's id
        ('"Amser"', '"Rest"', "translation-means-two", 21),  # one answer in the other's English
        ('"Pa dîm?"', '"Ydych chi’n cael eich clywed?"', "translation-means-two", 6),
    ],
)  # fmt: skip
def test_check_names_each_fault_of_a_translation_with_its_line(
    form: Path, before: str, after: str, code: str, line: int | None
) -> None:
    faults = define.check(_with(form, before, after))
    assert (code, "short.cy.toml", line) in _told(faults)
    assert {it.code for it in faults} == {code}


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ('time = { from = "Time", to = "Amser" }\n', "", "translation-missing", 19),  # its table
        ('"Amser"', '" "', "translation-missing", 21),
        ('from = "Are you heard?"', 'from = "Are you ever heard?"', "translation-old", 7),
    ],
)
def test_what_is_missing_or_old_is_no_fault_of_the_questionnaire_and_is_told(
    form: Path, before: str, after: str, code: str, line: int
) -> None:
    assert define.check(_with(form, before, after)) == ()
    assert _told(define.gaps(form)) == [(code, "short.cy.toml", line)]
    assert define.load(form).languages[0].missing == 1


def test_an_old_text_is_not_known_to_mean_what_is_asked_now(form: Path) -> None:
    _with(form, 'from = "Are you heard?"', 'from = "Are you ever heard?"')
    assert define.load(form).by_id["heard"].wordings == ("Are you heard?",)


def test_a_text_that_means_two_things_in_two_languages_is_refused(form: Path) -> None:
    """Welsh "Byddwn" for yes; in the other language it would be no."""
    swapped = _SAID.replace('"Byddwn"', '"x"').replace('"Na fyddwn"', '"Byddwn"').replace('"x"', '"Ie"')
    form.with_name("short.kw.toml").write_text(swapped, encoding="utf-8")
    assert ("translation-means-two", "short.cy.toml", 27) in _told(define.check(form))
    assert ("translation-means-two", "short.kw.toml", 28) in _told(define.check(form))


def test_a_language_stands_in_one_place(form: Path) -> None:
    form.write_text(f'{_FORM}[translations.cy]\nname = "Cymraeg"\n', encoding="utf-8")
    assert _told(define.check(form)) == [("translation-twice", "short.cy.toml", 1)]


@pytest.mark.parametrize(("tag", "code"), [("en-GB", "translation-own"), ("Welsh", "translation-tag")])
def test_a_language_is_another_one_and_has_a_tag(tag: str, code: str) -> None:
    text = f'{_FORM}[translations.{tag}]\nname = "Cymraeg"\n'
    with pytest.raises(Stop) as stop:
        define.from_source(text, "short.toml")
    assert [(it.code, it.place.line) for it in stop.value.problems] == [(code, 20)]


def test_who_answers_by_name_is_told_so_first_in_every_language(form: Path) -> None:
    told = f'introduction = "{ATTRIBUTED_LINE}"\nattributed = true\n'
    form.write_text(_FORM.replace("dimensions", f"{told}dimensions", 1), encoding="utf-8")
    line = "Bydd eich enw gyda'ch atebion."
    said = f'{_SAID}by_name = {{ from = "{ATTRIBUTED_LINE}", to = "{line}" }}\n'
    welsh = form.with_name("short.cy.toml")
    for first, faults in ((line, []), ("Helo.", [("translation-first-line", "short.cy.toml", 35)])):
        introduction = f'[introduction]\nfrom = "{ATTRIBUTED_LINE}"\nto = "{first}\\nDiolch."\n'
        welsh.write_text(said + introduction, encoding="utf-8")
        assert _told(define.check(form)) == faults
    welsh.write_text(_SAID + introduction, encoding="utf-8")
    assert ("translation-missing", "short.cy.toml", 29) in _told(define.gaps(form))


def test_a_translation_changes_no_fingerprint(form: Path) -> None:
    prints = [it.fingerprint for it in define.load(form).items]
    assert prints == [it.fingerprint for it in define.from_source(_FORM).items]


# --- what is kept -----------------------------------------------------------------------------------------------------


def test_what_is_kept_with_a_wave_has_every_language_in_it(form: Path) -> None:
    path, text = define.checked(form, "cy", "A. Jones", date(2027, 1, 31))
    path.write_text(text, encoding="utf-8")
    survey = define.load(form)
    assert survey.languages[0].is_checked
    assert survey.source.startswith(_FORM)
    assert define.from_source(survey.source) == survey
    assert in_language(survey, "cy").by_id["need"].options[0].text == "Gorffwys"


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_NAME = st.text(st.sampled_from("abc.'\"é -"), min_size=1, max_size=6)
_PATH = st.one_of(
    st.tuples(st.sampled_from(["title", "introduction"])),
    st.tuples(st.sampled_from(["dimensions", "words"]), _NAME),
    st.tuples(st.sampled_from(["scales", "lists"]), _NAME, _NAME),
    st.tuples(st.just("items"), _NAME),
)


@given(st.dictionaries(_PATH, st.tuples(_TEXT, _TEXT), max_size=8), st.sampled_from(["", "translations.cy"]))
def test_any_text_reads_back_as_it_was_written(pairs: dict[tuple[str, ...], tuple[str, str]], head: str) -> None:
    """Written in any order, as a whole or one by one at the end of a file."""
    for text in (written(dict(sorted(pairs.items())), head), added(pairs, head)):
        name = f"[{head}]\nname = 'x'\n" if head else "name = 'x'\n"
        data = tomllib.loads(name + text)
        for part in filter(None, head.split(".")):
            data = data[part]
        found = {path: (it.original, it.to) for path, it in TranslationText.model_validate(data).pairs()}
        assert found == pairs


# --- checked ----------------------------------------------------------------------------------------------------------


def _check(form: Path, who: str = "A. Jones") -> None:
    path, text = define.checked(form, "cy", who, date(2027, 1, 31))
    path.write_text(text, encoding="utf-8")


def test_who_has_read_it_and_when_is_put_beneath_the_name_of_the_language(form: Path) -> None:
    form.with_name("short.cy.toml").write_text(f"# My own note.\n{_SAID}", encoding="utf-8")
    _check(form)
    _check(form, 'B. "Bea" Evans')
    lines = form.with_name("short.cy.toml").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["# My own note.", 'name = "Cymraeg"']
    assert lines[2:4] == ['checked_by    = "B. \\"Bea\\" Evans"', "checked_on    = 2027-01-31"]
    assert [line for line in lines if not line.startswith("checked_")] == ["# My own note.", *_SAID.splitlines()]
    assert define.load(form).languages[0].said == 'checked by B. "Bea" Evans on 2027-01-31'


@settings(deadline=None)  # each writes two files
@given(st.sampled_from(_SAID.split('to = "')[1:]))
def test_what_was_changed_since_is_not_checked(after: str) -> None:
    with TemporaryDirectory() as folder:
        form, welsh = Path(folder) / "short.toml", Path(folder) / "short.cy.toml"
        form.write_text(_FORM, encoding="utf-8")
        welsh.write_text(_SAID, encoding="utf-8")
        _check(form)
        assert define.load(form).languages[0].is_checked
        text = welsh.read_text(encoding="utf-8")
        welsh.write_text(text.replace(f'to = "{after}', f'to = "Nid {after}'), encoding="utf-8")
        (language,) = define.load(form).languages
        assert (language.missing, language.is_checked) == (0, False)
        assert language.said == "changed since it was checked by A. Jones on 2027-01-31: not yet checked by a speaker"


def test_what_is_not_whole_cannot_have_been_read(form: Path) -> None:
    _with(form, '"Amser"', '""')
    with pytest.raises(Stop) as stop:
        _check(form)
    assert [it.code for it in stop.value.problems] == ["translation-incomplete"]


# --- translating ------------------------------------------------------------------------------------------------------


def test_translate_writes_an_entry_for_every_text(form: Path) -> None:
    form.with_name("short.cy.toml").unlink()
    begun = define.begin(form, "cy", ())
    assert (begun.path.name, begun.known) == ("short.cy.toml", 0)
    begun.path.write_text(begun.text, encoding="utf-8")
    gaps = define.gaps(form)
    assert {it.code for it in gaps} == {"translation-missing"}
    assert len(gaps) == begun.entries == define.load(form).languages[0].missing
    assert all(it.place.line and it.place.line > 6 for it in gaps)


def test_translate_adds_what_is_new_and_leaves_what_is_there(form: Path) -> None:
    path = form.with_name("short.cy.toml")
    path.write_text(f"# My own note.\n{_SAID}", encoding="utf-8")
    form.write_text(_FORM.replace('time = "Time"', 'time = "Time", pay = "Pay"'), encoding="utf-8")
    begun = define.begin(form, "cy", ())
    assert (begun.entries, begun.text.startswith(f"# My own note.\n{_SAID}")) == (1, True)
    path.write_text(begun.text.replace('to   = ""', 'to = "Tâl"'), encoding="utf-8")
    assert define.gaps(form) == ()
    assert define.begin(form, "cy", ()).entries == 0


def test_translate_takes_over_what_another_questionnaire_has(form: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "short.toml").write_text(_FORM.replace("Are you heard?", "Are you seen?"), encoding="utf-8")
    begun = define.begin(other / "short.toml", "cy", (form.parent,))
    assert begun.entries - begun.known == 1
    assert PairText.model_validate(tomllib.loads(begun.text)["items"]["need"]["options"]["time"]).to == "Amser"
    assert not TranslationText.model_validate(tomllib.loads(begun.text)).checked_by

"""A questionnaire goes out in two languages and comes back in either, or in both at once.

1. The round trip: published in Welsh -> answered by its Welsh words -> exported -> collected with nothing asked.
2. One file that carries both languages shows each in its own words and echoes the same names.
3. Answers in two languages in one file mean what they say; a question that stands there twice is not guessed at.
4. What is not whole is not published; what nobody has checked says so to those who answer it.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from pulse import define, publish
from pulse.model.survey import Survey
from pulse.model.translated import in_language
from tests.collect.exports import stored
from tests.conftest import pulse
from tests.conftest import workspace as a_workspace
from tests.publish import platforms
from tests.publish.test_publish import _LIBRARY, FORM, PEOPLE, SETTINGS, _in_words, _meant, _node
from tests.publish.welsh import filled_in

UNCHECKED = "Nid yw'r cyfieithiad hwn wedi cael ei wirio eto gan siaradwr Cymraeg."  # taken from the shipped Welsh


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with the questionnaire in English and Welsh, and people.csv."""
    made = a_workspace(tmp_path / "w", FORM, SETTINGS)
    (made / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=made).returncode == 0
    assert pulse("survey", "translate", "how-are-we", "cy", cwd=made).returncode == 0
    path = made / "surveys" / "how-are-we.cy.toml"
    path.write_text(filled_in(path.read_text(encoding="utf-8")), encoding="utf-8")
    return made


def _survey(root: Path) -> Survey:
    return define.load(root / "surveys" / "how-are-we.toml")


def _published(root: Path, target: str, *more: str) -> bytes:
    done = pulse("publish", "how-are-we", "--to", target, *more, "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    name: str = json.loads(done.stdout)["file"]
    return (root / name).read_bytes()


def _collected(root: Path, made: platforms.Export) -> None:
    done = pulse("collect", platforms.write(root, made), "--wave", "2026-11", "--json", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def _welsh(root: Path, people: Sequence[int]) -> list[dict[str, str | list[str]]]:
    """What these people answer, by the Welsh words."""
    survey = in_language(_survey(root), "cy")
    return [_in_words(survey, it) for it in people]


@pytest.mark.parametrize("target", publish.TARGETS)
def test_what_is_answered_in_welsh_comes_back_as_it_was_meant(root: Path, target: str) -> None:
    people = range(24)
    published = _published(root, target, "--language", "cy")
    _collected(root, platforms.export(target, published, _welsh(root, people), "cy"))
    assert stored(root) == _meant(_survey(root), people)


@pytest.mark.parametrize("target", sorted(publish.MULTILINGUAL))
def test_one_file_asks_in_both_languages_by_the_same_names(root: Path, target: str) -> None:
    published = _published(root, target, "--language", "cy")
    english, welsh = (platforms.read(target, published, tag) for tag in ("en", "cy"))
    names = [[(it.name, list(it.options), it.logic) for it in shown] for shown in (english, welsh)]
    assert names[0] == names[1]
    survey = _survey(root)
    for shown, asked in ((english, survey), (welsh, in_language(survey, "cy"))):
        assert [it.text for it in shown] == [*asked.dimension_texts.values(), *(it.text for it in asked.items)]
        texts = [list(it.options.values()) for it in shown[len(asked.dimensions) :]]
        assert texts == [[option.text for option in it.options] for it in asked.items]


@pytest.mark.parametrize("target", ["ms-forms", "google-forms"])
def test_two_forms_one_in_each_language_are_one_wave(root: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    english = [_in_words(_survey(root), it) for it in range(12)]
    _collected(root, platforms.export(target, _published(root, target), english))
    first = platforms._when  # both forms count from 1, but nobody answers two of them in one minute
    monkeypatch.setattr(platforms, "_when", lambda number: first(number) + timedelta(days=1))
    made = platforms.export(target, _published(root, target, "--language", "cy"), _welsh(root, range(12, 24)))
    _collected(root, platforms.Export(f"Cymraeg {made.name}", made.content))
    assert stored(root) == _meant(_survey(root), range(24))


def _mixed(root: Path) -> platforms.Export:
    """Microsoft Forms with English questions where every other person answered in Welsh."""
    survey = _survey(root)
    texts: dict[str, str] = {}
    for item in survey.items:
        texts |= {it.text: it.translated["cy"] for it in item.options}
    people = [_in_words(survey, it) for it in range(24)]
    for said in people[::2]:
        for question, answer in said.items():
            known = [texts.get(it, it) for it in ([answer] if isinstance(answer, str) else answer)]
            said[question] = known if isinstance(answer, list) else known[0]
    published = _published(root, "ms-forms")
    shown = platforms.read("ms-forms", published)
    for it in shown:  # the form's other language adds its own words for the same answers
        it.options |= {texts[text]: texts[text] for text in it.options if text in texts}
    return platforms._forms_workbook(shown, people)


def test_answers_in_two_languages_in_one_column_mean_what_they_say(root: Path) -> None:
    _collected(root, _mixed(root))
    assert stored(root) == _meant(_survey(root), range(24))


def test_the_same_file_is_not_guessed_at_where_nobody_wrote_the_language_down(root: Path) -> None:
    made = _mixed(root)
    (root / "surveys" / "how-are-we.cy.toml").unlink()
    done = pulse("collect", platforms.write(root, made), "--wave", "2026-11", cwd=root)
    assert done.returncode == 1
    assert "is_heard" in done.stderr
    assert not list(root.glob("pulse.db")) or stored(root) == Counter()


def test_a_question_that_stands_there_in_both_languages_is_asked_about(root: Path) -> None:
    head = ["Timestamp", "Which team do you work in?", "Ym mha grŵp staff ydych chi?"]
    survey = _survey(root)
    head += [it.text for it in survey.items] + [survey.by_id["is_heard"].translated["cy"].upper()]
    row = ["11/13/2026 8:00:00", "Ward 6", "Nurses", "Agree", "Nobody", "", "Rest", "No", "", "", "", "Anghytuno"]
    text = io.StringIO()
    csv.writer(text).writerows([head, *[row] * 3])
    (root / "both.csv").write_text(text.getvalue(), encoding="utf-8")
    done = pulse("collect", "both.csv", "--wave", "2026-11", cwd=root)
    assert done.returncode == 1
    assert "columns 4 and 12" in done.stderr
    assert "is_heard" in done.stderr


def test_a_file_for_one_language_takes_one(root: Path) -> None:
    path = root / "surveys" / "how-are-we.cy.toml"
    (root / "surveys" / "how-are-we.pl.toml").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert b"label::Cymraeg (cy)" not in _published(root, "surveyjs", "--language", "cy", "--language", "pl")
    done = pulse("publish", "how-are-we", "--to", "redcap", "--language", "cy", "--language", "pl", cwd=root)
    assert (done.returncode, "one language" in done.stderr) == (2, True)


def test_two_languages_that_would_bear_one_name_are_refused(root: Path) -> None:
    welsh = root / "surveys" / "how-are-we.cy.toml"
    welsh.with_name("how-are-we.en-US.toml").write_text(welsh.read_text(encoding="utf-8"), encoding="utf-8")
    done = pulse("publish", "how-are-we", "--to", "xlsform", "--language", "en-US", cwd=root)
    assert (done.returncode, "would both be en" in done.stderr) == (2, True)


def test_nothing_is_published_half_in_a_language(root: Path) -> None:
    path = root / "surveys" / "how-are-we.cy.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Gorffwys"', '""'), encoding="utf-8")
    done = pulse("publish", "how-are-we", "--to", "xlsform", "--language", "cy", cwd=root)
    assert done.returncode == 1
    assert "how-are-we cannot be asked in cy" in done.stderr
    assert not (root / "published").exists()


@pytest.mark.parametrize("target", publish.TARGETS)
def test_a_form_says_that_nobody_has_checked_it_until_somebody_has(root: Path, target: str) -> None:
    def words(content: bytes) -> str:
        if target == "xlsform":
            return json.dumps(platforms.sheet(content, "survey"), ensure_ascii=False)
        return " ".join(platforms.lines(content)) if target == "ms-forms" else content.decode("utf-8-sig")

    said = words(_published(root, target, "--language", "cy"))
    assert UNCHECKED in said
    assert "has not yet been checked by a speaker" in said
    done = pulse("survey", "checked", "how-are-we", "cy", "--by", "A. Jones", cwd=root)
    assert (done.returncode, "checked by A. Jones on 2026-11-24" in done.stdout) == (0, True)
    assert UNCHECKED not in words(_published(root, target, "--language", "cy"))
    assert UNCHECKED not in words(_published(root, target))


def test_the_screen_says_it_wherever_it_shows_the_language(root: Path) -> None:
    path = "surveys/how-are-we.toml"
    shown = [
        pulse("survey", "show", "how-are-we", cwd=root).stdout,
        pulse("survey", "show", "how-are-we", "--language", "cy", cwd=root).stdout,
        pulse("survey", "check", path, cwd=root).stdout,
        pulse("publish", "how-are-we", "--to", "redcap", "--language", "cy", cwd=root).stdout,
    ]
    assert ["not yet checked by a speaker" in said for said in shown] == [True] * 4
    told = json.loads(pulse("survey", "show", "how-are-we", "--json", cwd=root).stdout)["languages"]
    facts = {"tag": "cy", "name": "Cymraeg", "texts": 37, "missing": 0}
    assert told == [facts | {"checked": False, "checked_by": None, "checked_on": None}]


# --- outside judges ---------------------------------------------------------------------------------------------------


def test_pyxform_makes_a_translation_of_each_language_without_a_warning(root: Path, tmp_path: Path) -> None:
    from pyxform.xls2xform import convert

    path = tmp_path / "form.xlsx"
    path.write_bytes(_published(root, "xlsform", "--language", "cy"))
    warnings: list[str] = []
    form = convert(xlsform=path, warnings=warnings).xform
    assert warnings == []
    assert '<translation lang="English (en)" default="true()">' in form
    welsh = form.split('<translation lang="Cymraeg (cy)">')[1].split("</translation>")[0]
    for text in (
        "Beth ddaeth ohono?",
        "2 ar y mwyaf.",
        'Ni ellir dewis "Neb" gyda dim byd arall.',  # pyxform straightens quotes
        "Cytuno'n gryf",
    ):
        assert text in welsh


def test_limesurvey_has_the_rows_of_both_languages_in_one_order(root: Path) -> None:
    """As its manual asks: the whole of the first language, then the translated copy, same number and order of rows."""
    text = _published(root, "limesurvey", "--language", "cy").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    assert {"class": "S", "name": "additional_languages", "text": "cy"}.items() <= rows[1].items()
    asked = [row for row in rows if row["class"] in ("G", "Q", "SQ", "A")]
    assert [row["language"] for row in asked] == ["en"] * (len(asked) // 2) + ["cy"] * (len(asked) // 2)
    names = [(row["class"], row["type/scale"], row["name"], row["relevance"]) for row in asked if row["class"] != "G"]
    assert names[: len(names) // 2] == names[len(names) // 2 :]


_IN_WELSH = """
const { Model } = require(process.argv[1]);
const model = new Model(JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8')));
const first = model.getQuestionByName('hurt').title;
model.locale = 'cy';
const question = model.getQuestionByName('hurt');
console.log(JSON.stringify({ errors: model.jsonErrors, first, second: question.title, title: model.title,
  choices: question.choices.map((it) => [it.value, it.text]) }));
"""


def test_surveyjs_turns_to_the_other_language(root: Path, tmp_path: Path) -> None:
    if not _LIBRARY.exists():
        pytest.skip("needs survey-core: npm install --prefix .node survey-core@3.1.1")
    path = tmp_path / "form.json"
    path.write_bytes(_published(root, "surveyjs", "--language", "cy"))
    told = _node(_IN_WELSH, str(_LIBRARY), str(path))
    assert not told["errors"]
    assert (told["first"], told["second"]) == ("Who is hurting? Choose any.", "Pwy sy'n brifo? Dewiswch unrhyw rai.")
    assert told["title"] == "Sut ydyn ni?"
    assert ["my_team", "Fy nhîm; pob un"] in told["choices"]

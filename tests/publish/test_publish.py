"""A questionnaire goes out to a platform, is answered there, and its export comes back without a question asked.

1. The round trip: published file -> answered by its words -> exported in the platform's shape -> collected as meant.
2. Every target carries conditions, limits of ticks and options that stand alone, or says that a person must set them.
3. The same questionnaire gives the same bytes. Texts and names an export would confuse are refused.
4. Outside judges: pyxform; SurveyJS' own library in Node; the Forms API's discovery document; the script run in Node.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from pulse import define, publish
from pulse.model.problems import Stop
from pulse.model.survey import Item, Survey
from tests.collect.exports import stored
from tests.conftest import pulse
from tests.conftest import workspace as a_workspace
from tests.publish import platforms
from tests.shared import shared

FORM = """\
id = "how-are-we"
version = 3
title = "How are we?"
introduction = \"\"\"
Four minutes.
Name nobody.\"\"\"
dimensions = { team = "Which team do you work in?", staff_group = "Which staff group are you in?" }
[[item]]
id = "is_heard"
text = "What worries me here is heard & acted on."
scale = "agree5"
[[item]]
id = "hurt"
text = "Who is hurting? Choose any."
choose = "any"
options = { me = "Me, myself", my_team = "My team; all of it", families = "Patients or families", nobody = "Nobody" }
alone = ["nobody"]
[[item]]
id = "who_in_team"
text = "Is it the whole team?"
choose = 1
options = { yes = "Yes, all", some = "Some of us" }
ask_if = "hurt == my_team"
[[item]]
id = "need"
text = "What is needed most? Choose up to two."
choose = "at most 2"
options = { rest = "Rest", time = "Time to learn & to rest", talk = "To be asked, and heard" }
[[item]]
id = "spoken"
text = "Have you spoken of it?"
choose = 1
options = { yes = "Yes", no = "No", rather_not = "I would rather not say" }
[[item]]
id = "outcome"
text = "What came of it?"
choose = 1
options = { better = "It got better", same = "Nothing" }
ask_if = "spoken == yes"
[[item]]
id = "words"
kind = "text"
text = "In your own words: what should we know?"
[[item]]
id = "may_quote"
text = "May we print your words without your name?"
choose = 1
options = { print = "You may", keep = "Please do not" }
consent = "print"
"""
PEOPLE = """\
valid_from,directorate,team,staff_group,headcount
2020-01-01,North,Ward 6,"Doctors, senior",20
2020-01-01,North,Day surgery; theatres,Nurses,20
2020-01-01,South,Ward 7 & 8,Nurses,20
"""
SETTINGS = 'organisation = "O"\nlevels = ["directorate", "team"]\n'
TEAMS = {"Day surgery; theatres": "North", "Ward 6": "North", "Ward 7 & 8": "South"}
STAFF = ("Doctors, senior", "Nurses")
Meant = tuple[tuple[str, ...], tuple[Any, ...]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with the questionnaire and people.csv."""
    made = a_workspace(tmp_path / "w", FORM, SETTINGS)
    (made / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=made).returncode == 0
    return made


def _published(root: Path, target: str) -> bytes:
    done = pulse("publish", "how-are-we", "--to", target, "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    name: str = json.loads(done.stdout)["file"]
    return (root / name).read_bytes()


def _groups(number: int) -> tuple[str, str]:
    return [*TEAMS][number % len(TEAMS)], STAFF[number % len(STAFF)]


def _picked(item: Item, number: int, before: Mapping[str, Any]) -> Any:
    """What the person with a number answers: ids of options, words, or None where she is not asked or skips."""
    if item.ask_if:
        said = before[item.ask_if.item]
        if said is None or item.ask_if.option not in (said if isinstance(said, frozenset) else {said}):
            return None
    if number % 7 == len(item.id) % 7:
        return None
    if item.kind == "text":
        return f"words, with a comma; {number}"
    first = item.options[number % len(item.options)]
    if item.kind != "many":
        return first.id
    others = [it.id for it in item.options if not it.alone and not first.alone]
    return frozenset({first.id, *others[: number % 2]})


def _person(survey: Survey, number: int) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for item in survey.items:
        answers[item.id] = _picked(item, number, answers)
    return answers


def _in_words(survey: Survey, number: int) -> dict[str, str | list[str]]:
    """The same by the words she sees."""
    texts = [survey.dimension_texts[name] for name in survey.dimensions]
    said: dict[str, str | list[str]] = dict(zip(texts, _groups(number), strict=True))
    for name, answer in _person(survey, number).items():
        item = survey.by_id[name]
        options = {it.id: it.text for it in item.options}
        if answer is not None:
            several = isinstance(answer, frozenset)
            said[item.text] = (
                [options[it.id] for it in item.options if it.id in answer] if several else (options.get(answer, answer))
            )
    return said


def _meant(survey: Survey, people: Sequence[int]) -> Counter[Meant]:
    counted: Counter[Meant] = Counter()
    for number in people:
        team, staff = _groups(number)
        answers = _person(survey, number)
        row = tuple(bool(answers[it.id]) if it.kind == "text" else answers[it.id] for it in survey.items)
        counted[(TEAMS[team], team, staff), row] += 1
    return counted


@pytest.mark.parametrize("target", publish.TARGETS)
def test_what_is_answered_on_a_platform_comes_back_as_it_was_meant(root: Path, target: str) -> None:
    survey, people = define.from_source(FORM), range(24)
    made = platforms.export(target, _published(root, target), [_in_words(survey, it) for it in people])
    done = pulse("collect", platforms.write(root, made), "--wave", "2026-11", "--json", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert stored(root) == _meant(survey, people)


_RATING = """\
id = "with-each-other"
title = "With each other"
dimensions = { directorate = "Where do you work?" }
[[item]]
id = "aims"
text = "We want the same for patients"
kind = "relationship"
about = "directorate"
scale = "agree5"
"""


@pytest.mark.parametrize("target", publish.TARGETS)
def test_each_group_is_rated_on_a_platform_too(tmp_path: Path, target: str) -> None:
    """Five in North say the highest of South and the other way round the lowest; of one's own group nothing is kept."""
    root = a_workspace(tmp_path / "w", _RATING, SETTINGS)
    (root / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    published = pulse("publish", "with-each-other", "--to", target, "--json", cwd=root)
    assert published.returncode == 0, published.stderr
    content = (root / json.loads(published.stdout)["file"]).read_bytes()
    said = {"North": "Strongly agree", "South": "Strongly disagree"}
    sheets: list[dict[str, str | list[str]]] = []
    for home in ("North", "South") * 5:
        rated = {f"We want the same for patients [{name}]": said[home] for name in ("North", "South")}
        sheets.append({"Where do you work?": home, **rated})
    done = pulse(
        "collect", platforms.write(root, platforms.export(target, content, sheets)), "--wave", "2026-11", cwd=root
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with sqlite3.connect(root / "pulse.db") as database:
        found = database.execute(
            "SELECT atom.place, rating_tally.place, answer, sum(people) FROM rating_tally JOIN atom ON atom.id = atom "
            "GROUP BY 1, 2, 3 ORDER BY 1"
        ).fetchall()
    assert found == [('["North", ""]', '["South"]', 5, 5), ('["South", ""]', '["North"]', 1, 5)]


def test_outside_a_workspace_nobody_knows_whom_to_rate(tmp_path: Path) -> None:
    done = pulse("publish", "working-together", "--to", "surveyjs", cwd=tmp_path)
    assert done.returncode != 0
    assert "no workspace" in done.stderr.lower() or "pulse init" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_xlsform_comes_back_from_odk_central_too(root: Path) -> None:
    survey, people = define.from_source(FORM), range(24)
    made = platforms.odk_central(_published(root, "xlsform"), [_in_words(survey, it) for it in people])
    done = pulse("collect", platforms.write(root, made), "--wave", "2026-11", "--json", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert stored(root) == _meant(survey, people)


def test_raw_data_of_redcap_comes_back_where_no_group_is_asked_by_a_list(tmp_path: Path) -> None:
    form = FORM.replace(', staff_group = "Which staff group are you in?"', "")
    root = a_workspace(tmp_path / "w", form)
    survey = define.from_source(form)
    people = [
        {text: said for text, said in _in_words(define.from_source(FORM), it).items() if "staff" not in text}
        for it in range(24)
    ]
    made = platforms.raw_redcap(_published(root, "redcap"), people, "how_are_we")
    done = pulse("collect", platforms.write(root, made), "--wave", "2026-11", "--json", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    answered = Counter(answers for _, answers in stored(root).elements())
    assert answered == Counter(answers for _, answers in _meant(survey, range(24)).elements())


@pytest.mark.parametrize(
    ("target", "name", "logic"),
    [
        ("xlsform", "who_in_team", "selected(${hurt}, 'my_team')"),
        ("xlsform", "outcome", "selected(${spoken}, 'yes')"),
        ("limesurvey", "whointeam", 'hurt_myteam.NAOK == "Y"'),
        ("limesurvey", "outcome", 'spoken.NAOK == "A1"'),
        ("redcap", "who_in_team", "[hurt(my_team)] = '1'"),
        ("redcap", "outcome", "[spoken] = 'yes'"),
        ("surveyjs", "who_in_team", "{hurt} contains 'my_team'"),
        ("surveyjs", "outcome", "{spoken} = 'yes'"),
    ],
)
def test_conditions_go_along(target: str, name: str, logic: str) -> None:
    shown = platforms.read(target, publish.to(target, define.from_source(FORM), {}).content)
    assert {it.name: it.logic for it in shown}[name] == logic


def _rows(target: str, delimiter: str, name: str) -> dict[str, dict[str, str]]:
    text = publish.to(target, define.from_source(FORM), {}).content.decode("utf-8-sig")
    return {row[name]: row for row in csv.DictReader(io.StringIO(text), delimiter=delimiter)}


def test_limits_of_ticks_and_options_that_stand_alone_go_along() -> None:
    lime = _rows("limesurvey", "\t", "name")
    assert (lime["need"]["max_answers"], lime["hurt"]["exclude_all_others"]) == ("2", "nobody")
    redcap = _rows("redcap", ",", "Variable / Field Name")
    told = redcap["need"]["Field Annotation"], redcap["hurt"]["Field Annotation"]
    assert told == ("@MAXCHECKED=2", "@NONEOFTHEABOVE='nobody'")


@pytest.mark.real
def test_the_dictionary_has_the_columns_and_field_types_of_real_ones() -> None:
    """Dictionaries of REDCap's test projects: see SOURCE.md in their folder."""
    types: set[str] = set()
    ours = _rows("redcap", ",", "Variable / Field Name")
    for path in sorted(shared("data/redcap-test-projects").glob("*-dictionary.csv")):
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        assert reader.fieldnames == list(ours["hurt"])
        types |= {row["Field Type"] for row in reader}
    assert {row["Field Type"] for row in ours.values()} - {"descriptive"} <= types


@pytest.mark.parametrize("target", ["qualtrics", "ms-forms", "google-forms"])
def test_what_a_file_cannot_say_is_listed_for_a_person(target: str) -> None:
    by_hand = " ".join(publish.to(target, define.from_source(FORM), {}).by_hand)
    told = {
        "qualtrics": ["who_in_team: display logic", "outcome: display logic", "need: response validation, at most 2",
                      "hurt: make “Nobody” exclusive"],
        "ms-forms": ["Question 5: branching, shown only after “My team; all of it” in question 4",
                     "Question 8: branching", "at most 2 selections", "“Nobody” cannot be made to stand alone"],
        "google-forms": ["who_in_team is asked of everybody", "outcome is seen also by those who skip"],
    }  # fmt: skip
    assert [it for it in told[target] if it not in by_hand] == []


@pytest.mark.parametrize("target", publish.TARGETS)
def test_the_same_questionnaire_gives_the_same_bytes(target: str) -> None:
    groups = {"team": ["A & B", "C"], "staff_group": ["Nurses"]}
    first = publish.to(target, define.from_source(FORM), groups)
    assert publish.to(target, define.from_source(FORM), groups) == first


def _alike(text: str) -> str:
    return FORM + f'[[item]]\nid = "another"\ntext = "{text}"\nkind = "text"\n'


@pytest.mark.parametrize("target", ["ms-forms", "google-forms", "redcap"])
@pytest.mark.parametrize("text", ["What came of it", "Which team - do you work in?", "1. What came of it? (required)"])
def test_words_that_would_come_back_as_others_are_refused(target: str, text: str) -> None:
    with pytest.raises(Stop) as refused:
        publish.to(target, define.from_source(_alike(text.replace("What came of it", "What came — of it"))), {})
    assert {it.code for it in refused.value.problems} == {"publish-texts-collide"}


def test_what_stands_in_brackets_tells_questions_apart() -> None:
    form = _alike("What came of it (at night)?")
    publish.to("ms-forms", define.from_source(form), {})


@pytest.mark.parametrize(
    ("target", "text"), [("ms-forms", "Name?"), ("google-forms", "Timestamp"), ("redcap", "Complete?")]
)
def test_words_of_the_platform_s_own_columns_are_refused(target: str, text: str) -> None:
    with pytest.raises(Stop) as refused:
        publish.to(target, define.from_source(_alike(text)), {})
    assert [it.code for it in refused.value.problems] == ["publish-texts-collide"]


@pytest.mark.parametrize("target", ["google-forms", "qualtrics"])
def test_an_option_that_reads_like_two_others_is_refused(target: str) -> None:
    form = FORM.replace('me = "Me, myself"', 'me = "Nobody, Patients or families"')
    with pytest.raises(Stop) as refused:
        publish.to(target, define.from_source(form), {})
    assert [it.code for it in refused.value.problems] == ["publish-texts-collide"]
    publish.to("ms-forms", define.from_source(form), {})  # its ticks are parted by another sign


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("xlsform", "start"),
        ("qualtrics", "status"),
        ("redcap", "record_id"),
        ("surveyjs", "team"),
        ("limesurvey", "token"),
    ],
)
def test_an_id_that_is_a_column_of_the_platform_s_own_is_refused(target: str, name: str) -> None:
    form = _alike("Something else?").replace('"another"', f'"{name}"')
    with pytest.raises(Stop) as refused:
        publish.to(target, define.from_source(form), {})
    assert [it.code for it in refused.value.problems] == ["publish-name-taken"]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("xlsform", "Is it ${hurt}?"),
        ("limesurvey", "Is it {hurt}?"),
        ("qualtrics", "Is it [[Choices]]?"),
        ("redcap", "This | that?"),
        ("qualtrics", "Is it <b>you</b>?"),
        ("limesurvey", "Is it <b>you</b>?"),
        ("redcap", "Is it <b>you</b>?"),
    ],
)
def test_a_sign_of_the_format_s_own_is_refused(target: str, text: str) -> None:
    with pytest.raises(Stop) as refused:
        publish.to(target, define.from_source(_alike(text)), {})
    assert {it.code for it in refused.value.problems} == {"publish-sign"}


def test_an_unknown_target_and_an_unknown_wave_are_told(root: Path) -> None:
    assert "xlsform" in pulse("publish", "how-are-we", "--to", "paperless", cwd=root).stderr
    done = pulse("publish", "how-are-we", "--to", "redcap", "--wave", "2026-12", cwd=root)
    assert "2026-12" in done.stderr
    assert done.returncode == 2


def test_what_was_opened_for_a_wave_is_published_with_what_it_adds(root: Path) -> None:
    opened = pulse("open", "how-are-we", "--wave", "2026-12", cwd=root)
    assert opened.returncode == 0, opened.stderr
    done = pulse("publish", "how-are-we", "--to", "qualtrics", "--wave", "2026-12", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "[[ID:hurt]]" in (root / "published" / "how-are-we.2026-12.qualtrics.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("survey", ["stock-take", "weekly-check-in", "engagement-nine"])
def test_shipped_questionnaires_go_to_every_target(survey: str) -> None:
    found = {it.id: it for it in define.library(define.shipped())}[survey]
    for target in publish.TARGETS:
        shown = platforms.read(target, publish.to(target, found, {}).content)
        assert [it.text for it in shown][-len(found.items) :] == [it.text for it in found.items], target


# --- outside judges ---------------------------------------------------------------------------------------------------


def test_pyxform_accepts_the_xlsform_without_a_warning(root: Path, tmp_path: Path) -> None:
    from pyxform.xls2xform import convert

    path = tmp_path / "form.xlsx"
    path.write_bytes(_published(root, "xlsform"))
    warnings: list[str] = []
    made = convert(xlsform=path, warnings=warnings)
    assert warnings == []
    assert 'nodeset="/data/who_in_team"' in made.xform
    assert "selected( /data/hurt , 'my_team')" in made.xform
    assert "count-selected(.) &lt;= 2" in made.xform


def _node(script: str, *arguments: str) -> Any:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js")
    done = subprocess.run(
        [node, "-e", script, *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


_LIBRARY = Path(__file__).parents[2] / ".node" / "node_modules" / "survey-core"
_MODEL = """
const { Model } = require(process.argv[1]);
const model = new Model(JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8')));
const seen = () => model.getAllQuestions().filter((it) => it.isVisible).map((it) => it.name);
const hurt = model.getQuestionByName('hurt');
const first = seen();
model.setValue('hurt', ['my_team']);
model.setValue('spoken', 'yes');
const second = seen();
hurt.renderedValue = ['my_team', 'nobody'];
console.log(JSON.stringify({ errors: model.jsonErrors, first, second, alone: model.getValue('hurt'),
  most: model.getQuestionByName('need').maxSelectedChoices }));
"""


def test_surveyjs_reads_its_json_without_errors_and_follows_its_conditions(root: Path, tmp_path: Path) -> None:
    if not _LIBRARY.exists():
        pytest.skip("needs survey-core: npm install --prefix .node survey-core@3.1.1")
    path = tmp_path / "form.json"
    path.write_bytes(_published(root, "surveyjs"))
    told = _node(_MODEL, str(_LIBRARY), str(path))
    assert not told["errors"]
    assert not {"who_in_team", "outcome"} & set(told["first"])
    assert {"who_in_team", "outcome"} <= set(told["second"])
    assert told["alone"] == ["nobody"]
    assert told["most"] == 2


def test_requests_to_google_have_the_fields_that_the_api_knows(root: Path) -> None:
    """Names and types of fields: discovery document of forms.v1, revision 20250422."""
    schemas = json.loads((Path(__file__).parent / "forms_v1_fields.json").read_text(encoding="utf-8"))["schemas"]
    for request in platforms.requests(_published(root, "google-forms")):
        assert list(_misfits(schemas, "Request", request)) == []
    assert list(_misfits(schemas, "Request", {"createItem": {"item": {"titel": "x"}}})) == ["Item.titel"]
    wrong = {"createItem": {"location": {"index": "1"}}}
    assert list(_misfits(schemas, "Request", wrong)) == ["Location.index"]


def _misfits(schemas: Mapping[str, Mapping[str, Any]], kind: str, value: Mapping[str, Any]) -> Any:
    """Fields of a body that its schema does not have, or has as another type; and values out of an enumeration."""
    plain = {"string": str, "boolean": bool, "integer": int}
    for name, content in value.items():
        known = schemas[kind].get(name)
        if known is None:
            yield f"{kind}.{name}"
        elif isinstance(known, list):
            if content not in known:
                yield f"{kind}.{name}"
        elif known.startswith("list of "):
            for each in content:
                yield from _misfits(schemas, known.removeprefix("list of "), each)
        elif known in plain:
            if type(content) is not plain[known]:
                yield f"{kind}.{name}"
        else:
            yield from _misfits(schemas, known, content)


_FORM_APP = """
const calls = [];
const recorder = (kind) => {
  const it = { kind };
  const self = new Proxy(it, { get: (_, name) => name === 'kind' ? kind : name === 'made' ? it : (...given) => {
    if (name === 'createChoice') return [given[0], given[1] && given[1].kind ? given[1].made.setTitleAt : given[1]];
    it[name] = given[0];
    return self;
  } });
  it.setTitleAt = calls.length;
  calls.push(it);
  return self;
};
const form = new Proxy({}, { get: (_, name) => name.startsWith('add') ? () => recorder(name) : () => form });
const validation = { requireSelectAtMost: (most) => ({ build: () => most }) };
globalThis.FormApp = { create: () => form, createCheckboxValidation: () => validation,
  PageNavigationType: { CONTINUE: 'CONTINUE', SUBMIT: 'SUBMIT' } };
globalThis.Logger = { log: () => {} };
const script = require('fs').readFileSync(process.argv[1], 'utf8');
new Function(script + '\\nmakeForm();')();
console.log(JSON.stringify(calls));
"""


def test_the_script_makes_every_question_and_leads_past_what_is_asked_of_some(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "form.gs"
    path.write_bytes(_published(root, "google-forms"))
    made = _node(_FORM_APP, str(path))
    titles = [it.get("setTitle", "") for it in made]
    assert [it["kind"] for it in made] == [
        "addListItem", "addListItem", "addMultipleChoiceItem", "addCheckboxItem", "addMultipleChoiceItem",
        "addCheckboxItem", "addMultipleChoiceItem", "addPageBreakItem", "addMultipleChoiceItem", "addPageBreakItem",
        "addParagraphTextItem", "addMultipleChoiceItem",
    ]  # fmt: skip
    spoken = made[titles.index("Have you spoken of it?")]
    behind = 9  # the section in front of the question in own words
    assert spoken["setChoices"] == [["Yes", "CONTINUE"], ["No", behind], ["I would rather not say", behind]]
    assert made[titles.index("What is needed most? Choose up to two.")]["setValidation"] == 2
    assert made[titles.index("Is it the whole team?")]["setHelpText"].startswith(
        "Only if you chose “My team; all of it”"
    )

"""Which column answers which item: only what is certain is taken; the rest is proposed, with its dangers.

1. Ids, exact and same words are taken where the answers fit too; a changed scale under equal words is another version.
2. Whatever is merely alike is proposed, best first, at most three - never taken.
3. A proposal is dangerous near another item or column, and where the differing words turn the meaning.
4. Numbers with words in place of an end are asked about. 5. Options that hold the separator; half an option stops.
6. Extra options and options renamed are told. 7. `Other` text. 8. Grids, and stems lost by Microsoft Forms.
9. Labels that repeat. 10. A draft never holds anybody's own words.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pulse import collect, define
from pulse.collect.answers import Answers
from pulse.collect.normal import asked, part_of
from pulse.collect.wording import contrast
from pulse.model.exports import Columns, Unmatched
from pulse.model.problems import Stop
from pulse.settings import Limits

_AGREE = ["Agree", "Disagree", "Agree", "Strongly agree", "Agree", "Neither agree nor disagree"]


class Case:
    """One export against one questionnaire: columns as label -> cells, items as lines of TOML."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mapping = folder / "s.generic.map.toml"

    def write(self, columns: Sequence[tuple[str, Sequence[str]]]) -> None:
        longest = max(len(cells) for _label, cells in columns)
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow([label for label, _cells in columns])
        for at in range(longest):
            writer.writerow([cells[at] if at < len(cells) else "" for _label, cells in columns])
        (self.folder / "export.csv").write_text(text.getvalue(), encoding="utf-8", newline="")

    def look(self, items: str, *columns: tuple[str, Sequence[str]], mapping: str = "") -> Columns:
        self.write(columns)
        if mapping:
            self.mapping.write_text('survey = "s"\nplatform = "generic"\n' + mapping, encoding="utf-8")
        return collect.columns(self.folder / "export.csv", **self.how(items))

    def draft(self, items: str) -> str:
        collect.draft_mapping(self.folder / "export.csv", **self.how(items))
        return self.mapping.read_text(encoding="utf-8")

    def how(self, items: str) -> dict[str, Any]:
        survey = define.from_source('id = "s"\ntitle = "S"\n' + items)
        return {"survey": survey, "mapping": lambda _: self.mapping, "encoding": None, "limits": Limits()}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def _scale(name: str, text: str, scale: str = "agree5") -> str:
    return f'[[item]]\nid = "{name}"\ntext = "{text}"\nscale = "{scale}"\n'


def _many(name: str, text: str, options: str, extra: str = "") -> str:
    return f'[[item]]\nid = "{name}"\ntext = "{text}"\nchoose = "any"\noptions = {{ {options} }}\n{extra}'


def _taken(columns: Columns) -> dict[str, list[tuple[int, str]]]:
    taken: dict[str, list[tuple[int, str]]] = {}
    for match in columns.matches:
        if name := match.item or match.dimension:
            taken.setdefault(name, []).append((match.heading.position, match.how))
    return taken


def _codes(columns: Columns) -> list[str]:
    return [fault.code for fault in columns.problems]


def _open(columns: Columns) -> dict[str, Unmatched]:
    return {each.name: each for each in columns.unmatched}


# --- 1. what is certain ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    ["heard", "I am heard.", "  2. i am  HEARD ", "<strong>I am heard</strong>.", "*I am heard.*",
     "I am heard (required)", "I am heard. (1 = not at all, 5 = very much)", "I\u00a0am heard.*"],
)  # fmt: skip
def test_ids_and_same_words_are_taken(case: Case, label: str) -> None:
    found = case.look(_scale("heard", "I am heard."), ("team", ["A"] * 6), (label, _AGREE))
    assert list(_taken(found)) == ["heard"], found.problems
    assert found.problems == ()


def test_same_words_with_another_scale_are_another_version(case: Case) -> None:
    items = _scale("heard", "I am heard.")
    found = case.look(items, ("I am heard.", ["Often", "Never", "Often", "Sometimes", "Often", "Never", "Sometimes"]))
    assert _taken(found) == {}
    assert _codes(found) == ["items-unmatched", "answers-misfit"]
    assert 'change = "rescaled"' in found.problems[1].remedy
    assert "Often" not in "".join(fault.words + fault.remedy for fault in found.problems)
    draft = case.draft(items)
    assert '# [answers.heard]\n# "Never" = "?"' in draft
    assert tomllib.loads(draft)["absent"] == []


# --- 2. what is proposed ---------------------------------------------------------------------------------------------


def test_alike_words_are_proposed_and_never_taken(case: Case) -> None:
    items = _scale("energy", "I have energy left at the end of the working day.")
    found = case.look(
        items,
        ("How tall is the tree?", _AGREE),
        ("I have energy left when the working day ends", _AGREE),
        ("I've energy left at the end of the working day", _AGREE),
    )
    assert _taken(found) == {}
    (energy,) = found.unmatched
    assert [(it.heading.position, it.why, it.fits) for it in energy.proposals] == [
        (3, "wording", True),
        (2, "wording", True),
    ]
    assert energy.proposals[0].score > energy.proposals[1].score


def test_at_most_three_are_proposed(case: Case) -> None:
    columns = [(f"I have energy left at the end of the day {word}", _AGREE) for word in ("so", "or", "if", "as", "by")]
    found = case.look(_scale("energy", "I have energy left at the end of the day."), *columns)
    assert len(found.unmatched[0].proposals) == 3


def test_the_place_in_a_confirmed_mapping_comes_before_alike_words(case: Case) -> None:
    """The label was changed on the platform; a column inserted before shifted its place, and its neighbour with it."""
    items = _scale("heard", "I am heard.") + _scale("energy", "I have energy.")
    mapping = """
[[column]]
label = "Voice"
position = 1
item = "heard"
[[column]]
label = "Vigour"
position = 2
item = "energy"
"""
    columns = [("New", ["a"]), ("Voice", _AGREE), ("Power", _AGREE), ("I have energy left", _AGREE)]
    found = case.look(items, *columns, mapping=mapping)
    proposals = _open(found)["energy"].proposals
    assert [(it.heading.position, it.why) for it in proposals] == [(3, "place"), (4, "wording")]
    assert _taken(found) == {"heard": [(2, "mapping")]}


def test_a_column_between_two_neighbours_is_proposed(case: Case) -> None:
    items = _scale("one", "First statement.") + _scale("two", "I am heard.") + _scale("three", "Third statement.")
    found = case.look(items, ("one", _AGREE), ("Do they listen?", _AGREE), ("three", _AGREE))
    assert [(it.heading.position, it.why) for it in _open(found)["two"].proposals] == [(2, "place")]


def test_a_block_of_columns_is_proposed_for_a_reworded_choose_any(case: Case) -> None:
    items = _many("hurt", "Who is hurting at the moment?", 'me = "Me", team = "My team", none = "Nobody"')
    ticks = ["x", "", "x"]
    found = case.look(items, ("Me", ticks), ("My team", ticks), ("No one", ticks))
    (block,) = found.unmatched[0].proposals
    assert [(heading.position, option) for heading, option in block.ticks] == [(1, "me"), (2, "team"), (3, "")]
    assert not block.ready
    assert '# option = "?"' in case.draft(items)


# --- 3. what is dangerous --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Is your employer primarily a tech company?", "Was your employer primarily a tech company?"),
        ("Describe a supportive response to an issue.", "Describe an unsupportive response to an issue."),
        ("How important is physical health here?", "How important is mental health here?"),
        ("Does your employer offer help?", "Does your previous employer offer help?"),
        ("My manager listens to me.", "My team listens to me."),
        ("Did you feel that staff responded quickly?", "Did you feel that the TOC responded quickly?"),
        ("I would recommend working here.", "I would not recommend working here."),
        ("I never think of leaving.", "I think of leaving."),
        ("What is needed most, now?", "What is needed most, in the long term?"),
        ("I was unwell in the last 3 months.", "I was unwell in the last 12 months."),
        ("I am satisfied with my job.", "I am dissatisfied with my job."),
    ],
)
def test_words_that_turn_the_meaning_are_dangerous(case: Case, ours: str, theirs: str) -> None:
    found = case.look(_scale("one", ours), (theirs, _AGREE))
    assert _taken(found) == {}
    (proposal,) = found.unmatched[0].proposals
    assert proposal.danger.startswith("the words differ by")
    draft = case.draft(_scale("one", ours))
    assert f"# DANGEROUS: {proposal.danger}." in draft


def test_a_mere_rewording_is_not_dangerous(case: Case) -> None:
    found = case.look(
        _scale("energy", "I have energy left at the end of a day."), ("Energy is left at day's end", _AGREE)
    )
    assert contrast("i have enough energy for the day", "i have energy for the day") == ""
    assert all(not it.danger for it in found.unmatched[0].proposals)


def test_near_another_item_is_dangerous(case: Case) -> None:
    items = _scale("walk", "I enjoy the walks we do.") + _scale("talk", "I enjoy the talks we do.")
    found = case.look(items, ("I enjoy the balks we do", _AGREE), ("I enjoy the talks we do.", _AGREE))
    (proposal,) = _open(found)["walk"].proposals
    assert "'talk', another item" in proposal.danger


def test_near_another_column_is_dangerous(case: Case) -> None:
    columns = [("I enjoy the walks here", _AGREE), ("I enjoy the talks here", _AGREE)]
    found = case.look(_scale("walk", "I enjoy the balks here."), *columns)
    assert [it.danger for it in found.unmatched[0].proposals] == [
        "column 2 is nearly as like",
        "column 1 is nearly as like",
    ]


# --- 4. numbers with worded end points -------------------------------------------------------------------------------

_TEN = "[[item]]\nid = 'likely'\ntext = 'How likely?'\nchoose = 1\noptions = { " + (
    ", ".join(f"o{at} = '{at}'" for at in range(1, 11)) + " }\n"
)


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (["Very likely", *map(str, range(9, 0, -1))] * 3, ['# "Very likely" = "o10"']),
        (["Not at all", *map(str, range(2, 11))] * 3, ['# "Not at all" = "o1"']),
        (["Low", "High", *map(str, range(2, 10))], ['# "Low" = "?"', '# "High" = "?"']),
    ],
)
def test_words_in_place_of_an_end_are_asked_about_though_most_cells_fit(
    case: Case, cells: list[str], lines: list[str]
) -> None:
    found = case.look(_TEN, ("How likely?", cells))
    assert _taken(found) == {}
    assert _codes(found) == ["items-unmatched", "ends-worded"]
    draft = case.draft(_TEN)
    for line in lines:
        assert line in draft
    said = draft.replace("# [answers.likely]", "[answers.likely]")
    for line in lines:
        said = said.replace(line, line.removeprefix("# ").replace('"?"', '"o1"' if "Low" in line else '"o10"'))
    case.mapping.write_text(said, encoding="utf-8")
    assert _codes(case.look(_TEN, ("How likely?", cells))) == []


def test_numbers_between_the_worded_ends_of_a_scale_are_asked_about(case: Case) -> None:
    items = _scale("heard", "I am heard.")
    found = case.look(items, ("I am heard.", ["Strongly agree", "4", "3", "2", "1", "Strongly agree"]))
    assert _codes(found) == ["items-unmatched", "ends-worded"]
    options = [o.id for o in define.from_source('id = "s"\ntitle = "S"\n' + items).items[0].options]
    draft = case.draft(items)
    for number, option in zip("1234", options, strict=False):
        assert f'# "{number}" = "{option}"' in draft


def test_a_whole_run_of_numbers_is_no_worded_end(case: Case) -> None:
    cells = [*map(str, range(1, 11)), "n/a"]
    found = case.look(_TEN, ("How likely?", cells))
    assert list(_taken(found)) == ["likely"]


# --- 5. options that hold the separator ------------------------------------------------------------------------------

_HPC = _many("use", "What do you use?", 'hpc = "Simulation, AI/ML", web = "Web", ml = "Traditional HPC"')


def _read_ticks(items: str, cell: str, separator: str = ", ") -> tuple[frozenset[int], int]:
    item = define.from_source('id = "s"\ntitle = "S"\n' + items).items[0]
    other = item.options[-1].id if item.options[-1].id == "other" else ""
    return Answers(item, {}, other).many(cell, separator)


@pytest.mark.parametrize(
    ("cell", "ticked", "unknown"),
    [
        ("Simulation, AI/ML", {1}, 0),
        ("Web, Simulation, AI/ML, Traditional HPC", {1, 2, 3}, 0),
        ("Web", {2}, 0),
        ("AI/ML, Web", {2}, 1),
        ("Web, something else", {2}, 1),
    ],
)
def test_the_longest_option_is_taken_first(cell: str, ticked: set[int], unknown: int) -> None:
    assert _read_ticks(_HPC, cell) == (frozenset(ticked), unknown)


def test_a_trailing_separator_is_no_answer() -> None:
    assert _read_ticks(_HPC, "Web;Traditional HPC;", ";") == (frozenset({2, 3}), 0)


def test_half_an_option_is_never_other() -> None:
    items = _HPC.replace('ml = "Traditional HPC"', 'other = "Another"')
    assert _read_ticks(items, "AI/ML, Web") == (frozenset({2}), 1)
    assert _read_ticks(items, "Farming, Web") == (frozenset({2, 3}), 0)


def test_half_an_option_stops_even_where_most_cells_fit(case: Case) -> None:
    mapping = '[[column]]\nlabel = "What do you use?"\nitem = "use"\nseparator = ", "\n'
    cells = ["Web"] * 30 + ["AI/ML, Web"]
    found = case.look(_HPC, ("What do you use?", cells), mapping=mapping)
    assert _codes(found) == ["items-unmatched", "option-cut"]
    assert found.problems[1].words.startswith("1 cells")
    mended = case.look(_HPC, ("What do you use?", ["Web"] * 30 + ["Simulation, AI/ML, Web"]), mapping=mapping)
    assert _codes(mended) == []


# --- 6. extra options, options renamed; 7. other ---------------------------------------------------------------------

_HURT = _many("hurt", "Who is hurt?", 'me = "Me", team = "My team"')


def test_a_column_of_an_extra_option_is_told_not_lost(case: Case) -> None:
    columns = [("Who is hurt? [Me]", ["Yes", "No"]), ("Who is hurt? [My team]", ["No", "No"])]
    extra = ("Who is hurt? [Patients]", ["Yes", "No"])
    header = [("Timestamp", ["11/13/2026 10:05:11"] * 2)]  # Google Forms: "stem [row]"
    found = case.look(_HURT, *header, *columns, extra)
    assert _codes(found) == ["option-unmatched"]
    assert found.problems[0].place.column == 4
    assert '# option = "?"\n# ignore = true' in case.draft(_HURT)
    case.mapping.unlink()
    ignored = '[[column]]\nlabel = "Who is hurt? [Patients]"\nignore = true\n'
    assert _codes(case.look(_HURT, *header, *columns, extra, mapping=ignored)) == []


def test_own_words_under_the_stem_are_no_option(case: Case) -> None:
    header = [("Timestamp", ["11/13/2026 10:05:11"] * 2)]
    columns = [("Who is hurt? [Me]", ["Yes", "No"]), ("Who is hurt? [My team]", ["No", "No"])]
    found = case.look(_HURT, *header, *columns, ("Who is hurt? [Other]", ["my cat", "the neighbours"]))
    assert _codes(found) == []


def test_options_renamed_are_asked_about_and_the_mapping_of_answers_is_taken(case: Case) -> None:
    cells = ["Myself", "Myself;My team;", "Myself", "My team", "Myself"]
    assert _codes(case.look(_HURT, ("Who is hurt?", cells))) == ["items-unmatched", "answers-misfit"]
    assert '# "myself" = "?"' in case.draft(_HURT)
    case.mapping.unlink()
    assert _codes(case.look(_HURT, ("Who is hurt?", cells), mapping='[answers.hurt]\n"Myself" = "me"\n')) == []
    one_column = '[[column]]\nlabel = "Who is hurt?"\nposition = 1\nitem = "hurt"\nanswers = { "Myself" = "me" }\n'
    assert _codes(case.look(_HURT, ("Who is hurt?", cells), mapping=one_column)) == []


def test_other_takes_what_else_was_written(case: Case) -> None:
    items = _many("hurt", "Who is hurt?", 'me = "Me", team = "My team", other = "Somebody else"')
    cells = ["Me", "Me;the porters;", "the cleaners", "My team;the porters"]
    assert _codes(case.look(items, ("Who is hurt?", cells))) == ["items-unmatched", "answers-misfit"]
    mapping = '[[column]]\nlabel = "Who is hurt?"\nitem = "hurt"\nother = "other"\n'
    assert _codes(case.look(items, ("Who is hurt?", cells), mapping=mapping)) == []


# --- 8. grids and lost stems -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Trust: AI-systems are reliable", "ai-systems are reliable"),
        ("How far do you agree? - I am heard.", "i am heard"),
        ("How far do you agree? [I am heard.]", "i am heard"),
        ("I am heard.", ""),
    ],
)
def test_the_statement_of_a_question(text: str, part: str) -> None:
    assert part_of(text) == part


def test_anchors_behind_a_question_do_not_count() -> None:
    assert asked("How are you? (0 = bad, 10 = good)") == "how are you"
    assert asked("How are you (really)?") == "how are you (really)"


def test_a_statement_without_its_stem_is_the_item_where_no_other_has_it(case: Case) -> None:
    items = _scale("heard", "How far do you agree? I say: My voice counts.") + _scale("safe", "I am safe.")
    assert list(_taken(case.look(items, ("My voice counts.", _AGREE), ("I am safe.", _AGREE)))) == ["heard", "safe"]


def test_a_statement_two_items_share_is_only_proposed(case: Case) -> None:
    """Microsoft Forms drops the stems and counts the repeated statement: nothing tells which is which."""
    items = _scale("trust", "Trust: AI-systems are here to stay") + _scale("fear", "Fear: AI-systems are here to stay")
    label = "AI-systems are here to stay"
    found = case.look(items, (label, _AGREE), (label + "2", _AGREE))
    assert _taken(found) == {}
    for name in ("trust", "fear"):
        assert [it.heading.position for it in _open(found)[name].proposals] == [1, 2]
        assert all(it.danger for it in _open(found)[name].proposals)


def test_a_statement_that_stands_once_is_not_taken_for_one_of_two_items(case: Case) -> None:
    items = _scale("trust", "Trust: AI-systems are here to stay") + _scale("fear", "Fear: AI-systems are here to stay")
    assert _taken(case.look(items, ("AI-systems are here to stay", _AGREE))) == {}


def test_a_counted_statement_is_only_proposed_though_one_item_has_it(case: Case) -> None:
    items = _scale("fear", "Fear: AI-systems are here to stay")
    label = "AI-systems are here to stay"
    found = case.look(items, (label, _AGREE), (label + "2", _AGREE))
    assert _taken(found) == {}
    assert len(found.unmatched[0].proposals) == 2


@pytest.mark.parametrize("label", ["How far do you agree? [I am heard.]", "How far do you agree? [i am heard]"])
def test_the_row_of_a_google_grid_is_the_item(case: Case, label: str) -> None:
    header = ("Timestamp", ["11/13/2026 10:05:11"] * 6)
    found = case.look(_scale("heard", "I am heard."), header, (label, _AGREE))
    assert _taken(found) == {"heard": [(2, "same text")]}


# --- 9. labels that repeat -------------------------------------------------------------------------------------------


def test_an_item_two_columns_are_headed_like_is_asked_about(case: Case) -> None:
    found = case.look(_scale("heard", "I am heard."), ("I am heard.", _AGREE), ("x", ["1"]), ("I am heard.", _AGREE))
    assert _codes(found) == ["items-unmatched", "item-repeated"]
    assert "columns 1 and 3" in found.problems[1].words


def test_a_mapped_label_that_repeats_is_refused_unless_its_position_is_named(case: Case) -> None:
    columns = [("Why?", _AGREE), ("I am safe.", _AGREE), ("Why?", _AGREE)]
    items = _scale("heard", "I am heard.")
    with pytest.raises(Stop) as stop:
        case.look(items, *columns, mapping='[[column]]\nlabel = "Why?"\nitem = "heard"\n')
    assert stop.value.problems[0].code == "mapping-label-twice"
    assert "columns 1 and 3" in stop.value.problems[0].words
    said = '[[column]]\nlabel = "Why?"\nposition = 3\nitem = "heard"\n'
    assert _taken(case.look(items, *columns, mapping=said)) == {"heard": [(3, "mapping")]}


def test_a_label_that_repeats_and_is_not_mapped_is_only_listed(case: Case) -> None:
    found = case.look(_scale("heard", "I am heard."), ("Why?", ["a"]), ("I am heard.", _AGREE), ("why? ", ["b"]))
    assert found.facts.repeated == ((1, 3),)
    assert found.problems == ()


# --- 10. what a draft never holds ------------------------------------------------------------------------------------


def test_own_words_never_reach_the_draft(case: Case) -> None:
    items = _scale("heard", "I am heard.")
    often = ["Often", "Often", "Seldom", "Seldom"]
    case.look(items, ("I am heard.", [*often, "My manager Bob Miller ignores me", "ada@example.org"]))
    draft = case.draft(items)
    assert "Bob" not in draft
    assert "ada@" not in draft
    case.mapping.unlink()
    case.look(
        items, ("I am heard.", [*often, "Only once", "Often said\nby two", "Often said\nby two", "x" * 80, "x" * 80])
    )
    draft = case.draft(items)
    assert '# "Often" = "?"\n# "Seldom" = "?"\n# and 3 more' in draft
    case.mapping.unlink()
    many = [f"answer {at}" for at in range(21)] * 2
    case.look(items, ("I am heard.", many))
    assert "answer 1" not in case.draft(items)


# --- 11. options without a column -------------------------------------------------------------------------------------

_THREE = _many("who", "Who is hurt?", 'me = "Me", team = "My team", none = "Nobody"')
_TICKS = ("Yes", "No", "Yes")


def _option_columns(*headings: str) -> list[tuple[str, Sequence[str]]]:
    """As Google Forms has them: "stem [option]"."""
    return [("Timestamp", ["11/13/2026 10:05:11"] * 3), *((heading, _TICKS) for heading in headings)]


@pytest.mark.parametrize(
    "last",
    ["Are you safe? [Nobody]", "Nobody", "Who is hurt today? [Nobody]", "Who is hurt? [Noboby at all]"],
    ids=["under another question", "alone", "under a reworded one", "reworded itself"],
)
def test_an_option_whose_column_is_called_otherwise_is_not_left_out_in_silence(case: Case, last: str) -> None:
    columns = _option_columns("Who is hurt? [Me]", "Who is hurt? [My team]", last)
    (told,) = [it for it in case.look(_THREE, *columns).problems if it.code == "options-missing"]
    assert '"who.none"' in told.words
    assert '`absent` above: "who.none"' in case.draft(_THREE)


def test_two_option_columns_that_changed_their_heads_with_others_are_told(case: Case) -> None:
    """The heads of "My team" and of a column that nobody asked for were swapped by hand."""
    columns = _option_columns("Who is hurt? [Me]", "On leave", "Who is hurt? [Nobody]")
    assert _codes(case.look(_THREE, *columns, ("My team", _TICKS))) == ["options-missing"]


@pytest.mark.parametrize("how", ["own words", "mapping"])
def test_options_that_an_export_does_not_offer_are_said_to_be_absent(case: Case, how: str) -> None:
    heads = ("Who is hurt? [Me]", "Who is hurt? [My team]") if how == "own words" else ("A", "B")
    mapped = "".join(
        f'[[column]]\nlabel = "{label}"\nitem = "who"\noption = "{option}"\n'
        for label, option in zip("AB", ("me", "team"), strict=True)
        if how == "mapping"
    )
    assert _codes(case.look(_THREE, *_option_columns(*heads), mapping=mapped)) == ["options-missing"]
    said = case.look(_THREE, *_option_columns(*heads), mapping='absent = ["who.none"]\n' + mapped)
    assert (_codes(said), said.absent) == ([], ("who.none",))


@pytest.mark.parametrize(("name", "faulty"), [("who.nome", True), ("whom.none", True), ("who.pets", False)])
def test_absent_names_options_that_some_version_may_have(case: Case, name: str, faulty: bool) -> None:
    columns = _option_columns("Who is hurt? [Me]", "Who is hurt? [My team]", "Who is hurt? [Nobody]")
    mapping = f'absent = ["{name}"]\n'
    if not faulty:
        assert _codes(case.look(_THREE, *columns, mapping=mapping)) == []
        return
    with pytest.raises(Stop) as stop:
        case.look(_THREE, *columns, mapping=mapping)
    assert stop.value.problems[0].code in ("mapping-unknown-option", "mapping-unknown-item")


def test_an_option_column_with_other_answers_is_told_once(case: Case) -> None:
    columns = _option_columns("Who is hurt? [Me]", "Who is hurt? [Nobody]")
    often = ("Who is hurt? [My team]", ["Often", "Rarely", "Often"])
    assert _codes(case.look(_THREE, *columns, often)) == ["items-unmatched", "answers-misfit"]


def test_one_cell_with_all_ticks_needs_no_column_an_option(case: Case) -> None:
    assert _codes(case.look(_THREE, *_option_columns(), ("Who is hurt?", ["Me", "My team", "Me, My team"]))) == []

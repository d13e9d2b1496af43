"""Nothing shown can be turned back into a person: whole organisations, reported wave by wave, and attacked.

The attacker has the rows of all reports together and every size (`attacker`, which imports nothing of the product).
Figures that are made from others - differences, splits by mix, weights, limits - are not among what it reads: they are
functions of the figures it has.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import pulse
from tests.protect.attacker import Insight, attack
from tests.protect.organisations import NO_WALL, WALL, Organisation, Person, organisation, reports, tallies
from tests.protect.unknowns import Found, Question

Row = dict[str, object]
_SEEDS = st.integers(0, 10**9)


def _insight(org: Organisation) -> Insight:
    """What a manager knows of an organisation: what was asked, and how many of everybody answered it."""
    questions: dict[str, Question] = {}
    sizes: dict[tuple[str, str], Mapping[tuple[tuple[str, ...], str], int]] = {}
    for item in org.survey.items:
        counted = tuple(option.id for option in item.options if not option.aside)
        follows = (item.ask_if.item, item.ask_if.option) if item.ask_if else None
        questions[item.id] = Question(counted, item.kind == "many", item.kind == "scale", follows)
        for label, people in zip(_labels(org), org.waves, strict=True):
            sizes[label, item.id] = Counter(
                it.where for it in people if item.id in it.answers and it.answers[item.id] <= set(counted)
            )
    frame = tuple(item.id for item in org.survey.items if item.frame)
    joined = {
        label: sum(it.answers.keys() >= {*frame} for it in people)
        for label, people in zip(_labels(org), org.waves, strict=True)
    }
    return Insight(questions, sizes, frame, joined if frame else {})


def _labels(org: Organisation) -> list[str]:
    return [tallies(org, at).wave.label for at in range(len(org.waves))]


# --- the attack ------------------------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(_SEEDS)
def test_fifty_organisations_keep_their_secrets(seed: int) -> None:
    org = organisation(seed, most_waves=3)
    assert [str(it) for it in attack(reports(org), _insight(org))] == []


def test_what_two_teams_hide_together_does_not_follow() -> None:
    """Teams of 17 and 21 show a and d and hide c, which their service and the other teams show: so b of both is 2.

    b + c is 17 - 4 - 7 = 6 of one and 21 - 10 - 5 = 6 of the other; c of both is 19 - 4 - 5 = 10.
    """
    org = organisation(78501)
    assert [str(it) for it in attack(reports(org), _insight(org))] == []


@pytest.mark.parametrize("seed", [12980, 200280], ids=["all groups", "a line of smaller teams"])
def test_what_those_left_out_of_the_picture_said_does_not_follow_from_groups_together(seed: int) -> None:
    """Nine of 343 left a question out; each team's answers add up to its people, so none of them named the board.

    One of 117 did; by the shares of everyone 58 or 59 named themselves, by those of teams and the line of others 58.
    """
    org = organisation(seed)
    assert [str(it) for it in attack(reports(org), _insight(org))] == []


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(4))
@settings(max_examples=250, deadline=None, database=None)
@given(_SEEDS)
def test_a_thousand_organisations_keep_their_secrets(part: int, seed: int) -> None:
    """A quarter of them each: `-n 4 --dist load` runs the quarters side by side."""
    org = organisation(4 * seed + part)
    assert [str(it) for it in attack(reports(org), _insight(org))] == []


def test_without_the_wall_the_same_organisations_tell_nearly_everything() -> None:
    found = [
        attack(reports(org, NO_WALL), _insight(org)) for org in (organisation(seed, most_waves=2) for seed in range(8))
    ]
    assert all(found)
    assert sum(map(len, found)) > 500


def test_withholding_what_is_small_is_not_enough() -> None:
    """A threshold and bands without partners: teams follow from directorates, bands from sums. What follows is true."""
    hows: Counter[str] = Counter()
    for org in (organisation(seed, most_waves=2) for seed in range(12)):
        found = attack([_small_withheld(text) for text in reports(org, NO_WALL)], replace(_insight(org), joined={}))
        hows.update(it.how for it in found)
        for it in found:
            assert it.low <= _truly(org, it) <= it.high, str(it)
    assert hows["subtracted"] > 20
    assert hows["narrowed"] > 20


def _small_withheld(text: str) -> str:
    """The rows with what is small hidden, and what is near an end banded, and nothing done about what follows."""
    rows: list[Row] = json.loads(text)
    for row in rows:
        if not row["shown"] or row["measure"] not in ("share", "favourable", "neutral", "unfavourable", "mean"):
            continue
        n, value = int(str(row["n"])), float(str(row["value"]))
        count = round(value * n)
        if n < (22 if row["measure"] == "mean" else 11):
            row |= {"shown": False, "value": None, "n": None}
        elif row["measure"] != "mean" and not 2 < count < n - 2:
            low = count <= 2
            row |= {"value": None, "band_low": 0.0 if low else 0.8, "band_high": 0.2 if low else 1.0}
    return json.dumps(rows)


def _truly(org: Organisation, found: Found) -> int:
    people = org.waves[_labels(org).index(found.wave)]
    wheres = set(found.who.split(" "))
    answers = set(found.answers.split("+"))
    held = [it for it in people if f"{'/'.join(it.where[0]) or '-'}:{it.where[1] or '-'}" in wheres]
    return sum(bool(answers & it.answers.get(found.item, frozenset())) for it in held)


# --- neighbours ------------------------------------------------------------------------------------------------------

_VALUES = ("n", "value", "lower", "upper", "band_low", "band_high", "shown")


@settings(max_examples=12, deadline=None)
@given(_SEEDS, st.sampled_from(("add", "remove", "flip")))
def test_one_person_more_fewer_or_changed_is_seen_only_among_many(seed: int, what: str) -> None:
    """Whoever is added, removed or changed in the last wave:

    1. A figure that two neighbours both show, and show differently, is of a group of 11 or more that she is in, in the
       wave she is in. Groups that she is not in differ by being withheld or not, and then only as partners; so
       other teams may be in "smaller teams together".
    2. A changed answer leaves who answered, and so who is withheld by size, as it was.
    3. She can be isolated in neither of the two: the attack finds nothing. That they are never both published is the
       ledger's part (`test_a_wave_that_was_reported_stands_whatever_comes_later`).
    """
    rng = Random(seed)  # noqa: S311
    org = organisation(seed, most_waves=2)
    if not org.waves[-1]:
        return
    where, other = _neighbour(rng, org, what)
    one, two = _figures(reports(org)[-1]), _figures(reports(other)[-1])
    last = _labels(org)[-1]
    for key in one.keys() & two.keys():
        before, after = one[key], two[key]
        if before["shown"] and after["shown"] and before != after:
            assert key[0] == last, "earlier waves stand"
            assert min(int(str(before["n"])), int(str(after["n"]))) >= WALL.min_answers
            assert _holds(key, where) or _is_line(key)
    if what == "flip":
        counts = [{key: row for key, row in it.items() if key[-1] == "count"} for it in (one, two)]
        assert counts[0] == counts[1]
    assert attack(reports(other), _insight(other)) == []


def _neighbour(rng: Random, org: Organisation, what: str) -> tuple[tuple[tuple[str, ...], str], Organisation]:
    people = list(org.waves[-1])
    at = rng.randrange(len(people))
    chosen = people[at]
    if what == "remove":
        del people[at]
    elif what == "add":
        people.append(rng.choice(org.waves[-1]))
        chosen = people[-1]
    else:
        people[at] = Person(chosen.where, {it: _other(rng, org, it, given) for it, given in chosen.answers.items()})
    return chosen.where, replace(org, waves=(*org.waves[:-1], tuple(people)))


def _other(rng: Random, org: Organisation, item: str, given: frozenset[str]) -> frozenset[str]:
    """Another answer; what decides whether a later question is asked stays."""
    if any(it.ask_if and it.ask_if.item == item for it in org.survey.items):
        return given
    options = [it.id for it in org.survey.by_id[item].options]
    return frozenset({rng.choice([it for it in options if given != {it}])})


def _figures(text: str) -> dict[tuple[str, ...], Row]:
    """What is said of groups' answers, by what it speaks of."""
    keys = ("wave", "dimension", "group", "item", "option", "item2", "option2", "item3", "option3", "measure")
    wanted = ("count", "share", "favourable", "neutral", "unfavourable", "mean", "flow")
    rows = [row for row in json.loads(text) if row["measure"] in wanted]
    return {tuple(str(row[it]) for it in keys): {it: row[it] for it in _VALUES} for row in rows}


def _is_line(key: tuple[str, ...]) -> bool:
    return key[2].rpartition(" / ")[2].startswith("Smaller ")


def _holds(key: tuple[str, ...], where: tuple[tuple[str, ...], str]) -> bool:
    _, dimension, group, *_ = key
    if dimension == "staff_group":
        return group == where[1]
    return dimension == "all" or (*where[0],)[: group.count(" / ") + 1] == tuple(group.split(" / "))


# --- permutations ----------------------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(_SEEDS)
def test_who_gave_which_answer_in_a_place_leaves_no_trace(seed: int) -> None:
    """Answers change hands among the people of one place and staff group, question by question: every figure stands.

    Scores and joined answers are of persons, and left out.
    """
    rng = Random(seed)  # noqa: S311
    org = organisation(seed, most_waves=2)
    one, two = (_unjoined(reports(it)[-1]) for it in (org, _exchanged(rng, org)))
    assert one == two


def _exchanged(rng: Random, org: Organisation) -> Organisation:
    waves: list[tuple[Person, ...]] = []
    for people in org.waves:
        answers: list[dict[str, frozenset[str]]] = [dict(it.answers) for it in people]
        for item in org.survey.by_id:
            for where in sorted({it.where for it in people}):
                held = [at for at, it in enumerate(people) if it.where == where and item in it.answers]
                given = [people[at].answers[item] for at in held]
                rng.shuffle(given)
                for at, answer in zip(held, given, strict=True):
                    answers[at][item] = answer
        waves.append(tuple(Person(it.where, said) for it, said in zip(people, answers, strict=True)))
    return replace(org, waves=tuple(waves))


def _unjoined(text: str) -> dict[tuple[str, ...], Row]:
    return {key: row for key, row in _figures(text).items() if key[-1] != "flow" and not key[3].startswith("score")}


@settings(max_examples=15, deadline=None)
@given(_SEEDS)
def test_what_is_withheld_by_size_is_withheld_whatever_people_answer(seed: int) -> None:
    """All answer otherwise, in the same numbers: the same groups are counted or not.

    Those that are not are told of nowhere, questions apart that some did not answer, or answered with "I cannot say":
    those have other sizes, and so other partners. A row that is withheld looks the same whatever the reason: nothing
    but what it speaks of is in it.
    """
    rng = Random(seed)  # noqa: S311
    org = organisation(seed, most_waves=2, skips=False)
    other = _redrawn(rng, org)
    one, two = (_figures(reports(it)[-1]) for it in (org, other))
    for key in one.keys() & two.keys():
        if key[-1] == "count":
            assert one[key] == two[key]
    counted = {it.id: {option.id for option in it.options if not option.aside} for it in org.survey.items}
    answered = {
        item
        for item, options in counted.items()
        if all(person.answers.get(item, set()) & options for person in (*org.waves[-1], *other.waves[-1]))
    }
    small = {key[:3] for key, row in one.items() if key[-1] == "count" and not row["shown"]}
    for figures in (one, two):
        for key, row in figures.items():
            if key[3] in answered and key[-1] != "flow":
                assert not (key[:3] in small and row["shown"]), key
            if not row["shown"]:
                assert {row[it] for it in _VALUES} == {None, False}


def _redrawn(rng: Random, org: Organisation) -> Organisation:
    waves = tuple(
        tuple(
            Person(it.where, {item: _other(rng, org, item, given) for item, given in it.answers.items()}) for it in wave
        )
        for wave in org.waves
    )
    return replace(org, waves=waves)


# --- as typed --------------------------------------------------------------------------------------------------------


def _workspace(root: Path, org: Organisation) -> Path:
    (root / "surveys").mkdir(parents=True)
    levels = ", ".join(f'"{it}"' for it in org.levels)
    (root / "pulse.toml").write_text(f'organisation = "O"\nlevels = [{levels}]\n', encoding="utf-8")
    (root / "surveys" / "s.toml").write_text(org.form, encoding="utf-8")
    return root


def _export(path: Path, org: Organisation, people: Sequence[Person], wave: str) -> Path:
    """What Microsoft Forms would give: one column a question, ticks behind each other."""
    survey = org.survey
    has_staff = "staff_group" in survey.dimensions
    head = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        *org.levels,
        *(["staff_group"] if has_staff else []),
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*head, *(item.text for item in survey.items)])
        for at, person in enumerate(people):
            texts = {item.id: {it.id: it.text for it in item.options} for item in survey.items}
            said = [
                "".join(f"{texts[item.id][it]};" for it in sorted(person.answers.get(item.id, ())))
                if item.kind == "many"
                else "".join(texts[item.id][it] for it in person.answers.get(item.id, ()))
                for item in survey.items
            ]
            when = f"{wave}-05 {at // 60 % 24:02}:{at % 60:02}:00"
            groups = [*person.where[0], *([person.where[1]] if has_staff else [])]
            writer.writerow([at + 1, when, when, "anonymous", "", *groups, *said])
    return path


def _reported(root: Path, wave: str) -> str:
    done = pulse("report", "--wave", wave, "--format", "json", "--output", str(root / "r.json"), cwd=root)
    assert done.returncode in (0, 1), done.stderr
    return json.dumps(json.loads((root / "r.json").read_text(encoding="utf-8"))["figures"])


@pytest.mark.parametrize("seed", [1, 14])
def test_exports_collected_and_reported_say_the_same_and_no_more(tmp_path: Path, seed: int) -> None:
    """Real files by the front door, wave after wave: the rows are those the attack is made on; late answers wait."""
    org = organisation(seed, most_waves=2)
    root = _workspace(tmp_path / "w", org)
    said: list[str] = []
    for label, people in zip(_labels(org), org.waves, strict=True):
        done = pulse("collect", str(_export(tmp_path / f"{label}.csv", org, people, label)), "--wave", label, cwd=root)
        assert done.returncode in (0, 1), done.stderr
        said.append(_reported(root, label))
        late = [*people, people[0]]
        pulse("collect", str(_export(tmp_path / f"{label}.csv", org, late, label)), "--wave", label, cwd=root)
        said.append(_reported(root, label))
        assert _figures(said[-1]) == _figures(said[-2])
    for text, made in zip(said[::2], reports(org), strict=True):
        assert {k: v for k, v in _figures(text).items() if k[3] != ""} == {
            k: v for k, v in _figures(made).items() if k[3] != ""
        }
    assert attack(said, _insight(org)) == []


@pytest.mark.parametrize("what", ["add", "remove", "flip"])
def test_a_wave_that_was_reported_stands_whatever_comes_later(tmp_path: Path, what: str) -> None:
    """The other half of the neighbour test: of two neighbours only one is ever published."""
    org = organisation(14, most_waves=1)
    root = _workspace(tmp_path / "w", org)
    (label,) = _labels(org)
    pulse("collect", str(_export(tmp_path / "a.csv", org, org.waves[0], label)), "--wave", label, cwd=root)
    before = _reported(root, label)
    _, other = _neighbour(Random(3), org, what)  # noqa: S311
    options = {"remove": ["--delete-missing"], "flip": ["--on-change", "replace"]}.get(what, [])
    export = _export(tmp_path / "b.csv", other, other.waves[0], label)
    pulse("collect", str(export), "--wave", label, *options, cwd=root)
    assert _figures(_reported(root, label)) == _figures(before)

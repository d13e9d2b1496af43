"""A wave's tallies folded at close: nothing small is left, nothing that is shown changes - in any organisation.

1. No tally left rests on 1 to 10 people: not by turnout, by who answered an item, by whose answer counts, by index.
2. A report made after folding says what one made before it said, figure by figure, hidden ones included.
3. A partner with shown groups inside does not come back as a smaller group.
4. Folding what is folded changes nothing; nobody is lost who counts in the total.
5. Where fewer than the threshold answered, nothing is kept, and the groups stay hidden.
6. Joined answers are kept for everyone only, and only where enough people joined them.
7. A figure that was shown under the rules of its time is folded by those rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import analyse, define, protect
from pulse.model.figures import Atom, FlowTally, IndexTally, ItemTally, WaveTallies
from pulse.model.groups import Group
from pulse.model.release import HIDDEN, About, Figure, Rules
from pulse.model.survey import Wave

_RULES = Rules(11, 22, 2)
_LEVELS = ("organisation", "directorate", "team")
_WAVE = Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 10))
_SURVEY = define.from_source(
    """\
id = "s"
title = "S"
dimensions = ["team", "staff_group"]
[[item]]
id = "scale"
text = "Scale?"
scale = "agree5"
index = "score"
[[item]]
id = "one"
text = "One?"
choose = 1
options = { a = "A", b = "B", unknown = "I cannot say" }
aside = ["unknown"]
[[item]]
id = "why"
text = "Why?"
choose = 1
options = { x = "X", y = "Y" }
ask_if = "one == a"
[[item]]
id = "many"
text = "Many?"
choose = "any"
options = { x = "X", y = "Y", z = "Z" }
[[item]]
id = "words"
kind = "text"
text = "Words?"
"""
)


def _organisation(seed: int) -> WaveTallies:
    """Teams of all sizes, people without a team at any level, two staff groups; some skip, some cannot say."""
    rng = Random(seed)  # noqa: S311 - invented answers
    responses: dict[Atom, int] = {}
    for place in _places(rng):
        for kind in rng.sample(("Nursing", "Doctors", ""), rng.randint(1, 3)):
            responses[Atom(place, (kind,))] = rng.choice((rng.randint(1, 5), rng.randint(1, 14), rng.randint(8, 60)))
    items: list[ItemTally] = []
    indices: list[IndexTally] = []
    flows: list[FlowTally] = []
    for atom, people in responses.items():
        items += _items(rng, atom, people)
        if scored := rng.choice((people, rng.randint(0, people))):
            total = sum(rng.choice((0, 2500, 5000, 10000)) for _ in range(scored))
            indices.append(IndexTally("score", atom, scored, total, total * 4000))
        flows += _flows(rng, atom, people)
    return WaveTallies(_WAVE, _SURVEY, _LEVELS, responses, {}, tuple(items), tuple(indices), tuple(flows))


def _places(rng: Random) -> list[tuple[str, str, str]]:
    found = [("", "", "")] if rng.random() < 0.6 else []
    for organisation in range(rng.randint(1, 3)):
        if rng.random() < 0.3:
            found.append((f"O{organisation}", "", ""))
        for directorate in range(rng.randint(1, 3)):
            if rng.random() < 0.4:
                found.append((f"O{organisation}", f"D{directorate}", ""))
            found += [(f"O{organisation}", f"D{directorate}", f"T{team}") for team in range(rng.randint(0, 4))]
    return found or [("O0", "D0", "T0")]


def _items(rng: Random, atom: Atom, people: int) -> list[ItemTally]:
    answered = rng.choice((people, people, rng.randint(0, people)))
    scale, one, many = [0] * 5, [0] * 3, [0] * 3
    tilt = [rng.choice((0.1, 1, 4)) for _ in range(5)]
    for _ in range(answered):
        scale[rng.choices(range(5), tilt)[0]] += 1
        one[rng.choices(range(3), tilt[:3])[0]] += 1
        many[rng.randrange(3)] += 1
    why = max(one[0] - rng.choice((0, 0, 1, 2, 5)), 0)
    x = rng.randint(0, why)
    return [
        ItemTally("scale", atom, answered, tuple(scale)),
        ItemTally("one", atom, answered, tuple(one)),
        ItemTally("why", atom, why, (x, why - x)),
        ItemTally("many", atom, answered, tuple(many)),
        ItemTally("words", atom, rng.randint(0, people), ()),
    ]


def _flows(rng: Random, atom: Atom, people: int) -> list[FlowTally]:
    joined, items = rng.randint(0, people), ("many", "one", "why")
    if not joined:
        return []
    return [
        FlowTally(items, ("", "", ""), 1, atom, joined),
        FlowTally(items, (rng.choice("xyz"), "", ""), rng.choice((1, 2)), atom, joined),
    ]


def _figures(tallies: WaveTallies, rules: Rules = _RULES) -> Mapping[About, Figure]:
    return protect.release(analyse.score([tallies]), rules, {}).figures


def _fold(tallies: WaveTallies, rules: Rules = _RULES) -> WaveTallies:
    scores = analyse.score([tallies])
    return protect.fold(tallies, scores, protect.release(scores, rules, {}))


def _behind(tallies: WaveTallies) -> list[tuple[str, int]]:
    """What every tally rests on, worked out here and not by the code under test."""
    found = [("turnout", count) for count in tallies.responses.values()]
    for item in tallies.items:
        found.append((item.item, item.answered))
        if item.item == "one":
            found.append(("one, of those who could say", item.answered - item.options[2]))
    found += [(index.index, index.people) for index in tallies.indices]
    bases: dict[tuple[str, str, str], int] = {}
    for flow in tallies.flows:
        bases.setdefault(flow.items, 0)
        bases[flow.items] += flow.people * (flow.options == ("", "", ""))
    return found + [("joined", count) for count in bases.values()]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_no_tally_left_rests_on_a_few_people(seed: int) -> None:
    """Requirement 1."""
    assert [it for it in _behind(_fold(_organisation(seed))) if 0 < it[1] < 11] == []


def test_before_folding_tallies_rest_on_a_few_people() -> None:
    """The test above can fail."""
    assert [it for it in _behind(_organisation(1)) if 0 < it[1] < 11]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_a_report_after_folding_is_the_report_before_it(seed: int) -> None:
    """Requirement 2: the same keys in the same order, the same figures; and so for the groups a page lists."""
    tallies = _organisation(seed)
    folded = _fold(tallies)
    assert list(_figures(folded).items()) == list(_figures(tallies).items())
    assert analyse.score([folded]).groups == analyse.score([tallies]).groups


@pytest.mark.nightly
def test_two_thousand_random_organisations_fold_without_a_trace() -> None:
    for seed in range(2000):
        tallies = _organisation(seed)
        folded = _fold(tallies)
        assert list(_figures(folded).items()) == list(_figures(tallies).items()), seed
        assert [it for it in _behind(folded) if 0 < it[1] < 11] == [], seed


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9), st.integers(8, 40))
def test_it_holds_for_every_threshold(seed: int, least: int) -> None:
    """Requirement 7: also for one above the 22 answers that means need."""
    tallies, rules = _organisation(seed), Rules(least, 22, 2)
    folded = _fold(tallies, rules)
    assert _figures(folded, rules) == _figures(tallies, rules)
    assert [it for it in _behind(folded) if 0 < it[1] < least] == []


def _teams(sizes: Mapping[tuple[str, str, str], int]) -> WaveTallies:
    """A wave in which everybody answered only how many they were."""
    return WaveTallies(_WAVE, _SURVEY, _LEVELS, {Atom(place, ("",)): count for place, count in sizes.items()}, {})


def test_a_partner_with_shown_groups_inside_stays_withheld() -> None:
    """Requirement 3: five people without a group hide an organisation, its directorate and one team; not the other."""
    tallies = _teams(
        {
            ("", "", ""): 5,
            ("O1", "D1", "T1"): 20,
            ("O1", "D1", "T2"): 25,
            ("O2", "D1", "T1"): 40,
            ("O2", "D1", "T2"): 40,
        }
    )
    folded = _fold(tallies)
    sizes = {atom.place: count for atom, count in folded.responses.items()}
    assert sizes[("", "", "")] == 25  # the five and the team that protects them
    assert ("O1", "D1", "T1") not in sizes
    assert sizes[("O1", "D1", "T2")] == 25
    figures = _figures(folded)
    assert figures == _figures(tallies)
    assert figures[About("2026-11", Group(("O1",), "organisation"), "count")] == HIDDEN
    assert figures[About("2026-11", Group(("O1", "D1"), "directorate"), "count")] == HIDDEN


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_folding_twice_changes_nothing_and_loses_nobody(seed: int) -> None:
    """Requirement 4."""
    tallies = _organisation(seed)
    folded = _fold(tallies)
    again = _fold(folded)
    assert again == replace(folded, items=again.items, indices=again.indices, flows=again.flows)
    assert set(again.items) == set(folded.items)
    assert set(again.indices) == set(folded.indices)
    assert set(again.flows) == set(folded.flows)
    total = sum(tallies.responses.values())
    assert sum(folded.responses.values()) == (total if total >= 11 else 0)


def test_a_team_is_kept_as_a_whole() -> None:
    """Never by staff group, be both large: beside a staff group's own figure one team's would tell the next one's."""
    for doctors in (3, 12):
        parts = {Atom(("O", "D", "T"), ("Nursing",)): 20, Atom(("O", "D", "T"), ("Doctors",)): doctors}
        kept = _fold(WaveTallies(_WAVE, _SURVEY, _LEVELS, parts, {})).responses
        assert kept == {Atom(("O", "D", "T"), ("",)): 20 + doctors}


def test_people_who_cannot_say_are_not_left_alone() -> None:
    """Three without a team answered "I cannot say": nobody counts there, and still they are three people."""
    rows = (
        ItemTally("one", Atom(("O", "D", "T"), ("",)), 30, (15, 15, 0)),
        ItemTally("one", Atom(("O", "D", ""), ("",)), 3, (0, 0, 3)),
        ItemTally("one", Atom(("O", "E", "T"), ("",)), 40, (20, 20, 0)),
    )
    responses = {row.atom: row.answered for row in rows}
    folded = _fold(WaveTallies(_WAVE, _SURVEY, _LEVELS, responses, {}, rows))
    assert [it.answered for it in folded.items if 0 < it.answered < 11] == []


def test_a_handful_of_people_leaves_nothing() -> None:
    """Requirement 5."""
    tallies = _teams({("O", "D", "T1"): 4, ("O", "D", "T2"): 5})
    folded = _fold(tallies)
    assert folded.responses == {}
    assert _figures(folded) == _figures(tallies)
    assert set(_figures(folded).values()) == {HIDDEN}


def test_joined_answers_are_kept_for_everyone_only() -> None:
    """Requirement 6."""
    items = ("many", "one", "why")
    atoms = [Atom(("O", "D", f"T{team}"), ("Nursing",)) for team in (1, 2)]
    flows = [FlowTally(items, options, 1, atom, 6) for atom in atoms for options in (("", "", ""), ("x", "a", "y"))]
    tallies = WaveTallies(_WAVE, _SURVEY, _LEVELS, dict.fromkeys(atoms, 6), {}, flows=tuple(flows))
    folded = _fold(tallies)
    assert {(flow.atom, flow.options, flow.people) for flow in folded.flows} == {
        (Atom(("", "", ""), ("",)), ("", "", ""), 12),
        (Atom(("", "", ""), ("",)), ("x", "a", "y"), 12),
    }
    assert _fold(replace(tallies, flows=tuple(flows[:2]))).flows == ()

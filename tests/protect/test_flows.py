"""The frame's joined answers: nothing is shown of a few, nothing of a few is left at an end, and nothing follows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pulse import define
from pulse.model.figures import Block, Flow
from pulse.model.groups import ALL, Group
from pulse.model.release import About, Banded, Rules, Shown
from pulse.model.survey import Wave
from pulse.protect.flows import flow_figures
from pulse.protect.items import item_figures
from pulse.protect.joint import bars

_T = 11
_RULES = Rules(_T, 22, 2)
_CHOICE = '[[item]]\nid = "{0}"\ntext = "{0}?"\nchoose = 1\noptions = {{ {1} }}\nframe = "{0}"\n'
_OPTIONS = {"hurt": "abcd", "need": "klmn", "meet": "wxyz"}
_SURVEY = define.from_source(
    'id = "s"\ntitle = "S"\n'
    + "".join(
        _CHOICE.format(item, ", ".join(f'{it} = "{it}"' for it in options))
        + {"hurt": "", "need": 'horizon = "now"\n', "meet": 'about = "need"\n'}[item]
        for item, options in _OPTIONS.items()
    )
)
_ITEMS = ("hurt", "need", "meet")
Three = tuple[str, str, str]


def _people(seed: int) -> list[Three]:
    """People who each gave one answer to hurt, need and meet."""
    rng = Random(seed)  # noqa: S311
    weights = [[rng.choice((1, 3, 12)) for _ in range(4)] for _ in range(3)]
    return [
        (rng.choices("abcd", weights[0])[0], rng.choices("klmn", weights[1])[0], rng.choices("wxyz", weights[2])[0])
        for _ in range(rng.randint(5, 400))
    ]


def _flows(people: list[Three]) -> list[Flow]:
    wave = Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 2))
    counts: Counter[Three] = Counter()
    for looked in ((1, 1, 1), (1, 1, 0), (0, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)):
        for one in people:
            first, second, third = (option if look else "" for option, look in zip(one, looked, strict=True))
            counts[first, second, third] += 1
    return [Flow(wave, _ITEMS, options, count, float(count)) for options, count in counts.items()]


def _blocks(people: list[Three]) -> dict[str, dict[Group, Block]]:
    """Everybody answered all three questions."""
    wave = Wave("s", "2026-11", date(2026, 11, 1), date(2026, 11, 2))
    return {
        item: {
            ALL: Block(
                wave,
                ALL,
                _SURVEY.by_id[item],
                1,
                len(people),
                tuple(sum(it[at] == option for it in people) for option in options),
            )
        }
        for at, (item, options) in enumerate(_OPTIONS.items())
    }


def joined_figures(people: list[Three]) -> dict[About, Shown]:
    """What may be shown of people's joined answers, their questions' own shares beside them."""
    blocks = _blocks(people)
    figures = {about: it for of_item in blocks.values() for about, it in item_figures(of_item, _RULES, {})}
    return dict(flow_figures(_flows(people), blocks, figures, _RULES))


def _shown(people: list[Three]) -> set[Three]:
    return {(it.option, it.option2, it.option3) for it in joined_figures(people)}


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**9))
def test_every_sum_that_can_be_worked_out_is_of_enough_people(seed: int) -> None:
    people = _people(seed)
    shown = _shown(people)
    counts = {flow.options: flow.people for flow in _flows(people)}
    for options in shown:
        assert counts[options] >= _T
    for end, at in [*product(shown, range(3)), (("", "", ""), 0), (("", "", ""), 1), (("", "", ""), 2)]:
        if end[at]:
            continue
        parts = [it for it in shown if it[at] and it[:at] == end[:at] and it[at + 1 :] == end[at + 1 :]]
        if parts and (end in shown or end == ("", "", "")):
            left = counts[end] - sum(counts[part] for part in parts)
            assert left >= _T or (left == 0 and len(parts) == 4), (end, parts)


def _of_needs(counts: dict[str, int]) -> list[Three]:
    """People by their need and who should meet it, two letters; hurt is everybody in turn."""
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    return [("abcd"[at % 4], pair[0], pair[1]) for at, pair in enumerate(pairs)]


def test_a_pair_that_follows_in_two_steps_is_kept_open() -> None:
    """x of m is 21: 47 less 15 less 11. So x of l would be 10: 124 less 93 of k less these 21."""
    people = _of_needs({"kw": 103, "kx": 93, "ky": 18, "lw": 21, "lx": 10, "ly": 11, "mw": 15, "mx": 21, "my": 11})
    shown = _shown(people)
    assert ("", "l", "x") not in shown
    together = {("", "k", "x"), ("", "m", "w"), ("", "m", "y"), ("", "m", "")}
    assert together - shown
    assert {("", "k", "w"), ("", "k", "x")} <= shown, "what tells of nobody stays"


def test_that_nobody_gave_an_answer_does_not_follow() -> None:
    """All 60 who need k named w or x: were both shown, nobody of them named y or z."""
    shown = _shown(_of_needs({"kw": 30, "kx": 30, "lw": 20, "ly": 20, "lz": 20}))
    assert not {("", "k", "w"), ("", "k", "x")} <= shown


def test_joined_answers_that_everybody_shares_out_are_shown() -> None:
    """Where each option was named by enough people there is nothing left to follow."""
    every = {need + meet: 12 for need in "klmn" for meet in "wxyz"}
    assert {("", need, meet) for need in "klmn" for meet in "wxyz"} <= _shown(_of_needs(every))


def test_a_band_is_known_to_a_person_and_not_to_a_per_cent() -> None:
    """Of twelve a band of two is written as 17 %, of which two are the most that readers take it for."""
    block = _blocks(_of_needs({"kw": 12}))["hurt"][ALL]
    about = [About("2026-11", ALL, "share", "hurt", 1, option) for option in "ab"]
    figures = {about[0]: Banded(0.0, 0.17, 12), about[1]: Banded(0.83, 1.0, 12)}
    assert bars(block, figures, 12, 2) == [(0, 2), (10, 12), (0, 12), (0, 12)]

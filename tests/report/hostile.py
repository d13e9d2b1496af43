"""Surveys that nobody would wish for: endless texts, markup in every word, other scripts, one group or four hundred.

Each is made of people who answer by chance, counted and released by the doors of the rooms, as material of a report.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from pulse import analyse, define, protect, report, trend
from pulse.model.events import Event, Timeline
from pulse.model.figures import Atom, FlowTally, ItemTally, WaveTallies
from pulse.model.release import Rules
from pulse.model.survey import Survey, Wave

_RULES = Rules(min_answers=11, min_detail=22, band=2)
LONG = "We all, from the first to the last of us, on each shift and between them, say that this goes on and on"
WORDS = (
    "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz" * 2,
    "<script>alert(1)</script><b title='x'>\"&amp;</b><!-- 7 --></td></table>",
    "👩🏽‍⚕️🏳️‍🌈🚑 care, please 😀",
    "هل تشعر بالأمان عندما تقول ما يقلقك في العمل؟",
    "האם אתם מרגישים בטוחים לומר מה מדאיג אתכם?",
    "我们在工作中可以说出自己的担忧并且有人倾听",
    LONG,
    "}} {% endif %} {{ 7 * 7 }} &lt;i&gt;",
    "W",
)


@dataclass(frozen=True)
class Case:
    """How large a survey is, and how it is answered."""

    groups: int = 5
    waves: int = 3
    people: int = 30  # of each group
    items: int = 4
    answer: str = "any"  # or "same": all the same; "none": nobody answers a question
    texts: Sequence[str] = WORDS
    options: int = 5  # of each question of the frame


CASES = {
    "hostile texts": Case(),
    "one group, one wave": Case(groups=1, waves=1),
    "all hidden": Case(people=2),
    "all equal": Case(answer="same"),
    "nothing answered": Case(answer="none"),
    "ten waves": Case(groups=2, waves=10, items=2),
    "sixty waves": Case(groups=2, waves=60, items=2),
    "many groups": Case(groups=60, waves=2, people=14, items=3),
}
LARGE = Case(groups=400, waves=2, people=14, items=30, texts=("A question that is as long as most of them are",))


def material(case: Case, seed: int = 1) -> report.Material:
    """What a report of the last wave is made of; its text stands for a number, so that no two are alike."""
    rng, form = Random(seed), _form(case)  # noqa: S311 - invented answers
    waves = [_wave(rng, case, form, _month(at)) for at in range(case.waves)]
    release = protect.release(analyse.score(waves), _RULES, {})
    name, last = _text(case, 3), _month(case.waves - 1)
    events = tuple(Event(f"e{at}", _month(0), _text(case, at), "other") for at in range(3))
    return report.Material(
        release,
        trend.findings(release),
        Timeline(events),
        organisation=name,
        made=last,
        entry=1,
        signposts=(name,),
    )


def _text(case: Case, number: int) -> str:
    return f"{number} {case.texts[number % len(case.texts)]}"


def _month(at: int) -> date:
    return date(2021 + at // 12, at % 12 + 1, 10)


def _form(case: Case) -> Survey:
    """Questions on a scale, one of many answers, and the frame: each with texts of the case."""
    text = (json.dumps(_text(case, at), ensure_ascii=False) for at in itertools.count())
    scale = ", ".join(next(text) for _ in range(5))
    head = f'id = "s"\ntitle = {next(text)}\n[scales.own]\noptions = [{scale}]\npositive = "high"\n'
    items = [
        f'[[item]]\nid = "q{at}"\ntext = {next(text)}\ntitle = {next(text)}\nscale = "own"\n'
        for at in range(case.items)
    ]
    for name, more in _FRAME.items():
        options = ", ".join(f"o{at} = {next(text)}" for at in range(case.options))
        items.append(f'[[item]]\nid = "{name}"\n{more}\ntext = {next(text)}\nchoose = 1\noptions = {{ {options} }}\n')
    return define.from_source(head + "".join(items))


_FRAME = {"hurt": 'frame = "hurt"', "need": 'frame = "need"\nhorizon = "now"', "meet": 'frame = "meet"\nabout = "need"'}


def _wave(rng: Random, case: Case, form: Survey, day: date) -> WaveTallies:
    atoms = [Atom((_text(case, at),)) for at in range(case.groups)]
    people = {
        atom: [tuple(_answer(rng, case, len(it.options)) for it in form.items) for _ in range(case.people)]
        for atom in atoms
    }
    asked = {atom.place: case.people * 2 for atom in atoms}
    return WaveTallies(
        wave=Wave("s", f"{day:%Y-%m}", day, day),
        survey=form,
        levels=("team",),
        responses=dict.fromkeys(atoms, case.people),
        asked={(): sum(asked.values()), **asked},
        items=tuple(_items(form, people)) if case.answer != "none" else (),
        flows=tuple(_flows(form, people)) if case.answer != "none" else (),
    )


def _answer(rng: Random, case: Case, options: int) -> int:
    return 0 if case.answer == "same" else rng.randrange(options)


_People = Mapping[Atom, Sequence[tuple[int, ...]]]


def _items(form: Survey, people: _People) -> Iterator[ItemTally]:
    for at, item in enumerate(form.items):
        for atom, answers in people.items():
            given = Counter(each[at] for each in answers)
            yield ItemTally(item.id, atom, len(answers), tuple(given[it] for it in range(len(item.options))))


# Which of the three a flow looks at: all, neighbours, each alone, and whoever joined them.
_LOOKS = ((1, 1, 1), (1, 1, 0), (0, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0))


def _flows(form: Survey, people: _People) -> Iterator[FlowTally]:
    """Everybody ticks one answer each: by every part of the three that a flow looks at."""
    names = [item.id for item in form.items]
    ids = ("hurt", "need", "meet")
    places = [names.index(it) for it in ids]
    for atom, answers in people.items():
        joined = Counter(
            tuple(f"o{each[at]}" if looked else "" for at, looked in zip(places, mask, strict=True))
            for each in answers
            for mask in _LOOKS
        )
        for (hurt, need, meet), count in joined.items():
            yield FlowTally(ids, (hurt, need, meet), 1, atom, count)

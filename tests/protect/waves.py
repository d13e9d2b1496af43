"""Small waves with given answers, released under the usual rules: what tests of the wall are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pulse import analyse, define, protect
from pulse.model.figures import Atom, IndexTally, ItemTally, WaveTallies
from pulse.model.release import Release, Rules
from pulse.model.survey import Survey, Wave

RULES = Rules(min_answers=11, min_detail=22, band=2)
Answers = Mapping[str, Mapping[str, Sequence[int]]]  # item -> directorate -> how many gave each of five points


def survey(*items: str, text: str = "{}?") -> Survey:
    """A questionnaire of five-point questions, strongly disagree first."""
    asked = "".join(f'[[item]]\nid = "{it}"\ntext = "{text.format(it)}"\nscale = "agree5"\n' for it in items)
    return define.from_source(f'id = "s"\ntitle = "S"\n{asked}')


def tallies(
    day: date,
    answers: Answers,
    asked: Mapping[str, int] | None = None,
    text: str = "{}?",
    form: str = "",
) -> WaveTallies:
    """One wave. Everybody answers every question that has counts; `asked` is by directorate.

    form  the questionnaire, where it is not five-point questions of those names; an index "mood" is made of "q"
    """
    asks = define.from_source(form) if form else survey(*answers, text=text)
    places = {place for by_place in answers.values() for place in by_place}
    people = {place: max(sum(by_place.get(place, ())) for by_place in answers.values()) for place in places}
    headcounts: dict[tuple[str, ...], int] = {(place,): count for place, count in (asked or {}).items()}
    if asked:
        headcounts[()] = sum(asked.values())
    return WaveTallies(
        wave=Wave("s", f"{day:%Y-%m}", day, day),
        survey=asks,
        levels=("directorate",),
        responses={Atom((place,)): count for place, count in people.items()},
        asked=headcounts,
        items=tuple(
            ItemTally(item, Atom((place,)), sum(counts), tuple(counts))
            for item, by_place in answers.items()
            for place, counts in by_place.items()
        ),
        indices=tuple(_mood(place, counts) for place, counts in answers["q"].items()) if asks.indices else (),
    )


def _mood(place: str, counts: Sequence[int]) -> IndexTally:
    """The score of the one question "q": 0, 2.5, 5, 7.5 or 10."""
    thousandths = range(0, 10_001, 2_500)
    total = sum(score * count for score, count in zip(thousandths, counts, strict=True))
    squares = sum(score**2 * count for score, count in zip(thousandths, counts, strict=True))
    return IndexTally("mood", Atom((place,)), sum(counts), total, squares)


def released(*waves: WaveTallies) -> Release:
    """The release of the last of these waves."""
    return protect.release(analyse.score(waves), RULES, {})


def split(favourable: int, n: int) -> tuple[int, ...]:
    """Five points with so many on the favourable side; nobody in the middle."""
    rest = n - favourable
    return rest // 2, rest - rest // 2, 0, favourable - favourable // 2, favourable // 2

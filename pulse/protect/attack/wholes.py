"""Answers of which each person gave one make up the whole: what the last ones must be follows from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pulse.model.audit import Said, WaveEntry
from pulse.model.groups import Path
from pulse.model.problems import Place, Problem, problem
from pulse.model.survey import Survey
from pulse.protect.attack.counts import Span, span

_SIDES = ("favourable", "neutral", "unfavourable")
_Block = tuple[str, str, Path, str]  # wave, chain, group, item


def completed(
    figures: Iterable[Said], asked_in: Mapping[str, Survey], waves: Mapping[str, WaveEntry], place: Place
) -> Iterator[Said | Problem]:
    """The figures, and those that are not shown and follow from them; a problem where a band or gap is known."""
    blocks: dict[_Block, dict[tuple[str, str], Said]] = defaultdict(dict)
    for said in figures:
        yield said
        if said.measure in ("share", *_SIDES):
            blocks[said.wave, said.across, said.group, said.item][said.measure, said.option] = said
    for (wave, _, _, item), block in blocks.items():
        if wave in asked_in and wave in waves and item in asked_in[wave].by_id:
            for answers in _wholes(asked_in[wave], item):
                yield from _complete(block, answers, waves[wave].band, place)


def _wholes(survey: Survey, item: str) -> Iterator[list[tuple[str, str]]]:
    """The sets of answers that make up all answers to an item."""
    asked = survey.by_id[item]
    if asked.kind in ("one", "scale"):
        yield [("share", asked.options[at - 1].id) for at in asked.counted]
    if asked.kind == "scale" and asked.positive != "none":
        yield [(side, "") for side in _SIDES if side != "neutral" or len(asked.counted) % 2]


def _complete(
    block: Mapping[tuple[str, str], Said], answers: list[tuple[str, str]], band: int, place: Place
) -> Iterator[Said | Problem]:
    shown = {answer: block[answer] for answer in answers if answer in block}
    spans = {answer: found for answer, said in shown.items() if (found := span(said, band))}
    if not spans or len(spans) != len(shown):
        return
    n, one = next(iter(spans.values())).n, next(iter(shown.values()))
    unknown = {answer: spans.get(answer) or Span(n, 0, n, exact=False) for answer in answers}
    for answer in answers:
        it = _narrowed(unknown, answer)
        if it.low > it.high:
            yield problem("audit-contradiction", place, figure=one.about, people=n, parts="its other answers")
            return
        few = (it.high <= band or it.low >= n - band) and it.values < min(band, n) + 1
        if not unknown[answer].exact and few:
            yield problem("audit-completed", place, figure=one.about, people=n)
        elif answer not in shown and it.values == 1:
            yield replace(one, measure=answer[0], option=answer[1], value=it.low / n, low=None, high=None)


def _narrowed(spans: Mapping[tuple[str, str], Span], answer: tuple[str, str]) -> Span:
    """What an answer can be when all of them make up n."""
    own = spans[answer]
    others = [it for name, it in spans.items() if name != answer]
    low = max(own.low, own.n - sum(it.high for it in others))
    return Span(own.n, low, min(own.high, own.n - sum(it.low for it in others)), own.exact)

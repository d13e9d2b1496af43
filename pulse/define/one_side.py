"""The plan of two bodies: its text read, every fault found at once, then made an `OneSide`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pulse import toml
from pulse.model.one_side import Body, Deed, DeedKind, OneSide, ReviewDue, Seen, Share, Source
from pulse.model.problems import Place, Problem, Stop, problem


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    if not text.isprintable():
        raise ValueError("holds a sign that cannot be printed")
    return text


_Line = Annotated[str, AfterValidator(_one_line)]
_Percent = Annotated[int, Field(ge=0, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ShareText(_Strict):
    percent: _Percent
    low: _Percent
    high: _Percent
    n: int = Field(ge=1)


class _SeenText(_Strict):
    question: _Line
    first: _ShareText | None = None
    second: _ShareText | None = None


class _BodyText(_Strict):
    carries: list[_Line] = []
    needs: list[_Line] = []
    offers: list[_Line] = []
    signs: _Line


class _DeedText(_Strict):
    kind: DeedKind
    what: _Line
    who: _Line
    by: date
    known_by: _Line


class _SourceText(_Strict):
    survey: _Line
    wave: _Line


class _PlanText(_Strict):
    bodies: Annotated[list[_Line], Field(min_length=2, max_length=2)]
    written: date
    review: date
    aim: _Line
    asked: _Line = ""
    shared: list[_Line]
    disagree: list[_Line]
    not_names: list[_Line] = []
    figures: _SourceText | None = None
    seen: list[_SeenText] = []
    first: _BodyText
    second: _BodyText
    do: list[_DeedText] = []


@dataclass(frozen=True)
class Written:
    """A plan with its text, so that whatever is found later can be told with its place."""

    plan: OneSide
    document: toml.Document
    not_names: tuple[str, ...]  # words a person says name nobody

    def lines(self) -> Iterator[tuple[toml.KeyPath, str]]:
        """Every text of the page with its place in the file, the bodies' own names left out."""
        it = self.plan
        yield ("aim",), it.aim
        yield ("asked",), it.asked
        yield from ((("shared", at), text) for at, text in enumerate(it.shared))
        yield from ((("disagree", at), text) for at, text in enumerate(it.disagree))
        yield from ((("seen", at, "question"), seen.question) for at, seen in enumerate(it.seen))
        for side, body in (("first", it.first), ("second", it.second)):
            yield (side, "signs"), body.signs
            for key in ("carries", "needs", "offers"):
                yield from (((side, key, at), text) for at, text in enumerate(getattr(body, key)))
        for at, deed in enumerate(it.deeds):
            yield from ((("do", at, key), getattr(deed, key)) for key in ("what", "who", "known_by"))


def one_side(path: Path, least: int) -> Written:
    """The plan in a file. Raises Stop: "side-not-utf8", or "side-faulty" followed by every fault, each with its line.

    least  the fewest answers that a figure may rest on
    """
    document = _document(path)
    try:
        said = toml.validate(document, _PlanText)
        written = Written(_plan(said), document, tuple(said.not_names))
        if faults := toml.in_order(_faults(written, least)):
            raise Stop(*faults)
    except Stop as stop:
        raise Stop(problem("side-faulty", Place(str(path)), faults=len(stop.problems)), *stop.problems) from stop
    return written


def review_of(path: Path) -> ReviewDue:
    """When a plan is to be looked at again; what else stands in the file need not be complete for it.

    Raises Stop where the file is no TOML, or names no two bodies or no date.
    """
    document = _document(path)
    bodies, review = document.data.get("bodies"), document.data.get("review")
    if not (isinstance(bodies, list) and len(bodies) == 2 and type(review) is date):
        raise Stop(problem("side-without-review", document.place("review")))
    return ReviewDue(path.name, (str(bodies[0]), str(bodies[1])), review)


def _document(path: Path) -> toml.Document:
    try:
        return toml.parse(path.read_text(encoding="utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise Stop(problem("side-not-utf8", Place(str(path)))) from error


def _plan(said: _PlanText) -> OneSide:
    first, second = (_body(name, it) for name, it in zip(said.bodies, (said.first, said.second), strict=True))
    return OneSide(
        first=first,
        second=second,
        written=said.written,
        review=said.review,
        aim=said.aim,
        seen=tuple(Seen(it.question, _share(it.first), _share(it.second)) for it in said.seen),
        asked=said.asked,
        shared=_filled(said.shared),
        disagree=_filled(said.disagree),
        source=Source(said.figures.survey, said.figures.wave) if said.figures else None,
        deeds=tuple(Deed(it.kind, it.what, it.who, it.by, it.known_by) for it in said.do),
    )


def _body(name: str, said: _BodyText) -> Body:
    return Body(name, _filled(said.carries), _filled(said.needs), _filled(said.offers), said.signs)


def _share(said: _ShareText | None) -> Share | None:
    return Share(said.percent, said.low, said.high, said.n) if said else None


def _filled(lines: list[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


# --- what no single key can tell -------------------------------------------------------------------------------------


def _faults(written: Written, least: int) -> Iterator[Problem]:
    it, place = written.plan, written.document.place
    if it.first.name == it.second.name:
        yield problem("side-one-body", place("bodies"))
    if it.review <= it.written:
        yield problem("side-review-early", place("review"))
    yield from _unfilled(written)
    yield from _figures(written, least)
    yield from (
        problem("side-deed-early", place("do", at, "by"))
        for at, deed in enumerate(it.deeds)
        if deed.by < it.written
    )  # fmt: skip


def _unfilled(written: Written) -> Iterator[Problem]:
    """What a plan cannot be without. What each carries is welcome, and no plan stands or falls by it."""
    it, place = written.plan, written.document.place
    yield from (
        problem("side-unfilled", place(*key), key=key[-1])
        for key, text in written.lines()
        if not text and key != ("asked",)
    )
    wanted: tuple[tuple[toml.KeyPath, object], ...] = (
        (("shared",), it.shared), (("disagree",), it.disagree), (("do",), it.deeds),
        (("first", "needs"), it.first.needs), (("first", "offers"), it.first.offers),
        (("second", "needs"), it.second.needs), (("second", "offers"), it.second.offers),
    )  # fmt: skip
    yield from (problem("side-unfilled", place(*key), key=key[-1]) for key, found in wanted if not found)


def _figures(written: Written, least: int) -> Iterator[Problem]:
    it, place = written.plan, written.document.place
    if it.has_figures and not it.asked:
        yield problem("side-figures-of-whom", place("asked"))
    for at, seen in enumerate(it.seen):
        for key, share in (("first", seen.first), ("second", seen.second)):
            if share and share.n < least:
                yield problem("side-few", place("seen", at, key), least=least)
            if share and not share.low <= share.percent <= share.high:
                yield problem("side-interval", place("seen", at, key))

"""Codes of comments: codebooks read, comments put before those who code them, and how far these agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pulse import define, files, listen
from pulse.journeys.reviewing import read_text
from pulse.model.codes import Agreement, Codebook
from pulse.model.coding import CodeAsk, CodedWave, CodeSaid, Coding, CodingSat, ToCode
from pulse.model.problems import Problem, Stop, problem
from pulse.model.survey import Survey
from pulse.settings import Settings
from pulse.store import Store

Ask = Callable[[CodeAsk], CodeSaid]
DEFAULT_CODEBOOK = "seven-asks"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who codes what: empty where she left it to the tool."""

    by: str
    survey: str = ""
    wave: str = ""
    codebook: str = ""
    second: bool = False  # a sample, without a look at the first coder's codes or at suggestions


def codebooks(settings: Settings | None) -> tuple[Codebook, ...]:
    """Every codebook: the workspace's own and the shipped ones. Raises Stop with every fault."""
    folder = settings.surveys if settings else define.shipped()
    return tuple(define.codebook(path) for _, path in sorted(define.codebooks(folder).items()))


def check(settings: Settings | None, paths: Sequence[Path]) -> dict[Path, tuple[Problem, ...]]:
    """Every fault of every file given; of all codebooks where none is given."""
    folder = settings.surveys if settings else define.shipped()
    return {path: _faults(path) for path in paths or tuple(define.codebooks(folder).values())}


def _faults(path: Path) -> tuple[Problem, ...]:
    try:
        define.codebook(path)
    except Stop as stop:
        return stop.problems
    return ()


def agreements(settings: Settings, survey: str, wave: str) -> tuple[tuple[CodedWave, Agreement], ...]:
    """How far the coders of each wave agree, oldest first; waves without a coding are left out."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        found = ((it, store.agreement(it.survey, it.wave)) for it in store.coded_waves(survey, wave))
        return tuple((it, agreed) for it, agreed in found if agreed and agreed.coded)


def code(settings: Settings, wanted: Wanted, today: date, ask: Ask) -> CodingSat:
    """Puts each waiting comment before a person. Every coding is kept at once, so one can stop and go on."""
    listen.review.reviewer(wanted.by)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        wave = _wave(store, wanted)
        codebook = _codebook(settings, wave, wanted)
        done = _Walk(store, wave, codebook, wanted, today).through(ask)
        left = len(_wave(store, wanted).waiting(wanted.by, second=wanted.second))
    return CodingSat(done, left)


class _Walk:
    """One walk through the comments that wait, forwards and back."""

    def __init__(self, store: Store, wave: CodedWave, codebook: Codebook, wanted: Wanted, today: date) -> None:
        self.store, self.wave, self.codebook, self.wanted, self.today = store, wave, codebook, wanted, today
        self.waiting = wave.waiting(wanted.by, second=wanted.second)
        self.suggesting = listen.Suggesting(codebook)
        self.asked = _asked(store, wave)
        self.done: dict[int, Coding] = {}  # place in the queue -> coding of this sitting
        self.passed: list[int] = []  # places in the order in which they were left, skipped ones too

    def through(self, ask: Ask) -> int:
        at, fault = 0, None
        while at < len(self.waiting):
            put = self._put(at, fault)
            said = ask(put)
            if said.action == "quit":
                break
            if said.action == "undo":
                at, fault = self._back(at)
                continue
            try:
                self._take(at, put, said)
            except Stop as stop:
                fault = stop.problems[0]
                continue
            self.passed.append(at)
            at, fault = at + 1, None
        return len(self.done)

    def _put(self, at: int, fault: Problem | None) -> CodeAsk:
        comment = self.waiting[at]
        return CodeAsk(
            survey=self.wave.survey,
            wave=self.wave.wave,
            question=self.asked.by_id[comment.item].text,
            text=comment.text,
            number=at + 1,
            of=len(self.waiting),
            suggestions=() if self.wanted.second else self.suggesting.of(comment.text),
            codebook=self.codebook,
            hurt=_hurt(self.asked),
            meet=_meet(self.asked),
            fault=fault,
        )

    def _take(self, at: int, put: CodeAsk, said: CodeSaid) -> None:
        if said.action == "skip":
            return
        made = _coding(self.waiting[at], put, said, self.wanted, self.today)
        self.store.code(self.wave.survey, self.wave.wave, self.codebook, [made])
        self.done[at] = made

    def _back(self, at: int) -> tuple[int, Problem | None]:
        """The comment before, open again."""
        if not self.passed:
            return at, problem("nothing-to-undo")
        before = self.passed.pop()
        if taken := self.done.pop(before, None):
            self.store.uncode(self.wave.survey, self.wave.wave, taken)
        return before, None


def _coding(comment: ToCode, put: CodeAsk, said: CodeSaid, wanted: Wanted, today: date) -> Coding:
    if said.action == "accept":
        return listen.coding.confirmed(comment.id, put, wanted.by, today)
    chains = () if said.action == "none" else listen.coding.typed(said.text, put)
    return listen.coding.chosen(comment.id, put.suggestions, chains, wanted.by, today, second=wanted.second)


def write_sheet(settings: Settings, wanted: Wanted, path: Path, today: date) -> int:
    """Writes the comments that wait to be coded to a CSV that only its owner may read; how many."""
    listen.review.reviewer(wanted.by)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        wave = _wave(store, wanted)
        asked = _asked(store, wave)
        waiting = wave.waiting(wanted.by, second=wanted.second)
        terms = _terms(_codebook(settings, wave, wanted), asked, wanted, today)
    questions = {item.id: item.text for item in asked.items}
    files.write_whole(path, listen.code_sheet.to_csv(waiting, questions, terms), private=True)
    return len(waiting)


def read_sheet(settings: Settings, wanted: Wanted, path: Path, today: date) -> CodingSat:
    """Takes the codes in a CSV: all of them or none. Raises Stop with every fault and its line."""
    text = read_text(path)
    with Store.open(settings.database, survey_from=define.from_source) as store:
        wave = _wave(store, wanted)
        codebook = _codebook(settings, wave, wanted)
        among = wave.sample if wanted.second else wave.comments
        made = listen.code_sheet.from_csv(text, path.name, among, _terms(codebook, _asked(store, wave), wanted, today))
        store.code(wave.survey, wave.wave, codebook, made)
        left = len(_wave(store, wanted).waiting(wanted.by, second=wanted.second))
    return CodingSat(len(made), left)


# --- what is coded, and with what ------------------------------------------------------------------------------------


def _wave(store: Store, wanted: Wanted) -> CodedWave:
    """The wave asked for, or the only one that can be coded. Raises Stop naming those to choose from."""
    found = store.coded_waves(wanted.survey, wanted.wave)
    usable = found if wanted.wave else tuple(it for it in found if not it.settled)
    if len(usable) > 1:
        known = ", ".join(f"{it.survey} {it.wave}" for it in usable)
        raise Stop(problem("choose-coded-wave", known=known))
    if not usable:
        raise Stop(problem("nothing-to-code"))
    if usable[0].settled:
        raise Stop(problem("codes-settled", survey=usable[0].survey, wave=usable[0].wave))
    return usable[0]


def _codebook(settings: Settings, wave: CodedWave, wanted: Wanted) -> Codebook:
    """The codebook asked for, or the one the wave was begun with. Raises Stop("codebook-other") for another one."""
    name = wanted.codebook or (wave.codebook.id if wave.codebook else DEFAULT_CODEBOOK)
    found = define.named_codebook(settings.surveys, name)
    if wave.codebook and wave.codebook.meaning != found.meaning:
        raise Stop(problem("codebook-other", survey=wave.survey, wave=wave.wave, before=wave.codebook.id))
    return found


def _asked(store: Store, wave: CodedWave) -> Survey:
    """The questionnaire as the wave asked it."""
    return store.asked_in(wave.survey, wave.wave)


def _hurt(survey: Survey) -> tuple[tuple[str, str], ...]:
    """Who may be hurt: the options of the frame, but for the one that says nobody."""
    items = survey.framed("hurt")[:1]
    return tuple((option.id, option.text) for item in items for option in item.options if not option.alone)


def _meet(survey: Survey) -> tuple[tuple[str, str], ...]:
    """Who may have to meet a need: the options of the frame, or the levels where it has none."""
    items = survey.framed("meet")[:1]
    return tuple((option.id, option.text) for item in items for option in item.options) or define.levels()


def _terms(codebook: Codebook, asked: Survey, wanted: Wanted, today: date) -> listen.code_sheet.Terms:
    return listen.code_sheet.Terms(
        codebook=codebook,
        hurt=frozenset(dict(_hurt(asked))),
        meet=frozenset(dict(_meet(asked))),
        by=wanted.by,
        day=today,
        second=wanted.second,
    )

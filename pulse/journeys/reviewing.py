"""The review queue: out of the store, before a person, and back into it, decision by decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from pulse import define, files, listen
from pulse.model.problems import Place, Problem, Stop, problem
from pulse.model.review import CommentCounts, Queue, Reviewed, Said, Sitting, ToReview, Unreviewed
from pulse.settings import Settings
from pulse.store import Store

Ask = Callable[[ToReview], Said]


def counts(settings: Settings) -> tuple[CommentCounts, ...]:
    """How many comments of each wave stand where."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return store.comment_counts()


def review(settings: Settings, survey: str, wave: str, by: str, today: date, ask: Ask) -> Sitting:
    """Puts each waiting comment before a person. Every decision is kept at once, so one can stop and go on."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        queue = store.queue(survey, wave)
        questions = _questions(store, queue)
        decided = _Walk(store, queue, questions, by, today).through(ask)
        left = len(store.queue(survey, wave).waiting)
    return Sitting(Counter(it.decision for it in decided), left, queue.held)


class _Walk:
    """One walk through the queue, forwards and back."""

    def __init__(
        self, store: Store, queue: Queue, questions: Mapping[tuple[str, str], str], by: str, today: date
    ) -> None:
        self.store, self.waiting, self.questions = store, queue.waiting, questions
        self.by, self.today = by, today
        self.done: dict[int, Reviewed] = {}  # place in the queue -> decision of this sitting
        self.passed: list[int] = []  # places in the order in which they were left, skipped ones too

    def through(self, ask: Ask) -> tuple[Reviewed, ...]:
        at, fault = 0, None
        while at < len(self.waiting):
            said = ask(self._put(at, fault))
            if said.action == "quit":
                break
            if said.action == "undo":
                at, fault = self._back(at)
                continue
            try:
                self._take(at, said)
            except Stop as stop:
                fault = stop.problems[0]
                continue
            self.passed.append(at)
            at, fault = at + 1, None
        return tuple(self.done.values())

    def _put(self, at: int, fault: Problem | None) -> ToReview:
        comment = self.waiting[at]
        question = self.questions.get((comment.survey, comment.item), comment.item)
        sentences = tuple(listen.review.sentences(comment.text))
        return ToReview(comment, question, at + 1, len(self.waiting), sentences, fault)

    def _take(self, at: int, said: Said) -> None:
        comment = self.waiting[at]
        if said.action == "skip":
            return
        made = _decision(comment, said, self.by, self.today)
        self.store.decide([made])
        self.done[at] = made

    def _back(self, at: int) -> tuple[int, Problem | None]:
        """The comment before, open again."""
        if not self.passed:
            return at, problem("nothing-to-undo")
        before = self.passed.pop()
        if self.done.pop(before, None):
            self.store.reopen(self.waiting[before])
        return before, None


def _decision(comment: Unreviewed, said: Said, by: str, today: date) -> Reviewed:
    if said.action == "accept":
        return listen.review.accept(comment, by, today)
    if said.action == "withhold":
        return listen.review.withhold(comment, by, today)
    wanted = listen.review.chosen(comment.text, said.text)
    return listen.review.shorten(comment, said.text if wanted is None else wanted, by, today)


def write_sheet(settings: Settings, path: Path, survey: str, wave: str) -> int:
    """Writes the waiting comments to a CSV that only its owner may read; how many."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        queue = store.queue(survey, wave)
        questions = _questions(store, queue)
    files.write_whole(path, listen.sheet.to_csv(queue.waiting, questions), private=True)
    return len(queue.waiting)


def read_sheet(settings: Settings, path: Path, by: str, today: date) -> Sitting:
    """Takes the decisions in a CSV: all of them or none. Raises Stop with every fault and its line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        raise Stop(problem("sheet-encoding", Place(str(path)))) from error
    with Store.open(settings.database, survey_from=define.from_source) as store:
        queue = store.queue("", "")
        waiting = {comment.id: comment for comment in queue.waiting}
        returned = listen.sheet.from_csv(text, path.name, waiting, queue.decided, by, today)
        store.decide(returned.decisions)
        left = len(store.queue("", "").waiting)
    return Sitting(Counter(it.decision for it in returned.decisions), left, queue.held)


def _questions(store: Store, queue: Queue) -> dict[tuple[str, str], str]:
    """Survey and item -> the question, as it was asked last."""
    found: dict[tuple[str, str], str] = {}
    for survey in {comment.survey for comment in queue.waiting}:
        for asked in store.asked(survey):
            found |= {(survey, item.id): item.text for item in asked.items}
    return found

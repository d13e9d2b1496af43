"""What a questionnaire asks, in the order it is asked, as every target needs it: groups first, then its items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Literal

from pulse.model.languages import WORDS, name_of
from pulse.model.survey import Condition, Item, Option, Survey


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `line` is a single line of own words, as for the name of a group that no list holds."""

    id: str
    code: str  # letters and digits only, at most 20
    text: str
    kind: Literal["one", "many", "text", "line"]
    options: tuple[Option, ...] = ()
    at_most: int | None = None
    ask_if: Condition | None = None
    group: bool = False  # where people place themselves: not an item

    @property
    def alone(self) -> tuple[Option, ...]:
        """The options that exclude all others."""
        return tuple(option for option in self.options if option.alone)


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire as a platform asks it. Texts are single lines.

    `others` are the same questions in other languages, for what carries several in one file.
    """

    id: str
    version: int
    title: str
    language: str
    introduction: str
    questions: tuple[Question, ...]
    language_name: str = ""
    words: Mapping[str, str] = field(default_factory=lambda: WORDS)
    others: tuple[Form, ...] = ()

    @property
    def all(self) -> tuple[Form, ...]:
        """It in each language, its own first."""
        return (self, *self.others)

    @property
    def tag(self) -> str:
        """The language as platforms name it, that is, without its country."""
        return self.language.partition("-")[0]

    def asked_of(self, question: Question) -> tuple[Question, int, Option] | None:
        """Of whom a question is asked: an earlier question, and the answer, with its 1-based position; None: of all."""
        if question.ask_if is None:
            return None
        earlier = next(it for it in self.questions if not it.group and it.id == question.ask_if.item)
        found = ((at, it) for at, it in enumerate(earlier.options, 1) if it.id == question.ask_if.option)
        return (earlier, *next(found))

    def only_if(self, question: Question) -> str:
        """The condition in words for those who answer; "" for a question that is asked of all."""
        asked = self.asked_of(question)
        return self.words["only_if"].format(option=asked[2].text, question=asked[0].text) if asked else ""

    def at_most(self, question: Question) -> str:
        """How many may be ticked, in words for those who answer; "" where any may."""
        return self.words["at_most"].format(most=question.at_most) if question.at_most else ""

    def stands_alone(self, option: Option) -> str:
        """That nothing may be ticked beside an option, in words for those who answer."""
        return self.words["alone"].format(option=option.text)


def form(survey: Survey, groups: Mapping[str, Sequence[str]], others: Sequence[Survey] = ()) -> Form:
    """The questions of a survey. groups: dimension -> the names to choose from; others: it in other languages."""
    asked = [_place(survey, name, groups.get(name, ())) for name in survey.dimensions]
    asked += [_question(item) for item in survey.items]
    names = {it.tag: it.name for it in survey.languages}
    return Form(
        survey.id,
        survey.version,
        _line(survey.title),
        survey.language,
        _line(survey.introduction),
        (*asked,),
        names.get(survey.language, name_of(survey.language)),
        survey.words,
        tuple(form(it, groups) for it in others),
    )


def letter(at: int) -> str:
    """What stands for the option at a 0-based place: A to Z, then AA, AB, ..."""
    most = len(ascii_uppercase)
    return ascii_uppercase[at] if at < most else letter(at // most - 1) + ascii_uppercase[at % most]


def _place(survey: Survey, name: str, names: Sequence[str]) -> Question:
    options = tuple(Option(_line(it), _line(it), f"g{at}") for at, it in enumerate(names, 1))
    text = _line(survey.dimension_texts.get(name) or name)
    return Question(name, name.replace("_", "")[:20], text, "one" if options else "line", options, group=True)


def _question(item: Item) -> Question:
    kind: Literal["one", "many", "text"] = item.kind if item.kind in ("many", "text") else "one"
    options = tuple(Option(it.id, _line(it.text), it.code, it.aside, it.alone) for it in item.options)
    return Question(item.id, item.code, _line(item.text), kind, options, item.at_most, item.ask_if)


def _line(text: str) -> str:
    return " ".join(text.split())

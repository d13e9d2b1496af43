"""What a questionnaire's file may hold: its keys, their types, and what each means (also in the JSON Schema)."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from pulse.define.translation import TranslationText
from pulse.model.events import MOST_TEXT, Kind
from pulse.model.groups import SEPARATOR
from pulse.model.survey import Answer, Party

ID = re.compile(r"^(?!.*__)[a-z][a-z0-9_]{0,39}$")  # "__" stands between item and option in the store
_SURVEY_ID = re.compile(r"^[a-z][a-z0-9_-]{0,39}$")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_CODE = re.compile(r"^[A-Za-z][A-Za-z0-9]{0,11}$")


def _an_id(text: str) -> str:
    if not ID.match(text):
        raise ValueError("must begin with a-z and hold only a-z, 0-9 and single _ (at most 40)")
    return text


def _a_survey_id(text: str) -> str:
    if not _SURVEY_ID.match(text):
        raise ValueError("must begin with a-z and hold only a-z, 0-9, - and _ (at most 40)")
    return text


def _a_code(text: str) -> str:
    if not _CODE.match(text):
        raise ValueError("must begin with a letter and hold only letters and digits (at most 12)")
    return text


def slug(text: str) -> str:
    """An id made from an answer's text: "Neither agree nor disagree" -> "neither_agree_nor_disagree"."""
    made = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:40].strip("_")
    return made if made[:1].isalpha() else f"o_{made}"[:40]


def _options(said: Any) -> Any:
    """A list of texts becomes a table with ids made from them."""
    if isinstance(said, list) and all(isinstance(text, str) for text in said):
        if len({slug(text) for text in said}) < len(said):
            raise ValueError('has options that are too alike: name them yourself, like { yes = "Yes", no = "No" }')
        return {slug(text): text for text in said}
    return said


def _ids_of(options: dict[str, str] | str) -> dict[str, str] | str:
    if isinstance(options, dict):
        for name, text in options.items():
            if not ID.match(name):
                raise ValueError(f"has an option id '{name}': use a-z, 0-9 and _, beginning with a letter")
            if not text.strip():
                raise ValueError(f"has an option '{name}' without a text")
        if len(options) < 2:
            raise ValueError("needs at least two options")
    return options


def _dimensions(said: Any) -> Any:
    return dict.fromkeys(said, "") if isinstance(said, list) and all(isinstance(name, str) for name in said) else said


def _choose(said: Any) -> Any:
    fits = said == 1 or said == "any" or (isinstance(said, str) and re.fullmatch(r"at most [1-9][0-9]*", said))
    if isinstance(said, bool) or not fits:
        raise ValueError('must be 1, "any" or "at most 3"')
    return said


def _part_names(parts: dict[str, list[str]]) -> dict[str, list[str]]:
    if len({slug(name) for name in parts}) < len(parts):
        raise ValueError("has names that are too alike")
    if len(parts) == 1:
        raise ValueError("has one part with a name: a sub-score would be the score itself")
    for name in parts:
        _one_line(name)
    return parts


def _one_line(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("must be one line of text")
    return text.strip()


def _a_path(text: str) -> str:
    if not all(part.strip() for part in text.split(SEPARATOR)):
        raise ValueError(f"must be a group's whole path, like North{SEPARATOR}Surgery")
    return SEPARATOR.join(part.strip() for part in text.split(SEPARATOR))


def _a_clock_time(said: Any) -> time:
    if isinstance(said, time) and not said.second:
        return said
    if not isinstance(said, str) or not _CLOCK.fullmatch(said):
        raise ValueError('must be a time of day, like "09:00"')
    return time.fromisoformat(said)


def _a_zone(name: str) -> str:
    try:
        return name and ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("is not a time zone; write it like Europe/London") from error


Id = Annotated[str, AfterValidator(_an_id)]
ClockTime = Annotated[time, BeforeValidator(_a_clock_time)]
Zone = Annotated[str, AfterValidator(_a_zone)]
SurveyId = Annotated[str, AfterValidator(_a_survey_id)]
Code = Annotated[str, AfterValidator(_a_code)]
Text = Annotated[str, Field(min_length=1)]
PartItems = Annotated[list[Id], Field(min_length=1)]
PartTable = Annotated[dict[str, PartItems], AfterValidator(_part_names)]
Parts = Annotated[
    Annotated[PartTable, Tag("[named]")] | Annotated[list[PartItems], Tag("[plain]")],
    Discriminator(lambda said: "[named]" if isinstance(said, dict) else "[plain]"),
]
OptionTable = Annotated[dict[str, str], BeforeValidator(_options), AfterValidator(_ids_of)]
OptionsOrList = Annotated[dict[str, str] | str, BeforeValidator(_options), AfterValidator(_ids_of)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ScaleText(_Strict):
    """A named row of answers from one end to the other."""

    options: OptionTable = Field(description="The answers in order, from one end to the other.")
    positive: Literal["high", "low", "none"] = Field(
        default="high", description='The favourable end: "high" the last answer, "low" the first, "none" neither.'
    )
    aside: list[Id] = Field(default=[], description='Answers that count in no percentage, such as "Don\'t know".')


class ListText(_Strict):
    """A named list of options to choose from."""

    options: OptionTable
    aside: list[Id] = []
    alone: list[Id] = []


class IndexText(_Strict):
    """A score on 0-10 made from several items of each person."""

    title: Text
    parts: Parts = Field(
        default=[],
        description="Item ids by part; the score is the mean of the parts. Empty: items that name it. With names, like "
        'parts.Motivation = ["a", "b"], each part is a sub-score of its own.',
    )
    least: float = Field(default=0.5, gt=0, le=1, description="Share of a part's items that must be answered.")
    unverified: bool = Field(default=False, description="Say wherever it is shown that the rule was not verified.")
    balance: bool = Field(
        default=False,
        description="Two named parts of four items or more, tasks first: the score is how far relationships are ahead.",
    )


class ScheduleText(_Strict):
    """When the questionnaire comes round."""

    repeat: str = Field(default="", description='In plain words: "monthly on the second Tuesday".')
    rrule: str = Field(default="", description="Or an RFC 5545 rule: FREQ=MONTHLY;BYDAY=2TU.")
    starts: date | None = Field(default=None, description="No wave begins before it; every second week counts from it.")
    ends: date | None = Field(default=None, description="No wave begins after it.")
    open_for_days: int | None = Field(default=None, ge=1, le=366, description="14 where nothing else is said.")
    opens: ClockTime | None = Field(default=None, description='On the first day, like "09:00"; midnight if not given.')
    closes: ClockTime | None = Field(default=None, description='On the last day, like "17:00"; midnight if not given.')
    zone: Zone = Field(default="", description="Of these times; the workspace's if not given.")
    holidays: Literal["", "England and Wales", "Scotland", "Northern Ireland", "own"] = Field(
        default="",
        description="A wave that would begin on a weekend, on such a bank holiday or on a day in holidays.csv is "
        'moved to the next working day; "own" for the days in holidays.csv alone.',
    )


class ItemText(_Strict):
    """One question."""

    id: Id
    text: Text = Field(description="The question as staff read it.")
    title: str = Field(default="", description="A short name for tables and charts.")
    code: Code | None = Field(default=None, description="A short name for platforms that echo nothing longer.")
    kind: Literal["text", "relationship"] | None = Field(
        default=None,
        description='"text" for an answer in own words; "relationship" for one on `scale` about each other group.',
    )
    scale: str | None = Field(default=None, description="The name of a scale: one of [scales] or a shipped one.")
    positive: Literal["high", "low", "none"] | None = Field(
        default=None, description="Where this item is asked the other way round than its scale."
    )
    choose: Annotated[Any, BeforeValidator(_choose)] = Field(
        default=None, description='1, "any", or "at most 3": how many options a person may choose.'
    )
    options: OptionsOrList | None = Field(default=None, description="A table, a list, or the name of a list.")
    aside: list[Id] | None = None
    alone: list[Id] | None = Field(default=None, description='Options that exclude the others, such as "Nobody".')
    frame: Literal["hurt", "need", "meet", "works"] | None = None
    horizon: Literal["now", "medium", "long"] | None = None
    party: Party | None = Field(
        default=None, description="Whose harm an item on how harm is answered speaks of; needs `answer`."
    )
    answer: Answer | None = Field(
        default=None, description="What the harmed are given: their harm seen, needs asked, needs met, trust mended."
    )
    role: Literal["proposals"] | None = Field(
        default=None, description='"proposals": own words on what should be asked next time; see `pulse proposals`.'
    )
    guest: bool = Field(
        default=False, description="Proposed by staff and asked in this wave; one a questionnaire, marked in reports."
    )
    about: Id | None = Field(
        default=None,
        description="The need that a `meet` item speaks of; the level or dimension whose groups rate each other.",
    )
    rated: list[Annotated[str, AfterValidator(_a_path)]] = Field(
        default=[], description="The groups that a relationship item rates; all that people.csv has if empty."
    )
    index: Id | None = None
    block: Id | None = Field(default=None, description="A block that takes turns with others; see [rotation].")
    ask_if: str | None = Field(default=None, description='"item == option": asked of those only.')
    consent: Id | None = Field(
        default=None, description="The option by which a person allows her own words to be quoted without her name."
    )
    benchmark: str = Field(
        default="", description="A published figure to stand beside this item's: see `pulse benchmark list`."
    )
    enps: bool = Field(
        default=False,
        description="Also show the net promoter score: the share of 9 and 10 less that of 0 to 6. Needs a scale from "
        "0 to 10.",
    )
    change: Literal["cosmetic", "reworded", "rescaled"] | None = None
    wording: int = Field(default=1, ge=1, description="Raise it where wording changed outside `text`.")
    follows: list[Annotated[int, Field(ge=1)]] = Field(
        default=[], description="The commitments this item asks after; `pulse open` writes such items."
    )


class EventText(_Strict):
    """Something that happened and may explain a change: it is printed in reports, so it names no person."""

    day: date = Field(alias="date", description="The day, like 2026-05-12.")
    text: Annotated[str, Field(max_length=MOST_TEXT), AfterValidator(_one_line)] = Field(
        description="One line, as it is printed in reports: it must name no person."
    )
    kind: Kind = Field(default="other", description="What it was, in a word; reports print it.")
    groups: list[Annotated[str, AfterValidator(_a_path)]] = Field(
        default=[], description='Whole paths of the groups it concerns, like "North / Surgery"; everyone if empty.'
    )


class RotationText(_Strict):
    """Blocks of items that take turns, wave by wave."""

    every: int = Field(ge=2, le=12, description="Each block is asked at least once in so many waves.")
    seed: int = Field(default=1, ge=0, description="Another number makes another order.")


class ManualText(_Strict):
    """How a questionnaire is to be scored and read, and where it is from."""

    source: Text = Field(description="Who wrote it, or where its wording was read.")
    scoring: Text = Field(description="How answers become figures.")
    direction: Text = Field(description="Which end is the good one.")
    missing: Text = Field(description="What becomes of answers that are not given.")


class InstanceText(_Strict):
    """The one wave a questionnaire is asked in; `pulse open` writes it."""

    wave: Annotated[str, AfterValidator(_one_line)]
    first: date
    last: date
    rests: list[Id] = Field(default=[], description="The blocks it leaves out.")


class SurveyText(_Strict):
    """A questionnaire for `pulse`."""

    id: SurveyId
    version: int = Field(default=1, ge=1)
    title: Text
    language: str = "en-GB"
    introduction: str = Field(default="", description="What staff read before the first question.")
    dimensions: Annotated[dict[Id, str], BeforeValidator(_dimensions)] = Field(
        default={}, description="The groups people place themselves in, with the question that asks for each."
    )
    asked_from: date | None = Field(default=None, description="The first day this version is asked.")
    min_answers: int | None = Field(default=None, ge=8, description="May only raise the workspace's threshold.")
    linked: bool = Field(
        default=False,
        description="Put one person's answers in two waves in a row side by side. Staff must have been told: see "
        "`pulse notice`.",
    )
    attributed: bool = Field(
        default=False,
        description="Answers are given and shown by name, as all who are asked agreed beforehand. They are kept apart: "
        "see `pulse attributed`.",
    )
    licence: str = ""
    attribution: str = ""
    instrument: str = Field(
        default="", description='Whose survey this is run as, such as "nss" or "nqps"; needed for benchmarks.'
    )
    population: str = Field(
        default="", description='Who is asked, such as "acute-trusts-england"; needed for benchmarks.'
    )
    rotation: RotationText | None = Field(default=None, description="Blocks that take turns, in waves that are opened.")
    manual: ManualText | None = Field(default=None, description="How it is scored and where it is from.")
    scales: dict[str, ScaleText] = {}
    lists: dict[str, ListText] = {}
    indices: dict[Id, IndexText] = {}
    item: Annotated[list[ItemText], Field(min_length=1)]
    schedule: ScheduleText | None = None
    context: bool = Field(
        default=False, description="Draw what the organisation counts (`pulse context`) beside the scores in reports."
    )
    event: list[EventText] = Field(default=[], description="What happened meanwhile; drawn on the charts of a report.")
    instance: InstanceText | None = Field(default=None, description="The one wave it is asked in; see `pulse open`.")
    translations: dict[str, TranslationText] = Field(
        default={},
        description="Its texts in other languages; better in files of their own: see `pulse survey translate`.",
    )

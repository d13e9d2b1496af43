"""pulse.toml and PULSE_* variables -> frozen Settings, with the disclosure policy."""

from __future__ import annotations

import os
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from pulse import toml
from pulse.model.audiences import Audience
from pulse.model.messages import KINDS, Kind
from pulse.model.problems import Place, Stop, problem
from pulse.model.release import Rules

FILE = "pulse.toml"
FLOOR = 8  # no setting can show figures that rest on fewer answers than this
DEFAULT_MIN_ANSWERS = 11  # NHS Staff Survey practice for local results
MIN_DETAIL = 22  # single scale points and means need this many
BAND = 2  # counts of 0..BAND and n-BAND..n are shown as a band
CLOSE_AFTER_DAYS = 28
KEEP_ANSWERS_MONTHS = 24
ALERTS_FILE = "alerts.json"
MOST_FOLLOW_UPS = 3
SUGGEST_PERCENT = 20
ANSWER_WEEKS = 8
REPORT_AFTER_DAYS = 3  # from a wave's last day until exports should be there, and its report is made
REMIND_BEFORE_END = (2,)
ALERT_WORKING_DAYS = 1  # a first-person alert that is open for longer keeps reports waiting


@dataclass(frozen=True, slots=True)
class Policy:
    """The organisation's disclosure policy."""

    min_answers: int = DEFAULT_MIN_ANSWERS
    min_detail: int = MIN_DETAIL
    band: int = BAND

    @property
    def rules(self) -> Rules:
        """The policy as the rules a release is made under."""
        return Rules(self.min_answers, self.min_detail, self.band)


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest export that is read, and how much of it may be set aside before a collect stops by itself."""

    file_bytes: int = 2_000_000_000
    rows: int = 2_000_000
    columns: int = 2_000
    cell_chars: int = 16_000_000
    unpacked_bytes: int = 200_000_000  # of a workbook, which is a packed file
    packed_ratio: int = 100
    reject_rows: int = 20  # more rows with a fault stop the collect
    reject_share: float = 0.05  # so does a larger share of all


@dataclass(frozen=True, slots=True)
class Retention:
    """When a wave's key is destroyed, and how long the answers themselves are kept."""

    close_after_days: int = CLOSE_AFTER_DAYS  # after its last day
    keep_answers_months: int = KEEP_ANSWERS_MONTHS

    def purge_before(self, today: date) -> date:
        """Waves that ended before this day have been kept as long as they should be."""
        month = today.year * 12 + today.month - 1 - self.keep_answers_months
        year, month = divmod(month, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """Who is told of comments that speak of somebody at risk, and where staff can turn."""

    lead: str = ""  # a role or a name; empty: nobody is named
    file: str = ALERTS_FILE
    working_days: int = ALERT_WORKING_DAYS
    signposts: tuple[str, ...] = ()  # one line each, printed on what staff are given


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Loop:
    """How needs are followed up: what is asked again, and what is promised to staff about answers."""

    most_follow_ups: int = MOST_FOLLOW_UPS  # items that ask everybody after a commitment; one more asks teams
    suggest_percent: int = SUGGEST_PERCENT  # a need that so many chose is suggested
    answer_weeks: int = ANSWER_WEEKS


@dataclass(frozen=True, slots=True)
class Running:
    """What the daily line does beside opening, collecting and closing."""

    report_after_days: int = REPORT_AFTER_DAYS
    publish: tuple[str, ...] = ()  # platforms, each with its languages, to write a file for when a wave is opened


@dataclass(frozen=True, slots=True)
class Reports:
    """Whom the daily line writes reports for, beside the full one."""

    readers: tuple[Audience, ...] = ()
    each: str = ""  # a level: a page for every group of it


@dataclass(frozen=True, slots=True)
class Sending:
    """What staff are told, and how it is sent; `by` is empty where nothing is."""

    by: Literal["", "smtp", "slack", "teams"] = ""
    lists: tuple[str, ...] = ()  # distribution lists; of a webhook the channel is in its address
    sender: str = ""
    server: str = ""
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    kinds: tuple[Kind, ...] = KINDS
    remind_before_end: tuple[int, ...] = REMIND_BEFORE_END
    links: Mapping[str, str] = field(default_factory=dict)  # survey -> where its form is
    results_at: str = ""
    timeout: float = 20.0
    tries: int = 3
    pause: float = 2.0

    @property
    def targets(self) -> tuple[str, ...]:
        """Where each message goes, once each."""
        return self.lists if self.by == "smtp" else (self.by,) if self.by else ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What pulse.toml says, defaults filled in, with the workspace's folder."""

    root: Path
    organisation: str
    zone: str
    levels: tuple[str, ...]  # coarsest first: ("organisation", "directorate", "team")
    policy: Policy = Policy()
    limits: Limits = LIMITS
    retention: Retention = Retention()
    weigh_by: str = ""  # a level; empty: the coarsest that has several groups
    staff_list: str = ""  # a file of names that are taken out of comments; empty: there is none
    safeguarding: Safeguarding = Safeguarding()
    loop: Loop = Loop()
    leaders: tuple[str, str] | None = None  # dimension and name of the group whose answers stand beside everyone's
    count_from: int = 0  # what the organisation counts is told as a band below this, and below `min_answers`
    running: Running = Running()
    reported_for: Reports = Reports()
    sending: Sending = Sending()
    rehearsed_in: Path | None = None  # in a rehearsal, a folder for the database that is not there yet

    @property
    def least_counted(self) -> int:
        """The fewest people or cases that a figure of the organisation's own may tell of."""
        return max(self.count_from, self.policy.min_answers)

    @property
    def instances(self) -> Path:
        """Questionnaires as asked in one wave, follow-ups included."""
        return self.surveys / "instances"

    @property
    def plans(self) -> Path:
        """What two bodies will do about how they do business with each other, a file for each pair."""
        return self.root / "plans"

    @property
    def surveys(self) -> Path:
        """The questionnaires in use."""
        return self.root / "surveys"

    @property
    def people(self) -> Path:
        """The groups and how many were asked."""
        return self.root / "people.csv"

    @property
    def inbox(self) -> Path:
        """Where last night's exports are dropped."""
        return self.root / "inbox"

    @property
    def reports(self) -> Path:
        """What was rendered."""
        return self.root / "reports"

    @property
    def rejects(self) -> Path:
        """Lists of what was set aside of each export."""
        return self.reports / "rejects"

    @property
    def database(self) -> Path:
        """Answers, tallies, ledger."""
        return (self.rehearsed_in or self.root) / "pulse.db"

    @property
    def attributed(self) -> Path:
        """Answers given by name, of surveys that are declared so: never in the other database."""
        return self.root / "attributed.db"

    @property
    def key(self) -> Path:
        """The secret that unlinks people."""
        return self.root / "pulse.key"

    @property
    def run_lock(self) -> Path:
        """An empty file that the daily line locks: one of it runs at a time."""
        return self.root / "pulse.lock"

    @property
    def secret(self) -> Path:
        """The password of the mail server, or the address of the webhook: one line only its owner may read."""
        return self.root / "send.secret"

    @property
    def backup_note(self) -> Path:
        """When the last backup was made, and where: for `pulse doctor`."""
        return self.root / "last-backup.json"

    @property
    def aliases(self) -> Path:
        """What people call their group, and what people.csv calls it."""
        return self.surveys / "aliases.toml"

    @property
    def alerts(self) -> Path:
        """The safeguarding lead's file."""
        return self.root / self.safeguarding.file

    @property
    def phrases(self) -> Path:
        """The organisation's own lists of phrases that speak of people at risk."""
        return self.root / "risk"

    @property
    def benchmarks(self) -> Path:
        """Published figures the organisation added to the shipped ones."""
        return self.root / "benchmarks.toml"

    def mapping(self, survey: str, platform: str) -> Path:
        """How one platform's columns answer one questionnaire."""
        return self.surveys / f"{survey}.{platform}.map.toml"


def find(start: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the workspace that PULSE_WORKSPACE names, or that `start` lies in.

    Raises Stop("no-workspace"), or what `load` raises.
    """
    named = environ.get("PULSE_WORKSPACE")
    places = [Path(named)] if named else [start, *start.parents]
    for folder in places:
        if (folder / FILE).is_file():
            return load(folder)
    raise Stop(problem("no-workspace", Place(str(places[0]))))


def load(root: Path) -> Settings:
    """The settings in `root`/pulse.toml. Raises Stop with every fault of the file, exit status 78."""
    path = root / FILE
    try:
        document = toml.parse(path.read_text(encoding="utf-8-sig"), FILE)
        said = toml.validate(document, _Workspace)
        _known_level(document, said, "weights", "by", said.weights.by)
        _known_level(document, said, "reports", "each", said.reports.each)
    except UnicodeDecodeError as error:
        raise Stop(problem("settings-faulty", Place(str(path)), faults=1)) from error
    except Stop as stop:
        raise Stop(problem("settings-faulty", Place(str(path)), faults=len(stop.problems)), *stop.problems) from stop
    return Settings(
        root=root,
        organisation=said.organisation,
        zone=said.zone,
        levels=tuple(said.levels),
        policy=Policy(said.disclosure.min_answers, said.disclosure.min_detail),
        limits=_limits(said.limits),
        retention=Retention(said.retention.close_after_days, said.retention.keep_answers_months),
        weigh_by=said.weights.by,
        staff_list=said.comments.staff_list,
        safeguarding=Safeguarding(
            said.safeguarding.lead,
            said.safeguarding.file,
            said.safeguarding.working_days,
            tuple(said.safeguarding.signposts),
        ),
        loop=Loop(**said.loop.model_dump()),
        leaders=next(iter(said.leaders.items()), None),
        count_from=said.context.least,
        running=Running(said.run.report_after_days, tuple(said.run.publish)),
        reported_for=Reports(tuple(dict.fromkeys(said.reports.readers)), said.reports.each),
        sending=_sending(said.send),
    )


def _sending(said: _Send) -> Sending:
    return Sending(
        by=said.by,
        lists=tuple(said.lists),
        sender=said.sender,
        server=said.server,
        security=said.security,
        user=said.user,
        kinds=tuple(said.kinds),
        remind_before_end=tuple(sorted(set(said.remind_before_end), reverse=True)),
        links=said.links,
        results_at=said.results_at,
        timeout=said.timeout_seconds,
        tries=said.tries,
        pause=said.pause_seconds,
    )


def _known_level(document: toml.Document, said: _Workspace, table: str, key: str, level: str) -> None:
    if level and level not in said.levels:
        hint = toml.did_you_mean(level, said.levels)
        raise Stop(problem("unknown-name", document.place(table, key), kind="level", name=level, hint=hint))


def _limits(said: _Limits) -> Limits:
    return Limits(
        file_bytes=said.file_mb * 1_000_000,
        rows=said.rows,
        columns=said.columns,
        cell_chars=said.cell_mb * 1_000_000,
        reject_rows=said.reject_rows,
        reject_share=said.reject_percent / 100,
    )


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("is not a time zone; write it like Europe/London") from error
    return name


def _distinct(levels: list[str]) -> list[str]:
    if len(set(levels)) < len(levels):
        raise ValueError("names a level twice")
    return levels


_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class _Disclosure(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    min_answers: int = Field(default=DEFAULT_MIN_ANSWERS, ge=FLOOR)
    min_detail: int = Field(default=MIN_DETAIL, ge=MIN_DETAIL)


class _Limits(BaseModel):
    """May be lowered to taste; what a setting allows at most is what has been measured to work."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file_mb: int = Field(default=2_000, ge=1, le=2_000)
    rows: int = Field(default=2_000_000, ge=1, le=2_000_000)
    columns: int = Field(default=2_000, ge=1, le=2_000)
    cell_mb: int = Field(default=16, ge=1, le=16)
    reject_rows: int = Field(default=20, ge=0)
    reject_percent: float = Field(default=5.0, ge=0, le=100)


class _Retention(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    close_after_days: int = Field(default=CLOSE_AFTER_DAYS, ge=1, le=366)
    keep_answers_months: int = Field(default=KEEP_ANSWERS_MONTHS, ge=1, le=120)


class _Weights(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    by: str = ""


class _Comments(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    staff_list: str = ""


class _Safeguarding(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    lead: str = ""
    file: str = Field(default=ALERTS_FILE, min_length=1)
    working_days: int = Field(default=ALERT_WORKING_DAYS, ge=0, le=5)
    signposts: list[str] = []


class _Loop(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    most_follow_ups: int = Field(default=MOST_FOLLOW_UPS, ge=0, le=10)
    suggest_percent: int = Field(default=SUGGEST_PERCENT, ge=1, le=100)
    answer_weeks: int = Field(default=ANSWER_WEEKS, ge=1, le=52)


def _one_group(leaders: dict[str, str]) -> dict[str, str]:
    if len(leaders) > 1:
        raise ValueError("names more than one group")
    return leaders


class _Context(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    least: int = Field(default=DEFAULT_MIN_ANSWERS, ge=FLOOR)


class _Run(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    report_after_days: int = Field(default=REPORT_AFTER_DAYS, ge=0, le=366)
    publish: list[str] = []


class _Reports(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    readers: list[Literal["board", "staff"]] = Field(default=[], alias="for")
    each: str = ""


_Address = Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")]
_Link = Annotated[str, Field(pattern=r"^https?://\S+$")]


class _Send(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    by: Literal["", "smtp", "slack", "teams"] = ""
    lists: list[_Address] = []
    sender: Annotated[str, Field(pattern=r"^$|^[^@\s<>,;]+@[^@\s<>,;]+$")] = ""
    server: Annotated[str, Field(pattern=r"^$|^[^:\s/]+(:\d{1,5})?$")] = ""
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    kinds: list[Kind] = list(KINDS)
    remind_before_end: list[Annotated[int, Field(ge=0, le=60)]] = list(REMIND_BEFORE_END)
    links: dict[str, _Link] = {}
    results_at: Annotated[str, Field(pattern=r"^$|^https?://\S+$")] = ""
    timeout_seconds: float = Field(default=20, gt=0, le=120)
    tries: int = Field(default=3, ge=1, le=10)
    pause_seconds: float = Field(default=2, ge=0, le=60)

    @model_validator(mode="after")
    def _whole(self) -> _Send:
        if self.by == "smtp" and not (self.lists and self.sender and self.server):
            raise ValueError('needs lists, sender and server where by = "smtp"')
        if self.user and self.security == "none":
            raise ValueError('has a user and security = "none": a password would be sent for everybody to read')
        return self


class _Workspace(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    organisation: str = Field(min_length=1)
    zone: Annotated[str, AfterValidator(_known_zone)] = "Europe/London"
    levels: Annotated[list[_Name], Field(min_length=1, max_length=5), AfterValidator(_distinct)]
    disclosure: _Disclosure = _Disclosure()
    limits: _Limits = _Limits()
    retention: _Retention = _Retention()
    weights: _Weights = _Weights()
    comments: _Comments = _Comments()
    safeguarding: _Safeguarding = _Safeguarding()
    loop: _Loop = _Loop()
    leaders: Annotated[dict[_Name, str], AfterValidator(_one_group)] = {}
    context: _Context = _Context()
    run: _Run = _Run()
    reports: _Reports = _Reports()
    send: _Send = _Send()

"""The data protection impact assessment, filled in from the settings: Markdown, for the organisation to complete.

It follows what UK GDPR Article 35(7) asks for: what is done and why, whether it is needed, what can go wrong, what is
done about it. What no setting says is left as a blank in square brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pulse.model.survey import Schedule, Survey
from pulse.report.methods import EDITION
from pulse.settings import Settings

_BLANK = "[ ]"


def impact_assessment(settings: Settings, surveys: Sequence[Survey], least: int) -> str:
    """The whole assessment as Markdown. surveys: those it is about; least: fewest answers of a figure of theirs."""
    parts = (
        _head(settings, surveys),
        _nature(settings, surveys),
        _scope(settings, surveys),
        _context(settings),
        _necessity(surveys),
        _rules(settings, least),
        _risks(settings, surveys, least),
        _decision(),
    )
    return "\n".join(line for part in parts for line in part)


def _head(settings: Settings, surveys: Sequence[Survey]) -> Iterator[str]:
    titles = ", ".join(survey.title for survey in surveys) or _BLANK
    yield from (
        "# Data protection impact assessment: staff surveys",
        "",
        f"Filled in from the settings in force, by the rules of {EDITION}. Complete every blank in square brackets, "
        "check every sentence against what you really do, and let your data protection officer read it before the "
        "first answer is collected. Make it again when a setting changes.",
        "",
    )
    yield from _table(
        ("", ""),
        ("Controller", settings.organisation),
        ("Surveys", titles),
        ("Written by (role)", "[role]"),
        ("Data protection officer", "[name, how to reach them]"),
        ("Date, version", "[date, version]"),
        ("To be looked at again on", "[date, at most a year on]"),
    )
    yield from (
        "## 1. Why an assessment is needed",
        "",
        "Staff say how they are, who is hurt and what is needed. Such answers can be about health, and those who ask "
        "are the employer of those who answer. A colleague who knows a team well could recognise somebody. "
        "[Add what else makes the risk high here.]",
        "",
    )


def _nature(settings: Settings, surveys: Sequence[Survey]) -> Iterator[str]:
    yield from ("## 2. What is done", "", "### Nature", "")
    yield from _table(("What", "Kept?", "How"), *_data(settings, surveys))
    names = (
        f"Names on a list of staff (`{settings.staff_list}`) are taken out; the list is read and never stored."
        if settings.staff_list
        else "No list of staff is set, so names are found only behind a title. [Set one, or say why not.]"
    )
    if _texts(surveys):
        yield from (f"Comments: {names} A person reads each comment before it may be quoted.", "")
    yield from (
        "Where it is kept: one database and one key file on one machine, readable by one account only. "
        "[Which machine, who has that account, is the disk encrypted, where are backups kept?]",
        "",
        "Who receives it: readers of reports get counts and shares, never answers. [Who gets reports?] "
        "[Which survey platform collects the answers, under which contract, and when does it delete them?]",
        "",
    )


def _data(settings: Settings, surveys: Sequence[Survey]) -> Iterator[tuple[str, str, str]]:
    months, days = settings.retention.keep_answers_months, settings.retention.close_after_days
    yield (
        "Answers to the questions",
        "yes",
        f"coded; deleted by `pulse purge`, {months} months after the stock-take ended",
    )
    yield f"Group ({', '.join(_groups(settings, surveys))})", "yes", "with the answers, for as long"
    yield "Name, e-mail, network address, token, exact time", "no", "dropped before anything is stored"
    keyed = "as a keyed hash, so that one person counts once"
    yield (
        "Who answered, where the platform says",
        "hash only",
        f"{keyed}; `pulse close` destroys the key, {days} days after the end",
    )
    if _texts(surveys):
        yield "Comments", "redacted", "tied to the answers only until the stock-take is closed"
        alerts = f"in `{settings.safeguarding.file}`, for the safeguarding lead; no name, no team"
        yield "Comments that speak of somebody at risk", "redacted", alerts
    for survey in surveys:
        if survey.linked:
            link = "a second keyed hash, deleted when the next stock-take is closed"
            yield f"Who is who from one time to the next: {survey.title}", "hash only", link
    yield "Counts of groups, and what reports have shown", "yes", "for good; no row of it is about one person"


def _scope(settings: Settings, surveys: Sequence[Survey]) -> Iterator[str]:
    yield from ("### Scope", "")
    rows = (
        (
            it.title,
            str(len(it.items)),
            "yes" if _texts([it]) else "no",
            _often(it.schedule),
            "yes" if it.linked else "no",
        )
        for it in surveys
    )
    yield from _table(("Survey", "Questions", "Comments", "How often", "Stock-takes linked"), *rows)
    yield from (
        f"Levels of the organisation: {', '.join(settings.levels)}. People asked: [how many]. "
        "Area: [where they work]. People who need special care: [for example students, agency staff].",
        "",
    )


def _often(schedule: Schedule | None) -> str:
    return (schedule.repeat or schedule.rrule if schedule else "") or "[how often]"


def _context(settings: Settings) -> Iterator[str]:
    lead = settings.safeguarding.lead or "[nobody is named yet: set `lead` under `[safeguarding]`]"
    days = settings.safeguarding.working_days
    yield from (
        "### Context",
        "",
        "Answering is free. [How is that made sure, and how are staff told?] Nobody learns who has answered. "
        "[Earlier worries, complaints or leaks?] [Views of trade unions and staff networks, and when they were asked.]",
        "",
        f"Safeguarding lead: {lead}. Words that speak of the writer's own risk hold reports back once they have been "
        f"open for more than {days} working day{'s' * (days != 1)}. Staff are told where to turn: "
        f"{'; '.join(settings.safeguarding.signposts) or '[no signposts are set yet]'}.",
        "",
        "### Purposes",
        "",
        "To learn who is hurt, what they need and who should meet it, and to show whether it was met. Not to judge, "
        "rank or find single people or their managers. [Add or strike out.]",
        "",
    )


def _necessity(surveys: Sequence[Survey]) -> Iterator[str]:
    yield from ("## 3. Is it needed, and is it in proportion?", "")
    linked = " Stock-takes are linked in some surveys: [why counts without links are not enough]." * any(
        survey.linked for survey in surveys
    )
    yield from _table(
        ("Question", "Answer"),
        ("Lawful basis (Article 6)", "[basis, and why]"),
        (
            "Condition for health data (Article 9)",
            "[condition; Schedule 1 of the Data Protection Act 2018 if it applies]",
        ),
        ("Could less do?", f"Only columns that the questionnaire names are read.{linked} [Which questions could go?]"),
        ("How are staff informed?", "`pulse notice` and `pulse notice --page FILE` [where they stand, since when]"),
        (
            "Rights of staff",
            "Until a stock-take is closed, answers can be deleted if the platform still tells which are whose. After "
            "that nobody can find them (Article 11), and staff are told so beforehand.",
        ),
        ("Accuracy", "What does not fit is set aside and listed; counts add up at every collect."),
        ("Processors, transfers abroad", "None by pulse: it sends nothing. [Survey platform]"),
    )


def _rules(settings: Settings, least: int) -> Iterator[str]:
    policy = settings.policy
    yield from ("## 4. Rules for what is shown", "")
    yield from _table(
        ("Rule", "In force"),
        ("Fewest answers of any figure, and of any rest left by subtracting", str(least)),
        ("Fewest answers for single points of a scale and means", str(max(policy.min_detail, least))),
        ("Counts shown as a band", f"0 to {policy.band}, and all but 0 to {policy.band}"),
        ("Figures once reported", "stand; each report has a number in the ledger"),
        ("Reason given for withholding", "one and the same, whatever the cause"),
    )


def _risks(settings: Settings, surveys: Sequence[Survey], least: int) -> Iterator[str]:
    yield from (
        "## 5. Risks, measures, and what remains",
        "",
        "Likelihood and harm before and after the measures are yours to judge: low, medium or high.",
        "",
    )
    head = ("Risk to staff", "Before", "Measures in force", "What remains", "After")
    rows = ((risk, _BLANK, measure, rest, _BLANK) for risk, measure, rest in _known_risks(settings, surveys, least))
    yield from _table(head, *rows, ("[Other risks here]", _BLANK, "[measures]", "[what remains]", _BLANK))


def _known_risks(settings: Settings, surveys: Sequence[Survey], least: int) -> Iterator[tuple[str, str, str]]:
    yield (
        "A manager works out from reports what one person said",
        f"at least {least} answers behind every figure and every rest; bands; one wording; tested by an attack",
        "a guess from a small team's mood or from talk",
    )
    yield (
        "Somebody opens the database",
        "no names in it; one key a stock-take, destroyed at its close; file for one account only; "
        f"answers deleted after {settings.retention.keep_answers_months} months",
        "group and answers together can point to one person; until the close, whoever has database and key can test "
        "whether an address they know has answered",
    )
    yield (
        "The export of the survey platform leaks",
        "pulse does not change or send it",
        "[names and times are in it: where is it kept, who deletes it, when?]",
    )
    if _texts(surveys):
        yield (
            "A comment gives its writer or a colleague away",
            "rules" + (" and the list of staff" if settings.staff_list else "") + " take names and numbers out; "
            "a person reads each",
            "what only one person can know; names on no list",
        )
        yield (
            "A cry for help is not heard, or its writer is exposed",
            "phrases are looked for at every collect; the lead gets them without a team; reports wait; signposts",
            "lists miss words; nobody reads at once; the writer cannot be found",
        )
    if any(survey.linked for survey in surveys):
        yield (
            "Linked stock-takes show who changed, joined or left",
            "counts of everyone only; links deleted when the next stock-take is closed; staff are told",
            "while links exist, whoever has database and key could follow one person over two times",
        )
    yield (
        "Staff feel forced to answer, or fear they will be found",
        "the page for staff says what is kept and how it is tested",
        "[trust: how will you know?]",
    )


def _decision() -> Iterator[str]:
    yield from ("## 6. Who does what", "")
    roles = (
        "Runs the survey and holds the database",
        "Holds the backup of the key",
        "Reads and decides on comments",
        "Safeguarding lead",
        "Answers requests of staff",
        "Decides when the survey is stopped",
    )
    yield from _table(("Task", "Role", "Deputy"), *((role, "[role]", "[role]") for role in roles))
    yield from ("## 7. Advice and sign-off", "")
    rows = (
        "Measures accepted by",
        "Risks that remain accepted by",
        "Advice of the data protection officer",
        "Advice taken or not, and why",
        "Views of staff and their unions",
        "If a high risk remains: regulator asked",
    )
    yield from _table(("Step", "Name and role", "Date", "Notes"), *((row, _BLANK, _BLANK, _BLANK) for row in rows))


def _texts(surveys: Sequence[Survey]) -> bool:
    return any(item.kind == "text" for survey in surveys for item in survey.items)


def _groups(settings: Settings, surveys: Sequence[Survey]) -> tuple[str, ...]:
    named = dict.fromkeys(name for survey in surveys for name in survey.dimensions) or dict.fromkeys(settings.levels)
    return tuple(name.replace("_", " ") for name in named)


def _table(head: Sequence[str], *rows: Sequence[str]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"

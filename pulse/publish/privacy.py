"""What staff are told before they answer, in plain words, from the settings in force."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from pulse.model.survey import Survey
from pulse.settings import Settings

_WIDTH = 88


_NOT_LINKED = (
    "Every stock-take has a key of its own. What you answer this time cannot be linked with what you answered before, "
    "by us or by anybody else."
)
_LINKED = (
    "This survey is linked: what you answer this time is put beside what you answered the time before, to count how "
    "many people changed their answer. For that, a second code is made from who answered, with a secret key of this "
    "survey, and kept with your answers until the stock-take after this one is closed. Then it is deleted, and only "
    "the counts stay: of everyone together, never of a group. While it is kept, those who hold both the database and "
    "the key could find out which answers are yours. If you do not want that, answer without your name or code, if "
    "the form lets you."
)


def text(settings: Settings, survey: Survey | None, others: Sequence[Survey]) -> str:
    """The privacy notice of a workspace, or of one questionnaire in it: plain text, ready to be pasted.

    others  all questionnaires there are: a notice of the workspace says where it does not hold
    """
    parts = [f"{settings.organisation}: what happens to your answers"]
    if survey is not None:
        parts.append(f"This is about: {survey.title}")
    for heading, paragraphs in sections(settings, survey, others):
        parts.append(heading.upper())
        parts += (textwrap.fill(paragraph, _WIDTH) for paragraph in paragraphs)
    return "\n\n".join(parts) + "\n"


def sections(settings: Settings, survey: Survey | None, others: Sequence[Survey]) -> Iterator[tuple[str, list[str]]]:
    """The same, as headings with their paragraphs."""
    least = max(settings.policy.min_answers, (survey.min_answers if survey else None) or 0)
    days = _count(settings.retention.close_after_days, "day")
    months = _count(settings.retention.keep_answers_months, "month")
    yield (
        "Confidential, not anonymous",
        [
            "Your name is not stored with your answers. But your group is, and what somebody ticked, taken together, "
            "can point to one person for those who know them well. So we promise that your answers are confidential; "
            "we do not call them anonymous.",
        ],
    )
    yield "What is kept", _kept(settings, survey)
    yield (
        "How long",
        [
            f"Each stock-take takes answers until its last day, and late deliveries for {days} after it. Then it is "
            "closed: the key is destroyed, and no answer can be added, changed or taken out any more.",
            f"The answers themselves are deleted {months} after the stock-take ended. What stays are counts: how many "
            f"people gave which answer, in groups of {least} people or more; and what reports have shown.",
        ],
    )
    yield (
        "Who sees what",
        [
            "The few people who run the survey can open the database. They see answers with a group, without a name.",
            f"Everybody else - managers, the board, colleagues - sees reports only. No figure in a report rests on "
            f"fewer than {least} answers, none can be worked out by taking one report from another, and what is "
            "withheld is said to be withheld, in the same words whatever the reason.",
        ],
    )
    yield "From one time to the next", _linked(survey, others)
    yield (
        "Your rights, and what cannot be done",
        [
            f"Until a stock-take is closed - {days} after its last day - you can ask us to delete your answers, if the "
            "platform on which you gave them can still tell which are yours.",
            f"{_found_until(survey)} nobody can find them: not you, not we. A request to see, correct or delete them "
            "can then no longer be met (Article 11 of the GDPR and of the UK GDPR). Please decide before you answer.",
        ],
    )


def _kept(settings: Settings, survey: Survey | None) -> list[str]:
    groups = survey.dimensions if survey else settings.levels
    named = ", ".join(name.replace("_", " ") for name in groups)
    told = [
        f"What you ticked, and the group you chose ({named})." if groups else "What you ticked.",
        "Names, e-mail addresses, network addresses and times of day in the survey platform's file are dropped before "
        "anything is stored. Where the file tells who answered, a code made from it with a secret key shows that one "
        "person counts once; the name cannot be read back from the code.",
    ]
    if survey is None or any(item.kind == "text" for item in survey.items):
        told.append(
            "What you write in your own words is kept without the names, numbers and addresses that a program can find "
            "in it. People read it to count what comments speak of. Words of it stand in a report only where you agree "
            "to that in the questionnaire and a person has read them, and without your group. Until the stock-take is "
            "closed it stands with your answers; then nothing tells any more whose it was. It is not read at once: if "
            "you or somebody else is in danger, do not write it here."
        )
        if lead := settings.safeguarding.lead:
            told.append(
                f"Words that speak of somebody at risk go to the safeguarding lead ({lead}), without a name and "
                "without a team. Nobody tries to find out who wrote them."
            )
        told += settings.safeguarding.signposts
    return told


def _linked(survey: Survey | None, others: Sequence[Survey]) -> list[str]:
    if survey is not None:
        return [_LINKED if survey.linked else _NOT_LINKED]
    titles = dict.fromkeys(it.title for it in others if it.linked)
    whose = "Its notice says" if len(titles) == 1 else "Their notices say"
    return [_NOT_LINKED, *([f"This does not hold for: {', '.join(titles)}. {whose} what does."] if titles else [])]


def _found_until(survey: Survey | None) -> str:
    """From when on nobody can find anybody's answers; answers of a closed stock-take cannot be taken out either way."""
    if survey is None or not survey.linked:
        return "After that"
    return "After that they cannot be taken out by themselves, and once the next stock-take is closed too,"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"

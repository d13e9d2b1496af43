"""The list of answers given by name: question by question, who said what, for those who were asked and nobody else."""

from __future__ import annotations

from datetime import date

from pulse.model.attributed import Asked, Given
from pulse.model.survey import Item
from pulse.report import words
from pulse.report.filled import environment, style


def attributed_page(asked: Asked, entry: int, made: date) -> str:
    """One HTML file: no script, no request. Its first line is the questionnaire's own: answers are shown by name."""
    survey = asked.survey
    first, *rest = survey.introduction.splitlines()
    return (
        environment()
        .get_template("attributed.html")
        .render(
            survey=survey,
            first=first,
            rest=" ".join(" ".join(rest).split()),
            days=words.days(asked.wave.first, asked.wave.last),
            count=len(asked.given),
            who=[survey.dimension_texts.get(name) or name.replace("_", " ").capitalize() for name in survey.dimensions],
            questions=[(item, [(it, said(item, it)) for it in asked.given]) for item in survey.items],
            entry=entry,
            made=words.day(made),
            **style(),
        )
    )


def said(item: Item, given: Given) -> str:
    """What one person answered to a question, in the words she chose or wrote; one mark where she left it out."""
    found = dict(given.answers).get(item.id, ())
    if item.kind == "text":
        return " ".join(found) or words.NOT_SHOWN
    texts = {option.id: option.text for option in item.options}
    return "; ".join(texts[it] for it in found) or words.NOT_SHOWN

"""A questionnaire as it is asked in another of its languages: whole, or not at all."""

from __future__ import annotations

from dataclasses import replace

from pulse.model.languages import WORDS, Language
from pulse.model.problems import Stop, problem
from pulse.model.survey import Item, Survey


def in_language(survey: Survey, tag: str) -> Survey:
    """The questionnaire in one of its languages, ids and all else as they are; itself in its own.

    What no speaker has checked says so at the end of its introduction, in that language and in English.
    Raises Stop: "no-such-language"; "translation-incomplete", since nothing is asked half in one language.
    """
    if tag == survey.language:
        return survey
    language = language_of(survey, tag)
    if language.missing:
        raise Stop(problem("translation-incomplete", survey=survey.id, language=tag, count=language.missing))
    texts = language.texts
    return replace(
        survey,
        language=tag,
        title=texts["title",],
        introduction=_introduction(language),
        dimension_texts={name: texts["dimensions", name] for name in survey.dimensions},
        items=tuple(_item(it, tag) for it in survey.items),
        relationships=tuple(replace(it, item=_item(it.item, tag)) for it in survey.relationships),
        words={name: texts.get(("words", name), words) for name, words in WORDS.items()},
    )


def language_of(survey: Survey, tag: str) -> Language:
    """One of the languages a questionnaire has beside its own. Raises Stop("no-such-language")."""
    found = next((it for it in survey.languages if it.tag == tag), None)
    if found is None:
        known = ", ".join([survey.language, *(it.tag for it in survey.languages)])
        raise Stop(problem("no-such-language", survey=survey.id, language=tag, known=known))
    return found


def _introduction(language: Language) -> str:
    words = language.texts.get(("introduction",), "")
    unchecked = f"{language.texts['words', 'unchecked']} ({WORDS['unchecked']})"
    return words if language.is_checked else "\n\n".join(filter(None, (words, unchecked)))


def _item(item: Item, tag: str) -> Item:
    """A text that the language does not have holds no letters: a number reads alike in all."""
    options = tuple(replace(it, text=it.translated.get(tag, it.text)) for it in item.options)
    return replace(item, text=item.translated.get(tag, item.text), options=options)

"""A translation begun or gone on with: what has no entry yet is put into the file, and what stands there is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from pulse import toml
from pulse.define.library import definition, questionnaires, text_of, translations
from pulse.define.survey import Definition
from pulse.define.translation import (
    CHECKED,
    TAG,
    Translation,
    TranslationText,
    added,
    checked_lines,
    one_line,
    quoted,
    written,
)
from pulse.model.languages import Begun, TextPath, name_of
from pulse.model.problems import Place, Stop, problem
from pulse.model.translated import language_of

_HEAD = """\
# "{title}" in another language: each text of the questionnaire (`from`), and what it is in this language (`to`).
# Leave `from` and everything in square brackets as they are, and what stands in {{braces}} too.
# Once somebody who speaks the language has read all of it: `pulse survey checked {survey} {tag} --by "who it was"`.
# Until then, and after any change, every place that shows it says that it has not been checked.

name = {name}
"""


Pairs = dict[TextPath, tuple[str, str]]  # where a text stands -> it in the questionnaire's own language, and in another


def begin(path: Path, tag: str, folders: Iterable[Path]) -> Begun:
    """The translation of a questionnaire's file with an entry for each of its texts.

    A text that another translation in `folders` has is taken over. Raises Stop: "translation-tag", "translation-own",
    and with the faults of either file.
    """
    found = definition(path)
    found.survey()
    if not TAG.fullmatch(tag):
        raise Stop(problem("translation-tag", Place(str(path)), language=tag))
    if tag == found.said.language:
        raise Stop(problem("translation-own", Place(str(path)), language=tag))
    begun = next((it for it in found.translations if it.tag == tag), None)
    pairs = _entries(found, begun, _memory(folders, tag))
    known = sum(bool(to) for _, to in pairs.values())
    where = translations(path).get(tag) or (path if begun else path.with_name(f"{path.stem}.{tag}.toml"))
    if begun is None:
        head = _HEAD.format(title=one_line(found.said.title), survey=found.said.id, tag=tag, name=quoted(name_of(tag)))
        return Begun(where, head + written(pairs), len(pairs), known)
    text = f"{begun.document.text.rstrip()}\n{added(pairs, '.'.join(begun.at))}"
    toml.parse(text, str(where))  # a file whose tables are written in one line takes none at its end
    return Begun(where, text if pairs else begun.document.text, len(pairs), known)


def checked(path: Path, tag: str, who: str, day: date) -> tuple[Path, str]:
    """The file of a questionnaire's translation, with who has read all of it and when: it, and its text.

    Raises Stop: "no-such-language", "translation-incomplete", and with the faults of either file.
    """
    found = definition(path)
    survey = found.survey()
    language = language_of(survey, tag)
    if language.missing:
        raise Stop(problem("translation-incomplete", survey=survey.id, language=tag, count=language.missing))
    it = next(each for each in found.translations if each.tag == tag)
    lines, places = it.document.text.splitlines(), it.document.positions
    said = checked_lines(who, day, it.digest)
    name = places[*it.at, "name"][0] - 1
    old = {places[*it.at, key][0] - 1 for key in CHECKED if (*it.at, key) in places}
    kept = [(at, line) for at, line in enumerate(lines) if at not in old]
    text = "\n".join("\n".join([line, *said]) if at == name else line for at, line in kept) + "\n"
    return Path(it.document.file), text


def with_blanks(text: str, earlier: str = "") -> str:
    """A definition's text with an entry, in each of its languages, for every text that has none.

    It is empty, but where the same text was translated in an earlier writing of the definition.
    """
    found = Definition.parsed(text, "")
    known = _translated_in(earlier) if earlier else {}
    blanks = (added(_entries(found, it, known.get(it.tag, {})), ".".join(it.at)) for it in found.translations)
    return text + "".join(blanks)


def _translated_in(text: str) -> dict[str, dict[str, str]]:
    """Language -> original -> text; nothing where the text can no longer be read."""
    with suppress(Stop):
        found = Definition.parsed(text, "").translations
        return {it.tag: {one_line(pair.original): pair.to for pair in it.pairs.values()} for it in found}
    return {}


def _entries(found: Definition, begun: Translation | None, memory: Mapping[str, str]) -> Pairs:
    """What has no entry yet: the original, and the text if it is known from elsewhere."""
    there = begun.pairs if begun else {}
    texts = {**found.readable.originals, **found.asked_later}
    wanted = {path: one_line(text) for path, text in texts.items() if path not in there}
    return {path: (text, memory.get(text, "")) for path, text in wanted.items()}


def _memory(folders: Iterable[Path], tag: str) -> dict[str, str]:
    """Original -> text, of every translation into a language in some folders; the first folder's come first."""
    known: dict[str, str] = {}
    for folder in folders:
        for path in questionnaires(folder):
            if beside := translations(path).get(tag):
                said = toml.validate(toml.parse(text_of(beside), str(beside)), TranslationText)
                for _, pair in said.pairs():
                    known.setdefault(one_line(pair.original), pair.to.strip())
    return known

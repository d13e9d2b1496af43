"""A codebook's file: read, every fault found at once, then made a `Codebook`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pulse import toml
from pulse.define.library import shipped
from pulse.define.text import ID
from pulse.model.codes import Code, Codebook
from pulse.model.problems import Place, Problem, Stop, problem

FOLDER = "codebooks"
_NAME = re.compile(r"^[a-z][a-z0-9-]{0,39}$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_LETTER = re.compile(r"[^\W_]")


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _a_name(text: str) -> str:
    if not _NAME.match(text):
        raise ValueError("must begin with a-z and hold only a-z, 0-9 and - (at most 40)")
    return text


def _a_code_id(text: str) -> str:
    if not ID.match(text):
        raise ValueError("must begin with a-z and hold only a-z, 0-9 and single _ (at most 40)")
    return text


def _a_language(text: str) -> str:
    if not _LANGUAGE.match(text):
        raise ValueError('has something that is no language: write it like "en", "cy" or "pt-BR"')
    return text


def _a_cue(text: str) -> str:
    if not _LETTER.search(text):
        raise ValueError("has a cue without a word")
    return text


_Filled = Annotated[str, AfterValidator(_filled)]
_Cue = Annotated[str, AfterValidator(_a_cue)]


class CodeText(BaseModel):
    """One code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, AfterValidator(_a_code_id)]
    name: _Filled
    definition: _Filled
    inside: str = ""
    border: str = ""
    examples: list[_Filled] = []
    cues: dict[str, list[_Cue]] = {}


class CodebookText(BaseModel):
    """What comments can speak of."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, AfterValidator(_a_name)]
    title: _Filled
    languages: Annotated[list[Annotated[str, AfterValidator(_a_language)]], Field(min_length=1)]
    code: Annotated[list[CodeText], Field(min_length=2, max_length=60)]


def codebook(path: Path) -> Codebook:
    """The codebook in a file. Raises Stop with every fault of it, "file-missing" or "codebook-not-utf8"."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Stop(problem("file-missing", Place(str(path)))) from error
    except UnicodeDecodeError as error:
        raise Stop(problem("codebook-not-utf8", Place(str(path)))) from error
    document = toml.parse(text, str(path))
    said = toml.validate(document, CodebookText)
    if faults := toml.in_order(_faults(document, said)):
        raise Stop(*faults)
    return _made(said)


def codebooks(folder: Path) -> dict[str, Path]:
    """Id -> file of every codebook: those in a folder of questionnaires, and those shipped that are not among them."""
    found: dict[str, Path] = {}
    for place in (shipped(), folder):
        found |= {path.stem: path for path in sorted((place / FOLDER).glob("*.toml"))}
    return found


def named_codebook(folder: Path, name: str) -> Codebook:
    """A codebook by its id. Raises Stop("unknown-name") with the nearest one there is, and its own faults."""
    known = codebooks(folder)
    if name not in known:
        raise Stop(problem("unknown-name", kind="codebook", name=name, hint=toml.did_you_mean(name, known)))
    return codebook(known[name])


def _faults(document: toml.Document, said: CodebookText) -> Iterator[Problem]:
    """What no single key can tell: names that stand twice, languages without cues or cues without a language."""
    if document.file and Path(document.file).stem != said.id:
        yield problem("codebook-file", document.place("id"), id=said.id)
    seen: set[str] = set()
    for at, code in enumerate(said.code):
        if code.id in seen:
            yield problem("codebook-twice", document.place("code", at, "id"), id=code.id)
        seen.add(code.id)
        for language in code.cues:
            if language not in said.languages:
                hint = toml.did_you_mean(language, said.languages)
                place = document.place("code", at, "cues", language)
                yield problem("unknown-name", place, kind="language", name=language, hint=hint)
        yield from (
            problem("codebook-no-cues", document.place("code", at, "cues"), id=code.id, language=language)
            for language in said.languages
            if not code.cues.get(language)
        )


def _made(said: CodebookText) -> Codebook:
    codes = (
        Code(
            id=it.id,
            name=it.name,
            definition=it.definition,
            inside=it.inside.strip(),
            border=it.border.strip(),
            cues={language: tuple(cues) for language, cues in it.cues.items()},
            examples=tuple(it.examples),
        )
        for it in said.code
    )
    return Codebook(said.id, said.title, tuple(said.languages), tuple(codes))

"""Whom a relationship question rates: every group of its level, each a question of its own to whoever reads an export.

The groups are those the question names, or all that people.csv has: what is rated changes as groups come and go, and
the question stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pulse.model.groups import SEPARATOR, Path, People
from pulse.model.problems import Stop, problem
from pulse.model.survey import Rating, Relationship, Survey

_MOST_CODE = 12


def spread(survey: Survey, people: People, levels: Sequence[str], day: date) -> Survey:
    """The questionnaire with an item for every group that is rated, behind its other items.

    An item's text is "question [group]", as platforms head the rows of a grid. Raises Stop: "rated-level", where the
    groups belong to no level and no dimension; "rated-unknown", where nobody says which groups there are;
    "rated-not-placed" for a name that people.csv does not know, or knows twice.
    """
    ratings: list[Rating] = []
    taken = {item.id for item in survey.items}
    codes = {item.code for item in survey.items}
    for it in survey.relationships:
        for name, path in _named(it, survey, people, levels, day).items():
            item_id, code = _fresh(f"{it.item.id}_{_plain(name)}", taken), _short(it.item.code, codes)
            translated = {tag: f"{text} [{name}]" for tag, text in it.item.translated.items()}
            item = replace(it.item, id=item_id, code=code, text=f"{it.item.text} [{name}]", translated=translated)
            ratings.append(Rating(item, it.item.id, it.about, path))
    items = (*survey.items, *(it.item for it in ratings))
    return replace(survey, items=items, ratings=tuple(ratings))


def _named(it: Relationship, survey: Survey, people: People, levels: Sequence[str], day: date) -> Mapping[str, Path]:
    """The names of the groups that are rated, as staff read them -> where they are."""
    if it.about in levels:
        depth = list(levels).index(it.about) + 1
        known = sorted({row.path[:depth] for row in people.on(day) if len(row.path) >= depth})
        return {name: _placed(it, name, known, depth) for name in it.rated} if it.rated else _by_name(it, known)
    if it.about not in survey.dimensions:
        raise Stop(problem("rated-level", item=it.item.id, about=it.about, levels=", ".join(levels)))
    names = sorted({row.staff_group for row in people.on(day) if row.staff_group} if it.about == "staff_group" else ())
    return {name: (name,) for name in it.rated} if it.rated else _by_name(it, [(name,) for name in names])


def _by_name(it: Relationship, known: Sequence[Path]) -> Mapping[str, Path]:
    """By the last name of each; by the whole path where two groups bear one name."""
    if len(known) < 2:
        raise Stop(problem("rated-unknown", item=it.item.id, about=it.about))
    names = [path[-1] for path in known]
    return {path[-1] if names.count(path[-1]) == 1 else SEPARATOR.join(path): path for path in known}


def _placed(it: Relationship, name: str, known: Sequence[Path], depth: int) -> Path:
    parts = tuple(part.strip() for part in name.split(SEPARATOR))
    found = [path for path in known if parts in (path, path[-1:])]
    if len(found) == 1:
        return found[0]
    if not known and len(parts) == depth:
        return parts
    raise Stop(problem("rated-not-placed", item=it.item.id, name=name, about=it.about))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") or "group"


def _fresh(name: str, taken: set[str]) -> str:
    return _first(iter([name, *(f"{name}_{at}" for at in range(2, 2 + len(taken)))]), taken)


def _short(code: str, taken: set[str]) -> str:
    return _first((f"{code[: _MOST_CODE - len(str(at))]}{at}" for at in range(1, 2 + len(taken))), taken)


def _first(names: Iterator[str], taken: set[str]) -> str:
    found = next(name for name in names if name not in taken)
    taken.add(found)
    return found

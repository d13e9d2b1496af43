"""What people coded comments with: one coding a comment and coder; counted where coders agree.

A wave keeps the codebook it was begun with. Its codes stand once figures of them were shown, and when it is closed:
then how far the coders agreed is kept, since the comments may be purged.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from sqlite_utils import Database

from pulse.model.codes import Agreement, Code, CodeAgreement, Codebook
from pulse.model.coding import Chain, CodedWave, Coding, ToCode, agreement, counted
from pulse.model.figures import Atom, ItemTally
from pulse.model.problems import Stop, problem
from pulse.model.survey import Survey
from pulse.store.tables import answers_table, is_there

_HELD = "held"


def waves(db: Database, survey: str, label: str) -> tuple[CodedWave, ...]:
    """The waves with comments that may be coded, oldest first; "" is any survey, any label."""
    found = db.execute(
        "SELECT id, survey, label FROM wave WHERE ? IN ('', survey) AND ? IN ('', label) "
        "AND (EXISTS (SELECT 1 FROM comment WHERE comment.wave = wave.id) OR id IN (SELECT wave FROM codebook)) "
        "ORDER BY first, survey, label",
        [survey, label],
    ).fetchall()
    return tuple(
        CodedWave(wave_survey, wave_label, book(db, wave), tuple(comments(db, wave)), stands(db, wave))
        for wave, wave_survey, wave_label in found
    )


def comments(db: Database, wave: int) -> Iterator[ToCode]:
    """The comments whose sheets count and that nobody's safety holds back, each with its codings, first ones first."""
    codings: dict[str, list[Coding]] = defaultdict(list)
    for comment, coder, second, day, suggested, chains in db.execute(
        "SELECT coding.* FROM coding JOIN comment ON comment.id = coding.comment WHERE comment.wave = ? "
        "ORDER BY second, coder",
        [wave],
    ):
        made = tuple(Chain(**chain) for chain in json.loads(chains))
        it = Coding(comment, coder, date.fromisoformat(day), made, tuple(json.loads(suggested)), bool(second))
        codings[comment].append(it)
    for name, item, text, _ in _standing(db, wave):
        yield ToCode(name, item, text, tuple(codings[name]))


def book(db: Database, wave: int) -> Codebook | None:
    """The codebook a wave is coded with, without cues; None before its first coding."""
    found = db.execute("SELECT book FROM codebook WHERE wave = ?", [wave]).fetchone()
    return _book(found[0]) if found else None


def put(db: Database, wave: int, codebook: Codebook, codings: Iterable[Coding]) -> None:
    """Writes codings down. Raises Stop: "codes-settled", "codebook-other", "code-taken"."""
    survey, label = db.execute("SELECT survey, label FROM wave WHERE id = ?", [wave]).fetchone()
    if stands(db, wave):
        raise Stop(problem("codes-settled", survey=survey, wave=label))
    before = book(db, wave)
    if before is None:
        db.execute("INSERT INTO codebook (wave, book) VALUES (?, ?)", [wave, _book_text(codebook)])
    elif before.meaning != codebook.meaning:
        raise Stop(problem("codebook-other", survey=survey, wave=label, before=before.id))
    rows = [
        (it.comment, it.coder, it.second, it.day.isoformat(), json.dumps(it.suggested), _chains_text(it.chains))
        for it in codings
    ]
    try:
        db.conn.executemany("INSERT INTO coding VALUES (?, ?, ?, ?, ?, ?)", rows)
    except sqlite3.IntegrityError as error:
        raise Stop(problem("code-taken")) from error


def take_back(db: Database, wave: int, coding: Coding) -> None:
    """Deletes one coding. Raises Stop("codes-settled")."""
    if stands(db, wave):
        survey, label = db.execute("SELECT survey, label FROM wave WHERE id = ?", [wave]).fetchone()
        raise Stop(problem("codes-settled", survey=survey, wave=label))
    db.execute("DELETE FROM coding WHERE comment = ? AND coder = ?", [coding.comment, coding.coder])


def carry(db: Database, old: str, new: str) -> None:
    """Gives a comment that takes another's place its codings."""
    db.execute(
        "INSERT INTO coding SELECT ?, coder, second, day, suggested, chains FROM coding WHERE comment = ?", [new, old]
    )


def agreed(db: Database, wave: int) -> Agreement | None:
    """How far the coders of a wave agree; None where nothing was coded."""
    found = db.execute("SELECT book, agreement FROM codebook WHERE wave = ?", [wave]).fetchone()
    if not found:
        return None
    if found[1]:
        return _agreement(json.loads(found[1]))
    return agreement(comments(db, wave), _book(found[0]).codes)


def coded(
    db: Database, wave: int, survey: Survey, items: Sequence[ItemTally], atoms: Mapping[int, Atom]
) -> tuple[Survey, tuple[ItemTally, ...]]:
    """The questionnaire and tallies of a wave with its comments as choose-many items, where coders agree enough.

    Only coded comments count, and only codes that coders agree on are options. As they were where there are none.
    """
    found, codebook = agreed(db, wave), book(db, wave)
    if found is None or codebook is None or not found.kept:
        return survey, tuple(items)
    counts = {} if _closed(db, wave) else _counted(db, wave, found.kept)
    texts = set(counts) or set(_kept_items(db, wave))
    asked = tuple(codebook.coded(item, found.kept) if item.id in texts else item for item in survey.items)
    made = (
        ItemTally(item, atoms[atom], people, options)
        for item, of_atoms in counts.items()
        for atom, (people, options) in of_atoms.items()
    )
    return replace(survey, items=asked), (*(it for it in items if it.item not in counts), *made)


def stands(db: Database, wave: int) -> bool:
    """True where nothing can be coded any more."""
    sql = "SELECT 1 FROM codebook WHERE wave = ? AND settled <> ''"
    return _closed(db, wave) or db.execute(sql, [wave]).fetchone() is not None


def settle(db: Database, wave: int, day: date) -> None:
    """The codes of a wave stand from now on: done when figures of them are shown, and when it closes."""
    if found := agreed(db, wave):
        text = json.dumps(asdict(found))
        sql = "UPDATE codebook SET settled = ?, agreement = ? WHERE wave = ? AND settled = ''"
        db.execute(sql, [day.isoformat(), text, wave])


def close(db: Database, wave: int, survey: Survey, day: date) -> None:
    """Notes which of a wave's items are kept as coded, when it closes. survey: as its tallies were folded."""
    settle(db, wave, day)
    items = [item.id for item in survey.items if item.codebook]
    db.execute("UPDATE codebook SET items = ? WHERE wave = ?", [json.dumps(items), wave])


# --- rows ------------------------------------------------------------------------------------------------------------


def _standing(db: Database, wave: int) -> list[tuple[str, str, str, int]]:
    """Id, item, text and atom of a wave's comments in the order of their ids; no atom (0) once nothing tells it."""
    which = "comment.wave = ? AND comment.state <> ?"
    columns = "comment.id, comment.item, comment.text"
    untied = f"SELECT {columns}, 0 FROM comment WHERE {which} AND sheet IS NULL"  # noqa: S608
    if not is_there(db, answers_table(wave)):
        return db.execute(f"{untied} ORDER BY 1", [wave, _HELD]).fetchall()
    return db.execute(
        f"{untied} UNION ALL SELECT {columns}, kept.atom FROM comment JOIN {answers_table(wave)} AS kept "  # noqa: S608
        f"ON kept.key = comment.sheet AND kept.collect = comment.collect WHERE {which} ORDER BY 1",
        [wave, _HELD, wave, _HELD],
    ).fetchall()


def _counted(db: Database, wave: int, codes: Sequence[str]) -> dict[str, dict[int, tuple[int, tuple[int, ...]]]]:
    """Item -> atom -> how many of its comments are coded, and how many speak of each code."""
    known = {it.id: it for it in comments(db, wave)}
    by_atom: dict[int, list[ToCode]] = defaultdict(list)
    for name, _, _, atom in _standing(db, wave):
        by_atom[atom].append(known[name])
    found: dict[str, dict[int, tuple[int, tuple[int, ...]]]] = defaultdict(dict)
    for atom, of_atom in by_atom.items():
        for item, counts in counted(of_atom, codes).items():
            found[item][atom] = counts
    return dict(found)


def _kept_items(db: Database, wave: int) -> list[str]:
    (items,) = db.execute("SELECT items FROM codebook WHERE wave = ?", [wave]).fetchone()
    return [str(item) for item in json.loads(items)]


def _closed(db: Database, wave: int) -> bool:
    return db.execute("SELECT 1 FROM wave WHERE id = ? AND closed <> ''", [wave]).fetchone() is not None


# --- texts -----------------------------------------------------------------------------------------------------------


def _book_text(codebook: Codebook) -> str:
    """A codebook without its cues: what they suggested stands with each coding."""
    codes = [replace(code, cues={}, examples=()) for code in codebook.codes]
    return json.dumps(asdict(replace(codebook, codes=tuple(codes))), ensure_ascii=False)


def _book(text: str) -> Codebook:
    said = json.loads(text)
    codes = tuple(Code(**(code | {"examples": ()})) for code in said["codes"])
    return Codebook(said["id"], said["title"], tuple(said["languages"]), codes)


def _chains_text(chains: Sequence[Chain]) -> str:
    return json.dumps([asdict(chain) for chain in chains])


def _agreement(said: dict[str, object]) -> Agreement:
    codes = tuple(CodeAgreement(**code) for code in said.pop("codes"))  # type: ignore[attr-defined]
    return Agreement(**said, codes=codes)  # type: ignore[arg-type]

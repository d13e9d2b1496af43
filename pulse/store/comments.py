"""Redacted comments: each bears a random id, and the key of its sheet until its wave is closed.

A comment stands with the collect that brought its sheet, as links do: a sheet that gives way keeps its own for an undo.
Its order on disk is that of its id, so it says nothing of the order of the file. A wave that was begun before comments
were kept takes none: its staff were told so.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlite_utils import Database

from pulse.model.groups import Path
from pulse.model.problems import Stop, problem
from pulse.model.review import Alert, CommentCounts, Decision, Queue, Remark, Reviewed, Unreviewed
from pulse.store import coding, proposals
from pulse.store.tables import answers_table, is_there, replaced_table

_ID_BYTES = 8
_HELD = "held"
_DECISIONS: dict[str, Decision] = {"accepted": "accepted", "shortened": "shortened", "withheld": "withheld"}
_STATES = ("unreviewed", *_DECISIONS, _HELD)
_PUT = "id, wave, sheet, collect, item, text, consent, risk, day, state"


def begin(db: Database, wave: int) -> None:
    """Makes a new wave one that takes comments."""
    db.execute("UPDATE wave SET comments = 1 WHERE id = ?", [wave])


def takes(db: Database, wave: int) -> bool:
    """True for a wave that takes comments."""
    return bool(db.execute("SELECT comments FROM wave WHERE id = ?", [wave]).fetchone()[0])


def note(
    db: Database,
    wave: int,
    collect: int,
    remarks: Iterable[tuple[object, Remark]],
    consents: Sequence[object],
    day: date,
) -> None:
    """Puts remarks down, each with the key of its sheet. What speaks of somebody's own risk is held out of the queue.

    consents  for each sheet of the batch, whether what it says may be quoted
    """
    rows = [
        (_random_id(), wave, key, collect, it.item, it.text, bool(consents[it.at]) if consents else False, it.risk,
         day.isoformat(), _HELD if it.risk == "first" else "unreviewed")
        for key, it in remarks
    ]  # fmt: skip
    db.conn.executemany(f"INSERT INTO comment ({_PUT}) VALUES ({', '.join('?' * 10)})", rows)  # noqa: S608


def texts(db: Database, wave: int, key: object, collect: object) -> dict[str, str]:
    """Item -> the comment of one sheet."""
    sql = "SELECT item, text FROM comment WHERE wave = ? AND sheet = ? AND collect = ?"
    return dict(db.execute(sql, [wave, key, collect]).fetchall())


def carry(db: Database, wave: int, key: object, old: object, new: int) -> None:
    """Gives a sheet that takes another's place its comments, with what was decided of them and coded."""
    found = db.execute(
        "SELECT id, item, text, consent, risk, day, state, shown, reviewer, reviewed FROM comment "
        "WHERE wave = ? AND sheet = ? AND collect = ?",
        [wave, key, old],
    ).fetchall()
    ids = {name: _random_id() for name, *_ in found}
    rows = [(ids[name], wave, key, new, *row) for name, *row in found]
    columns = f"{_PUT}, shown, reviewer, reviewed"
    db.conn.executemany(f"INSERT INTO comment ({columns}) VALUES ({', '.join('?' * 13)})", rows)  # noqa: S608
    for before, after in ids.items():
        coding.carry(db, before, after)
        proposals.carry(db, before, after)


def prune(db: Database, wave: int) -> None:
    """Deletes the comments of sheets that are not there: undone, or deleted for good."""
    kept = " UNION ALL ".join(
        f"SELECT 1 FROM {table} AS kept WHERE kept.key = comment.sheet AND kept.collect = comment.collect"  # noqa: S608
        for table in (answers_table(wave), replaced_table(wave))
        if is_there(db, table)
    )
    db.execute(f"DELETE FROM comment WHERE wave = ? AND sheet IS NOT NULL AND NOT EXISTS ({kept})", [wave])  # noqa: S608


def untie(db: Database, wave: int) -> None:
    """Nothing tells any more which sheet a comment of the wave came from: done when it closes."""
    db.execute("UPDATE comment SET sheet = NULL, collect = NULL WHERE wave = ?", [wave])


def drop(db: Database, wave: int) -> None:
    """Deletes all comments of a wave."""
    db.execute("DELETE FROM comment WHERE wave = ?", [wave])


def ids(db: Database, wave: int, most: int) -> list[str]:
    """Some of a wave's random ids."""
    return [name for (name,) in db.execute("SELECT id FROM comment WHERE wave = ? LIMIT ?", [wave, most])]


# --- review ----------------------------------------------------------------------------------------------------------


def queue(db: Database, survey: str, label: str) -> Queue:
    """The comments of waves (all of them for ""), by wave and then in the order of their random ids."""
    waiting: list[Unreviewed] = []
    decided: list[Reviewed] = []
    held = 0
    for wave, wave_survey, wave_label in _waves(db, survey, label):
        for name, item, text, consent, state, shown, reviewer, reviewed in _standing(db, wave):
            comment = Unreviewed(name, wave_survey, wave_label, item, text, bool(consent))
            if state == "unreviewed":
                waiting.append(comment)
            elif state == _HELD:
                held += 1
            else:
                decided.append(Reviewed(comment, _DECISIONS[state], shown, reviewer, date.fromisoformat(reviewed)))
    return Queue(tuple(waiting), tuple(decided), held)


def counts(db: Database) -> tuple[CommentCounts, ...]:
    """How many comments of each wave stand where; waves without any are left out."""
    found = []
    for wave, survey, label in _waves(db, "", ""):
        sql = f"SELECT state, count(*) FROM {_counted(db, wave)} GROUP BY state"  # noqa: S608
        if states := dict(db.execute(sql).fetchall()):
            found.append(CommentCounts(survey, label, {state: states.get(state, 0) for state in _STATES}))
    return tuple(found)


def decide(db: Database, decision: Reviewed) -> None:
    """Writes down what a person decided of a comment. Raises Stop("no-such-comment") where it does not wait for it."""
    values = [decision.decision, decision.shown, decision.by, decision.day.isoformat(), decision.comment.id]
    sql = "UPDATE comment SET state = ?, shown = ?, reviewer = ?, reviewed = ? WHERE id = ? AND state = 'unreviewed'"
    if not db.execute(sql, values).rowcount:
        raise Stop(problem("no-such-comment", id=decision.comment.id))


def reopen(db: Database, comment: Unreviewed) -> None:
    """Puts a comment back into the queue."""
    sql = (
        "UPDATE comment SET state = 'unreviewed', shown = '', reviewer = '', reviewed = '' WHERE id = ? AND state <> ?"
    )
    db.execute(sql, [comment.id, _HELD])


# --- people at risk --------------------------------------------------------------------------------------------------


def alerts(db: Database, least: int) -> tuple[Alert, ...]:
    """Every comment that met a list of phrases, first-person ones first, in the order of their days.

    least  answers from which a group may be named: never the finest level, and the whole organisation where none has
    """
    found: list[Alert] = []
    for wave, survey, label in _waves(db, "", ""):
        sizes = _sizes(db, wave)
        at_risk = _counted(db, wave, "AND comment.risk <> ''")
        rows = db.execute(f"SELECT id, risk, day, text, place FROM {at_risk}")  # noqa: S608
        found += (
            Alert(name, risk, date.fromisoformat(day), survey, label, _coarse(json.loads(place), sizes, least), text)
            for name, risk, day, text, place in rows
        )
    return tuple(sorted(found, key=lambda it: (it.risk, it.day, it.id)))


def _sizes(db: Database, wave: int) -> Counter[Path]:
    """Group -> how many of the wave's sheets came from it."""
    sizes: Counter[Path] = Counter()
    for place, count in db.execute("SELECT place, responses FROM atom WHERE wave = ?", [wave]):
        path = tuple(json.loads(place))
        sizes.update({path[:depth]: count for depth in range(len(path) + 1)})
    return sizes


def _coarse(place: Sequence[str], sizes: Counter[Path], least: int) -> Path:
    """The smallest group around a place that is above the finest level and large enough to be named."""
    depths = range(len(place) - 1, 0, -1)
    return next((tuple(place[:depth]) for depth in depths if sizes[tuple(place[:depth])] >= least), ())


# --- where they are --------------------------------------------------------------------------------------------------


def _waves(db: Database, survey: str, label: str) -> list[tuple[int, str, str]]:
    """The waves that hold comments, oldest first; "" is any survey, any label."""
    return db.execute(
        "SELECT id, survey, label FROM wave WHERE ? IN ('', survey) AND ? IN ('', label) "
        "AND EXISTS (SELECT 1 FROM comment WHERE comment.wave = wave.id) ORDER BY first, survey, label",
        [survey, label],
    ).fetchall()


def _standing(db: Database, wave: int) -> list[tuple[str, str, str, int, str, str, str, str]]:
    columns = "id, item, text, consent, state, shown, reviewer, reviewed"
    return db.execute(f"SELECT {columns} FROM {_counted(db, wave)} ORDER BY id").fetchall()  # noqa: S608


def _counted(db: Database, wave: int, which: str = "") -> str:
    """A wave's comments whose sheets count, each with its group while it is known: what a query selects from."""
    untied = f"SELECT comment.*, '[]' AS place FROM comment WHERE wave = {wave} AND sheet IS NULL {which}"  # noqa: S608
    if not is_there(db, answers_table(wave)):
        return f"({untied})"
    return (
        f"({untied} UNION ALL SELECT comment.*, atom.place FROM comment "  # noqa: S608
        f"JOIN {answers_table(wave)} AS kept ON kept.key = comment.sheet AND kept.collect = comment.collect "
        f"JOIN atom ON atom.id = kept.atom WHERE comment.wave = {wave} {which})"
    )


def _random_id() -> str:
    return "c" + secrets.token_hex(_ID_BYTES)  # a letter first: a spreadsheet takes 12e45678 for a number

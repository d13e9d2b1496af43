"""The schema, step by step. A step is never changed once released; the next one follows below it."""

from __future__ import annotations

from textwrap import dedent

from sqlite_utils import Database, Migrations

from pulse.store.ledger import seal
from pulse.store.views import DESCRIPTIONS, VIEWS

migrations = Migrations("pulse")


@migrations(name="0001_first")
def first(db: Database) -> None:
    """People, waves with their definition, what was collected, tallies per atom, the ledger of what was shown."""
    for statement in _FIRST:
        db.execute(statement)


@migrations(name="0002_undo_and_close")
def undo_and_close(db: Database) -> None:
    """Collects can be undone, waves closed: each sheet says which collect brought it, each wave whether it is closed.

    A sheet's keyed hash becomes two numbers, of which one is the table's key: half the size, and no second tree.
    """
    for statement in _UNDO_AND_CLOSE:
        db.execute(statement)
    for (wave,) in db.execute("SELECT id FROM wave ORDER BY id").fetchall():
        _rekey(db, wave)


def _rekey(db: Database, wave: int) -> None:
    """Puts the answers of a wave into the new form of its table."""
    names = [name for (name,) in db.execute("SELECT name FROM catalogue WHERE wave = ? ORDER BY place", [wave])]
    columns = "".join(f", {name} INTEGER" for name in names)
    # Where only one collect brought answers they are its own; else nobody knows, and 0 says so.
    brought = db.execute("SELECT collect FROM collect_wave WHERE wave = ? AND stored > 0", [wave]).fetchall()
    collect = brought[0][0] if len(brought) == 1 else 0
    old = db.execute(f"SELECT hash, atom{''.join(f', {name}' for name in names)} FROM answers_{wave}").fetchall()  # noqa: S608
    db.execute(f"DROP TABLE answers_{wave}")
    db.execute(
        f"CREATE TABLE answers_{wave} (key INTEGER PRIMARY KEY, proof INTEGER NOT NULL, "
        f"atom INTEGER NOT NULL REFERENCES atom, collect INTEGER NOT NULL, person BLOB{columns})"
    )
    db.execute(
        f"CREATE TABLE replaced_{wave} (key INTEGER NOT NULL, proof INTEGER NOT NULL, place TEXT NOT NULL, "
        f"others TEXT NOT NULL, collect INTEGER NOT NULL, person BLOB, by INTEGER NOT NULL{columns}, "
        "PRIMARY KEY (key, by)) WITHOUT ROWID"
    )
    rows = [(*_halves(digest), atom, collect, None, *answers) for digest, atom, *answers in old]
    db.conn.executemany(f"INSERT INTO answers_{wave} VALUES ({', '.join('?' * (5 + len(names)))})", rows)  # noqa: S608


@migrations(name="0003_linked_waves")
def linked_waves(db: Database) -> None:
    """Waves of a survey can be linked: each knows by which key, and what pairs of answers came to."""
    for statement in _LINKED_WAVES:
        db.execute(statement)


@migrations(name="0004_events")
def events(db: Database) -> None:
    """What happened, and where a person let limits begin anew: each withdrawn by a date, none deleted."""
    for statement in _EVENTS:
        db.execute(statement)


@migrations(name="0005_plans")
def plans(db: Database) -> None:
    """Plans of evaluations, each with the day on which it was entered first; no entry is ever changed or taken away."""
    for statement in _PLANS:
        db.execute(statement)


@migrations(name="0006_reliability")
def reliability(db: Database) -> None:
    """How well the items of a score belong together: sums and cross-products of everyone, or what a closed wave keeps.

    It fills as answers change; of a wave that no answers come to any more nothing is known.
    """
    for statement in _RELIABILITY:
        db.execute(statement)


@migrations(name="0007_comments")
def comments(db: Database) -> None:
    """Redacted comments. Waves that are here already take none: their staff were told that comments are not kept."""
    for statement in _COMMENTS:
        db.execute(statement)


@migrations(name="0008_settled")
def settled(db: Database) -> None:
    """Groups that cross the levels are shown: of a closed wave what may be shown of them is kept, and no count."""
    db.execute(
        "CREATE TABLE settled (wave INTEGER NOT NULL REFERENCES wave, line INTEGER NOT NULL, dimension TEXT NOT NULL, "
        "name TEXT NOT NULL, measure TEXT NOT NULL, item TEXT NOT NULL, option TEXT NOT NULL, figure TEXT NOT NULL, "
        "PRIMARY KEY (wave, line)) WITHOUT ROWID"
    )


@migrations(name="0009_chain")
def chain(db: Database) -> None:
    """Every entry of the ledger is sealed to the one before it, those that are there as they stand; a wave may have
    several, since a later report can show more of it than the first one did.
    """
    for statement in _CHAIN:
        db.execute(statement)
    for (entry,) in db.execute("SELECT entry FROM ledger ORDER BY entry").fetchall():
        seal(db, entry)


@migrations(name="0010_snapshots")
def snapshots(db: Database) -> None:
    """A wave that was shown counts the sheets of collects up to one; later ones wait, and join statistic by statistic.

    `frozen` is that collect, 0 for a wave not shown yet; `joined` holds a later one for each statistic that took more.
    """
    for statement in _SNAPSHOTS:
        db.execute(statement)


@migrations(name="0011_codes")
def codes(db: Database) -> None:
    """What people coded comments with, how far they agree, and which quotes were shown under which code."""
    for statement in _CODES:
        db.execute(statement)


@migrations(name="0012_loop")
def loop(db: Database) -> None:
    """Needs, commitments, and every step of their stories, each with its day; none is ever changed or taken away."""
    for statement in _LOOP:
        db.execute(statement)
    for table in ("need", "commitment", "loop_step"):
        for what, verb in (("stands", "UPDATE"), ("stays", "DELETE")):
            db.execute(
                f"CREATE TRIGGER {table}_{what} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'a {table} {what}'); END"
            )


@migrations(name="0013_relationships")
def relationships(db: Database) -> None:
    """How groups rate each other: whom a wave rates, and counts by pairs."""
    for statement in _RELATIONSHIPS:
        db.execute(statement)


@migrations(name="0015_context")
def context(db: Database) -> None:
    """What the organisation counts, and what staff proposed to ask: rows are added, none is changed or taken away."""
    for statement in _CONTEXT:
        db.execute(statement)
    for what, verb in (("stands", "UPDATE"), ("stays", "DELETE")):
        db.execute(
            f"CREATE TRIGGER context_{what} BEFORE {verb} ON context BEGIN SELECT RAISE(ABORT, 'a count {what}'); END"
        )


def _halves(digest: bytes) -> tuple[int, int]:
    return int.from_bytes(digest[:8], "big") & (2**63 - 1), int.from_bytes(digest[8:16], "big", signed=True)


@migrations(name="0016_talks")
def talks(db: Database) -> None:
    """That a team talked about its figures, and when: never changed, never taken away."""
    for statement in _TALKS:
        db.execute(statement)


@migrations(name="0017_runs")
def runs(db: Database) -> None:
    """The log of the daily line; of a wave it opens, ends, reports and closes each at most once."""
    for statement in _RUNS:
        db.execute(statement)


@migrations(name="0018_views")
def described_views(db: Database) -> None:
    """Views of what was shown and promised, with a description of each and of its columns.

    A later step that takes a table or a column away from under one drops that view first.
    """
    for name, sql in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {dedent(sql).strip()}")
    db.execute(
        'CREATE TABLE descriptions ("table" TEXT NOT NULL, "column" TEXT NOT NULL, text TEXT NOT NULL, '
        'PRIMARY KEY ("table", "column")) WITHOUT ROWID'
    )
    told = [(view, column, text) for view, columns in DESCRIPTIONS.items() for column, text in columns.items()]
    db.conn.executemany("INSERT INTO descriptions VALUES (?, ?, ?)", told)


_LINKED_WAVES = (
    "ALTER TABLE wave ADD COLUMN link_id TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE panel (
        wave INTEGER PRIMARY KEY REFERENCES wave, before INTEGER NOT NULL REFERENCES wave, stayers INTEGER NOT NULL,
        entrants INTEGER NOT NULL, leavers INTEGER NOT NULL, others_before INTEGER NOT NULL,
        others_now INTEGER NOT NULL)""",
    """CREATE TABLE pair_tally (
        wave INTEGER NOT NULL REFERENCES wave, item TEXT NOT NULL, answers TEXT NOT NULL, before TEXT NOT NULL,
        now TEXT NOT NULL, apart_before INTEGER NOT NULL, apart_now INTEGER NOT NULL, turned TEXT NOT NULL,
        PRIMARY KEY (wave, item)) WITHOUT ROWID""",
)

_EVENTS = (
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, day TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
        places TEXT NOT NULL, recorded TEXT NOT NULL, withdrawn TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE rebase (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, item TEXT NOT NULL, day TEXT NOT NULL, reason TEXT NOT NULL,
        who TEXT NOT NULL, recorded TEXT NOT NULL, withdrawn TEXT NOT NULL DEFAULT '')""",
)

_UNDO_AND_CLOSE = (
    "ALTER TABLE wave ADD COLUMN closed TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE wave ADD COLUMN key_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE collect ADD COLUMN form TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE collect ADD COLUMN undone TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE withheld (
        wave INTEGER NOT NULL REFERENCES wave, statistic TEXT NOT NULL, place TEXT NOT NULL,
        PRIMARY KEY (wave, statistic, place)) WITHOUT ROWID""",
)

_CHAIN = (
    """CREATE TABLE sealed (
        entry INTEGER PRIMARY KEY, wave INTEGER NOT NULL REFERENCES wave, day TEXT NOT NULL,
        min_answers INTEGER NOT NULL, min_detail INTEGER NOT NULL, band INTEGER NOT NULL,
        snapshot INTEGER NOT NULL DEFAULT 1, seal TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE kept (
        entry INTEGER NOT NULL REFERENCES sealed, place TEXT NOT NULL, measure TEXT NOT NULL, item TEXT NOT NULL,
        item_version INTEGER NOT NULL, option TEXT NOT NULL, item2 TEXT NOT NULL, option2 TEXT NOT NULL,
        item3 TEXT NOT NULL, option3 TEXT NOT NULL, value REAL, low REAL, high REAL, n INTEGER,
        lower REAL, upper REAL,
        PRIMARY KEY (entry, place, measure, item, item_version, option, item2, option2, item3, option3)
        ) WITHOUT ROWID""",
    "INSERT INTO sealed SELECT entry, wave, day, min_answers, min_detail, band, 1, '' FROM ledger",
    "INSERT INTO kept SELECT *, NULL, NULL FROM shown",
    "DROP TABLE shown",
    "DROP TABLE ledger",
    "ALTER TABLE sealed RENAME TO ledger",
    "ALTER TABLE kept RENAME TO shown",
)

_SNAPSHOTS = (
    "ALTER TABLE wave ADD COLUMN frozen INTEGER NOT NULL DEFAULT 0",
    "UPDATE wave SET frozen = (SELECT max(collect.id) FROM collect) WHERE id IN (SELECT wave FROM ledger)",
    """CREATE TABLE joined (
        wave INTEGER NOT NULL REFERENCES wave, statistic TEXT NOT NULL, collect INTEGER NOT NULL,
        snapshot INTEGER NOT NULL, PRIMARY KEY (wave, statistic)) WITHOUT ROWID""",
)

_RELIABILITY = (
    """CREATE TABLE product_tally (
        wave INTEGER NOT NULL REFERENCES wave, name TEXT NOT NULL, people INTEGER NOT NULL, sums TEXT NOT NULL,
        products TEXT NOT NULL, PRIMARY KEY (wave, name)) WITHOUT ROWID""",
    """CREATE TABLE reliability (
        wave INTEGER NOT NULL REFERENCES wave, name TEXT NOT NULL, people INTEGER NOT NULL, alpha REAL, lower REAL,
        upper REAL, against TEXT NOT NULL, PRIMARY KEY (wave, name)) WITHOUT ROWID""",
)
_CODES = (
    """CREATE TABLE codebook (
        wave INTEGER PRIMARY KEY REFERENCES wave, book TEXT NOT NULL, settled TEXT NOT NULL DEFAULT '',
        agreement TEXT NOT NULL DEFAULT '', items TEXT NOT NULL DEFAULT '[]')""",
    """CREATE TABLE coding (
        comment TEXT NOT NULL REFERENCES comment ON DELETE CASCADE, coder TEXT NOT NULL COLLATE NOCASE,
        second INTEGER NOT NULL, day TEXT NOT NULL, suggested TEXT NOT NULL, chains TEXT NOT NULL,
        PRIMARY KEY (comment, coder)) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX coding_first ON coding (comment) WHERE second = 0",
    """CREATE TABLE quoted (
        wave INTEGER NOT NULL REFERENCES wave, digest TEXT NOT NULL, item TEXT NOT NULL, code TEXT NOT NULL,
        day TEXT NOT NULL, PRIMARY KEY (wave, digest)) WITHOUT ROWID""",
)


_COMMENTS = (
    "ALTER TABLE wave ADD COLUMN comments INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE comment (
        id TEXT PRIMARY KEY, wave INTEGER NOT NULL REFERENCES wave, sheet INTEGER, collect INTEGER, item TEXT NOT NULL,
        text TEXT NOT NULL, consent INTEGER NOT NULL, risk TEXT NOT NULL, day TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('unreviewed', 'accepted', 'shortened', 'withheld', 'held')),
        shown TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL DEFAULT '', reviewed TEXT NOT NULL DEFAULT '',
        CHECK (shown = '' OR state IN ('accepted', 'shortened')),
        CHECK (state IN ('unreviewed', 'held') OR (reviewer <> '' AND reviewed <> ''))) WITHOUT ROWID""",
    "CREATE INDEX comment_sheet ON comment (wave, sheet)",
    "CREATE INDEX comment_risk ON comment (wave) WHERE risk <> ''",
)

_RELATIONSHIPS = (
    """CREATE TABLE rated (
        id INTEGER PRIMARY KEY, wave INTEGER NOT NULL REFERENCES wave, item TEXT NOT NULL, place TEXT NOT NULL,
        UNIQUE (wave, item, place))""",
    """CREATE TABLE rating_tally (
        atom INTEGER NOT NULL REFERENCES atom, item TEXT NOT NULL, place TEXT NOT NULL, answer INTEGER NOT NULL,
        people INTEGER NOT NULL, PRIMARY KEY (atom, item, place, answer)) WITHOUT ROWID""",
)

_LOOP = (
    """CREATE TABLE need (
        number INTEGER PRIMARY KEY, survey TEXT NOT NULL, text TEXT NOT NULL, horizon TEXT NOT NULL,
        level TEXT NOT NULL, place TEXT NOT NULL, dimension TEXT NOT NULL, wave TEXT NOT NULL, day TEXT NOT NULL,
        item TEXT NOT NULL, option TEXT NOT NULL, share REAL, n INTEGER)""",
    """CREATE TABLE commitment (
        number INTEGER PRIMARY KEY, need INTEGER NOT NULL REFERENCES need, owner TEXT NOT NULL, level TEXT NOT NULL,
        due TEXT NOT NULL, measure TEXT NOT NULL, text TEXT NOT NULL, day TEXT NOT NULL)""",
    """CREATE TABLE loop_step (
        number INTEGER PRIMARY KEY, need INTEGER NOT NULL REFERENCES need, commitment INTEGER REFERENCES commitment,
        day TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, detail TEXT NOT NULL)""",
)

_CONTEXT = (
    """CREATE TABLE context (
        number INTEGER PRIMARY KEY, day TEXT NOT NULL, indicator TEXT NOT NULL, period TEXT NOT NULL,
        unit TEXT NOT NULL, source TEXT NOT NULL, value REAL, low REAL, high REAL, staff INTEGER NOT NULL,
        CHECK ((value IS NULL) <> (low IS NULL AND high IS NULL)))""",
    """CREATE TABLE proposal (
        comment TEXT PRIMARY KEY REFERENCES comment ON DELETE CASCADE, cluster TEXT NOT NULL, who TEXT NOT NULL,
        day TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE guest (
        number INTEGER PRIMARY KEY, survey TEXT NOT NULL, wave TEXT NOT NULL, cluster TEXT NOT NULL,
        item TEXT NOT NULL, text TEXT NOT NULL, scale TEXT NOT NULL, who TEXT NOT NULL, day TEXT NOT NULL,
        vouched INTEGER NOT NULL)""",
)

_PLANS = (
    """CREATE TABLE plan (
        number INTEGER PRIMARY KEY, mark TEXT NOT NULL UNIQUE, day TEXT NOT NULL, survey TEXT NOT NULL,
        outcome TEXT NOT NULL, option TEXT NOT NULL, start TEXT NOT NULL, took_part TEXT NOT NULL,
        compare_with TEXT NOT NULL, title TEXT NOT NULL, what TEXT NOT NULL, why TEXT NOT NULL)""",
    "CREATE TRIGGER plan_stands BEFORE UPDATE ON plan BEGIN SELECT RAISE(ABORT, 'a plan stands'); END",
    "CREATE TRIGGER plan_stays BEFORE DELETE ON plan BEGIN SELECT RAISE(ABORT, 'a plan stays'); END",
)

_FIRST = (
    """CREATE TABLE people (
        line INTEGER PRIMARY KEY, valid_from TEXT NOT NULL, path TEXT NOT NULL, staff_group TEXT NOT NULL,
        headcount INTEGER NOT NULL, formerly TEXT NOT NULL)""",
    "CREATE TABLE level (depth INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    """CREATE TABLE wave (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, label TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
        definition TEXT NOT NULL, levels TEXT NOT NULL, UNIQUE (survey, label))""",
    """CREATE TABLE catalogue (
        wave INTEGER NOT NULL REFERENCES wave, place INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        item TEXT NOT NULL, option TEXT NOT NULL, PRIMARY KEY (wave, place)) WITHOUT ROWID""",
    """CREATE TABLE collect (
        id INTEGER PRIMARY KEY, survey TEXT NOT NULL, digest TEXT NOT NULL, platform TEXT NOT NULL, day TEXT NOT NULL,
        counts TEXT NOT NULL)""",
    """CREATE TABLE collect_wave (
        collect INTEGER NOT NULL REFERENCES collect, wave INTEGER NOT NULL REFERENCES wave, stored INTEGER NOT NULL,
        PRIMARY KEY (collect, wave)) WITHOUT ROWID""",
    """CREATE TABLE atom (
        id INTEGER PRIMARY KEY, wave INTEGER NOT NULL REFERENCES wave, place TEXT NOT NULL, others TEXT NOT NULL,
        responses INTEGER NOT NULL DEFAULT 0, UNIQUE (wave, place, others))""",
    """CREATE TABLE item_tally (
        atom INTEGER NOT NULL REFERENCES atom, item TEXT NOT NULL, answered INTEGER NOT NULL, options TEXT NOT NULL,
        PRIMARY KEY (atom, item)) WITHOUT ROWID""",
    """CREATE TABLE index_tally (
        atom INTEGER NOT NULL REFERENCES atom, name TEXT NOT NULL, people INTEGER NOT NULL, total INTEGER NOT NULL,
        squares INTEGER NOT NULL, PRIMARY KEY (atom, name)) WITHOUT ROWID""",
    """CREATE TABLE flow_tally (
        atom INTEGER NOT NULL REFERENCES atom, items TEXT NOT NULL, options TEXT NOT NULL, ticks INTEGER NOT NULL,
        people INTEGER NOT NULL, PRIMARY KEY (atom, items, options, ticks)) WITHOUT ROWID""",
    """CREATE TABLE ledger (
        entry INTEGER PRIMARY KEY, wave INTEGER NOT NULL UNIQUE REFERENCES wave, day TEXT NOT NULL,
        min_answers INTEGER NOT NULL, min_detail INTEGER NOT NULL, band INTEGER NOT NULL)""",
    """CREATE TABLE shown (
        entry INTEGER NOT NULL REFERENCES ledger, place TEXT NOT NULL, measure TEXT NOT NULL, item TEXT NOT NULL,
        item_version INTEGER NOT NULL, option TEXT NOT NULL, item2 TEXT NOT NULL, option2 TEXT NOT NULL,
        item3 TEXT NOT NULL, option3 TEXT NOT NULL, value REAL, low REAL, high REAL, n INTEGER,
        PRIMARY KEY (entry, place, measure, item, item_version, option, item2, option2, item3, option3)
        ) WITHOUT ROWID""",
)

_RUNS = (
    """CREATE TABLE run (
        number INTEGER PRIMARY KEY, day TEXT NOT NULL, finished INTEGER NOT NULL, waits INTEGER NOT NULL)""",
    """CREATE TABLE run_step (
        at INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, kind TEXT NOT NULL, survey TEXT NOT NULL,
        wave TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL)""",
    """CREATE UNIQUE INDEX run_step_once ON run_step (survey, wave, kind, about)
        WHERE kind NOT IN ('collected', 'refused')""",
)

_TALKS = (
    """CREATE TABLE talk (
        number INTEGER PRIMARY KEY, place TEXT NOT NULL, dimension TEXT NOT NULL, day TEXT NOT NULL,
        noted TEXT NOT NULL)""",
    "CREATE TRIGGER talk_stands BEFORE UPDATE ON talk BEGIN SELECT RAISE(ABORT, 'a talk stands'); END",
    "CREATE TRIGGER talk_stays BEFORE DELETE ON talk BEGIN SELECT RAISE(ABORT, 'a talk stays'); END",
)

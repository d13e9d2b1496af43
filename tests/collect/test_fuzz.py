"""Any export, in any dialect, is read back exactly; a damaged one is exact, reported or refused.

1. Every platform, delimiter, quoting, line end, encoding, order of columns, cells of several lines: what went in comes
   out.
2. Damage is never silent. What ends without a word is stored exactly as before the damage, or is what the damaged file
   itself says by the letter of RFC 4180 (half a file is a legal file). Anything else is "silently different". A word
   is: a stop, a problem, a reject, or a count (partial, duplicate, outside, empty, not assigned ...) that the whole
   file does not have.
3. Collected twice is collected once; shuffled, written anew in another dialect, or in two parts, it is the same answers
   and the same tallies.
4. Counts add up, whatever a file is made of.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from pulse import define
from pulse.model.collected import Summary
from pulse.model.problems import Stop
from tests.collect.exports import (
    FORM,
    PLATFORMS,
    Dialect,
    Export,
    Sheet,
    dialects,
    exports,
    meant,
    records,
    shape,
    sheets_of,
    stored,
    strictly,
    take_in,
    tallies,
    workspace,
    written,
)

_OWN = define.from_source(FORM)
_SURVEYS = (_OWN, define.load(define.shipped() / "stock-take.toml"))
_WITH_IDS = tuple(name for name in PLATFORMS if name != "google-forms")
_NIGHTLY = 2000
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

everyday = settings(max_examples=25, deadline=None, suppress_health_check=_SLOW)
nightly = settings(max_examples=_NIGHTLY, deadline=None, suppress_health_check=_SLOW)


# --- 1. read back exactly --------------------------------------------------------------------------------------------


def _exact(export: Export, dialect: Dialect) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder) / "w", export.survey)
        summary = take_in(root, export, written(export.rows(), dialect), dialect.encoding)
        wanted = meant(export.survey, export.sheets)
        assert stored(root) == wanted
        assert (summary.facts.platform, summary.facts.header_rows) == (export.platform, export.header_rows)
        counts = summary.collected.counts
        assert (counts.read, counts.stored) == (len(export.sheets), wanted.total())
        assert counts.empty == counts.read - counts.stored
        assert (summary.problems, summary.rejects, summary.not_assigned) == ((), "", {})


@everyday
@given(export=exports(_SURVEYS), dialect=dialects)
def test_an_export_is_read_back_exactly(export: Export, dialect: Dialect) -> None:
    _exact(export, dialect)


@pytest.mark.nightly
@nightly
@given(export=exports(_SURVEYS), dialect=dialects)
def test_an_export_is_read_back_exactly_at_night(export: Export, dialect: Dialect) -> None:
    _exact(export, dialect)


@pytest.mark.parametrize("option", ["me", "team", "others", "nobody"])
def test_one_tick_is_an_answer_whichever_it_is(tmp_path: Path, option: str) -> None:
    """A sheet with nothing but one tick: it counts, and is not empty."""
    sheets = (Sheet(1, ("North", ""), (None, None, frozenset({option}), None, "")),)
    export = Export(_OWN, "microsoft-forms", sheets, shape("microsoft-forms", _OWN, sheets), ";")
    root = workspace(tmp_path / "w", _OWN)
    counts = take_in(root, export, written(export.rows(), Dialect()), "utf-8").collected.counts
    assert (counts.stored, counts.empty) == (1, 0)
    assert stored(root) == {(("North", ""), (None, None, frozenset({option}), None, False)): 1}


# --- 2. damage -------------------------------------------------------------------------------------------------------

Damage = Callable[[Export, Dialect, Random], bytes]


def _some_byte(content: bytes, rng: Random) -> int:
    return rng.randrange(len(content))


def _drop_a_byte(export: Export, dialect: Dialect, rng: Random) -> bytes:
    content = written(export.rows(), dialect)
    at = _some_byte(content, rng)
    return content[:at] + content[at + 1 :]


def _insert(text: str) -> Damage:
    def damage(export: Export, dialect: Dialect, rng: Random) -> bytes:
        sign = text.encode(dialect.encoding.removesuffix("-sig"))
        content = written(export.rows(), dialect)
        at = _some_byte(content, rng) // len(sign) * len(sign)
        return content[:at] + sign + content[at:]

    return damage


def _delete_one(which: Callable[[Dialect], str]) -> Damage:
    def damage(export: Export, dialect: Dialect, rng: Random) -> bytes:
        content, sign = written(export.rows(), dialect), which(dialect).encode(dialect.encoding.removesuffix("-sig"))
        places = [at for at in range(0, len(content), len(sign)) if content[at : at + len(sign)] == sign]
        at = rng.choice(places or [0])
        return content[:at] + content[at + len(sign) :]

    return damage


def _truncate(export: Export, dialect: Dialect, rng: Random) -> bytes:
    content = written(export.rows(), dialect)
    return content[: _some_byte(content, rng)]


def _swap_two_heads(export: Export, dialect: Dialect, rng: Random) -> bytes:
    columns = list(export.columns)
    one, other = rng.sample(range(len(columns)), 2)
    heads = columns[one].heads, columns[other].heads
    columns[one], columns[other] = replace(columns[one], heads=heads[1]), replace(columns[other], heads=heads[0])
    return written(replace(export, columns=tuple(columns)).rows(), dialect)


def _move_a_cell(export: Export, dialect: Dialect, rng: Random) -> bytes:
    """One row whose cells stand a column further, as after a stray delimiter; the last one is lost."""
    rows = export.rows()
    at, place = rng.randrange(export.header_rows, len(rows)), rng.randrange(len(rows[0]))
    rows[at] = [*rows[at][:place], "", *rows[at][place:-1]]
    return written(rows, dialect)


def _duplicate_a_row(export: Export, dialect: Dialect, rng: Random) -> bytes:
    rows = export.rows()
    at = rng.randrange(len(rows))
    rows.insert(rng.randrange(len(rows) + 1), rows[at])
    return written(rows, dialect)


def _paste_two_exports(export: Export, dialect: Dialect, _rng: Random) -> bytes:
    return written([*export.rows(), *export.rows()], dialect)


def _say_another_encoding(export: Export, dialect: Dialect, rng: Random) -> bytes:
    """A byte-order mark or a code page that is not the text's."""
    content = written(export.rows(), dialect)
    other = rng.choice(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
    text = content.decode({"utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(dialect.encoding, dialect.encoding))
    return text.encode(other, "replace")


def _change_a_byte(export: Export, dialect: Dialect, rng: Random) -> bytes:
    content = bytearray(written(export.rows(), dialect))
    content[_some_byte(bytes(content), rng)] = rng.randrange(256)
    return bytes(content)


def _other_delimiter_in_a_row(export: Export, dialect: Dialect, rng: Random) -> bytes:
    lines = written(export.rows(), replace(dialect, encoding="utf-8")).decode().split(dialect.end)
    at = rng.randrange(len(lines))
    lines[at] = lines[at].replace(dialect.delimiter, rng.choice([it for it in ",;\t|" if it != dialect.delimiter]))
    text = dialect.end.join(lines)
    mark = "\ufeff" if dialect.encoding.startswith("utf-16") else ""
    return (mark + text).encode(dialect.encoding, "replace")


_DAMAGES: dict[str, Damage] = {
    "a byte dropped": _drop_a_byte,
    "a byte changed": _change_a_byte,
    "a quote inserted": _insert('"'),
    "a NUL inserted": _insert("\0"),
    "a delimiter inserted": _insert(","),
    "a line end inserted": _insert("\n"),
    "a delimiter deleted": _delete_one(lambda dialect: dialect.delimiter),
    "a quote deleted": _delete_one(lambda _: '"'),
    "a line end deleted": _delete_one(lambda dialect: dialect.end[0]),
    "cut off": _truncate,
    "two heads swapped": _swap_two_heads,
    "a row shifted": _move_a_cell,
    "a row twice": _duplicate_a_row,
    "two exports in one": _paste_two_exports,
    "another encoding": _say_another_encoding,
    "another delimiter in one row": _other_delimiter_in_a_row,
}


def _told(summary: Summary) -> Counter[str]:
    """Everything a summary says besides how many rows were read and stored."""
    put = summary.collected
    said: Counter[str] = Counter(asdict(put.counts))
    del said["read"], said["stored"]
    said |= Counter(
        changed=put.changed, vanished=put.vanished, twice=put.answered_twice, shared=put.shared, twins=put.twins
    )
    said |= Counter({f"not assigned {name}": count for name, count in summary.not_assigned.items()})
    return said + Counter(problems=len(summary.problems), rejects=bool(summary.rejects))


def _never_silently_different(export: Export, dialect: Dialect, damage: str, seed: int) -> None:
    content = _DAMAGES[damage](export, dialect, Random(seed))  # noqa: S311
    note(f"{export.platform}, {damage}: {content!r}")
    with tempfile.TemporaryDirectory() as folder:
        whole = workspace(Path(folder) / "whole", export.survey)
        expected = _told(take_in(whole, export, written(export.rows(), dialect), dialect.encoding))
        root = workspace(Path(folder) / "damaged", export.survey)
        summary = _summary_or_stop(root, export, content, dialect)
        if isinstance(summary, Stop):
            assert summary.problems[0].words, "refused without a word"
            assert stored(root) == Counter(), "refused, and stored all the same"
            return
        assert summary.collected.counts.adds_up
        found = stored(root)
        if _told(summary) == expected and found != meant(export.survey, export.sheets):
            assert found == strictly(export, content, dialect), f"silently different: {damage}"


def _summary_or_stop(root: Path, export: Export, content: bytes, dialect: Dialect) -> Summary | Stop:
    try:
        return take_in(root, export, content, dialect.encoding)
    except Stop as stop:
        return stop


@pytest.mark.parametrize(
    "damage", ["an option renamed", "a cell of the second header row lost", "a question cut in two by another"]
)
def test_a_damaged_second_header_row_is_told(tmp_path: Path, damage: str) -> None:
    """SurveyMonkey: ticks under a head that is no option any more; ticks of 1 under heads a column too far left."""
    answers = ("agree", None, frozenset({"team"}), None, "")
    sheets = tuple(Sheet(at, ("North", ""), answers) for at in range(1, 9))
    export = Export(_OWN, "surveymonkey", sheets, shape("surveymonkey", _OWN, sheets))
    rows, at = export.rows(), 10
    assert (rows[1][at], rows[2][at]) == ("My team; all of it", "My team; all of it")
    if damage == "a question cut in two by another":
        for row in rows[:2]:  # the staff group's heads and those of "Others" have changed places
            row[6], row[at + 1] = row[at + 1], row[6]
    elif damage == "an option renamed":
        rows[1][at] = "My, team; all of it"
    else:
        del rows[1][at - 1]
        rows[2:] = [[*row[:at], "1", *row[at + 1 :]] for row in rows[2:]]
    root = workspace(tmp_path / "w", _OWN)
    summary = _summary_or_stop(root, export, written(rows, Dialect()), Dialect())
    told = isinstance(summary, Stop) or bool(summary.problems)
    assert told or stored(root) == meant(_OWN, sheets), stored(root)


@pytest.mark.parametrize(("cell", "name"), [('Surg"ery', "a quote within"), (',"Surgery"', "quotes behind a sign")])
def test_a_bare_quote_in_an_unquoted_cell_is_told(tmp_path: Path, cell: str, name: str) -> None:
    """A group's name with a quote that no writer of CSV leaves bare: no group of its own that nobody hears of."""
    sheets = tuple(Sheet(at, ("Surgery", ""), ("agree", None, frozenset(), None, "")) for at in range(1, 41))
    export = Export(_OWN, "microsoft-forms", sheets, shape("microsoft-forms", _OWN, sheets), ";")
    content = written(export.rows(), Dialect(delimiter=";")).replace(b"Surgery", cell.encode(), 1)
    root = workspace(tmp_path / "w", _OWN)
    summary = _summary_or_stop(root, export, content, Dialect(delimiter=";"))
    told = isinstance(summary, Stop) or bool(summary.problems)
    assert told or stored(root) == meant(_OWN, sheets), (name, stored(root))


_damaged = given(
    export=exports(_SURVEYS, most=12),
    dialect=dialects,
    damage=st.sampled_from(sorted(_DAMAGES)),
    seed=st.integers(0, 2**32),
)


@everyday
@_damaged
def test_a_damaged_export_is_never_silently_different(export: Export, dialect: Dialect, damage: str, seed: int) -> None:
    _never_silently_different(export, dialect, damage, seed)


@pytest.mark.nightly
@nightly
@_damaged
def test_a_damaged_export_is_never_silently_different_at_night(
    export: Export, dialect: Dialect, damage: str, seed: int
) -> None:
    _never_silently_different(export, dialect, damage, seed)


# --- 3. the same answers, however they come --------------------------------------------------------------------------


@settings(everyday, max_examples=15)
@given(export=exports([_OWN]), dialect=dialects, other=dialects, seed=st.integers(0, 2**32))
def test_another_order_and_dialect_add_nothing_and_change_nothing(
    export: Export, dialect: Dialect, other: Dialect, seed: int
) -> None:
    """Comments lose what code page 1252 does not have; they are not kept, and not part of what a sheet is known by."""
    shuffled = _some_sheets(export, Random(seed).sample(range(len(export.sheets)), len(export.sheets)))  # noqa: S311
    plain = {"cp1252": "cp1252"}.get(dialect.encoding, other.encoding)  # what is lost in one file is lost in both
    again = written(shuffled.rows(), replace(other, encoding=plain))
    with tempfile.TemporaryDirectory() as folder:
        first = workspace(Path(folder) / "first", export.survey)
        whole = take_in(first, export, written(export.rows(), dialect), dialect.encoding).collected.counts
        answers, counted = stored(first), tallies(first)
        second = take_in(first, shuffled, again, plain, "again.csv").collected
        assert (second.counts.stored, second.counts.duplicate) == (0, whole.stored)
        assert second.changed == 0
        assert (stored(first), tallies(first)) == (answers, counted)
        fresh = workspace(Path(folder) / "fresh", export.survey)
        take_in(fresh, shuffled, again, plain)
        assert (stored(fresh), tallies(fresh)) == (answers, counted)


@settings(everyday, max_examples=10)
@given(export=exports(_SURVEYS), dialect=dialects)
def test_twice_is_once(export: Export, dialect: Dialect) -> None:
    content = written(export.rows(), dialect)
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder) / "w", export.survey)
        first = take_in(root, export, content, dialect.encoding).collected
        before, counted = stored(root), tallies(root)
        second = take_in(root, export, content, dialect.encoding).collected
        assert (second.again, second.id, second.answered) == (True, None, first.answered)
        assert replace(second.counts, stored=first.counts.stored, duplicate=0) == first.counts
        assert (second.counts.stored, second.counts.duplicate) == (0, first.counts.stored)
        assert (stored(root), tallies(root)) == (before, counted)


@settings(everyday, max_examples=10)
@given(export=exports([_OWN], least=2), dialect=dialects, cut=st.integers(1, 29), both=st.integers(0, 5))
def test_two_parts_that_overlap_are_the_whole(export: Export, dialect: Dialect, cut: int, both: int) -> None:
    """`both` rows stand at the end of the first part and again at the beginning of the second."""
    count = len(export.sheets)
    cut = min(cut, count - 1)
    with tempfile.TemporaryDirectory() as folder:
        whole = workspace(Path(folder) / "whole", export.survey)
        take_in(whole, export, written(export.rows(), dialect), dialect.encoding)
        parts = workspace(Path(folder) / "parts", export.survey)
        for at, numbers in enumerate((range(cut), range(max(cut - both, 0), count))):
            part = written(_some_sheets(export, numbers).rows(), dialect)
            summary = take_in(parts, export, part, dialect.encoding, f"part-{at}.csv")
            assert summary.collected.counts.adds_up
        assert (stored(parts), tallies(parts)) == (stored(whole), tallies(whole))


def _some_sheets(export: Export, numbers: Sequence[int]) -> Export:
    """The export with only these sheets, in this order."""
    columns = tuple(replace(it, cells=tuple(it.cells[at] for at in numbers)) for it in export.columns)
    return replace(export, sheets=tuple(export.sheets[at] for at in numbers), columns=columns)


# --- 4. counts -------------------------------------------------------------------------------------------------------

_FATES = (
    "stored",
    "partial",
    "preview",
    "test",
    "spam",
    "outside",
    "short",
    "long",
    "no date",
    "header",
    "quote",
    "again",
)
_STATUS = {"preview": "Survey Preview", "test": "Survey Test", "spam": "Spam"}


@settings(everyday, max_examples=40)
@given(
    people=sheets_of(_OWN, least=1, most=40),
    fates=st.lists(st.sampled_from(_FATES), min_size=40, max_size=40),
    dialect=dialects,
)
def test_counts_add_up_whatever_a_file_is_made_of(
    people: tuple[Sheet, ...], fates: list[str], dialect: Dialect
) -> None:
    """A Qualtrics file whose every row has a fate of its own; each count is exactly the number of rows of that fate."""
    blocks = shape("qualtrics", _OWN, people)
    export = Export(_OWN, "qualtrics", people, blocks, ",")
    head, rows = export.rows()[:3], export.rows()[3:]
    name = {column.heads[0]: at for at, column in enumerate(blocks)}
    lines = [written([row], dialect) for row in head]
    wanted: Counter[str] = Counter()
    kept: list[Sheet] = []
    for at in range(1, len(fates)):
        if fates[at - 1] == "quote" and fates[at] in ("short", "long", "quote"):
            fates[at] = "stored"  # a broken row is told by the whole one behind it; two in a row stop the file
    for sheet, row, fate in zip(people, rows, fates, strict=False):
        something = bool(meant(_OWN, [sheet]))
        line = list(row)
        if fate in _STATUS:
            line[name["Status"]] = _STATUS[fate]
        elif fate == "partial":
            line[name["Finished"]] = "False"
        elif fate == "outside":
            line[name["EndDate"]] = "2026-12-01 10:00:00"
        elif fate == "no date":
            line[name["EndDate"]] = "yesterday"
        elif fate == "short":
            line.pop()
        elif fate == "long":
            line.append("")
        elif fate == "header":
            line = head[0]
        content = written([line], dialect)
        if fate == "quote":
            content = _with_stray_quote(line, dialect)
        lines += [content, content] if fate == "again" else [content]
        if fate in _STATUS:
            wanted[fate] += 1
        elif fate in ("short", "long", "header", "quote"):
            wanted["rejected"] += 1
        elif not something:
            wanted["empty"] += 2 if fate == "again" else 1
        elif fate in ("partial", "outside"):
            wanted[fate] += 1
        elif fate == "no date":
            wanted["rejected"] += 1
        else:
            kept.append(sheet)
            wanted["stored"] += 1
            wanted["duplicate"] += fate == "again"
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder) / "w", _OWN)
        summary = _summary_or_stop(root, export, _joined(lines, dialect), dialect)
        if isinstance(summary, Stop):
            # Too little of the file is whole to tell what it is: that must have been said, and nothing kept.
            assert wanted["rejected"] * 2 >= len(people), summary.problems[0].words
            assert stored(root) == Counter()
            return
        counts: Counter[str] = Counter(asdict(summary.collected.counts))
        assert counts.pop("read") == wanted.total() == sum(counts.values())
        assert +counts == +wanted
        assert stored(root) == meant(_OWN, kept)


def _with_stray_quote(row: Sequence[str], dialect: Dialect) -> bytes:
    """The row with a quote behind its id's closing one, so that no reader can say where the cell ends."""
    text = dialect.delimiter.join(
        f'"{cell}"x' if not at else cell.split("\n")[0] for at, cell in enumerate(_plain(row))
    )
    return (text + dialect.end).encode(dialect.encoding.removesuffix("-sig"), "replace")


def _plain(row: Sequence[str]) -> list[str]:
    return ["".join(sign for sign in cell if sign not in '",;\t|\r\n') for cell in row]


def _joined(lines: Sequence[bytes], dialect: Dialect) -> bytes:
    """Rows written one by one as one file: one mark of order at most, at its beginning."""
    marks = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    mark = marks.get(dialect.encoding, b"")
    return mark + b"".join(line.removeprefix(mark) if mark else line for line in lines)


def test_the_strict_reader_of_these_tests_knows_what_is_not_well_formed() -> None:
    """The judge itself: what it takes, and what it does not."""
    plain = Dialect(end="\n")
    cases: dict[bytes, list[list[str]] | None] = {
        b'a,"b""c",d\n': [["a", 'b"c', "d"]],
        b'a,"x\ny"\r\n\r\n1,2': [["a", "x\ny"], ["1", "2"]],
        b'a,b"c\n': None,
        b'a,"b"c\n': None,
        b'a,"b\n': None,
        b"a,\0\n": None,
        b"a,\xff\n": None,
    }
    assert {content: records(content, plain) for content in cases} == cases

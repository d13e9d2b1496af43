"""The report as tables of a database that may travel: figures, what their ids stand for, what was promised, methods.

Names of tables and columns are relied on by others' scripts: they are added to, and never renamed. Descriptions hold no
digits, so that nothing in a share file's own words is a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain

from pulse.model.share import Column, Share, ShareTable, Value
from pulse.report import words
from pulse.report.formats.about import about
from pulse.report.material import Material
from pulse.report.methods import METHODS

_FIGURES = (
    Column("survey", "Id of the questionnaire."),
    Column("wave", "Label of the stock-take; see waves."),
    Column("wave_start", "Its first day."),
    Column("dimension", "Level of the group, or the other dimension it is of; all for everyone."),
    Column("group", "Whole path of the group; all for everyone, (all others) for a part that is not shown apart."),
    Column("group2", "The group that is rated; empty where none is."),
    Column("item", "Question or score; see items. Empty for how many answered."),
    Column("item_version", "Version of the question: where it changes, the line breaks.", "whole"),
    Column("option", "The answer, of a share of those who chose it; see options."),
    Column("item2", "Second question of a joined answer."),
    Column("option2", "Its answer."),
    Column("item3", "Third question of a joined answer."),
    Column("option3", "Its answer."),
    Column("measure", "What is told: share, favourable, mean, count, response_rate, flow, centre, change and others."),
    Column("n", "How many answers the figure rests on.", "whole"),
    Column("value", "The figure. Shares are fractions. Empty where it is withheld, or a band.", "number"),
    Column("lower", "Lower end of its interval.", "number"),
    Column("upper", "Upper end of its interval.", "number"),
    Column("band_low", "Of a share that is only told as a band: the least it can be.", "number"),
    Column("band_high", "The most it can be.", "number"),
    Column("shown", "False where the figure is withheld to protect people: then no number is in the row.", "truth"),
    Column("method", "How the figure was made."),
)
_WAVES = (
    Column("survey", "Id of the questionnaire."),
    Column("wave", "Label of the stock-take."),
    Column("first", "First day on which it was open."),
    Column("last", "Last day on which it was open."),
)
_GROUPS = (
    Column("dimension", "Level of the group, or the other dimension it is of."),
    Column("group", "Its whole path, as in figures."),
    Column("name", "Its own name."),
    Column("parent", "The path of the group it lies in; empty at the top."),
)
_ITEMS = (
    Column("position", "Place in the questionnaire; scores first.", "whole"),
    Column("item", "Id of the question or score."),
    Column("text", "The question as staff read it, or the score's title."),
    Column("label", "Its short name."),
    Column("kind", "score, scale, one answer, many answers, or text."),
    Column("positive", "Which end of a scale is the favourable one: high, low, none."),
    Column("frame", "What it asks of the frame: hurt, need, meet, works; empty for others."),
)
_OPTIONS = (
    Column("item", "Id of the question."),
    Column("position", "Place among its answers.", "whole"),
    Column("option", "Id of the answer, as in figures."),
    Column("text", "The answer as staff read it."),
    Column("aside", "aside where it stands outside of every share, as I don't know does; else empty."),
)
_NEEDS = (
    Column("number", "Counts the needs of this file.", "whole"),
    Column("text", "What is needed."),
    Column("level", "Who should meet it, as staff say."),
    Column("horizon", "When it is needed: now, medium, long."),
    Column("group", "Whose need it is; all for everyone."),
    Column("wave", "The stock-take in which it was first seen."),
    Column(
        "state",
        "Where it stands: open, acknowledged, committed, delivered, met, partly, not_met, declined, relapsed",
    ),
    Column("because", "Why it cannot be met, where somebody said so."),
)
_COMMITMENTS = (
    Column("need", "The need it answers; see needs.", "whole"),
    Column("owner", "The role that promised it."),
    Column("level", "The level of that role."),
    Column("due", "The day it is promised for."),
    Column("text", "What was promised."),
    Column("measure", "The question or score that should show it."),
    Column("status", "Its owner's word: kept, late, dropped; empty while it is under way."),
    Column("staff_say", "What those who had the need say: met, partly, not_met; empty where nothing may be shown."),
)
_METHODS = (
    Column("topic", "What it is about."),
    Column("what", "How it is done."),
    Column("source", "Where it was published."),
    Column("otherwise", "Where this program does otherwise; empty where it does not."),
    Column("why", "Why it does so."),
)
_DESCRIPTIONS = (
    Column("table", "Name of a table of this file."),
    Column("column", "Name of one of its columns; empty for the table itself."),
    Column("text", "What it holds."),
)
_ABOUT = (Column("name", "What is told."), Column("text", "What there is to tell of it."))


def share(material: Material) -> Share:
    """Every table of a share file, in the order in which a reader meets them."""
    release = material.release
    made = (
        ShareTable("figures", "One figure a row, and nothing that the report does not show.", _FIGURES,
                   tuple(tuple(asdict(row).values()) for row in material.rows)),
        ShareTable("waves", "The stock-takes that the figures are of.", _WAVES,
                   tuple((it.survey, it.label, it.first.isoformat(), it.last.isoformat()) for it in release.waves)),
        ShareTable("groups", "The groups that figures are told of.", _GROUPS, tuple(_groups(material))),
        ShareTable("items", "Questions and scores.", _ITEMS, tuple(_items(material))),
        ShareTable("options", "The answers of each question.", _OPTIONS, tuple(_options(material))),
        ShareTable("needs", "What staff need, and where it stands.", _NEEDS, tuple(_needs(material))),
        ShareTable("commitments", "What was promised about a need.", _COMMITMENTS, tuple(_commitments(material))),
        ShareTable("methods", "How figures are made, with sources.", _METHODS,
                   tuple(tuple(asdict(note).values()) for note in METHODS)),
        ShareTable("about", "Whose figures these are, and the rules they are shown under.", _ABOUT,
                   tuple(about(material))),
    )  # fmt: skip
    told = ShareTable("descriptions", "What each table and column holds.", _DESCRIPTIONS, ())
    lines = tuple(chain.from_iterable(map(_described, (*made, told))))
    described = ShareTable(told.name, told.said, told.columns, lines)
    return Share(release.asked_in[release.wave.label].title, material.organisation, (*made, described))


def _groups(material: Material) -> Iterator[tuple[Value, ...]]:
    for group in material.release.listed[1:]:
        parent = " / ".join(group.path[:-1])
        yield group.dimension, group.full_name, group.name, parent


def _items(material: Material) -> Iterator[tuple[Value, ...]]:
    survey = material.release.asked_in[material.release.wave.label]
    found: list[tuple[Value, ...]] = [
        (it.id, words.score_name(it), words.score_name(it), "score", "none" if it.balance else "high", "")
        for it in survey.scores
    ]
    for item in (*survey.items, *(it.item for it in survey.relationships)):
        found.append((item.id, item.text, item.label, item.kind, item.positive, item.frame or ""))
    yield from ((at, *line) for at, line in enumerate(found, 1))


def _options(material: Material) -> Iterator[tuple[Value, ...]]:
    survey = material.release.asked_in[material.release.wave.label]
    for item in (*survey.items, *(it.item for it in survey.relationships)):
        for at, option in enumerate(item.options, 1):
            yield item.id, at, option.id, option.text, "aside" if option.aside else ""


def _needs(material: Material) -> Iterator[tuple[Value, ...]]:
    for at, told in enumerate(material.loop.entries if material.loop else (), 1):
        need = told.story.need
        yield at, need.text, need.level, need.horizon, need.group.full_name, need.wave, told.story.state, told.because


def _commitments(material: Material) -> Iterator[tuple[Value, ...]]:
    for at, told in enumerate(material.loop.entries if material.loop else (), 1):
        for promise in told.story.promises:
            made, outcome = promise.commitment, promise.verdict.outcome if promise.verdict else None
            said = (promise.due.isoformat(), made.text, made.measure, promise.status or "", outcome or "")
            yield at, made.owner, made.level, *said


def _described(table: ShareTable) -> Iterator[tuple[Value, ...]]:
    yield table.name, "", table.said
    yield from ((table.name, column.name, column.said) for column in table.columns)


def metadata(found: Share, name: str) -> str:
    """The same descriptions as Datasette reads them (metadata.yaml). name: of the database, its file's without end."""
    lines = [f"title: {_quoted(found.title)}", f"source: {_quoted(found.source)}", "databases:", f"  {_quoted(name)}:"]
    lines.append("    tables:")
    for table in found.tables:
        lines += [f"      {table.name}:", f"        description: {_quoted(table.said)}", "        columns:"]
        lines += [f"          {column.name}: {_quoted(column.said)}" for column in table.columns]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text in YAML's double quotes: what JSON escapes, YAML reads alike."""
    return json.dumps(text, ensure_ascii=False)

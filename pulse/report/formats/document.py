"""The report as JSON: the rows, what they are about, and the version of their shape (`report.schema.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from pulse.model.release import Release
from pulse.report import words
from pulse.report.material import Material

SCHEMA = "pulse.report/1"  # counts up when a script that reads it would have to change; keys are only ever added


def to_json(material: Material) -> str:
    """One object, the same bytes for the same figures; `figures` has an object a row with the CSV's columns as keys."""
    release, wave = material.release, material.release.wave
    rules = release.rules
    document = {
        "schema": SCHEMA,
        "survey": release.survey.id,
        "title": release.asked_in[wave.label].title,
        "organisation": material.organisation,
        "wave": wave.label,
        "first": wave.first.isoformat(),
        "last": wave.last.isoformat(),
        "entry": material.entry,
        "rules": {"min_answers": rules.min_answers, "min_detail": rules.min_detail, "band": rules.band},
        "questions": list(_questions(release)),
        "figures": [asdict(row) for row in material.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of that object."""
    text = (files("pulse.report.formats") / "report.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _questions(release: Release) -> Iterator[dict[str, object]]:
    """What the ids of the rows stand for: scores with their questions, questions with their answers."""
    survey = release.asked_in[release.wave.label]
    for index in survey.scores:
        yield {"id": index.id, "text": words.score_name(index), "kind": "score", "of": list(index.items)}
    for item in (*survey.items, *(it.item for it in survey.relationships)):
        options = [{"id": option.id, "text": option.text} for option in item.options]
        yield {"id": item.id, "text": item.text, "kind": item.kind, "options": options}

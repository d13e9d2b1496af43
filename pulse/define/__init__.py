"""Text a person wrote -> nouns: questionnaires (read, checked, kept in a library), people.csv, plans of evaluations."""

from pulse.define.library import check, library, load, questionnaires, shipped, version_for
from pulse.define.new import new
from pulse.define.people import people
from pulse.define.plan import plan
from pulse.define.survey import from_source, schema

__all__ = [
    "check",
    "from_source",
    "library",
    "load",
    "new",
    "people",
    "plan",
    "questionnaires",
    "schema",
    "shipped",
    "version_for",
]

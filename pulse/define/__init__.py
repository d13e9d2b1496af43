"""Text a person wrote -> nouns: questionnaires (read, checked, kept in a library), benchmarks, people.csv, plans."""

from pulse.define.benchmarks import benchmarks
from pulse.define.beside import beside, unfit
from pulse.define.library import (
    as_it_is_now,
    asked_on,
    check,
    instances,
    library,
    load,
    questionnaires,
    shipped,
    version_for,
)
from pulse.define.new import new
from pulse.define.people import people
from pulse.define.plan import plan
from pulse.define.survey import from_source, schema

__all__ = [
    "as_it_is_now",
    "asked_on",
    "benchmarks",
    "beside",
    "check",
    "from_source",
    "instances",
    "library",
    "load",
    "new",
    "people",
    "plan",
    "questionnaires",
    "schema",
    "shipped",
    "unfit",
    "version_for",
]

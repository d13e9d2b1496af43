"""Text a person wrote -> nouns: questionnaires, benchmarks, codebooks, people.csv, plans."""

from pulse.define.benchmarks import benchmarks
from pulse.define.beside import beside, unfit
from pulse.define.codebook import codebook, codebooks, named_codebook
from pulse.define.holidays import own_holidays
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
from pulse.define.vocabulary import levels

__all__ = [
    "as_it_is_now",
    "asked_on",
    "benchmarks",
    "beside",
    "check",
    "codebook",
    "codebooks",
    "from_source",
    "instances",
    "levels",
    "library",
    "load",
    "named_codebook",
    "new",
    "own_holidays",
    "people",
    "plan",
    "questionnaires",
    "schema",
    "shipped",
    "unfit",
    "version_for",
]

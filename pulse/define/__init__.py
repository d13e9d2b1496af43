"""Text a person wrote -> nouns: questionnaires, benchmarks, codebooks, people.csv, plans."""

from pulse.define.benchmarks import benchmarks
from pulse.define.beside import beside, unfit
from pulse.define.codebook import codebook, codebooks, named_codebook
from pulse.define.context import context
from pulse.define.differences import differences
from pulse.define.guest import guest_item
from pulse.define.holidays import own_holidays
from pulse.define.library import (
    as_it_is_now,
    asked_on,
    check,
    file_of,
    gaps,
    instances,
    library,
    load,
    questionnaires,
    shipped,
    translated_by,
    translations,
    version_for,
)
from pulse.define.linked import linked
from pulse.define.new import new
from pulse.define.one_side import Written, one_side, review_of
from pulse.define.people import people
from pulse.define.plan import plan
from pulse.define.revision import next_version, without_wave
from pulse.define.rotation import turn
from pulse.define.survey import from_source, schema
from pulse.define.text import slug
from pulse.define.translating import begin, checked, with_blanks
from pulse.define.vocabulary import levels

__all__ = [
    "Written",
    "as_it_is_now",
    "asked_on",
    "begin",
    "benchmarks",
    "beside",
    "check",
    "checked",
    "codebook",
    "codebooks",
    "context",
    "differences",
    "file_of",
    "from_source",
    "gaps",
    "guest_item",
    "instances",
    "levels",
    "library",
    "linked",
    "load",
    "named_codebook",
    "new",
    "next_version",
    "one_side",
    "own_holidays",
    "people",
    "plan",
    "questionnaires",
    "review_of",
    "schema",
    "shipped",
    "slug",
    "translated_by",
    "translations",
    "turn",
    "unfit",
    "version_for",
    "with_blanks",
    "without_wave",
]

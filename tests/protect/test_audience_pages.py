"""The attack on the pages of audiences: what people say in round numbers, small charts, links from page to page.

1. What is planted in a copy is found there; several pages audited together are told what each is told alone.
2. Of random organisations every page passes, whatever numbers stand in titles, questions and answers: nobody is
   refused a report for her words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pulse import define, protect, settings
from pulse.journeys import auditing
from pulse.model.audit import Ledger
from pulse.store import Store
from tests.protect import organisations
from tests.report.audience_pages import ledger as shown
from tests.report.audience_pages import pages, reworded

_BOARD = "stock-take-2026-11-board.html"
_STAFF = "stock-take-2026-11-staff.html"
_TEAM = "stock-take-2026-11-team-saltmarsh-hospitals-medicine-ward-4.html"


@pytest.fixture(scope="module")
def ledger(demo: Path) -> Ledger:
    found = settings.load(demo)
    with Store.open(found.database, survey_from=define.from_source) as store:
        return auditing.ledger(found, store, "stock-take")


def _first(pattern: str, put: str) -> Callable[[str], str]:
    return lambda page: re.sub(pattern, put, page, count=1)


# What is planted, in which page, how, and whether it is found.
_PLANTS: dict[str, tuple[str, Callable[[str], str], bool]] = {
    "nothing": (_STAFF, lambda page: page, False),
    "another round number": (_STAFF, _first(">about 4 in 10</data>", ">about 7 in 10</data>"), True),
    "one of people that can be counted": (_STAFF, _first(">about 4 in 10</data>", ">about 5 in 12</data>"), True),
    "words behind it": (_STAFF, _first(">about 4 in 10</data>", ">about 4 in 10, or 9</data>"), True),
    "a round number without a figure": (_STAFF, _first("Thank you.", "Of us, about 4 in 10 are tired."), True),
    "a link to a group": (
        _TEAM, _first("</main>", '<a href="saltmarsh-hospitals-medicine-ward-6.html">Ward 6</a></main>'), False,
    ),
    "a link to none": (
        _TEAM, _first("</main>", '<a href="saltmarsh-hospitals-medicine-ward-7.html">Ward 6</a></main>'), True,
    ),
    "a count in a link": (_TEAM, _first("</main>", '<a href="index-7.html">All pages</a></main>'), True),
    "a point of a small chart": (_BOARD, _first(r'(id="small-1".*?)M(\d+)', r"\1M9\2"), True),
    "a last value of a small chart": (_BOARD, _first(r'(id="small-2".*?font-weight="700">)\d+%', r"\g<1>61%"), True),
}  # fmt: skip


def test_what_is_planted_is_found(demo: Path, ledger: Ledger) -> None:
    pages = {}
    for name, (file, put, _) in _PLANTS.items():
        page = (demo / "reports" / file).read_text(encoding="utf-8")
        pages[name] = put(page)
        assert name == "nothing" or pages[name] != page, name
    found = protect.audit_pages([(Path(name), page.encode()) for name, page in pages.items()], ledger)
    assert {str(it.file): bool(it.findings) for it in found} == {name: known for name, (*_, known) in _PLANTS.items()}
    alone = protect.audit(Path("a link to none"), pages["a link to none"].encode(), ledger)
    assert alone == next(it for it in found if str(it.file) == "a link to none")


def _refused(seed: int) -> list[tuple[int, str]]:
    """The pages of a random organisation that do not pass."""
    more = "3 of 5 in the last 12 weeks"
    releases = organisations.releases(organisations.organisation(seed))
    said = [reworded(it, "Pulse 2026, part 3", more) for it in releases]
    made = [(Path(name), page.encode()) for name, page in pages(said[-1], 3).items()]
    found = protect.audit_pages(made, shown(said))
    assert sum(it.figures for it in found) > 20
    return [(seed, str(it.file)) for it in found if it.findings or it.undecided]


@pytest.mark.parametrize("seed", [0, 2, 7, 9])
def test_pages_of_random_organisations_pass(seed: int) -> None:
    assert _refused(seed) == []


@pytest.mark.nightly
def test_pages_of_many_random_organisations_pass() -> None:
    assert [it for seed in range(200) for it in _refused(seed)] == []

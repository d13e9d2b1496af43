"""What identifies people is found by its name and by its looks.

1. Headers in seven languages; a question that speaks of e-mail is no such header.
2. A fifth of a column's cells that look like a person decide (confidentiality 5.3).
3. A single cell with an address or a person's number in it is known; answers, dates and counts are not.
4. A list of people among answers is told from a scale nobody declared.
5. No real column that a questionnaire reads is taken for one; no text is slow or raises.
"""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.collect.identity import holds_people, looks_like_identity, names_people
from tests.shared import shared

_ANSWERS = ["Strongly agree", "Agree", "Disagree", "Strongly disagree", "Neither agree nor disagree"]
_PEOPLE = [
    "Karen Whitfield", "Abiola Adeyemi", "Siân Llewellyn", "Zoë O'Neill", "Anne-Marie Dubois", "Piotr Kowalski",
    "Mary J. Evans", "Okafor, Chinwe", "Jun Li", "Fatima Begum", "Tom Price",
]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "Email", "E-mail", "Adresse e-mail", "Work mail", "Your work e-mail address", "What is your e-mail address?",
        "E-Mail-Adresse", "Correo electrónico", "Adresse électronique", "Indirizzo e-mail", "Endereço de e-mail",
        "Courriel",
        "Name", "Full name", "first_name", "Vorname", "Nachname", "Prénom", "Nom de famille", "Apellidos", "Cognome",
        "Achternaam", "Sobrenome", "Manager's name", "IP address", "ipaddr", "Telefonnummer", "Téléphone", "Teléfono",
        "telephone_1", "Mobile number", "NHS number", "Staff number", "Payroll number", "Date of birth",
        "Your date of birth",
        "Geburtsdatum", "LocationLatitude", "User Agent", "Network ID", "token", "Postcode",
    ],
)  # fmt: skip
def test_a_header_about_a_person(header: str) -> None:
    assert names_people(header, ())


@pytest.mark.parametrize(
    "header",
    [
        "", "ID", "Number", "Ward", "Team name", "Staff group", "Location", "Site", "Is e-mail overload a problem?",
        "My email is manageable", "Phone calls interrupt me", "Address the problem", "I can name my concerns",
        "Names are not called when harm is reviewed", "Do people use your name?", "How long have you worked here?",
    ],
)  # fmt: skip
def test_a_header_about_something_else(header: str) -> None:
    assert not names_people(header, _ANSWERS)


@pytest.mark.parametrize(
    "cell",
    [
        "karen.whitfield@nhs.net", "<a@b.org>", "mailto:a@b.co.uk", "write to a@b.org please", "192.0.2.17",
        "2001:db8::17",
        "from 192.0.2.17 again", "07700 900123", "+44 (0)7700 900123", "+49 30 1234567", "(405) 321-1111",
        "'+447700900123",
        "call 07700 900123 please", "943 476 5919", "9434765919", "NHS no. 943-476-5919", "AB 12 34 56 C", "ab123456c",
        "SW1A 1AA", "51.5074", "51.5074, -0.1278", "5f2b6c1d9e8a47b3a1c0d4e5f6a7b8c9",
    ],
)  # fmt: skip
def test_a_cell_with_a_person_in_it(cell: str) -> None:
    assert looks_like_identity(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *_ANSWERS, "", "  ", "7", "3.5", "-9", "2019", "1-25%", "10:20:30", "2019-03-08 19:08:08", "01.09.2025 10:00",
        "2025-09-01T10:00:00.481Z", "45611.4236", "1.2.3", "999.1.1.1", "version 2.0.1", "Band 6", "Ward 6",
        "@home", "a @ b",
        "00000000123", "1.18E+11", "Q3_1", "::", "9434765918", "1111111111", "QQ 12 34 56 C", "GB 12 34 56 C",
    ],
)  # fmt: skip
def test_a_cell_with_nobody_in_it(cell: str) -> None:
    """9434765918 fails the check digit; prefixes QQ and GB are never given to a person."""
    assert not looks_like_identity(cell)


def test_a_fifth_of_the_cells_decides() -> None:
    mails = [f"p{at}@example.org" for at in range(20)]
    others = [f"answer {at}" for at in range(80)]
    assert names_people("Column 7", mails + others)
    assert not names_people("Column 7", [*mails[:19], *others, "one more"])
    assert names_people("Column 7", [*mails, *others, "", " ", ""])  # empty cells do not count


def test_most_decides_where_scores_look_the_same() -> None:
    """A third of a mean's values, 3.3333 and such, has four places: no coordinates."""
    assert not names_people("score", ["3.3333", "2.5", "4", "3.6667", "1"])
    assert names_people("where", ["51.5074", "52.4862", "-0.1278"])


def test_a_list_of_staff_among_answers() -> None:
    assert holds_people(_PEOPLE)
    assert holds_people([f"{name.split()[0].lower().strip(',')}@nhs.net" for name in _PEOPLE])
    assert holds_people(["Agree", "", "k.whitfield@nhs.net", "Disagree", "Agree "])


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["", " "],
        ["Strongly Agree", "Tend To Agree", "Neither Nor", "Tend Disagree", "Strongly Disagree", "Not Applicable"],
        ["Very Good", "Very Bad", "Quite Good", "Rather Bad", "Fairly Good", "No Opinion", "Not Sure", "Full Time",
         "Part Time"],
        ["Staff Nurse", "Ward Manager", "Clinical Lead", "Health Visitor", "Senior Porter", "Consultant Surgeon",
         "Medical Secretary", "Support Worker", "Registrar Grade", "Team Leader"],
        ["Karen Whitfield", "Tom Price"],  # two may be anything
        ["something else", "it depends on the day", "both", "my line manager", "n/a", "a bit of each", "ask me later"],
    ],
)  # fmt: skip
def test_answers_nobody_declared_are_no_people(cells: list[str]) -> None:
    assert not holds_people(cells)


def test_no_column_that_a_real_questionnaire_reads_is_dropped() -> None:
    """Every column a mapping of the real sets names, in every real file it stands in."""
    named: set[str] = set()
    for path in (Path(__file__).parents[1] / "real").glob("*/surveys/*.toml"):
        form = tomllib.loads(path.read_text(encoding="utf-8"))
        named |= {str(item["text"]) for item in form.get("item", []) if "text" in item}
        named |= {str(column["label"]) for column in form.get("column", []) if "label" in column}
    looked = 0
    for path in shared("data").glob("[ors]*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        for at, label in enumerate(head):
            if label in named:
                looked += 1
                cells = list(dict.fromkeys(row[at] for row in rows if len(row) > at))
                assert not names_people(label, cells), (path.name, at)
                assert not holds_people(cells), (path.name, at)
    assert looked > 5


_HARD = [
    "a" * 10_000,
    "a@" * 5000,
    "a.a" * 3333,
    "0 " * 5000,
    ":" * 10_000,
    "1.1." * 2500,
    "a@" + "a-" * 5000,
    "+1 1" * 2500,
]


@pytest.mark.parametrize("cell", _HARD, ids=lambda cell: cell[:6])
def test_time_grows_no_faster_than_the_text(cell: str) -> None:
    """A pattern that looks twice would need hundreds of milliseconds for 10,000 signs, or for ever."""
    began = perf_counter()
    looks_like_identity(cell)
    names_people(cell, [cell])
    holds_people([cell])
    assert perf_counter() - began < 0.5


def test_a_cell_of_a_million_signs_is_looked_at_up_to_a_limit() -> None:
    began = perf_counter()
    assert not looks_like_identity("a-" * 500_000 + "@example.org")
    assert perf_counter() - began < 0.5


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    assert looks_like_identity(text) in (True, False)
    assert names_people(text, [text]) in (True, False)
    assert holds_people([text]) in (True, False)

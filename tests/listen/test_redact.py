"""Redaction of comments.

1. The labelled comments of ../shared/vectors/sdc/text-pii.json: with the staff list no name and no structured
   identifier is left, and none of the clean comments is touched.
2. Clean comments in the words of staff, some of them with words that are also names: at most 1 in 30 is touched.
3. A listed name is taken out wherever it stands, in any case, with or without its accents and apostrophes.
4. Numbers whose check digit is wrong are left, and told of.
5. The time it takes grows with the text and no faster, whatever is in it.
6. A comment of more than 10,000 characters is cut, and says so.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.listen import Redactor, Staff, cues, read_staff
from pulse.listen.cues import merged
from pulse.listen.staff import staff
from pulse.model.problems import Stop
from tests.shared import shared

_BARE = Redactor(cues(), Staff())
_LISTED = ["Karen Whitfield", "Siân O'Neill", "Mohammed Al-Rashid", "Nnamdi Okonkwo", "Xiao-Wei Chen", "Grace Hope",
           "Will May", "Joy Bank", "Mark Long", "Bo Li", "Rose Young", "Anna Ward"]  # fmt: skip
_TEAM = Redactor(cues(), staff(_LISTED, cues()))


def _vector() -> Any:
    return json.loads(shared("vectors/sdc/text-pii.json").read_text(encoding="utf-8"))


def _left(redactor: Redactor, text: str, secret: str) -> bool:
    """True where a letter or digit of a secret is left, as the vector has it."""
    found = [*redactor.identifiers.find(text), *redactor.names.find(text)]
    covered = {at for span in found for at in range(span.start, span.end)}
    start = text.index(secret)
    return any(text[at].isalnum() and at not in covered for at in range(start, start + len(secret)))


def test_no_name_and_no_number_of_the_labelled_comments_is_left() -> None:
    said = _vector()
    redactor = Redactor(cues(), staff(said["staff_list_for_the_test"], cues()))
    labelled = [(row["text"], span) for row in said["rows"] for span in row["spans"]]
    assert len(labelled) == 20
    assert [span["text"] for text, span in labelled if _left(redactor, text, span["text"])] == []
    assert [row["text"] for row in said["rows"] if not row["spans"] and redactor.redact(row["text"]).marks] == []


def test_structured_identifiers_need_no_list() -> None:
    rows = [(row["text"], span) for row in _vector()["rows"] for span in row["spans"] if span["type"] != "NAME"]
    assert [span["text"] for text, span in rows if _left(_BARE, text, span["text"])] == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Write to k.whitfield+rota@trust.nhs.uk, please.", "Write to [email], please."),
        ("karen (at) trust dot org or bob at mail dot trust dot uk", "[email] or [email]"),
        ("ring (0191) 496 0456 or 07700-900123 or +44 (0)7700 900 789", "ring [phone] or [phone] or [phone]"),
        ("from abroad +33 1 23 45 67 89", "from abroad [phone]"),
        ("bleep 2345, ext. 5512, extension number 4471", "bleep [phone], ext. [phone], extension number [phone]"),
        ("patient 943 476 5919 and 9434765919", "patient [nhs number] and [nhs number]"),
        ("AB 12 34 56 C or ab123456c", "[ni number] or [ni number]"),
        ("at SW1A 1AA, m1 1ae and EC1A1BB", "at [postcode], [postcode] and [postcode]"),
        ("GMC 7654321, NMC no: 12A3456E, employee number 20417733",
         "GMC [number], NMC no: [number], employee number [number]"),
        ("DOB 03/06/1985; born 3 June 1985; date of birth: 1985-06-03",
         "DOB [date of birth]; born [date of birth]; date of birth: [date of birth]"),
        ("see www.trust.example/x?y=1. And intranet.trust.nhs.uk/rota!", "see [link]. And [link]!"),
        ("@ward7moans says so", "[handle] says so"),
        ("logged 192.168.10.12 and 2001:db8::ff00:42:8329", "logged [ip address] and [ip address]"),
        ("the blue one, AB12 CDE, and bd51smr", "the blue one, [number plate], and [number plate]"),
    ],
)  # fmt: skip
def test_shapes_of_identifiers(written: str, kept: str) -> None:
    assert _BARE.redact(written).text == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Dr Patel and Mr. J. Smith said no", "Dr [name] and Mr. [name] said no"),
        ("dr patel said no", "dr [name] said no"),
        ("Prof. Van der Berg, Sister Mary and Matron", "Prof. [name], Sister [name] and Matron"),
        ("my dr appointment was moved by the ward sister", "my dr appointment was moved by the ward sister"),
        ("We use MS Teams and Nurse Practitioners", "We use MS Teams and Nurse Practitioners"),
    ],
)
def test_names_behind_titles_need_no_list(written: str, kept: str) -> None:
    assert _BARE.redact(written).text == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("KAREN WHITFIELD'S rota; karen; Whitfield's", "[name]'S rota; [name]; [name]'s"),
        ("sian oneill and SIÂN O’NEILL", "[name] and [name]"),
        ("J. Whitfield and Karen J. Whitfield left", "[name] and [name] left"),
        ("al-rashid, Al Rashid and rashid", "[name], [name] and [name]"),
        ("xiao wei helped, Wei too", "[name] helped, [name] too"),
        ("Karen Featherstonehaugh is new", "[name] is new"),
        ("I told Grace. Grace Hope knows, Will May too", "I told [name]. [name] knows, [name] too"),
        ("Karen and Rose said so", "[name] and [name] said so"),
        ("wor\u00adked with Ka\u00adren", "worked with [name]"),
        ("My manager Bo never listens", "My manager [name] never listens"),
    ],
)  # fmt: skip
def test_names_of_the_staff_list(written: str, kept: str) -> None:
    assert _TEAM.redact(written).text == kept


_CLEAN = """\
Ward 7 needs two more nurses at night.
We will not be heard unless the board listens.
May we have the breaks that we are owed?
Bank staff are left out of every meeting.
There is no hope of a quiet shift in May.
The rota for August came out on 28 July.
I rose at 5 to be here at 7 and left at 9.
Mark my words, people will leave.
Grace periods for sick notes would help.
It would be a joy to finish on time for once.
We have waited so long for a staff room.
The young ones need somebody to show them.
Band 5 to band 6 takes years here.
Nobody asked us before the move to site B.
I have 3 children and no say in my shifts.
Pay in March was wrong, and in April again.
Our team of 12 is down to 7.
PPE was fine in 2021; masks were not.
They changed the plan on 14/03/2024 and told nobody.
The lift in block C2 has been broken since week 12.
At 10 30 every day somebody cries in the sluice.
Thank you for the wellbeing room on level 4.
We lead on falls and get no thanks.
A 1:1 once a month would do it.
Sister wards get more staff than ours.
The doctor on call was kind.
Give the money to the night shift, not to posters.
I work 37.5 hours and am paid for 30.
You never ask domestics and you never thank us either.
Staff on long days need a place to sit.
Could we have hot food after 8 pm?
Only 60 % of us get the flu jab at work.
On ward 15 the ratio was 1 to 14 last night.
Please keep the Schwartz rounds.
The 2nd floor has no water, the 3rd no heating.
I would miss my team.
Training is at the weekend, on our own time.
My last 4 appraisals were cancelled.
If I raise a Datix nothing happens for 6 months.
They will say that we are doing fine.
Nights are unsafe: two of us for thirty beds.
It is all about targets now, 4 hours, 18 weeks, 62 days.
"""


def test_clean_comments_are_left_alone() -> None:
    clean = _CLEAN.splitlines()
    touched = {it: redacted.text for it in clean if (redacted := _TEAM.redact(it)).marks}
    assert len(touched) <= len(clean) / 30, touched


_STRONG = ["karen", "whitfield", "nnamdi", "okonkwo", "mohammed", "xiao-wei"]


@given(
    before=st.lists(st.sampled_from(["we", "told", "the", "ward", "and", "then", "Nobody", "asked,", "7"]), max_size=6),
    name=st.sampled_from(_STRONG),
    case=st.sampled_from([str.lower, str.upper, str.title]),
    sign=st.sampled_from(["", ".", ",", "'s", "’s", "!", ")", ":"]),
    after=st.lists(st.sampled_from(["said", "no", "to", "all", "of", "us.", "(again)", "12"]), max_size=6),
)
def test_a_listed_name_is_taken_out_wherever_it_stands(
    before: list[str], name: str, case: Any, sign: str, after: list[str]
) -> None:
    kept = _TEAM.redact(" ".join([*before, case(name) + sign, *after])).text
    assert name not in kept.lower()
    assert "[name]" in kept


def test_a_wrong_check_digit_is_left_for_the_review() -> None:
    redacted = _TEAM.redact("Reference 943 476 5910 and 943 476 5919")
    assert (redacted.text, redacted.doubtful) == ("Reference 943 476 5910 and [nhs number]", 1)


@pytest.mark.parametrize("length", [9_990, 9_999, 10_000, 10_001, 10_020, 30_000])
def test_a_long_comment_is_cut_and_a_name_at_the_edge_is_seen_whole(length: int) -> None:
    text = ("word " * 6000)[: length - 15] + " Karen Whitfield" + " more words" * 50
    redacted = _TEAM.redact(text)
    assert redacted.cut == (len(text) > 10_000)
    assert len(redacted.text) <= 10_000
    assert "kar" not in redacted.text.lower()
    assert "whit" not in redacted.text.lower()


_HOSTILE = ("a", "1", "a.", "0 ", "a-", "@", "a@", "Dr ", "Karen ", "at dot ", "[at] ", "www.", ":", "born ", "'", "(0",
            "nmc no no ", "x at y dot ", "Will May ", "1.", "J. ", "[", "van der ", "\u0301", "é")  # fmt: skip


@pytest.mark.parametrize("part", _HOSTILE)
def test_no_comment_takes_long(part: str) -> None:
    """A pattern that backtracked would take minutes over 20,000 signs; the slowest here takes half a second."""
    start = time.process_time()
    _TEAM.redact(part * (20_000 // len(part)))
    assert time.process_time() - start < 5


def test_a_staff_list_may_be_a_table_or_plain_lines(tmp_path: Path) -> None:
    table = tmp_path / "staff.csv"
    table.write_text("Site;Surname;First name\nSurgery;Whitfield;Karen\n", encoding="utf-8-sig")
    lines = tmp_path / "staff.txt"
    lines.write_text("Name\nWhitfield, Karen\nDr J. Whitfield\n", encoding="utf-8")
    for path in (table, lines):
        assert read_staff(path, cues()).parts == {"karen", "whitfield"}
    (tmp_path / "other.csv").write_text("Site,Cost centre\nSurgery,12\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("Si\xe2n".encode("latin-1"))
    for name, code in (
        ("other.csv", "staff-list-columns"), ("latin.txt", "staff-list-unreadable"), ("none.txt", "staff-list-missing")
    ):  # fmt: skip
        with pytest.raises(Stop) as stopped:
            read_staff(tmp_path / name, cues())
        assert stopped.value.problems[0].code == code


def test_another_language_is_another_file() -> None:
    german = 'titles = ["herr", "frau"]\nno_name = ["und"]\nbirth_cues = ["geboren"]\nmonths = ["juni"]\n'
    redactor = Redactor(merged([german]), Staff())
    assert redactor.redact("Frau Öztürk, geboren am 3. Juni 1985").text == "Frau [name], geboren am [date of birth]"

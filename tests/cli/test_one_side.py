"""The plan of two bodies as it is typed: a file to fill in, every fault with its line, one page, and its review.

1. The first call writes a file with what the register knows; the same two in the other order are the same plan.
2. Nothing empty, too long, too early, of too few people, or that names a person, becomes a page.
3. The page holds figures where they stand in the file, and questions where none do.
4. Reviews are listed, and the status tells whether one is due.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pulse.model.one_side import Seen, Share
from tests.conftest import pulse

_TWO = ("North / Surgery", "North / Medicine")
_FILE = Path("plans") / "north-surgery--north-medicine.toml"
_FILLED = {
    'aim = ""': 'aim = "Half of both should say by spring that problems get solved."',
    "shared = [\n": 'shared = [\n    "The same patients, and the same winter",\n',
    "disagree = [\n": 'disagree = [\n    "Both leads speak on the day",\n',
    'needs   = [""]': 'needs   = ["A call before noon"]',
    'offers  = [""]': 'offers  = ["Two beds kept free"]',
    'signs   = ""': 'signs   = "Clinical director"',
    'what     = ""': 'what     = "Both meet for half a day"',
    'who      = ""': 'who      = "Both matrons"',
    'known_by = ""': 'known_by = "Goes well: 55%"',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with two directorates of three teams, and a need and a commitment of Surgery's."""
    (tmp_path / "surveys").mkdir()
    (tmp_path / "pulse.toml").write_text('organisation = "O"\nlevels = ["site", "directorate"]\n', encoding="utf-8")
    (tmp_path / "surveys" / "s.toml").write_text(
        'id = "s"\ntitle = "How are we?"\ndimensions = { directorate = "Which one?" }\n'
        '[[item]]\nid = "heard"\ntext = "I am heard."\nscale = "agree5"\n',
        encoding="utf-8",
    )
    rows = "".join(f"2026-01-01,North,{name},,40,\n" for name in ("Surgery", "Medicine"))
    (tmp_path / "people.csv").write_text(f"valid_from,site,directorate,staff_group,headcount,formerly\n{rows}")
    _run(tmp_path, "people", "people.csv")
    need = ["needs", "add", "s", "--what", "Beds that are free before noon", "--group", "North / Surgery"]
    _run(tmp_path, *need, "--level", "directorate")
    said = {"owner": "Director of operations", "level": "directorate", "by": "2027-02-01", "measure": "heard"}
    said |= {"what": "A discharge lounge opens at eight"}
    _run(tmp_path, "commit", "1", *(part for name, value in said.items() for part in (f"--{name}", value)))
    return tmp_path


def _run(root: Path, *arguments: str, day: str = "2026-11-05", status: int = 0) -> str:
    done = pulse(*arguments, cwd=root, day=day)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stderr if status else done.stdout


def _begun(root: Path) -> str:
    _run(root, "plan", *_TWO)
    return (root / _FILE).read_text(encoding="utf-8")


def _fill(root: Path, *more: tuple[str, str]) -> str:
    text = _begun(root)
    for empty, full in [*_FILLED.items(), *more]:
        assert empty in text
        text = text.replace(empty, full)
    (root / _FILE).write_text(text, encoding="utf-8")
    return text


def _line(text: str, found: str) -> int:
    return text[: text.index(found)].count("\n") + 1


def test_the_file_holds_what_the_register_knows_and_questions_for_the_rest(root: Path) -> None:
    text = _begun(root)
    assert '    "Beds that are free before noon",\n' in text
    assert 'what     = "A discharge lounge opens at eight"\nwho      = "Director of operations"' in text
    assert "by       = 2027-02-01" in text
    assert text.count("\n[[seen]]\n") == 4
    assert "percent =" not in text  # nothing is shown, so no figure stands there
    for two in (_TWO, _TWO[::-1]):
        assert "'aim' is still empty" in _run(root, "plan", *two, status=65)
    assert [it.name for it in (root / "plans").iterdir()] == [_FILE.name]


def test_every_empty_place_is_told_with_its_line(root: Path) -> None:
    text = _begun(root)
    told = _run(root, "plan", *_TWO, status=65)
    assert not (root / "reports" / f"plan-{_FILE.stem}.html").exists()
    for key in ("aim", "shared", "disagree", "needs", "offers", "signs"):
        line = _line(text, f"\n{key}") + 1
        assert re.search(rf"{_FILE.name}:{line}:1: '{key}' is still empty", told), key


def test_a_plan_without_a_figure_carries_the_questions(root: Path) -> None:
    _fill(root)
    done = json.loads(_run(root, "plan", *_TWO, "--json"))
    page = Path(done["page"]).read_text(encoding="utf-8")
    assert done["review"] == "2027-05-06"
    assert "What we ask each other" in page
    assert "Can we disagree and still work together well the next day?" in page
    assert "<svg" not in page
    assert "A discharge lounge opens at eight" in page


def test_a_plan_with_figures_draws_them_and_says_of_whom(root: Path) -> None:
    first = "\nfirst = { percent = 64, low = 58, high = 70, n = 412 }"
    first += "\nsecond = { percent = 41, low = 33, high = 49, n = 148 }"
    question = "Can we disagree and still work together well the next day?"
    _fill(root, (f'"{question}"', f'"We disagree well"{first}'), ('asked = ""', 'asked = "Asked in October 2026."'))
    page = Path(json.loads(_run(root, "plan", *_TWO, "--json"))["page"]).read_text(encoding="utf-8")
    assert "23 points apart" in page
    assert "64% (58 to 70), n 412" in page
    assert "Asked in October 2026." in page
    assert "Do we hear from each other" in page  # the other questions stay


_BAD = [
    ('aim = "Half', 'aim = "Doctor Patel says half', "looks as if it named a person"),
    ("written = 2026-11-05", "written = 2027-12-05", "review is not after"),
    ("by       = 2027-02-01", "by       = 2026-02-01", "before the plan was written"),
    ('kind     = "meeting"', 'kind     = "meting"', "'network', 'resource', 'post' or 'other'"),
    (
        'next day?"',
        'next day?"\nfirst = { percent = 64, low = 58, high = 70, n = 10 }',
        "rests on fewer than 11 people",
    ),
    (
        'next day?"',
        'next day?"\nfirst = { percent = 64, low = 65, high = 70, n = 20 }',
        "does not lie within its interval",
    ),
    ('next day?"', 'next day?"\nfirst = { percent = 64, low = 58, high = 70, n = 20 }', "nothing says of whom"),
    ('needs   = ["A call', 'needs   = ["' + "A call and " * 20, "is too long: there is room for 3 line(s)"),
    ("not_names = []", 'not_name = []', "did you mean 'not_names'"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "told"), _BAD, ids=[told for *_, told in _BAD])
def test_what_cannot_be_is_told_and_makes_no_page(root: Path, good: str, bad: str, told: str) -> None:
    _fill(root, (good, bad))
    said = _run(root, "plan", *_TWO, status=65)
    assert told in said
    assert re.search(rf"{_FILE.name}:\d+:\d+: ", said)
    assert "Patel" not in said.replace('aim = "Doctor Patel', "")  # only the line of her own file repeats it
    assert not (root / "reports" / f"plan-{_FILE.stem}.html").exists()


def test_what_only_looks_like_a_name_can_be_vouched_for(root: Path) -> None:
    _fill(
        root, ('aim = "Half', 'aim = "Doctor Patel Ward: half'), ("not_names = []", 'not_names = ["Doctor Patel Ward"]')
    )
    _run(root, "plan", *_TWO)


def test_a_body_outside_is_not_called_after_a_person_either(root: Path) -> None:
    body = ("North / Surgery", "Dr Whitfield")
    _run(root, "plan", *body, "--outside")
    file = root / "plans" / "north-surgery--dr-whitfield.toml"
    text = file.read_text(encoding="utf-8")
    for empty, full in _FILLED.items():
        text = text.replace(empty, full)
    file.write_text(text, encoding="utf-8")
    told = _run(root, "plan", *body, "--outside", status=65)
    assert f"{file.name}:{_line(text, 'bodies  =')}:" in told
    assert "looks as if it named a person" in told


def test_two_of_one_group_are_called_by_their_last_names(root: Path) -> None:
    _fill(root)
    page = Path(json.loads(_run(root, "plan", "Surgery", "Medicine", "--json"))["page"]).read_text(encoding="utf-8")
    assert "<h1>Surgery and Medicine, North</h1>" in page
    assert '<th scope="col">Surgery</th><th scope="col">Medicine</th>' in page


def test_a_page_too_long_is_told_by_how_many_lines(root: Path) -> None:
    deed = '[[do]]\nkind = "post"\nwhat = "One lead"\nwho = "Both directors"\nby = 2027-01-01\nknown_by = "Solved"\n'
    text = _fill(root)
    few, told = 0, ""
    for count in (30, 31):
        (root / _FILE).write_text(text + deed * count, encoding="utf-8")
        told = _run(root, "plan", *_TWO, status=65)
        found = re.search(r"the page is (\d+) line\(s\) too long", told)
        assert found
        assert int(found[1]) > few
        few = int(found[1])
    first_of_them = _line(text, "\n[[do]]") + 1
    assert f"{_FILE.name}:{first_of_them}:1" in told
    # Each row is a line and 9 pixels, 17 pixels a line: so many rows less, and it fits.
    (root / _FILE).write_text(text + deed * (31 - -(-few * 17 // 26)), encoding="utf-8")
    _run(root, "plan", *_TWO)


def test_reviews_are_listed_and_the_status_tells_whether_one_is_due(root: Path) -> None:
    assert json.loads(_run(root, "plan", "--due", "--json")) == []
    _begun(root)
    wanted = {"file": _FILE.name, "bodies": list(_TWO), "review": "2027-05-06"}
    assert json.loads(_run(root, "plan", "--due", "--json")) == [wanted | {"due": False}]
    done = pulse("plan", "--due", "--date", "2027-05-06", "--json", cwd=root, day="2026-11-05")
    assert (done.returncode, json.loads(done.stdout)) == (1, [wanted | {"due": True}])
    assert pulse("plan", "--due", cwd=root, day="2027-05-05").returncode == 0


def test_an_unknown_body_is_refused_unless_it_is_said_to_be_outside(root: Path) -> None:
    told = _run(root, "plan", "North / Surgery", "North / Medecine", status=2)
    assert "did you mean 'North / Medicine'?" in told
    assert "names one twice" in _run(root, "plan", "North / Surgery", "North/Surgery", status=2)
    assert "two are not named" in _run(root, "plan", "North / Surgery", status=2)
    _run(root, "plan", "North / Surgery", "The ambulance service", "--outside")
    assert (root / "plans" / "north-surgery--the-ambulance-service.toml").exists()


def test_a_difference_is_clear_where_its_interval_leaves_out_nothing_at_all() -> None:
    """56/70 against 48/80 is 0.0524 to 0.3339: Newcombe 1998 (Statistics in Medicine 17:873), table II a, method 10."""
    wilson = Share(80, 69, 88, 70), Share(60, 49, 70, 80)
    assert Seen("q", *wilson).clear
    assert Seen("q", *wilson).apart == 20
    assert not Seen("q", Share(80, 60, 90, 20), Share(65, 45, 82, 20)).clear
    assert Seen("q", Share(80, 69, 88, 70), None).apart is None

"""Names of files: readable, and two files for two groups, whatever they are called and on whatever system."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pulse import files


def test_a_name_is_read_as_it_is_said() -> None:
    assert files.names(["Surgery / Ward 1", "Île & Co."]) == {
        "Surgery / Ward 1": "surgery-ward-1",
        "Île & Co.": "île-co",
    }


def test_groups_whose_names_come_to_the_same_have_two_files() -> None:
    """Hostile inputs, case 27."""
    found = files.names(["Ward 1", "Ward-1", "ward 1", "Theatre"])
    assert len(set(found.values())) == 4
    assert found["Theatre"] == "theatre"
    assert all(name.startswith("ward-1-") for text, name in found.items() if text != "Theatre")


def test_a_name_of_signs_only_has_a_file() -> None:
    assert len(files.names(["***"])["***"]) == 8


@given(st.sets(st.text(min_size=1), min_size=1, max_size=6))
def test_no_two_texts_share_a_file_and_none_leaves_its_folder(texts: set[str]) -> None:
    found = files.names(sorted(texts))
    on_any_system = {unicodedata.normalize("NFC", name).casefold() for name in found.values()}
    assert len(on_any_system) == len(texts)
    assert all(name and not set(name) & set('/\\:*?"<>|. ') and len(name) < 80 for name in found.values())

"""Nearly all or nearly none: the worked examples of group disclosure, and of whole per cents."""

from __future__ import annotations

import json
from datetime import date

from pulse.model.release import Banded, Shown
from tests.protect.waves import released, tallies
from tests.shared import shared


def test_no_group_of_one_mind_is_shown_exactly() -> None:
    """Vector sdc-15 (Lupp and Langsrud 2021, k = 1); two answers from an end are banded as well, as its bands say."""
    for group in json.loads((shared("vectors/sdc") / "sdc-15.json").read_text())["groups"]:
        release = released(tallies(date(2026, 11, 1), {"q": {"A": group["counts"]}}))
        figure = release.figure("favourable", "q")
        band = group["banded"]
        if group["fav"] >= band["top_code_from_count"]:
            assert figure == Banded(band["top_pct"] / 100, 1.0, group["n"])
        elif group["fav"] <= band["bottom_code_to_count"]:
            assert figure == Banded(0.0, band["bottom_pct"] / 100, group["n"])
        else:
            assert isinstance(figure, Shown)
        assert group["show_exact"] or isinstance(figure, Banded), group["name"]


def test_a_whole_per_cent_is_the_one_of_the_example() -> None:
    """Vector sdc-18: up to 100 answers it is the count itself, which is why counts are banded and not rounded."""
    for row in json.loads((shared("vectors/sdc") / "sdc-18.json").read_text())["rows"]:
        split = (row["n"] - row["count"], 0, 0, row["count"], 0)
        figure = released(tallies(date(2026, 11, 1), {"q": {"A": split}})).figure("favourable", "q")
        assert isinstance(figure, Shown)
        assert round(figure.value * 100) == row["shown_pct"]

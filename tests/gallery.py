"""The gallery: the demonstration's pages, one for each who reads them, and an index of them.

python -m tests.gallery pulse-demo      writes reports/gallery/ anew from a demonstration's folder
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path

from pulse.report.filled import style

GALLERY = Path(__file__).parents[1] / "reports" / "gallery"
_WARD = "saltmarsh-hospitals-medicine-ward-4"
# Name in the gallery -> name in the demonstration's reports, what it is, for whom.
PAGES = {
    "stock-take.html": ("stock-take-2026-11.html", "The full report", "analysts, and whoever wants every figure"),
    "board.html": ("stock-take-2026-11-board.html", "One side of A4 and an appendix", "the board"),
    "manager.html": (
        "stock-take-2026-11-manager-saltmarsh-hospitals-medicine.html",
        "A directorate: its teams, its neighbours, what can be met there",
        "those who lead it",
    ),
    "team.html": (f"stock-take-2026-11-team-{_WARD}.html", "A team: what it said, what was promised to it", "the team"),
    "staff.html": (
        "stock-take-2026-11-staff.html",
        "What came of it, and what all said, in plain numbers",
        "all staff",
    ),
    "loop.html": ("loop-stock-take-2026-11.html", "You said, we did, we could not because", "all staff"),
    "talk.html": (f"talk-{_WARD}-2026-11.html", "A guide for half an hour's talk", "a team"),
    "plan.html": (
        "plan-saltmarsh-hospitals-medicine--saltmarsh-hospitals-surgery.html",
        "How two directorates mean to work together",
        "both of them",
    ),
}


def made(demo: Path) -> dict[str, str]:
    """Every file of the gallery by name, without what changes with the library that wrote the workbooks."""
    pages = {name: (demo / "reports" / source).read_text(encoding="utf-8") for name, (source, *_) in PAGES.items()}
    return {"index.html": _index()} | pages


def undigested(page: str) -> str:
    """A page without the digests of the files it was made from."""
    return re.sub(r"<code>[0-9a-f]{12}</code>", "<code></code>", page)


def _index() -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="{name}">{escape(what)}</a></th><td>{escape(whom)}</td></tr>\n'
        for name, (_, what, whom) in PAGES.items()
    )
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>What pulse writes: the demonstration's pages</title>
<style>{style()["style"]}</style>
</head>
<body>
<header class="one"><h1>What pulse writes</h1>
<p class="quiet">Pages of an invented organisation, made by <code>pulse demo</code>. Each opens by itself.</p>
</header>
<main class="page one">
<table><caption class="hide">Pages</caption>
<thead><tr><th scope="col">Page</th><th scope="col">For</th></tr></thead>
<tbody>
{rows}</tbody></table>
</main>
</body>
</html>
"""


if __name__ == "__main__":
    for name, text in made(Path(sys.argv[1])).items():
        (GALLERY / name).write_text(text, encoding="utf-8", newline="\n")

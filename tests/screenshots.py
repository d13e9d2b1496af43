"""Pictures of the gallery's pages for README.md, by a real Chromium: `python -m tests.screenshots`.

Each is a page of reports/gallery/ as somebody sees it: on a screen, light and dark, on a telephone, printed on A4.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.conftest import browser_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GALLERY = Path(__file__).parents[1] / "reports" / "gallery"
MOST_BYTES = 300_000
_A4 = (794, 1050)  # at 96 dots an inch, without the margin below
_MARGIN = "14mm"
_ABOVE = 24  # pixels left free above what is shown


@dataclass(frozen=True)
class Shot:
    """One picture: what of which page, seen how."""

    name: str
    page: str = "stock-take.html"
    size: tuple[int, int] = (1000, 900)
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    at: str = ""  # scrolled to what this selects


SHOTS = (
    Shot("light.png", size=(1000, 650), at="#frame"),
    Shot("dark.png", size=(740, 560), scheme="dark", at="[aria-labelledby=trends] h3"),
    Shot("phone.png", "staff.html", size=(360, 640)),
    Shot("paper.png", "board.html", size=_A4, media="print"),
)


def take(shot: Shot, browser: Browser, into: Path) -> Path:
    """Takes one picture; gives back where it is."""
    width, height = shot.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=shot.scheme)
    page.emulate_media(media=shot.media, color_scheme=shot.scheme)
    page.goto((GALLERY / shot.page).as_uri())
    if shot.media == "print":  # the margins of the sheet are the printer's, and no part of the page
        page.evaluate(f"document.documentElement.style.padding = '{_MARGIN}'")
    if shot.at:
        page.locator(shot.at).first.evaluate(f"it => scrollTo(0, it.getBoundingClientRect().top - {_ABOVE})")
    path = into / shot.name
    page.screenshot(path=path)
    page.close()
    return path


def main() -> int:
    """Takes them all; 1 where one is too large to be shown in a text."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        made = [take(shot, browser, GALLERY) for shot in SHOTS]
        browser.close()
    for path in made:
        sys.stdout.write(f"{path.name}  {path.stat().st_size / 1000:.0f} kB\n")
    return int(any(path.stat().st_size > MOST_BYTES for path in made))


if __name__ == "__main__":
    sys.exit(main())

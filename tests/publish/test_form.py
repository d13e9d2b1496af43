"""The form for a shared tablet, driven in a real browser without a network.

1. Twelve people on each of two tablets, with a reload in between: the saved files are collected with nothing asked.
2. What lies on the tablet can be read with its code only, and says neither when nor in which order.
3. Conditions, limits of ticks and answers that stand alone hold; what is not asked is not kept.
4. The screen is wiped between people: when sent, when asked to, and when nobody is there any more.
5. It asks the network for nothing, is accessible, and fits a phone.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from base64 import b64decode
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pulse import define, publish
from tests.collect.exports import stored
from tests.conftest import browser_path, pulse
from tests.conftest import workspace as a_workspace
from tests.publish.test_publish import FORM, PEOPLE, SETTINGS, _groups, _meant, _person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
CODE = "by the window"
TURN_TO = 'signposts = ["In danger now: 999", "Somebody to talk to: extension 4"]\n'

# Answers every question on the screen as told, by the buttons a person would press.
_ANSWER = """async (said) => {
  const asked = [];
  const press = async (button) => { button.click(); for (let at = 0; at < 5; at++) await null; };
  await press(document.querySelector('[data-do=begin]'));
  for (let form; (form = document.querySelector('#sheet form:not([hidden])'));) {
    if (asked.push(form.dataset.id) > 50) throw new Error('it does not go on');
    const told = said[form.dataset.id] || [];
    for (const field of form.querySelectorAll('[name]')) {
      if (['radio', 'checkbox'].includes(field.type)) { if (told.includes(field.value)) field.click(); }
      else field.value = told[0] || '';
    }
    await press(form.querySelector('.main'));
  }
  await press(document.querySelector('#end .main'));
  return asked;
}"""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published form, in its workspace."""
    root = a_workspace(tmp_path_factory.mktemp("form") / "w", FORM, f"{SETTINGS}[safeguarding]\n{TURN_TO}")
    (root / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    done = pulse("publish", "how-are-we", "--to", "html", cwd=root)
    assert done.returncode == 0, done.stderr
    return root / "published" / "how-are-we.v3.html"


# What the tablet holds, name by name.
_KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('pulse', 1);
  asked.onsuccess = () => {
    const kept = asked.result.transaction('kept').objectStore('kept'), found = {};
    kept.openCursor().onsuccess = ({ target: { result: at } }) => {
      if (at) { found[at.key] = at.value; at.continue(); } else { asked.result.close(); done(found); }
    };
  };
})"""
_HOLD = """(kept) => {
  const asked = indexedDB.open('pulse', 1);
  asked.onupgradeneeded = () => {
    const all = asked.result.createObjectStore('kept');
    for (const [name, value] of Object.entries(kept)) all.put(value, name);
  };
  asked.onsuccess = () => asked.result.close();
}"""


@pytest.fixture(scope="module")
def locked(browser: Browser, form: Path) -> str:
    """What a tablet holds once a code was chosen: to draw its key takes a second or more."""
    tablet = browser.new_context(offline=True)
    kept = json.dumps(_opened(tablet, form).evaluate(_KEPT))
    tablet.close()
    return kept


@pytest.fixture
def tablet(browser: Browser, locked: str) -> Iterator[BrowserContext]:
    """A tablet that is locked with a code and has no sheet."""
    made = browser.new_context(offline=True, viewport={"width": 820, "height": 1180})
    made.add_init_script(f"({_HOLD})({locked})")
    yield made
    made.close()


def _opened(tablet: BrowserContext, form: Path) -> Page:
    """The page, locked with a code, on its first screen."""
    page = tablet.new_page()
    page.on("dialog", lambda it: it.accept())  # "leave the page?"
    page.goto(form.as_uri())
    page.locator(":is(#setup, #start):visible").wait_for()
    if page.locator("#setup").is_visible():
        page.fill("#code-1", CODE)
        page.fill("#code-2", CODE)
        page.locator("#setup .main").click()
    page.locator("#start").wait_for()
    return page


def _said(number: int) -> dict[str, list[str]]:
    """What the person with a number answers, by what a question's fields hold."""
    said = dict(zip(("team", "staff_group"), ([it] for it in _groups(number)), strict=True))
    for name, answer in _person(define.from_source(FORM), number).items():
        said[name] = sorted(answer) if isinstance(answer, frozenset) else [answer] if answer else []
    return said


def _answer(page: Page, said: Mapping[str, list[str]]) -> list[str]:
    """One person's sheet, sent; the ids of the questions she saw."""
    asked: list[str] = page.evaluate(_ANSWER, said)
    page.locator("#thanks").wait_for()
    page.locator("#thanks .main").click()
    return asked


def _until(page: Page, name: str) -> None:
    """Begins, and leaves questions out until one stands on the screen."""
    page.locator("[data-do=begin]").click()
    _go_on(page, name)


def _go_on(page: Page, name: str = "") -> None:
    for _ in range(20):
        shown = page.locator("#sheet form:visible")
        if not shown.count() or shown.get_attribute("data-id") == name:
            return
        shown.locator(".main").click()


def _save(page: Page, folder: Path) -> Path:
    page.locator("[data-do=keeper]").click()
    page.fill("#code", CODE)
    page.locator("#unlock .main").click()
    with page.expect_download() as saved:
        page.locator("[data-do=save]").click()
    path = folder / saved.value.suggested_filename
    saved.value.save_as(path)
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def test_twelve_people_on_each_of_two_tablets_are_collected_with_nothing_asked(
    browser: Browser, form: Path, tmp_path: Path
) -> None:
    """The two give the same answers: equal sheets of different people count as two, a file saved twice as one."""
    root = a_workspace(tmp_path / "w", FORM, SETTINGS)
    (root / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    saved: list[str] = []
    for _ in range(2):
        tablet = browser.new_context(offline=True)
        page = _opened(tablet, form)
        for number in range(12):
            if number == 6:
                page.reload()
                page.locator("#start").wait_for()
            _answer(page, _said(number))
        saved += [str(_save(page, tmp_path)), str(_save_again(page, tmp_path))]
        page.locator("#keeper [data-do=start]").click()
        _answer(page, _said(12))  # after both were saved: no file of the one tablet has what the other kept
        saved.append(str(_save(page, tmp_path)))
        tablet.close()
    assert len(set(saved)) == 6
    done = pulse("collect", *saved, "--wave", "2026-11", "--json", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    survey = define.from_source(FORM)
    assert stored(root) == _meant(survey, [*range(13), *range(13)])
    told = [it["vanished"] for it in json.loads(done.stdout)]
    assert told == [0] * 6, "nothing was deleted at the source"


def _save_again(page: Page, folder: Path) -> Path:
    page.locator("#keeper [data-do=start]").click()
    return _save(page, folder)


def test_what_is_not_for_somebody_is_not_asked_and_not_kept(tablet: BrowserContext, form: Path, tmp_path: Path) -> None:
    page = _opened(tablet, form)
    asked = _answer(page, {"hurt": ["me"], "spoken": ["no"]})
    assert {"who_in_team", "outcome"}.isdisjoint(asked)
    assert {"who_in_team", "outcome"} <= set(_answer(page, {"hurt": ["my_team"], "spoken": ["yes"]}))
    _until(page, "hurt")  # answers a question, then takes back what led to it
    page.get_by_label("My team; all of it").check()
    page.locator("#q-hurt .main").click()
    page.get_by_label("Yes, all").check()
    page.locator("#q-who_in_team [data-do=back]").click()
    page.get_by_label("My team; all of it").uncheck()
    page.get_by_label("Patients or families").check()
    _go_on(page)
    page.locator("#end .main").click()
    page.locator("#thanks .main").click()
    rows = _rows(_save(page, tmp_path))
    assert sorted((row["hurt"], row["who_in_team"]) for row in rows) == [("families", ""), ("me", ""), ("my_team", "")]


def test_no_more_can_be_ticked_than_may_be_and_what_stands_alone_does(tablet: BrowserContext, form: Path) -> None:
    page = _opened(tablet, form)
    _until(page, "hurt")
    page.get_by_label("Me, myself").check()
    page.get_by_label("Nobody", exact=True).check()
    assert not page.get_by_label("Me, myself").is_checked()
    page.get_by_label("Patients or families").check()
    assert not page.get_by_label("Nobody", exact=True).is_checked()
    page.locator("#q-hurt .main").click()
    page.get_by_label("Rest", exact=True).check()
    page.get_by_label("To be asked, and heard").check()
    page.get_by_label("Time to learn & to rest").click()
    assert not page.get_by_label("Time to learn & to rest").is_checked()
    assert "up to 2" in page.locator("#q-need .said").inner_text()


def test_a_sheet_is_answered_by_the_keyboard_alone(tablet: BrowserContext, form: Path, tmp_path: Path) -> None:
    page = _opened(tablet, form)
    page.locator("[data-do=begin]").focus()
    page.keyboard.press("Enter")
    for _ in range(2):  # the groups
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    for _ in range(20):
        if page.locator("#end").is_visible():
            break
        page.keyboard.press("Tab")
        if page.locator("#q-words").is_visible():
            page.keyboard.type('=HYPERLINK("x"), and\nmore')
            page.locator("#q-words .main").focus()
        elif page.locator("[type=radio]:focus").count():
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    page.locator("#end .main").focus()
    page.keyboard.press("Enter")
    page.locator("#thanks .main").click()
    (row,) = _rows(_save(page, tmp_path))
    assert (row["team"], row["is_heard"], row["hurt"]) == ("Day surgery; theatres", "disagree", "")
    assert row["words"] == '\'=HYPERLINK("x"), and\nmore', "a spreadsheet does not run it"


# --- what lies on the tablet ------------------------------------------------------------------------------------------


def test_nothing_on_the_tablet_tells_what_was_answered_when_or_in_which_order(
    tablet: BrowserContext, form: Path, tmp_path: Path
) -> None:
    """Eight people in order; were the order kept, one of 40,320 would be drawn."""
    page = _opened(tablet, form)
    for number in range(8):
        _answer(page, {"words": [f"Person {number}, {'long ' * (number % 2) * 30}"], "team": ["Ward 6"]})
    kept: dict[str, str] = page.evaluate(_KEPT)
    sheets = {name.rpartition("/")[2]: json.loads(it) for name, it in kept.items() if "/sheet/" in name}
    assert len(kept) == len(sheets) + 1, "and the lock"
    assert all(re.fullmatch("[a-z]{20}", name) for name in sheets)
    assert {tuple(len(b64decode(part)) for part in it) for it in sheets.values()} == {(384, 1024 + 16, 12)}, "all alike"
    assert not any(b"Person" in b64decode(part) for it in sheets.values() for part in it)
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    rows = _rows(_save(page, tmp_path))
    order = [int(row["words"].split()[1].strip(",")) for row in rows]
    assert sorted(order) == [*range(8)]
    assert order != [*range(8)]
    assert next(iter(rows[0])) == "pulse_sheet"
    assert not any(sign.isdigit() for row in rows for sign in row["pulse_sheet"])


def test_without_the_code_nothing_is_opened(tablet: BrowserContext, form: Path) -> None:
    page = _opened(tablet, form)
    _answer(page, {"spoken": ["no"]})
    page.locator("[data-do=keeper]").click()
    page.fill("#code", CODE.upper())
    page.locator("#unlock .main").click()
    page.get_by_text("That is not the code").wait_for()
    assert not page.locator("#keeper").is_visible()


def test_a_tablet_is_locked_once(browser: Browser, form: Path, tmp_path: Path) -> None:
    """A second code would leave what the first one sealed for good."""
    tablet = browser.new_context(offline=True)
    late = tablet.new_page()
    late.goto(form.as_uri())
    page = _opened(tablet, form)
    _answer(page, {"spoken": ["no"]})
    late.bring_to_front()
    for field in ("#code-1", "#code-2"):
        late.fill(field, "another code")
    late.locator("#setup .main").click()
    late.get_by_text("in another window").wait_for()
    page.bring_to_front()
    assert len(_rows(_save(page, tmp_path))) == 1
    tablet.close()


def test_what_is_deleted_is_what_was_saved(tablet: BrowserContext, form: Path, tmp_path: Path) -> None:
    """A sheet that another window sent in the meantime stays."""
    page = _opened(tablet, form)
    _answer(page, {"spoken": ["no"]})
    assert len(_save(page, tmp_path).read_text(encoding="utf-8").splitlines()) == 2
    _answer(_opened(tablet, form), {"spoken": ["yes"]})
    page.bring_to_front()
    page.locator("[data-do=delete]").click()
    page.locator("#keeper .said", has_text="1 sheet deleted").wait_for()  # the browser's storage takes its time
    assert page.locator("#waiting").inner_text() == "1 sheet on this tablet."


def test_a_sheet_that_cannot_be_kept_stays_on_the_screen(tablet: BrowserContext, form: Path) -> None:
    page = _opened(tablet, form)
    page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new Error('full'); }; }")
    page.evaluate(_ANSWER, {"spoken": ["no"], "words": ["Stay"]})
    page.get_by_text("could not keep your answers").wait_for()
    assert page.evaluate("document.querySelector('#q-words textarea').value") == "Stay"


def test_a_sheet_is_on_the_disk_once_somebody_is_thanked(browser: Browser, form: Path, tmp_path: Path) -> None:
    """The browser falls over at once. What a browser keeps as localStorage was lost here ten seconds after."""
    from playwright.sync_api import Error

    start = partial(
        browser.browser_type.launch_persistent_context,
        tmp_path / "profile",
        executable_path=browser_path(),
        args=["--no-sandbox"],
    )
    tablet = start()
    page = _opened(tablet, form)
    page.evaluate(_ANSWER, {"spoken": ["no"]})
    page.locator("#thanks").wait_for()
    with pytest.raises(Error):
        tablet.new_cdp_session(page).send("Browser.crash")
    tablet.close()
    tablet = start()
    assert len(_rows(_save(_opened(tablet, form), tmp_path))) == 1
    tablet.close()


def test_sheets_of_two_stock_takes_keep_apart_on_one_tablet(browser: Browser, tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w", FORM, SETTINGS)
    pages = []
    for label in ("2026-12", "2027-01"):
        assert pulse("open", "how-are-we", "--wave", label, cwd=root).returncode == 0
        done = pulse("publish", "how-are-we", "--to", "html", "--wave", label, cwd=root)
        assert f"how-are-we.{label}.*.csv --survey how-are-we --wave {label}" in done.stdout
        pages.append(root / "published" / f"how-are-we.{label}.html")
    tablet = browser.new_context(offline=True)
    _answer(_opened(tablet, pages[0]), {"spoken": ["yes"]})
    page = _opened(tablet, pages[1])
    _answer(page, {"spoken": ["no"]})
    path = _save(page, tmp_path)
    assert path.name.startswith("how-are-we.2027-01.")
    assert [row["spoken"] for row in _rows(path)] == ["no"]
    assert "1 sheet of another stock-take" in page.locator("#others").inner_text()
    tablet.close()


def test_an_empty_sheet_is_not_sent(tablet: BrowserContext, form: Path) -> None:
    page = _opened(tablet, form)
    page.evaluate(_ANSWER, {"team": ["Ward 6"]})
    page.get_by_text("not answered any question yet").wait_for()


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("IDBFactory.prototype.open = () => { throw new Error('no'); }", "keeps nothing"),
        ("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })", "opened as a file"),
    ],
)
def test_where_answers_could_not_be_kept_safely_nobody_is_asked(
    browser: Browser, form: Path, broken: str, told: str
) -> None:
    page = browser.new_page()
    page.add_init_script(broken)
    page.goto(form.as_uri())
    page.get_by_text(told).wait_for()
    assert not page.locator("#setup").is_visible()
    page.close()


def test_without_script_it_says_why(browser: Browser, form: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(form.as_uri())
    assert "needs JavaScript" in page.locator("main").inner_text()
    page.close()


# --- between people ---------------------------------------------------------------------------------------------------


def _at_the_words(page: Page) -> None:
    _until(page, "words")
    page.fill("#q-words textarea", "Mine alone")


def _is_wiped(page: Page) -> bool:
    text: str = page.evaluate(
        "document.body.outerHTML + [...document.querySelectorAll('input, textarea')].map((it) => it.value).join()"
    )
    return page.locator("#start").is_visible() and "Mine alone" not in text


def test_the_screen_is_wiped_when_nobody_is_there_after_a_warning(tablet: BrowserContext, form: Path) -> None:
    page = _opened(tablet, form)
    page.clock.install()
    page.reload()
    _at_the_words(page)
    page.clock.run_for(119_000)
    assert not page.locator("#idle").is_visible()
    page.clock.run_for(2_000)
    page.locator("#idle").wait_for()
    page.locator("[data-do=stay]").first.click()  # and can go on
    assert page.input_value("#q-words textarea") == "Mine alone"
    page.clock.run_for(121_000)
    page.locator("#idle").wait_for()
    page.clock.run_for(58_000)
    assert page.locator("#q-words").is_visible()
    page.clock.run_for(3_000)
    assert _is_wiped(page)
    assert not any("/sheet/" in name for name in page.evaluate(_KEPT))


def test_the_answers_are_locked_again_when_nobody_is_there(tablet: BrowserContext, form: Path, tmp_path: Path) -> None:
    page = _opened(tablet, form)
    page.clock.install()
    page.reload()
    _answer(page, {"spoken": ["no"]})
    _save(page, tmp_path)
    page.clock.run_for(121_000)
    page.clock.run_for(61_000)
    assert page.locator("#start").is_visible()
    page.evaluate("document.querySelector('[data-do=save]').click()")
    page.get_by_text("That did not work").wait_for(state="attached")


def test_start_again_asks_and_then_wipes(tablet: BrowserContext, form: Path) -> None:
    page = _opened(tablet, form)
    _at_the_words(page)
    page.locator("#again").click()
    page.get_by_role("button", name="No, go on").click()
    assert page.input_value("#q-words textarea") == "Mine alone"
    page.locator("#again").click()
    page.get_by_role("button", name="Yes, delete it").click()
    assert _is_wiped(page)
    page.keyboard.press("Control+z")
    _at_the_words_empty(page)


def _at_the_words_empty(page: Page) -> None:
    _until(page, "words")
    page.locator("#q-words textarea").focus()
    page.keyboard.press("Control+z")
    assert page.input_value("#q-words textarea") == ""


def test_a_reload_leaves_nothing_of_a_sheet_that_was_not_sent(tablet: BrowserContext, form: Path) -> None:
    page = _opened(tablet, form)
    _at_the_words(page)
    page.reload()
    page.locator("#start").wait_for()
    assert _is_wiped(page)


# --- the page itself --------------------------------------------------------------------------------------------------


def test_notice_and_signposts_come_first(tablet: BrowserContext, form: Path) -> None:
    page = _opened(tablet, form)
    shown = page.locator("#start").inner_text()
    assert shown.index("confidential; we do not call them anonymous") < shown.index("Begin")
    assert shown.index("In danger now: 999") < shown.index("Begin")
    page.locator("summary").click()
    notice = pulse("notice", "--survey", "how-are-we", cwd=form.parents[1]).stdout
    for paragraph in notice.split("\n\n")[2:]:
        said = " ".join(paragraph.split())
        whole = " ".join(page.locator("#start").inner_text().split())
        assert said.casefold() in whole.casefold()


def test_it_asks_the_network_for_nothing_and_breaks_no_rule_of_its_own(browser: Browser, form: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text))
    page.goto(form.as_uri())
    page.locator("#setup").wait_for()
    assert asked == [form.as_uri()]
    assert refused == []
    text = form.read_text(encoding="utf-8")
    assert not re.search(r"https?:|\bstyle=|url\(|@import|fetch\(|XMLHttp|sendBeacon|WebSocket", text)
    page.close()


def _axe(page: Page) -> list[Any]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(it["id"], it["nodes"][0]["html"][:120]) for it in found]


@pytest.mark.parametrize(("scheme", "width"), [("light", 820), ("dark", 320)])
def test_every_screen_is_accessible_and_fits(browser: Browser, form: Path, scheme: str, width: int) -> None:
    """One question of each kind stands for all."""
    tablet = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 640},
        bypass_csp=True,
    )
    page = tablet.new_page()
    page.clock.install()
    faults: list[Any] = []

    def look() -> None:
        faults.extend(_axe(page))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((page.title(), "scrolls sideways"))

    page.goto(form.as_uri())
    look()
    page = _opened(tablet, form)
    page.clock.install()
    page.reload()
    page.locator("summary").click()
    look()
    page.locator("[data-do=begin]").click()
    for name in ("team", "need", "words", ""):
        _go_on(page, name)
        look()
    page.clock.run_for(121_000)
    look()
    page.clock.run_for(61_000)
    page.locator("[data-do=keeper]").click()
    page.fill("#code", CODE)
    look()
    page.locator("#unlock .main").click()
    page.locator("#keeper").wait_for()
    look()
    tablet.close()
    assert faults == []


def test_long_lists_of_groups_are_lists(browser: Browser, tmp_path: Path) -> None:
    root = a_workspace(tmp_path / "w", FORM, SETTINGS)
    rows = "".join(f"2020-01-01,North,Ward {at},Nurses,20\n" for at in range(30))
    (root / "people.csv").write_text(PEOPLE + rows, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    assert pulse("publish", "how-are-we", "--to", "html", cwd=root).returncode == 0
    tablet = browser.new_context(offline=True)
    page = _opened(tablet, root / "published" / "how-are-we.v3.html")
    _answer(page, {"team": ["Ward 22"], "spoken": ["no"]})
    (row,) = _rows(_save(page, tmp_path))
    assert row["team"] == "Ward 22"
    tablet.close()


def test_groups_that_rate_each_other_are_asked_of_one_by_one(browser: Browser, tmp_path: Path) -> None:
    """The answers about the other directorate are kept, those about her own are not."""
    source = (define.shipped() / "working-together.toml").read_text(encoding="utf-8")
    root = a_workspace(tmp_path / "w", source.partition("\n\n")[2], SETTINGS)
    (root / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert pulse("people", "people.csv", cwd=root).returncode == 0
    assert pulse("publish", "working-together", "--to", "html", cwd=root).returncode == 0
    tablet = browser.new_context(offline=True)
    page = _opened(tablet, root / "published" / "working-together.v1.html")
    said = {"team": ["Ward 6"], "respect_north": ["agree"], "respect_south": ["disagree"]}
    assert "respect_south" in _answer(page, said)
    path = _save(page, tmp_path)
    tablet.close()
    done = pulse("collect", str(path), "--wave", "2026-11", "--json", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)[0]["own_group"] == 1


@pytest.mark.parametrize("target", publish.PAGES)
def test_in_another_language_each_text_says_which_it_is_in(tmp_path: Path, target: str) -> None:
    """A screen reader reads Welsh as Welsh and the notice as English; that no speaker checked it stands there."""
    root = a_workspace(tmp_path / "w", FORM, SETTINGS)
    for name in ("stock-take.toml", "stock-take.cy.toml"):
        shutil.copy(define.shipped() / name, root / "surveys")
    done = pulse("publish", "stock-take", "--to", target, "--language", "cy", "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    text = (root / json.loads(done.stdout)["file"]).read_text(encoding="utf-8")
    assert '<html lang="en-GB"' in text
    assert re.search(r'<h1[^>]* lang="cy">Sut ydyn ni\?</h1>', text)
    assert "not yet been checked by a speaker" in text
    assert "is in English" in done.stdout


def test_the_same_questionnaire_gives_the_same_page(form: Path) -> None:
    before = form.read_bytes()
    assert pulse("publish", "how-are-we", "--to", "html", cwd=form.parents[1]).returncode == 0
    assert form.read_bytes() == before


def test_outside_a_workspace_there_is_no_notice_and_so_no_page(tmp_path: Path) -> None:
    done = pulse("publish", "stock-take", "--to", "html", cwd=tmp_path)
    assert done.returncode == 78
    assert "pulse init" in done.stderr

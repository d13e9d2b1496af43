"""A workspace to start from: one's own, or the demonstration's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pulse import define, files, schedule, settings, starter
from pulse.journeys import defining
from pulse.model.problems import Place, Stop, problem
from pulse.settings import Settings

if TYPE_CHECKING:
    from pulse.journeys.rehearsing import Rehearsal

LEVELS = ("organisation", "directorate", "team")
FIRST_SURVEY = "stock-take"
TOGETHER = "working-together"
DEMO_WAVES = 18
FOLDERS = ("surveys", "inbox", "reports")


def init(root: Path, organisation: str, zone: str, levels: tuple[str, ...], today: date) -> tuple[Path, ...]:
    """Makes a workspace in `root` with the stock-take questionnaire in it; gives back the files written.

    Raises Stop("workspace-exists") where there is one: nothing of hers is ever overwritten.
    """
    if (root / settings.FILE).exists():
        raise Stop(problem("workspace-exists", Place(str(root))))
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    texts = dict(
        starter.files(organisation, zone, levels, settings.DEFAULT_MIN_ANSWERS, settings.FLOOR, today.replace(day=1))
    )
    shipped = define.shipped()
    for name in (f"{FIRST_SURVEY}.toml", "survey.schema.json"):
        texts[f"surveys/{name}"] = (shipped / name).read_text(encoding="utf-8")
    fresh = {root / name: text for name, text in texts.items() if not (root / name).exists()}
    for path, text in fresh.items():
        files.write_whole(path, text)
    return tuple(fresh)


def demo(root: Path, last: date, seed: int) -> Rehearsal:
    """Writes an invented organisation's workspace, to be lived through up to `last`.

    Raises Stop("demo-exists") where `root` holds something else.
    """
    from pulse import demo as invented  # late: nothing else needs it
    from pulse.journeys.rehearsing import Rehearsal

    _refuse_foreign(root, invented.MARK)
    texts = [(define.shipped() / f"{it}.toml").read_text(encoding="utf-8") for it in (FIRST_SURVEY, TOGETHER)]
    survey, together = map(define.from_source, texts)
    _clear(root)
    made = invented.Invented(schedule.recent(survey, last, DEMO_WAVES), seed)
    for name, content in made.workspace(survey, together):
        files.write_whole(root / name, content)
    found = settings.load(root)
    defining.people(found, found.people)
    return Rehearsal(found, made, FIRST_SURVEY, last)


def practice(root: Path, last: date, seed: int) -> tuple[Path, ...]:
    """Writes what somebody needs to try the commands by hand: people.csv, and what two platforms give for one wave.

    Raises Stop("demo-exists") where `root` holds something else.
    """
    from pulse import demo as invented  # late: nothing else needs it

    _refuse_foreign(root, invented.MARK, workspace=False)
    survey = define.from_source((define.shipped() / f"{FIRST_SURVEY}.toml").read_text(encoding="utf-8"))
    made = invented.Invented(schedule.recent(survey, last, 1), seed)
    written = [(root / name, content) for name, content in made.practice(survey)]
    for path, content in written:
        files.write_whole(path, content)
    return tuple(path for path, _ in written if path.name != invented.MARK)


def read_comments(settings: Settings, today: date) -> None:
    """What the invented staff wrote in the last wave: coded by two invented people, reviewed by a third, in sheets."""
    from pulse import demo as invented
    from pulse.journeys import coding, reviewing
    from pulse.store import Store

    with Store.open(settings.database, survey_from=define.from_source) as store:
        wave = next(it.label for it in reversed(store.waves(FIRST_SURVEY)) if it.ended(today))
    sheet = settings.root / "inbox" / "comments.csv"
    for by, second in (("HR", False), ("Staff side", True)):
        wanted = coding.Wanted(by, FIRST_SURVEY, wave, second=second)
        coding.write_sheet(settings, wanted, sheet, today)
        files.write_whole(sheet, invented.coded(sheet.read_text(encoding="utf-8"), second=second), private=True)
        coding.read_sheet(settings, wanted, sheet, today)
    reviewing.write_sheet(settings, sheet, FIRST_SURVEY, wave)
    files.write_whole(sheet, invented.reviewed(sheet.read_text(encoding="utf-8")), private=True)
    reviewing.read_sheet(settings, sheet, "Guardian", today)
    sheet.unlink()


def _refuse_foreign(root: Path, mark: str, *, workspace: bool = True) -> None:
    """Refuses a folder that holds anything but what may be made anew."""
    marked = (root / mark).exists() and (workspace or not (root / settings.FILE).exists())
    if root.exists() and any(root.iterdir()) and not marked:
        raise Stop(problem("demo-exists", Place(str(root))))


def _clear(root: Path) -> None:
    """Takes the last demonstration's answers away: another seed is another organisation."""
    for old in ("inbox/*", "pulse.*", "surveys/instances/*", "plans/*"):
        for path in root.glob(old):
            path.unlink()

"""pulse.toml and PULSE_* variables -> frozen Settings, with the disclosure policy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FLOOR = 8  # no setting can show figures that rest on fewer answers than this
DEFAULT_MIN_ANSWERS = 11
MIN_DETAIL = 22  # single scale points and means need this many
BAND = 2  # counts of 0..BAND and n-BAND..n are shown as a band


@dataclass(frozen=True, slots=True)
class Policy:
    """The organisation's disclosure policy."""

    min_answers: int = DEFAULT_MIN_ANSWERS
    min_detail: int = MIN_DETAIL
    band: int = BAND


@dataclass(frozen=True, slots=True)
class Settings:
    """What pulse.toml says, defaults filled in, with the workspace's folder."""

    root: Path
    organisation: str
    zone: str
    levels: tuple[str, ...]  # coarsest first: ("organisation", "directorate", "team")
    policy: Policy = Policy()
    close_after_days: int = 28

    @property
    def surveys(self) -> Path:
        """The questionnaires in use."""
        return self.root / "surveys"

    @property
    def people(self) -> Path:
        """The groups and how many were asked."""
        return self.root / "people.csv"

    @property
    def inbox(self) -> Path:
        """Exports dropped here are collected by `pulse run`."""
        return self.root / "inbox"

    @property
    def reports(self) -> Path:
        """What was rendered."""
        return self.root / "reports"

    @property
    def database(self) -> Path:
        """Answers, tallies, ledger."""
        return self.root / "pulse.db"

    @property
    def key(self) -> Path:
        """The secret that unlinks people."""
        return self.root / "pulse.key"

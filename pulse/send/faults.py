"""Why a message did not leave: for good, or for now."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - the other side's word, not an error of the program
    """It would be refused again."""


class Unreachable(Exception):  # noqa: N818 - the same
    """It may well go later."""

"""What the screen tells of what the organisation counts. Keys of the JSON are added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulse.cli.screen import _console, _plain, _table, json_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pulse.model.context import Counted, Line, Read


def added(read: Read, as_json: bool) -> None:
    """What a file came to."""
    bands = sum(it.value is None for it in read.new)
    if as_json:
        json_out({"added": len(read.new), "as_band": bands, "known": read.again})
        return
    _console().print(f"Values put down: {len(read.new)}, as a band: {bands}; known already: {read.again}.")


def listed(found: Sequence[Line], as_json: bool) -> None:
    """Every value, a line each."""
    if as_json:
        json_out([_as_dict(it) for line in found for it in line.counted])
        return
    if not found:
        _console().print("Nothing is on record. `pulse context add FILE.csv` puts values down.")
        return
    table = _table("Indicator", "Period", "Value", "Unit", "Source")
    for line in found:
        for it in line.counted:
            table.add_row(*map(_plain, (it.indicator, it.period.label, it.said, it.unit, it.source)))
    _console().print(table)


def _as_dict(it: Counted) -> dict[str, Any]:
    return {
        "indicator": it.indicator,
        "period": it.period.label,
        "value": it.value,
        "more_than": it.low,
        "less_than": it.high,
        "unit": it.unit,
        "source": it.source,
        "recorded": it.day.isoformat() if it.day else None,
    }

"""The two icons of 'Making Data Count': what the last point says, and whether usual results meet the target."""

from __future__ import annotations

from pulse.model.trends import Assurance, Improve, Point, Variation

UPWARD = ("above_limit", "rising", "two_in_three_high", "shift_high")


def variation(last: Point, improve: Improve) -> Variation:
    """The last point's signal, in the direction that is better."""
    if last.special_cause is None:
        return "common_cause"
    upward = last.special_cause in UPWARD
    if improve == "neutral":
        return "neutral_high" if upward else "neutral_low"
    if upward:
        return "improvement_high" if improve == "up" else "concern_high"
    return "concern_low" if improve == "up" else "improvement_low"


def assurance(last: Point, improve: Improve, target: float | None) -> Assurance | None:
    """Whether usual results meet the target; strict, so that a target on a limit is met at times."""
    if target is None or improve == "neutral":
        return None
    if last.upper is not None and target > last.upper:
        return "fail" if improve == "up" else "pass"
    if last.lower is not None and target < last.lower:
        return "pass" if improve == "up" else "fail"
    return "inconsistent"

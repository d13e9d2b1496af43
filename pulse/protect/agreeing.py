"""How far those who coded comments agree, beside the shares that rest on their codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pulse.model.figures import Scores
from pulse.model.groups import ALL
from pulse.model.release import HIDDEN, About, Figure, Rules, Shown


def agreement_figures(scores: Scores, in_force: Mapping[str, Rules]) -> Iterator[tuple[About, Figure]]:
    """Krippendorff's alpha of each code that has a figure, and the mean of all; of everyone.

    It is a number about coders, of as many comments as were coded twice. It tells nothing of who wrote them, and is
    shown where so many comments may be.
    """
    versions = {(it.wave.label, it.item.id): it.item_version for it in scores.blocks}
    for wave, survey in scores.asked_in.items():
        found = scores.agreements.get(wave)
        for item in survey.items:
            if not item.codebook or found is None:
                continue
            alphas = {"": found.alpha} | {it.code: it.alpha for it in found.codes if it.code in found.kept}
            for code, alpha in alphas.items():
                about = About(wave, ALL, "agreement", item.id, versions.get((wave, item.id), 0), code)
                enough = alpha is not None and found.double >= in_force[wave].min_answers
                yield about, Shown(round(alpha or 0.0, 2), found.double) if enough else HIDDEN

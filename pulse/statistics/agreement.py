"""How far people who sort the same things agree, beyond what chance alone would make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two raters: (observed - expected) / (1 - expected) agreement.

    pairs  what the first and the second said of each thing

    None where there is nothing to compare, or where both said the same one thing of everything: chance alone would
    have made them agree.

    Source: Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20.
    """
    if not pairs:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    total = len(pairs)
    observed = sum(one == two for one, two in pairs) / total
    expected = sum(first[value] * second[value] for value in first) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for nominal data: 1 - observed / expected disagreement, any number of raters.

    units  what each rater said of one thing, None where she said nothing; a thing with one rating pairs with nothing

    None where nothing was rated twice, or every rating is the same.

    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C.
    """
    values: Counter[Hashable] = Counter()
    apart = 0.0  # ordered pairs of different ratings within a thing, each thing by its raters less one
    for unit in units:
        rated = Counter(value for value in unit if value is not None)
        raters = rated.total()
        if raters < 2:
            continue
        values.update(rated)
        apart += (raters**2 - sum(count**2 for count in rated.values())) / (raters - 1)
    total = values.total()
    by_chance = total**2 - sum(count**2 for count in values.values())
    return None if not by_chance else 1 - (total - 1) * apart / by_chance

"""95 % intervals of one share or one mean, for any effective number of answers."""

from __future__ import annotations

import math

from pulse.statistics.distributions import Z, beta_quantile, t_quantile

Interval = tuple[float, float]


def wilson(share: float, n: float) -> Interval:
    """The Wilson score interval of a share among n answers (Wilson 1927, J Am Stat Assoc 22:209), as fractions.

    n may be an effective number; where it is infinite the share is known and the interval has no width.
    """
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def finite_population_n(n: float, population: float) -> float:
    """How many answers drawn from an endless population tell as much as n of `population`: n(N-1)/(N-n).

    Infinite where everybody answered. For describing these people only, never for change or control limits, which are
    about what comes next (Deming 1953, J Am Stat Assoc 48).
    """
    return n * (population - 1) / (population - n) if n < population else math.inf


def weighted_share_n(share: float, error: float, kish_n: float) -> float:
    """The effective n of a weighted share: p(1-p)/SE² (Korn & Graubard 1998); where SE is 0, Kish's n."""
    return share * (1 - share) / error**2 if error > 0 else kish_n


def around_mean(mean: float, deviation: float, n: float, lowest: float, highest: float) -> Interval:
    """Mean plus and minus 1.96 standard errors, kept within the scale."""
    low, high = normal(mean, deviation / math.sqrt(n))
    return max(low, lowest), min(high, highest)


def normal(value: float, error: float) -> Interval:
    """Value plus and minus 1.96 standard errors."""
    return value - Z * error, value + Z * error


def student(value: float, error: float, df: float) -> Interval:
    """Value plus and minus as many standard errors as Student's t asks for at these degrees of freedom."""
    half = t_quantile(df) * error
    return value - half, value + half


def logit(share: float, error: float, df: float) -> Interval:
    """A weighted share's interval on the logit scale, as R's svyciprop makes it by default; share within 0 and 1."""
    middle = math.log(share / (1 - share))
    low, high = student(middle, error / (share * (1 - share)), df)
    return 1 / (1 + math.exp(-low)), 1 / (1 + math.exp(-high))


def korn_graubard(share: float, error: float, n: int, df: float) -> Interval:
    """A weighted share's exact interval (Korn & Graubard 1998, Survey Methodology 24:193); share within 0 and 1.

    n is everybody in the sample, df that of the estimate (a domain has fewer).
    """
    effective = share * (1 - share) / error**2 * (t_quantile(n - 1) / t_quantile(df)) ** 2
    return clopper_pearson(share * effective, effective)


def clopper_pearson(count: float, n: float) -> Interval:
    """The exact interval of Clopper & Pearson (1934, Biometrika 26:404), also for an effective count and n."""
    low = beta_quantile(0.025, count, n - count + 1) if count > 0 else 0.0
    high = beta_quantile(0.975, count + 1, n - count) if count < n else 1.0
    return low, high

"""What protection costs: how much of an organisation is withheld, by the real wall, in invented organisations.

Assumed: 200 organisations of 48 teams in 8 directorates. Teams have 24 people in the middle, two thirds of them between
14 and 41, none fewer than 4 or more than 150. Each team's response is the organisation's, give or take a tenth of the
staff. Five staff groups: a team is mainly one of them (three quarters of its people), the others are mixed as in the
whole. Of one question, 55% are favourable (10, 15, 20, 35 and 20 of a hundred, after reference/confidentiality.md 3.4).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

from pulse import analyse, define, protect
from pulse.model.figures import Atom, ItemTally, WaveTallies
from pulse.model.groups import Group
from pulse.model.release import Banded, Hidden, Rules
from pulse.model.survey import Wave

ORGANISATIONS = 200
_DIRECTORATES, _TEAMS = 8, 6
_MIX = (10, 15, 20, 35, 20)
_STAFF = {"nursing": 45, "medical": 15, "therapies": 15, "administration": 15, "estates": 10}
_RULES = Rules(11, 22, 2)
_FORM = """\
id = "s"
title = "S"
dimensions = ["directorate", "team", "staff_group"]
[[item]]
id = "q"
text = "Q?"
scale = "agree5"
"""


def lines(organisations: int = ORGANISATIONS) -> Iterator[str]:
    """The table, a line at a time: shares of all teams, and of all staff groups; `unseen` of all answers.

    small: fewer people than the threshold; partner: enough, and withheld beside a small one; unseen: answers of people
    in either; banded, hidden: groups whose number is told, and the question only as a band, or not at all. Teams are
    withheld alike with staff groups beside them and without.
    """
    yield f"{organisations} organisations of {_DIRECTORATES * _TEAMS} teams, at least {_RULES.min_answers} answers"
    yield f"{'response':>9}" + "".join(f"{kind + part:>15}" for kind in _KINDS for part in _PARTS)
    for rate in (0.3, 0.5, 0.7):
        found: Counter[str] = Counter()
        for seed in range(organisations):
            for name, count in _counted(_tallies(Random(seed), rate)):  # noqa: S311
                found[name] += count
        yield f"{rate:>9.0%}" + "".join(f"{_share(found, kind, part):>15}" for kind in _KINDS for part in _PARTS)


_KINDS = ("", "staff ")
_PARTS = ("small", "partner", "unseen", "banded", "hidden")


def _share(found: Counter[str], kind: str, part: str) -> str:
    whole = found[f"{kind}answers" if part == "unseen" else f"{kind}groups"]
    return f"{found[kind + part] / whole:.1%}"


def _tallies(rng: Random, rate: float) -> WaveTallies:
    answers: dict[Atom, Counter[int]] = {}
    for team in range(_DIRECTORATES * _TEAMS):
        place = (f"D{team // _TEAMS}", f"T{team}")
        people = min(max(round(rng.lognormvariate(math.log(24), 0.54)), 4), 150)
        response = rate + rng.uniform(-0.1, 0.1)
        main = _staff_group(rng)
        for _ in range(people):
            if rng.random() < response:
                group = main if rng.random() < 0.75 else _staff_group(rng)
                atom = Atom(place, (group,))
                answers.setdefault(atom, Counter()).update(rng.choices(range(5), _MIX))
    return WaveTallies(
        wave=Wave("s", "2026-10", date(2026, 10, 1), date(2026, 10, 9)),
        survey=define.from_source(_FORM),
        levels=("directorate", "team"),
        responses={atom: it.total() for atom, it in answers.items()},
        asked={},
        items=tuple(ItemTally("q", atom, it.total(), tuple(it[at] for at in range(5))) for atom, it in answers.items()),
    )


def _staff_group(rng: Random) -> str:
    return rng.choices(list(_STAFF), list(_STAFF.values()))[0]


def _counted(tallies: WaveTallies) -> Iterator[tuple[str, int]]:
    """What the wall makes of it: by the number of people, by being a partner, and by what they answered."""
    release = protect.release(analyse.score([tallies]), _RULES, {})
    for group in release.listed:
        if group.dimension not in ("team", "staff_group"):
            continue
        kind = "staff " if group.dimension == "staff_group" else ""
        people = sum(n for atom, n in tallies.responses.items() if _holds(group, atom))
        counted, told = release.figure("count", group=group), release.figure("favourable", "q", group=group)
        yield f"{kind}groups", 1
        yield f"{kind}answers", people
        if isinstance(counted, Hidden):
            yield f"{kind}{'small' if people < _RULES.min_answers else 'partner'}", 1
            yield f"{kind}unseen", people
        else:
            yield f"{kind}{'banded' if isinstance(told, Banded) else 'hidden' if isinstance(told, Hidden) else 'q'}", 1


def _holds(group: Group, atom: Atom) -> bool:
    return group.path in (atom.place, atom.others)

"""The plan of two bodies as a file to fill in: what is known stands in it, and what is not is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pulse.model.groups import SEPARATOR, Path
from pulse.model.loop import Promise, Story
from pulse.model.one_side import Seen, Share
from pulse.model.relations import Relation
from pulse.model.release import Figure, Shown
from pulse.model.survey import Wave

MOST_CARRIED = 3  # needs of a body: the largest ones
MOST_DEEDS = 3  # commitments of either that stand
REVIEW_AFTER = timedelta(days=182)
# What to ask each other where nothing is shown: our own words for what makes work between two bodies go well.
QUESTIONS = (
    "Do we want the same things for the people we look after, and do we know what the other is measured by?",
    "Do we hear from each other what we need to know, honestly and in time?",
    "When something goes wrong between us, do we mend it together, or does each look at the other?",
    "Can we disagree and still work together well the next day?",
)

_TEXT = """\
# One side of A4: how the two named below will do business with each other. Write it together, in one sitting.
#
# Fill in what is empty between the quotes, then run the same command again: it makes the page, or says line by line
# what is missing or too long. Lines that begin with # are notes. Name roles, never people: the plan outlives them.

bodies  = [{first}, {second}]
written = {written}
review  = {review}        # when both look at it again; `pulse plan --due` tells when it is time

# One or two lines: how does each see the other now, and what will be different by the review?
aim = ""

# Whom the figures under [[seen]] are of, and when they were asked. Leave it empty where there are none.
asked = {asked}

{figures}# What both want, and what both carry: two or three lines.
shared = [
    "",
]

# How will you disagree? Who speaks to whom first, how soon, and who decides if the two cannot?
disagree = [
    "",
]

# What looks like somebody's name in your texts and is none, such as "Florence Ward".
not_names = []

# --- How each sees the other: what is shown stands here; a question without figures is one to talk about. ---
# first = what the first says of the second, second = the other way round: percent who agree, its 95 % interval, n.
{seen}
# --- The two. carries: what weighs on it, so that the other knows; needs: what it asks of the other. ---

[first]                       # {first_note}
carries = {first_carries}
needs   = [""]
offers  = [""]
signs   = ""                  # the role that signs, such as "Chair, North"

[second]                      # {second_note}
carries = {second_carries}
needs   = [""]
offers  = [""]
signs   = ""

# --- What you will do. kind: meeting (both boards, a summit), network (people of one craft), resource, post, other. ---
{deeds}"""

_FIGURES = """\
# The report that shows them; the page is made only while they are the same there.
figures = {{ survey = {survey}, wave = {wave} }}

"""

_EMPTY_DEED = """
[[do]]
kind     = "meeting"
what     = ""                 # what you will do
who      = ""                 # which roles meet
by       = {by}
known_by = ""                 # by what both will know that it is done and felt
"""


def draft(
    bodies: tuple[str, str],
    paths: tuple[Path | None, Path | None],
    seen: Sequence[Seen],
    wave: Wave | None,
    stories: Sequence[Story],
    today: date,
) -> str:
    """The file's text, with questions where no figure is shown.

    wave   that which `seen` was reported of; None where no figure is shown
    paths  where each body lies in people.csv; None for one that is not in it, of whose needs nothing is known here
    """
    (one, other), (at, there) = bodies, paths
    own = [it for path in paths if path is not None for it in _of(stories, path)]
    promises = {promise.commitment.number: promise for it in own if (promise := it.promise)}
    return _TEXT.format(
        first=_quoted(one),
        second=_quoted(other),
        first_note=_note(one),
        second_note=_note(other),
        written=today,
        review=today + REVIEW_AFTER,
        asked=_quoted(f"Asked {wave.first} to {wave.last} of both; those who answered." if wave else ""),
        figures=_FIGURES.format(survey=_quoted(wave.survey), wave=_quoted(wave.label)) if wave else "",
        seen="".join(map(_seen, seen or [Seen(question) for question in QUESTIONS])),
        first_carries=_listed(_carried(stories, at)),
        second_carries=_listed(_carried(stories, there)),
        deeds="".join(_deed(it) for it in _standing(promises.values()))
        + _EMPTY_DEED.format(by=today + REVIEW_AFTER / 2),
    )


def seen(relations: Sequence[Relation]) -> tuple[Seen, ...]:
    """What two groups say of each other, question by question; None for what is not shown exactly."""
    return tuple(Seen(it.item.label, _as_share(it.of_other), _as_share(it.of_one)) for it in relations)


def _as_share(figure: Figure) -> Share | None:
    if not isinstance(figure, Shown) or figure.lower is None or figure.upper is None:
        return None
    value, low, high = (round(it * 100) for it in (figure.value, figure.lower, figure.upper))
    return Share(value, low, high, figure.n)


def _of(stories: Sequence[Story], path: Path) -> list[Story]:
    """Needs of a body and of what lies inside it that somebody still waits for."""
    return [it for it in stories if it.waits and path and it.need.group.path[: len(path)] == path]


def _carried(stories: Sequence[Story], path: Path | None) -> list[str]:
    found = sorted(_of(stories, path or ()), key=lambda it: (-it.need.people, it.need.number))
    return [_need(it, path or ()) for it in found[:MOST_CARRIED]]


def _need(it: Story, path: Path) -> str:
    """A need in one line: whose, where it is a part's alone, and how many said so where that was shown."""
    inside = SEPARATOR.join(it.need.group.path[len(path) :])
    share = f", {it.need.share:.0%} of {it.need.n:,}" if it.need.share is not None and it.need.n else ""
    return f"{it.need.text}{f' ({inside})' if inside else ''}{share}"


def _standing(promises: Iterable[Promise]) -> list[Promise]:
    """Commitments that are under way, the first due first."""
    open_ones = [it for it in promises if it.status in (None, "late")]
    return sorted(open_ones, key=lambda it: (it.due, it.commitment.number))[:MOST_DEEDS]


def _deed(it: Promise) -> str:
    made = it.commitment
    return (
        f"\n# Commitment {made.number}, for need {made.need}.\n[[do]]\nkind     = \"other\"\n"
        f"what     = {_quoted(made.text)}\nwho      = {_quoted(made.owner)}\nby       = {it.due}\n"
        f"known_by = {_quoted(made.measure)}\n"
    )  # fmt: skip


def _seen(it: Seen) -> str:
    shares = "".join(
        f"{key:8} = {_share(share)}\n" for key, share in (("first", it.first), ("second", it.second)) if share
    )
    return f"\n[[seen]]\nquestion = {_quoted(it.question)}\n{shares}"


def _share(it: Share) -> str:
    return f"{{ percent = {it.percent}, low = {it.low}, high = {it.high}, n = {it.n} }}"


def _listed(lines: Sequence[str]) -> str:
    if not lines:
        return '[""]                # such as "Beds are full on most days, by our own records"; may stay empty'
    return "[\n" + "".join(f"    {_quoted(line)},\n" for line in lines) + "]"


def _note(text: str) -> str:
    return text if text.isprintable() else "see above"


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)

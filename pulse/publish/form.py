"""One HTML file to answer on, for a tablet that people share. It asks the network for nothing and sends nothing.

One question stands on the screen at a time: on a shared screen nobody's earlier answers can be read over her shoulder,
a question that is asked of some only is simply the next one, and it fits a phone at any size of letters.

A sheet that was sent is kept on the device until somebody saves all of them as a CSV: sealed, so that whoever picks up
the tablet cannot read it; in the order of names drawn at random, so that nobody can tell whose it was; and without a
time. Its columns and cells are our ids, and its first column names each sheet: `collect` counts each of them once.
"""

from __future__ import annotations

import hashlib
import json

from pulse.model.published import Published
from pulse.model.survey import Survey
from pulse.publish.apart import refuse_names
from pulse.publish.asked import Form, Question
from pulse.publish.pages import around_them, filled, rated, told
from pulse.settings import Settings

SHEET = "pulse_sheet"  # the column of the name that a sheet is known by
_MOST_BUTTONS = 10  # of the groups of one level: beyond that a list is quicker to search
_BY_HAND = (
    "Copy the file to the tablet and open it in Chrome or Edge, in an ordinary window: a private one forgets.",
    "The page asks for a code before the first person answers. Write it down and keep it away from the tablet: without "
    "it nobody can read what was answered, and nobody can make a new one for answers that are there.",
    "Save the file at the end of every day (“For whoever looks after this tablet”): a browser that is reset, or that "
    "tidies up by itself, takes unsaved answers with it.",
)
_BEFORE_THE_NEXT = (
    "Before the next stock-take begins, save what is there and delete it from the tablet: a sheet does not say which "
    "one it belongs to. A form published for a wave (`pulse open`, then --wave) keeps them apart by itself."
)


def write(form: Form, survey: Survey, settings: Settings, collects: str) -> Published:
    """The page. Raises Stop("publish-name-taken").

    collects: the command that takes in what it saves
    """
    refuse_names(form, "html", frozenset({SHEET}))
    words = told(settings, survey) | {
        "form": form,
        "rated": rated(survey),
        "edition": survey.instance.label if survey.instance else f"v{form.version}",
        "columns": json.dumps([SHEET, *(it.id for it in form.questions)]),
        "fingerprint": _fingerprint(form),
        "as_list": [it.id for it in form.questions if _is_list(it)],
    }
    of_any_wave = () if survey.instance else (_BEFORE_THE_NEXT,)
    by_hand = (
        *around_them(survey),
        *_BY_HAND,
        *of_any_wave,
        f"Collect what it saved, of one tablet or of several: {collects}",
    )
    return Published(".html", filled("form.html", words, style="form.css", script="form.js"), by_hand)


def _is_list(question: Question) -> bool:
    return question.group and len(question.options) > _MOST_BUTTONS


def _fingerprint(form: Form) -> str:
    """8 hex digits over what cells can say: answers to another form on one device are never mixed with these."""
    asked = [[it.id, it.kind, [option.id for option in it.options]] for it in form.questions]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:8]

"""The sentences of summaries, a catalogue for each reader. One sentence is one template: a translation is a catalogue.

Slots in braces are filled with figures, in numbers as people say them, and with words of the questionnaire. A sentence
says nothing but what its figures do: a cause is in none of them, and a direction only where a chart shows a signal.
"""

from __future__ import annotations

from collections.abc import Mapping

from pulse.model.audiences import Audience

# Of all readers; those below say a sentence in their own way where it is theirs to hear.
_ANYBODY = {
    "answered": "{count} people answered, {rate} of those who were asked.",
    "counted": "{count} people answered.",
    "answered_everyone": "{count} people answered, {rate} of those who were asked.",
    "counted_everyone": "{count} people answered.",
    "withheld": "Figures are not shown here. That protects people.",
    "hurt": "Asked who is hurt, {share} say: “{answer}”.",
    "need": "Asked what is needed most, {share} say: “{answer}”.",
    "meet": "Asked who should meet it, {share} say: “{answer}”.",
    "works": "Asked what works, {share} say: “{answer}”.",
    "better": "Better than usual: “{question}” ({value}).",
    "worse": "Worse than usual: “{question}” ({value}).",
    "higher": "Higher than usual: “{question}” ({value}).",
    "lower": "Lower than usual: “{question}” ({value}).",
    "more": "The charts with more signs stand further down.",
    "usual": "All else is as usual.",
    "steady": "Nothing has moved more than it usually does.",
    "first": "This is the first stock-take, so nothing can have moved yet.",
    "early": "It is too soon to tell a change from chance.",
    "since_better": "Better than in {before}: “{question}” ({value}).",
    "since_worse": "Worse than in {before}: “{question}” ({value}).",
    "since_steady": "There is no clear change since {before}.",
    "silent": "Clearly fewer answered than last time in {groups}.",
    "kept": "Of {due} promises that are due, {kept} are kept, say their owners. Staff say {met} are met.",
    "kept_one": "One promise is due. Its owner says whether it is kept, and staff say whether it is met.",
    "waiting": "{count} needs still wait.",
    "waiting_one": "One need still waits.",
}

_STAFF = {
    "answered": "{count} of us answered. That is {rate} of those who were asked.",
    "counted": "{count} of us answered.",
    "hurt": "Asked who is hurt, {share} of us say: “{answer}”.",
    "need": "Asked what we need most, {share} of us say: “{answer}”.",
    "meet": "Asked who should meet it, {share} of us say: “{answer}”.",
    "works": "Asked what works, {share} of us say: “{answer}”.",
    "more": "The full report shows more that has moved.",
    "kept": "Of {due} promises that are due, {kept} are kept, say those who made them. You say {met} are met.",
    "waiting": "{count} things you asked for still wait.",
    "waiting_one": "One thing you asked for still waits.",
}

_MANAGER = {
    "answered": "In {group}, {count} people answered, {rate} of those who were asked.",
    "counted": "In {group}, {count} people answered.",
    "elsewhere": "{group} has no figures of its own here. That protects people. Shown in its place: {nearest}.",
    "above": "Clearly higher here than for everyone: {questions}.",
    "below": "Clearly lower here than for everyone: {questions}.",
    "alike": "Nothing here lies clearly apart from everyone.",
    "best": "It goes best here: “{question}” ({share} on the good side).",
    "care": "It needs most care here: “{question}” ({share} on the good side).",
}

_TEAM = _MANAGER | {
    "answered": "In {group}, {count} of us answered. That is {rate} of those who were asked.",
    "counted": "In {group}, {count} of us answered.",
    "elsewhere": "{group} has no figures of its own here. That protects us. It says nothing about what we said. Shown "
    "in its place: {nearest}.",
    "need": "Asked what we need most, {share} of us say: “{answer}”.",
    "meet": "Asked who should meet it, {share} of us say: “{answer}”.",
    "best": "It goes best for us: “{question}” ({share} on the good side).",
    "care": "It needs most care with us: “{question}” ({share} on the good side).",
    "alike": "Nothing with us lies clearly apart from everyone.",
    "above": "Clearly higher with us than for everyone: {questions}.",
    "below": "Clearly lower with us than for everyone: {questions}.",
}

_BOARD = {
    "more": "More charts show a sign; see the appendix.",
}

CATALOGUES: Mapping[Audience, Mapping[str, str]] = {
    "board": _ANYBODY | _BOARD,
    "manager": _ANYBODY | _MANAGER,
    "team": _ANYBODY | _TEAM,
    "staff": _ANYBODY | _STAFF,
    "analyst": _ANYBODY,
}

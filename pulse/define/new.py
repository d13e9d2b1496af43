"""The text of a questionnaire to start from: short, complete, every line explained."""

from __future__ import annotations

from pulse.define.survey import from_source

_TEXT = """\
#:schema ./survey.schema.json
# A questionnaire. Lines that begin with # are notes. After a change: `pulse survey check`.

id      = "{id}"
version = 1            # raise it, in a copy of this file, when you change a question that has been asked
title   = "{title}"

# The groups people place themselves in, each with the question that asks for it.
dimensions = {{ team = "Which team do you work in?" }}

# A question with answers from one end to the other. Shipped scales: agree5, often5.
[[item]]
id    = "heard"        # a short name that never changes its meaning
text  = "When I raise a concern, somebody listens."
title = "Concerns are heard"
scale = "agree5"

# The frame: who is hurt, what do they need, who should meet it.
[[item]]
id      = "hurt"
frame   = "hurt"
text    = "Who is hurting at the moment?"
choose  = "any"        # 1, "any", or "at most 2"
options = {{ me = "Me", team = "People in my team", nobody = "Nobody that I know of" }}
alone   = ["nobody"]   # excludes the other answers

[[item]]
id      = "need_now"
frame   = "need"
horizon = "now"        # now, medium or long
text    = "What is needed most, now?"
choose  = 1
options = "seven-asks" # a shipped list; the other one is "levels"

[[item]]
id      = "meet_now"
frame   = "meet"
about   = "need_now"
text    = "Who should meet that need?"
choose  = 1
options = "levels"

[[item]]
id   = "words"
kind = "text"          # names are taken out before it is kept; a person reads it before it is quoted
text = "In your own words: what is needed, and what would help?"

# What happens meanwhile is drawn on the charts of a report, and printed there: name no person.
# [[event]]
# date = 2026-05-12
# text = "Listening programme began"
# kind = "programme"   # or reorganisation, pressure, other

[schedule]
repeat        = "monthly on the second Tuesday"
open_for_days = 10
"""


def new(survey_id: str, title: str) -> str:
    """The text of a new questionnaire, which passes the check as it is. Raises Stop for an id that cannot be."""
    text = _TEXT.format(id=survey_id.replace('"', ""), title=title.replace("\\", "\\\\").replace('"', '\\"'))
    from_source(text, f"{survey_id}.toml")
    return text

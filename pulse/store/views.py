"""Views of the database with stable names, for the team that may see it: what was shown, and what was promised.

No view reads answers, tallies or comments: whoever may open the database finds nothing more easily by them than what
reports told. Where a name stands in a share file too, it means the same there.
"""

from __future__ import annotations

VIEWS = {
    "waves": """
        SELECT survey, label AS wave, first, last, min(ledger.day) AS reported, nullif(closed, '') AS closed
        FROM wave LEFT JOIN ledger ON ledger.wave = wave.id GROUP BY wave.id ORDER BY survey, first""",
    "entries": """
        SELECT entry, survey, label AS wave, day, min_answers, min_detail, band
        FROM ledger JOIN wave ON wave.id = ledger.wave ORDER BY entry""",
    "figures": """
        SELECT survey, label AS wave, first AS wave_start,
            CASE WHEN shown.place = '[]' THEN 'all' WHEN shown.place LIKE '{%' THEN
                (SELECT key FROM json_each(shown.place))
                ELSE json_extract(levels, '$[' || (json_array_length(shown.place) - 1) || ']') END AS dimension,
            CASE WHEN shown.place = '[]' THEN 'all' ELSE
                (SELECT group_concat(value, ' / ') FROM json_each(shown.place)) END AS "group",
            CASE WHEN item2 LIKE '[%' THEN
                (SELECT group_concat(value, ' / ') FROM json_each(item2)) ELSE '' END AS group2,
            item, item_version, option, CASE WHEN item2 LIKE '[%' THEN '' ELSE item2 END AS item2, option2, item3,
            option3, measure, n, value, lower, upper, low AS band_low, high AS band_high, max(entry) AS entry
        FROM shown JOIN ledger USING (entry) JOIN wave ON wave.id = ledger.wave
        GROUP BY wave.id, shown.place, measure, item, item_version, option, shown.item2, option2, item3, option3""",
    "collects": """
        SELECT id AS number, survey, platform, day, json_extract(counts, '$.read') AS rows_read,
            json_extract(counts, '$.stored') AS stored, nullif(undone, '') AS undone
        FROM collect ORDER BY id""",
    "needs": """
        SELECT number, survey, text, horizon, level,
            CASE WHEN place = '[]' THEN 'all' ELSE
                (SELECT group_concat(value, ' / ') FROM json_each(place)) END AS "group", wave, day AS opened
        FROM need ORDER BY number""",
    "commitments": """
        SELECT number, need, owner, level, due, text, measure, day AS made FROM commitment ORDER BY number""",
    "steps": """
        SELECT number, need, commitment, day, kind, text FROM loop_step ORDER BY number""",
    "events": """
        SELECT survey, day, text, kind, recorded FROM event WHERE withdrawn = '' ORDER BY day""",
}

DESCRIPTIONS = {
    "waves": {
        "": "Every stock-take.",
        "survey": "Id of the questionnaire.",
        "wave": "Its label.",
        "first": "First day on which it was open.",
        "last": "Last day on which it was open.",
        "reported": "The day on which figures of it were shown first; empty before that.",
        "closed": "The day on which it was closed; empty before that.",
    },
    "entries": {
        "": "The ledger: each time that figures were shown which had not been, or not so.",
        "entry": "Its number, as reports bear it.",
        "survey": "Id of the questionnaire.",
        "wave": "The stock-take it is of.",
        "day": "The day on which they were shown.",
        "min_answers": "Fewest answers that a figure might rest on.",
        "min_detail": "Fewest answers for single points of a scale and means.",
        "band": "Counts of 0 to this many, and of all but so many, were told as a band.",
    },
    "figures": {
        "": "Every figure that was ever shown, as it was told last. What was withheld is not here.",
        "survey": "Id of the questionnaire.",
        "wave": "Label of the stock-take.",
        "wave_start": "Its first day.",
        "dimension": "Level of the group, or the other dimension it is of; all for everyone.",
        "group": "Whole path of the group, under the name it had then; all for everyone.",
        "group2": "The group that is rated; empty where none is.",
        "item": "Id of the question or score; empty for how many answered.",
        "item_version": "Version of the question.",
        "option": "Id of the answer.",
        "item2": "Second question of a joined answer.",
        "option2": "Its answer.",
        "item3": "Third question of a joined answer.",
        "option3": "Its answer.",
        "measure": "What is told: share, favourable, mean, count, response_rate, flow and others.",
        "n": "How many answers it rests on.",
        "value": "The figure; shares are fractions. Empty where it is a band.",
        "lower": "Lower end of its 95% interval.",
        "upper": "Upper end of its 95% interval.",
        "band_low": "Of a band: the least it can be.",
        "band_high": "Of a band: the most it can be.",
        "entry": "The entry of the ledger in which it was told last.",
    },
    "collects": {
        "": "Every file that was collected.",
        "number": "As pulse collects lists it.",
        "survey": "Id of the questionnaire.",
        "platform": "Where the file came from.",
        "day": "The day on which it was collected.",
        "rows_read": "How many rows it had.",
        "stored": "How many of them were stored.",
        "undone": "The day on which it was undone; empty where it stands.",
    },
    "needs": {
        "": "The register of needs.",
        "number": "As pulse needs lists it.",
        "survey": "Id of the questionnaire.",
        "text": "What is needed.",
        "horizon": "When: now, medium, long.",
        "level": "Who should meet it, as staff say.",
        "group": "Whose need it is; all for everyone.",
        "wave": "The stock-take in which it was first seen.",
        "opened": "The day on which it was taken up.",
    },
    "commitments": {
        "": "What was promised about a need.",
        "number": "As pulse commitments lists it.",
        "need": "The number of the need.",
        "owner": "The role that promised it.",
        "level": "The level of that role.",
        "due": "The day it was promised for at first; steps have later ones.",
        "text": "What was promised.",
        "measure": "The question or score that should show it.",
        "made": "The day on which it was promised.",
    },
    "steps": {
        "": "Everything that happened to needs and commitments, in order.",
        "number": "Counts the steps.",
        "need": "The number of the need.",
        "commitment": "The number of the commitment, where it is about one.",
        "day": "The day on which it was put on record.",
        "kind": "What happened: opened, acknowledged, declined, committed, status, asked, verdict, relapsed.",
        "text": "What whoever put it on record wrote.",
    },
    "events": {
        "": "What happened meanwhile, as recorded with pulse event add; not what questionnaires' files name.",
        "survey": "Id of the questionnaire.",
        "day": "The day on which it happened.",
        "text": "What happened.",
        "kind": "programme, reorganisation, pressure or other.",
        "recorded": "The day on which it was put on record.",
    },
}

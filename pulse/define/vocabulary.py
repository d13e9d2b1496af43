"""Scales and option lists that every questionnaire may name without spelling them out."""

from __future__ import annotations

# name -> (option id -> text, the favourable end)
SCALES: dict[str, tuple[dict[str, str], str]] = {
    "agree5": (
        {
            "strongly_disagree": "Strongly disagree",
            "disagree": "Disagree",
            "neither": "Neither agree nor disagree",
            "agree": "Agree",
            "strongly_agree": "Strongly agree",
        },
        "high",
    ),
    "often5": (
        {
            "never": "Never",
            "rarely": "Rarely",
            "sometimes": "Sometimes",
            "often": "Often",
            "always": "Always",
        },
        "high",
    ),
    # The words at its ends belong into the question: "0 is not at all likely, 10 is extremely likely".
    "0-10": ({f"p{point}": f"{point}" for point in range(11)}, "high"),
}

# The seven asks came out of 3,500 staff comments at one NHS trust in 2020; the levels say who can meet a need.
LISTS: dict[str, dict[str, str]] = {
    "seven-asks": {
        "listen": "Listen to me",
        "care": "Care about me",
        "safe": "Keep me safe",
        "connected": "Keep me connected",
        "lead": "Lead me",
        "keep_going": "Keep me going",
        "notice": "Notice me: honour my work",
    },
    "levels": {
        "self": "I can meet it myself",
        "team": "My team",
        "manager": "My manager",
        "directorate": "My directorate or division",
        "board": "The board",
        "system": "Our partners in the local system",
        "national": "National bodies",
    },
}

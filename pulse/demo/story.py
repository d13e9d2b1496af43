"""What happened in the invented health system, as data: who there is, what weighs on whom, what changed when.

The rest of the program knows nothing of it; it has to find it in the exports.
"""

from __future__ import annotations

from dataclasses import dataclass

NAME = "Saltmarsh Health"
STAFF_GROUPS = {"Nursing": 0.42, "Doctors": 0.16, "Therapies": 0.14, "Administration": 0.18, "Estates": 0.10}
LEAD = "Leaders"  # a staff group of their own
LEADERS = 0.05  # of those who answer
LEADERS_SEE = 0.7  # points better than others on every scale

# organisation -> directorate -> teams
PLACES: dict[str, dict[str, tuple[str, ...]]] = {
    "Saltmarsh Hospitals": {
        "Medicine": ("Ward 2", "Ward 4", "Ward 6", "Emergency", "Acute Medicine", "Cardiology"),
        "Surgery": ("Theatres", "Ward 8", "Ward 9", "Orthopaedics", "Day Surgery"),
        "Women and Children": ("Maternity", "Children's Ward", "Neonatal", "Gynaecology"),
        "Estates and Support": ("Porters", "Catering", "Cleaning"),
    },
    "Fen Edge Community": {
        "Neighbourhoods": ("North Team", "South Team", "East Team", "West Team", "Evening Team"),
        "Therapies": ("Physiotherapy", "Speech and Language", "Occupational Therapy"),
        "Community Support": ("Single Point of Access", "Transport", "Equipment Store"),
    },
    "Lode Mental Health": {
        "Inpatient": ("Willow Unit", "Reed Unit", "Alder Unit"),
        "Community Teams": ("Crisis Team", "Early Help", "Older People", "Young People", "Liaison"),
        "Corporate": ("People and Pay", "Digital", "Finance"),
    },
}


@dataclass(frozen=True)
class Change:
    """Something that moved answers from a wave on (counted from the first, 0): in points of a five-point scale."""

    item: str
    place: str  # an organisation, a directorate or a team; "" for everywhere
    wave: int
    points: float


# Mean answer on a scale of 1 to 5 (5 the end that reads last), before anything happened.
LEVELS = {"work_well": 3.5, "speak_up": 3.1, "settled": 3.3, "energy": 2.9, "worn": 3.4}
CHANGES = (
    Change("speak_up", "", 11, 0.42),  # a listening programme in every organisation
    Change("energy", "Medicine", 6, -0.7),  # winter closed two wards' rest rooms
    Change("worn", "Medicine", 6, 0.6),
    Change("work_well", "Lode Mental Health", 9, 0.5),  # crisis team and liaison share one rota
    Change("energy", "", 12, 0.15),
    Change("settled", "Children's Ward", 12, 0.6),  # ten minutes together after a hard shift
    Change("work_well", "Theatres", 16, 0.7),
)


@dataclass(frozen=True)
class Drawn:
    """What made an answer more frequent than its weight, from a wave on and until another one."""

    item: str
    option: str
    place: str
    wave: int
    until: int
    times: float


DRAWN = (
    Drawn("need_now", "care", "", 0, 99, 1.5),
    Drawn("need_now", "safe", "", 6, 11, 0.55),  # a second person at night, until the posts fell empty in spring
    Drawn("need_now", "keep_going", "Medicine", 6, 99, 4.0),  # the rest rooms
)


@dataclass(frozen=True)
class Happened:
    """What the organisation itself wrote down: some days before a wave (counted from the first, 0)."""

    wave: int
    days_before: int
    text: str
    kind: str
    groups: tuple[str, ...] = ()


EVENTS = (
    Happened(6, 20, "Two wards' rest rooms closed for the winter", "pressure", ("Saltmarsh Hospitals / Medicine",)),
    Happened(9, 8, "Crisis team and liaison share one rota", "reorganisation", ("Lode Mental Health",)),
    Happened(11, 24, "Listening programme began", "programme"),
)

# Relative weights of options, in the questionnaire's order.
WEIGHTS = {
    "keep": (9, 6, 3, 2, 3, 2, 1),
    "hurt": (7, 9, 3, 4, 3),
    "need_now": (9, 5, 7, 2, 4, 3, 5),
    "meet_now": (1, 4, 8, 6, 5, 1, 1),
    "need_medium": (5, 6, 6, 3, 5, 4, 5),
    "meet_medium": (1, 2, 6, 8, 6, 2, 1),
    "need_long": (4, 5, 4, 3, 6, 6, 6),
    "meet_long": (1, 1, 3, 6, 9, 4, 4),
}
# A need asks for a level: (need option, meet option) more likely together.
PULLS = {("listen", "manager"): 3.0, ("safe", "directorate"): 3.0, ("lead", "board"): 3.0, ("care", "team"): 2.5}


@dataclass(frozen=True)
class Said:
    """What somebody wrote; the codes one and the other coder give it, and what is kept of it where it is shortened."""

    text: str
    codes: tuple[str, ...]
    second: tuple[str, ...]
    keep: str = ""


def _said(text: str, codes: str, second: str | None = None, keep: str = "") -> Said:
    return Said(text, tuple(codes.split()), tuple((codes if second is None else second).split()), keep)


# Subject by subject; within each everything is about as likely.
COMMENTS = (
    (
        _said("A rota that is out six weeks before.", "keep_going"),
        _said("Breaks that are really taken, also when it is busy.", "keep_going"),
        _said("The rota changes at night. Nobody asks who has children to fetch. That cannot go on.", "keep_going care",
              keep="The rota changes at night. Nobody asks who has children to fetch. [...]"),
        _said("Overtime has become the plan.", "keep_going"),
    ),
    (
        _said("Somewhere to sit down for ten minutes.", "keep_going"),
        _said("Hot food at night, not only crisps from the machine.", "keep_going"),
        _said("A room to rest, and somebody who asks how we are after a bad shift.", "keep_going care", "keep_going"),
        _said("We are tired, all of us.", "keep_going"),
    ),
    (
        _said("That somebody comes back to us after we have raised something.", "listen"),
        _said("Ask us before the store is moved, not after.", "listen"),
        _said("Our ideas go into a box and are never seen again.", "listen"),
        _said("Tell us honestly what is going on, and listen to the answer.", "listen lead", "lead"),
    ),
    (
        _said("More hands at weekends, please.", "safe keep_going", "keep_going"),
        _said("Two of us for the whole floor at night is not safe.", "safe"),
        _said("I was shouted at in the corridor and nobody stepped in. I still think of it. We need people who do.",
              "safe", keep="I was shouted at in the corridor and nobody stepped in. [...] We need people who do."),
        _said("It must be safe to say that something went wrong.", "safe"),
    ),
    (
        _said("It has been better since the morning huddle.", "connected"),
        _said("A thank you now and then, also to those who clean.", "notice"),
        _said("Nobody notices what the night team does.", "notice"),
        _said("We hear of changes a week after everybody else.", "connected"),
    ),
)  # fmt: skip
SAID = {said.text: said for subject in COMMENTS for said in subject}

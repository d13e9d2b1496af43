"""What a release suggests, what the next questionnaire asks, how what was promised came to pass: counted by hand.

1. Suggested: needs that 20 in 100 of everyone chose; of a group, those clearly above everyone's; scales that got worse.
2. Nothing hidden or banded suggests anything, nor does what is in the register; what was met comes back as a relapse.
3. Asked: so many of all as the settings say, those never asked first, then the oldest, then the largest; teams once.
4. Follow-through and the register, by level. A sheet for owners that comes back as it went brings nothing new.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse import act, analyse, define, protect, trend
from pulse.define.vocabulary import LISTS
from pulse.model.groups import ALL, Group
from pulse.model.loop import LEVELS, Commitment, Level, Need, Step, Story, Verdict
from pulse.model.loop_views import Suggestion
from pulse.model.release import Release, Rules, Shown
from pulse.model.survey import Wave
from tests.faulty import Counts, five, series, wave

_FORM = """\
id = "s"
title = "S"
[[item]]
id = "q"
text = "Heard?"
scale = "agree5"
[[item]]
id = "need"
frame = "need"
horizon = "medium"
text = "Needed?"
choose = 1
options = { rest = "Rest", pay = "Pay", safe = "Safety" }
[[item]]
id = "meet"
frame = "meet"
about = "need"
text = "By whom?"
choose = 1
options = { team = "Team", board = "Board" }
"""
_DAY = date(2026, 11, 24)
_RULES = Rules(min_answers=11, min_detail=22, band=2)


def _release(counts: Counts) -> Release:
    return protect.release(analyse.score([wave(date(2026, 10, 10), counts, _FORM)]), _RULES, {})


def _suggested(release: Release, *stories: Story) -> list[Suggestion]:
    return list(act.suggestions(release, trend.findings(release), stories, 20))


# --- 1 and 2. suggested ---

# Of 200, 60 need rest (30 %), 70 pay (35 %), 70 safety (35 %). In A, of 50, 30 need rest: 60 %, at least 46 %. In B, of
# 150, 60 need pay: 40 %, at least 33 %, which may be no more than everyone's. 120 of 200 say that their team should.
_NEEDED: Counts = {"need": {"A": (30, 10, 10), "B": (30, 60, 60)}, "meet": {"A": (30, 20), "B": (90, 60)}}
_A = Group(("A",), "team")


def test_what_many_chose_and_what_a_group_chose_clearly_more() -> None:
    found = _suggested(_release(_NEEDED))
    assert [(it.group, it.text, it.share, it.n, it.people) for it in found] == [
        (ALL, "Pay", 0.35, 200, 70),
        (ALL, "Safety", 0.35, 200, 70),
        (ALL, "Rest", 0.30, 200, 60),
        (_A, "Rest", 0.60, 50, 30),
    ]
    assert {(it.level, it.horizon, it.why, it.wave) for it in found} == {("team", "medium", "size", "2026-10")}
    assert len({it.mark for it in found}) == 4
    more = act.suggestions(_release(_NEEDED), trend.findings(_release(_NEEDED)), (), 35)
    assert [it.text for it in more] == ["Pay", "Safety", "Rest"]  # 35 in 100 is enough; of everyone, rest has 30


@pytest.mark.parametrize("counts", [(20, 1, 1), (4, 3, 3), (22, 0, 0)])
def test_nothing_banded_or_hidden_suggests_anything(counts: tuple[int, ...]) -> None:
    """20 of 22 are a band, ten people are too few, all of them alike say what each one said."""
    assert _suggested(_release({"need": {"A": counts}, "q": {"A": five(15, 30)}})) == []


def test_smaller_teams_together_need_nothing_together() -> None:
    """9 of the 15 people of two small teams need rest, 19 of all 65: they are other teams each time."""
    release = _release({"need": {"A": (10, 20, 20), "B": (5, 2, 1), "C": (4, 1, 2)}, "q": {"A": five(25, 50)}})
    (both,) = release.together
    assert release.figure("share", "need", option="rest", group=both) == Shown(0.6, 15, 0.36, 0.8)
    assert {it.group for it in _suggested(release)} == {ALL}


def test_what_is_in_the_register_is_not_suggested_again_and_what_was_met_relapses() -> None:
    waiting = _story(1, item="need", option="pay")
    was_met = _story(2, _met(2), item="need", option="rest")
    declined = _story(3, Step(3, _DAY, "declined", text="No"), item="need", option="rest", group=_A)
    found = _suggested(_release(_NEEDED), waiting, was_met, declined)
    assert [(it.text, it.group, it.relapsed) for it in found] == [("Safety", ALL, None), ("Rest", ALL, 2)]


def test_a_scale_that_is_worse_than_usual_stands_first_and_says_no_share() -> None:
    waves = series(*[(60 + at % 3, 100) for at in range(13)], (20, 100))
    release = protect.release(analyse.score(waves), _RULES, {})
    (found,) = _suggested(release)
    assert (found.item, found.option, found.why, found.share, found.level) == ("q", "", "signal", None, None)
    assert found.text == "Heard? - this is worse than usual"
    usual = protect.release(analyse.score(waves[:-1]), _RULES, {})
    assert _suggested(usual) == []


# --- 3. asked ---


def _need(number: int, share: float | None = None, opened: date = _DAY, **more: object) -> Need:
    said: dict[str, object] = {"level": "board", "group": ALL, "wave": "2026-10", "horizon": "now"} | more
    n = 100 if share is not None else None
    return Need(number, "s", f"Need {number}", opened=opened, share=share, n=n, **said)  # type: ignore[arg-type]


def _story(number: int, *steps: Step, share: float | None = None, opened: date = _DAY, **more: object) -> Story:
    """A need with a commitment of the same number, due on 1 December."""
    need = _need(number, share, opened, **more)
    made = Commitment(number, number, "Chief nurse", need.level, date(2026, 12, 1), "q", f"Promise {number}", opened)
    begun = (Step(number, opened, "opened"), Step(number, opened, "committed", number))
    return Story(need, (made,), (*begun, *steps))


def _met(number: int, met: float = 0.8, not_met: float = 0.1, day: date = _DAY) -> Step:
    shares = Shown(met, 50), Shown(round(1 - met - not_met, 2), 50), Shown(not_met, 50)
    return Step(number, day, "verdict", number, verdict=Verdict("2026-11", f"met_{number}", ALL, *shares))


def _kept(number: int, day: date = _DAY) -> Step:
    return Step(number, day, "status", number, status="kept")


@pytest.mark.parametrize(
    ("level", "said"),
    [("board", "The board said it would"), ("system", "Our partners said they would"), ("self", "We said we would")],
)
def test_the_question_says_who_promised(level: Level, said: str) -> None:
    made = act.instance(_SURVEY, _WAVE, "2026-11", [_story(1, level=level)], ("team",), 3)
    assert f"{said} do this: Promise 1." in made.toml


_SURVEY = define.from_source(_FORM)
_WAVE = Wave("s", "2026-12", date(2026, 12, 8), date(2026, 12, 17))


def _asked(stories: list[Story], most: int = 3) -> tuple[list[tuple[str, tuple[int, ...]]], tuple[int, ...]]:
    made = act.instance(_SURVEY, _WAVE, "2026-11", stories, ("team",), most)
    read = define.from_source(made.toml)
    assert [(it.id, it.follows) for it in read.follow_ups] == list(made.follow_ups)
    assert read.instance == _WAVE
    return list(made.follow_ups), made.left_out


def test_never_asked_first_then_the_oldest_then_the_largest() -> None:
    stories = [
        _story(1, share=0.9, opened=_DAY - timedelta(days=300)),  # asked in November, and not met
        _story(2, share=0.2),
        _story(3, share=0.4),
        _story(4, opened=_DAY - timedelta(days=10)),
    ]
    stories[0] = stories[0].then(_met(1, 0.2, 0.6))
    assert _asked(stories, most=4) == ([("met_4", (4,)), ("met_3", (3,)), ("met_2", (2,)), ("met_1", (1,))], ())
    assert _asked(stories, most=2) == ([("met_4", (4,)), ("met_3", (3,))], (2, 1))
    assert _asked(stories, most=0) == ([], (4, 3, 2, 1))


def test_only_what_is_due_and_not_met_is_asked_after() -> None:
    later = _story(1)
    later = Story(later.need, (Commitment(1, 1, "X", "board", date(2026, 12, 9), "q", "P", _DAY),), later.steps)
    assert _asked([later]) == ([], ())  # promised for the day after the wave begins
    assert _asked([later.then(_kept(1))]) == ([("met_1", (1,))], ())  # ... and kept before
    dropped = Step(2, _DAY, "status", 2, status="dropped", text="No")
    assert _asked([_story(2, dropped), _story(3, _met(3))]) == ([], ())


def test_a_question_asked_again_goes_on_where_it_stood() -> None:
    asked = Step(1, _DAY, "asked", 1, wave="2026-11", item="met_1")
    first, again = (
        define.from_source(act.instance(_SURVEY, _WAVE, last, [story], ("team",), 3).toml).by_id["met_1"]
        for last, story in (("2026-10", _story(1)), ("2026-11", _story(1, asked)))
    )
    assert first.text != again.text
    assert (first.change, again.continues(first)) == (None, True)


def test_one_question_for_all_teams_and_one_promise_a_team() -> None:
    b = Group(("B",), "team")
    teams = [_story(1, group=_A), _story(2, group=_A), _story(3, group=b), _story(4)]
    assert _asked(teams, most=1) == ([("met_4", (4,)), ("promised_2026_12", (1, 3))], (2,))
    beside = Group(("Nurses",), "staff_group")
    assert _asked([_story(5, group=beside)]) == ([("met_5", (5,))], ())  # no team: everybody is asked


def test_words_of_a_question_hold_whatever_signs_were_typed() -> None:
    story = _story(1, share=0.46)
    odd = Commitment(1, 1, "X", "board", date(2026, 12, 1), "q", 'A "sheet" \\ for £5?', _DAY)
    made = act.instance(_SURVEY, _WAVE, "2026-10", [Story(story.need, (odd,), story.steps)], ("team",), 3)
    (item,) = define.from_source(made.toml).follow_ups
    assert item.text == (
        'Last time 46% of us needed: Need 1. The board said it would do this: A "sheet" \\ for £5? '
        "Has that need been met for you?"
    )
    assert [(it.id, it.aside) for it in item.options] == [
        ("met", False), ("partly", False), ("not_met", False), ("not_mine", True),
    ]  # fmt: skip


def test_a_need_of_a_group_or_without_a_figure_is_told_as_it_is() -> None:
    north = Group(("North",), "directorate")
    stories = [_story(1, group=north, share=0.46), _story(2, group=north), _story(3), _story(4, wave="")]
    made = act.instance(_SURVEY, _WAVE, "2026-11", stories, ("directorate", "team"), 4)
    begun = sorted(item.text.partition(":")[0] for item in define.from_source(made.toml).follow_ups)
    assert begun == ["Earlier we heard", "In 2026-10 46% of us in North needed", "In 2026-10 we heard",
                     "In 2026-10 we heard from North"]  # fmt: skip


# --- the sheet ---

_LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12
) | st.sampled_from(["=1+1", "'=1+1", "''", '"', ";", "a;b,c", "-5", "+", "@x", "'", "a  b"])


@given(need=_LINES, promise=_LINES, note=_LINES, owner=_LINES)
def test_a_sheet_that_nobody_touched_brings_nothing(need: str, promise: str, note: str, owner: str) -> None:
    made = Commitment(1, 1, owner, "board", _DAY, "q", promise, _DAY)
    steps = (Step(1, _DAY, "committed", 1), Step(1, _DAY, "status", 1, note, "late", date(2027, 2, 3)))
    story = Story(replace(_need(1), text=need), (made,), steps)
    for stories in ([story], [story, Story(replace(_need(2), text=promise), (), ())]):
        assert act.sheet.from_csv(act.sheet.to_csv(stories), "x.csv", stories) == ()


# --- 4. follow-through and the register ---


def test_follow_through_by_level() -> None:
    """Today is 20 December; all promises are due on the 1st. Answers are due within eight weeks of 1 September."""
    day, old = date(2026, 12, 20), date(2026, 9, 1)
    board_met = _story(1, _kept(1), _met(1))
    board_unfelt = _story(2, _kept(2), _met(2, 0.4, 0.4))
    board_not_asked = _story(3, _kept(3))
    team_late = _story(4, level="team")
    waits = Story(_need(5, opened=old), (), (Step(5, old, "opened"),))
    new = Story(_need(6, opened=day, level="team"), (), (Step(6, day, "opened"),))
    too_late = Story(
        _need(7, opened=old), (), (Step(7, old, "opened"), Step(7, date(2026, 10, 28), "declined", text="No"))
    )
    stories = (board_met, board_unfelt, board_not_asked, team_late, waits, new, too_late)
    everything, team, board = act.follow_through(stories, day, 8)
    assert (everything.level, team.level, board.level) == (None, "team", "board")
    assert (everything.made, everything.due, everything.kept, everything.met) == (4, 4, 3, 1)
    assert (everything.said_done_not_felt, everything.not_asked, everything.late) == (1, 1, 1)
    assert (everything.needs, everything.declined) == (7, 1)
    # 1 to 4 were answered on the day they were opened; 5 waits since September; 7 waited 57 days; 6 has time left.
    assert (everything.answered_in_time, everything.to_answer) == (4, 6)
    assert (team.made, team.late, team.needs, team.in_time) == (1, 1, 2, 1.0)
    assert (board.made, board.met, board.in_time) == (3, 1, 0.6)
    assert act.follow_through((), day, 8)[0].in_time is None


def test_the_register_tells_what_waits_and_for_how_long() -> None:
    ages = (10, 90, 30, 50, 70, 20)
    waiting = [_story(at, opened=_DAY - timedelta(days=age)) for at, age in enumerate(ages, 1)]
    settled = _story(7, _met(7), opened=_DAY - timedelta(days=400), level="team")
    found = act.register([settled, *waiting], _DAY)
    assert found.median_age == 40  # between 30 and 50
    assert [it.need.number for it in found.oldest] == [2, 5, 4, 3, 6]
    assert [it.need.number for it in found.stories] == [2, 5, 4, 3, 6, 1, 7]
    assert (found.by_level, found.by_state) == ((("board", 6),), (("committed", 6), ("met", 1)))
    assert act.register([], _DAY).median_age is None


@pytest.mark.parametrize(
    ("story", "word"),
    [
        (_story(1, _kept(1), _met(1)), "met"),
        (_story(1, _kept(1), _met(1, 0.4, 0.4)), "said_done_not_felt"),
        (_story(1, _met(1, 0.4, 0.4)), "partly"),
        (_story(1, _met(1, 0.2, 0.7)), "not_met"),
        (_story(1, _kept(1)), "not_asked"),
        (_story(1), "under_way"),
        (_story(1, Step(1, _DAY, "status", 1, status="late")), "late"),
        (_story(1, Step(1, _DAY, "status", 1, status="dropped", text="No")), "could_not"),
        (Story(_need(1), (), (Step(1, _DAY, "opened"), Step(1, _DAY, "declined", text="No"))), "could_not"),
        (Story(_need(1), (), (Step(1, _DAY, "opened"), Step(1, _DAY, "acknowledged"))), "looked_at"),
        (Story(_need(1), (), (Step(1, _DAY, "opened"),)), "new"),
        (_story(1, _met(1), Step(1, _DAY, "relapsed", wave="2026-12")), "new"),
    ],
)
def test_an_entry_of_the_page_has_one_word(story: Story, word: str) -> None:
    assert act.word(story, _DAY) == word


def test_the_page_is_not_shown_while_more_than_a_quarter_has_no_answer() -> None:
    release = _release(_NEEDED)
    answered = [_story(number) for number in range(1, 4)]
    new = [Story(_need(number), (), (Step(number, _DAY, "opened"),)) for number in (4, 5)]
    quarter = act.loop_page(release, [*answered, new[0]], _DAY, 8)
    assert (quarter.unanswered, len(quarter.entries), quarter.may_be_shown) == (1, 4, True)
    assert [it.story.need.number for it in quarter.entries][-1] == 4
    assert not act.loop_page(release, [*answered, *new], _DAY, 8).may_be_shown


def test_the_levels_are_those_of_the_shipped_list() -> None:
    assert tuple(LISTS["levels"]) == LEVELS == get_args(Level)

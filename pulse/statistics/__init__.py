"""Formulas, each written once: functions of numbers, and the small results they give.

Nothing here knows a questionnaire, a group's name or an answer, so that rooms on both sides of the wall may use the
same formula. The standard library only, and no other part of pulse.
"""

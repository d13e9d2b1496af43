"""Owners: roles as organisations call them pass, bare names do not, whoever is on a staff list or on none."""

from __future__ import annotations

import pytest

from pulse import listen

_ROLES = """
Medical Director; Ward Manager; Chief Nurse; Head of emergency care; Director of nursing; Chief executive;
Deputy Chief Operating Officer; Clinical Lead; Wellbeing lead; Theatre manager; Partnership lead; Matron;
Senior Sister; Charge Nurse; Practice Manager; General Practitioner; Estates; Human Resources; People and Pay;
Freedom to Speak Up Guardian; Board Chair; Non-executive Director; Company Secretary; Finance Director; Chief
People Officer; Caldicott Guardian; Chaplain; Consultant Anaesthetist; Advanced Nurse Practitioner; Community
Midwives; Union Representative; Staff Side; Rota Coordinator; Bed office; Night Site Manager; Duty Manager;
Occupational Health; Infection Control Team; Willow Unit; North Team; Executive Board; System Partnership
Board; Regional Office; Integrated Care Board; Local Authority; Head Teacher; Year Leads; Station Commander;
Shift Supervisor; Product Owner; Engineering Managers; IT Service Desk; Catering Services; Porters; Payroll;
Vice-President; Co-ordinator of volunteers; Training Hub; Health and Safety Officer; Digital; Improvement
Fellow; Estates and Facilities
"""
_NAMES = """
Jane Smith; jane smith; Smith, Jane; J. Smith-Jones; Anne-Marie O'Neill; Jan van der Berg; Maria del Carmen
Ruiz; Zoë Brontë; Mohammed Al Rashid; Nguyen Thi Mai; Siân Llewellyn-Price; Olu Adeyemi; Priya Raman; Peter J.
Hughes
"""


def _each(texts: str) -> list[str]:
    return [" ".join(it.split()) for it in texts.split(";")]


@pytest.mark.parametrize("role", _each(_ROLES))
def test_a_role_is_no_name(role: str) -> None:
    assert not listen.is_bare_name(role, listen.cues())


@pytest.mark.parametrize("name", _each(_NAMES))
def test_a_bare_name_is_known_for_one(name: str) -> None:
    assert listen.is_bare_name(name, listen.cues())

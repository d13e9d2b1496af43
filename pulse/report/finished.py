"""A page of one audience, finished: its own part within what every page has, and the count of what it withholds."""

from __future__ import annotations

import re

from markupsafe import Markup

from pulse.report import words
from pulse.report.filled import environment, style
from pulse.report.material import Material
from pulse.report.methods import EDITION

STYLE = "audiences.css"
_TALLY = '<data class="tally" value="{value}">{said}</data>'  # as statement.html has it
_WITHHELD = re.compile(rf'<data value="" data-row="(\d+)">{words.NOT_SHOWN}</data>')


def finished(template: str, title: str, material: Material, **parts: object) -> str:
    """One HTML file: no script, no request, the same bytes for the same figures. parts: what the template takes."""
    release = material.release
    own = {
        "release": release,
        "survey": release.asked_in[release.wave.label],
        "organisation": material.organisation,
        "days": words.days(release.wave.first, release.wave.last),
        "signposts": material.signposts,
        **parts,
    }
    body = environment().get_template(template).render(**own)
    return tallied(
        environment()
        .get_template("audience.html")
        .render(
            **own,
            title=title,
            body=Markup(body),  # noqa: S704 - rendered just now, everything in it escaped
            rules=release.rules,
            edition=EDITION,
            withheld=0,
            made=words.day(material.made),
            entry=material.entry,
            **style(STYLE),
        )
    )


def tallied(page: str) -> str:
    """A page that was rendered with a tally of 0, with the count of what it withholds in its place."""
    count = withheld(page)
    return page.replace(_TALLY.format(value=0, said=0), _TALLY.format(value=count, said=f"{count:,}"), 1)


def withheld(page: str) -> int:
    """How many of a page's figures are withheld, each counted once in however many places it would stand."""
    return len(set(_WITHHELD.findall(page)))

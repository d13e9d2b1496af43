"""Google Forms: the linked sheet, its time first; a grid's columns are "Stem [Row]".

    Timestamp,Email Address,I am heard.,How often? [At night],Who is hurt?
    11/13/2026 10:05:11,a@example.org,Agree,Never,"Me, myself, My team"

There is no id, and the zone is that of the sheet. The one name of its first column, and times below it, are all that
tells it from a table of anything else.
"""

from __future__ import annotations

from pulse.collect.platforms.headings import bracketed, each
from pulse.collect.platforms.shape import Platform, Rows, Shape, are_times, column, lower
from pulse.model.exports import Role

_TIMESTAMP: dict[str, Role] = dict.fromkeys(
    (
        "timestamp",
        "zeitstempel",
        "marca temporal",
        "horodateur",
        "tijdstempel",
        "carimbo de data/hora",
        "informazioni cronologiche",
    ),
    "submitted",
)
_WHO: dict[str, Role] = dict.fromkeys(
    (
        "email address",
        "username",
        "e-mail-adresse",
        "dirección de correo electrónico",
        "adresse e-mail",
        "e-mailadres",
        "endereço de e-mail",
        "indirizzo email",
        "nutzername",
        "nombre de usuario",
        "nom d'utilisateur",
        "gebruikersnaam",
        "nome de usuário",
        "nome utente",
    ),
    "person",
)
PLATFORM = Platform("google-forms", roles=_TIMESTAMP | _WHO, dropped=frozenset({"score"}), separator=", ")


def shape(rows: Rows) -> Shape | None:
    """Rule 12: the first header is `Timestamp` in a known language, and times stand below it."""
    if lower(rows)[:1] and lower(rows)[0] in _TIMESTAMP and are_times(column(rows, 0)):
        return Shape(PLATFORM, each(rows, bracketed))
    return None

"""What identifies people: columns, by their header or by what a fifth of their cells look like; and single cells.

Nothing found here is ever stored, and no message repeats it. Every pattern is linear, and a cell is read up to a limit.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable

_SHARE = 0.2  # of a column's filled cells that must look like a person's e-mail, number or token
_MOST = 0.5  # of them, for what other things look like too: coordinates (scores), names (job titles)
_LEAST_NAMES = 8  # different names that make a list of people
_LONGEST = 10_000  # signs of a cell that are looked at
_WORDS = 8  # words a header about a person has at most: a question has more

_MAIL = re.compile(r"[\w.+'%-]{1,64}@[\w-]{1,63}\.\w{2}")
_IP4 = re.compile(r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w.])")
_IP6 = re.compile(r"(?<![\w:])[0-9A-Fa-f:]{2,39}(?![\w:])")
_INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?!\w)",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<![\w-])([0-9]{3})[ -]?([0-9]{3})[ -]?([0-9]{4})(?![\w-])")
_NHS_WEIGHTS = range(10, 1, -1)
# A number abroad, a national one with its 0, or one in the North American way; ids with several noughts are none.
_PHONE = re.compile(
    r"'?(?:(?:\+|00)[1-9](?:[ ()./-]{0,2}[0-9]){7,14}|\(?0[1-9](?:[ ()./-]{0,2}[0-9]){8,9}"
    r"|\(?[2-9][0-9]{2}\)?[ .-][2-9][0-9]{2}[ .-][0-9]{4})"
)
_PHONE_WITHIN = re.compile(r"(?<![\w.,/-])(?:\+[1-9](?:[ ()-]{0,2}[0-9]){7,13}|0[1-9](?:[ -]?[0-9]){8,9})(?![\w:./-])")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)
_TOKEN = re.compile(r"[0-9a-f]{32}|(?=[a-z]{0,31}[0-9])(?=[0-9]{0,31}[a-z])[0-9a-z]{32}", re.IGNORECASE)
_COORDINATE = re.compile(r"-?(?:1[0-7][0-9]|[0-9]{1,2})\.[0-9]{4,15}")
_PAIR = re.compile(r"-?[0-9]{1,2}\.[0-9]{3,15}[,; ]{1,2}-?[0-9]{1,3}\.[0-9]{3,15}")
_PART = r"[^\W\d_a-z][^\W\d_]{1,20}(?:['’-][^\W\d_]{1,20})?"  # Anne, Anne-Marie, Ng
_NAME = re.compile(rf"(?:{_PART}|[OD]['’]{_PART})(?: [^\W\d_a-z]\.?)?,? (?:{_PART}|[OD]['’]{_PART})")

_HEADERS = """
    email|emails|email adresse|emailadresse|dienstliche email|email address|emailaddress|mail|mailadresse
    e mail adresse|adresse email|adresse mail|adresse electronique|courriel|mel|correo|correo electronico
    direccion de correo electronico|direccion de correo|indirizzo email|posta elettronica|indirizzo mail|emailadres
    endereco de email|correio eletronico|recipient email|recipientemail|name|names|full name|fullname|first name
    firstname|last name|lastname|surname|family name|given name|forename|forenames|middle name|name first|name last
    name full|first and last name|name and surname|username|user name|login|login name|display name|vorname|nachname
    familienname|vor und nachname|vorname und nachname|vollstandiger name|benutzername|nom|prenom|nom de famille
    nom et prenom|prenom et nom|nom complet|nom d utilisateur|nombre|apellido|apellidos|nombre completo
    nombre y apellidos|nombre y apellido|nombre de usuario|nome|cognome|nome e cognome|nome completo|nome utente
    sobrenome|apelido|nome e sobrenome|naam|voornaam|achternaam|volledige naam|voornaam en achternaam|gebruikersnaam
    recipientfirstname|recipientlastname|recipient first name|recipient last name|participant name|participant email
    ip|ip address|ipaddr|ipaddress|ip adresse|adresse ip|direccion ip|indirizzo ip|ip adres|endereco ip|phone
    phone number|telephone|telephone number|tel|tel number|mobile|mobile number|mobile phone|mobile phone number
    cell phone|cellphone|cell phone number|contact number|telefon|telefonnummer|handynummer|mobilnummer|mobiltelefon
    numero de telephone|numero de portable|telefono|numero de telefono|movil|celular|cellulare|numero di telefono
    telefoon|telefoonnummer|mobiel nummer|telefone|telemovel|numero de telefone|bleep|bleep number|extension number
    latitude|longitude|location latitude|location longitude|locationlatitude|locationlongitude|coordinates|gps
    user agent|useragent|token|network id|networkid|device id|deviceid|employee id|employee no|employee number
    employee code|staff id|staff no|staff number|payroll|payroll id|payroll no|payroll number|assignment number
    esr number|smartcard number|person id|person number|personnel number|badge number|user id|userid|personalnummer
    matricule|numero de empleado|matricola|personeelsnummer|nhs no|nhs number|ni number|ni no
    national insurance number|national insurance no|social security number|ssn|gmc number|nmc number|nmc pin
    hcpc number|registration number|date of birth|dob|birth date|birthdate|geburtsdatum|date de naissance
    fecha de nacimiento|data di nascita|geboortedatum|data de nascimento|address|home address|postal address
    street address|postcode|post code|zip code|zip|anschrift|wohnadresse|adresse postale|direccion postal
    indirizzo di casa|codigo postal|code postal|postleitzahl
"""
# Words that may stand around those without changing what the column is.
_AROUND_WORDS = """
    your my the please enter type give work business personal private home nhs nhsmail primary secondary contact
    optional required of user staff employee respondent participant line manager managers supervisor supervisors s
    what is ihre deine bitte dienstliche private geschaftliche votre vos professionnelle professionnel personnelle
    su tu profesional laboral tuo tua suo il di lavoro uw jouw werk seu sua de trabalho
"""
_NO_NAMES_WORDS = """
    agree disagree strongly very not neither somewhat rather quite mostly always never often sometimes rarely prefer
    other none all don't do yes no full part time long short high low good poor too more less nurse nurses manager
    managers doctor doctors staff ward wards team teams senior junior clinical medical lead head director officer
    assistant support worker consultant registrar therapist pharmacist porter healthcare health care hospital clinic
    centre center unit department service services trust practice surgery theatre emergency intensive north south
    east west general community mental public human resources estates finance admin administration united new the
    and of in on at for with annual sick parental unpaid paid leave work working
"""
_HEADERS_KNOWN = frozenset(part.strip() for line in _HEADERS.splitlines() for part in line.split("|") if part.strip())
_AROUND = frozenset(_AROUND_WORDS.split())
_NO_NAMES = frozenset(_NO_NAMES_WORDS.split())


def names_people(header: str, cells: Iterable[str]) -> bool:
    """True when a column is about who answered: by its header, or by what its filled cells look like."""
    if _is_about_people(header):
        return True
    filled = _filled(cells)
    if not filled:
        return False
    surely = sum(_is_identity(cell) for cell in filled)
    perhaps = sum(bool(_COORDINATE.fullmatch(cell)) for cell in filled)
    return surely >= _SHARE * len(filled) or perhaps > _MOST * len(filled)


def looks_like_identity(cell: str) -> bool:
    """True when a cell is, or has in it, an e-mail or network address, a phone, NHS or insurance number, or a place."""
    text = cell[:_LONGEST].strip()
    return bool(text) and (_is_identity(text) or bool(_COORDINATE.fullmatch(text)) or _has_identity(text))


def holds_people(cells: Iterable[str]) -> bool:
    """True when the cells of an answer's column that are none of its options are a list of people: refuse the file.

    That is: a fifth of those that are filled have an address or a number of a person in them, or most are names (a
    first and a last one, capitalised), and at least eight different ones.
    """
    filled = _filled(cells)
    if not filled:
        return False
    if sum(_is_identity(cell) or _has_identity(cell) for cell in filled) >= _SHARE * len(filled):
        return True
    names = [cell for cell in filled if _is_name(cell)]
    different = {name.split()[0] for name in names}
    return len(names) > _MOST * len(filled) and len(different) >= _LEAST_NAMES


def _filled(cells: Iterable[str]) -> list[str]:
    return [text for cell in cells if (text := cell[:_LONGEST].strip())]


def _is_about_people(header: str) -> bool:
    plain = unicodedata.normalize("NFKD", header[:_LONGEST].casefold()).replace("e-mail", "email")
    plain = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    words = plain.split()
    if not 0 < len(words) <= _WORDS:
        return False
    around = [word in _AROUND or (len(word) == 1 and word.isdecimal()) for word in words]
    return any(
        " ".join(words[start:end]) in _HEADERS_KNOWN
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if all(around[:start]) and all(around[end:])
    )


def _is_identity(text: str) -> bool:
    """True when the whole text is something that stands for one person, device or address."""
    if len(text) > 320:  # signs in the longest e-mail address
        return False
    if _PHONE.fullmatch(text) or _POSTCODE.fullmatch(text) or _TOKEN.fullmatch(text) or _PAIR.fullmatch(text):
        return True
    return bool(" " not in text and _MAIL.search(text)) or _is_number_of_person(text)


def _is_number_of_person(text: str) -> bool:
    nhs = _NHS.fullmatch(text)
    return bool(_INSURANCE.fullmatch(text) or (nhs and _is_nhs(nhs)) or _is_address(text))


def _has_identity(text: str) -> bool:
    """True when an e-mail or network address, a phone, NHS or insurance number stands somewhere in the text."""
    if "@" in text and _MAIL.search(text):
        return True
    if _INSURANCE.search(text) or _PHONE_WITHIN.search(text) or any(_is_nhs(found) for found in _NHS.finditer(text)):
        return True
    return any(_is_address(found[0]) for pattern in (_IP4, _IP6) for found in pattern.finditer(text))


def _is_nhs(found: re.Match[str]) -> bool:
    """Modulus 11 over nine digits with weights 10 to 2; a check digit of 11 is written 0, one of 10 does not exist."""
    digits = [int(digit) for digit in found[1] + found[2] + found[3]]
    if len(set(digits)) == 1:
        return False
    check = 11 - sum(weight * digit for weight, digit in zip(_NHS_WEIGHTS, digits, strict=False)) % 11
    return check % 11 == digits[9]


def _is_address(text: str) -> bool:
    if len(text) > 45 or not (text.count(".") == 3 or text.count(":") > 1):
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return text != "::"


def _is_name(text: str) -> bool:
    if len(text) > 60 or not _NAME.fullmatch(text):
        return False
    return not any(word.casefold().strip(",.") in _NO_NAMES for word in text.split())

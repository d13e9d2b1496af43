"""Microsoft Forms' quick import: a Word document of numbered questions and lettered answers.

The import guesses types from the layout, and the export echoes nothing but the words: so texts that could be taken for
each other are refused, and what the document cannot say is listed, to be set by hand.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from pulse.model.published import Published
from pulse.publish.apart import refuse_texts
from pulse.publish.asked import Form, letter

_OWN = frozenset({"ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Total points",
                  "Quiz feedback", "Language"})  # fmt: skip
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name: the same bytes every time
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


def write(form: Form) -> Published:
    """The document. Raises Stop("publish-texts-collide")."""
    refuse_texts(form, "ms-forms", _OWN, ";")
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": _document(form)}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 0, 0  # as on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text)
    return Published(".docx", content.getvalue(), (*_settings(), *_choices(form)))


def _document(form: Form) -> str:
    lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{_xml(line)}</w:t></w:r></w:p>' for line in _lines(form))
    return f'{_HEAD}<w:document xmlns:w="{_WORDS}"><w:body>{lines}</w:body></w:document>'


def _xml(text: str) -> str:
    """A text as XML takes it: without the signs that no document may hold."""
    return escape("".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff"))


def _lines(form: Form) -> Iterator[str]:
    """Title, introduction, then each question with its answers; an empty line ends each."""
    yield from filter(None, (form.title, form.introduction))
    yield ""
    for number, it in enumerate(form.questions, 1):
        yield f"{number}. {it.text}"
        yield from (f"{letter(at)}. {option.text}" for at, option in enumerate(it.options))
        yield ""


def _settings() -> Iterator[str]:
    yield "Settings: record no name; anyone can respond, or only people in the organisation without names."
    yield "Take away from each question a number or letter that the import left in its text, and compare the words."
    yield "Download the answers as Excel and collect that file as it is."


def _choices(form: Form) -> Iterator[str]:
    for number, it in enumerate(form.questions, 1):
        if it.kind == "many":
            limit = f", and at most {it.at_most} selections" if it.at_most else ""
            yield f"Question {number}: switch on multiple answers{limit}."
        if it.kind in ("text", "line"):
            yield f"Question {number}: a text question{', with a long answer' if it.kind == 'text' else ''}."
        if asked := form.asked_of(it):
            earlier = form.questions.index(asked[0]) + 1
            yield f"Question {number}: branching, shown only after “{asked[2].text}” in question {earlier}."
        for option in it.alone:
            yield f"Question {number}: “{option.text}” cannot be made to stand alone; nothing to do."

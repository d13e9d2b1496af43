"""Sheets with words as written -> sheets with remarks: the one way by which a comment gets out of here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pulse.listen.redact import Redactor
from pulse.listen.risk import Risks
from pulse.model.answers import Sheets, Words
from pulse.model.review import Checked, Listened, Remark


class Listening:
    """Redacts the comments of one file as its sheets pass. `came_to` is complete once they are exhausted."""

    def __init__(self, redactor: Redactor, risks: Risks) -> None:
        self.redactor, self.risks = redactor, risks
        self.came_to = Listened()

    def sheets(self, sheets: Iterator[Sheets]) -> Iterator[Sheets]:
        """The same sheets with remarks in the place of words."""
        for batch in sheets:
            yield replace(batch, words=(), remarks=[self._remark(it) for it in batch.words]) if batch.words else batch

    def checked(self, sheets: Iterator[Sheets]) -> Iterator[Checked]:
        """Every comment as it would be kept."""
        for batch in sheets:
            for it in batch.words:
                yield Checked(batch.lines[it.at], it.item, self.redactor.redact(it.text))

    def _remark(self, it: Words) -> Remark:
        redacted = self.redactor.redact(it.text)
        told = self.came_to
        told.redacted += bool(redacted.marks)
        told.cut += redacted.cut
        told.doubtful += bool(redacted.doubtful)
        told.marks.update(redacted.marks)
        return Remark(it.at, it.item, redacted.text, self.risks.of(it.text))

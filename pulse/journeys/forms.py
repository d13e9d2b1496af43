"""The forms a report comes in: what is audited of each, and what is made of it once it has passed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pulse import report

Format = Literal["html", "pdf", "csv", "xlsx", "json", "md"]
QUOTING = ("html", "pdf")  # the forms that may bear words of staff


def browser(form: Format) -> Path | None:
    """What prints a PDF, looked for before anything is made. Raises Stop("no-browser")."""
    return report.find_browser() if form == "pdf" else None


def content(material: report.Material, form: Format) -> str | bytes:
    """The report as it is audited; of a PDF the page that it is printed from."""
    match form:
        case "html" | "pdf":
            return report.page(material)
        case "csv":
            return report.to_csv(material.rows)
        case "xlsx":
            return report.to_xlsx(material)
        case "json":
            return report.to_json(material)
        case "md":
            return report.to_markdown(material)


def finished(audited: str | bytes, printer: Path | None, made: date) -> str | bytes:
    """What the file holds: that itself, or the page as it was printed. Raises Stop("pdf-failed")."""
    return report.to_pdf(audited, printer, made) if printer and isinstance(audited, str) else audited

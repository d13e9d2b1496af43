"""Release and Trends -> one HTML file, CSV, JSON. What is on the page is in the rows, and the other way round."""

from pulse.report.methods import EDITION, METHODS
from pulse.report.page import page
from pulse.report.rows import rows, to_csv, to_json

__all__ = ["EDITION", "METHODS", "page", "rows", "to_csv", "to_json"]

"""Release and Trends -> one HTML file, CSV, JSON. What is on the page is in the rows, and the other way round.

An Evaluation becomes words and a page of its own; the settings become what staff and data protection officer read.
"""

from pulse.report.attributed import attributed_page
from pulse.report.board_page import board_page
from pulse.report.constants import constants
from pulse.report.evaluated import caveats as evaluation_caveats
from pulse.report.evaluated import told as evaluation_told
from pulse.report.evaluation import page as evaluation_page
from pulse.report.finished import withheld
from pulse.report.formats.document import json_schema, to_json
from pulse.report.formats.markdown import to_markdown
from pulse.report.formats.pdf import find_browser, to_pdf
from pulse.report.formats.share import metadata, share
from pulse.report.formats.workbook import to_xlsx
from pulse.report.group_page import manager_page, team_page
from pulse.report.guide import guide_page
from pulse.report.impact import impact_assessment
from pulse.report.index_page import index_page
from pulse.report.loop import loop_page
from pulse.report.material import Material
from pulse.report.methods import EDITION, EVALUATION, METHODS
from pulse.report.nine import NineRow, nine_csv, nine_rows
from pulse.report.one_side import one_side_page
from pulse.report.one_side_fit import too_much
from pulse.report.page import page
from pulse.report.promises import safety_page
from pulse.report.register import FollowedThrough, followed_through
from pulse.report.rows import TidyRow, rows, to_csv
from pulse.report.staff_page import staff_page

__all__ = [
    "EDITION",
    "EVALUATION",
    "METHODS",
    "FollowedThrough",
    "Material",
    "NineRow",
    "TidyRow",
    "attributed_page",
    "board_page",
    "constants",
    "evaluation_caveats",
    "evaluation_page",
    "evaluation_told",
    "find_browser",
    "followed_through",
    "guide_page",
    "impact_assessment",
    "index_page",
    "json_schema",
    "loop_page",
    "manager_page",
    "metadata",
    "nine_csv",
    "nine_rows",
    "one_side_page",
    "page",
    "rows",
    "safety_page",
    "share",
    "staff_page",
    "team_page",
    "to_csv",
    "to_json",
    "to_markdown",
    "to_pdf",
    "to_xlsx",
    "too_much",
    "withheld",
]

"""Arguments and options that several commands take, and what a shell completes them with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pulse.model.problems import Stop


def surveys() -> list[str]:
    """The ids of the questionnaires in this workspace, by their files; none outside of one."""
    from pulse import settings

    try:
        folder = settings.find(Path.cwd()).surveys
    except Stop:
        return []
    files = (path for path in folder.glob("*.toml") if "." not in path.stem and path.stem != "aliases")
    return sorted(path.stem for path in files if not path.stem.rpartition("-v")[2].isdigit())


def waves(context: typer.Context) -> list[str]:
    """The labels of the waves that have answers, of the questionnaire that was typed before if one was."""
    from pulse import settings
    from pulse.journeys import remembering

    try:
        return remembering.labels(settings.find(Path.cwd()), context.params.get("survey") or "")
    except Stop:
        return []


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
SurveyId = Annotated[str, typer.Argument(help="The questionnaire's id.", autocompletion=surveys)]
SurveyOrFile = Annotated[str, typer.Argument(help="The questionnaire's id, or its file.", autocompletion=surveys)]
OneSurvey = Annotated[
    str, typer.Option("--survey", metavar="ID", help="One questionnaire's only.", autocompletion=surveys)
]
OneWave = Annotated[str, typer.Option("--wave", metavar="LABEL", help="One stock-take's only.", autocompletion=waves)]
AnsweredSurvey = Annotated[
    str, typer.Argument(help="Its id; the only one with answers if not given.", autocompletion=surveys)
]
EndedWave = Annotated[
    str, typer.Option(metavar="LABEL", help="The last one that has ended if not given.", autocompletion=waves)
]
SurveyInDoubt = Annotated[
    str, typer.Option(metavar="ID", help="Which questionnaire, if columns do not tell.", autocompletion=surveys)
]
ThisWave = Annotated[
    str, typer.Argument(metavar="WAVE", help="Which stock-take, such as 2026-11.", autocompletion=waves)
]

"""The ledger to a list: what was shown, when, and whether its chain of seals holds."""

from __future__ import annotations

from pulse import define
from pulse.model.ledgers import Listed
from pulse.settings import Settings
from pulse.store import Store


def entries(settings: Settings) -> Listed:
    """Every entry of the ledger, oldest first, and the answers that wait."""
    with Store.open(settings.database, survey_from=define.from_source) as store:
        waiting = {survey: found for survey in store.surveys() if (found := store.waiting(survey))}
        return Listed(store.entries(), waiting)


def labels(settings: Settings, survey: str) -> list[str]:
    """The labels of the waves with answers, oldest first; of every questionnaire where none is named."""
    if not settings.database.exists():
        return []
    with Store.open(settings.database, survey_from=define.from_source) as store:
        return list(dict.fromkeys(it.wave.label for it in store.kept() if survey in ("", it.wave.survey)))

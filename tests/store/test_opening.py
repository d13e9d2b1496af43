"""A database is laid out once, whichever process opens it first."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from pulse import define
from pulse.store import Store
from pulse.store.attributed import AttributedStore

_Opener = Callable[[Path], AbstractContextManager[object]]
_FILES = 10


def _confidential(path: Path) -> AbstractContextManager[object]:
    return Store.open(path, survey_from=define.from_source)


def _by_name(path: Path) -> AbstractContextManager[object]:
    return AttributedStore.open(path, survey_from=define.from_source)


def _open_each(opener: _Opener, folder: Path, together: Barrier) -> None:
    """Opens new databases, each at the same moment as the other processes; ends with 1 where one does not open."""
    for at in range(_FILES):
        together.wait(timeout=60)
        with opener(folder / f"{at}.db"):
            pass


@pytest.mark.parametrize("opener", [_confidential, _by_name])
def test_processes_that_open_a_new_database_at_once_all_open_it(opener: _Opener, tmp_path: Path) -> None:
    """One lays it out and the others wait: none finds a table half there."""
    system = multiprocessing.get_context("spawn")
    together = system.Barrier(4)
    running = [system.Process(target=_open_each, args=(opener, tmp_path, together)) for _ in range(4)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * 4

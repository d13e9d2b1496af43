"""The only room that writes SQL: answers, tallies, people, ledger - and the keys that unlink people."""

from pulse.store.attributed import AttributedStore
from pulse.store.health import examine
from pulse.store.keys import Keys, refuse_if_open
from pulse.store.runs import Journal, one_run
from pulse.store.share import share_file
from pulse.store.store import Store

__all__ = ["AttributedStore", "Journal", "Keys", "Store", "examine", "one_run", "refuse_if_open", "share_file"]

"""The only room that writes SQL: answers, tallies, people, ledger - and the keys that unlink people."""

from pulse.store.attributed import AttributedStore
from pulse.store.health import examine
from pulse.store.keys import Keys
from pulse.store.store import Store

__all__ = ["AttributedStore", "Keys", "Store", "examine"]

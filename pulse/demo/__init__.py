"""An invented organisation: its workspace, exports as its staff might have filled them in, and what came of them."""

from pulse.demo import loop, together
from pulse.demo.files import MARK, File, Invented
from pulse.demo.readers import coded, planned, reviewed

__all__ = ["MARK", "File", "Invented", "coded", "loop", "planned", "reviewed", "together"]

"""Who a report is for. All of them are made from one release; none shows a figure that another one's reader may not."""

from __future__ import annotations

from typing import Literal, get_args

Audience = Literal["board", "manager", "team", "staff", "analyst"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
OF_A_GROUP: frozenset[Audience] = frozenset({"manager", "team"})  # whose pages are about one group of people

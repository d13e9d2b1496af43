"""The instruments that are linked and not shipped, read from the list beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pulse import toml
from pulse.model.instruments import Linked

_LIST = Path(__file__).with_name("linked.toml")
_Filled = Annotated[str, Field(min_length=1)]


class _LinkedText(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Filled
    link: Annotated[str, Field(pattern=r"^https://\S+$")]
    why: _Filled
    instead: _Filled


class _ListText(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    linked: list[_LinkedText]


def linked() -> tuple[Linked, ...]:
    """Every linked instrument, in the order of the list. Raises Stop with every fault of it."""
    said = toml.validate(toml.parse(_LIST.read_text(encoding="utf-8"), str(_LIST)), _ListText)
    return tuple(Linked(**it.model_dump()) for it in said.linked)

"""Record: the base of every frozen record that crosses a border of ours as JSON."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Record"]


class Record(BaseModel):
    """Frozen; unknown fields of a newer or foreign writer are ignored; aliases and names both load."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

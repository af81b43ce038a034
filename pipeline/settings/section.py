"""What every section of atlas.toml is: frozen, and no name that nobody knows."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Section"]


class Section(BaseModel):
    """A section: its fields say what they are for, and `atlas init` writes that down."""

    model_config = ConfigDict(frozen=True, extra="forbid")

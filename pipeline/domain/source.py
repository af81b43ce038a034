"""What reading a file gave: a Document for each record it holds, or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.document import Document

__all__ = ["ReadItem", "Unread"]


@dataclass(frozen=True, slots=True)
class Unread:
    """Why something could not be read.

    `reason` is a stable word (`encrypted`, `broken`, `images_only`, `not_a_paper`, `empty`, ...), `message` one
    sentence for people, `hint` what would change the outcome.
    """

    reason: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One record of a file. `number` is its 1-based place in a file that holds several, else None.

    Exactly one of `document` and `unread` is there.
    """

    number: int | None
    document: Document | None = None
    unread: Unread | None = None

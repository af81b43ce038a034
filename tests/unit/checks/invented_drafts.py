"""Invented passages of papers with a right and a wrong line of a summary; the records are `invented_drafts.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["INVENTED", "Told"]

_RECORDS = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True)
class Told:
    """One passage of an invented paper, and how a summary may tell it rightly and wrongly; `missed` by the rules."""

    kind: str
    design: str
    section: str
    quote: str
    right: str
    wrong: str
    missed: bool

    @property
    def name(self) -> str:
        """A name for a test's report."""
        return f"{self.kind}: {self.wrong[:60]}"


def _told() -> Iterator[Told]:
    for record in _RECORDS.read_text(encoding="utf-8").split("\n\n")[1:]:
        head, *lines = record.strip().replace("\n  ", " ").split("\n")
        kind, design, section = head.split()
        said = {line[0]: line[2:] for line in lines}
        wrong = said.get("w") or said["m"]
        yield Told(kind, design, section, said["p"], said["r"], wrong, missed="m" in said)


INVENTED = tuple(_told())
"""Every record."""

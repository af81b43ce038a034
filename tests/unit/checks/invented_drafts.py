"""Invented passages of papers with a right and a wrong line of a summary; the records are text files beside this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ASIDE", "INVENTED", "RESULTS", "TRIALS", "Told"]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Told:
    """Passages of an invented paper, and how a summary may tell them rightly and wrongly; `missed` by the rules."""

    kind: str
    design: str
    section: str
    quotes: tuple[str, ...]
    right: str
    wrong: str
    missed: bool

    @property
    def quote(self) -> str:
        """The passages, one after the other, as the paper prints them."""
        return " ".join(self.quotes)

    @property
    def name(self) -> str:
        """A name for a test's report."""
        return f"{self.kind}: {self.wrong[:60]}"


def _told(name: str) -> Iterator[Told]:
    for record in (_FOLDER / name).read_text(encoding="utf-8").split("\n\n")[1:]:
        head, *lines = record.strip().replace("\n  ", " ").split("\n")
        kind, design, section = head.split()
        said = {line[0]: line[2:] for line in lines}
        quotes = tuple(line[2:] for line in lines if line.startswith("p "))
        wrong = said.get("w") or said["m"]
        yield Told(kind, design, section, quotes, said["r"], wrong, missed="m" in said)


INVENTED = tuple(_told("invented_drafts.txt"))
"""Every record of the first batch."""

RESULTS = tuple(_told("invented_results.txt"))
"""The second batch, as far as it may be looked at while rules are changed."""

ASIDE = tuple(_told("invented_results_aside.txt"))
"""The part of the second batch that is only counted."""

TRIALS = tuple(_told("invented_trials.txt"))
"""Records in the manner of trial reports, each for something that rules once missed or asked about in vain."""

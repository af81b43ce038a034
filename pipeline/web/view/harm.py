"""The order in which a person should judge statements: by the harm that an error in them would do. Pure.

Sections first: what most readers read, what was found, what follows from it. Within a list of bullets, harms come
first, then whatever gives figures; running text keeps its order, for it is read as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.document import Span
from pipeline.domain.draft import SECTION_NAMES, Statement
from pipeline.domain.names import RUNNING_SECTIONS
from pipeline.text.align import Index
from pipeline.web.marks import numbers_in

__all__ = ["SECTIONS_BY_HARM", "by_harm"]

_FIRST = ("quick_summary", "observed_findings", "inferred_conclusions", "does_not_prove", "limitations")

SECTIONS_BY_HARM: tuple[str, ...] = (*_FIRST, *(name for name in SECTION_NAMES if name not in _FIRST))
"""The sections of an entry, those first in which an error would do most harm."""


def by_harm(section: str, statements: Sequence[Statement], harms: Sequence[Span], index: Index) -> tuple[int, ...]:
    """The places of the statements of a section in the order to judge them.

    It is told from their passages alone (`harms` are those that speak of harm), so that no edit of words moves a
    statement away from under somebody's hands.
    """
    places = range(len(statements))
    if section in RUNNING_SECTIONS:
        return tuple(places)
    return tuple(sorted(places, key=lambda place: _rank(statements[place], harms, index)))


def _rank(statement: Statement, harms: Sequence[Span], index: Index) -> int:
    quotes = [one.quote for one in statement.evidence]
    spans = [span for quote in quotes for span in index.locate(quote).spans]
    if any(span.meets(harm) for span in spans for harm in harms):
        return 0
    return 1 if any(number.is_quantity for quote in quotes for number in numbers_in(quote)) else 2

"""What a drafted paper is, in one line, where that is not what an atlas expects: it is drafted, and it is said."""

from __future__ import annotations

from pipeline.domain.document import Document
from pipeline.domain.draft import Context
from pipeline.domain.facts import Facts
from pipeline.domain.paper import PubStatus
from pipeline.reading.supplements import is_supplement

__all__ = ["about"]

_CONTEXTS = {
    Context.LONG_COVID: "about long COVID, not ME/CFS",
    Context.OTHER_FATIGUE: "about fatigue of another kind, not ME/CFS",
    Context.ANIMAL: "about animals; no people took part",
    Context.CELL: "about cells; no people took part",
    Context.NONE: "not about ME/CFS",
}
_STANDINGS = {
    PubStatus.PREPRINT: "a preprint",
    PubStatus.IN_PRESS: "in press",
    PubStatus.CORRECTED: "corrected since",
    PubStatus.CONCERN: "under an expression of concern",
    PubStatus.RETRACTED: "RETRACTED",
}


def about(document: Document, facts: Facts) -> str:
    """The label for people; nothing for a published study or review of ME/CFS."""
    parts = (
        _STANDINGS.get(document.paper.pub_status, ""),
        "looks like a supplement, not the paper" if is_supplement(document) else "",
        _CONTEXTS.get(facts.context, ""),
    )
    return "; ".join(part for part in parts if part)

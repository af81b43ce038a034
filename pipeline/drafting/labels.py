"""What a drafted paper is, in one line, where that is not what an atlas expects: it is drafted, and it is said."""

from __future__ import annotations

from pipeline.domain.draft import Context
from pipeline.domain.facts import Facts
from pipeline.drafting.designs import SECONDARY

__all__ = ["about"]

_ABOUT = {
    Context.LONG_COVID: "about long COVID, not ME/CFS",
    Context.OTHER_FATIGUE: "about fatigue of another kind, not ME/CFS",
    Context.ANIMAL: "about animals; no people took part",
    Context.CELL: "about cells; no people took part",
    Context.NONE: "not about ME/CFS",
}


def about(facts: Facts) -> str:
    """The label for people, or nothing for a study or review of ME/CFS."""
    label = _ABOUT.get(facts.context, "")
    if facts.context is Context.MECFS and facts.design.design not in SECONDARY and facts.pem.reason == "no_mecfs_cases":
        return "no people with ME/CFS took part"
    return label

"""A draft made anew beside the one before: people's words carried over, and what could not be carried said. Pure."""

from __future__ import annotations

from pipeline.domain.draft import Draft
from pipeline.drafting.carrying import carried_over
from pipeline.drafting.changes import kept_against, left_behind
from pipeline.text.align import Index

__all__ = ["redrafted"]


def redrafted(fresh: Draft, current: Draft, machine: Draft, index: Index) -> Draft:
    """`fresh` with what people made of `machine`, as `current` holds it, saying where that and the new text differ.

    `index` is that of the paper's text now. Nothing more is said where the draft was made from the same text.
    """
    carried = carried_over(fresh, current, machine, index)
    told = (*kept_against(fresh, carried, machine), *left_behind(carried, current, machine))
    if not told or carried.made_by is None or not carried.made_by.anew:
        return carried
    made_by = carried.made_by.model_copy(update={"anew": (*carried.made_by.anew, *told)})
    return carried.model_copy(update={"made_by": made_by})

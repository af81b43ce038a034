"""An approved draft made into an Entry; anything else is refused."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain.draft import Draft
from pipeline.domain.entry import Entry, EntryApproval, Happened, Related
from pipeline.domain.paper import Notice
from pipeline.domain.review import Act, Review, ReviewState
from pipeline.errors import NotApproved

__all__ = ["make_entry"]

_TOLD = {Act.APPROVE, Act.CONFIRM, Act.RETURN, Act.EDIT, Act.OVERRIDE, Act.WITHDRAW, Act.INCLUDE, Act.UNDO}
_NAMELESS = "a reviewer"


def make_entry(
    paper: str,
    draft: Draft,
    review: Review,
    *,
    names: Mapping[str, str],
    notices: tuple[Notice, ...],
    related: tuple[Related, ...] = (),
) -> Entry:
    """The entry of a paper whose draft is approved now. Raises NotApproved for any other state."""
    if review.state is not ReviewState.APPROVED:
        raise NotApproved(
            f"{paper} is {review.state.value.replace('_', ' ')}, and only what a person approved is published",
            hint=review.why,
        )
    return Entry(
        id=paper,
        paper=draft.paper,
        source=draft.source,
        study=draft.study,
        pem=draft.pem,
        summary=draft.summary,
        made_by=draft.made_by,
        draft=draft.digest(),
        approved=tuple(EntryApproval(by=names.get(one.person) or _NAMELESS, at=one.at) for one in review.approvals),
        notices=notices,
        related=related,
        later=tuple(one.study for one in review.later),
        history=tuple(Happened(act=one.act.value, at=one.at) for one in review.history if one.act in _TOLD),
    )

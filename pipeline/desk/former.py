"""The version of an entry that a person left before the one there is now: what was approved, or what another wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.desk.services import Desk
from pipeline.domain.draft import Draft
from pipeline.domain.ledger import StoredDraft
from pipeline.domain.review import Review, ReviewState
from pipeline.errors import NotFound

__all__ = ["Former", "former"]


@dataclass(frozen=True, slots=True)
class Former:
    """A former version, the id of the person who made or approved it (`approved`), and when."""

    draft: Draft
    person: str
    at: datetime
    approved: bool


def former(desk: Desk, stored: StoredDraft, review: Review) -> Former | None:
    """For an approval that lapsed, the text that was approved; else the last version by another person than now.

    None where there is no such version, where it was taken out, or where it is the version there is now.
    """
    if review.state is ReviewState.LAPSED and review.approvals:
        last = review.approvals[-1]
        decision = next(one for one in review.history if one.seq == last.seq)
        try:
            found: StoredDraft | None = desk.history.get(decision.draft)
        except NotFound:  # taken out
            return None
        person, at = last.person, last.at
    else:
        found = desk.history.by_other_person(stored.paper, stored.made_by)
        person, at = (found.made_by.removeprefix("person/"), found.made) if found else ("", stored.made)
    if found is None or found.digest == stored.digest:
        return None
    return Former(Draft.model_validate_json(found.body), person, at, approved=review.state is ReviewState.LAPSED)

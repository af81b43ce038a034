"""One of several drafts approved at once: stricter than an approval by itself, for nobody looks at it just then."""

from __future__ import annotations

from pipeline.desk.dossier import held
from pipeline.desk.looking import NOTHING_SAID, Looked
from pipeline.desk.saying import bind
from pipeline.desk.services import Desk
from pipeline.domain.review import Act, Decision
from pipeline.errors import IllegalMove, StaleReview
from pipeline.review import finding_key, fold

__all__ = ["approve_opened"]


def approve_opened(
    desk: Desk, paper: str, person: str, draft: str, reason: str = "", looked: Looked = NOTHING_SAID
) -> Decision:
    """Approve exactly this text as one of several, which only somebody may who opened it and left no finding open.

    `looked` is what this person was told of how they looked at the evidence.

    Raises IllegalMove for a draft that this person did not open, or that has open findings, or about which something
    became known since; StaleReview for one that was changed since.
    """
    opened = desk.people.opened(person, paper)
    if opened is None:
        raise IllegalMove(f"you have not opened {paper}", hint="open it and compare it; then it can be approved")
    one = held(desk, paper)
    if opened.draft != draft or one.stored.digest != draft:
        raise StaleReview(
            f"{paper} was changed after you opened it", current=one.stored.digest, hint="open it again and compare it"
        )
    if one.noticed is not None and one.noticed > opened.at:
        raise IllegalMove(
            f"a retraction, correction or concern about {paper} became known after you opened it", hint="open it again"
        )
    review = fold(desk.decisions.of(paper), one.now)
    found = {finding_key(finding, one.draft) for finding in one.report.findings}
    if left := sum(not review.is_dismissed(key) for key in found):
        raise IllegalMove(
            f"{paper} has {left} open finding{'' if left == 1 else 's'}",
            hint="approve it by itself, or correct or dismiss each finding first",
        )
    beside = {"together": True, **looked.beside()}
    return bind(desk, Act.APPROVE, paper, person, draft, reason, beside)

"""What is true of a paper now, beside what people said: for the fold, and for its row in the queue. Pure."""

from __future__ import annotations

import hashlib
from datetime import datetime

from pipeline.desk.services import ReviewRules
from pipeline.domain.desk import DeskRow
from pipeline.domain.draft import Draft
from pipeline.domain.paper import Notice, PubStatus
from pipeline.domain.report import Report, Severity
from pipeline.domain.review import Review, ReviewState, Standing
from pipeline.domain.seen import notices_digest, seen_digest
from pipeline.drafting.editing import own_words
from pipeline.review import finding_key

__all__ = ["WHOLE_DRAFT", "desk_row", "standing"]

WHOLE_DRAFT = "L001"
"""The rule that speaks of every offline draft as a whole; that its words are the paper's own stops approval anyway."""

_STATES = {
    ReviewState.LAPSED: 1_000_000,
    ReviewState.RETURNED: 0,
    ReviewState.IN_REVIEW: 300_000,
    ReviewState.DRAFTED: 200_000,
    ReviewState.APPROVED: -1_000_000,
    ReviewState.WITHDRAWN: -2_000_000,
    ReviewState.EXCLUDED: -2_000_000,
}
_AFFECTED = {PubStatus.RETRACTED, PubStatus.CONCERN, PubStatus.CORRECTED}


def standing(
    paper: str,
    draft: Draft,
    report: Report,
    *,
    machine: Draft | None,
    notices: tuple[Notice, ...],
    rules: ReviewRules,
) -> Standing:
    """What stands in the way of an approval of `draft`, and what an approval is bound to."""
    blocking = {
        finding_key(finding, draft): None
        for finding in report.findings
        if finding.severity is Severity.BLOCKING and finding.rule != WHOLE_DRAFT
    }
    return Standing(
        draft=draft.digest(),
        seen=seen_digest(draft),
        notices=notices_digest(notices),
        blocking=tuple(blocking),
        needs=_needs(paper, rules),
        own_words=own_words(draft, machine),
        anew=draft.made_by.anew if draft.made_by else (),
    )


def desk_row(
    paper: str,
    draft: Draft,
    report: Report,
    review: Review,
    *,
    digest: str,
    drafted: datetime,
    changed: datetime,
    since: datetime,
) -> DeskRow:
    """The row that the queue shows. A dismissed finding is not counted any more."""
    counts = dict.fromkeys(Severity, 0)
    for finding in report.findings:
        if not review.is_dismissed(finding_key(finding, draft)):
            counts[finding.severity] += 1
    made = draft.made_by
    badge = draft.pem.override.badge if draft.pem.override else draft.pem.badge
    first = draft.paper.authors[0].name if draft.paper.authors else ""
    weight = min(counts[Severity.BLOCKING], 50) * 1000 + min(counts[Severity.WARNING], 90) * 10
    affected = draft.study.pub_status in _AFFECTED
    return DeskRow(
        paper=paper,
        draft=digest,
        state=review.state,
        title=draft.paper.title or paper,
        byline=f"{first} et al." if len(draft.paper.authors) > 1 else first,
        journal=draft.paper.journal,
        year=draft.paper.year,
        design=draft.study.design.value,
        badge=badge.value,
        maker=(made.model or made.kind) if made else "unknown",
        prompt=(made.prompt or "") if made else "",
        blocking=counts[Severity.BLOCKING],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        assignee=review.assignee,
        disagreed=review.disagreed,
        urgency=_STATES[review.state] + weight + 100_000 * affected + 400_000 * review.disagreed,
        drafted=drafted,
        changed=changed,
        since=since,
    )


def _needs(paper: str, rules: ReviewRules) -> int:
    """How many people must approve a paper. The sample is drawn by the paper's name, so that nobody can choose it."""
    if rules.second == "all":
        return 2
    if rules.second == "sample":
        drawn = int.from_bytes(hashlib.sha256(paper.encode()).digest()[:4], "big") / 2**32
        return 2 if drawn < rules.share else 1
    return 1

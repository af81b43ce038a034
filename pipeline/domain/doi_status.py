"""DoiStatus: what one source says of one paper at one time: affected, not affected, or it could not be asked.

"Not affected" is said only by a source that was asked, answered whole, and knows the paper. Everything else is "could
not ask", with the reason: silence is never taken for a clean record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.paper import NoticeKind, PubStatus, Version

__all__ = ["Affected", "DoiStatus", "StatusNotice"]

_WORST_FIRST = (
    (NoticeKind.RETRACTED_BY, PubStatus.RETRACTED),
    (NoticeKind.CONCERN_BY, PubStatus.CONCERN),
    (NoticeKind.CORRECTED_BY, PubStatus.CORRECTED),
)


class Affected(StrEnum):
    """The three answers."""

    YES = "yes"
    NO = "no"
    COULD_NOT_ASK = "could_not_ask"


@dataclass(frozen=True, slots=True)
class StatusNotice:
    """One retraction, concern or correction of a paper, or one that the paper itself gives about another.

    `day` is an ISO date, no more exact than the source says, empty where it says none; `said_by` is who told the source
    (`publisher`, `retraction-watch`), in its own word. `doi` and `pmid` name the notice (or the other paper).
    """

    kind: NoticeKind
    label: str = ""
    day: str = ""
    said_by: str = ""
    doi: str = ""
    pmid: str = ""


@dataclass(frozen=True, slots=True)
class DoiStatus:
    """The answer of `source` about `doi`.

    `notices` bear on this paper; `gives` are those that this paper is about others (it is itself the notice). `as_of`
    is the ISO day for which the answer holds: the day of the question, or the newest day in a table. `versions` are its
    preprint or article. `reason` says why it could not be asked.
    """

    doi: str
    source: str
    affected: Affected
    as_of: str = ""
    notices: tuple[StatusNotice, ...] = ()
    gives: tuple[StatusNotice, ...] = ()
    versions: tuple[Version, ...] = ()
    reason: str = ""

    @property
    def status(self) -> PubStatus | None:
        """The worst that is known, PUBLISHED where the paper is not affected, None where it could not be asked."""
        if self.affected is Affected.COULD_NOT_ASK:
            return None
        kinds = {notice.kind for notice in self.notices}
        return next((status for kind, status in _WORST_FIRST if kind in kinds), PubStatus.PUBLISHED)

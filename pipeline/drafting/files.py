"""The files that people find for one draft."""

from __future__ import annotations

from pipeline.domain.draft import Draft
from pipeline.domain.profile import Profile
from pipeline.domain.report import Report
from pipeline.drafting.page import draft_page

__all__ = ["DRAFT_FILES", "as_bytes", "written"]

DRAFT_FILES = ("draft.json", "report.json", "draft.md")


def written(draft: Draft, report: Report, profile: Profile, paper: str) -> dict[str, bytes]:
    """The files that people find for one draft, by name (`DRAFT_FILES`)."""
    page = draft_page(draft, report, about_badge=profile.badge.explanation, paper_id=paper)
    return dict(zip(DRAFT_FILES, (as_bytes(draft), as_bytes(report), page.encode()), strict=True))


def as_bytes(record: Draft | Report) -> bytes:
    """JSON as it is kept and shown to people: indented, keys in the order of the format."""
    return (record.model_dump_json(indent=2, by_alias=True) + "\n").encode()

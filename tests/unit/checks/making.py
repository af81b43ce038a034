"""An invented paper on two pages, and a draft that says what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.checks import check
from pipeline.domain.document import Box, Document, Hidden, Level, Page, Role, TextQuality, Zone
from pipeline.domain.draft import Draft
from pipeline.domain.paper import Paper
from pipeline.domain.report import Finding
from pipeline.domain.verification import Verification
from pipeline.profiles.loading import load_profile
from pipeline.sources.assembly import Block, Heading, Paragraph, Piece, ReferenceEntry, TableBlock, assemble

__all__ = ["PAPER", "document", "draft", "found", "statement"]

PAPER = Paper(
    title="Short walks and grip strength in an invented illness",
    year=2021,
    doi="10.5555/invented.1",
    journal="Inventions",
)

_PARTS: tuple[tuple[Role, Zone, str, int, str], ...] = (
    (
        Role.SUMMARY,
        Zone.ABSTRACT,
        "Abstract",
        1,
        "We tested 48 patients and 39 controls. Grip strength fell by 13.8% in patients.",
    ),
    (
        Role.INTRODUCTION,
        Zone.BODY,
        "Introduction",
        1,
        "About 60 of 100 people with this illness cannot work [3]. Weaver et al. reported a fall in grip of 55% [4].",
    ),
    (
        Role.PARTICIPANTS,
        Zone.BODY,
        "Participants",
        1,
        "We enrolled 48 patients and 39 healthy controls. Of the patients, 34 reported poor sleep.",
    ),
    (
        Role.RESULTS,
        Zone.BODY,
        "Results",
        2,
        (
            "Mean grip was 21.9 kg in men and 18.6 kg in women. Relief held until week 16 after the first dose. "
            "Of the 34 patients with poor sleep, 14 (41.2%) slept through. Eleven serious events occurred in eight "
            "patients. Fatigue did not change (P = 0.41)."
        ),
    ),
    (
        Role.DISCUSSION,
        Zone.BODY,
        "Discussion",
        2,
        (
            "We saw a fall in grip. Another study found a fall in grip of 22% in older people [7]. "
            "The loss was largest after heavy lifting. Our patients rested more than planned."
        ),
    ),
)


def document(
    *,
    text: str = "",
    parts: dict[Role, str] | None = None,
    table: tuple[str, ...] = (),
    tables: tuple[TableBlock, ...] = (),
    **changes: Any,
) -> Document:
    """The invented paper; `text` is added as a last paragraph on page 2, `changes` replace fields of the Document.

    `parts` replaces the words of the sections with these roles; `table` are lines of a table on page 2 that no reader
    could part into cells, `tables` those that one could.
    """
    blocks: list[Block] = []
    own = [(role, zone, heading, page, (parts or {}).get(role, words)) for role, zone, heading, page, words in _PARTS]
    printed = [*own, *([(Role.OTHER, Zone.BODY, "Note", 2, text)] if text else [])]
    for role, zone, heading, page, words in printed:
        box = Box(page, 50, 50, 500, 60)
        blocks += [Heading(heading, role, zone), Paragraph(words, (Piece(0, len(words), box),), page)]
    for line in table:
        blocks += [
            Heading("Table 1", Role.OTHER, Zone.TABLE),
            Paragraph(line, (Piece(0, len(line), Box(2, 50, 70, 500, 80)),), 2),
        ]
    blocks += tables
    blocks.append(ReferenceEntry("Weaver A. Grip in an invented illness. Inventions 2009.", "4", 2009, "Weaver"))
    made = assemble(
        blocks,
        paper=PAPER,
        level=Level.FULLTEXT_PDF,
        source_digest="sha256:invented",
        reader="test/1",
        language="en",
        pages=(Page(1, 595, 842), Page(2, 595, 842)),
    )
    return replace(made, **changes)


def statement(text: str, *quotes: str, page: int | None = None, **more: Any) -> dict[str, Any]:
    """A statement with its quotes, as JSON."""
    return {"text": text, "evidence": [{"quote": quote, "page": page} for quote in quotes], **more}


def draft(
    *findings: dict[str, Any],
    section: str = "observed_findings",
    study: dict[str, Any] | None = None,
    paper: dict[str, Any] | None = None,
    made_by: str = "model",
    pem: dict[str, Any] | None = None,
    **sections: list[dict[str, Any]],
) -> Draft:
    """A draft with these statements in one section, and more in `sections`."""
    return Draft.model_validate(
        {
            "source": {"file": "invented.pdf"},
            "paper": {"title": PAPER.title, "year": PAPER.year, "doi": PAPER.doi, **(paper or {})},
            "made_by": {"kind": made_by},
            "study": {
                "design": "case_control",
                "n_total": 87,
                "groups": [{"label": "patients", "n": 48}, {"label": "controls", "n": 39}],
                "evidence": [{"quote": "We enrolled 48 patients and 39 healthy controls.", "page": 1}],
                **(study or {}),
            },
            "pem": pem or {"badge": "unclear"},
            "summary": {section: list(findings), **sections},
        }
    )


def found(
    rule: str, checked: Draft, source: Document | None = None, verification: Verification | None = None
) -> tuple[Finding, ...]:
    """The findings of one rule."""
    report = check(checked, source or document(), profile=load_profile(), verification=verification)
    return tuple(finding for finding in report.findings if finding.rule == rule)


def hidden(text: str, *, page: int = 1) -> Hidden:
    """A piece of white text."""
    return Hidden(text, "white", page)


def unreliable(*pages: int) -> TextQuality:
    """The quality of a text whose characters on `pages` may be wrong."""
    return TextQuality(unreliable_pages=pages)

"""The finished entry of `docs/` as a draft: what a person would approve, or the same with one sentence told wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain.document import Document
from pipeline.domain.draft import SECTION_NAMES, Basis, Draft, MadeBy, Statement, Summary
from pipeline.drafting.editing import located

__all__ = ["RIGHT", "WRONG", "finished_entry"]

ENTRY = Path(__file__).parent.parent / "docs" / "finished-entry.md"
RIGHT = "The difference between the groups was seen from week 8 until week 20 and no longer at week 24."
WRONG = "The difference between the groups lasted for 20 weeks and could not be seen at week 24 any more."
"""`RIGHT` with a point in time told as a length of time."""
_ITEM = re.compile(r"^- ", re.MULTILINE)
_QUOTE = re.compile(r"“(.+?)” \(page \d+")
_ASIDE = re.compile(r" \((?:Stated by|Rests on)[^)]*\)$")


def finished_entry(draft: Draft, document: Document, *, wrong: bool = False) -> Draft:
    """`draft` with the sentences of the finished entry, as a model may have written them.

    `document` is the sample trial as we read it. Raises ValueError where the entry has lost the sentence that
    `wrong` turns.
    """
    told = ENTRY.read_text(encoding="utf-8")
    if RIGHT not in told:
        raise ValueError(f"{ENTRY.name} does not say any more: {RIGHT}")
    if wrong:
        told = told.replace(RIGHT, WRONG)
    parts = re.split(r"^### (.+)$", told, flags=re.MULTILINE)[1:]
    sections = {
        name: tuple(_statements(body, document))
        for heading, body in zip(parts[::2], parts[1::2], strict=True)
        if (name := _section(heading))
    }
    made_by = MadeBy(kind="model", model="a-model", prompt="summarize/1")
    return draft.model_copy(update={"summary": Summary(**sections), "made_by": made_by})


def _section(heading: str) -> str:
    """The section of a draft that a heading of the entry names; empty for one that is not of statements."""
    words = heading.lower().replace(" ", "_").removeprefix("what_this_study_")
    return words if words in SECTION_NAMES else ""


def _statements(body: str, document: Document) -> Iterator[Statement]:
    for item in _ITEM.split(body)[1:]:
        quotes = _QUOTE.findall(item)
        basis = Basis.SOURCE if quotes else Basis.ABSENCE
        text = _ASIDE.sub("", item.partition("\n")[0].strip())
        yield Statement(text=text, evidence=located(quotes, document), basis=basis)

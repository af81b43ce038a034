"""Invented passages with their right readings, from the data files in `passages/`, parted in two fixed halves.

Rules are written looking at the first half only; the second says how well they read text that nobody has seen.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.domain.facts import Facts
from pipeline.domain.paper import Paper
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from pipeline.sources.assembly import Heading, Paragraph, assemble

__all__ = ["Written", "facts_of_written", "written_passages", "wrong_readings"]

_FOLDER = Path(__file__).with_name("passages")


@dataclass(frozen=True, slots=True)
class Written:
    """One passage. `right` maps a fact to its right values, all equally good; a fact that is absent is not judged.

    `batch` is the file that it stands in: passages of one batch were written at one time.
    """

    id: str
    batch: str
    where: str
    title: str
    text: str
    right: Mapping[str, tuple[object, ...]]

    @property
    def is_first_half(self) -> bool:
        """Whether the passage may be looked at while rules are written: decided by the digest of its id."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 == 0


@cache
def written_passages() -> tuple[Written, ...]:
    """All passages, by file and place."""
    return tuple(_written(path.stem, entry) for path in sorted(_FOLDER.glob("*.toml")) for entry in _entries(path))


def _entries(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
    return entries


def _written(batch: str, entry: Mapping[str, Any]) -> Written:
    right: dict[str, tuple[object, ...]] = {}
    for fact in ("design", "n_total", "n_studies", "badge", "reason"):
        if fact in entry:
            value = entry[fact]
            right[fact] = tuple(value) if isinstance(value, list) else (value,)
    if "groups" in entry:
        right["groups"] = (tuple(sorted(entry["groups"])),)
    title = entry.get("title", "A passage")
    return Written(entry["id"], batch, entry["where"], title, entry["text"].strip(), right)


def _document(passage: Written) -> Document:
    in_abstract = passage.where == "abstract"
    opening = (
        Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT) if in_abstract else Heading("Methods", Role.METHODS, Zone.BODY)
    )
    return assemble(
        [Heading(passage.title, Role.TITLE, Zone.FRONT), opening, Paragraph(passage.text)],
        paper=Paper(title=passage.title),
        level=Level.ABSTRACT if in_abstract else Level.FULLTEXT_XML,
        source_digest="sha256:0",
        reader="test",
        language="en",
    )


@cache
def facts_of_written(passage_id: str) -> Facts:
    """What the rules read out of the passage called `passage_id`."""
    passage = next(one for one in written_passages() if one.id == passage_id)
    return read_facts(_document(passage), load_profile("mecfs"))


def wrong_readings(passage: Written) -> Iterator[tuple[str, bool, object]]:
    """Each fact that is judged: its name, whether the reading is right, and the reading.

    0 stands for a number that is not stated. Reasons are judged only where the badge is right.
    """
    facts = facts_of_written(passage.id)
    given: dict[str, object] = {
        "design": facts.design.design.value,
        "n_total": facts.sample.n_total or 0,
        "n_studies": facts.sample.n_studies or 0,
        "badge": facts.pem.badge.value,
        "reason": facts.pem.reason,
        "groups": tuple(sorted(group.n or 0 for group in facts.sample.groups)),
    }
    for fact, values in passage.right.items():
        if fact == "reason" and given["badge"] not in passage.right.get("badge", ()):
            continue
        yield fact, given[fact] in values, given[fact]

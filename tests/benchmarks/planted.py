"""The planted errors of the corpus: each variant of a reviewed draft, and how a finding is matched with it.

The scheme is that of the corpus (`gold/planted/README.md`): a mutant is detected, and a harmless variant is flagged, if
it draws a counted finding on its field that the clean draft does not get.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.domain.document import Document
from pipeline.domain.draft import Draft
from pipeline.domain.report import Finding, Severity
from pipeline.sources.pdf import PdfReader

__all__ = ["Paper", "Variant", "aside", "counted", "load", "touches"]


@dataclass(frozen=True)
class Variant:
    """One changed draft; `kind` is `neutral` where nothing is wrong with it."""

    id: str
    kind: str
    field: str
    note: str
    draft: Draft


@dataclass(frozen=True)
class Paper:
    """One reviewed draft with its document and its variants."""

    stem: str
    document: Document
    clean: Draft
    variants: tuple[Variant, ...]


def aside(corpus: Path) -> frozenset[str]:
    """The papers that nobody looks at while writing rules.

    Of those with results and of the protocols, the one whose name hashes lowest.
    """
    kinds: dict[bool, list[str]] = {True: [], False: []}
    for path in sorted((corpus / "gold/drafts").glob("*.draft.json")):
        design = json.loads(path.read_text(encoding="utf-8"))["study"]["design"]
        kinds[design == "protocol"].append(path.name.removesuffix(".draft.json"))
    return frozenset(min(stems, key=lambda stem: hashlib.sha256(stem.encode()).hexdigest()) for stems in kinds.values())


def load(corpus: Path) -> Iterator[Paper]:
    """Every reviewed draft, its paper read by the project's own reader."""
    with PdfReader() as reader:
        for path in sorted((corpus / "gold/planted").glob("*.planted.json")):
            planted = json.loads(path.read_text(encoding="utf-8"))
            raw = json.loads((corpus / "gold/drafts" / planted["draft"]).read_text(encoding="utf-8"))
            pdf = corpus / "pdf" / raw["source"]["file"]
            digest = "sha256:" + hashlib.sha256(pdf.read_bytes()).hexdigest()
            variants = tuple(
                Variant(entry["id"], entry.get("kind", "neutral"), entry["field"], entry["note"], _changed(raw, entry))
                for entry in planted["mutants"] + planted["neutral"]
            )
            stem = planted["draft"].removesuffix(".draft.json")
            yield Paper(stem, reader.read(pdf, digest=digest), Draft.model_validate(raw), variants)


def counted(findings: tuple[Finding, ...]) -> frozenset[tuple[str, str, str]]:
    """The findings that ask something of a reviewer, as (rule, field, message)."""
    return frozenset((f.rule, f.field, f.message) for f in findings if f.severity is not Severity.NOTE)


def touches(found: str, field: str) -> bool:
    """Whether a finding on `found` is about the change at `field`: on it, below it, or on what directly holds it."""
    if found == field or found.startswith(f"{field}/"):
        return True
    parent = field.rpartition("/")[0]
    inside = ("/study", "/pem")
    holders = [whole for whole in inside if field.startswith(f"{whole}/")]
    return found in holders or (found == parent and field.startswith(inside))


def _changed(raw: dict[str, Any], entry: dict[str, Any]) -> Draft:
    draft = copy.deepcopy(raw)
    *path, last = entry["field"].split("/")[1:]
    node: Any = draft
    for token in path:
        node = node[int(token)] if isinstance(node, list) else node[token]
    key: Any = int(last) if isinstance(node, list) else last
    target = entry.get("target", "text")
    if target in ("text", "evidence"):
        before, node, key = node[key][target], node[key], target
    else:
        before = node[key]
    if before != entry["before"]:
        raise ValueError(f"{entry['id']}: the clean draft has changed at {entry['field']}")
    node[key] = _evidence(entry["after"], before) if target == "evidence" else copy.deepcopy(entry["after"])
    return Draft.model_validate(draft)


def _evidence(after: Any, before: Any) -> Any:
    """Evidence given as bare quotes keeps the pages of the clean draft."""
    if after and isinstance(after[0], str):
        return [{**old, "quote": new} for old, new in zip(before, after, strict=True)]
    return copy.deepcopy(after)

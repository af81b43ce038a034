"""How well rules alone read papers and made-up passages, against the labels of the corpus.

A third of the items, chosen by a digest of their id, is kept aside: rules are written without looking at it, and a gap
between the parts is a defect. Run:

    ATLAS_CORPUS=... python -m tests.benchmarks.facts            both parts as one table
    ATLAS_CORPUS=... python -m tests.benchmarks.facts --errors   the wrong readings of the seen part as well
    python -m tests.benchmarks.facts --written                   only the invented passages, without the corpus

The invented passages of tests/unit/reading/passages are parted by a rule of their own: their first half counts as seen.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.domain.facts import Facts
from pipeline.domain.paper import Paper
from pipeline.errors import UnreadableSource
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from pipeline.sources.assembly import Heading, Paragraph, assemble
from pipeline.sources.pdf import PdfReader
from tests.unit.reading.written import written_passages, wrong_readings

__all__ = ["is_aside", "passage_document", "score"]

Item = Mapping[str, Any]


def is_aside(item_id: str) -> bool:
    """Whether an item belongs to the third that nobody looks at while writing rules."""
    return int(hashlib.sha256(item_id.encode()).hexdigest(), 16) % 3 == 0


def passage_document(text: str, *, where: str = "methods") -> Document:
    """A Document of one made-up passage, as the plain-text form gives it."""
    is_abstract = where == "abstract"
    opening = (
        Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT) if is_abstract else Heading("Methods", Role.METHODS, Zone.BODY)
    )
    return assemble(
        [Heading("A passage", Role.TITLE, Zone.FRONT), opening, Paragraph(text)],
        paper=Paper(title="A passage"),
        level=Level.ABSTRACT if is_abstract else Level.FULLTEXT_XML,
        source_digest="sha256:0",
        reader="benchmark",
        language="en",
    )


@dataclass
class Tally:
    """Right and all of one measure, with what was wrong."""

    right: int = 0
    count: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, ok: bool, error: str) -> None:
        """Count one reading."""
        self.count += 1
        self.right += ok
        if not ok:
            self.errors.append(error)

    def __str__(self) -> str:
        return f"{self.right}/{self.count} {self.right / self.count:.2f}" if self.count else "-"


Measures = dict[str, Tally]
CONFUSION = "badge, label against given"


def score(tallies: Measures, name: str, ok: bool, error: str) -> None:
    """Count one reading under `name`."""
    tallies.setdefault(name, Tally()).add(ok, error)


def _badge(tallies: Measures, kind: str, item_id: str, label: Item, accept: Item, facts: Facts) -> None:
    badge, reason = facts.pem.badge.value, facts.pem.reason
    strict = badge == label["badge"]
    lenient = strict or badge in accept.get("badge", [])
    told = f"{item_id}: {badge} ({reason}), label {label['badge']} ({label['reason']})"
    pair = f"{kind}: label {label['badge']}, given {badge}"
    tallies.setdefault(CONFUSION, Tally()).errors.append(pair)
    score(tallies, f"{kind}: badge strict", strict, told)
    score(tallies, f"{kind}: badge lenient", lenient, told)
    if badge == "required":
        score(tallies, f"{kind}: precision of required", strict or lenient, told)
    if label["badge"] == "required":
        score(tallies, f"{kind}: recall of required", strict, told)
    if strict and label["reason"] is not None:
        score(tallies, f"{kind}: reason", reason == label["reason"] or reason in accept.get("reason", []), told)


def _sets(
    tallies: Measures,
    kind: str,
    item_id: str,
    found: Sequence[str],
    alternatives: Iterable[Sequence[str]],
    optional: Sequence[str],
) -> None:
    """True positives, invented and missed ids against the alternative that fits best."""
    mine = {one for one in found if "*" not in optional and one not in optional}
    best = min((set(one) - set(optional) for one in alternatives), key=lambda one: len(one ^ mine))
    for set_id in sorted(mine):
        score(tallies, f"{kind}: definitions precision", set_id in best, f"{item_id}: {set_id} not in {sorted(best)}")
    for set_id in sorted(best):
        score(
            tallies, f"{kind}: definitions recall", set_id in mine, f"{item_id}: {set_id} missed, found {sorted(mine)}"
        )


def _pem_cases(folder: Path, tallies: Mapping[str, Measures]) -> None:
    profile = load_profile("mecfs")
    for case in json.loads((folder / "pem_cases.json").read_text(encoding="utf-8"))["cases"]:
        part = tallies["aside" if is_aside(case["id"]) else "seen"]
        facts = read_facts(passage_document(case["text"], where=case["where"]), profile)
        accept = case["accept"]
        _badge(part, "cases", case["id"], case, accept, facts)
        _sets(
            part,
            "cases",
            case["id"],
            [one.id for one in facts.definitions],
            [case["sets"], *accept.get("sets", [])],
            [],
        )
        join = facts.connective.value
        told = f"{case['id']}: {join}, label {case['connective']}"
        score(part, "cases: connective", join in {case["connective"], *accept.get("connective", [])}, told)


def _design_cases(folder: Path, tallies: Mapping[str, Measures]) -> None:
    profile = load_profile("mecfs")
    for case in json.loads((folder / "design_cases.json").read_text(encoding="utf-8"))["cases"]:
        part = tallies["aside" if is_aside(case["id"]) else "seen"]
        facts = read_facts(passage_document(case["text"]), profile)
        accept = case["accept"]
        design, total = facts.design.design.value, facts.sample.n_total
        told = f"{case['id']}: {design}, label {case['design']}"
        score(part, "cases: design strict", design == case["design"], told)
        score(part, "cases: design lenient", design in {case["design"], *accept.get("design", [])}, told)
        if case["traps"]:
            score(part, "cases: design lenient, traps", design in {case["design"], *accept.get("design", [])}, told)
        told = f"{case['id']}: {total}, label {case['n']}"
        score(part, "cases: n", total in [case["n"], *accept.get("n", [])], told)


def _written(tallies: Mapping[str, Measures]) -> None:
    for passage in written_passages():
        part = tallies["seen" if passage.is_first_half else "aside"]
        for fact, right, given in wrong_readings(passage):
            told = f"{passage.id}: {given}, right {passage.right[fact]}"
            score(part, f"written: {fact}", right, told)
            if fact == "badge" and given == "required":
                score(part, "written: precision of required", right, told)
            if fact == "badge" and passage.right[fact] == ("required",):
                score(part, "written: recall of required", right, told)


def _papers(folder: Path, tallies: Mapping[str, Measures], read: Callable[[Path], Document | None]) -> None:
    profile = load_profile("mecfs")
    for label in json.loads((folder / "labels.json").read_text(encoding="utf-8"))["papers"]:
        name = label["pdf"]
        part = tallies["aside" if is_aside(name) else "seen"]
        document = read(folder.parents[1] / "pdf" / name)
        if document is None:
            score(part, "papers: read", ok=False, error=f"{name}: not read")
            continue
        begun = time.process_time()
        facts = read_facts(document, profile)
        took = time.process_time() - begun
        words = document.text.count(" ")
        score(
            part,
            "papers: under 100 ms for 8,000 words",
            took * 8000 / max(words, 8000) < 0.1,
            f"{name}: {took * 1000:.0f} ms, {words} words",
        )
        _paper(part, name, label, facts)


def _paper(part: Measures, name: str, label: Item, facts: Facts) -> None:
    accept = label["accept"]
    design = facts.design.design.value
    told = f"{name}: {design} ({facts.design.why}), label {label['design']} / {accept.get('design', '')}"
    score(part, "papers: design strict", design == label["design"], told)
    score(part, "papers: design lenient", design in {label["design"], *accept.get("design", [])}, told)
    total = facts.sample.n_total
    told = f"{name}: {total}, label {label['n_total']}"
    score(part, "papers: n_total", total in [label["n_total"], *accept.get("n_total", [])], told)
    if label["n_total"] is None:
        score(part, "papers: n_total not invented", total is None or total in accept.get("n_total", []), told)
    numbers = sorted(group.n or 0 for group in facts.sample.groups)
    groups = [
        sorted(one["n"] or 0 for one in alternative) for alternative in [label["groups"], *accept.get("groups", [])]
    ]
    score(part, "papers: groups", numbers in groups, f"{name}: {numbers}, label {groups}")
    _badge(part, "papers", name, label["pem"], accept, facts)
    entry = [one["id"] for one in label["case_definitions"] if one["role"] == "entry"]
    found = [one.id for one in facts.definitions if one.role.value == "entry"]
    optional = accept.get("case_definitions_optional", [])
    _sets(part, "papers", name, found, [entry], optional)
    told = f"{name}: {facts.connective.value}, label {label['connective']}"
    score(
        part, "papers: connective", facts.connective.value in {label["connective"], *accept.get("connective", [])}, told
    )
    limits = bool(facts.limitations)
    told = f"{name}: {len(facts.limitations)} sentences, label {label['has_limitations_section']}"
    right = limits in [label["has_limitations_section"], *accept.get("has_limitations_section", [])]
    score(part, "papers: limits stated", right, told)


def _read_pdf(path: Path) -> Document | None:
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    try:
        return _READER.read(path, digest=digest)
    except UnreadableSource:
        return None


_READER = PdfReader()


def main() -> int:
    """Print the table; with `--errors` the seen part's wrong readings too."""
    corpus = Path(os.environ.get("ATLAS_CORPUS", ""))
    folder = corpus / "gold" / "labels"
    tallies: dict[str, Measures] = {"seen": {}, "aside": {}}
    _written(tallies)
    if "--written" not in sys.argv:
        if not folder.is_dir():
            print("ATLAS_CORPUS does not name the folder of real papers", file=sys.stderr)
            return 2
        _pem_cases(folder, tallies)
        _design_cases(folder, tallies)
        if "--cases" not in sys.argv:
            _papers(folder, tallies, _read_pdf)
    print(f"{'measure':44}{'seen':>16}{'aside':>16}")
    for name in dict.fromkeys([*tallies["seen"], *tallies["aside"]]):
        if name == CONFUSION:
            continue
        print(f"{name:44}{tallies['seen'].get(name, Tally())!s:>16}{tallies['aside'].get(name, Tally())!s:>16}")
    print(f"\n{CONFUSION}")
    counts = {part: Counter(measures.get(CONFUSION, Tally()).errors) for part, measures in tallies.items()}
    for pair in sorted({*counts["seen"], *counts["aside"]}):
        print(f"{pair:44}{counts['seen'][pair]:>16}{counts['aside'][pair]:>16}")
    if "--errors" in sys.argv:
        for name, tally in tallies["seen"].items():
            if name == CONFUSION:
                continue
            for error in tally.errors:
                print(f"  {name}: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the rules read out of the figures of whole papers: contradictions, and outcomes out of tables.

    ATLAS_CORPUS=... python -m tests.benchmarks.figures          counts over the papers of the corpus
    ATLAS_CORPUS=... python -m tests.benchmarks.figures --list   each one with its words, to be judged by a person

There is no gold data for either: whether one is right is seen by looking at the page.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.domain.document import Document
from pipeline.domain.facts import Facts
from pipeline.errors import UnreadableSource
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from pipeline.sources.pdf import PdfReader

__all__ = ["main"]


def _papers(corpus: Path) -> Iterator[tuple[str, Document, Facts]]:
    with PdfReader() as reader:
        for path in sorted((corpus / "pdf").glob("*.pdf")):
            try:
                document = reader.read(path, digest=f"sha256:{path.stem}")
            except UnreadableSource:
                continue
            yield path.stem, document, read_facts(document, load_profile())


def main(arguments: Sequence[str]) -> int:
    """Print the counts, and with `--list` every finding."""
    folder = os.environ.get("ATLAS_CORPUS", "")
    if not folder:
        print("ATLAS_CORPUS does not name the folder of real papers")
        return 2
    kinds: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    papers = 0
    for stem, document, facts in _papers(Path(folder)):
        papers += 1
        rows = [outcome for outcome in facts.outcomes if outcome.cells]
        kinds.update(one.kind.value for one in facts.inconsistencies)
        kinds["outcomes out of tables"] += len(rows)
        holding.update({one.kind.value for one in facts.inconsistencies})
        holding["outcomes out of tables"] += bool(rows)
        if "--list" in arguments:
            for one in facts.inconsistencies:
                words = " ".join(document.slice(one.passage).split())
                print(f"{stem[:28]:<28} {one.kind.value:<9} {one.says} | {words[:160]}")
            for row in rows:
                cells = ", ".join(document.slice(span) for span in row.cells)
                print(
                    f"{stem[:28]:<28} {row.direction.value:<13} {row.outcome} | against {row.against or '-'} | {cells}"
                )
    print(f"{papers} papers")
    for kind, count in kinds.most_common():
        print(f"  {kind:<24}{count:>4} in {holding[kind]} papers")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

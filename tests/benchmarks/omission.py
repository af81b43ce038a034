"""What may be left out of a question first: where the evidence of reviewed entries stands in their papers.

    python -m tests.benchmarks.omission           (needs ATLAS_CORPUS)

Of the reviewed drafts of the corpus, every quote under a statement, the study facts or the badge is looked up in its
paper. Printed is, for each kind of section, how many of the sentences that carry evidence stand there for a thousand
tokens of it (estimated as for a question); that gives the order. Then, for papers cut to a share of their length, how
many of those sentences are still there: by the order in force, by that which the papers seen give, and by cutting from
the end. The order is made from the papers seen; those aside, about a third, were looked at once, to check it, and so
were the findings of trials whose evidence other people marked (`gold/evidence_inference`).
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.document import Document
from pipeline.domain.draft import Draft, Evidence
from pipeline.prompting.numbered import BYTES_PER_TOKEN, number_sentences
from pipeline.prompting.omission import KINDS, ORDER, Kind, kinds_of
from pipeline.settings import Settings
from pipeline.text.align import Index
from pipeline.wiring import open_reader
from tests.benchmarks.facts import is_aside
from tests.benchmarks.planted import aside, load

__all__ = ["ROOMS", "Cited", "cited", "densities", "kept", "trials"]

ROOMS = (0.8, 0.6, 0.4, 0.2)


@dataclass(frozen=True)
class Cited:
    """One paper, and the places of its sentences that carry evidence."""

    stem: str
    document: Document
    places: frozenset[int]


def densities(papers: Iterable[Cited]) -> dict[Kind, tuple[int, float]]:
    """For each kind of section: its sentences that carry evidence, and how many there are for a thousand tokens."""
    carrying: Counter[Kind] = Counter()
    tokens: Counter[Kind] = Counter()
    for paper in papers:
        for place, kind in kinds_of(paper.document).items():
            span = paper.document.sentences[place].span
            tokens[kind] += len(paper.document.slice(span).encode()) / BYTES_PER_TOKEN  # type: ignore[assignment]
            carrying[kind] += place in paper.places
    return {kind: (carrying[kind], 1000 * carrying[kind] / tokens[kind]) for kind in KINDS if tokens[kind]}


def kept(papers: Sequence[Cited], room: float, order: Sequence[Kind] | None) -> float:
    """The share of the sentences that carry evidence which is shown when papers are cut to `room`, from 0 to 1.

    `order` None cuts from the end.
    """
    found = [
        len(paper.places & _shown(paper.document, room, order)) / len(paper.places) for paper in papers if paper.places
    ]
    return sum(found) / len(found)


def _shown(document: Document, room: float, order: Sequence[Kind] | None) -> frozenset[int]:
    whole = len(number_sentences(document, sys.maxsize // 8).text.encode()) / BYTES_PER_TOKEN
    if order is not None:
        shown = number_sentences(document, int(whole * room), order=order)
        return frozenset(number - 1 for number in shown.numbers)
    left, places = whole * room * BYTES_PER_TOKEN, set()
    for place in kinds_of(document):
        left -= len(document.slice(document.sentences[place].span).encode()) + 6
        if left < 0:
            break
        places.add(place)
    return frozenset(places)


def cited(stem: str, document: Document, draft: Draft) -> Cited:
    """Where the evidence of a reviewed draft stands in its paper."""
    return Cited(stem, document, _places(document, (one.quote for one in _evidence(draft))))


def trials(corpus: Path) -> Iterator[Cited]:
    """Where the evidence of findings stands that people marked in trials, as far as a second person agreed."""
    folder = corpus / "gold/evidence_inference"
    with open_reader(Settings().reading) as reader:
        for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            document = reader.read(folder / f"{article['pmcid']}.nxml")[0].document
            if document is None:
                continue
            answers = [answer for prompt in article["prompts"] for answer in prompt["answers"]]
            quotes = [answer["evidence"].strip() for answer in answers if answer["label_accepted"] == "True"]
            yield Cited(article["pmcid"], document, _places(document, quotes))


def _places(document: Document, quotes: Iterable[str]) -> frozenset[int]:
    """The sentences that share text with one of these quotes, at the first place where it stands."""
    index = Index(document.text)
    spans = [span for quote in quotes for span in index.locate(quote).spans[:1]]
    return frozenset(at for at, one in enumerate(document.sentences) if any(one.span.meets(span) for span in spans))


def _evidence(draft: Draft) -> Iterator[Evidence]:
    for _, statement in draft.summary.statements():
        yield from statement.evidence
    yield from draft.study.evidence
    yield from draft.pem.evidence


def main() -> int:
    """Print both tables."""
    folder = os.environ.get("ATLAS_CORPUS", "")
    if not folder:
        print("ATLAS_CORPUS does not name the folder of real papers")
        return 2
    corpus = Path(folder)
    unseen = aside(corpus)
    parts: dict[str, list[Cited]] = {"seen": [], "aside": []}
    for paper in load(corpus):
        part = "aside" if paper.stem in unseen or is_aside(paper.stem) else "seen"
        parts[part].append(cited(paper.stem, paper.document, paper.clean))
    parts["trials' findings"] = list(trials(corpus))
    found = {part: densities(papers) for part, papers in parts.items()}
    measured = tuple(sorted(found["seen"], key=lambda kind: found["seen"][kind][1]))
    print(f"{'evidence for 1,000 tokens':<28}" + "".join(f"{part:>22}" for part in parts))
    for kind in measured:
        cells = (found[part].get(kind) for part in parts)
        told = (f"{cell[0]:>5} sentences {cell[1]:6.2f}" if cell else "-" for cell in cells)
        print(f"{kind.value:<28}" + "".join(f"{one:>22}" for one in told))
    print(f"\n{'evidence kept in':<28}" + "".join(f"{part:>22}" for part in parts))
    whole = (*measured, *(kind for kind in KINDS if kind not in measured))
    for name, order in (("in force", ORDER), ("as seen", whole), ("from the end", None)):
        for room in ROOMS:
            shares = "".join(f"{kept(papers, room, order):>22.3f}" for papers in parts.values())
            print(f"{f'{room:.0%} of a paper, {name}':<28}{shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

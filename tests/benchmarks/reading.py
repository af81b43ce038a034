"""How well and how fast papers are read: this reader beside others, in one run on the machine at hand.

    ATLAS_CORPUS=/path/to/corpus python -m tests.benchmarks.reading [--rounds 3] [--held-out] [--no-peers]
        [--synthetic DIR] [--endurance N]

Text is scored against the JATS of each pair, as `share of sentences found`: `find` ignores white space, hyphens and
case, `find1` keeps single spaces, `order` is the longest run of found sentences in their order. Pairs with fewer than
20 sentences are left out. Time is processor time in multiples of plain PyMuPDF text of the same round: `x time` without
the rendering that looks for hidden text, `x all` with it. Every third pair is held out: nobody looks at its lines while
changing the reader. The papers of other publishers have a record of another kind; they have been looked at.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.sources.pdf.build import read_pdf
from pipeline.sources.pdf.limits import PdfLimits
from tests.benchmarks.endurance import print_endurance, print_two_processes
from tests.benchmarks.reading_document import judge_document
from tests.benchmarks.reading_pairs import Pair, loose, pairs_of
from tests.benchmarks.reading_peers import absent, readers
from tests.benchmarks.reading_record import Recorded, judge_record, of_pair, recorded_elsewhere
from tests.benchmarks.reading_shares import Shares, print_shares
from tests.benchmarks.reading_text import measure, print_text, read_all
from tests.benchmarks.synthetic import measure_synthetic, print_synthetic


def judge(pairs: Sequence[Pair]) -> Shares:
    """What the Documents of these pairs say of their works, and how well they were parted."""
    shares = Shares()
    for pair in pairs:
        document = read_pdf(pair.pdf, "sha256:0", PdfLimits())
        judge_record(shares, of_pair(pair), document)
        judge_document(shares, pair, document)
    return shares


def judge_records(recorded: Sequence[Recorded]) -> Shares:
    """What the Documents of PDFs that have a record but no JATS say of their works."""
    shares = Shares()
    for one in recorded:
        judge_record(shares, one, read_pdf(one.pdf, "sha256:0", PdfLimits()))
    return shares


def main() -> int:
    """Print the tables; 0 where the corpus is there, else 2."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--held-out", action="store_true", help="score text on the pairs that are held out alone")
    parser.add_argument("--reader", help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--synthetic", type=Path, help="the folder of the synthetic two-column set")
    parser.add_argument("--endurance", type=int, default=0, metavar="N", help="read N papers in one child")
    parser.add_argument("--no-peers", action="store_true", help="this reader and plain PyMuPDF alone")
    options = parser.parse_args()
    if options.reader:
        print(read_all(options.reader, options.paths))
        return 0
    corpus = Path(os.environ.get("ATLAS_CORPUS", ""))
    if not (corpus / "gold" / "pairs" / "pairs.jsonl").is_file():
        print("ATLAS_CORPUS does not name the folder of real papers", file=sys.stderr)
        return 2
    pairs = pairs_of(corpus)
    chosen = [pair for pair in pairs if pair.held_out] if options.held_out else pairs
    print_text(measure(chosen, options.rounds, not options.no_peers))
    if not options.no_peers:
        for name in absent():
            print(f"{name:16}   not installed")
    print()
    if options.synthetic:
        chosen_readers = readers(not options.no_peers)
        print_synthetic(
            {name: measure_synthetic(options.synthetic, read, loose) for name, read in chosen_readers.items()}
        )
        print()
    if options.endurance:
        papers = sorted((corpus / "pdf").glob("*.pdf"))
        print_endurance(papers, options.endurance)
        print_two_processes(papers)
        print()
    print_shares(
        {
            "worked on": judge([pair for pair in pairs if not pair.held_out]),
            "held out": judge([pair for pair in pairs if pair.held_out]),
            "other publishers": judge_records(recorded_elsewhere(corpus, pairs)),
        }
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

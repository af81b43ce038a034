"""How much of a question about an abstract is the same for every paper: `python -m tests.benchmarks.prefix [PATH...]`.

A provider keeps the longest beginning that two questions share, and asks less for it. Printed is the share of that
beginning in the words of each question (bytes of UTF-8, without the schema that some servers put before them), for
every record with an abstract under the paths; without any, for the samples and, with ATLAS_CORPUS, for the corpus'
PubMed records. Ends with 1 when the share is below 60 % for any of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path
from statistics import median

from pipeline.domain.document import Document, Level
from pipeline.domain.exchange import Api
from pipeline.profiles.loading import load_profile
from pipeline.prompting.bodies import Target
from pipeline.prompting.catalogue import find, load_catalogue
from pipeline.prompting.request import ask
from pipeline.settings import Settings
from pipeline.sources.files import walk
from pipeline.wiring import open_reader
from tests.acceptance.terminal import ROOT

__all__ = ["abstracts", "shares"]

LEAST = 0.6


def shares(documents: Iterable[Document]) -> dict[str, float]:
    """The fixed share of the question about each paper, by its title, from 0 to 1; two papers at least."""
    prompt, profile = find(load_catalogue(), "summarize"), load_profile()
    target = Target("http://localhost/v1", Api.CHAT, "any")
    said = {
        one.paper.title: "\n".join(words for _, words in ask(one, prompt, profile, target).messages)
        for one in documents
    }
    letters = takewhile(lambda column: len(set(column)) == 1, zip(*said.values(), strict=False))
    fixed = sum(len(column[0].encode()) for column in letters)
    return {title: fixed / len(words.encode()) for title, words in said.items()}


def abstracts(paths: Sequence[Path]) -> list[Document]:
    """The records under `paths` of which the abstract alone is known."""
    with open_reader(Settings().reading) as reader:
        read = [item.document for path in walk(paths) for item in reader.read(path)]
    return [one for one in read if one is not None and one.level is Level.ABSTRACT and one.sentences]


def main(arguments: list[str]) -> int:
    """Print the shares."""
    paths = [Path(one) for one in arguments] or [
        ROOT / "inputs/library.ris",
        ROOT / "inputs/trial-samplexine-record.xml",
    ]
    if not arguments and (corpus := os.environ.get("ATLAS_CORPUS")):
        paths += sorted((Path(corpus) / "xml").glob("pubmed_*.xml"))
    found = sorted(shares(abstracts(paths)).items(), key=lambda one: one[1])
    least = found[0]
    print(
        f"{len(found)} abstracts: the fixed beginning is {median(share for _, share in found):.1%} of a question in "
        f"the middle, {least[1]:.1%} at least (“{least[0][:60]}”), {found[-1][1]:.1%} at most"
    )
    return 0 if least[1] >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How often the rules tell which way an outcome went in randomised trials, against people's answers.

    python -m tests.benchmarks.directions             (needs ATLAS_CORPUS)
    python -m tests.benchmarks.directions --errors    the wrong answers of the seen part as well

First given the passage that an annotator marked; then from the whole text, where the rules must find the passage.
One article of the part aside was looked at after the first measure and is counted as seen since.
Answers whose label was not accepted by the second annotator are left out. Prints accuracy and macro F1 for two parts:
articles that were looked at while the rules were written, and every third article (by the digest of its number), which
were not.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.domain.facts import Direction
from pipeline.reading.directions import Comparison, direction_in_text, direction_of
from pipeline.text.sentences import split

__all__ = ["accepted", "is_aside", "main"]

_LABELS = {
    "significantly increased": Direction.INCREASED,
    "significantly decreased": Direction.DECREASED,
    "no significant difference": Direction.NO_DIFFERENCE,
}
_LOOKED_AT = frozenset({"PMC4947120"})
Pairs = list[tuple[Direction, Direction | None]]


def main() -> None:
    """Print the table."""
    folder = Path(os.environ["ATLAS_CORPUS"]) / "gold/evidence_inference"
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    show = "--errors" in sys.argv
    print(f"{'part':<8}{'given':<12}{'answers':>8}{'accuracy':>10}{'macro F1':>10}")
    every: dict[str, Pairs] = {"passage": [], "whole text": []}
    for part, wanted in (("seen", False), ("aside", True)):
        chosen = [article for article in articles if is_aside(article["pmcid"]) is wanted]
        told = [pair for article in chosen for pair in _by_passage(article, show=show and not wanted)]
        _row(part, "passage", told)
        whole = [pair for article in chosen for pair in _by_text(article, folder)]
        _row(part, "whole text", whole)
        every["passage"] += told
        every["whole text"] += whole
    for given, pairs in every.items():
        _row("all", given, pairs)


def _row(part: str, given: str, pairs: Pairs) -> None:
    right = sum(gold is told for gold, told in pairs)
    print(f"{part:<8}{given:<12}{len(pairs):>8}{right / len(pairs):>10.3f}{_macro_f1(pairs):>10.3f}")


def _asked(prompt: Mapping[str, Any]) -> Comparison:
    return Comparison(prompt["outcome"], prompt["intervention"], prompt["comparator"])


def _by_passage(article: Mapping[str, Any], *, show: bool) -> Pairs:
    pairs: Pairs = []
    for prompt in article["prompts"]:
        for answer in accepted(prompt["answers"]):
            gold, told = _LABELS[answer["label"]], direction_of(answer["evidence"], _asked(prompt))
            pairs.append((gold, told))
            if show and gold is not told:
                print(f"\n{gold} told {told}: {prompt['outcome']} | {prompt['intervention']} | {prompt['comparator']}")
                print(f"  {answer['evidence'][:400]!r}")
    return pairs


def _by_text(article: Mapping[str, Any], folder: Path) -> Pairs:
    text = (folder / f"{article['pmcid']}.txt").read_text(encoding="utf-8")
    sentences = [text[span.start : span.end] for span in split(text)]
    pairs: Pairs = []
    for prompt in article["prompts"]:
        labels = Counter(_LABELS[answer["label"]] for answer in accepted(prompt["answers"]))
        if labels:
            pairs.append((labels.most_common(1)[0][0], direction_in_text(sentences, _asked(prompt))))
    return pairs


def accepted(answers: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The answers whose label a second annotator accepted."""
    return [answer for answer in answers if answer["label_accepted"] == "True" and answer["label"] in _LABELS]


def is_aside(number: str) -> bool:
    """Whether an article, by its number in PubMed Central, belongs to the part that nobody looked at."""
    return number not in _LOOKED_AT and int(hashlib.sha256(number.encode()).hexdigest(), 16) % 3 == 0


def _macro_f1(pairs: Pairs) -> float:
    scores = []
    for label in Direction:
        hit = sum(gold is label and told is label for gold, told in pairs)
        both = sum(gold is label for gold, _ in pairs) + sum(told is label for _, told in pairs)
        scores.append(2 * hit / both if both else 0.0)
    return sum(scores) / len(scores)


if __name__ == "__main__":
    main()

"""How often the model tells the role of an abstract's sentence without its headings.

    python -m tests.benchmarks.roles           (needs ATLAS_CORPUS)

Prints accuracy and macro F1 for two parts: abstracts that the model was trained on, which says little, and those set
aside (every third by the digest of its number), which neither the cue words nor the model have seen.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections import defaultdict
from pathlib import Path

from pipeline.domain.document import Role
from pipeline.reading.role_model import likeliest, shipped_model

__all__ = ["abstracts", "is_aside", "macro_f1"]

_ROLES = {
    "BACKGROUND": Role.INTRODUCTION,
    "OBJECTIVE": Role.OBJECTIVE,
    "METHODS": Role.METHODS,
    "RESULTS": Role.RESULTS,
    "CONCLUSIONS": Role.CONCLUSIONS,
}


def abstracts(corpus: Path) -> dict[str, list[tuple[str, Role]]]:
    """The sentences of each abstract with their roles, by the number of its paper."""
    found: dict[str, list[tuple[str, Role]]] = defaultdict(list)
    with (corpus / "gold/roles/roles.tsv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["pmcid"]].append((row["sentence"], _ROLES[row["role"]]))
    return found


def main() -> None:
    """Print the table."""
    told_by_paper = abstracts(Path(os.environ["ATLAS_CORPUS"]))
    print(f"{'part':<10}{'abstracts':>10}{'sentences':>10}{'accuracy':>10}{'macro F1':>10}")
    for part, wanted in (("seen", False), ("aside", True)):
        chosen = [found for number, found in sorted(told_by_paper.items()) if is_aside(number) is wanted]
        pairs = [
            (gold, told)
            for found in chosen
            for (_, gold), told in zip(found, likeliest(shipped_model(), [text for text, _ in found]), strict=True)
        ]
        right = sum(gold is told for gold, told in pairs)
        print(f"{part:<10}{len(chosen):>10}{len(pairs):>10}{right / len(pairs):>10.3f}{macro_f1(pairs):>10.3f}")


def is_aside(number: str) -> bool:
    """Whether an abstract belongs to the third that nothing is learned from."""
    return int(hashlib.sha256(number.encode()).hexdigest(), 16) % 3 == 0


def macro_f1(pairs: list[tuple[Role, Role]]) -> float:
    """The mean over the roles of their F1, from pairs of right and told."""
    scores = []
    for role in _ROLES.values():
        hit = sum(gold is role and told is role for gold, told in pairs)
        gold_n, told_n = sum(gold is role for gold, _ in pairs), sum(told is role for _, told in pairs)
        scores.append(2 * hit / (gold_n + told_n) if gold_n + told_n else 0.0)
    return sum(scores) / len(scores)


if __name__ == "__main__":
    main()

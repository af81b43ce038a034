"""How often the rules tell the role of an abstract's sentence without its headings.

    python -m tests.benchmarks.roles           (needs ATLAS_CORPUS)

Prints accuracy and macro F1 for two parts: papers that were looked at while the rules were written, and those set aside
(every third abstract by the digest of its number). Rules and cue words were written before the second part was scored.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections import defaultdict
from pathlib import Path

from pipeline.domain.document import Role
from pipeline.reading.sentence_roles import roles_by_cues

_ROLES = {
    "BACKGROUND": Role.INTRODUCTION,
    "OBJECTIVE": Role.OBJECTIVE,
    "METHODS": Role.METHODS,
    "RESULTS": Role.RESULTS,
    "CONCLUSIONS": Role.CONCLUSIONS,
}


def main() -> None:
    """Print the table."""
    abstracts: dict[str, list[tuple[str, Role]]] = defaultdict(list)
    with (Path(os.environ["ATLAS_CORPUS"]) / "gold/roles/roles.tsv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            abstracts[row["pmcid"]].append((row["sentence"], _ROLES[row["role"]]))
    print(f"{'part':<10}{'abstracts':>10}{'sentences':>10}{'accuracy':>10}{'macro F1':>10}")
    for part, wanted in (("seen", False), ("aside", True)):
        chosen = [found for number, found in sorted(abstracts.items()) if _aside(number) is wanted]
        pairs = [
            (gold, told)
            for found in chosen
            for (_, gold), told in zip(found, roles_by_cues([text for text, _ in found]), strict=True)
        ]
        right = sum(gold is told for gold, told in pairs)
        print(f"{part:<10}{len(chosen):>10}{len(pairs):>10}{right / len(pairs):>10.3f}{_macro_f1(pairs):>10.3f}")


def _aside(number: str) -> bool:
    return int(hashlib.sha256(number.encode()).hexdigest(), 16) % 3 == 0


def _macro_f1(pairs: list[tuple[Role, Role]]) -> float:
    scores = []
    for role in _ROLES.values():
        hit = sum(gold is role and told is role for gold, told in pairs)
        gold_n, told_n = sum(gold is role for gold, _ in pairs), sum(told is role for _, told in pairs)
        scores.append(2 * hit / (gold_n + told_n) if gold_n + told_n else 0.0)
    return sum(scores) / len(scores)


if __name__ == "__main__":
    main()

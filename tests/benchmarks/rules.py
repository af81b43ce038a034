"""How many planted errors the rules find, and how many harmless rewordings they flag.

Usage: ATLAS_CORPUS=FOLDER python -m tests.benchmarks.rules [--list] [--seen]

Two tables: papers that were seen while the rules were written, and papers aside (one of results and one protocol,
chosen by a fixed rule). `--list` prints what was missed and what was flagged in vain among the papers seen; `--seen`
leaves the papers aside unread.
"""

from __future__ import annotations

import functools
import gc
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.checks import check
from pipeline.domain.draft import Draft
from pipeline.domain.facts import Facts
from pipeline.domain.report import Report, Severity
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from tests.benchmarks.planted import Paper, aside, counted, load, touches

__all__ = ["Score", "score"]


_KEEPING = ("pipeline.text", "pipeline.checks")


@dataclass
class Score:
    """Counts over some papers."""

    found: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    by_rule: dict[str, Counter[str]] = field(default_factory=dict)
    noise: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    blocking: int = 0
    warnings: int = 0
    notes: int = 0
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def share(self, kind: str) -> float:
        """Detected (or, for `neutral`, flagged) variants of a kind, 0 to 1."""
        return self.found[kind] / self.total[kind] if self.total[kind] else 0.0


def score(papers: Iterable[Paper]) -> Score:
    """Check every clean draft and every variant of `papers`."""
    result = Score()
    for paper in papers:
        facts = read_facts(paper.document, load_profile())
        report = _check(paper, paper.clean, facts)
        result.first.append(min(_first_check(paper, facts) for _ in range(7)))
        result.again.append(min(_seconds(paper, paper.clean, facts) for _ in range(7)))
        result.statements += len(paper.clean.summary.statements())
        result.blocking += report.count(Severity.BLOCKING)
        result.warnings += report.count(Severity.WARNING)
        result.notes += report.count(Severity.NOTE)
        clean = counted(report.findings)
        for rule, place, message in sorted(clean):
            result.noise[rule] += 1
            result.lines.append(f"  noise   {paper.stem[:20]} {rule} {place}: {message}")
        for variant in paper.variants:
            new = counted(_check(paper, variant.draft, facts).findings) - clean
            rules = sorted({rule for rule, place, _ in new if touches(place, variant.field)})
            result.total[variant.kind] += 1
            result.found[variant.kind] += bool(rules)
            result.by_rule.setdefault(variant.kind, Counter()).update(rules)
            if bool(rules) is (variant.kind == "neutral"):
                says = next((m for r, f, m in sorted(new) if touches(f, variant.field)), "")
                word = "flagged" if rules else "missed "
                result.lines.append(f"  {word} {paper.stem[:20]} {variant.id} {variant.kind} {variant.field} {says}")
    return result


def _check(paper: Paper, draft: Draft, facts: Facts) -> Report:
    return check(draft, paper.document, profile=load_profile(), facts=facts)


def _first_check(paper: Paper, facts: Facts) -> float:
    """CPU seconds of a check of which nothing is kept from before; patterns are compiled, as in a process that runs."""
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and kept.__module__.startswith(_KEEPING):
            kept.cache_clear()
    return _seconds(paper, paper.clean, facts)


def _seconds(paper: Paper, draft: Draft, facts: Facts) -> float:
    """CPU seconds: a check waits for nothing, and what else the machine does must not count."""
    begin = time.process_time()
    _check(paper, draft, facts)
    return time.process_time() - begin


def table(name: str, result: Score) -> str:
    """The scores as one table by kind."""
    rows = [f"{name}", f"  {'kind':<18}{'found':>8}{'share':>8}   by rule"]
    for kind in sorted(result.total, key=lambda kind: (kind == "neutral", kind)):
        rules = ", ".join(f"{rule} {count}" for rule, count in result.by_rule[kind].most_common())
        share = f"{result.share(kind):.0%}"
        rows.append(f"  {kind:<18}{result.found[kind]:>4}/{result.total[kind]:<3}{share:>8}   {rules}")
    noise = (result.blocking + result.warnings) / max(1, result.statements)
    rows.append(
        f"  clean drafts: {result.blocking} blocking, {result.warnings} warnings, {result.notes} notes "
        f"on {result.statements} statements ({noise:.3f} a statement): "
        + ", ".join(f"{rule} {count}" for rule, count in result.noise.most_common())
    )
    first, again = sorted(result.first or [0.0]), max(result.again, default=0.0)
    rows.append(
        f"  check of a whole draft: {1000 * first[len(first) // 2]:.0f} ms the first time (median; the slowest "
        f"{1000 * first[-1]:.0f}), at most {1000 * again:.0f} ms again, as after an edit at the desk"
    )
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> int:
    """Print both tables."""
    folder = os.environ.get("ATLAS_CORPUS", "")
    if not folder:
        print("ATLAS_CORPUS does not name the folder of real papers")
        return 2
    corpus = Path(folder)
    kept = aside(corpus)
    papers = [paper for paper in load(corpus) if "--seen" not in arguments or paper.stem not in kept]
    seen = score(paper for paper in papers if paper.stem not in kept)
    print(table("Papers seen", seen))
    if "--list" in arguments:
        print("\n".join(seen.lines))
    if "--seen" not in arguments:
        print(table("Papers aside", score(paper for paper in papers if paper.stem in kept)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

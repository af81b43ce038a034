"""Named shares, and the table that sets the parts of a corpus beside each other."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Shares", "print_shares"]


@dataclass
class Shares:
    """Named shares: how often right, of how many."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, right: int, of: int = 1) -> None:
        """Count `right` of `of` under `name`."""
        entry = self.counts.setdefault(name, [0, 0])
        entry[0] += right
        entry[1] += of


def print_shares(parts: dict[str, Shares]) -> None:
    """One line for each measure, one column for each part of the corpus; a dash where a part has nothing to count."""
    print(f"{'measure':24}" + "".join(f"{name:>20}" for name in parts))
    for measure_name in next(iter(parts.values())).counts:
        counts = (shares.counts.get(measure_name, [0, 0]) for shares in parts.values())
        print(f"{measure_name:24}" + "".join(f"{_cell(right, of):>20}" for right, of in counts))


def _cell(right: int, of: int) -> str:
    return f"{right:>8}/{of:<5}{right / of:7.3f}" if of else "-      "

"""A stand-in for Crossref's REST API over real HTTP: invented works, the documented format, faults on demand.

It speaks `works/{doi}` as far as `feeds/crossref.py` asks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.services.standing_in import StandIn

__all__ = ["CrossrefStandIn", "update", "work"]


def update(kind: str, doi: str, day: tuple[int, ...], *, source: str = "publisher") -> dict[str, Any]:
    """One entry of `updated-by` or `update-to`."""
    return {
        "DOI": doi,
        "type": kind,
        "label": kind.replace("_", " ").capitalize(),
        "source": source,
        "updated": {"date-parts": [list(day)]},
    }


def work(doi: str, **more: Any) -> dict[str, Any]:
    """One invented work."""
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": ["Pacing in an invented group"],
        "author": [{"given": "Jane", "family": "Doe", "sequence": "first", "affiliation": []}],
        "container-title": ["Inventions"],
        "publisher": "Invented Press",
        "issued": {"date-parts": [[2025, 3]]},
        "indexed": {"date-parts": [[2025, 3, 2]], "date-time": "2025-03-02T01:02:03Z", "timestamp": 1740877323000},
        "is-referenced-by-count": 0,
        "reference-count": 2,
        "URL": f"http://dx.doi.org/{doi}",
        **more,
    }


@dataclass
class CrossrefStandIn(StandIn):
    """A server of invented works, by DOI."""

    works: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, str, bytes]:
        """What the service would say."""
        del query
        doi = path.removeprefix("/works/")
        found = next((one for one in self.works if one["DOI"].lower() == doi.lower()), None)
        if found is None:
            return 404, "text/plain", b"Resource not found."
        told = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": found}
        return 200, "application/json", json.dumps(told).encode()

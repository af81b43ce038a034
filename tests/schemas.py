"""Writes the published JSON Schemas from the records: `python -m tests.schemas`."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from pipeline.domain.draft import Draft
from pipeline.domain.entry import Entry
from pipeline.domain.report import Report
from pipeline.domain.review import Decision

FOLDER = Path(__file__).resolve().parent.parent / "docs/schemas"
PUBLISHED: dict[str, type[BaseModel]] = {
    "atlas.draft-1.json": Draft,
    "atlas.report-1.json": Report,
    "atlas.decision-1.json": Decision,
    "atlas.entry-1.json": Entry,
}


def schema_text(record: type[BaseModel]) -> str:
    """The JSON Schema of a record as it is published."""
    return json.dumps(record.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, record in PUBLISHED.items():
        (FOLDER / name).write_text(schema_text(record), encoding="utf-8")

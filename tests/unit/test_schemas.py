"""The published formats are those that the software writes."""

from __future__ import annotations

import pytest

from tests.schemas import FOLDER, PUBLISHED, schema_text


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_schema_is_the_records_own(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == schema_text(PUBLISHED[name]), "run: python -m tests.schemas"

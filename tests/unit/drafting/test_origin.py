"""A draft says whether anybody but the file says which paper it is."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Level
from pipeline.domain.draft import Identity
from pipeline.drafting.origin import source_of
from tests.making import document


@pytest.mark.parametrize(
    ("level", "others", "identity"),
    [
        (Level.FULLTEXT_PDF, frozenset(), Identity.NOT_CHECKED),
        (Level.FULLTEXT_PDF, frozenset({Level.FULLTEXT_PDF}), Identity.NOT_CHECKED),
        (Level.FULLTEXT_PDF, frozenset({Level.ABSTRACT}), Identity.AGREES),
        (Level.FULLTEXT_XML, frozenset(), Identity.RECORD),
        (Level.ABSTRACT, frozenset(), Identity.RECORD),
    ],
)
def test_a_pdf_alone_is_not_checked_and_a_record_beside_it_checks_it(
    level: Level, others: frozenset[Level], identity: Identity
) -> None:
    assert source_of(document([], level=level), file_name="x", other_levels=others).identity is identity

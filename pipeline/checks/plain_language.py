"""L, plain language. Only what concerns a draft as a whole is built yet."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.case import Case
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.report import Severity

__all__ = ["FAMILY"]


def _not_reworded(case: Case) -> Iterator[Hit]:
    made_by = case.draft.made_by
    if made_by is not None and made_by.kind == "offline":
        yield Hit("/made_by", "The sentences are the paper's own: reword them before approval.")


FAMILY = Family(
    "L",
    "plain language",
    (Rule("L001", Severity.BLOCKING, "The sentences are the paper's own", _not_reworded, reads_words=False),),
    fields=("/made_by",),
    missing="reading grade, long sentences, unexplained abbreviations and terms are not looked at yet",
)

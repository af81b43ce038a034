"""Numbers of trial and review registries."""

from __future__ import annotations

from pipeline.domain.document import Zone
from pipeline.reading.passages import View
from pipeline.text.regex import regex

__all__ = ["registry_ids"]

_IDS = regex(
    r"\b(?:NCT ?\d{8}|ISRCTN ?\d{8}|ACTRN ?\d{14}|UMIN ?\d{9}|CRD ?42\d{6,12}|DRKS ?\d{8}"
    r"|ChiCTR[\w-]{6,20}|NTR ?\d{3,5}|jRCT[a-z]?\d{9,10}|CTRI/\d{4}/\d{2,3}/\d{6}|PACTR\d{15,16}"
    r"|EudraCT(?: (?:number|no\.?))?:? ?\d{4}-\d{6}-\d{2}|20\d\d-\d{6}-\d{2}-\d{2})\b"
)
_LABEL = regex(r"^EudraCT(?: (?:number|no\.?))?:? ?")


def registry_ids(paper: View) -> tuple[str, ...]:
    """The study's own registry numbers: those of the record, then those printed outside the reference list."""
    found = dict.fromkeys(paper.document.paper.registry_ids)
    for passage in paper.passages:
        if passage.zone is Zone.REFERENCES:
            continue
        for match in _IDS.finditer(passage.text):
            found[_LABEL.sub("", match[0]).replace(" ", "")] = None
    return tuple(found)

"""From spans of a Document to evidence: the quote is copied here and nowhere else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from pipeline.domain.document import Document, Sentence, Span
from pipeline.domain.draft import Evidence
from pipeline.text.regex import regex

__all__ = ["as_statement_text", "evidence_of", "sentence_at"]

_BRACKET_CITATION = regex(r"\s*\[\d+(?:\s*[,;–-]\s*\d+)*\]")
#: Citations in round brackets look like values; only those printed apart from their brackets are surely none.
_SPACED_CITATION = regex(r"\s*\(\s+\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s+\)")
#: Raised digits after a word, a stop or nothing. What stands before decides: `m²` and `10⁶` are values.
_RAISED = regex(r"(?P<before>[^\s⁰¹²³⁴⁵⁶⁷⁸⁹]*)(?P<marks>\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[\s,⁻–]{1,2}[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)(?=[\s.,;:)]|$)")
_VALUE = regex(
    r"(?:\d|[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀-₉]|[=<>±×/·(%]|(?:^|[\d\s/·.×(])(?:[µμkcdmn]?m|[µμmd]?[lL]|s|min|h|kg|[χXx]|[rRIηω]))$"
)
#: What stands after the mass of a nuclide that a bracket opens: `[ ¹¹ C]`.
_ELEMENT = regex(r"\s?[A-Z][a-z]?\b")
_POINTER = regex(
    r"\s*[(\[](?:see\s+)?(?:also\s+)?(?:(?:supplementary|suppl\.?|additional|online)\s+)?"
    r"(?:fig(?:ure)?s?\.?|tables?|file|appendix|data)\s*[^()\[\]]{0,40}[)\]]",
    re.IGNORECASE,
)
_LABEL = regex(
    r"^(?:background|objectives?|aims?|purpose|methods?|results?|findings|conclusions?|interpretation|"
    r"discussion)\s*[:.—–-]\s+",
    re.IGNORECASE,
)


def evidence_of(document: Document, spans: Iterable[Span]) -> tuple[Evidence, ...]:
    """Evidence for each span: the sentence it begins in, word for word, with its page and its section's heading."""
    found: dict[Span, Evidence] = {}
    for span in spans:
        sentence = sentence_at(document, span.start)
        if sentence is None or sentence.span in found:
            continue
        section = document.section_of(sentence)
        found[sentence.span] = Evidence(
            quote=document.slice(sentence.span),
            page=sentence.page,
            section=section.heading.rstrip(" .:") or section.role.value.capitalize(),
        )
    return tuple(found.values())


def sentence_at(document: Document, offset: int) -> Sentence | None:
    """The sentence that holds the code point at `offset`, or None between sentences."""
    index = bisect_right(document.sentence_starts, offset) - 1
    if index < 0:
        return None
    sentence = document.sentences[index]
    return sentence if offset < sentence.span.end else None


def as_statement_text(text: str) -> str:
    """The sentence without citation marks and pointers to figures, so that it can stand on its own."""
    for pattern in (_BRACKET_CITATION, _SPACED_CITATION, _POINTER):
        text = pattern.sub("", text)
    text = _RAISED.sub(_without_citation, text)
    text = " ".join(_LABEL.sub("", text).split())
    return text[:1].upper() + text[1:] if text[:1].islower() else text


def _without_citation(found: re.Match[str]) -> str:
    """The word without the citation marks raised after it; a value keeps its exponent, a nuclide its mass."""
    before = found["before"]
    nuclide = found.string[: found.start("marks")].rstrip().endswith("[") and _ELEMENT.match(found.string, found.end())
    return found[0] if nuclide or (before and _VALUE.search(before)) else before

"""A draft beside its document, with what several rules need worked out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.domain.document import Document, Section, Sentence, Span
from pipeline.domain.draft import Draft, Evidence, Statement
from pipeline.domain.facts import Facts
from pipeline.domain.profile import Profile
from pipeline.reading.facts import read_facts
from pipeline.text.align import Index, Match
from pipeline.text.numbers import Number, read
from pipeline.text.regex import regex

__all__ = ["Case", "Cited", "flat", "shown", "word_runs"]

_LONGEST_SHOWN = 240
_RUN = 8
_WORD = regex(r"\w+")
_JOINTS = str.maketrans(dict.fromkeys(" \t\n\u00a0\u2009\u202f\u00ad-‐‑–—/−", None))


@dataclass(frozen=True, slots=True)
class Cited:
    """One piece of evidence of a draft: the field it stands at, and where its quote stands in the document."""

    field: str
    evidence: Evidence
    match: Match


@dataclass(frozen=True)
class Case:
    """What every rule is given. `known` are the paper's facts where somebody has read them already."""

    draft: Draft
    document: Document
    profile: Profile | None = None
    known: Facts | None = None

    @cached_property
    def facts(self) -> Facts | None:
        """What rules read out of the paper; None without a profile to read by."""
        if self.known is None and self.profile is not None:
            return read_facts(self.document, self.profile)
        return self.known

    @cached_property
    def flat_text(self) -> str:
        """Title and text without blanks and hyphens, in small letters, to look names up in."""
        return flat(f"{self.document.paper.title} {self.document.text}")

    def quotes_of(self, field: str) -> str:
        """The quotes of the statement at `field` as one text, a semicolon between two."""
        return " ; ".join(cited.evidence.quote for cited in self.cited_by(field))

    def passage_of(self, field: str) -> str:
        """The whole sentences in which the quotes of the statement at `field` stand."""
        spans = [span for cited in self.cited_by(field) for span in cited.match.spans[:3]]
        found = dict.fromkeys(sentence.span for span in spans for sentence in self.sentences_of(span))
        return " ; ".join(self.document.slice(span) for span in found)

    @property
    def is_offline(self) -> bool:
        """Whether the sentences of the draft are the paper's own."""
        return self.draft.made_by is not None and self.draft.made_by.kind == "offline"

    @cached_property
    def index(self) -> Index:
        """The document's text, ready for look-ups."""
        return Index(self.document.text)

    @cached_property
    def statements(self) -> tuple[tuple[str, Statement], ...]:
        """Every statement with its field."""
        return self.draft.summary.statements()

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        """Every piece of evidence of the draft: of the statements, the study facts and the badge."""
        matches: dict[str, Match] = {}
        found: list[Cited] = []
        for field, evidence in self._evidence():
            if evidence.quote not in matches:
                matches[evidence.quote] = self.index.locate(evidence.quote)
            found.append(Cited(field, evidence, matches[evidence.quote]))
        return tuple(found)

    def cited_by(self, field: str) -> tuple[Cited, ...]:
        """The evidence of the statement (or of `/study`, `/pem`) at `field`."""
        return self._by_holder.get(field, ())

    @cached_property
    def _by_holder(self) -> dict[str, tuple[Cited, ...]]:
        held: dict[str, list[Cited]] = {}
        for cited in self.cited:
            held.setdefault(cited.field.rpartition("/evidence/")[0], []).append(cited)
        return {field: tuple(found) for field, found in held.items()}

    @cached_property
    def quoted_numbers(self) -> dict[str, tuple[Number, ...]]:
        """The numbers of each quote of the draft."""
        return {quote: read(quote) for quote in {cited.evidence.quote for cited in self.cited}}

    @cached_property
    def said_numbers(self) -> dict[str, tuple[Number, ...]]:
        """The numbers of each statement, by its field."""
        return {field: read(statement.text) for field, statement in self.statements}

    def numbers_of(self, field: str) -> tuple[Number, ...]:
        """The numbers of the evidence at `field`."""
        return tuple(number for cited in self.cited_by(field) for number in self.quoted_numbers[cited.evidence.quote])

    def sentences_of(self, span: Span) -> tuple[Sentence, ...]:
        """The document's sentences that share text with `span`, found by binary search."""
        first = max(0, bisect_right(self.document.sentence_starts, span.start) - 1)
        last = bisect_right(self.document.sentence_starts, span.end - 1)
        return tuple(sentence for sentence in self.document.sentences[first:last] if sentence.span.meets(span))

    def section_of(self, span: Span) -> Section | None:
        """The section in which `span` begins; None for a heading."""
        sentences = self.sentences_of(span)
        return self.document.section_of(sentences[0]) if sentences else None

    def pages_of(self, span: Span) -> frozenset[int]:
        """The pages on which `span` may begin; empty where the source has none.

        A sentence that runs over a page's end may hold it on either side; a heading stands near its neighbours.
        """
        start = Span(span.start, span.start + 1)
        holding = self.sentences_of(start) or self._neighbours(span.start)
        pages = {sentence.page for sentence in holding} | {box.page for s in holding for box in s.boxes}
        return frozenset(page for page in pages if page is not None)

    def _neighbours(self, position: int) -> tuple[Sentence, ...]:
        following = bisect_right(self.document.sentence_starts, position)
        return self.document.sentences[max(0, following - 1) : following + 1]

    def _evidence(self) -> Iterator[tuple[str, Evidence]]:
        for field, statement in self.statements:
            for index, evidence in enumerate(statement.evidence):
                yield f"{field}/evidence/{index}", evidence
        for index, evidence in enumerate(self.draft.study.evidence):
            yield f"/study/evidence/{index}", evidence
        for index, evidence in enumerate(self.draft.pem.evidence):
            yield f"/pem/evidence/{index}", evidence


def flat(text: str) -> str:
    """`text` without blanks, hyphens and slashes, in small letters: "IL-8" and "IL 8" are one."""
    return text.translate(_JOINTS).lower()


def word_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of eight words of `text`, in small letters."""
    found = [word.lower() for word in _WORD.findall(text)]
    return frozenset(tuple(found[at : at + _RUN]) for at in range(len(found) - _RUN + 1))


def shown(text: str) -> str:
    """A passage as it is shown in a message: on one line, and not endless."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 2].rsplit(" ", 1)[0] + " …"

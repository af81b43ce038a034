"""A draft beside its document, with what several rules need worked out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.domain.document import Document, Section, Sentence, Span, Zone
from pipeline.domain.draft import Draft, Evidence, Statement
from pipeline.domain.facts import Facts
from pipeline.domain.profile import Profile
from pipeline.domain.verification import Verification
from pipeline.reading.facts import read_facts
from pipeline.text.align import Index, Match
from pipeline.text.binding import Bound, bind
from pipeline.text.numbers import Number, read
from pipeline.text.regex import regex
from pipeline.text.spelling_out import spelled_out

__all__ = ["PRINTED_WORD", "Case", "Cited", "bound_in", "flat", "numbers_in", "shown", "word_runs"]

_LONGEST_SHOWN = 240
_RUN = 8
_WORD = regex(r"\w+")
PRINTED_WORD = regex(r"[^\W_]+(?:[.'’-][^\W_]+)*")
"""A word or a figure, as `Case.printed_words` has them."""
_JOINTS = " \t\n\u00a0\u2009\u202f\u00ad-‐‑–—/−"
_INNER = ".'’-"
_NOT_INNER = regex(rf"[{_INNER}](?:(?![^\W_])|(?<![^\W_].))")


@dataclass(frozen=True, slots=True)
class Cited:
    """One piece of evidence of a draft: the field it stands at, and where its quote stands in the document."""

    field: str
    evidence: Evidence
    match: Match


@dataclass(frozen=True, eq=False)
class Case:
    """What every rule is given. `known` are the paper's facts where somebody has read them already.

    `verification` holds what a second model said of the draft's statements; None where none was asked.

    Two cases are one only if they are the same object, so that rules can keep what they worked out for one.
    """

    draft: Draft
    document: Document
    profile: Profile | None = None
    known: Facts | None = None
    verification: Verification | None = None

    @cached_property
    def facts(self) -> Facts | None:
        """What rules read out of the paper; None without a profile to read by."""
        if self.known is None and self.profile is not None:
            return read_facts(self.document, self.profile)
        return self.known

    def spelled_out(self, text: str) -> str:
        """`text` with the abbreviations that the paper explains written in full."""
        return spelled_out(text, self.facts.abbreviations) if self.facts else text

    @cached_property
    def flat_text(self) -> str:
        """Title and text without blanks and hyphens, in small letters, to look names up in."""
        return _flat_paper(self.document.paper.title, self.document.text)

    @property
    def printed_words(self) -> str:
        """The words of the paper's text in small letters, one blank between two and at both ends."""
        return _printed_words(self.document.text)

    def printed_in_tables(self, page: int) -> str:
        """What tables and captions say on one page."""
        sections = {one.id for one in self.document.sections if one.zone in (Zone.TABLE, Zone.CAPTION)}
        held = [one for one in self.document.sentences if one.page == page and one.section in sections]
        return "\n".join(self.document.slice(one.span) for one in held)

    def quotes_of(self, field: str) -> str:
        """The quotes of the statement at `field` as one text, a semicolon between two."""
        return self._quotes.get(field, "")

    def passage_of(self, field: str) -> str:
        """The whole sentences in which the quotes of the statement at `field` stand."""
        return self._passages.get(field, "")

    @cached_property
    def _quotes(self) -> dict[str, str]:
        return {field: " ; ".join(one.evidence.quote for one in held) for field, held in self._by_holder.items()}

    @cached_property
    def _passages(self) -> dict[str, str]:
        return {field: self._passage(held) for field, held in self._by_holder.items()}

    def _passage(self, held: tuple[Cited, ...]) -> str:
        spans = [span for cited in held for span in cited.match.spans[:3]]
        found = dict.fromkeys(sentence.span for span in spans for sentence in self.sentences_of(span))
        return " ; ".join(self.document.slice(span) for span in found)

    @property
    def is_offline(self) -> bool:
        """Whether the sentences of the draft are the paper's own."""
        return self.draft.made_by is not None and self.draft.made_by.kind == "offline"

    @cached_property
    def index(self) -> Index:
        """The document's text, ready for look-ups."""
        return _index(self.document.text)

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
                matches[evidence.quote] = _located(self.document.text, evidence.quote)
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
        return {quote: numbers_in(quote) for quote in {cited.evidence.quote for cited in self.cited}}

    @cached_property
    def said_numbers(self) -> dict[str, tuple[Number, ...]]:
        """The numbers of each statement, by its field."""
        return {field: numbers_in(statement.text) for field, statement in self.statements}

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


# What was read out of a paper, a quote or a statement is kept for the next check: at the desk one sentence of a draft
# changes and the rest is checked again. Papers are few at a time, quotes and statements many.
_PAPERS, _PASSAGES = 8, 4096


@lru_cache(maxsize=_PAPERS)
def _index(text: str) -> Index:
    return Index(text)


@lru_cache(maxsize=_PASSAGES)
def _located(text: str, quote: str) -> Match:
    return _index(text).locate(quote)


@lru_cache(maxsize=_PAPERS)
def _flat_paper(title: str, text: str) -> str:
    return flat(f"{title} {text}")


@lru_cache(maxsize=_PAPERS)
def _printed_words(text: str) -> str:
    small = text.lower()
    # What no word holds becomes a blank, and then what a word holds only between two letters.
    blanked = _without(small, (letter for letter in set(small) if not (letter.isalnum() or letter in _INNER)), " ")
    return f" {' '.join(_NOT_INNER.sub(' ', blanked).split())} "


@lru_cache(maxsize=_PASSAGES)
def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers of a statement or a quote; see `read`."""
    return read(text)


@lru_cache(maxsize=_PASSAGES)
def bound_in(text: str) -> tuple[Bound, ...]:
    """The numbers of a statement or a quote, each with the words it belongs to; see `bind`."""
    return bind(text, numbers_in(text))


def flat(text: str) -> str:
    """`text` without blanks, hyphens and slashes, in small letters: "IL-8" and "IL 8" are one."""
    return _without(text, _JOINTS).lower()


def _without(text: str, letters: Iterable[str], instead: str = "") -> str:
    """`text` without these letters: many times faster, on a whole paper, than a table or a pattern."""
    for letter in letters:
        text = text.replace(letter, instead)
    return text


def word_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of eight words of `text`, in small letters."""
    found = _WORD.findall(text.lower())
    return frozenset(tuple(found[at : at + _RUN]) for at in range(len(found) - _RUN + 1))


def shown(text: str) -> str:
    """A passage as it is shown in a message: on one line, and not endless."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 2].rsplit(" ", 1)[0] + " …"

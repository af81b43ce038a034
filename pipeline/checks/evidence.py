"""E, evidence: each quote stands in the paper, word for word, where it can be seen, and in the right part of it."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.checks.case import Case, Cited, shown
from pipeline.checks.entities import another_thing, unknown_name
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.document import Role, Section, Sentence, Span, Zone
from pipeline.domain.draft import Basis, Design
from pipeline.domain.report import Severity
from pipeline.text.align import Index
from pipeline.text.wording import (
    CITATION_MARK,
    CLAIMED_OWN,
    CREDITED_PLAINLY,
    OWN_STUDY,
    credits_others,
    speaks_of_itself,
)
from pipeline.text.wording_claims import ATTRIBUTED, MODAL

__all__ = ["FAMILY"]

_ALIKE = 0.6
_FEWEST_WORDS = 3
_FEWEST_FIGURES, _MOST_PIECES = 3, 3
_FEWEST_LETTERS = 15
# Sections that may tell background, but as background.
_SPEAKS_FOR_ITSELF = ("/summary/quick_summary/", "/summary/inferred_conclusions/")
_TELLS = (*_SPEAKS_FOR_ITSELF, "/summary/why_it_matters/")
_BACKGROUND = frozenset({Role.INTRODUCTION, Role.OBJECTIVE})
_OWN_PARTS = frozenset({Role.RESULTS, Role.METHODS, Role.PARTICIPANTS})
_POOLING = frozenset({Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.SCOPING_REVIEW})
# How far back a citation may stand for the sentences after it to be still about that work.
_SENTENCES_BACK = 4


def _not_in_document(case: Case) -> Iterator[Hit]:
    hidden = _hidden_index(case)
    for cited in _missing(case):
        if hidden is not None and hidden.locate(cited.evidence.quote).found:
            continue
        quote = cited.evidence.quote
        if page := _in_pieces(case, cited):
            message = (
                f"A table or figure on page {page} has these words in pieces: “{shown(quote)}”; compare with the page."
            )
            yield Hit(cited.field, message, severity=Severity.WARNING)
            continue
        found = case.index.nearest(quote)
        if found is None or found.similarity < _ALIKE:
            yield Hit(cited.field, f"Nothing like this quote stands in the paper: “{shown(quote)}”.")
            continue
        passage = case.document.slice(found.span)
        pages = sorted(case.pages_of(found.span))
        place = f" on page {pages[0]}" if pages else ""
        yield Hit(
            cited.field,
            f"The paper does not say this word for word. The nearest passage{place} {_difference(quote, passage)}.",
            nearest=shown(passage),
        )


def _in_pieces(case: Case, cited: Cited) -> int | None:
    """The page named for a quote, if tables and figures there hold the quote in a few pieces; None otherwise.

    A reader of pages may part the labels of a table from its figures; what was quoted is then one row of the page.
    """
    page, words = cited.evidence.page, cited.evidence.quote.split()
    if page is None or sum(any(sign.isdigit() for sign in word) for word in words) < _FEWEST_FIGURES:
        return None
    printed = Index(case.printed_in_tables(page))
    pieces, longest = 0, 0
    while words:
        length = next((n for n in range(len(words), 0, -1) if printed.locate(" ".join(words[:n])).found), 0)
        if length == 0 or pieces == _MOST_PIECES:
            return None
        pieces, longest, words = pieces + 1, max(longest, length), words[length:]
    return page if longest >= _FEWEST_FIGURES else None


def _only_hidden(case: Case) -> Iterator[Hit]:
    hidden = _hidden_index(case)
    if hidden is None:
        return
    for cited in _missing(case):
        if hidden.locate(cited.evidence.quote).found:
            words = shown(cited.evidence.quote)
            yield Hit(cited.field, f"This quote stands only in text that nobody can see on the page: “{words}”.")


def _other_page(case: Case) -> Iterator[Hit]:
    for cited in case.cited:
        named = cited.evidence.page
        if named is None or not cited.match.found or not case.document.pages:
            continue
        places = [case.pages_of(span) for span in cited.match.spans]
        if all(places) and not any(named in pages for pages in places):
            pages = ", ".join(str(page) for page in sorted({page for found in places for page in found}))
            yield Hit(cited.field, f"The quote is said to begin on page {named}; it stands on page {pages}.")


def _no_evidence(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        if not statement.evidence and statement.basis is Basis.SOURCE:
            yield Hit(field, "No passage is given for this statement, nor what else it rests on.")


def _not_own_result(case: Case) -> Iterator[Hit]:
    texts = {field: statement.text for field, statement in case.statements}
    for cited in case.cited:
        text = texts.get(cited.field.rpartition("/evidence/")[0], "")
        finding = cited.field.startswith("/summary/observed_findings/")
        if not cited.match.found or not (
            finding or cited.field.startswith(_SPEAKS_FOR_ITSELF) or CLAIMED_OWN.search(text)
        ):
            continue
        if not finding and CREDITED_PLAINLY.search(text):
            continue
        finding = finding or (cited.field.startswith(_TELLS) and CLAIMED_OWN.search(text) is not None)
        if finding and not credits_others(cited.evidence.quote) and _rests_on_own(case, cited):
            continue  # its own result, with a reference for what the thing is known for
        if not finding and (_rests_on_own(case, cited) or _as_a_view(text, cited.evidence.quote)):
            continue
        reasons = [_foreign(case, span, finding=finding) for span in cited.match.spans]
        # A passage that also stands in the abstract or the results is the paper's own, whatever else repeats it.
        if all(reasons):
            where, passage = reasons[0] or ("", "")
            yield Hit(cited.field, f"{where}, not what this study found: “{shown(passage)}”.", nearest=shown(passage))


def _as_a_view(text: str, quote: str) -> bool:
    """Whether what the authors think, with a reference for it, is told as what they think."""
    return ATTRIBUTED.search(text) is not None and MODAL.search(quote) is not None and not CLAIMED_OWN.search(text)


def _rests_on_own(case: Case, cited: Cited) -> bool:
    """Whether the same statement also rests on a passage of this study, so that another may explain a word of it."""
    holder = cited.field.rpartition("/evidence/")[0]
    others = [one for one in case.cited_by(holder) if one is not cited and one.match.found]
    return any(_foreign(case, span, finding=True) is None for one in others for span in one.match.spans)


def _unreliable_page(case: Case) -> Iterator[Hit]:
    quality = case.document.quality
    if quality.origin == "ocr":
        yield Hit("/source/text", "The text was recognised from page images; compare every number with the page.")
    for cited in case.cited:
        pages = {page for span in cited.match.spans for page in case.pages_of(span)}
        if pages and pages <= set(quality.unreliable_pages):
            page = min(pages)
            yield Hit(cited.field, f"The characters of page {page} may not be what is printed; compare with the page.")


def _fragment(case: Case) -> Iterator[Hit]:
    headings = {section.heading.strip().lower().rstrip(".:") for section in case.document.sections if section.heading}
    for cited in case.cited:
        quote = " ".join(cited.evidence.quote.split())
        if quote.lower().rstrip(".:") in headings:
            yield Hit(cited.field, f"The quote is only a heading: “{quote}”.")
        elif len(quote.split()) < _FEWEST_WORDS or len(quote) < _FEWEST_LETTERS:
            yield Hit(cited.field, f"The quote is too short to bear a statement out: “{quote}”.")


def _missing(case: Case) -> Iterator[Cited]:
    return (cited for cited in case.cited if not cited.match.found)


def _hidden_index(case: Case) -> Index | None:
    return Index("\n".join(hidden.text for hidden in case.document.hidden)) if case.document.hidden else None


def _difference(quote: str, passage: str) -> str:
    """In words: what the quote has and what the paper has instead, at the first few places where they part."""
    ours, theirs = quote.split(), passage.split()
    parts: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        edge = (a == 0 and c == 0) or (b == len(ours) and d == len(theirs))
        if tag == "replace":
            parts.append(f"has “{shown(' '.join(theirs[c:d]))}” for “{shown(' '.join(ours[a:b]))}”")
        elif tag == "delete":
            parts.append(f"lacks “{shown(' '.join(ours[a:b]))}”")
        elif tag == "insert" and not edge:
            parts.append(f"has “{shown(' '.join(theirs[c:d]))}” besides")
    return ", ".join(parts[:3]) or "differs only in signs or blanks"


def _foreign(case: Case, span: Span, *, finding: bool) -> tuple[str, str] | None:
    """Why a passage is not a result of this paper, with its words; None where it may well be.

    For a line of the quick summary only an openly credited result counts: a summary may say why a study was made.
    """
    sentences = case.sentences_of(span)
    if not sentences:
        return None
    section = case.document.section_of(sentences[0])
    words = " ".join(case.document.slice(sentence.span) for sentence in sentences)
    design = case.draft.study.design
    if section.zone is Zone.REFERENCES:
        return "This is an entry of the reference list", words
    if section.zone in (Zone.TABLE, Zone.CAPTION, Zone.FRONT, Zone.ABSTRACT):
        return None
    if _is_background(case, section) and design not in (Design.NARRATIVE_REVIEW, Design.EDITORIAL, Design.LETTER):
        credited = credits_others(words) or (CITATION_MARK.search(words) and not OWN_STUDY.search(words))
        if finding and not OWN_STUDY.search(words):
            return "This stands in the introduction and is background", words
        return ("The introduction gives this to other work", words) if credited else None
    if section.role in _OWN_PARTS and design in _POOLING:
        return None
    if design in (Design.NARRATIVE_REVIEW, Design.GUIDELINE, Design.EDITORIAL, Design.LETTER):
        return None
    own_part = section.role in _OWN_PARTS
    if credits_others(words) and (CITATION_MARK.search(words) or not own_part):
        return "The paper credits this to other work", words
    if own_part or speaks_of_itself(words) or not finding:
        return None
    if not OWN_STUDY.search(words) and CITATION_MARK.search(words):
        return "The paper cites other work for this", words
    return _after_credit(case, sentences[0], words)


def _is_background(case: Case, section: Section) -> bool:
    """Whether a section introduces the study: by its role, or as text without one before methods and results."""
    if section.role in _BACKGROUND:
        return True
    if section.role is not Role.OTHER or section.zone is not Zone.BODY:
        return False
    own = [one.span.start for one in case.document.sections if one.role in _OWN_PARTS and one.zone is Zone.BODY]
    return bool(own) and section.span.start < min(own)


def _after_credit(case: Case, sentence: Sentence, words: str) -> tuple[str, str] | None:
    """In a discussion, sentences after a credited one go on about that work until the paper speaks of itself again.

    "This study" after "Smith and others studied" is theirs; only "we", "our" and "the present study" turn back.
    """
    at = bisect_left(case.document.sentence_starts, sentence.span.start)
    later = sentence.span.start
    for earlier in reversed(case.document.sentences[max(0, at - _SENTENCES_BACK) : at]):
        text = case.document.slice(earlier.span)
        if "\n\n" in case.document.text[earlier.span.end : later] or speaks_of_itself(text):
            return None
        if credits_others(text):
            return f"This goes on about other work (“{shown(text)}”)", words
        later = earlier.span.start
    return None


FAMILY = Family(
    "E",
    "evidence",
    (
        Rule("E001", Severity.BLOCKING, "The quote is not in the paper", _not_in_document, reads_words=False),
        Rule("E002", Severity.BLOCKING, "The quote stands only in hidden text", _only_hidden, reads_words=False),
        Rule("E003", Severity.WARNING, "The quote stands on another page", _other_page, reads_words=False),
        Rule("E004", Severity.NOTE, "A statement without evidence or basis", _no_evidence, reads_words=False),
        Rule("E005", Severity.WARNING, "A finding rests on background or on other work", _not_own_result),
        Rule("E006", Severity.WARNING, "Evidence from text that may be misread", _unreliable_page, reads_words=False),
        Rule("E007", Severity.NOTE, "The quote is only a fragment", _fragment, reads_words=False),
        Rule("E008", Severity.WARNING, "A name that the paper never names", unknown_name),
        Rule("E009", Severity.WARNING, "Another thing than the evidence names", another_thing),
    ),
)

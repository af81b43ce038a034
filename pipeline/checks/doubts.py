"""Words of doubt that a statement lost, or won. Part of family W."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Hit
from pipeline.domain.document import Span
from pipeline.text.regex import regex
from pipeline.text.wording_claims import ATTRIBUTED, DOUBT, MODAL, PLANNED, REPORTING, SUGGESTS
from pipeline.text.wording_clauses import Clause, claims, clauses, stems
from pipeline.text.wording_definitions import without_asides
from pipeline.text.wording_repairs import doubted

__all__ = ["hedge_lost", "hedge_won"]

_FOUND = ("/summary/quick_summary/", "/summary/observed_findings/", "/summary/inferred_conclusions/")

# Where a doubt of the source must be passed on.
_DOUBTED = (*_FOUND, "/summary/why_it_matters/", "/summary/strengths/", "/summary/limitations/")
# "Could no longer be seen" says what was possible and doubts nothing.
_MAYBE = regex(
    r"\b(?:may|might|could(?! (?:not|no longer|only|still|each|all)\b)|possibly|perhaps|seems?|appears?)\b",
    re.IGNORECASE,
)
_BEFORE_NOUN = regex(r"possible|potential", re.IGNORECASE)
# "They say that A, and that B": what opens the sentence is said of all of it.
_SPEAKS_FOR_ALL = regex(
    r"^(?:in )?(?:the|their|according|they)\b[^,;]{0,40}\b(?:that|view|opinion|to the)\b", re.IGNORECASE
)
# In a quote of so many words, one word in common is enough to say that a doubt is about the same thing.
_SHORT = 30
# Doubts that "they think" passes on as well.
_THOUGHT = regex(
    r"we (?:expect|hope|anticipate|suspect)|it is hoped|hypothes|speculat|anticipat|expected|suggest|propos"
    r"|postulat|believe|we think",
    re.IGNORECASE,
)


def hedge_lost(case: Case) -> Iterator[Hit]:
    """A doubt of the evidence that the statement does not pass on."""
    for field, statement in case.statements:
        if not statement.evidence or not field.startswith(_DOUBTED):
            continue
        text = without_asides(statement.text)
        quotes = [cited.evidence.quote for cited in case.cited_by(field)]
        told = [claim for _, claim in claims(text)]
        for cited in case.cited_by(field):
            quote = cited.evidence.quote
            lead = _lead(case, cited.match.spans[0].start) if cited.match.found else ""
            hedge = _doubt_missing(field, quote, lead, text)
            if hedge is None and len(told) > 1 and not _SPEAKS_FOR_ALL.search(text):
                near = [
                    claim
                    for claim in told
                    if quote == max(quotes, key=lambda one: len(stems(one) & stems(claim)))
                    and claim == max(told, key=lambda one: len(stems(one) & stems(quote)))
                ]
                hedge = next((found for claim in near if (found := _hedge_in(quote, claim, more=True))), None)
            if hedge is not None:
                message = f"The evidence says “{hedge}”; the statement leaves no doubt."
                repair = doubted(statement.text, hedge, quote) if len(told) == 1 else None
                yield Hit(field, message, None, shown(quote), repair=repair)
                break


def _doubt_missing(field: str, quote: str, lead: str, text: str) -> str | None:
    """The word of doubt of a quote, or of the words that lead up to it, that `text` does not pass on."""
    hedge = _hedge_in(quote, text, more=field.startswith("/summary/limitations/"))
    if hedge is None and MODAL.search(text):
        return None
    if hedge is None and not REPORTING.search(text) and not ATTRIBUTED.search(text):
        hedge = _report_in(f"{lead} {quote}", text)
    concluded = field.startswith("/summary/inferred_conclusions/")
    if hedge is None and concluded and PLANNED.search(quote) and not PLANNED.search(text):
        hedge = _planned_in(quote, text)
    return hedge


def hedge_won(case: Case) -> Iterator[Hit]:
    """A doubt that the evidence does not have."""
    for field, statement in case.statements:
        if not statement.evidence or not field.startswith("/summary/observed_findings/"):
            continue
        hedge = _MAYBE.search(statement.text)
        quotes = case.quotes_of(field)
        if hedge and not MODAL.search(quotes) and not REPORTING.search(quotes):
            yield Hit(field, f"“{hedge.group()}”: the evidence states this without doubt.", hedge.span(), shown(quotes))


def _hedge_in(quote: str, text: str, *, more: bool) -> str | None:
    """A word of doubt in the part of a quote that the statement tells; `more` asks for more words in common."""
    return _shared_hedge(DOUBT, quote, text, more=more)


def _report_in(passage: str, text: str) -> str | None:
    return _shared_hedge(SUGGESTS, passage, text)


def _planned_in(quote: str, text: str) -> str | None:
    match = re.search(r"\bwill\b", quote)
    return match.group() if match and len(stems(quote) & stems(text)) >= 2 else None


def _shared_hedge(pattern: re.Pattern[str], passage: str, text: str, *, more: bool = False) -> str | None:
    needed = (1 if len(passage.split()) <= _SHORT else 2) + more
    for clause in clauses(passage):
        match = pattern.search(clause.text)
        if match is None or _of_another_noun(match, text):
            continue
        told = max(clauses(text), key=lambda one: len(one.stems & clause.stems), default=None)
        if told is None or len(told.stems & clause.stems) < needed or _tells_more_of_another(told, clause, passage):
            continue
        if (reason := _REASON.search(clause.text, match.end())) and not told.stems & stems(
            clause.text[: reason.start()]
        ):
            continue
        behind = next((one for one in _ADDED_BEHIND.finditer(clause.text) if one.start() <= match.start()), None)
        if behind is not None and _is_told_before(told, clause.text, behind):
            continue
        hedged = MODAL.search(text[: told.start + len(told.text)]) or _hedged_beside(text, clause)
        if hedged is not None and _STRONG.fullmatch(match.group()) and _MILD.match(hedged.group()):
            hedged = next((one for one in MODAL.finditer(text) if not _MILD.match(one.group())), None)
        before = passage[: clause.start + match.start()]
        if hedged is None and SUGGESTS.search(before) and SUGGESTS.search(text):
            continue  # "they suggest" passes on "suggesting that there may be"
        if hedged is None and not (
            _THOUGHT.match(match.group()) and (ATTRIBUTED.search(text) or REPORTING.search(text))
        ):
            return match.group()
    return None


# "Bias is unlikely, as follow-up was equal": the doubt is not about the reason.
_REASON = regex(r",\s(?:as|since)\s|,?\s(?:because|given that|due to the fact that)\s", re.IGNORECASE)
# "Points to a process" claims more than "may point to" it.
_STRONG = regex(r"may|might|could|possibl[ye]|perhaps|maybe", re.IGNORECASE)
_MILD = regex(r"point(?:s|ed|ing)? (?:to|towards?)|consistent with|in line with|compatible with", re.IGNORECASE)
# "No test exists, possibly due to ...", "... fell, suggesting that ...": the doubt is about what follows it.
_ADDED_BEHIND = regex(
    r"(?:possibly|probably|perhaps|likely|presumably|maybe|potentially)\s(?:due|because|owing|as|through|by|from"
    r"|reflect\w+"
    r"|explain\w+|attribut\w+|caused|related)\b|with (?:some )?(?:indications?|hints?|signs?) (?:that|of)\b"
    r"|(?:suggesting|proposing|indicating|implying)\b",
    re.IGNORECASE,
)


def _is_told_before(told: Clause, passage: str, behind: re.Match[str]) -> bool:
    """Whether a clause tells what stands before "suggesting that ..." rather than what is suggested."""
    suggested = stems(passage[behind.end() :])
    return len(told.stems & suggested) < max(1, len(told.stems & stems(passage[: behind.start()])))


_SECOND_SIDE = regex(r"\W*(?:compared|versus|vs|than)\b", re.IGNORECASE)


def _tells_more_of_another(told: Clause, doubted: Clause, passage: str) -> bool:
    """Whether a clause of a statement shares more with a clause of the passage that doubts nothing."""
    sure = [one for one in clauses(passage) if not DOUBT.search(one.text) and not _SECOND_SIDE.match(one.text)]
    shared = told.stems & doubted.stems
    return any(len(told.stems & one.stems) > len(shared) and shared <= one.stems for one in sure)


def _hedged_beside(text: str, doubted: Clause) -> re.Match[str] | None:
    """A word of doubt in any clause of a statement that tells something of what a passage doubts."""
    return next(
        (found for one in clauses(text) if one.stems & doubted.stems and (found := MODAL.search(one.text))), None
    )


def _of_another_noun(hedge: re.Match[str], text: str) -> bool:
    """Whether "possible" stands before a noun ("with possible recall bias") of which `text` says nothing."""
    if not _BEFORE_NOUN.fullmatch(hedge.group()) or hedge.string.startswith((" to ", " that "), hedge.end()):
        return False
    noun = stems(" ".join(hedge.string[hedge.end() :].split()[:2]))
    return bool(noun) and not noun & stems(text)


def _lead(case: Case, position: int) -> str:
    """The words of the sentence that stand before the quote."""
    for sentence in case.sentences_of(Span(position, position + 1)):
        return case.document.text[sentence.span.start : position]
    return ""

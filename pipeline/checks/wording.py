"""W, wording: no stronger than the design allows and the evidence says; no praise, no advice, no side taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.document import Span
from pipeline.domain.draft import Design
from pipeline.domain.report import Severity
from pipeline.text.regex import regex
from pipeline.text.wording_claims import (
    ADVICE,
    ADVOCACY,
    ASKS_RESEARCH,
    ATTRIBUTED,
    CAUSAL,
    CAUSAL_SOURCE,
    CHANGES,
    DOUBT,
    EXPERIMENT,
    FIRST,
    FIRST_SOURCE,
    HYPE,
    MECHANISM,
    MODAL,
    PLANNED,
    REPORTING,
    SUGGESTS,
    TREATMENT_WORKS,
)
from pipeline.text.wording_clauses import Clause, claims, clause_at, clauses, stems
from pipeline.text.wording_definitions import without_definitions
from pipeline.text.wording_repairs import doubted, linked

__all__ = ["FAMILY"]

_CLAIMING = tuple(
    f"/summary/{name}/" for name in ("quick_summary", "why_it_matters", "observed_findings", "inferred_conclusions")
)
_FOUND = ("/summary/quick_summary/", "/summary/observed_findings/", "/summary/inferred_conclusions/")
# Where a doubt of the source must be passed on.
_DOUBTED = (*_FOUND, "/summary/why_it_matters/", "/summary/strengths/", "/summary/limitations/")
# Designs in which an effect of what was tested may be told as one (in the past, of those tested).
_TESTS_CAUSE = frozenset({Design.RCT, Design.CROSSOVER_TRIAL, Design.ANIMAL, Design.IN_VITRO})
# What these pool or recommend is as strong as what they rest on; their own words decide.
_AS_STRONG_AS_SOURCE = frozenset(
    {Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.GUIDELINE, Design.MENDELIAN_RANDOMIZATION}
)
_NO_RESULTS = frozenset({Design.PROTOCOL})
# People who took part say so themselves: what they report is what was found.
_ASSOCIATED = regex(r"\b(?:associat|correlat|link|relat)(?:ed|ion|ions|ionship|es|e)\b", re.IGNORECASE)
_MERE_STATE = regex(
    r"(?:reduc|improv|impair|affect|worsen|disrupt|damag|suppress|exacerbat)ed|affect\w*|worsen\w*", re.IGNORECASE
)
_OWN_WORDS = regex(
    r"\b(?:said|say|report(?:ed|s)?|(?<!self-)rated|felt|describ(?:e|ed)|answer(?:ed|s)|respondents?|believed"
    r"|told|perceived)\b",
    re.IGNORECASE,
)
_DENIES = regex(
    r"\b(?:not|never|cannot|neither|nor|no|nobody|nothing|none)\b|n['’]t\b|\bfail(?:s|ed)? to\b", re.IGNORECASE
)
# "Could no longer be seen" says what was possible and doubts nothing.
_MAYBE = regex(
    r"\b(?:may|might|could(?! (?:not|no longer|only|still|each|all)\b)|possibly|perhaps|seems?|appears?)\b",
    re.IGNORECASE,
)
_SAID_TO = regex(r"\b(?:said|reported|felt|believed|thought) (?:\w+ ){0,2}?(?:to|that)\b", re.IGNORECASE)
_BEFORE_NOUN = regex(r"possible|potential", re.IGNORECASE)
# "They say that A, and that B": what opens the sentence is said of all of it.
_SPEAKS_FOR_ALL = regex(
    r"^(?:in )?(?:the|their|according|they)\b[^,;]{0,40}\b(?:that|view|opinion|to the)\b", re.IGNORECASE
)
_NEITHER = regex(r"\b(?:not|neither|none|never)[ ,]+$", re.IGNORECASE)
# In a quote of so many words, one word in common is enough to say that a doubt is about the same thing.
_SHORT = 30
# Doubts that "they think" passes on as well.
_THOUGHT = regex(
    r"we (?:expect|hope|anticipate|suspect)|it is hoped|hypothes|speculat|anticipat|expected|suggest|propos"
    r"|postulat|believe|we think",
    re.IGNORECASE,
)
_ASIDE = regex(r"\([^()]*\)")


def _cause(case: Case) -> Iterator[Hit]:
    design = case.draft.study.design
    for field, statement in case.statements:
        if not field.startswith(_CLAIMING):
            continue
        text, quotes = without_definitions(_bare(statement.text)), case.quotes_of(field)
        place = _claimed(CAUSAL, text)
        if place is not None and (not statement.evidence or not _tells_cause(quotes)):
            word = text[slice(*place)]
            message = f"“{shown(word)}” tells a cause; the evidence does not."
            repair = linked(statement.text, place, quotes)
            yield Hit(field, message, place, shown(quotes) or None, repair=repair)
            continue
        if design in _TESTS_CAUSE or design in _AS_STRONG_AS_SOURCE or EXPERIMENT.search(quotes):
            continue
        place = place or (None if _OWN_WORDS.search(text) else _claimed(CHANGES, text))
        if place is None or MODAL.search(text) or _SAID_TO.search(text):
            continue
        if _is_hedged_report(text) and not (_claimed(CAUSAL, text) and DOUBT.search(quotes)):
            continue
        if field.startswith("/summary/why_it_matters/") and CAUSAL_SOURCE.search(quotes):
            continue
        word = text[slice(*place)]
        if design in _NO_RESULTS and PLANNED.search(text):
            continue
        message = f"“{shown(word)}” tells cause and effect; a study of this design ({design}) cannot show it."
        yield Hit(field, message, place, shown(quotes) or None, repair=linked(statement.text, place, quotes))


def _tells_cause(quotes: str) -> bool:
    """Whether a passage speaks of cause itself, or of an experiment on cells or animals, which shows one."""
    if EXPERIMENT.search(quotes):
        return True
    words = (match.group() for match in CAUSAL_SOURCE.finditer(quotes))
    # "Reduced activity was associated with it": what is reduced there is no effect of anything.
    return any(_ASSOCIATED.search(quotes) is None or not _MERE_STATE.fullmatch(word) for word in words)


def _hedge_lost(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        if not statement.evidence or not field.startswith(_DOUBTED):
            continue
        text = _bare(statement.text)
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


def _hedge_won(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        if not statement.evidence or not field.startswith("/summary/observed_findings/"):
            continue
        hedge = _MAYBE.search(statement.text)
        quotes = case.quotes_of(field)
        if hedge and not MODAL.search(quotes) and not REPORTING.search(quotes):
            yield Hit(field, f"“{hedge.group()}”: the evidence states this without doubt.", hedge.span(), shown(quotes))


def _mechanism(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        if not field.startswith(_FOUND):
            continue
        text = _bare(statement.text)
        word = MECHANISM.search(text)
        if word is None or MODAL.search(text) or REPORTING.search(text) or ATTRIBUTED.search(text):
            continue
        if _denied(text, word.start()):
            continue
        quotes = case.quotes_of(field)
        if MECHANISM.search(quotes) and not (MODAL.search(quotes) or REPORTING.search(quotes)):
            continue
        message = f"“{word.group()}” tells a mechanism as shown; say who thinks so, and how surely."
        yield Hit(field, message, word.span(), shown(quotes) or None)


def _hype(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        word = HYPE.search(statement.text)
        if word is None or _in_source(word.group(), case.quotes_of(field)):
            continue
        if _denied(statement.text, word.start()):
            continue
        yield Hit(field, f"“{word.group()}” praises; say what was done and found.", word.span())


def _first(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        word = FIRST.search(statement.text)
        if word is None or statement.text.rstrip().endswith("?") or _denied(statement.text, word.start()):
            continue
        if FIRST_SOURCE.search(case.quotes_of(field)):
            continue
        yield Hit(field, f"“{word.group()}”: the evidence does not say so.", word.span())


def _advice(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        text = statement.text
        word = ADVICE.search(text)
        if word is None or text.rstrip().endswith("?") or ASKS_RESEARCH.search(text[word.start() :]):
            continue
        quotes = case.quotes_of(field)
        if ATTRIBUTED.search(text) and (ADVICE.search(quotes) or re.search(r"\b(?:should|recommend|advise)", quotes)):
            continue
        if re.search(r"\bin (?:their|the authors['’]) view\b", text) and ADVICE.search(quotes):
            continue
        yield Hit(field, f"“{shown(word.group())}” tells people what to do; an entry gives no advice.", word.span())


def _advocacy(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        word = ADVOCACY.search(statement.text)
        if word is None or _in_source(word.group(), case.quotes_of(field)):
            continue
        yield Hit(field, f"“{shown(word.group())}” takes a side that the evidence does not bear out.", word.span())


def _works(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        if not field.startswith(_CLAIMING):
            continue
        text = _bare(statement.text)
        word = TREATMENT_WORKS.search(text)
        if word is None or _denied(text, word.start()) or MODAL.search(text) or re.search(r"\bwhether\b", text):
            continue
        if TREATMENT_WORKS.search(case.quotes_of(field)) and ATTRIBUTED.search(text):
            continue
        yield Hit(field, f"“{shown(word.group())}” recommends; one study does not show what works.", word.span())


def _claimed(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    """The first match that its clause neither denies nor leaves open."""
    for match in pattern.finditer(text):
        if _MEANT.search(text, 0, match.start()):
            continue
        if not _denied(text, match.start()) and not MODAL.search(clause_at(text, match.start())):
            return match.span()
    return None


def _is_hedged_report(text: str) -> bool:
    """Whether the authors are said to put this forward rather than to have shown it."""
    return ATTRIBUTED.search(text) is not None and not re.search(r"\b(?:show|prove|demonstrate|confirm)\w*\b", text)


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


# "A test meant to bring on symptoms" says what it is for.
_MEANT = regex(
    r"\b(?:meant|designed|intended|supposed|used|chosen|able|hoped|tested|said|expected) to\s$", re.IGNORECASE
)
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


def _denied(text: str, position: int) -> bool:
    """Whether the word at `position` is denied by one that stands before it in its clause."""
    for clause in clauses(text):
        if clause.start <= position < clause.start + len(clause.text):
            return (
                _DENIES.search(text[clause.start : position]) is not None
                or _NEITHER.search(text, 0, position) is not None
            )
    return False


def _bare(text: str) -> str:
    """A statement without its asides, which explain words; places stay as they are."""
    return _ASIDE.sub(lambda aside: " " * len(aside.group()), text)


def _in_source(words: str, quotes: str) -> bool:
    return words.lower() in quotes.lower()


FAMILY = Family(
    "W",
    "wording",
    (
        Rule("W001", Severity.WARNING, "A cause is told that the design or the evidence does not show", _cause,
             judges_style=True),
        Rule("W002", Severity.WARNING, "A word of doubt was lost", _hedge_lost, judges_style=True),
        Rule("W003", Severity.NOTE, "A word of doubt was added to a finding", _hedge_won, judges_style=True),
        Rule("W004", Severity.WARNING, "A mechanism is told as shown", _mechanism, judges_style=True),
        Rule("W005", Severity.BLOCKING, "Words of praise", _hype, judges_style=True),
        Rule("W006", Severity.BLOCKING, "First, only or largest without the source saying so", _first,
             judges_style=True),
        Rule("W007", Severity.BLOCKING, "Advice", _advice, judges_style=True),
        Rule("W008", Severity.BLOCKING, "A side taken", _advocacy, judges_style=True),
        Rule("W009", Severity.WARNING, "A treatment or a test said to work", _works, judges_style=True),
    ),
    fields=("/summary",),
)  # fmt: skip

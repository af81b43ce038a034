"""The drafter that needs nothing: no model, no network. It chooses the paper's own sentences; rules compute the rest.

It is honest about it: every draft says that it is extractive, and a rule blocks approval until a person reworded it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.document import Document, Level, Role, Sentence, Zone
from pipeline.domain.draft import (
    Basis,
    Design,
    Draft,
    MadeBy,
    Source,
    Statement,
    Summary,
)
from pipeline.domain.facts import Facts
from pipeline.drafting.bounds import bounds
from pipeline.drafting.designs import DESIGNS, DISCUSSIONS, WITHOUT_RESULTS
from pipeline.drafting.from_facts import paper_of, pem_of, study_of
from pipeline.drafting.passages import as_statement_text, evidence_of
from pipeline.drafting.selection import Chosen, choose
from pipeline.reading.sentence_roles import role_of_each
from pipeline.text.regex import regex

__all__ = ["DRAFTER", "OFFLINE", "OfflineDrafter", "draft_offline"]

#: Raise it when the same document would give another draft.
DRAFTER = "offline/1"
#: How the names of all its versions begin.
OFFLINE = "offline/"

_NOTE = (
    "Extractive draft: rules chose these sentences from the paper and computed design, numbers and badge; no "
    "language model was used. "
    "Sentences marked with quotation marks or taken over as they stand are the authors' own and must be put into "
    "plain words before approval."
)
#: What a review may tell as observed: what studies or their people were reported to show.
_REPORTS = regex(
    r"\b(?:stud(?:y|ies)|trials?|patients|participants|controls|cases|reviews?|meta-analys[ei]s)\b.{0,120}"
    r"\b(?:found|show(?:ed|n)|report(?:ed|s)?|identified|observed|revealed|were|was|had|did|demonstrated|included)\b",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_PERSON = regex(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)
_BARE_AIM = regex(
    r"^to (?=(?:investigate|examine|evaluate|assess|determine|compare|explore|describe|test|identify|summari[sz]e|"
    r"review|characteri[sz]e|"
    r"estimate|measure|find)\b)",
    re.IGNORECASE,
)
#: A sentence that only says that limits follow.
_ANNOUNCES = regex(
    r"\b(?:has|have|had|are|were)\b(?: \w+){0,3} (?:limitations?|weaknesses|shortcomings)(?: \w+){0,4}[.:]$",
    re.IGNORECASE,
)
#: A sentence that rests on other people's work does not state a limit of this one.
_CITES = regex(r"[\[(]\d{1,3}(?:[,–-]\d{1,3})*[\])]|(?<=[a-z.,])\s?[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]|^[¹²³⁴⁵⁶⁷⁸⁹]")
_LIMITS = regex(
    r"\b(?:limit\w*|bias\w*|small|caution|cannot|could not|unable|lack\w*|self-report\w*|recall|confound\w*|"
    r"generali[sz]\w*|"
    r"underpowered|missing|drop(?:ped)?-?outs?|not (?:able|possible|assessed|measured|controlled|adjusted|blinded))\b",
    re.IGNORECASE,
)
_MOST_LIMITATIONS = 5


def draft_offline(document: Document, facts: Facts, *, source: Source) -> Draft:
    """The extractive draft of a document. The same document and facts give the same draft, to the byte."""
    roles = role_of_each(document)
    limits = _limits(document, facts)
    chosen = choose(document, roles, limits)
    return Draft(
        source=source,
        paper=paper_of(document),
        made_by=MadeBy(kind="offline", model=None, prompt=DRAFTER, note=_NOTE),
        study=study_of(document, facts),
        pem=pem_of(document, facts.pem),
        summary=_summary(document, facts, chosen, limits, roles.values()),
    )


def _summary(
    document: Document, facts: Facts, chosen: Chosen, limits: tuple[Sentence, ...], roles: Iterable[Role]
) -> Summary:
    design = facts.design.design
    findings = _findings(document, design, chosen)
    observed = tuple(_own_words(document, sentence) for sentence in findings)
    concluded = tuple(_authors_say(document, sentence) for sentence in chosen.conclusions)
    headings = _headings(document)
    return Summary(
        quick_summary=_quick_summary(document, facts, chosen),
        why_it_matters=tuple(_own_words(document, sentence) for sentence in chosen.reasons),
        observed_findings=observed or (_no_findings(facts, headings, Role.RESULTS in set(roles)),),
        inferred_conclusions=concluded
        or (_absent("The text that was read holds no sentence in which the authors conclude.", headings),),
        remaining_questions=tuple(_authors_say(document, sentence) for sentence in chosen.questions)
        or (_absent("The text that was read names no open questions.", headings),),
        does_not_prove=bounds(document, facts, chosen.findings),
        strengths=tuple(_authors_say(document, sentence) for sentence in chosen.strengths),
        limitations=_limitations(document, limits, headings),
    )


def _findings(document: Document, design: Design, chosen: Chosen) -> tuple[Sentence, ...]:
    """What may be told as observed: nothing of a plan or an opinion, of a review only what studies reported."""
    if design in WITHOUT_RESULTS:
        return ()
    if design in DISCUSSIONS:
        return tuple(found for found in chosen.findings if _REPORTS.search(document.slice(found.span)))
    return chosen.findings


def _quick_summary(document: Document, facts: Facts, chosen: Chosen) -> tuple[Statement, ...]:
    statements = [_what_it_was(document, facts)]
    statements += [_own_words(document, sentence) for sentence in chosen.aim]
    told = set(_findings(document, facts.design.design, chosen))
    statements += [_own_words(document, sentence) for sentence in chosen.main_finding if sentence in told]
    statements += [_authors_say(document, sentence) for sentence in chosen.main_conclusion]
    return tuple(statements)


def _what_it_was(document: Document, facts: Facts) -> Statement:
    """One sentence of ours: the design and who was studied, each number with the passage it was read from."""
    words = DESIGNS[facts.design.design]
    text = f"This {'is' if words.present else 'was'} {words.name}."
    sample = facts.sample
    n, groups = sample.n_total, [group for group in sample.groups if group.n is not None]
    if facts.design.design in WITHOUT_RESULTS and n is not None:
        text = f"{text[:-1]}; {n} people are to take part."
    elif sample.n_studies is not None and n is not None:
        text = f"{text[:-1]}; it covers {sample.n_studies} studies with {n} people."
    elif sample.n_studies is not None:
        text = f"{text[:-1]}; it covers {sample.n_studies} studies."
    elif n is not None and len(groups) > 1:
        parts = [f"{group.n} ({group.label})" for group in groups]
        text = f"{text[:-1]}; it analysed {n} people: {', '.join(parts[:-1])} and {parts[-1]}."
    elif n is not None and n > 0:
        text = f"{text[:-1]}; it analysed {n} {'person' if n == 1 else 'people'}."
    evidence = evidence_of(document, (*facts.design.passages[:2], *sample.passages))
    return Statement(text=text, evidence=evidence, basis=Basis.SOURCE if evidence else Basis.DESIGN_RULE)


def _own_words(document: Document, sentence: Sentence) -> Statement:
    """The sentence as it stands, without citation marks; in the first person it is put into the authors' mouths."""
    text = as_statement_text(document.slice(sentence.span))
    if _FIRST_PERSON.search(text):
        return _authors_say(document, sentence)
    if _BARE_AIM.match(text):
        text = _BARE_AIM.sub("The aim was to ", text, count=1)
    return Statement(text=text, evidence=evidence_of(document, (sentence.span,)))


def _authors_say(document: Document, sentence: Sentence) -> Statement:
    text = as_statement_text(document.slice(sentence.span))
    return Statement(
        text=f"The authors write: “{text}”", evidence=evidence_of(document, (sentence.span,)), stated_by="authors"
    )


def _no_findings(facts: Facts, searched: tuple[str, ...], has_results: bool) -> Statement:
    if facts.design.design in DISCUSSIONS:
        name = DESIGNS[facts.design.design].name
        text = f"No findings of its own: this is {name}; what it argues is among the conclusions."
        return Statement(text=text, basis=Basis.DESIGN_RULE)
    if facts.design.design in WITHOUT_RESULTS:
        name = DESIGNS[facts.design.design].name
        return Statement(text=f"No findings: this is {name} and reports none.", basis=Basis.DESIGN_RULE)
    if has_results:
        return _absent(
            "No single sentence of the results could stand on its own; the findings have to be written by a person.",
            searched,
        )
    return _absent(
        "The text that was read has no results section, and no result could be told from its other sentences.", searched
    )


def _limits(document: Document, facts: Facts) -> tuple[Sentence, ...]:
    """The sentences in which the authors state limits, without those that only announce them."""
    sentences = dict.fromkeys(sentence for span in facts.limitations for sentence in document.sentences_in(span))
    return tuple(
        found
        for found in sentences
        if not _ANNOUNCES.search(text := document.slice(found.span))
        and (_LIMITS.search(text) or not _CITES.search(text))
    )


def _limitations(document: Document, limits: tuple[Sentence, ...], headings: tuple[str, ...]) -> tuple[Statement, ...]:
    statements = [_authors_say(document, sentence) for sentence in limits[:_MOST_LIMITATIONS]]
    if not statements:
        statements.append(_absent("The text that was read names no limits of the study.", headings))
    if document.level is Level.ABSTRACT:
        statements.append(
            Statement(
                text="Only the abstract was read; the full paper may state limits, side effects and methods that "
                "are missing here.",
                basis=Basis.DESIGN_RULE,
                stated_by="us",
            )
        )
    return tuple(statements)


def _absent(text: str, searched: tuple[str, ...]) -> Statement:
    return Statement(text=text, basis=Basis.ABSENCE, searched=searched, stated_by="us")


def _headings(document: Document) -> tuple[str, ...]:
    """The sections that were searched, by heading, at most eight."""
    names = (
        section.heading or ("Abstract" if section.zone is Zone.ABSTRACT else section.role.value.capitalize())
        for section in document.sections
        if section.zone in {Zone.ABSTRACT, Zone.BODY} and section.role is not Role.TITLE
    )
    return tuple(dict.fromkeys(names))[:8]


class OfflineDrafter:
    """The offline drafter as the workflow knows drafters."""

    name = DRAFTER

    async def draft(self, document: Document, facts: Facts, *, source: Source, paper: str) -> Draft:
        """The extractive draft of a document; which paper of the ledger it is does not matter."""
        del paper
        return draft_offline(document, facts, source=source)

    async def close(self) -> None:
        """There is nothing to close."""

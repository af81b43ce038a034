"""Edits: a draft and what a person wants of it -> another draft. Pure; the draft that was there stays as it was.

A quote that a person gives is held to the same promise as the machine's: it must stand in the document, word for word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pydantic import JsonValue, ValidationError

from pipeline.domain.document import Document
from pipeline.domain.draft import (
    SECTION_NAMES,
    Badge,
    Basis,
    CaseDefinition,
    Connective,
    Draft,
    DraftPaper,
    Evidence,
    PemOverride,
    Statement,
    Study,
)
from pipeline.domain.facts import BadgeReading
from pipeline.drafting.passages import sentence_at
from pipeline.errors import IllegalMove
from pipeline.text.align import Index
from pipeline.text.regex import regex

__all__ = [
    "LONGEST_STATEMENT",
    "add_statement",
    "located",
    "own_words",
    "recomputed",
    "remove_statement",
    "replace_evidence",
    "replace_paper",
    "replace_study",
    "replace_text",
    "settled",
    "with_override",
]

_Facts = TypeVar("_Facts", Study, DraftPaper)

LONGEST_STATEMENT = 1000
_FIELD = regex(r"^/summary/(?P<section>[a-z_]+)/(?P<index>\d{1,3})$")
_LONGEST_QUOTE = 4000
_MOST_QUOTES = 20
_BLANKS = regex(r"\s+")


def replace_text(draft: Draft, field: str, text: str) -> Draft:
    """The draft with other words at a statement. Raises IllegalMove for no such statement or no words."""
    return _replaced(draft, field, _statement(draft, field).model_copy(update={"text": _words(text)}))


def replace_evidence(draft: Draft, field: str, evidence: Sequence[Evidence], basis: Basis | None = None) -> Draft:
    """The draft with other evidence at a statement; `basis` says what it rests on where that is not a passage."""
    resting = basis or (Basis.SOURCE if evidence else _statement(draft, field).basis)
    update = {"evidence": tuple(evidence), "basis": resting}
    return _replaced(draft, field, _statement(draft, field).model_copy(update=update))


def add_statement(draft: Draft, section: str, text: str, evidence: Sequence[Evidence]) -> Draft:
    """The draft with one more statement at the end of a section. Raises IllegalMove for a section that is none."""
    if section not in SECTION_NAMES:
        raise IllegalMove(f"an entry has no section {section}", hint=f"sections: {', '.join(SECTION_NAMES)}")
    basis = Basis.SOURCE if evidence else Basis.REVIEWER
    added = Statement(text=_words(text), evidence=tuple(evidence), basis=basis)
    return _with_section(draft, section, (*draft.summary.section(section), added))


def remove_statement(draft: Draft, field: str) -> Draft:
    """The draft without a statement."""
    section, index = _place(draft, field)
    rest = draft.summary.section(section)
    return _with_section(draft, section, (*rest[:index], *rest[index + 1 :]))


def replace_study(draft: Draft, changes: dict[str, JsonValue]) -> Draft:
    """The draft with other study facts. Raises IllegalMove for a fact or a value that the format does not know."""
    return draft.model_copy(update={"study": _changed(Study, draft.study, changes)})


def replace_paper(draft: Draft, changes: dict[str, JsonValue]) -> Draft:
    """The draft with a corrected citation. Raises IllegalMove for a field or a value that the format does not know."""
    return draft.model_copy(update={"paper": _changed(DraftPaper, draft.paper, changes)})


def recomputed(
    draft: Draft,
    definitions: Sequence[CaseDefinition],
    connective: Connective | None,
    evidence: Sequence[Evidence],
    compute: Callable[[Study], BadgeReading],
) -> Draft:
    """The draft with other criteria and the sentences that name them, and with the badge that follows from them.

    An override by a person stays beside it.
    """
    changed = draft.study.model_copy(update={"case_definitions": tuple(definitions), "connective": connective})
    found = compute(changed)
    update = {"badge": found.badge, "reason": found.reason, "flags": found.flags, "evidence": tuple(evidence)}
    return draft.model_copy(update={"study": changed, "pem": draft.pem.model_copy(update=update)})


def with_override(draft: Draft, badge: str, *, reason: str, by: str, at: str) -> Draft:
    """The draft with a person's badge beside the computed one; the computed badge again when `badge` is empty."""
    if not badge:
        return draft.model_copy(update={"pem": draft.pem.model_copy(update={"override": None})})
    try:
        override = PemOverride(badge=Badge(badge), reason=_words(reason), by=by, at=at)
    except ValueError:
        raise IllegalMove(f"there is no badge {badge}", hint=f"badges: {', '.join(Badge)}") from None
    return draft.model_copy(update={"pem": draft.pem.model_copy(update={"override": override})})


def located(quotes: Iterable[str], document: Document) -> tuple[Evidence, ...]:
    """Each quote as evidence: the document's own words, with page and heading. Raises IllegalMove for one not there."""
    index = Index(document.text)
    return tuple(_evidence(quote, document, index) for quote in list(quotes)[: _MOST_QUOTES + 1])


def own_words(draft: Draft, machine: Draft | None) -> bool:
    """Whether any statement still stands in the paper's own words, as the offline drafter `machine` copied them."""
    made = draft.made_by
    if made is None or made.kind != "offline":
        return False
    copied = {one.text for _, one in (machine or draft).summary.statements() if one.basis is Basis.SOURCE}
    return any(one.text in copied for _, one in draft.summary.statements())


def settled(draft: Draft, machine: Draft | None) -> Draft:
    """The draft as a person's own once none of the offline drafter's sentences is left in it."""
    made = draft.made_by
    if made is None or made.kind != "offline" or own_words(draft, machine) or not draft.summary.statements():
        return draft
    note = "Drafted by rules from the paper's own sentences; every sentence was put into plain words by people."
    return draft.model_copy(update={"made_by": made.model_copy(update={"kind": "person", "note": note})})


def _evidence(quote: str, document: Document, index: Index) -> Evidence:
    wanted = quote.strip()[: _LONGEST_QUOTE + 1]
    if not wanted or len(wanted) > _LONGEST_QUOTE:
        raise IllegalMove("a quote is missing, or too long", hint=f"select up to {_LONGEST_QUOTE} characters")
    places = index.locate(wanted).spans
    if not places:
        near = index.nearest(wanted)
        hint = f"the nearest passage is: “{document.slice(near.span)[:300]}”" if near else "select it in the text"
        raise IllegalMove("these words do not stand in the paper", hint=hint)
    sentence = sentence_at(document, places[0].start)
    section = document.section_of(sentence) if sentence else None
    heading = section.heading.rstrip(" .:") or section.role.value.capitalize() if section else None
    return Evidence(quote=document.slice(places[0]), page=sentence.page if sentence else None, section=heading)


def _place(draft: Draft, field: str) -> tuple[str, int]:
    match = _FIELD.match(field)
    if (
        match
        and match["section"] in SECTION_NAMES
        and int(match["index"]) < len(draft.summary.section(match["section"]))
    ):
        return match["section"], int(match["index"])
    raise IllegalMove(
        f"there is no statement at {field or 'no place'}", hint="open the paper again; it may have changed"
    )


def _statement(draft: Draft, field: str) -> Statement:
    section, index = _place(draft, field)
    return draft.summary.section(section)[index]


def _replaced(draft: Draft, field: str, statement: Statement) -> Draft:
    section, index = _place(draft, field)
    rest = draft.summary.section(section)
    return _with_section(draft, section, (*rest[:index], statement, *rest[index + 1 :]))


def _with_section(draft: Draft, section: str, statements: tuple[Statement, ...]) -> Draft:
    return draft.model_copy(update={"summary": draft.summary.model_copy(update={section: statements})})


def _words(text: str) -> str:
    """Text on one line, as both databases and every reader can hold it."""
    line = _BLANKS.sub(" ", "".join(char for char in text if char.isprintable() or char.isspace())).strip()
    if not line:
        raise IllegalMove("there are no words", hint="write a sentence, or remove the statement")
    if len(line) > LONGEST_STATEMENT:
        raise IllegalMove(f"that is {len(line)} characters long", hint=f"at most {LONGEST_STATEMENT}; two are better")
    return line


def _changed(kind: type[_Facts], now: _Facts, changes: dict[str, JsonValue]) -> _Facts:
    unknown = changes.keys() - kind.model_fields.keys()
    if unknown:
        raise IllegalMove(f"there is no fact called {', '.join(sorted(unknown))}", hint="see docs/json.md")
    try:
        return kind.model_validate({**now.model_dump(), **changes})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "/".join(str(part) for part in first["loc"])
        raise IllegalMove(f"{place}: {first['msg']}", hint="nothing was changed") from None

"""What people wrote, carried over into a fresh draft of the same paper. Pure.

A sentence that a person wrote or added stays as long as each of its quotes still stands in the paper; a fresh sentence
on the same passages gives way to it, and one that a person removed before does not come back. A badge that a person
overrode stays overridden, a fact that a person corrected stays corrected, and so does the badge that followed from it.
"""

from __future__ import annotations

from pydantic import BaseModel, JsonValue

from pipeline.domain.draft import SECTION_NAMES, Draft, DraftPaper, Pem, Statement, Study, Summary
from pipeline.text.align import Index

__all__ = ["carried_over"]


def carried_over(fresh: Draft, current: Draft, machine: Draft, index: Index) -> Draft:
    """`fresh` with what people made of `machine`, as `current` holds it. `index` is that of the paper's text now."""
    sections = {name: _section(name, fresh, current, machine, index) for name in SECTION_NAMES}
    study = Study.model_validate({**fresh.study.model_dump(), **_corrected(current.study, machine.study)})
    paper = DraftPaper.model_validate({**fresh.paper.model_dump(), **_corrected(current.paper, machine.paper)})
    pem = _pem(fresh, current, machine, index).model_copy(update={"override": current.pem.override})
    return fresh.model_copy(update={"summary": Summary(**sections), "study": study, "paper": paper, "pem": pem})


def _section(name: str, fresh: Draft, current: Draft, machine: Draft, index: Index) -> tuple[Statement, ...]:
    by_machine, by_now = machine.summary.section(name), current.summary.section(name)
    mine = {at: one for at, one in enumerate(by_now) if one not in by_machine and _stands(one, index)}
    removed = {one.text for one in by_machine} - {one.text for one in by_now}
    quoted = {quote.quote for one in mine.values() for quote in one.evidence}
    found = [
        one
        for one in fresh.summary.section(name)
        if one.text not in removed and not (quoted & {quote.quote for quote in one.evidence})
    ]
    for at, one in sorted(mine.items()):
        found.insert(min(at, len(found)), one)
    return tuple(found)


def _pem(fresh: Draft, current: Draft, machine: Draft, index: Index) -> Pem:
    """The badge that follows from the criteria as a person corrected them, while their sentences stand in the paper."""
    same = {"override": None}
    corrected = current.pem.model_copy(update=same) != machine.pem.model_copy(update=same)
    stands = all(index.locate(one.quote).found for one in current.pem.evidence)
    return current.pem if corrected and stands else fresh.pem


def _stands(statement: Statement, index: Index) -> bool:
    return all(index.locate(one.quote).found for one in statement.evidence)


def _corrected(now: BaseModel, before: BaseModel) -> dict[str, JsonValue]:
    """The fields that differ from what the machine had, which only a person can have changed."""
    held, old = now.model_dump(), before.model_dump()
    return {name: value for name, value in held.items() if value != old[name]}

"""What changed between the draft that was there and one made anew from another text: a plain list for people. Pure.

Computed from the two drafts alone, so that nobody has to compare preprint and article by hand. Sentences are paired by
their likeness, because a drafter puts the same finding into other words each time: of a pair only other figures count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.domain.draft import Draft, Statement, Study
from pipeline.domain.names import BADGE_NAMES
from pipeline.domain.paper import PubStatus
from pipeline.drafting.designs import DESIGNS
from pipeline.text import numbers
from pipeline.text.align import alike

__all__ = ["anew", "kept_against", "left_behind", "what_changed", "what_facts_changed"]

_ALIKE = 0.6
_COMPARED = {"observed_findings": "finding", "inferred_conclusions": "conclusion"}
_LEVELS = {"abstract": "the abstract", "fulltext_pdf": "the PDF", "fulltext_xml": "the full text"}
_FACTS = {
    "context": "illness studied",
    "n_total": "participants",
    "n_studies": "included studies",
    "connective": "how its case definitions are joined",
    "population": "population",
    "comparator": "comparator",
    "follow_up": "follow-up",
    "harms_reported": "harms reported",
    "pub_status": "status",
}


def anew(fresh: Draft, before: Draft) -> Draft:
    """`fresh`, saying why it was made anew and what changed against `before`, if it was made from another text."""
    if fresh.made_by is None or before.source.digest is None:
        return fresh
    if fresh.source.digest == before.source.digest:
        told = before.made_by.anew if before.made_by else ()
    else:
        told = (_why(fresh, before), *what_changed(fresh, before))
    return fresh.model_copy(update={"made_by": fresh.made_by.model_copy(update={"anew": told})})


def what_changed(fresh: Draft, before: Draft) -> tuple[str, ...]:
    """One line for each change: facts of the study, badge, citation; figures, findings and conclusions."""
    return (
        *what_facts_changed(fresh, before),
        *(line for name, word in _COMPARED.items() for line in _sentences(name, word, fresh, before)),
    )


def what_facts_changed(fresh: Draft, before: Draft) -> tuple[str, ...]:
    """The same without the sentences: facts of the study, badge, citation."""
    return (*_study(fresh.study, before.study), *_badge(fresh, before), *_citation(fresh, before))


def kept_against(fresh: Draft, carried: Draft, before: Draft) -> tuple[str, ...]:
    """What a person had set and stays so, where the new text says something else than the old one did."""
    fields = Study.model_fields.keys() & _FACTS.keys()
    changed = ((name, getattr(fresh.study, name), getattr(carried.study, name)) for name in sorted(fields))
    return tuple(
        f"{_FACTS[name]} stays {_value(kept)}, as a person set it; the new text says {_value(new)}"
        for name, new, kept in changed
        if new != kept and new != getattr(before.study, name)
    )


def left_behind(carried: Draft, current: Draft, before: Draft) -> tuple[str, ...]:
    """What people wrote into the draft before and is not in the new one: its passages stand there no more."""
    here = {one.text for _, one in carried.summary.statements()}
    machine = {one.text for _, one in before.summary.statements()}
    return tuple(
        f"a person's sentence is left out, for its passage does not stand in the new text: {one.text}"
        for _, one in current.summary.statements()
        if one.text not in machine and one.text not in here
    )


def _why(fresh: Draft, before: Draft) -> str:
    if before.study.pub_status is PubStatus.PREPRINT and fresh.study.pub_status is not PubStatus.PREPRINT:
        where = f" (doi:{fresh.paper.doi})" if fresh.paper.doi else ""
        return f"the article of this preprint was published{where}, and it was drafted anew from the article"
    level = _LEVELS.get(fresh.source.level or "", "another text")
    if fresh.source.level != before.source.level:
        return f"it was drafted anew from {level}, before from {_LEVELS.get(before.source.level or '', 'another text')}"
    return f"it was drafted anew from another copy of {level}"


def _study(fresh: Study, before: Study) -> Iterator[str]:
    if fresh.design is not before.design:
        yield f"design: {DESIGNS[fresh.design].name}, before {DESIGNS[before.design].name}"
    for name, word in _FACTS.items():
        now, then = getattr(fresh, name), getattr(before, name)
        if now != then:
            yield f"{word}: {_value(now)}, before {_value(then)}"
    groups = [", ".join(f"{one.label} {_value(one.n)}" for one in study.groups) for study in (fresh, before)]
    if groups[0] != groups[1]:
        yield f"groups: {groups[0] or 'not said'}, before {groups[1] or 'not said'}"
    sets = [sorted({one.id for one in study.case_definitions}) for study in (fresh, before)]
    if sets[0] != sets[1]:
        yield f"case definitions: {', '.join(sets[0]) or 'none'}, before {', '.join(sets[1]) or 'none'}"


def _badge(fresh: Draft, before: Draft) -> Iterator[str]:
    if fresh.pem.badge is not before.pem.badge:
        yield f"badge: {BADGE_NAMES[fresh.pem.badge]}, before {BADGE_NAMES[before.pem.badge]}"
    now, then = (draft.pem.override.badge if draft.pem.override else None for draft in (fresh, before))
    if now is not then:
        names = [BADGE_NAMES[badge] if badge else "none" for badge in (now, then)]
        yield f"badge as a person set it: {names[0]}, before {names[1]}"


def _citation(fresh: Draft, before: Draft) -> Iterator[str]:
    for name in ("title", "journal", "year", "doi"):
        now, then = getattr(fresh.paper, name), getattr(before.paper, name)
        if now != then and now:
            yield f"{name}: {now}" + (f", before {then}" if then else "")
    people = [[author.name for author in draft.paper.authors] for draft in (fresh, before)]
    if people[0] and len(people[0]) != len(people[1]):
        yield f"authors: {len(people[0])}, before {len(people[1])}"


def _sentences(name: str, word: str, fresh: Draft, before: Draft) -> Iterator[str]:
    left = list(before.summary.section(name))
    for one in fresh.summary.section(name):
        pair = max(left, key=lambda other: alike(one.text, other.text), default=None)
        if pair is None or alike(one.text, pair.text) < _ALIKE:
            yield f"new {word}: {one.text}"
            continue
        left.remove(pair)
        now, then = _figures(one), _figures(pair)
        if set(now) != set(then):
            yield f"other figures in a {word}: {_list(now, then)}, before {_list(then, now)}: {one.text}"
    yield from (f"{word} no longer there: {one.text}" for one in left)


def _figures(statement: Statement) -> tuple[str, ...]:
    text = statement.text
    return tuple(text[one.span.start : one.span.end] for one in numbers.read(text))


def _list(these: Sequence[str], without: Iterable[str]) -> str:
    out = set(without)
    return ", ".join(dict.fromkeys(one for one in these if one not in out)) or "none"


def _value(value: object) -> str:
    return "not said" if value is None else str(value)

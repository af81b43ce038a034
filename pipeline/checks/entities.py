"""Names in a statement that its evidence, or the whole paper, never names. Part of family E."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.checks.case import Case, flat, shown
from pipeline.checks.rule import Hit
from pipeline.domain.draft import Statement
from pipeline.text.wording_definitions import without_definitions
from pipeline.text.wording_entities import Name, names
from pipeline.text.wording_things import things

__all__ = ["another_thing", "unknown_name"]

_CHECKED = tuple(
    f"/summary/{name}/"
    for name in (
        "quick_summary",
        "why_it_matters",
        "observed_findings",
        "inferred_conclusions",
        "strengths",
        "limitations",
    )
)


_FOUND = ("/summary/observed_findings/", "/summary/inferred_conclusions/")
_ILLNESSES = "other illness"
_BESIDE = 4


def unknown_name(case: Case) -> Iterator[Hit]:
    """A name that stands nowhere in the paper."""
    for field, statement in case.statements:
        for name in names(statement.text):
            if name.kind == "proper" and not field.startswith(_CHECKED):
                continue
            if flat(name.text) not in case.flat_text and not _in_parts(name.text, case.flat_text):
                message = f"“{name.text}” is named nowhere in the paper."
                yield Hit(field, message, (name.start, name.end))


def another_thing(case: Case) -> Iterator[Hit]:
    """A name or a thing of one kind in the statement, another of the same kind in its evidence."""
    for field, statement in case.statements:
        if not statement.evidence or not field.startswith(_CHECKED):
            continue
        quotes = case.quotes_of(field)
        passage = f"{case.passage_of(field)} ; {quotes}"
        hit = _other_name(case, field, statement, quotes, passage) or _other_kind(case, field, statement, quotes)
        if hit is not None:
            yield hit


def _other_name(case: Case, field: str, statement: Statement, quotes: str, passage: str) -> Hit | None:
    told, quoted = names(statement.text), names(quotes)
    said = flat(statement.text)
    for name in told:
        same_kind = any(other.kind == name.kind for other in quoted)
        there, level = (quoted, flat(quotes)) if same_kind else (names(passage), flat(passage))
        if _is_named(case, name, level, there) or flat(name.text) not in case.flat_text:
            continue
        if name.kind == "acronym" and flat(name.text) in flat(_about(case)):
            continue
        rivals = [
            other
            for other in there
            if other.kind == name.kind and flat(other.text) not in said and not _is_named(case, other, said, told)
        ]
        if rivals:
            message = f"“{name.text}” is not in the evidence, which names {rivals[0].text}."
            return Hit(field, message, (name.start, name.end), shown(quotes))
    return None


def _other_kind(case: Case, field: str, statement: Statement, quotes: str) -> Hit | None:
    told = things(without_definitions(statement.text))
    there = things(quotes, told)
    for kind, named in told.items():
        rivals = [other for other in there.get(kind, ()) if other not in named]
        for name, place in named.items():
            if kind == _ILLNESSES and field.startswith(_FOUND) and name not in (*there.get(kind, ()), *_studied(case)):
                word = statement.text[slice(*place)]
                if flat(word) in flat(quotes):
                    continue
                return Hit(field, f"“{word}” is an illness that the evidence does not name.", place, shown(quotes))
            if rivals and name not in there[kind] and not _of_a_compound(place, named, there[kind]):
                word = statement.text[slice(*place)]
                message = f"“{word}” ({kind}) is not in the evidence, which names {rivals[0]}."
                return Hit(field, message, place, shown(quotes))
    return None


def _of_a_compound(place: tuple[int, int], named: Mapping[str, tuple[int, int]], there: Collection[str]) -> bool:
    """Whether a thing stands right beside another that the evidence names: the "muscle" of "heart muscle"."""
    return any(
        name in there and 0 <= max(place[0], other[0]) - min(place[1], other[1]) <= _BESIDE
        for name, other in named.items()
    )


def _studied(case: Case) -> tuple[str, ...]:
    """The other illnesses that the paper is about, by its title and its groups: their names need no evidence."""
    return tuple(things(_about(case), (_ILLNESSES,)).get(_ILLNESSES, ()))


def _about(case: Case) -> str:
    """The title of the paper and the names of its groups."""
    return " ; ".join((case.document.paper.title, *(group.label for group in case.draft.study.groups)))


def _is_named(case: Case, name: Name, level: str, others: Sequence[Name]) -> bool:
    """Whether a text, flattened and as its names, names this: by its name, its parts or what it is abbreviated to."""
    if flat(name.text) in level or _in_parts(name.text, level):
        return True
    if any(_abbreviates(name.text, other.text) or _abbreviates(other.text, name.text) for other in others):
        return True
    return any(flat(alias) in level for alias in _aliases(case, name.text)) or any(
        flat(name.text) in flat(meaning) and flat(short) in level
        for short, meaning in (case.facts.abbreviations if case.facts else ())
    )


def _in_parts(name: str, level: str) -> bool:
    """Whether both halves of a name like "DQB1/C07" stand there, or a plural's singular."""
    parts = [part for part in re.split(r"[/]", name) if len(part) > 1]
    return (len(parts) > 1 and all(flat(part) in level for part in parts)) or flat(name.rstrip("s")) in level


def _abbreviates(short: str, long: str) -> bool:
    """Whether "IL-8" can stand for "interleukin-8": the same figures, the letters in order, the first one first."""
    few, many = (re.sub(r"[\W\d_]", "", text).lower() for text in (short, long))
    if re.findall(r"\d+", short) != re.findall(r"\d+", long) or not 1 < len(few) < len(many) or few[0] != many[0]:
        return False
    rest = iter(many)
    return all(letter in rest for letter in few)


def _aliases(case: Case, name: str) -> Iterator[str]:
    """What the paper puts in brackets after the name, and the words before the name in brackets."""
    text, level = case.document.text, flat(name)
    if f"{level}(" not in case.flat_text and f"({level}" not in case.flat_text:
        return
    escaped = re.escape(name).replace(r"\-", "[-‐‑–]")
    for match in re.finditer(rf"(?i:{escaped})s?\s?\((?P<short>[A-Za-z][\w-]{{1,11}})[);,]", text):
        yield match["short"]
        break
    for match in re.finditer(rf"(?P<long>(?:[\w-]+\s){{1,5}})\({escaped}[);,]", text):
        words = match["long"].split()
        yield words[-1]
        yield " ".join(words[-max(1, min(len(words), sum(letter.isupper() for letter in name))) :])
        break

"""A paper as numbered sentences under the headings of its sections, cut to the room there is.

The number of a sentence is its place in the document, counted from 1, whatever was left out before it. Hidden text is
no part of a Document's text and so never part of this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Document, Role, Section, Sentence, Zone

__all__ = ["BYTES_PER_TOKEN", "Shown", "number_sentences"]

#: English prose has about four bytes a token, tables of numbers about two and a half; three is on the safe side.
BYTES_PER_TOKEN = 3

#: Never sent: other people's work, and names. No statement can rest on them.
_NEVER = frozenset({Zone.REFERENCES, Zone.FRONT})
_LABELS = {Zone.REFERENCES: "References", Zone.FRONT: "Front matter"}
#: An introduction says at its start what the matter is and at its end what the study asks; discussions likewise.
_KEPT_AT_START = 5
_KEPT_AT_END = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """What the model is shown: the text, the numbers in it, and by heading what was left out of it."""

    text: str
    numbers: frozenset[int]
    headings: tuple[str, ...]
    not_seen: tuple[str, ...]


def number_sentences(document: Document, most_tokens: int) -> Shown:
    """The paper in at most about `most_tokens` tokens, estimated from bytes.

    What is left out goes in this order until the rest fits: references and front matter always; then back matter,
    captions, tables, the middle of the introduction, the methods that are not about participants, the middle of the
    discussion, the rest of both, everything else, results, and the abstract last.
    """
    places = [place for place, one in enumerate(document.sentences) if document.section_of(one).zone not in _NEVER]
    lines = {place: _line(document, place) for place in places}
    size = sum(len(line.encode()) + 1 for line in lines.values())
    for place in _first_to_go(document, places):
        if size <= most_tokens * BYTES_PER_TOKEN:
            break
        size -= len(lines.pop(place).encode()) + 1
    kept = [document.sentences[place] for place in lines]
    return Shown(
        text="\n".join(_laid_out(document, lines)),
        numbers=frozenset(place + 1 for place in lines),
        headings=tuple(dict.fromkeys(_name(document.section_of(sentence)) for sentence in kept)),
        not_seen=_not_seen(document, kept),
    )


def _line(document: Document, place: int) -> str:
    """One sentence on one line; a line break in it could pass for a heading or a number of ours."""
    return f"[{place + 1}] {' '.join(document.slice(document.sentences[place].span).split())}"


def _laid_out(document: Document, lines: dict[int, str]) -> Iterator[str]:
    if document.paper.title:
        yield f"# {' '.join(document.paper.title.split())}"
    section, page = None, None
    for place, line in lines.items():
        sentence = document.sentences[place]
        if sentence.section != section:
            where = f" (page {sentence.page})" if sentence.page else ""
            yield f"## {_name(document.section_of(sentence))}{where}"
        elif sentence.page != page and sentence.page:
            yield f"(page {sentence.page})"
        section, page = sentence.section, sentence.page
        yield line


def _name(section: Section) -> str:
    heading = " ".join(section.heading.split()).rstrip(" .:")
    return heading or ("Abstract" if section.zone is Zone.ABSTRACT else section.role.value.capitalize())


def _first_to_go(document: Document, places: Sequence[int]) -> Iterator[int]:
    """Every place once, the most dispensable first."""
    by_kind: dict[str, list[int]] = {}
    for place in places:
        by_kind.setdefault(_kind(document.section_of(document.sentences[place])), []).append(place)
    gone: set[int] = set()
    orders: tuple[Iterable[int], ...] = (
        reversed(by_kind.get("back", [])),
        reversed(by_kind.get("caption", [])),
        reversed(by_kind.get("table", [])),
        reversed(_middle(by_kind.get("introduction", []))),
        reversed(by_kind.get("methods", [])),
        reversed(_middle(by_kind.get("discussion", []))),
        reversed(by_kind.get("introduction", [])),
        reversed(by_kind.get("discussion", [])),
        reversed(by_kind.get("other", [])),
        reversed(by_kind.get("results", [])),
        reversed(places),
    )
    for order in orders:
        for place in order:
            if place not in gone:
                gone.add(place)
                yield place


def _kind(section: Section) -> str:
    match section.zone:
        case Zone.ABSTRACT | Zone.CAPTION | Zone.TABLE:
            return section.zone.value
        case Zone.BACK:
            return "back"
        case _ if section.role in {Role.INTRODUCTION, Role.METHODS, Role.RESULTS, Role.DISCUSSION}:
            return section.role.value
        case _:
            return "other"


def _middle(places: list[int]) -> list[int]:
    return places[_KEPT_AT_START : max(_KEPT_AT_START, len(places) - _KEPT_AT_END)]


def _not_seen(document: Document, kept: Sequence[Sentence]) -> tuple[str, ...]:
    """The sections of which nothing was sent by name, those of which a part was sent with that remark."""
    sent = {sentence.id for sentence in kept}
    missing: dict[str, list[bool]] = {}
    for sentence in document.sentences:
        section = document.section_of(sentence)
        if section.role is not Role.TITLE:
            name = _LABELS.get(section.zone) or _name(section)
            missing.setdefault(name, []).append(sentence.id not in sent)
    return tuple(name if all(gone) else f"{name} (in part)" for name, gone in missing.items() if any(gone))

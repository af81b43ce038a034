"""A paper as numbered sentences under the headings of its sections, cut to the room there is.

The number of a sentence is its place in the document, counted from 1, whatever was left out before it. Hidden text is
no part of a Document's text and so never part of this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Document, Role, Section, Sentence, Zone
from pipeline.prompting.omission import ORDER, Kind, kinds_of

__all__ = ["BYTES_PER_TOKEN", "Shown", "number_sentences"]

#: English prose has about four bytes a token, tables of numbers about two and a half; three is on the safe side.
BYTES_PER_TOKEN = 3

_IN_PART = " (in part)"
_LABELS = {Zone.REFERENCES: "References", Zone.FRONT: "Front matter"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the model is shown: the text, the numbers in it, and by heading what was left out of it."""

    text: str
    numbers: frozenset[int]
    headings: tuple[str, ...]
    not_seen: tuple[str, ...]

    @property
    def looked_in(self) -> tuple[str, ...]:
        """The headings, with the remark where only a part of a section was shown: where an absence was looked for."""
        parts = frozenset(self.not_seen)
        return tuple(cut if (cut := f"{heading}{_IN_PART}") in parts else heading for heading in self.headings)


def number_sentences(document: Document, most_tokens: int, *, order: Sequence[Kind] = ORDER) -> Shown:
    """The paper in at most about `most_tokens` tokens, estimated from bytes.

    References and front matter are always left out. Of the rest, kinds of sections go in the given order until what is
    left fits, the last sentence of a kind first.
    """
    kinds = kinds_of(document)
    lines = {place: _line(document, place) for place in kinds}
    size = sum(len(line.encode()) + 1 for line in lines.values())
    for place in _first_to_go(kinds, order):
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


def _first_to_go(kinds: Mapping[int, Kind], order: Sequence[Kind]) -> Iterator[int]:
    """Every place once, the most dispensable first."""
    for kind in order:
        yield from reversed([place for place, found in kinds.items() if found is kind])


def _not_seen(document: Document, kept: Sequence[Sentence]) -> tuple[str, ...]:
    """The sections of which nothing was sent by name, those of which a part was sent with that remark."""
    sent = {sentence.id for sentence in kept}
    missing: dict[str, list[bool]] = {}
    for sentence in document.sentences:
        section = document.section_of(sentence)
        if section.role is not Role.TITLE:
            name = _LABELS.get(section.zone) or _name(section)
            missing.setdefault(name, []).append(sentence.id not in sent)
    return tuple(name if all(gone) else f"{name}{_IN_PART}" for name, gone in missing.items() if any(gone))

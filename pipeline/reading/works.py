"""Which files and records are faces of one work.

Identifiers are believed only when title and authors agree: a supplement under the paper's name, a swapped pair or a
wrong DOI in somebody's bibliography must not put two papers into one entry. Where they do not agree, nothing says which
of the two bears the wrong identifier, so both are in doubt. Faces without a common identifier are one work when title
and first author are the same. A notice or a supplement is never a face of the paper it is about, and does not
put it in doubt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.document import Level
from pipeline.domain.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from pipeline.domain.paper import Author, Paper
from pipeline.text.regex import regex

__all__ = ["Candidate", "Conflict", "Difference", "Work", "group", "identifiers", "slug", "titles_agree"]

_WORDS = regex(r"[a-z0-9]+")
_SLUG_STOP = frozenset(
    "a an and are as at be by for from has have in into is it its of on or our that the their this to was were what "
    "which with".split()
)
_RANK = {Level.FULLTEXT_XML: 0, Level.FULLTEXT_PDF: 1, Level.ABSTRACT: 2}
#: Titles of fewer words ("Editorial", "Chronic fatigue syndrome") say too little to join two files by.
_TITLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One input that may be a face of a work. `key` names it for the caller; `length` is its text's, in characters.

    `supplement` says that it is the supplement of a paper, which bears the paper's title and DOI and is not the paper.
    """

    key: str
    paper: Paper
    level: Level
    length: int
    supplement: bool = False


class Difference(StrEnum):
    """Why two faces that share an identifier are not taken for one work."""

    TITLE = "title"
    AUTHORS = "authors"
    NOTHING_TO_COMPARE = "nothing to compare"
    NOTICE = "notice"
    SUPPLEMENT = "supplement"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A face (`here`) that shares an identifier with another one, and is not the same work: a person has to look."""

    identifier: str
    difference: Difference
    here: Candidate
    other: Candidate


@dataclass(frozen=True, slots=True)
class Work:
    """One work: its faces, best first (full text XML, PDF, abstract; then the longer text), and what is doubtful."""

    faces: tuple[Candidate, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def best(self) -> Candidate:
        """The face to draft from."""
        return self.faces[0]

    @property
    def identifiers(self) -> tuple[tuple[str, str], ...]:
        """Every identifier of every face, without repeats."""
        return tuple(dict.fromkeys(pair for face in self.faces for pair in identifiers(face.paper)))


def identifiers(paper: Paper) -> tuple[tuple[str, str], ...]:
    """(scheme, value) pairs by which this work can be met again: doi, pmid, pmcid, and title with first author."""
    found: list[tuple[str, str]] = []
    if doi := normalise_doi(paper.doi or ""):
        found.append(("doi", doi))
    if pmid := normalise_pmid(paper.pmid or ""):
        found.append(("pmid", pmid))
    if pmcid := normalise_pmcid(paper.pmcid or ""):
        found.append(("pmcid", pmcid))
    title = " ".join(_words(paper.title))
    author = _first_author(paper)
    if author and len(title.split()) >= _TITLE_WORDS and not paper.is_notice:
        found.append(("title", f"{author}|{title}"))
    return tuple(found)


def titles_agree(one: str, other: str) -> bool:
    """Whether two titles may be the same title, read by different means.

    Missing titles agree with everything. A title that lost its subtitle or its end still agrees; one word in five
    may differ.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return True
    short, long = sorted((first, second), key=len)
    shared = len(set(short) & set(long))
    return shared >= 0.8 * len(set(short)) and (len(short) >= 3 or len(long) <= 4)


def group(faces: Sequence[Candidate]) -> tuple[Work, ...]:
    """The works that `faces` belong to, in the order in which their first face was given.

    Which works are in doubt does not depend on that order.
    """
    members: dict[int, list[Candidate]] = {}
    conflicts: dict[int, list[Conflict]] = {}
    owners: dict[tuple[str, str], frozenset[int]] = {}
    for place, face in enumerate(faces):
        homes: set[int] = set()
        doubts: list[Conflict] = []
        for scheme, value in identifiers(face.paper):
            for home in sorted(owners.get((scheme, value), ())):
                anchor = next(one for one in members[home] if (scheme, value) in identifiers(one.paper))
                difference = _difference(face, anchor)
                if difference is None:
                    homes.add(home)
                elif scheme != "title":
                    name = f"{scheme}:{value}"
                    if _in_doubt(face, difference):
                        doubts.append(Conflict(name, difference, face, anchor))
                    if _in_doubt(anchor, difference):
                        conflicts[home].append(Conflict(name, difference, anchor, face))
        into = min(homes, default=place)
        # A face may show that two works which shared nothing until now are one.
        members[into] = [found for home in sorted(homes) for found in members.pop(home)] + [face]
        conflicts[into] = [doubt for home in sorted(homes) for doubt in conflicts.pop(home)] + doubts
        if len(homes) > 1:
            owners = {
                pair: frozenset(into if home in homes else home for home in theirs) for pair, theirs in owners.items()
            }
        for pair in identifiers(face.paper):
            owners[pair] = owners.get(pair, frozenset()) | {into}
    return tuple(
        Work(tuple(sorted(found, key=_best_first)), tuple(conflicts[place])) for place, found in sorted(members.items())
    )


def slug(paper: Paper, taken: Container[str], *, fallback: str = "paper") -> str:
    """A short address for a work: first author, year, two words of the title; `-2` and so on where it is taken."""
    author = _first_author(paper) or "unknown"
    words = [word for word in _words(paper.title) if word not in _SLUG_STOP][:2] or _words(fallback)[:3]
    parts = [author, str(paper.year or "undated"), *words] if paper.title else ["unread", *_words(fallback)[:6]]
    base = "-".join(parts)[:60].strip("-") or "paper"
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    return name


def _difference(one: Candidate, other: Candidate) -> Difference | None:
    """Why two faces cannot be one work; None when title and authors, as far as both are named, agree."""
    if one.supplement != other.supplement:
        return Difference.SUPPLEMENT
    if one.paper.is_notice != other.paper.is_notice:
        return Difference.NOTICE
    titles = bool(one.paper.title and other.paper.title)
    if not titles and not (one.paper.authors and other.paper.authors):
        return Difference.NOTHING_TO_COMPARE
    if not titles_agree(one.paper.title, other.paper.title):
        return Difference.TITLE
    return None if _authors_agree(one.paper, other.paper) else Difference.AUTHORS


def _in_doubt(face: Candidate, difference: Difference) -> bool:
    """Whether a conflict leaves it open what this face is. A paper is none the worse for its supplement or a notice."""
    match difference:
        case Difference.SUPPLEMENT:
            return face.supplement
        case Difference.NOTICE:
            return False
        case _:
            return True


def _authors_agree(one: Paper, other: Paper) -> bool:
    """Whether the first author of either is among the authors of the other; nobody named agrees with everybody.

    Records abbreviate, title pages lose accents, and some list a group first, so the order is not insisted upon.
    """
    if not one.authors or not other.authors:
        return True
    names = [{_family(author) for author in paper.authors} - {""} for paper in (one, other)]
    return not all(names) or _family(one.authors[0]) in names[1] or _family(other.authors[0]) in names[0]


def _best_first(face: Candidate) -> tuple[int, int]:
    return (_RANK[face.level], -face.length)


def _first_author(paper: Paper) -> str:
    if not paper.authors:
        return ""
    return _family(paper.authors[0])


def _family(author: Author) -> str:
    return "".join(_words(author.family or author.collective))[:24]


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "o").replace("ß", "ss"))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return _WORDS.findall(plain.casefold())

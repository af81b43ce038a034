"""Which files and records are faces of one work.

Identifiers are believed only when title and authors agree: a supplement under the paper's name, a swapped pair or a
wrong DOI in somebody's bibliography must not put two papers into one entry. Where they do not agree, nothing says which
of the two bears the wrong identifier, so both are in doubt. Faces without a common identifier are one work when title
and first author are the same, and neither bears another number of the same kind (another DOI): then a person is asked.
Preprint and article are one work where a service or a person says so and title or authors agree. A notice or a
supplement is never a face of the paper it is about, and does not put it in doubt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.document import Level
from pipeline.domain.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from pipeline.domain.paper import Author, Paper, PubStatus
from pipeline.reading.companions import is_conference_abstract
from pipeline.text.regex import regex

__all__ = [
    "Candidate",
    "Conflict",
    "Difference",
    "Tie",
    "Work",
    "family_of",
    "group",
    "identifiers",
    "titles_agree",
    "words_of",
]

_WORDS = regex(r"[a-z0-9]+")
_RANK = {Level.FULLTEXT_XML: 0, Level.FULLTEXT_PDF: 1, Level.ABSTRACT: 2}
#: Titles of fewer words ("Editorial", "Chronic fatigue syndrome") say too little to join two files by.
_TITLE_WORDS = 5


#: Two records of one title whose years are further apart are no preprint and its article.
_YEARS_APART = 3


@dataclass(frozen=True, slots=True)
class Tie:
    """What somebody says: the work with this identifier is the same work. A person's word needs no second witness."""

    scheme: str
    value: str
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One input that may be a face of a work. `key` names it for the caller; `length` is its text's, in characters.

    `supplement` says that it is the supplement of a paper, which bears the paper's title and DOI and is not the paper.
    `also` are identifiers by which it is known beside those of its own text; `unsure` says that those of its own are in
    doubt, so that another number is no reason to think it another work.
    """

    key: str
    paper: Paper
    level: Level
    length: int
    supplement: bool = False
    also: tuple[tuple[str, str], ...] = ()
    ties: tuple[Tie, ...] = ()
    unsure: bool = False

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every identifier that it may be met by."""
        return tuple(dict.fromkeys((*identifiers(self.paper), *self.also)))


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
    """One work: its faces, best first, and what is doubtful.

    An article comes before its preprint and the abstract of its talk, full text XML before PDF before abstract, the
    longer text before the shorter. `maybe` names candidates of other works that may be this one, by title, first author
    and year.
    """

    faces: tuple[Candidate, ...]
    conflicts: tuple[Conflict, ...] = ()
    maybe: tuple[str, ...] = ()

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
    title = " ".join(words_of(paper.title))
    author = _first_author(paper)
    if author and len(title.split()) >= _TITLE_WORDS and not paper.is_notice:
        found.append(("title", f"{author}|{title}"))
    return tuple(found)


def titles_agree(one: str, other: str) -> bool:
    """Whether two titles may be the same title, read by different means.

    Missing titles agree with everything. A title that lost its subtitle or its end still agrees; one word in five
    may differ.
    """
    first, second = words_of(one), words_of(other)
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
    tied: dict[tuple[str, str], frozenset[int]] = {}
    maybe: list[tuple[str, str]] = []
    for place, face in enumerate(faces):
        homes: set[int] = set()
        doubts: list[Conflict] = []
        for scheme, value in face.names:
            for home in sorted(owners.get((scheme, value), ())):
                anchor = next(one for one in members[home] if (scheme, value) in one.names)
                difference = _difference(face, anchor)
                if difference is None and scheme == "title" and _numbered_apart(face, members[home]):
                    maybe += [(anchor.key, face.key)] if _years_agree(face.paper, anchor.paper) else []
                elif difference is None:
                    homes.add(home)
                elif scheme != "title":
                    name = f"{scheme}:{value}"
                    if _in_doubt(face, difference):
                        doubts.append(Conflict(name, difference, face, anchor))
                    if _in_doubt(anchor, difference):
                        conflicts[home].append(Conflict(name, difference, anchor, face))
        for home in sorted(_told(face, owners, tied) - homes):
            if any(_tie(face, one) for one in members[home]):
                homes.add(home)
            elif _difference(face, members[home][0]) not in (Difference.NOTICE, Difference.SUPPLEMENT):
                maybe.append((members[home][0].key, face.key))  # somebody says so, and nothing bears it out
        into = min(homes, default=place)
        # A face may show that two works which shared nothing until now are one.
        members[into] = [found for home in sorted(homes) for found in members.pop(home)] + [face]
        conflicts[into] = [doubt for home in sorted(homes) for doubt in conflicts.pop(home)] + doubts
        for known in (owners, tied) if len(homes) > 1 else ():
            for pair, theirs in known.items():
                known[pair] = frozenset(into if home in homes else home for home in theirs)
        for known, pairs in ((owners, face.names), (tied, tuple((tie.scheme, tie.value) for tie in face.ties))):
            for pair in pairs:
                known[pair] = known.get(pair, frozenset()) | {into}
    return tuple(
        Work(_ranked(found), tuple(conflicts[place]), _elsewhere(found, maybe))
        for place, found in sorted(members.items())
    )


def _told(
    face: Candidate, owners: Mapping[tuple[str, str], frozenset[int]], tied: Mapping[tuple[str, str], frozenset[int]]
) -> set[int]:
    """The works that a face is said to be one with, from either side."""
    from_here = [owners.get((tie.scheme, tie.value), frozenset()) for tie in face.ties]
    return {home for homes in (*from_here, *(tied.get(pair, frozenset()) for pair in face.names)) for home in homes}


def _tie(face: Candidate, other: Candidate) -> bool:
    """Whether two faces that one of them ties together are one work."""
    ties = [tie for tie in face.ties if (tie.scheme, tie.value) in other.names]
    ties += [tie for tie in other.ties if (tie.scheme, tie.value) in face.names]
    if not ties or _difference(face, other) in (Difference.NOTICE, Difference.SUPPLEMENT):
        return False
    if any(tie.by_person for tie in ties) or titles_agree(face.paper.title, other.paper.title):
        return True
    return bool(face.paper.authors and other.paper.authors) and _authors_agree(face.paper, other.paper)


def _numbered_apart(face: Candidate, home: Sequence[Candidate]) -> bool:
    """Whether a face bears another number than every face of a work, of a kind that they bear too."""
    return any(
        (mine := {value for name, value in face.names if name == scheme})
        and (theirs := {value for one in home if not one.unsure for name, value in one.names if name == scheme})
        and not mine & theirs
        for scheme in ("doi", "pmid", "pmcid")
    )


def _years_agree(one: Paper, other: Paper) -> bool:
    return one.year is None or other.year is None or abs(one.year - other.year) <= _YEARS_APART


def _elsewhere(found: Sequence[Candidate], maybe: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The candidates of other works that may be this one."""
    mine = {one.key for one in found}
    pairs = [*maybe, *((second, first) for first, second in maybe)]
    return tuple(dict.fromkeys(second for first, second in pairs if first in mine and second not in mine))


def _ranked(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    articles = {one.paper.doi.lower() for one in found if one.paper.doi and not _is_earlier(one)}

    def rank(face: Candidate) -> tuple[bool, int, int]:
        older = _is_earlier(face) and bool(articles - {(face.paper.doi or "").lower()})
        return (older, _RANK[face.level], -face.length)

    return tuple(sorted(found, key=rank))


def _is_earlier(face: Candidate) -> bool:
    """Whether a face is what came before the article: a preprint under a DOI of its own, or the abstract of a talk."""
    preprint = face.paper.pub_status is PubStatus.PREPRINT and bool(face.paper.doi)
    return preprint or is_conference_abstract(face.paper)


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
    names = [{family_of(author) for author in paper.authors} - {""} for paper in (one, other)]
    return not all(names) or family_of(one.authors[0]) in names[1] or family_of(other.authors[0]) in names[0]


def _first_author(paper: Paper) -> str:
    if not paper.authors:
        return ""
    return family_of(paper.authors[0])


def family_of(author: Author) -> str:
    """An author's family name, or a group's whole name, as its letters and digits alone, cut at 24."""
    return "".join(words_of(author.family or author.collective))[:24]


def words_of(text: str) -> list[str]:
    """The words of a title in lower case, without accents and punctuation."""
    folded = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "o").replace("ß", "ss"))
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return _WORDS.findall(plain.casefold())

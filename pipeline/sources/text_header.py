"""What a plain text says about its paper before and after its prose: labelled lines, a citation, names, a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.domain.identifiers import find_doi, find_registry_ids, normalise_pmcid
from pipeline.domain.paper import Paper
from pipeline.sources.links import status
from pipeline.sources.names import authors_in
from pipeline.text.regex import regex

__all__ = ["Header", "is_names", "source_of"]

_FIELD = regex(
    r"^\**(title|authors?|journal|year|date|published|volume|issue|pages?|doi|pmid|pmcid|keywords?|key words|"
    r"licen[cs]e|retrieved|affiliations?|source|url|citation|language)\**\s*:\s*\**\s*(.*?)\s*$",
    re.IGNORECASE,
)
_LATE = regex(r"doi|pmid|pmcid|journal|authors|key ?words?|licen[cs]e|retrieved|affiliations", re.IGNORECASE)
_CITATION = regex(
    r"^(?P<authors>(?:[^\W\d_][\w'’.-]+(?: [\w'’-]+){0,3} [A-Z]{1,3}(?:, | and |(?=\.)|(?= et al))){1,40}"
    r"(?:,? ?et al)?)\. "
    r"(?P<title>.{15,400}?[.?!]) (?P<journal>[A-Z][^;]{2,90}?)[.,] (?P<rest>(?:1[89]|20)\d\d\b.*)$"
)
_SOURCE = regex(r"^(?P<journal>[A-Z][\w&.,:() -]{2,90}?)[.,]? (?P<year>(?:1[89]|20)\d\d)\b[^a-z]{0,6}.{0,60}$")
#: Words that stand in lower case inside the names of journals.
_JOURNAL_SMALL = frozenset(
    {"of", "and", "the", "in", "for", "on", "de", "du", "la", "et", "für", "und", "der", "di", "&"}
)
_TWO_PLAIN_WORDS = regex(r"\b[a-z]{2,} [a-z]{2,}\b")
_YEAR = regex(r"\b(?:1[89]|20)\d\d\b")
_PMID = regex(r"\bPMID:?\s*([1-9]\d{0,7})\b", re.IGNORECASE)
_PMCID = regex(r"\bPMC\d{2,9}\b", re.IGNORECASE)
_NAME = regex(r"(?:[^\W\d_][\w'’.-]*|\([^)]{1,20}\))")
_SMALL = frozenset(
    {"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten", "zu", "af",
     "el", "al", "bin", "ibn", "and", "et"}
)  # fmt: skip


@dataclass
class Header:
    """The facts gathered so far; later lines never overwrite earlier ones."""

    title: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    def take(self, line: str, *, late: bool = False) -> bool:
        """Whether the line states facts about the paper; if so they are kept.

        `late`, after prose began, only those fields count that cannot be words of the paper.
        """
        pieces = [piece.strip() for piece in line.split(" | ")]
        matches = [_FIELD.match(piece) for piece in pieces]
        if not all(matches) or (late and not all(match and _LATE.match(match.group(1)) for match in matches)):
            return self._bare_identifier(line)
        for match in matches:
            if match is not None:
                self._keep(match.group(1).lower().rstrip("s"), match.group(2))
        return True

    def cite(self, line: str) -> bool:
        """Whether the line is the paper's citation (`Authors. Title. Journal. Year;...`); if so its parts are kept."""
        match = _CITATION.match(line)
        if match is None:
            return False
        self.title = match.group("title").rstrip(".")
        self._keep("author", match.group("authors"))
        self._keep("journal", match.group("journal"))
        self._keep("year", match.group("rest"))
        self._identifiers(match.group("rest"))
        return True

    def byline(self, line: str) -> bool:
        """Whether the line is the list of authors or the journal's line that stand below a title; if so it is kept."""
        if source := source_of(line):
            self._keep("journal", source.group("journal"))
            self._keep("year", source.group("year"))
            return True
        if "author" not in self.fields and is_names(line):
            self._keep("author", line)
            return True
        return False

    def paper(self, prose: str) -> Paper:
        """The paper these facts describe."""
        year = _YEAR.search(self.fields.get("year") or self.fields.get("date") or self.fields.get("journal", ""))
        journal = re.split(r"[,(]\s*(?=(?:1[89]|20)\d\d)|, Volume|;", self.fields.get("journal", ""))[0].strip(" ,.")
        doi = find_doi(self.fields.get("doi", "")) or find_doi(self.fields.get("url", ""))
        title = (self.title or self.fields.get("title", "")).strip()
        pmid = re.search(r"[1-9]\d{0,7}", self.fields.get("pmid", ""))
        pmcid = _PMCID.search(self.fields.get("pmcid", ""))
        return Paper(
            title=title[:-1] if title.endswith(".") and not title.endswith("..") else title,
            authors=authors_in(self.fields.get("author", "")),
            journal=journal,
            year=int(year.group()) if year else None,
            doi=doi,
            pmid=pmid.group() if pmid else None,
            pmcid=normalise_pmcid(pmcid.group()) if pmcid else None,
            keywords=tuple(
                word.strip(" .") for word in re.split(r"[;,]", self.fields.get("keyword", "")) if word.strip()
            ),
            registry_ids=find_registry_ids(prose),
            pub_status=status((), title=title, journal=journal, doi=doi),
        )

    def _keep(self, name: str, value: str) -> None:
        if value:
            name = {"key word": "keyword", "published": "date", "page": "pages", "citation": "source"}.get(name, name)
            self.fields.setdefault(name, value)

    def _identifiers(self, text: str) -> None:
        if doi := find_doi(text):
            self._keep("doi", doi)
        if match := _PMID.search(text):
            self._keep("pmid", match.group(1))
        if match := _PMCID.search(text):
            self._keep("pmcid", match.group())

    def _bare_identifier(self, line: str) -> bool:
        """A line that holds nothing but an identifier (`10.x/y`, `https://doi.org/...`, `PMID 123`)."""
        words = re.sub(r"\b(?:doi|pmid|pmcid)\b:?", "", line, flags=re.IGNORECASE).split()
        if not words or len(words) > 3 or len(line) > 200:
            return False
        if all(find_doi(word) or _PMCID.fullmatch(word.strip(",;.")) for word in words):
            self._identifiers(line)
            return True
        return False


def is_names(line: str) -> bool:
    """Whether a line is a list of persons: between commas two to five words, capitalised or particles, no sentence."""
    text = re.sub(r",?\s*\bet al\.?", "", line).strip().rstrip(".")
    text = re.sub(r"(?<=[a-z])[\d*†‡]+(?:,[\d*†‡]+)*", "", text)
    items = [item.strip() for item in re.split(r"[,;]|\band\b|&", text) if item.strip()]
    if not items or (len(items) == 1 and not re.search(r"\b[A-Z]{1,3}$", items[0])) or len(line) > 2000:
        return False
    return all(_is_name(item) for item in items)


def _is_name(item: str) -> bool:
    words = item.split()
    if not 2 <= len(words) <= 6 or not all(_NAME.fullmatch(word) for word in words):
        return False
    return all(word[0].isupper() or word.lower() in _SMALL or word[0] == "(" for word in words)


def source_of(line: str) -> re.Match[str] | None:
    """A line that names a journal and a year, as below a title; None for prose in which a year stands."""
    found = _SOURCE.match(line)
    if found is None or _TWO_PLAIN_WORDS.search(line[found.end("year") :]):
        return None
    words = re.findall(r"[^\W\d_][\w'’-]*", found.group("journal"))
    return found if all(not word[0].islower() or word in _JOURNAL_SMALL for word in words) else None

"""Bibliographic facts printed in the file: identifiers, year, journal, licence, registrations."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.domain.document import SourceWarning
from pipeline.domain.paper import Author, Paper, PubStatus
from pipeline.sources.pdf.days import dates_of, preprint_version
from pipeline.sources.pdf.journal import journal_of
from pipeline.sources.pdf.standing import article_type_of, notices_of, status_of
from pipeline.text.regex import regex

__all__ = ["Printed", "paper_of"]

_DOI = regex(r"10\.\d{4,9}/[^\s\"<>|{}\\^\[\]]+[^\s\"<>|{}\\^\[\].,;:)'’”]", re.IGNORECASE)
_OWN_DOI = regex(
    r"(?:cite this (?:article|paper)(?: as)?|to cite:|citation:)[^\n]{0,400}?\b(10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;:)])"
    r"|doi: ?(10\.\d{4,9}/\S+)\s+cite this",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_OF_DOI = regex(r"[^\x21-\x7e].*")  # such as a sign whose meaning the file does not give
_PMID = regex(r"\bPMID:?\s*(\d{6,9})\b")
_PMCID = regex(r"\bPMC\s?(\d{5,9})\b")
_YEAR = regex(r"\b(19[5-9]\d|20[0-4]\d)\b")
_DATED = regex(
    r"(?:published(?: online| on)?|available online|©|copyright(?: ©)?|\(c\)|first published|posted|vol(?:ume)?\.?|"
    r"this version posted)[^.;]{0,60}?\b(19[5-9]\d|20[0-4]\d)\b",
    re.IGNORECASE,
)
_ACCEPTED = regex(r"accepted[^.;]{0,30}?\b(19[5-9]\d|20[0-4]\d)\b", re.IGNORECASE)
_CITED = regex(r"\b(19[5-9]\d|20[0-4]\d)\s?[;:,]\s?\d{1,4}\b|\((19[5-9]\d|20[0-4]\d)\)\s?\d{1,4}")
_LICENCE = (
    (regex(r"CC[- ]?BY[- ]?NC[- ]?ND|Attribution[- ]Non-?Commercial[- ]No-?Deriv", re.IGNORECASE), "CC BY-NC-ND"),
    (
        regex(r"CC[- ]?BY[- ]?NC[- ]?SA|Attribution[- ]Non-?Commercial[- ]Share-?Alike", re.IGNORECASE),
        "CC BY-NC-SA",
    ),
    (regex(r"CC[- ]?BY[- ]?NC|Attribution[- ]Non-?Commercial|licenses/by-nc/", re.IGNORECASE), "CC BY-NC"),
    (regex(r"CC[- ]?BY[- ]?ND|Attribution[- ]No-?Deriv", re.IGNORECASE), "CC BY-ND"),
    (regex(r"CC[- ]?BY[- ]?SA|Attribution[- ]Share-?Alike", re.IGNORECASE), "CC BY-SA"),
    (regex(r"CC[- ]?BY\b|Creative Commons Attribution|licenses/by/", re.IGNORECASE), "CC BY"),
    (regex(r"\bCC0\b|public domain dedication", re.IGNORECASE), "CC0"),
)
# What the licence of this article, not of a picture in it, begins with; it may stand on the last page.
_GRANT = regex(
    r"this (?:is an )?(?:open[- ]access )?(?:article|work)[^.]{0,80}(?:licen[cs]ed|distributed|made available)"
    r"[^.]{0,200}",
    re.IGNORECASE,
)
_REGISTRY = regex(
    r"\b(NCT\d{8}|ISRCTN\s?\d{6,8}|ACTRN\d{14}|ChiCTR[\w-]{6,18}|EudraCT[ :#a-z]*\d{4}-\d{6}-\d{2}|"
    r"\d{4}-\d{6}-\d{2}-\d{2}|DRKS\d{8}|"
    r"UMIN\d{9}|CRD\s?\d{8,14}|NTR\d{3,5}|NL\d{4,5}|IRCT\w{10,18}|CTRI/\d{4}/\d{2,3}/\d{6}|jRCT\w{10,12}|KCT\d{7})\b"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the file says of itself, gathered from its pages.

    `first_page` are the lines of the first page in file order, turned lines and furniture included, cited works left
    out; `banner` are those at its top and bottom, `aside` those outside running text; `furniture` are the running heads
    and feet of all pages; `front` is the front matter; `body_length` counts characters of running text.
    """

    title: str
    authors: tuple[Author, ...]
    first_page: tuple[str, ...]
    furniture: tuple[str, ...]
    front: str
    text: str
    properties: dict[str, str]
    body_length: int
    n_references: int
    marks: tuple[str, ...] = ()
    banner: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def paper_of(printed: Printed) -> tuple[Paper, tuple[SourceWarning, ...]]:
    """The paper's bibliographic facts and what in them disagrees."""
    first = "\n".join(printed.first_page)
    edges = "\n".join(printed.furniture)
    doi, warnings = _doi(printed, first, edges)
    head = first + "\n" + edges
    notices = notices_of(
        printed.title.strip(),
        printed.first_page[:15],
        (*printed.marks, *printed.furniture),
        printed.body_length,
        lambda: _cited_doi(printed, doi),
    )
    if any(notice.doi and notice.doi != doi for notice in notices):
        warnings = tuple(warning for warning in warnings if warning.code != "doi_conflict")
    status = status_of(head, doi, notices)
    paper = Paper(
        title=printed.title,
        authors=printed.authors,
        journal=_journal(printed, is_preprint=status is PubStatus.PREPRINT),
        year=_year(printed, head),
        doi=doi,
        pmid=_single(_PMID, first),
        pmcid=f"PMC{number}" if (number := _single(_PMCID, first)) else None,
        licence=_licence(printed.front + "\n" + head) or _licence(" ".join(_GRANT.findall(printed.text))),
        article_type=article_type_of(printed.first_page, notices),
        registry_ids=tuple(dict.fromkeys(found.replace(" ", "") for found in _REGISTRY.findall(printed.text)))[:20],
        pub_status=status,
        notices=notices,
        dates=dates_of(head + "\n" + printed.front, printed.text),
        preprint_version=preprint_version(head) if status is PubStatus.PREPRINT else None,
    )
    return paper, warnings


def _licence(text: str) -> str | None:
    return next((name for pattern, name in _LICENCE if pattern.search(text)), None)


def _doi(printed: Printed, first: str, edges: str) -> tuple[str | None, tuple[SourceWarning, ...]]:
    """The paper's own DOI: what the page edges repeat and the first page prints, not what is cited."""
    votes: Counter[str] = Counter()
    places: dict[str, int] = {}
    for weight, text in ((3, edges), (2, "\n".join(printed.banner)), (2, first)):
        for position, found in enumerate(_DOI.finditer(text)):
            doi = _tidy_doi(found.group(0))
            before = text[max(0, found.start() - 60) : found.start()].lower()
            votes[doi] += weight + (2 if re.search(r"doi\.?(?:org)?[:/ ]*$", before) else 0)
            places.setdefault(doi, position)
    for found in _OWN_DOI.finditer(printed.text):
        votes[_tidy_doi(found.group(1) or found.group(2))] += 4
    own = _DOI.search(" ".join(value for key, value in printed.properties.items() if key != "keywords"))
    if own:
        votes[_tidy_doi(own.group(0))] += 2
    merged: Counter[str] = Counter()
    for doi, count in votes.items():  # a DOI cut at a line's end is the beginning of the whole one
        longer = [other for other in votes if other != doi and other.startswith(doi)]
        merged[min(longer, key=len) if longer else doi] += count
    if not merged:
        return None, ()
    best = max(merged, key=lambda doi: (merged[doi], -places.get(doi, 99)))
    rivals = [
        doi for doi in merged if doi != best and merged[doi] >= 4 and doi.partition("/")[0] == best.partition("/")[0]
    ]
    if rivals:
        message = f"the file prints two DOIs as its own: {best} and {rivals[0]}"
        return best, (SourceWarning("doi_conflict", message, page=1),)
    return best, ()


def _cited_doi(printed: Printed, own: str | None) -> str | None:
    """The first DOI in the text that is not the file's own."""
    dois = (_tidy_doi(found) for found in _DOI.findall(printed.text))
    return next((doi for doi in dois if doi != own), None)


def _tidy_doi(doi: str) -> str:
    doi = _NOT_OF_DOI.sub("", doi.lower()).rstrip(".,;:)")
    doi = re.sub(r"(?:/pdf|/full|/abstract|\.pdf|v\d+\.full.*)$", "", doi)
    return re.sub(r"(?<=\d)(?:received|published|accepted|copyright|this|academic|open|©).*$", "", doi)


def _single(pattern: re.Pattern[str], text: str) -> str | None:
    found = set(pattern.findall(text))
    return found.pop() if len(found) == 1 else None


def _year(printed: Printed, head: str) -> int | None:
    """The year of publication: what the banner, the copyright line or the date says, in this order."""
    for pattern in (_CITED, _DATED, _ACCEPTED):
        years: Counter[int] = Counter()
        for found in pattern.finditer(head):
            years[int(next(group for group in found.groups() if group))] += 1
        if years:
            return years.most_common(1)[0][0]
    years = Counter(int(year) for year in _YEAR.findall(head))
    if years:
        return max(years)
    created = _YEAR.search(printed.properties.get("creationDate", ""))
    return int(created.group(0)) if created else None


_SERVER = regex(r"\b(medRxiv|bioRxiv|Research Square|arXiv|SSRN)\b|(preprints\.org)", re.IGNORECASE)
_SERVERS = {name.lower(): name for name in ("medRxiv", "bioRxiv", "Research Square", "arXiv", "SSRN", "Preprints.org")}


def _journal(printed: Printed, *, is_preprint: bool) -> str:
    """The journal: of what the page edges and the first page's banner print, the likeliest name."""
    if is_preprint:
        server = _SERVER.search("\n".join((*printed.furniture, *printed.first_page)))
        if server:
            return _SERVERS[server.group(0).lower()]
    banner = (*printed.aside[:40], *printed.aside[-12:], printed.properties.get("subject", ""))
    return journal_of(printed.furniture, banner, printed.title)

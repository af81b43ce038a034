"""Bibliographic facts printed in the file: identifiers, year, journal, licence, kind of article, notices."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.domain.document import SourceWarning
from pipeline.domain.paper import Author, Notice, NoticeKind, Paper, PubStatus
from pipeline.sources.pdf.journal import journal_of

__all__ = ["Printed", "paper_of"]

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>|{}\\^\[\]]+[^\s\"<>|{}\\^\[\].,;:)'’”]", re.IGNORECASE)
_OWN_DOI = re.compile(
    r"(?:cite this (?:article|paper)(?: as)?|to cite|citation:)[^\n]{0,400}?\b(10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;:)])"
    r"|doi: ?(10\.\d{4,9}/\S+)\s+cite this",
    re.IGNORECASE | re.MULTILINE,
)
_PMID = re.compile(r"\bPMID:?\s*(\d{6,9})\b")
_PMCID = re.compile(r"\bPMC\s?(\d{5,9})\b")
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
_DATED = re.compile(
    r"(?:published(?: online| on)?|available online|©|copyright(?: ©)?|\(c\)|first published|posted|vol(?:ume)?\.?|"
    r"this version posted)[^.;]{0,60}?\b(19[5-9]\d|20[0-4]\d)\b",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(r"accepted[^.;]{0,30}?\b(19[5-9]\d|20[0-4]\d)\b", re.IGNORECASE)
_CITED = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\s?[;:,]\s?\d{1,4}\b|\((19[5-9]\d|20[0-4]\d)\)\s?\d{1,4}")
_LICENCE = (
    (re.compile(r"CC[- ]?BY[- ]?NC[- ]?ND|Attribution[- ]Non-?Commercial[- ]No-?Deriv", re.IGNORECASE), "CC BY-NC-ND"),
    (
        re.compile(r"CC[- ]?BY[- ]?NC[- ]?SA|Attribution[- ]Non-?Commercial[- ]Share-?Alike", re.IGNORECASE),
        "CC BY-NC-SA",
    ),
    (re.compile(r"CC[- ]?BY[- ]?NC|Attribution[- ]Non-?Commercial|licenses/by-nc/", re.IGNORECASE), "CC BY-NC"),
    (re.compile(r"CC[- ]?BY[- ]?ND|Attribution[- ]No-?Deriv", re.IGNORECASE), "CC BY-ND"),
    (re.compile(r"CC[- ]?BY[- ]?SA|Attribution[- ]Share-?Alike", re.IGNORECASE), "CC BY-SA"),
    (re.compile(r"CC[- ]?BY\b|Creative Commons Attribution|licenses/by/", re.IGNORECASE), "CC BY"),
    (re.compile(r"\bCC0\b|public domain dedication", re.IGNORECASE), "CC0"),
)
_PREPRINT = re.compile(
    r"\bbioRxiv\b|\bmedRxiv\b|research ?square|preprints\.org|\barXiv:\d|\bSSRN\b|this preprint|"
    r"preprint \(which was not|"
    r"not (?:been )?(?:certified by )?peer[- ]review",
    re.IGNORECASE,
)
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/20\d\d|1101/\d{6}|64898/20\d\d|21203/rs|20944/preprints|48550/arxiv|2139/ssrn|31219)", re.IGNORECASE
)
_IN_PRESS = re.compile(
    r"journal pre-?proofs?|\bin press\b|accepted manuscript|article in press|unedited (?:version|manuscript)|"
    r"uncorrected proof|"
    r"corrected proof|published ahead of print|we are providing an unedited",
    re.IGNORECASE,
)
_REGISTRY = re.compile(
    r"\b(NCT\d{8}|ISRCTN\s?\d{6,8}|ACTRN\d{14}|ChiCTR[\w-]{6,18}|EudraCT[ :#a-z]*\d{4}-\d{6}-\d{2}|"
    r"\d{4}-\d{6}-\d{2}-\d{2}|DRKS\d{8}|"
    r"UMIN\d{9}|CRD\s?\d{8,14}|NTR\d{3,5}|NL\d{4,5}|IRCT\w{10,18}|CTRI/\d{4}/\d{2,3}/\d{6}|jRCT\w{10,12}|KCT\d{7})\b"
)
_TYPES = (
    ("retraction", re.compile(r"^(?:retraction|retracted|retraction notice|retraction note|notice of retraction)\b", re.IGNORECASE)),
    ("correction", re.compile(r"^(?:corrigend(?:um|a)|errat(?:um|a)|(?:author |publisher )?correction)\b", re.IGNORECASE)),
    ("expression-of-concern", re.compile(r"^(?:editorial )?expression of concern\b", re.IGNORECASE)),
    ("study-protocol", re.compile(r"^(?:study |clinical trial |trial )?protocol$", re.IGNORECASE)),
    ("systematic-review", re.compile(r"^systematic review(?: article| and meta-?analysis)?$|^meta-?analysis$", re.IGNORECASE)),
    ("review-article", re.compile(r"^(?:mini[- ]?|narrative |scoping |literature |topical |invited )?reviews?(?: article| paper)?$", re.IGNORECASE)),
    ("case-report", re.compile(r"^case (?:reports?|study|series|presentation)$", re.IGNORECASE)),
    ("letter", re.compile(r"^(?:letters?(?: to the editors?)?|correspondence|matters arising)$", re.IGNORECASE)),
    ("editorial", re.compile(r"^editorials?$", re.IGNORECASE)),
    ("hypothesis", re.compile(r"^(?:hypothesis(?: and theory(?: article)?)?|hypotheses|perspectives?|viewpoint|opinion(?: article)?)$", re.IGNORECASE)),
    ("commentary", re.compile(r"^(?:commentary|comment)$", re.IGNORECASE)),
    ("brief-report", re.compile(r"^(?:brief|short|rapid) (?:reports?|communications?|research report)$", re.IGNORECASE)),
    ("research-article", re.compile(
        r"^(?:original )?(?:research|clinical) ?(?:articles?|papers?|study|trial|investigation)?$|"
        r"^original (?:article|paper|investigation|contribution)s?$|^article$|^research$",
        re.IGNORECASE)),
)  # fmt: skip
_NOTICE_TITLE = (
    (NoticeKind.RETRACTS, re.compile(r"^\W*(?:retraction(?: note| notice)?\b|retracted:|notice of retraction)", re.IGNORECASE)),
    (NoticeKind.CORRECTS, re.compile(r"^\W*(?:corrigend(?:um|a)|errat(?:um|a)|(?:author |publisher )?correction)\b\s*(?:to\b|:|for\b|$|[–—-])", re.IGNORECASE)),
    (NoticeKind.CONCERNS, re.compile(r"^\W*(?:editorial )?expression of concern\b", re.IGNORECASE)),
)  # fmt: skip
_RETRACTED_MARK = re.compile(r"\bRETRACTED(?: ARTICLE)?\b")


@dataclass(frozen=True, slots=True)
class Printed:
    """What the file says of itself, gathered from its pages.

    `first_page` are all lines of the first page in file order, turned lines and furniture included; `furniture` are the
    running heads and feet of all pages; `front` is the front matter; `body_length` counts characters of running text.
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


def paper_of(printed: Printed) -> tuple[Paper, tuple[SourceWarning, ...]]:
    """The paper's bibliographic facts and what in them disagrees."""
    first = "\n".join(printed.first_page)
    edges = "\n".join(printed.furniture)
    doi, warnings = _doi(printed, first, edges)
    notices = _notices(printed)
    types = [
        kind
        for line in printed.first_page
        for kind, pattern in _TYPES
        if len(line) < 60 and pattern.search(line.strip(" .:"))
    ]
    article_type = types[0] if types else ""
    own = {notice.kind for notice in notices}
    if NoticeKind.RETRACTS in own:
        article_type = "retraction"
    elif NoticeKind.CORRECTS in own:
        article_type = "correction"
    elif article_type in ("retraction", "correction"):
        article_type = next((kind for kind in types if kind not in ("retraction", "correction")), "")
    head = first + "\n" + edges
    status = _status(head, doi, own)
    paper = Paper(
        title=printed.title,
        authors=printed.authors,
        journal=_journal(printed, is_preprint=status is PubStatus.PREPRINT),
        year=_year(printed, head),
        doi=doi,
        pmid=_single(_PMID, first),
        pmcid=f"PMC{number}" if (number := _single(_PMCID, first)) else None,
        licence=next((name for pattern, name in _LICENCE if pattern.search(printed.front + "\n" + head)), None),
        article_type=article_type,
        registry_ids=tuple(dict.fromkeys(found.replace(" ", "") for found in _REGISTRY.findall(printed.text)))[:20],
        pub_status=status,
        notices=notices,
    )
    return paper, warnings


def _doi(printed: Printed, first: str, edges: str) -> tuple[str | None, tuple[SourceWarning, ...]]:
    """The paper's own DOI: what the page edges repeat and the first page prints, not what is cited."""
    votes: Counter[str] = Counter()
    places: dict[str, int] = {}
    for weight, text in ((3, edges), (2, first)):
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


def _tidy_doi(doi: str) -> str:
    doi = doi.lower().rstrip(".,;:)")
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


_SERVER = re.compile(r"\b(medRxiv|bioRxiv|Research Square|arXiv|SSRN)\b|(preprints\.org)", re.IGNORECASE)
_SERVERS = {name.lower(): name for name in ("medRxiv", "bioRxiv", "Research Square", "arXiv", "SSRN", "Preprints.org")}


def _journal(printed: Printed, *, is_preprint: bool) -> str:
    """The journal: of what the page edges and the first page's banner print, the likeliest name."""
    if is_preprint:
        server = _SERVER.search("\n".join((*printed.furniture, *printed.first_page)))
        if server:
            return _SERVERS[server.group(0).lower()]
    banner = (*printed.first_page[:40], *printed.first_page[-12:], printed.properties.get("subject", ""))
    return journal_of(printed.furniture, banner, printed.title)


def _notices(printed: Printed) -> tuple[Notice, ...]:
    """What the page says of its own standing, and what it says of another paper's."""
    title = printed.title.strip()
    heads = [title, *(line for line in printed.first_page[:15] if len(line) < 60)]
    for kind, pattern in _NOTICE_TITLE:
        for head in heads:
            if not pattern.search(head):
                continue
            short = printed.body_length < 6000 or head != title
            if kind is NoticeKind.RETRACTS and not short:
                return (Notice(kind=NoticeKind.RETRACTED_BY, text=head),)
            if printed.body_length < 9000:
                cited = [_tidy_doi(found) for found in _DOI.findall(printed.text)]
                others = [
                    doi for doi in cited if doi not in "\n".join(printed.first_page[-8:] + printed.furniture).lower()
                ]
                return (Notice(kind=kind, text=head, doi=others[0] if others else None),)
    if any(_RETRACTED_MARK.search(mark) for mark in (*printed.marks, *printed.furniture)) or (
        title.upper().startswith("RETRACTED") and printed.body_length >= 6000
    ):
        return (Notice(kind=NoticeKind.RETRACTED_BY, text="the pages are marked RETRACTED"),)
    return ()


def _status(head: str, doi: str | None, notices: set[NoticeKind]) -> PubStatus:
    if NoticeKind.RETRACTED_BY in notices:
        return PubStatus.RETRACTED
    if (doi and _PREPRINT_DOI.match(doi)) or (_PREPRINT.search(head) and not (doi and not _PREPRINT_DOI.match(doi))):
        return PubStatus.PREPRINT
    if any(len(line) < 90 and _IN_PRESS.match(line.strip(" *-–")) for line in head.splitlines()):
        return PubStatus.IN_PRESS
    return PubStatus.PUBLISHED

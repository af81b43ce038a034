"""PubMed XML: articles and books, alone or in a set, as records with their abstract."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.domain.identifiers import bare_doi, find_registry_ids, normalise_pmcid, normalise_pmid
from pipeline.domain.paper import Author, Dates, Notice, Paper, PubStatus
from pipeline.errors import UnreadableSource
from pipeline.sources.dates import iso
from pipeline.sources.inline import text_of
from pipeline.sources.links import notices_of_types, of_pubmed, status, versions_of
from pipeline.sources.records import AbstractPart, Found, Reading, abstract_reading, each, parts_of
from pipeline.sources.safe_xml import child, children, elements, first, local_name, parse
from pipeline.text.language import UNDETERMINED, language_code
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "pubmed_xml/1"

_RECORDS = ("PubmedArticle", "PubmedBookArticle")
_YEAR = regex(r"(?:1[5-9]|20)\d\d")
_DOI_IN_SOURCE = regex(r"\bdoi:\s*(\S+)", re.IGNORECASE)
_TRANSLATED = regex(r"^\[(.*?)\]\.?$", re.DOTALL)
_NO_LABEL = frozenset({"", "UNASSIGNED", "UNLABELLED", "ABSTRACT"})


def read(content: bytes) -> tuple[Found, ...]:
    """Every record of the file, in order.

    Raises:
        UnreadableSource: `broken`, `too_large`; `no_records` for an empty reply.
    """
    root = parse(content)
    records = [root] if local_name(root) in _RECORDS else list(elements(root, *_RECORDS))
    if not records and local_name(root) == "MedlineCitationSet":
        records = children(root, "MedlineCitation")
    if not records:
        raise UnreadableSource(
            "no_records",
            "PubMed's reply holds no record",
            hint="check the PubMed number; a record can be withdrawn or merged",
        )
    return each(records, _record)


def _record(record: etree._Element) -> Reading:
    return _book(record) if local_name(record) == "PubmedBookArticle" else _article(record)


def _article(record: etree._Element) -> Reading:
    citation = child(record, "MedlineCitation") if local_name(record) == "PubmedArticle" else record
    article = child(citation, "Article")
    if citation is None or article is None:
        raise UnreadableSource("broken", "this PubMed record has no article", hint="fetch the record again")
    ids = _own_ids(child(record, "PubmedData", "ArticleIdList"))
    title = _title(article)
    types = tuple(dict.fromkeys(text_of(node) for node in elements(article, "PublicationType")))
    notices = notices_of_types(types, _notices(citation))
    parts, language = _abstract(article, citation)
    doi = _doi(ids.get("doi")) or _location_doi(article)
    journal = text_of(child(article, "Journal", "Title")) or text_of(child(citation, "MedlineJournalInfo", "MedlineTA"))
    paper = Paper(
        title=title,
        authors=_authors(child(article, "AuthorList")),
        journal=journal,
        year=_year(article, child(record, "PubmedData")),
        dates=_dates(article, child(record, "PubmedData")),
        doi=doi,
        pmid=normalise_pmid(text_of(child(citation, "PMID"))),
        pmcid=normalise_pmcid(ids.get("pmc")),
        licence=None,
        article_type=_article_type(types),
        publication_types=types,
        keywords=tuple(dict.fromkeys(text_of(node) for node in elements(citation, "Keyword"))),
        registry_ids=_registrations(article, parts),
        pub_status=status(notices, title=title, types=types, journal=journal, doi=doi),
        notices=notices,
        versions=versions_of(notices),
    )
    return abstract_reading(paper, parts, language)


def _book(record: etree._Element) -> Reading:
    document = child(record, "BookDocument")
    if document is None:
        raise UnreadableSource("broken", "this PubMed book record has no document", hint="fetch the record again")
    book = child(document, "Book")
    chapter, whole = text_of(child(document, "ArticleTitle")), text_of(child(book, "BookTitle"))
    ids = _own_ids(child(document, "ArticleIdList"))
    chapter_authors = [node for node in children(document, "AuthorList") if node.get("Type", "authors") == "authors"]
    people = chapter_authors[0] if chapter_authors else child(book, "AuthorList")
    types = tuple(text_of(node) for node in children(document, "PublicationType"))
    paper = Paper(
        title=_plain_title(chapter or whole),
        authors=_authors(people),
        journal=whole if chapter else text_of(child(book, "CollectionTitle")),
        year=_first_year(child(document, "ContributionDate"), child(book, "PubDate"), child(book, "BeginningDate")),
        doi=_doi(ids.get("doi")),
        pmid=normalise_pmid(text_of(child(document, "PMID"))),
        pmcid=normalise_pmcid(ids.get("pmc")),
        article_type="book-chapter" if chapter else "book",
        publication_types=types,
        keywords=tuple(text_of(node) for node in elements(document, "Keyword")),
        pub_status=PubStatus.PUBLISHED,
    )
    language = language_code(text_of(child(document, "Language")))
    return abstract_reading(paper, _parts(child(document, "Abstract")), "" if language == UNDETERMINED else language)


def _own_ids(listed: etree._Element | None) -> dict[str, str]:
    """The record's own identifiers: direct children only, since reference lists hold such elements too."""
    if listed is None:
        return {}
    return {node.get("IdType", ""): text_of(node) for node in children(listed, "ArticleId")}


def _doi(value: str | None) -> str | None:
    return bare_doi(value) if value else None


def _location_doi(article: etree._Element) -> str | None:
    named = [node for node in children(article, "ELocationID") if node.get("EIdType") == "doi"]
    valid = [node for node in named if node.get("ValidYN", "Y") == "Y"] or named
    return next((doi for node in valid if (doi := bare_doi(text_of(node)))), None)


def _title(article: etree._Element) -> str:
    title = text_of(child(article, "ArticleTitle")) or text_of(child(article, "VernacularTitle"))
    return _plain_title(title)


def _plain_title(title: str) -> str:
    """Without the full stop that PubMed adds and the brackets that mark a translated title."""
    if match := _TRANSLATED.match(title):
        title = match.group(1)
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _abstract(article: etree._Element, citation: etree._Element) -> tuple[tuple[AbstractPart, ...], str]:
    """The abstract and its language: the journal's own, else an English one by somebody else, else any other."""
    spoken = [language_code(text_of(node)) for node in children(article, "Language")]
    language = next((code for code in spoken if code != UNDETERMINED), "")
    if parts := _parts(child(article, "Abstract")):
        return parts, "en" if len(spoken) != 1 or language != "en" else language
    others = children(citation, "OtherAbstract")
    others.sort(key=lambda node: node.get("Language", "eng") != "eng")
    for node in others:
        if parts := _parts(node):
            return parts, language_code(node.get("Language", "eng"))
    return (), language


def _parts(abstract: etree._Element | None) -> tuple[AbstractPart, ...]:
    if abstract is None:
        return ()
    parts: list[AbstractPart] = []
    texts = children(abstract, "AbstractText")
    for node in texts:
        text = text_of(node)
        label = (node.get("Label") or "").strip()
        if label.upper() in _NO_LABEL:
            label = ""
        if not text:
            continue
        parts += [AbstractPart(label, (text,))] if label or len(texts) > 1 else parts_of(text)
    return tuple(parts)


def _authors(listed: etree._Element | None) -> tuple[Author, ...]:
    if listed is None:
        return ()
    found: list[Author] = []
    for node in children(listed, "Author"):
        family, given = text_of(child(node, "LastName")), text_of(child(node, "ForeName"))
        given = given or text_of(child(node, "Initials"))
        group = text_of(child(node, "CollectiveName"))
        if family or group:
            found.append(Author(collective=group) if group and not family else Author(family=family, given=given))
    return tuple(dict.fromkeys(found))


def _year(article: etree._Element, data: etree._Element | None) -> int | None:
    """The year of first publication: electronic or in print, whichever came first."""
    dates = [*children(article, "ArticleDate"), child(article, "Journal", "JournalIssue", "PubDate")]
    years = [found for node in dates if (found := _first_year(node)) is not None]
    if years:
        return min(years)
    history = list(elements(data, "PubMedPubDate")) if data is not None else []
    entered = [node for node in history if node.get("PubStatus") in ("pubmed", "entrez")]
    return _first_year(*entered)


def _dates(article: etree._Element, data: etree._Element | None) -> Dates:
    """Received and accepted from the history, published from the electronic date, else from the issue's."""
    history = {
        node.get("PubStatus", ""): _day(node) for node in (elements(data, "PubMedPubDate") if data is not None else ())
    }
    issue = child(article, "Journal", "JournalIssue", "PubDate")
    appeared = [_day(node) for node in (*children(article, "ArticleDate"), issue) if node is not None]
    return Dates(
        received=history.get("received"),
        accepted=history.get("accepted"),
        published=next((date for date in appeared if date), None),
    )


def _day(node: etree._Element) -> str | None:
    return iso(*(text_of(child(node, name)) for name in ("Year", "Month", "Day")))


def _first_year(*dates: etree._Element | None) -> int | None:
    for node in dates:
        if node is not None and (match := _YEAR.search(text_of(child(node, "Year")) or text_of(node))):
            return int(match.group())
    return None


def _notices(citation: etree._Element) -> tuple[Notice, ...]:
    found: list[Notice] = []
    for node in elements(citation, "CommentsCorrections"):
        kind = of_pubmed(node.get("RefType", ""))
        if kind is None:
            continue
        source, note = text_of(child(node, "RefSource")), text_of(child(node, "Note"))
        doi = _DOI_IN_SOURCE.search(source)
        found.append(
            Notice(
                kind=kind,
                text=" ".join(filter(None, (source, note))),
                doi=bare_doi(doi.group(1)) if doi else None,
                pmid=normalise_pmid(text_of(child(node, "PMID"))),
            )
        )
    return tuple(found)


def _article_type(types: tuple[str, ...]) -> str:
    """The most telling of PubMed's publication types, lower case."""
    plain = ("Journal Article", "English Abstract")
    telling = [name for name in types if name not in plain and not name.startswith("Research Support")]
    return (telling or list(types) or [""])[0].lower()


def _registrations(article: etree._Element, parts: tuple[AbstractPart, ...]) -> tuple[str, ...]:
    bank = first(article, "DataBankList")
    numbers = " ".join(text_of(node) for node in elements(bank, "AccessionNumber")) if bank is not None else ""
    words = " ".join(text for part in parts for text in part.paragraphs)
    return find_registry_ids(f"{numbers} {words}")

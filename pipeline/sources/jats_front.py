"""The bibliographic facts of a JATS article, from its front matter alone.

An identifier that stands in the reference list is never taken for the article's own.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.domain.identifiers import bare_doi, find_registry_ids, normalise_pmcid, normalise_pmid
from pipeline.domain.paper import Author, Dates, Notice, NoticeKind, Paper, Version
from pipeline.sources.dates import iso
from pipeline.sources.inline import text_of
from pipeline.sources.links import notices_of_types, of_jats, status, versions_of
from pipeline.sources.names import author_of
from pipeline.sources.safe_xml import attribute, child, children, elements, first
from pipeline.text.regex import regex

__all__ = ["language_of", "paper_of"]

_YEAR = regex(r"(?:1[5-9]|20)\d\d")
_CC = regex(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)(?:/([\d.]+))?", re.IGNORECASE)
_CC_WORDS = regex(r"\bCC[ -]((?:BY|0)(?:[ -](?:NC|ND|SA))*)(?:[ -](\d\.\d))?\b")
_WORDS_OF_BY = regex(
    r"Creative Commons Attribution(?: International| \d\.\d)*(?: International)? Licen[cs]e", re.IGNORECASE
)


def paper_of(article: etree._Element) -> Paper:
    """The paper that a JATS `article` (or `sub-article` with its own front) describes."""
    front = child(article, "front")
    front = front if front is not None else child(article, "front-stub")
    meta = child(front, "article-meta")
    meta = meta if meta is not None else front
    if meta is None:
        return Paper()
    article_type = (article.get("article-type") or "").strip().lower()
    title = _title(meta)
    journal = _journal(child(front, "journal-meta"))
    subjects = [text_of(node) for node in elements(meta, "subject")]
    doi = _doi(meta)
    notices = notices_of_types((article_type, *subjects[:1]), _notices(meta, article_type))
    return Paper(
        title=title,
        authors=_authors(meta),
        journal=journal,
        year=_year(meta),
        dates=_dates(meta),
        doi=doi,
        pmid=next((found for value in _ids(meta, "pmid") if (found := normalise_pmid(value))), None),
        pmcid=_pmcid(meta),
        licence=_licence(meta),
        article_type=article_type or (subjects[0].lower() if subjects else ""),
        keywords=tuple(dict.fromkeys(text for node in _keywords(meta) if (text := text_of(node)))),
        registry_ids=find_registry_ids(_registration_text(meta)),
        pub_status=status(notices, title=title, types=(article_type, *subjects), journal=journal, doi=doi),
        notices=notices,
        versions=(*versions_of(notices), *_preprints(meta)),
    )


def language_of(article: etree._Element) -> str:
    """The language the article says it is in; empty when it does not say."""
    return attribute(article, "lang")


def _title(meta: etree._Element) -> str:
    group = child(meta, "title-group")
    title = text_of(child(group, "article-title")) if group is not None else text_of(child(meta, "article-title"))
    subtitle = text_of(child(group, "subtitle"))
    joined = f"{title.rstrip(':')}: {subtitle}" if title and subtitle else title
    return re.sub(r"(?<=\w)\s*[*†‡]+$", "", joined)


def _journal(meta: etree._Element | None) -> str:
    if meta is None:
        return ""
    title = text_of(first(meta, "journal-title"))
    if title:
        return title
    named = {node.get("journal-id-type", ""): text_of(node) for node in children(meta, "journal-id")}
    return named.get("nlm-ta") or named.get("iso-abbrev") or text_of(first(meta, "abbrev-journal-title"))


def _ids(meta: etree._Element, *kinds: str) -> list[str]:
    return [text_of(node) for node in children(meta, "article-id") if node.get("pub-id-type") in kinds]


def _doi(meta: etree._Element) -> str | None:
    return next((doi for value in _ids(meta, "doi") if (doi := bare_doi(value))), None)


def _pmcid(meta: etree._Element) -> str | None:
    for value in _ids(meta, "pmcid", "pmc"):
        bare = f"PMC{value}" if value.isdigit() else value
        if found := normalise_pmcid(bare):
            return found
    return None


def _authors(meta: etree._Element) -> tuple[Author, ...]:
    found: list[Author] = []
    for group in children(meta, "contrib-group"):
        for person in children(group, "contrib"):
            kind = person.get("contrib-type") or group.get("content-type") or "author"
            if "author" in kind and (author := _author(person)).name:
                found.append(author)
        found += [author_of(text_of(node)) for node in children(group, "collab")]
    return tuple(dict.fromkeys(author for author in found if author.name))


def _author(person: etree._Element) -> Author:
    name = child(person, "name")
    if name is None:
        name = child(person, "name-alternatives", "name")
    if name is not None:
        family, given = text_of(child(name, "surname")), text_of(child(name, "given-names"))
        return Author(family=family, given=given) if family or given else Author()
    group = child(person, "collab")
    if group is not None:
        own = next((text_of(node) for node in children(group, "institution", "named-content")), "")
        return Author(collective=own or text_of(group))
    whole = child(person, "string-name")
    if whole is None:
        return Author()
    family, given = text_of(child(whole, "surname")), text_of(child(whole, "given-names"))
    return Author(family=family, given=given) if family else author_of(text_of(whole))


def _dates(meta: etree._Element) -> Dates:
    """The days of the history; published is the earliest full date on which the article appeared."""
    told = child(meta, "history")
    history = {node.get("date-type", ""): _day(node) for node in (children(told, "date") if told is not None else ())}
    appeared = [date for node in children(meta, "pub-date") if _is_of_article(node) and (date := _day(node))]
    full = [date for date in appeared if len(date) == 10]
    return Dates(
        received=history.get("received"),
        accepted=history.get("accepted"),
        published=min(full or appeared, default=None),
    )


def _is_of_article(node: etree._Element) -> bool:
    """Whether a date is one on which the article itself appeared."""
    kind = f"{node.get('pub-type', '')} {node.get('date-type', '')}"
    return not any(word in kind for word in ("retract", "corrected", "preprint", "release"))


def _day(node: etree._Element) -> str | None:
    return iso(*(text_of(child(node, name)) for name in ("year", "month", "day")))


def _year(meta: etree._Element) -> int | None:
    """The year of first publication: the earliest date on which the article itself appeared."""
    years: list[int] = []
    for node in children(meta, "pub-date"):
        text = text_of(child(node, "year"))
        if _YEAR.fullmatch(text) and _is_of_article(node):
            years.append(int(text))
    if years:
        return min(years)
    copyright_year = text_of(first(meta, "copyright-year"))
    return int(copyright_year) if _YEAR.fullmatch(copyright_year) else None


def _licence(meta: etree._Element) -> str | None:
    """The licence by its short name where it is a Creative Commons one, else the address or nothing."""
    permissions = child(meta, "permissions")
    if permissions is None:
        return None
    parts: list[str] = []
    for node in permissions.iter(etree.Element):
        parts += [str(value) for key, value in node.attrib.items() if str(key).endswith("href")]
    words = " ".join("".join(str(part) for part in permissions.itertext()).split())
    everything = " ".join([*parts, words])
    if match := _CC.search(everything):
        kind, version = match.group(1).lower(), match.group(2)
        name = "CC0" if kind in ("zero", "mark") else f"CC {kind.upper()}"
        return f"{name} {version}" if version else name
    if match := _CC_WORDS.search(everything):
        kind = match.group(1).upper().replace(" ", "-")
        return " ".join(part for part in ("CC0" if kind == "0" else f"CC {kind}", match.group(2)) if part)
    if _WORDS_OF_BY.search(words) and "noncommercial" not in words.lower().replace("-", ""):
        return "CC BY"
    return None


def _keywords(meta: etree._Element) -> list[etree._Element]:
    skipped = {"abbreviations", "abbrev", "research-organism", "digest"}
    groups = [node for node in children(meta, "kwd-group") if node.get("kwd-group-type") not in skipped]
    return [node for group in groups for node in elements(group, "kwd")]


def _registration_text(meta: etree._Element) -> str:
    """Where a registration stands in the front matter: the abstract and the fields made for it."""
    fields = [*children(meta, "abstract"), *elements(meta, "custom-meta", "related-object", "funding-statement")]
    return " ".join(" ".join(str(part) for part in node.itertext()) for node in fields)


def _notices(meta: etree._Element, article_type: str) -> tuple[Notice, ...]:
    found: list[Notice] = []
    for node in children(meta, "related-article", "related-object"):
        kind = of_jats(node.get("related-article-type") or node.get("link-type") or "", article_type)
        if kind is not None:
            found.append(_notice(kind, node))
    return tuple(dict.fromkeys(found))


def _notice(kind: NoticeKind, node: etree._Element) -> Notice:
    target = attribute(node, "href") or node.get("document-id") or text_of(node)
    scheme = node.get("ext-link-type") or node.get("document-id-type") or ""
    return Notice(
        kind=kind,
        text=text_of(node) if children(node) or (node.text or "").strip() else "",
        doi=bare_doi(target),
        pmid=normalise_pmid(target) if scheme in ("pmid", "pubmed") else None,
    )


def _preprints(meta: etree._Element) -> tuple[Version, ...]:
    found = [
        Version(kind="preprint", doi=bare_doi(attribute(node, "href")), note=text_of(node))
        for node in children(meta, "related-article")
        if node.get("related-article-type") == "preprint"
    ]
    for event in elements(meta, "event"):
        found += [
            Version(kind="preprint", doi=bare_doi(attribute(uri, "href")))
            for uri in elements(event, "self-uri")
            if uri.get("content-type") in ("preprint", "reviewed-preprint")
        ]
    return tuple(version for version in dict.fromkeys(found) if version.doi)

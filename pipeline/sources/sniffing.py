"""What a file is, by its content; its name is never asked."""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.domain.identifiers import bare_doi, normalise_pmcid, normalise_pmid
from pipeline.sources.decoding import decode, looks_binary
from pipeline.sources.pubmed_text import RECORD_START
from pipeline.sources.tables_of_records import header_of
from pipeline.text.regex import regex

__all__ = ["HEAD_BYTES", "Format", "sniff"]

HEAD_BYTES = 262_144


class Format(StrEnum):
    """The formats we tell apart."""

    PDF = "pdf"
    JATS = "jats"
    PUBMED_XML = "pubmed_xml"
    BMC_XML = "bmc_xml"
    ELSEVIER_XML = "elsevier_xml"
    ENDNOTE_XML = "endnote_xml"
    EUROPEPMC_JSON = "europepmc_json"
    CROSSREF_JSON = "crossref_json"
    CSL_JSON = "csl_json"
    FLAT_JSON = "flat_json"
    MEDLINE = "medline"
    RIS = "ris"
    BIBTEX = "bibtex"
    WOS = "wos"
    PUBMED_TEXT = "pubmed_text"
    PUBMED_CSV = "pubmed_csv"
    RETRACTION_TABLE = "retraction_table"
    ID_LIST = "id_list"
    DRAFT_JSON = "draft_json"
    HTML = "html"
    PLAIN_TEXT = "plain_text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_PROLOGUE = regex(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>|\s+)", re.DOTALL | re.IGNORECASE)
_ROOT = regex(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)([^>]*)>?")
_XML_ROOTS = {
    "pmc-articleset": Format.JATS,
    "pubmedarticleset": Format.PUBMED_XML,
    "pubmedarticle": Format.PUBMED_XML,
    "pubmedbookarticle": Format.PUBMED_XML,
    "pubmedbookarticleset": Format.PUBMED_XML,
    "medlinecitationset": Format.PUBMED_XML,
    "art": Format.BMC_XML,
    "full-text-retrieval-response": Format.ELSEVIER_XML,
    "converted-article": Format.ELSEVIER_XML,
    "simple-article": Format.ELSEVIER_XML,
}
_HTML_ROOTS = frozenset(
    {"html", "head", "body", "div", "p", "table", "title", "meta", "script", "span", "section", "main", "center", "h1",
     "h2", "a", "b", "i", "font", "ul", "ol", "iframe", "noscript", "link", "style", "br", "img", "form"}
)  # fmt: skip
_JATS_MARKS = regex(r"<front\b|<article-meta\b|<journal-meta\b|article-type=|JATS|NLM//DTD|<body>\s*<(?:sec|p)\b")
_ELSEVIER_MARKS = regex(r"elsevier\.com/xml|<ce:|<ja:")
_JSON_KEYS = regex(r'"((?:[^"\\]|\\.){1,60})"\s*:')
_DRAFT = regex(r'"schema"\s*:\s*"atlas\.\w+/\d+"')
_MEDLINE = regex(r"^(?:PMID|OWN |STAT|TI  |AB  |FAU |JT  |DP  |PT  )- ", re.MULTILINE)
_RIS = regex(r"^TY {1,3}- ?\S", re.MULTILINE)
_BIBTEX = regex(r"^\s*@[A-Za-z]+\s*[{(]\s*[^\s,{}()]*\s*,", re.MULTILINE)
_WOS = regex(r"\AFN [^\n]+\nVR |^PT [JBSPC]\n(?:[A-Z][A-Z0-9] |   )", re.MULTILINE)
_CASSETTE = regex(r"\A\s*interactions:\s*\n\s*- ")
_RETRACTIONS = frozenset({"retractiondoi", "retractionpubmedid", "retractionnature", "originalpaperdoi"})
_IDS = frozenset({"doi", "pmid", "pmcid"})
_SEPARATORS = regex(r"[\s,;]+")


#: How data begins, and a title in square brackets does not.
_DATA = regex(r"\{\s*[\"}]|\[\s*[\[{\"\]]")


def sniff(head: bytes) -> Format:
    """The format of a file from its first bytes (`HEAD_BYTES` are enough; all of a small file is best)."""
    if not head.strip(b"\x00\t\n\r\f\v "):
        return Format.EMPTY
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if looks_binary(head):
        return Format.UNKNOWN
    text = decode(head).lstrip("\ufeff \n\t")
    if not text:
        return Format.EMPTY
    if text[0] == "<":
        return _markup(text)
    if text[0] in "{[" and ((found := _json(text)) is not Format.UNKNOWN or _DATA.match(text)):
        return found
    return _lines(text)


def _markup(text: str) -> Format:
    place = 0
    while (match := _PROLOGUE.match(text, place)) and match.end() > place:
        place = match.end()
    root = _ROOT.match(text, place)
    if root is None:
        return Format.HTML if re.match(r"<!doctype\s+html", text, re.IGNORECASE) else Format.UNKNOWN
    name = root.group(1).lower()
    if name in _XML_ROOTS:
        return _XML_ROOTS[name]
    if name == "article":
        if _ELSEVIER_MARKS.search(text[:20_000]):
            return Format.ELSEVIER_XML
        return Format.JATS if _JATS_MARKS.search(text[:65_536]) else Format.HTML
    if name == "xml" and "<records" in text[:2_000].lower():
        return Format.ENDNOTE_XML
    if name in ("oai-pmh", "articles", "articleset", "response") and _JATS_MARKS.search(text):
        return Format.JATS
    return Format.HTML if name in _HTML_ROOTS else Format.UNKNOWN


def _json(text: str) -> Format:
    if _DRAFT.search(text):
        return Format.DRAFT_JSON
    keys = set(_JSON_KEYS.findall(text[:100_000]))
    if keys & {"resultList", "abstractText", "authorString", "pubTypeList", "commentCorrectionList"}:
        return Format.EUROPEPMC_JSON
    if keys & {"message-type", "message-version", "is-referenced-by-count", "reference-count", "indexed"} and (
        "DOI" in keys or "message" in keys
    ):
        return Format.CROSSREF_JSON
    if "title" in keys and keys & {"container-title", "issued", "DOI", "citation-key"} and keys & {"id", "type"}:
        return Format.CSL_JSON
    lowered = {key.lower() for key in keys}
    known = {"title", "abstract", "pmid", "doi", "authors", "author", "journal", "year"}
    return Format.FLAT_JSON if "title" in lowered and len(lowered & known) >= 2 else Format.UNKNOWN


def _lines(text: str) -> Format:
    if _CASSETTE.match(text):
        return Format.UNKNOWN
    if _WOS.search(text[:4_000]):
        return Format.WOS
    # The two share the look of some tags; only MEDLINE has PMID, only RIS opens with TY.
    if _RIS.search(text[:8_000]):
        return Format.RIS
    if len(_MEDLINE.findall(text[:8_000])) >= 2:
        return Format.MEDLINE
    if _BIBTEX.search(text) and _is_bibtex(text):
        return Format.BIBTEX
    first_line = text.split("\n", 1)[0]
    if table := _table(first_line, text):
        return table
    if _is_id_list(text):
        return Format.ID_LIST
    start = RECORD_START.match(text)
    return Format.PUBMED_TEXT if start and start.group(1) and _is_citation(text) else Format.PLAIN_TEXT


def _is_bibtex(text: str) -> bool:
    """Whether an entry, not prose, comes first; comments and commands may stand before it."""
    for line in text.split("\n"):
        bare = line.strip()
        if bare and not bare.startswith("%"):
            return bare.startswith("@") or (len(bare) < 200 and "@" in text[:2_000] and not bare.endswith("."))
    return False


def _table(line: str, text: str) -> Format | None:
    names = {re.sub(r"[^a-z]", "", name.lower()) for name in re.split(r"[,;\t]", line)}
    if len(names & _RETRACTIONS) >= 2:
        return Format.RETRACTION_TABLE
    if len(names) < 2 or "\n" not in text.strip() or len(line) > 5_000:
        return None
    fields = header_of(line)
    if "title" in fields and len(fields) >= 3:
        return Format.PUBMED_CSV
    return Format.ID_LIST if fields and fields <= _IDS and len(fields) * 2 >= len(names) else None


def _is_id_list(text: str) -> bool:
    words = [word for word in _SEPARATORS.split(text.strip())[:2_000] if word]
    words = [word for word in words if word.lower().rstrip(":") not in ("doi", "pmid", "pmcid", "dois", "pmids")]
    return bool(words) and all(_is_identifier(word) for word in words)


def _is_identifier(word: str) -> bool:
    bare = word.strip("\"'")
    return bool(bare_doi(bare) or normalise_pmcid(bare) or (normalise_pmid(bare) and len(bare) >= 4))


def _is_citation(text: str) -> bool:
    """Whether the first paragraph looks like PubMed's: number, journal, year; volume or DOI."""
    first = " ".join(re.split(r"\n\s*\n", text, maxsplit=1)[0].split())
    return bool(re.match(r"\d+\. [^.]{2,150}\..*\b(?:1[89]|20)\d\d\b", first)) and bool(
        re.search(r";|doi:|Epub|Online ahead of print", first)
    )

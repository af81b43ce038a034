"""Identifiers of papers and trials: what counts as one, and its one spelling.

The patterns follow Crossref's recommendation for DOIs (with the old Wiley form that holds `<`, `>` and `;`), NLM's
rules for PMID and PMCID, and the registries' own numbering.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

__all__ = ["bare_doi", "find_doi", "find_registry_ids", "normalise_doi", "normalise_pmcid", "normalise_pmid"]

_DOI_PREFIX = re.compile(r"^(?:https?://)?(?:(?:dx|www)\.)?doi\.org/+|^(?:info:)?doi\s*[:=]?\s*/*", re.IGNORECASE)
# Crossref allows 2,048 characters; nothing real comes near this bound, and it keeps hostile text cheap.
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"]{1,500}")
# Inside running text `<` and `>` are markup or quotation far more often than part of a DOI.
_DOI_IN_TEXT = re.compile(r"(?<![\w.])10\.\d{4,9}/(?:\(SICI\)[^\s\"]{1,500}|[^\s\"<>]{1,500})", re.IGNORECASE)
_TRAILING = ".,;:'’”*"
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}

_PMID = re.compile(
    r"^(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/|pmid\s*:?\s*)?([1-9]\d{0,7})/?$",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"^(?:https?://(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/|pmcid\s*:?\s*)?"
    r"PMC\s?([1-9]\d{0,8})(?:\.\d+)?/?$",
    re.IGNORECASE,
)

# Each registry's number as printed, and how it is written here.
_REGISTRIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bNCT[\s:-]?0*?(\d{8})\b", re.IGNORECASE), "NCT{}"),
    (re.compile(r"\bISRCTN[\s:-]?(\d{8})\b", re.IGNORECASE), "ISRCTN{}"),
    (
        re.compile(
            r"\bEudra\s?CT(?:[\s:,#-]|\bno\b|\bnumber\b|\bnr\b|\bid\b|[.()])*(\d{4}-\d{6}-\d{2})\b", re.IGNORECASE
        ),
        "EudraCT {}",
    ),
    (
        re.compile(
            r"\bEU\s?-?CT(?:IS)?(?:[\s:,#-]|\bno\b|\bnumber\b|[.()])*(20\d\d-5\d{5}-\d{2}-\d{2})\b", re.IGNORECASE
        ),
        "EU CT {}",
    ),
    (re.compile(r"\bACTRN[\s:-]?(\d{14})\b", re.IGNORECASE), "ACTRN{}"),
    (re.compile(r"\bUMIN(?:-CTR)?[\s:-]?(?:ID\s?)?(\d{9})\b", re.IGNORECASE), "UMIN{}"),
    (re.compile(r"\bCRD[\s:-]?(42\d{6,12})\b", re.IGNORECASE), "CRD{}"),
    (re.compile(r"\bDRKS[\s:-]?(\d{8})\b", re.IGNORECASE), "DRKS{}"),
    (re.compile(r"\bChiCTR[\s:]?(-?(?:[A-Z]{2,4}-?)?\d{8,10})\b", re.IGNORECASE), "ChiCTR{}"),
    (re.compile(r"\bjRCTs?[\s:-]?(\d{9,12})\b", re.IGNORECASE), "jRCT{}"),
    (re.compile(r"\bKCT[\s:-]?(\d{7})\b", re.IGNORECASE), "KCT{}"),
    (re.compile(r"\bCTRI/(\d{4}/\d{2,3}/\d{6})\b", re.IGNORECASE), "CTRI/{}"),
    (re.compile(r"\bPACTR[\s:-]?(\d{15,16})\b", re.IGNORECASE), "PACTR{}"),
    (re.compile(r"\bIRCT[\s:-]?(\d{11,14}N\d{1,3})\b", re.IGNORECASE), "IRCT{}"),
    (re.compile(r"\bTCTR[\s:-]?(\d{11})\b", re.IGNORECASE), "TCTR{}"),
    (re.compile(r"\bNTR[\s:-]?(\d{2,5})\b"), "NTR{}"),
    (re.compile(r"\bRBR-(\w{6,8})\b"), "RBR-{}"),
)


def bare_doi(text: str | None) -> str | None:
    """The DOI in `text` as it was written, for display, or None when `text` is no DOI.

    Resolver addresses, `doi:`, percent and entity escapes and trailing punctuation go; case stays.
    """
    if not text:
        return None
    bare = unescape(text.strip())
    bare = _DOI_PREFIX.sub("", bare, count=1)
    if bare[:3].lower() != "10." or "%" in bare:
        bare = unquote(bare)
    match = _DOI.fullmatch(bare)
    return _cut(match.group()) if match else None


def normalise_doi(text: str | None) -> str | None:
    """The bare DOI in lower case, for comparison (DOIs ignore case), or None when `text` is no DOI."""
    doi = bare_doi(text)
    return doi.lower() if doi else None


def find_doi(text: str) -> str | None:
    """The first DOI that stands in running text, or None."""
    plain = unescape(text)
    match = _DOI_IN_TEXT.search(plain)
    return _cut(match.group()) if match else None


def normalise_pmid(text: str | int | None) -> str | None:
    """The digits of a PubMed number, or None when `text` is not one. A PMCID is never taken for one."""
    match = _PMID.match(str(text).strip()) if text is not None else None
    return match.group(1) if match else None


def normalise_pmcid(text: str | None) -> str | None:
    """`PMC` and its digits without a version suffix, or None when `text` is not a PMCID. Bare digits are none."""
    match = _PMCID.match(text.strip()) if text else None
    return f"PMC{match.group(1)}" if match else None


def find_registry_ids(text: str) -> tuple[str, ...]:
    """The trial and review registrations named in `text`, each once, in reading order, in the registries' spelling."""
    found = sorted(
        (match.start(), form.format(match.group(1).upper()))
        for pattern, form in _REGISTRIES
        for match in pattern.finditer(text)
    )
    return tuple(dict.fromkeys(name for _, name in found))


def _cut(doi: str) -> str | None:
    """`doi` without what belongs to the sentence around it; a closing bracket stays if it was opened inside."""
    while doi:
        last = doi[-1]
        unopened = last in _BRACKETS and doi.count(last) > doi.count(_BRACKETS[last])
        if last not in _TRAILING and not unopened:
            break
        doi = doi[:-1]
    return doi if _DOI.fullmatch(doi) else None

"""Pasted: the identifiers in what a person pastes: bare, with their label, in an address, several in one line.

Nothing is guessed: a bare number of some length is a PubMed number, a label binds what stands behind it, and what is no
identifier is handed back with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.domain.identifiers import normalise_doi, normalise_pmcid, normalise_pmid

__all__ = ["Identified", "NotIdentified", "read_pasted"]

_LABEL = re.compile(r"(doi|pmid|pubmed(?:\s?id)?|pmcid|pmc)s?\s*[:=#]?", re.IGNORECASE)
_LABELLED = re.compile(r"(doi|pmid|pubmed(?:\s?id)?|pmcid|pmc)s?\s*[:=#]?\s*([^\s:=#]\S*)", re.IGNORECASE)
_SCHEMES = {"doi": "doi", "pmid": "pmid", "pubmed": "pmid", "pubmedid": "pmid", "pmcid": "pmcid", "pmc": "pmcid"}
#: A bare number of fewer digits is more often a year or a page than one of PubMed's first papers.
_SHORTEST = 5
# A comma or semicolon parts two identifiers only where one surely begins behind it: DOIs hold both.
_PARTS = re.compile(r"\s+|(?<=\S)[,;]+(?=\s|$|10\.\d{4}|https?:|doi:|pmid|pmc)", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+(?:[,;]\d+)+")
_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
_DOI_IN_ADDRESS = re.compile(r"10\.\d{4,9}/[^\s?#&]+")
#: What publishers' and servers' addresses add behind a DOI.
_TAIL = re.compile(
    r"(?:v\d+)?(?:\.full(?:-text|\.pdf)?|\.abstract|\.supplementary-material|\.pdf)$"
    r"|/(?:full|fulltext|pdf|epdf|pdfdirect|abstract|meta|references|html|asset)(?:/.*)?$",
    re.IGNORECASE,
)
_PREPRINT_VERSION = re.compile(r"v\d+$")
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot);", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identified:
    """One identifier: as it was given, its scheme (`doi`, `pmid`, `pmcid`) and its one spelling."""

    given: str
    scheme: str
    value: str

    @property
    def name(self) -> str:
        """For people: `DOI 10.1000/x`, `PMID 123`, `PMC123`."""
        return self.value if self.scheme == "pmcid" else f"{self.scheme.upper()} {self.value}"


@dataclass(frozen=True, slots=True)
class NotIdentified:
    """Something pasted that is no identifier of a paper, and what to paste instead."""

    given: str
    hint: str


def read_pasted(words: Iterable[str]) -> tuple[Identified | NotIdentified, ...]:
    """The identifiers in `words`, in their order, each once, and what is none.

    A label may stand apart from its number, as a shell hands over `PMID: 123`.
    """
    found: dict[tuple[str, str], Identified | NotIdentified] = {}
    for given in _pieces(words):
        one = _identified(given)
        key = (one.scheme, one.value) if isinstance(one, Identified) else ("", one.given)
        found.setdefault(key, one)
    return tuple(found.values())


def _pieces(words: Iterable[str]) -> Iterator[str]:
    """The single identifiers as they were given, each with the label before it."""
    label = ""
    for part in (part for word in words for part in _parts(word)):
        if _LABEL.fullmatch(part):
            if label:
                yield label
            label = part
        elif part.strip(":=#"):
            yield f"{label} {part}".strip()
            label = ""
    if label:
        yield label


def _parts(word: str) -> list[str]:
    whole = " ".join(word.translate(_UNSEEN).split())
    labelled = _LABELLED.fullmatch(_bare(whole))
    if labelled and _NUMBERS.fullmatch(_bare(labelled[2])):
        return [f"{labelled[1]} {number}" for number in re.split(r"[,;]", _bare(labelled[2]))]
    if labelled or _LABEL.fullmatch(whole):
        return [whole]
    parts = re.split(r"[,;]", whole) if _NUMBERS.fullmatch(whole) else [part for part in _PARTS.split(whole) if part]
    # In a citation the words around an identifier are no failed ones.
    named = any(_LABELLED.fullmatch(part) or isinstance(_identified(part), Identified) for part in parts)
    bound = [False, *(bool(_LABEL.fullmatch(part)) for part in parts)]
    return [
        part
        for part, is_bound in zip(parts, bound, strict=False)
        if not named or is_bound or _LABEL.fullmatch(part) or _could_be_one(part)
    ]


def _could_be_one(part: str) -> bool:
    """Whether somebody may have meant this as an identifier: a slash, or a number of some length."""
    return "/" in part or sum(sign.isdigit() for sign in part) >= _SHORTEST or bool(normalise_pmcid(part))


def _identified(given: str) -> Identified | NotIdentified:
    text = _bare(given)
    if text.lower().startswith(("http://", "https://")) or (_ADDRESS.fullmatch(text) and not text.startswith("10.")):
        return _in_address(given, text)
    labelled = _LABELLED.fullmatch(text)
    if labelled and normalise_pmcid(text) is None:
        return _labelled(given, labelled[1], _bare(labelled[2]))
    number = normalise_pmid(text)
    if number and len(number) < _SHORTEST:
        return NotIdentified(given, f"write PMID:{number} if this is a PubMed number and not a year or a page")
    for scheme, value in (("pmcid", normalise_pmcid(text)), ("pmid", number), ("doi", normalise_doi(text))):
        if value:
            return Identified(given, scheme, value)
    return NotIdentified(given, "give a DOI (10.1000/x), a PubMed number (12345678) or a PMC number (PMC1234567)")


def _labelled(given: str, label: str, value: str) -> Identified | NotIdentified:
    """What stands behind a label has to be what the label says; a PMC number is often called a PMID."""
    if value.lower().startswith("http"):
        return _in_address(given, value)
    pmcid = normalise_pmcid(value)
    scheme, found = {
        "doi": ("doi", normalise_doi(value)),
        "pmid": ("pmcid", pmcid) if pmcid else ("pmid", normalise_pmid(value)),
        "pmcid": ("pmcid", normalise_pmcid(f"PMC{value}") if value.isdigit() else pmcid),
    }[_SCHEMES["".join(label.lower().split())]]
    if found:
        return Identified(given, scheme, found)
    return NotIdentified(given, f"what stands behind {label} is none; look it up and paste it again")


def _in_address(given: str, address: str) -> Identified | NotIdentified:
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, path = (parts.hostname or "").removeprefix("www."), unquote(parts.path)
    except ValueError:
        return NotIdentified(given, "this is no address; paste the DOI that the page shows")
    if host.endswith("doi.org"):
        if doi := normalise_doi(path.lstrip("/")):
            return Identified(given, "doi", doi)
    elif host.endswith(("ncbi.nlm.nih.gov", "europepmc.org")):
        if found := re.search(r"\bPMC\d{1,9}", path, re.IGNORECASE):
            return Identified(given, "pmcid", found[0].upper())
        if found := re.search(r"(?:^/(?:pubmed/)?|/med/)([1-9]\d{0,7})(?:/|$)", path, re.IGNORECASE):
            return Identified(given, "pmid", found[1])
    elif found := _DOI_IN_ADDRESS.search(unquote(f"{parts.path}?{parts.query}").replace("?", " ").replace("=", " ")):
        doi = _TAIL.sub("", found[0])
        if "rxiv.org" in host:
            doi = _PREPRINT_VERSION.sub("", doi)
        if plain := normalise_doi(doi):
            return Identified(given, "doi", plain)
    return NotIdentified(given, "its address names no DOI, PubMed or PMC number; paste the DOI that the page shows")


def _bare(text: str) -> str:
    """`text` without the brackets, quotes and stops that stand around it in a sentence."""
    plain = text.strip()
    for opening, closing in (("<", ">"), ("(", ")"), ("[", "]"), ('"', '"'), ("'", "'"), ("“", "”")):
        if plain.startswith(opening):
            plain = plain[1:].rstrip(".,;").removesuffix(closing)
    return plain if _ENTITY.search(plain) else plain.rstrip(".,;")

"""Single papers by identifier: their record and, where its licence allows, their full text, as files in `inputs/added`.

A PubMed number is asked of PubMed, whose record names corrections best; a DOI or PMC number of Europe PMC, which also
holds the full texts. Whatever could not be had is named, with what to do now; a service that is down is never taken for
a paper that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pipeline.domain.feed import Sent
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.pasted import Identified
from pipeline.errors import ServiceUnavailable
from pipeline.feeds.europepmc import FullText, Match

__all__ = ["Added", "Adding", "Had", "add"]

_BY_HAND = "save its PDF or its record into inputs/ and run `atlas draft inputs/`"
_LATER = "run the same command again later for its full text"


class Records(Protocol):
    """Where PubMed's records come from."""

    def records(self, numbers: Sequence[str]) -> Iterator[Sent]:
        """The records with these numbers. Raises ServiceUnavailable."""
        ...


class Library(Protocol):
    """Where records by any identifier, and open full texts, come from."""

    def about(self, scheme: str, value: str) -> Match | None:
        """The record of one paper, or None where there is none. Raises ServiceUnavailable."""
        ...

    def full_text(self, pmcid: str) -> FullText | None:
        """The full text of one article, or None where there is none. Raises ServiceUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class Adding:
    """What fetching single papers needs. `write` puts the bytes of a file there whole or not at all."""

    pubmed: Records
    library: Library
    folder: Path
    write: Callable[[Path, bytes], None]


class Had(StrEnum):
    """Whether the record of a paper could be had."""

    YES = "added"
    NOT_FOUND = "not_found"
    COULD_NOT_ASK = "could_not_ask"


@dataclass(frozen=True, slots=True)
class Added:
    """What was fetched of one paper: its files, fullest text last; `reason` and `hint` say what was not, and why."""

    wanted: Identified
    had: Had
    files: tuple[Path, ...] = ()
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Record:
    name: str
    body: bytes
    ending: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A full text that may be used, or why there is none and what to do."""

    found: FullText | None = None
    reason: str = ""
    hint: str = ""


def add(wanted: Identified, services: Adding) -> Added:
    """Fetch one paper. Raises CannotWrite."""
    match: Match | None = None
    record: _Record | None = None
    library_fault = pubmed_fault = ""
    try:
        match = services.library.about(wanted.scheme, wanted.value)
    except ServiceUnavailable as error:
        library_fault = error.message
    if wanted.scheme == "pmid":
        try:
            record = _of_pubmed(wanted.value, services.pubmed)
        except ServiceUnavailable as error:
            pubmed_fault = error.message
    if record is None and match is not None:
        record = _Record(f"{wanted.scheme}-{wanted.value}", match.body, "json")
    if record is None:
        return _not_had(wanted, [fault for fault in (pubmed_fault, library_fault) if fault])
    files = [_written(record, services)]
    text = _Text(reason=f"no full text: {library_fault}", hint=_LATER) if library_fault else _open(match, services)
    if match is not None and text.found is not None:
        files.append(_written(_Record(match.pmcid, text.found.body, "xml"), services))
    reasons = [f"the record is Europe PMC's: {pubmed_fault}"] if pubmed_fault else []
    reasons += [text.reason] if text.reason else []
    return Added(wanted, Had.YES, tuple(files), "; ".join(reasons), text.hint)


def _of_pubmed(number: str, pubmed: Records) -> _Record | None:
    sent = next((one for one in pubmed.records([number]) if number in one.numbers), None)
    return _Record(f"pmid-{number}", sent.body, "xml") if sent else None


def _not_had(wanted: Identified, faults: Sequence[str]) -> Added:
    if faults:
        return Added(wanted, Had.COULD_NOT_ASK, reason="; ".join(faults), hint="run the same command again later")
    asked = "PubMed and Europe PMC hold" if wanted.scheme == "pmid" else "Europe PMC holds"
    return Added(wanted, Had.NOT_FOUND, reason=f"{asked} no paper with {wanted.name}", hint=f"check it, or {_BY_HAND}")


def _open(match: Match | None, services: Adding) -> _Text:
    """The full text, where it is open and names a licence."""
    by_hand = f"for more than its abstract, {_BY_HAND}"
    if match is None:
        return _Text(reason="no full text: Europe PMC does not hold this paper", hint=by_hand)
    if not (match.pmcid and match.open):
        return _Text(reason="no full text: Europe PMC has none that is open", hint=by_hand)
    try:
        text = services.library.full_text(match.pmcid)
    except ServiceUnavailable as error:
        return _Text(reason=f"no full text: {error.message}", hint=_LATER)
    if text is None:
        return _Text(reason=f"no full text: Europe PMC calls {match.pmcid} open and does not send it", hint=by_hand)
    if not (text.licence or match.licence):
        return _Text(reason=f"no full text: {match.pmcid} names no licence that lets it be used", hint=by_hand)
    return _Text(found=text)


def _written(record: _Record, services: Adding) -> Path:
    """The file of a reply, named for people, with a piece of its digest so that an older reply is never overwritten."""
    name = re.sub(r"[^\w.-]+", "_", record.name)[:100]
    file = services.folder / f"{name}-{digest_of_bytes(record.body)[7:15]}.{record.ending}"
    services.write(file, record.body)
    return file

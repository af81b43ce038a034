"""BibTeX and BibLaTeX entries, read with bibtexparser 2; a broken entry leaves the others whole."""

from __future__ import annotations

import logging
import re
import unicodedata

from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

from pipeline.domain.source import Unread
from pipeline.errors import UnreadableSource
from pipeline.sources.citation import Citation
from pipeline.sources.decoding import decode
from pipeline.sources.names import author_of
from pipeline.sources.records import Found, Reading, each
from pipeline.text.regex import regex

__all__ = ["NAME", "files", "read"]

NAME = "bibtex/1"

# LaTeX would take a bare "&" for the end of a column.
_BARE_AMPERSAND = regex(r"(?<!\\)&")
_AND = regex(r"\s+and\s+", re.IGNORECASE)
_MATHS = regex(r"(?<!\\)\$([^$]{1,60})(?<!\\)\$")
_RAISED = regex(r"\^\{([^{}]*)\}|\^(\w)")
_LOWERED = regex(r"_\{([^{}]*)\}|_(\w)")
_LETTER = regex(r"\\([A-Za-z]+)\s*")
_LEFT_OVER = regex(r"\\(?:textit|textbf|emph|textsc|text|mathrm|textsuperscript|textsubscript)\s*|[{}]")
_KINDS = {
    "inproceedings": "conference paper", "conference": "conference paper", "phdthesis": "thesis",
    "mastersthesis": "thesis", "book": "book", "incollection": "book chapter", "inbook": "book chapter",
    "techreport": "report", "unpublished": "preprint",
}  # fmt: skip

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def read(content: bytes) -> tuple[Found, ...]:
    """Every entry of the file, in order; an entry that cannot be parsed is there with the reason.

    Raises:
        UnreadableSource: `no_records` when the file holds no entry at all.
    """
    library = _library(decode(content))
    found: list[Found] = []
    for block in library.blocks:
        entry = _entry_of(block)
        if entry is not None:
            found += each([entry], _reading)
        elif isinstance(block, ParsingFailedBlock):
            found.append(
                Unread(
                    "broken",
                    f"this BibTeX entry cannot be read (line {(block.start_line or 0) + 1})",
                    "check its braces and commas",
                )
            )
    if not found:
        raise UnreadableSource("no_records", "this BibTeX file holds no entry", hint="export the references again")
    return tuple(found)


def files(content: bytes) -> tuple[str, ...]:
    """What the field `file` of each record of `read` says, in the same order; empty where it says nothing."""
    found: list[str] = []
    for block in _library(decode(content)).blocks:
        entry = _entry_of(block)
        if entry is not None:
            found.append(next((str(field.value) for field in entry.fields if field.key.lower() == "file"), ""))
        elif isinstance(block, ParsingFailedBlock):
            found.append("")
    return tuple(found)


def _library(text: str) -> Library:
    try:
        return parse_string(text)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise UnreadableSource(
            "broken", "this BibTeX file cannot be read", hint="export the references again"
        ) from error


def _entry_of(block: object) -> Entry | None:
    """The entry of a block; one whose key or field occurs twice is still an entry of its own."""
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        block = block.ignore_error_block
    return block if isinstance(block, Entry) else None


def _reading(entry: Entry) -> Reading:
    fields = {field.key.lower(): str(field.value) for field in _decoded(entry).fields}

    def value(*names: str) -> str:
        return next((text for name in names if (text := _clean(fields.get(name, "")))), "")

    kind = _KINDS.get(entry.entry_type.lower(), "")
    people = [_clean(name) for name in _AND.split(" ".join(fields.get("author", "").split()))]
    return Citation(
        title=": ".join(filter(None, (value("title"), value("subtitle")))),
        authors=tuple(author_of(name) for name in people if name and name.lower() != "others"),
        journal=value("journal", "journaltitle", "booktitle", "publisher"),
        year=value("year", "date"),
        doi=value("doi"),
        pmid=value("pmid"),
        pmcid=value("pmcid", "pmc"),
        abstract=value("abstract"),
        keywords=tuple(word.strip() for word in re.split(r"[;,]", value("keywords"))),
        types=tuple(filter(None, (value("type"), kind)))[:1],
        language=value("langid", "language"),
        links=tuple(fields.get(name, "") for name in ("url", "note", "eprint", "howpublished", "annote")),
    ).reading()


def _decoded(entry: Entry) -> Entry:
    """The entry with LaTeX's letters as characters, and what is raised or lowered marked as HTML, rendered later.

    Decoding is slow, and most entries need none.
    """
    for field in entry.fields:
        field.value = _scripts_marked(str(field.value))
    if not any("\\" in field.value for field in entry.fields):
        return entry
    for field in entry.fields:
        field.value = _BARE_AMPERSAND.sub(r"\\&", field.value)
    entries = middlewares.LatexDecodingMiddleware().transform(Library([entry])).entries
    return entries[0] if entries else entry


def _scripts_marked(text: str) -> str:
    """Raised and lowered text as HTML; the decoder would glue it to the number before it."""
    text = _MATHS.sub(lambda match: _formula(match.group(1)), text)
    text = re.sub(r"\\textsuperscript\s*\{([^{}]*)\}", r"<sup>\1</sup>", text)
    return re.sub(r"\\textsubscript\s*\{([^{}]*)\}", r"<sub>\1</sub>", text)


def _clean(text: str) -> str:
    """Without the braces and commands that are left."""
    return " ".join(_LEFT_OVER.sub("", text).split())


def _formula(text: str) -> str:
    """The inside of `$...$`: exponents, indices and Greek letters."""
    text = _RAISED.sub(lambda match: f"<sup>{match.group(1) or match.group(2)}</sup>", text)
    text = _LOWERED.sub(lambda match: f"<sub>{match.group(1) or match.group(2)}</sub>", text)
    return _LETTER.sub(lambda match: _greek(match.group(1)) or match.group(), text)


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return ""

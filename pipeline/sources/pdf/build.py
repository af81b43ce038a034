"""The whole way from an open file to a Document, top-down. Runs in the child process."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.domain.document import Document, Level, Page, Role, SourceWarning, TextQuality
from pipeline.errors import UnreadableSource
from pipeline.sources.assembly import Block, assemble
from pipeline.sources.pdf.blocks import blocks_of, joined_text
from pipeline.sources.pdf.characters import plain
from pipeline.sources.pdf.flow import Parts, parts_of
from pipeline.sources.pdf.fonts import SignFonts
from pipeline.sources.pdf.furniture import Swept, sweep
from pipeline.sources.pdf.layer import page_lines
from pipeline.sources.pdf.limits import PdfLimits
from pipeline.sources.pdf.lines import Line, PageLines
from pipeline.sources.pdf.look import Look, look_of
from pipeline.sources.pdf.metadata import Printed, paper_of
from pipeline.sources.pdf.ocr import Recognised
from pipeline.sources.pdf.opening import is_out_of_memory, open_pdf
from pipeline.sources.pdf.oracle import judge, with_recognised
from pipeline.sources.pdf.order import pages_in_reading_order
from pipeline.sources.pdf.paragraphs import Vocabulary, joined, vocabulary_of
from pipeline.sources.pdf.quality import image_pages, judge_text
from pipeline.sources.pdf.several import several_papers
from pipeline.sources.pdf.tables import FoundTable, find_tables
from pipeline.sources.pdf.title import authors_of, title_units
from pipeline.sources.pdf.turning import turned_back
from pipeline.sources.pdf.units import Unit, units_of
from pipeline.sources.pdf.version import READER
from pipeline.text.language import UNDETERMINED, detect

_ENOUGH = 300
_SAMPLE = 8_000
_SAMPLE_LINES = 80

__all__ = ["Recogniser", "read_pdf"]

Recogniser = Callable[[Any, Sequence[PageLines], Sequence[int]], Recognised]
"""Reads the pages with these numbers off their images: (open file, pages, numbers)."""


def read_pdf(path: Path, digest: str, limits: PdfLimits, recogniser: Recogniser | None = None) -> Document:
    """The Document of the PDF at `path`. Raises UnreadableSource.

    `recogniser` reads pages that are images; without one such a file is refused.
    """
    document = open_pdf(path, limits)
    try:
        with _undisturbed():
            return _read(document, path.name, digest, limits, recogniser)
    finally:
        document.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the search for cycles of garbage, a tenth of the time: what a paper makes is needed to its end."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read(document: Any, name: str, digest: str, limits: PdfLimits, recogniser: Recogniser | None) -> Document:
    pages = _pages(document, name, limits)
    images = image_pages(document, pages) if recogniser else ()
    scan = recogniser(document, pages, images) if recogniser and images else None
    pages = scan.pages if scan else pages
    judged = with_recognised(judge(document, pages), scan.numbers) if scan else judge(document, pages)
    quality = judge_text(document, judged, name)
    swept = sweep(judged.pages)
    own = [line for page in swept.pages for line in page]
    look = look_of(own)
    words = vocabulary_of(own)
    tables = [find_tables(lines, page.drawn, look) for lines, page in zip(swept.pages, judged.pages, strict=True)]
    units = _units(swept, tables, look)
    properties = {key: value for key, value in (document.metadata or {}).items() if isinstance(value, str)}
    title = title_units(units, look, pages[0].height, properties.get("title", ""))
    parts = parts_of(units, title, look)
    found = tuple(table for on_page in tables for table in on_page)
    blocks = blocks_of(title, parts, found, _turned(swept), words)
    paper, doubts = paper_of(_printed(title, parts, pages, swept, blocks, properties, words))
    text = joined_text(blocks)
    _require_text(text, name)
    assembled = assemble(
        blocks,
        paper=paper,
        level=Level.FULLTEXT_PDF,
        source_digest=digest,
        reader=READER,
        language=_language(text),
        pages=[Page(page.number, round(page.turn.width, 2), round(page.turn.height, 2)) for page in pages],
        hidden=judged.hidden,
        warnings=(
            *judged.warnings,
            *quality.warnings,
            *doubts,
            *_doubts(parts, paper.doi),
            *_tongues(parts, words),
            *several_papers(units, title, look),
        ),
        quality=TextQuality(quality.origin, scan.confidence if scan else None, quality.unreliable),
    )
    turns = {page.number: page.turn for page in pages if page.turn.quarters}
    return replace(assembled, sentences=turned_back(assembled.sentences, turns)) if turns else assembled


def _language(text: str) -> str:
    return detect(text[:_SAMPLE])


def _pages(document: Any, name: str, limits: PdfLimits) -> tuple[PageLines, ...]:
    pages: list[PageLines] = []
    letters = 0
    fonts = SignFonts()
    for number in range(1, document.page_count + 1):
        try:
            page = page_lines(document[number - 1], number, fonts)
        except Exception as error:  # the library raises several kinds
            if is_out_of_memory(error):
                raise MemoryError from error
            raise UnreadableSource(
                "broken", f"Page {number} of {name} is damaged.", hint="Download or copy the file again."
            ) from error
        letters += page.letters
        if letters > limits.characters:
            raise UnreadableSource(
                "too_large",
                f"{name} holds more than {limits.characters:,} characters.",
                hint="This is probably a book or a collection; cut out the paper, or raise the limit in the settings.",
            )
        pages.append(page)
    return tuple(pages)


def _units(swept: Swept, tables: Sequence[Sequence[FoundTable]], look: Look) -> tuple[Unit, ...]:
    flows: list[list[Line]] = []
    for lines, found in zip(swept.pages, tables, strict=True):
        taken = {id(line) for table in found for line in (*table.caption, *table.body, *table.notes)}
        flows.append([line for line in lines if id(line) not in taken])
    return tuple(unit for page in pages_in_reading_order(flows, look) for unit in units_of(page, look))


def _turned(swept: Swept) -> tuple[Line, ...]:
    return tuple(line for page in swept.pages for line in page if line.turned)


def _printed(
    title: Sequence[Unit],
    parts: Parts,
    pages: Sequence[PageLines],
    swept: Swept,
    blocks: Sequence[Block],
    properties: dict[str, str],
    words: Vocabulary,
) -> Printed:
    listed = {id(line) for unit in parts.references for line in unit.lines}
    heads = [line for line in swept.furniture if line.page == 1]
    running = {id(line) for part in parts.body for paragraph in part.paragraphs for line in paragraph}
    first = tuple(line.text for line in swept.pages[0] if id(line) not in listed)
    height = pages[0].height
    banner = tuple(line.text for line in swept.pages[0] if line.y1 < 0.16 * height or line.y0 > 0.9 * height)
    edges = tuple(dict.fromkeys(line.text for line in swept.furniture))
    return Printed(
        title=plain(joined([line for unit in title for line in unit.lines], words)) if title else "",
        authors=authors_of(swept.pages[title[0].page - 1], title) if title else (),
        first_page=(*first, *(line.text for line in heads)),
        furniture=edges,
        banner=banner,
        aside=tuple(line.text for line in (*swept.pages[0], *heads) if id(line) not in listed | running),
        front=" ".join(unit.text for unit in (*parts.front, *(unit for unit in parts.footnotes if unit.page == 1))),
        text=joined_text(blocks),
        properties=properties,
        body_length=sum(len(line.text) for part in parts.body for paragraph in part.paragraphs for line in paragraph),
        n_references=len(parts.references),
        marks=tuple(
            line.text for page in (*swept.pages, swept.furniture) for line in page if line.turned or line.size > 30
        ),
    )


def _require_text(text: str, name: str) -> None:
    if len(text.strip()) < 20:
        raise UnreadableSource(
            "empty", f"{name} holds no text to read.", hint="Check that this is the paper, and download it again."
        )


def _tongues(parts: Parts, words: Vocabulary) -> tuple[SourceWarning, ...]:
    """A warning where the abstract is in another language than the body."""
    spoken = []
    for zone in (parts.abstract, parts.body):
        lines = [line for part in zone if part.role is not Role.REFERENCES for para in part.paragraphs for line in para]
        text = joined(lines[:_SAMPLE_LINES], words)
        spoken.append(detect(text) if len(text) > _ENOUGH else UNDETERMINED)
    if UNDETERMINED in spoken or spoken[0] == spoken[1]:
        return ()
    return (SourceWarning("abstract_language", f"the abstract is in '{spoken[0]}', the text in '{spoken[1]}'"),)


def _doubts(parts: Parts, doi: str | None) -> tuple[SourceWarning, ...]:
    """Whether the file looks like a paper at all."""
    named = {part.role for part in parts.body} & {Role.INTRODUCTION, Role.METHODS, Role.RESULTS, Role.DISCUSSION}
    if parts.abstract or parts.references or doi or len(named) > 1:
        return ()
    return (
        SourceWarning(
            "not_a_paper",
            "There is no abstract, no reference list, no DOI and no usual section: this may not be a paper.",
        ),
    )

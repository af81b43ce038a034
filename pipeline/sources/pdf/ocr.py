"""Text recognition for pages that are images, by the Tesseract program where it is installed.

A page goes to `tesseract stdin stdout tsv` as grey pixels and comes back as words with boxes and confidence. What was
recognised is never trusted like stored text: every page is unreliable, and the Document says how sure the program was.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.errors import UnreadableSource
from pipeline.sources.pdf.characters import clean
from pipeline.sources.pdf.limits import PdfLimits
from pipeline.sources.pdf.lines import Line, PageLines
from pipeline.sources.pdf.mupdf import mupdf, pixels_of
from pipeline.sources.pdf.oracle import has_ink
from pipeline.sources.pdf.turning import Turn

__all__ = ["Recognised", "recognise"]

_DPI = 300
_LONGEST = 5000
_NOISE = 25.0
_UNSURE = 60.0
_HOPELESS = 45.0
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Recognised:
    """All pages, those that were images with the lines that were read off them; `numbers` are these pages.

    `confidence` is the program's own, 0..1, averaged over characters.
    """

    pages: tuple[PageLines, ...]
    numbers: tuple[int, ...]
    confidence: float


class _Word(NamedTuple):
    line: tuple[int, int, int]  # block, paragraph, line
    x0: float
    y0: float
    x1: float
    y1: float
    sure: float
    text: str


def recognise(
    document: Any, pages: Sequence[PageLines], images: Sequence[int], program: str, limits: PdfLimits, name: str
) -> Recognised:
    """The pages with those numbered in `images` read by `program`.

    Raises UnreadableSource with `images_only` where there are too many pages or nothing certain to read, and with
    `timeout` where it took longer than `limits.ocr_seconds`.
    """
    if len(images) > limits.ocr_pages:
        message = f"{name} has {len(images)} pages that are images; at most {limits.ocr_pages} are recognised."
        raise UnreadableSource("images_only", message, hint="Cut out the paper, or add its XML or its record.")
    until = time.monotonic() + limits.ocr_seconds
    read: list[PageLines] = []
    words: list[_Word] = []
    for page in pages:
        if page.number not in images:
            read.append(page)
            continue
        turn, found = _read_page(document[page.number - 1], program, until, name)
        words += found
        read.append(_as_page(page, turn, found))
    letters = sum(len(word.text) for word in words)
    sure = sum(word.sure * len(word.text) for word in words) / max(1, letters)
    if letters < 40 * len(images) or sure < _HOPELESS:
        message = f"The pages of {name} are images, and too little on them could be recognised with certainty."
        raise UnreadableSource(
            "images_only", message, hint="Add a better scan, a version with a text layer, its XML or its record."
        )
    return Recognised(tuple(read), tuple(images), round(sure / 100, 3))


def _read_page(page: Any, program: str, until: float, name: str) -> tuple[Turn, list[_Word]]:
    """The words of one page, and how it had to be turned to be read."""
    width, height = page.rect.width, page.rect.height
    best = (Turn(0, width, height), _words(page, 0, program, until, name))
    if _certainty(best[1]) >= _UNSURE or not has_ink(page):
        return best
    for quarters in (1, 3):
        words = _words(page, quarters, program, until, name)
        if _certainty(words) > _certainty(best[1]) + 10:
            best = (Turn(quarters, width, height), words)
    return best


def _certainty(words: Sequence[_Word]) -> float:
    return sum(word.sure * len(word.text) for word in words) / max(200, sum(len(word.text) for word in words))


def _words(page: Any, quarters: int, program: str, until: float, name: str) -> list[_Word]:
    """The words as the program reads them off the page turned upright, in points."""
    zoom = min(_DPI / 72, _LONGEST / max(page.rect.width, page.rect.height, 1))
    matrix = mupdf.Matrix(zoom, zoom).prerotate(90 * quarters)
    pixels = pixels_of(page, matrix=matrix)
    image: bytes = pixels.tobytes("pgm")
    left = until - time.monotonic()
    try:
        if left <= 0:
            raise subprocess.TimeoutExpired(program, 0)
        done = subprocess.run(
            [program, "stdin", "stdout", "--dpi", str(round(72 * zoom)), "tsv"],
            input=image,
            capture_output=True,
            check=False,
            timeout=left,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        message = f"The pages of {name} are images; recognising their text took too long."
        raise UnreadableSource(
            "timeout", message, hint="Add a version with a text layer, the paper's XML or its record."
        ) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"The pages of {name} are images, and Tesseract failed: {said[-1] if said else 'it said nothing'}."
        raise UnreadableSource(
            "images_only", message, hint="Check that `tesseract --list-langs` names a language, then try again."
        )
    return _parsed(done.stdout.decode("utf-8", "replace"), zoom)


def _parsed(table: str, zoom: float) -> list[_Word]:
    """The words of the program's table; its columns are level, page, block, paragraph, line, word, box, sure, text."""
    words: list[_Word] = []
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != 12 or fields[0] != _WORD_LEVEL or not fields[11].strip():
            continue
        sure = float(fields[10])
        x, y, wide, high = (int(field) / zoom for field in fields[6:10])
        line = (int(fields[2]), int(fields[3]), int(fields[4]))
        words.append(_Word(line, x, y, x + wide, y + high, sure, clean(fields[11].strip())))
    return words


def _rows(words: Sequence[_Word]) -> dict[tuple[int, int, int], list[_Word]]:
    """The words line by line, specks left out; a doubtful word stays in its line, or a sentence loses its number."""
    rows: dict[tuple[int, int, int], list[_Word]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word)
    return {key: row for key, row in rows.items() if max(word.sure for word in row) >= _NOISE}


def _as_page(page: PageLines, turn: Turn, words: Sequence[_Word]) -> PageLines:
    """The page with these words as its only lines. Heights of letters vary; what is near the usual one is body type."""
    rows = _rows(words)
    tall = {key: max(word.y1 for word in row) - min(word.y0 for word in row) for key, row in rows.items()}
    usual = statistics.median([tall[key] for key, row in rows.items() for _ in row]) if rows else 10.0
    lines = tuple(_line(page.number, row, tall[key], usual) for key, row in rows.items())
    letters = sum(len(word.text) for word in words)
    return page._replace(
        width=turn.size[0],
        height=turn.size[1],
        lines=lines,
        drawn=(),
        suspects=(),
        ghosts=(),
        letters=letters,
        turn=turn,
    )


def _line(number: int, row: Sequence[_Word], tall: float, usual: float) -> Line:
    size = usual if 0.72 * usual < tall < 1.35 * usual else tall
    stops: list[tuple[int, float]] = []
    offset = 0
    for word in row:
        stops += [(offset, round(word.x0, 2)), (offset + len(word.text), round(word.x1, 2))]
        offset += len(word.text) + 1
    return Line(
        number,
        row[0].x0,
        min(word.y0 for word in row),
        row[-1].x1,
        max(word.y1 for word in row),
        " ".join(word.text for word in row),
        round(size, 1),
        "",
        bold=False,
        italic=False,
        lead=0,
        stops=tuple(stops),
    )

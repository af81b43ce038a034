"""Lines joined into running text: words cut at line ends made whole, and each character still tied to its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Box
from pipeline.sources.assembly import Piece
from pipeline.sources.pdf.characters import SOFT_HYPHEN
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.widths import edges_of
from pipeline.text.regex import regex

__all__ = ["Running", "Vocabulary", "join", "joined", "sliced", "vocabulary_of"]

_WORD = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = regex(r"([^\W_]+(?:-[^\W_]+)*)-$")
_NEXT = regex(r"[^\W_]+(?:-[^\W_]+)*")
_HANGING = regex(r"(?:and|or|to|und|oder)\b")
# First halves that keep their hyphen where the paper itself gives no evidence.
_KEEPING = frozenset(
    (
        "self", "well", "non", "cross", "follow", "long", "short", "high", "low", "double", "single", "two", "three",
        "four",
        "five", "six", "half", "quasi", "age", "sex", "post", "open", "case", "time", "dose", "health", "meta", "one",
        "large",
        "small", "placebo", "evidence", "disease", "patient", "community", "population", "hospital", "drug", "e", "t",
        "x",
        "and", "so", "state", "up", "near", "real", "gender", "risk", "life", "quality", "cost", "week", "month",
        "year",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Running:
    """Running text with the place of its characters, and the page it begins on."""

    text: str
    pieces: tuple[Piece, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that stand whole within the paper's lines, in lower case: plain ones and ones with a hyphen."""

    words: frozenset[str]
    hyphenated: frozenset[str]


def vocabulary_of(lines: Iterable[Line]) -> Vocabulary:
    """The words of `lines`, those cut at line ends left out."""
    texts: list[str] = []
    cut = False
    for line in lines:
        text = line.text
        if cut:
            text = text.partition(" ")[2]
        cut = line.text.endswith(("-", SOFT_HYPHEN))
        texts.append(text.rpartition(" ")[0] if cut else text)
    words = frozenset(_WORD.findall("\n".join(texts).lower()))
    return Vocabulary(words, frozenset(word for word in words if "-" in word))


def join(lines: Sequence[Line], words: Vocabulary) -> Running:
    """The lines as one paragraph."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for line, text, after in _with_breaks(lines, words):
        pieces.append(_piece(line, length, len(text)))
        parts += (text, after)
        length += len(text) + len(after)
    return Running("".join(parts), tuple(pieces), lines[0].page)


def joined(lines: Sequence[Line], words: Vocabulary) -> str:
    """The text of the lines as one paragraph, without places."""
    return "".join(text + after for _, text, after in _with_breaks(lines, words))


def _with_breaks(lines: Sequence[Line], words: Vocabulary) -> Iterator[tuple[Line, str, str]]:
    """Each line with its text and what stands between it and the next one."""
    for index, line in enumerate(lines):
        text = line.text
        after = "" if index == len(lines) - 1 else " "
        if after and abs(line.middle - lines[index + 1].middle) > 0.3 * line.size:
            text, after = _at_break(text, lines[index + 1].text, words)
        yield line, text, after


def _piece(line: Line, start: int, length: int) -> Piece:
    box = Box(line.page, round(line.x0, 2), round(line.y0, 2), round(line.x1, 2), round(line.y1, 2))
    edges: tuple[float, ...] = ()
    if line.turned:
        return Piece(start, start + length, box, whole=True)
    if line.stops:
        edges = edges_of(line)[: length + 1]
    return Piece(start, start + length, box, edges)


def _at_break(text: str, following: str, words: Vocabulary) -> tuple[str, str]:
    """The line's text and what stands between it and the next one."""
    if text.endswith(SOFT_HYPHEN):
        return text[:-1], ""
    if text.endswith(("–", "/", "—")) and len(text) > 1 and not text[-2].isspace() and following[:1].isalnum():
        return text, ""
    if not text.endswith("-") or len(text) < 2 or text[-2].isspace():
        return text, " "
    if _HANGING.match(following):
        return text, " "
    before, after = _LAST.search(text), _NEXT.match(following)
    if before is None or after is None:
        return text, ""
    return (text[:-1], "") if _is_cut(before.group(1), after.group(0), words) else (text, "")


def _is_cut(left: str, right: str, words: Vocabulary) -> bool:
    """Whether the hyphen between the halves is the typesetter's. The paper's own words decide where they can."""
    if not right[0].islower() or not left[-1].isalpha():
        return False
    low_left, low_right = left.lower(), right.lower()
    whole, kept = low_left + low_right, f"{low_left}-{low_right}"
    if whole in words.words:
        return True
    if kept in words.hyphenated or (left.isupper() and len(left) > 1):
        return False
    if "-" in left:  # the last part may be cut: "follow-measure|ment"
        tail = low_left.rpartition("-")[2]
        return tail + low_right in words.words or tail not in words.words
    if low_left in _KEEPING:
        return False
    return not (low_left in words.words and low_right in words.words and len(low_left) > 3 and len(low_right) > 3)


def sliced(running: Running, start: int, end: int) -> Running:
    """The part of `running` between two offsets, stripped of white space at its ends."""
    while start < end and running.text[start].isspace():
        start += 1
    while end > start and running.text[end - 1].isspace():
        end -= 1
    pieces: list[Piece] = []
    for piece in running.pieces:
        low, high = max(piece.start, start), min(piece.end, end)
        if low >= high:
            continue
        if piece.whole:
            pieces.append(Piece(low - start, high - start, piece.box, whole=True))
            continue
        edges = piece.edges or (_even(piece) if (low, high) != (piece.start, piece.end) else ())
        if edges:
            edges = edges[low - piece.start : high - piece.start + 1]
            box = Box(piece.box.page, edges[0], piece.box.y0, edges[-1], piece.box.y1)
        else:
            box = piece.box
        pieces.append(Piece(low - start, high - start, box, edges))
    return Running(running.text[start:end], tuple(pieces), pieces[0].box.page if pieces else running.page)


def _even(piece: Piece) -> tuple[float, ...]:
    count = piece.end - piece.start
    step = (piece.box.x1 - piece.box.x0) / max(1, count)
    return tuple(round(piece.box.x0 + index * step, 2) for index in range(count + 1))

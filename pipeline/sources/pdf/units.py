"""Units: runs of lines that belong together (a paragraph or a part of one, a heading, a caption, a cell)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.order import Placed
from pipeline.sources.roles import role_of_heading
from pipeline.text.regex import regex

__all__ = ["Unit", "units_of"]

_ENDED = regex(r"[.!?:;][\])”\"’'⁰-⁹⁻¹²³,–\d\]]*$")
_INITIAL = regex(r"\b[A-Z][a-z]+ [A-Z]\.$")  # of a person's name
_NOTE_MARK = regex(r"(?:[⁰¹²³⁴-⁹ᵃ-ᶿʰ-ʸ]{1,2}|[*†‡§¶])\s?[^\W\d_]")
_NEW_LABEL = regex(r"(?:Table|TABLE|Fig\.|FIG\.|Figure|FIGURE|Box|Scheme|Supplementary|Extended)\s")


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines of one look that follow each other in one column of one page. `left`, `right`: the column's edges."""

    lines: tuple[Line, ...]
    column: int
    left: float
    right: float
    size: float
    """The type size of most characters."""

    @property
    def first(self) -> Line:
        """The first line, whose look is the unit's."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]

    @property
    def page(self) -> int:
        """The 1-based page."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """The lines joined by spaces, for looking at, not for quoting."""
        return " ".join(line.text for line in self.lines)

    @property
    def length(self) -> int:
        """Characters in all lines."""
        return sum(len(line.text) for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)

    @property
    def italic(self) -> bool:
        """Whether every line is italic."""
        return all(line.italic for line in self.lines)


def units_of(placed: Iterable[Placed], look: Look) -> tuple[Unit, ...]:
    """The lines of one page, in reading order, as units."""
    units: list[Unit] = []
    run: list[Placed] = []
    for item in placed:
        if run and _parts(run, item, look):
            units.append(_unit(run))
            run = []
        run.append(item)
    if run:
        units.append(_unit(run))
    return tuple(units)


def _ends_spanning_run(run: list[Placed], item: Placed, look: Look) -> bool:
    """Whether `item` is the short last line of a paragraph that spans the columns."""
    before, after = run[-1].line, item.line
    under = 0 < after.y0 - before.y0 < look.pitch * 1.22 * before.size
    return run[-1].column < 0 and under and abs(after.x0 - run[-1].line.x0) < 3 and after.font == before.font


def _heading_ends(run: list[Placed], item: Placed) -> bool:
    """Whether the run is a heading in a face of its own, of which the file does not say that it is bold."""
    last = run[-1].line
    if len(last.text[last.lead :].split()) > 1 and last.text[: last.lead].rstrip().endswith((":", ".")):
        return False  # it is run into its paragraph
    short = last.x1 < item.right - 0.1 * (item.right - item.left)
    if len(run) == 1 and short and len(last.text) < 60 and role_of_heading(last.text) is not None:
        return True
    alike = all(placed.line.font == last.font and not placed.line.mixed for placed in run)
    return (
        alike and short and len(run) <= 3 and item.line.text[:1].isupper() and not last.text.endswith((",", ";", "-"))
    )


def _may_head(item: Placed) -> bool:
    """Whether the line could be a heading that follows a paragraph."""
    line = item.line
    short = line.x1 < item.right - 0.1 * (item.right - item.left)
    return short and not line.mixed and line.text[:1].isupper() and len(line.text) < 90 and not line.text.endswith(".")


def _unit(run: list[Placed]) -> Unit:
    lines = tuple(item.line for item in run)
    size = max(lines, key=lambda line: len(line.text)).size if len(lines) > 1 else lines[0].size
    return Unit(lines, run[0].column, run[0].left, run[0].right, size)


def _parts(run: list[Placed], item: Placed, look: Look) -> bool:
    """Whether a new unit begins with `item`."""
    before, after = run[-1].line, item.line
    if after.y0 < before.y0 - 0.4 * before.size or after.page != before.page:
        return True
    if run[-1].column != item.column and not _ends_spanning_run(run, item, look):
        return True
    if abs(after.size - before.size) > 0.6:
        return True
    same_row = abs(after.middle - before.middle) < 0.4 * before.size
    if same_row:
        return after.x0 - before.x1 > 2 * before.size or after.x0 < before.x0
    if (after.y0 - before.y0) / before.size > look.pitch * 1.22 + 0.06:
        return True
    if len(run) == 1 and before.text.isupper() and not after.text.isupper() and len(before.text) > 5 and before.strong:
        return True
    if before.bold != after.bold and not (before.lead or after.lead):
        return True
    if before.font != after.font and before.strong != after.strong and not (before.lead or after.lead):
        return True
    if after.size < look.size - 0.6 and _NOTE_MARK.match(after.text) and _ENDED.search(before.text):
        return True
    if _NEW_LABEL.match(after.text) and after.font != before.font:
        return True
    ended = _ENDED.search(before.text) is not None and _INITIAL.search(before.text) is None
    if before.font != after.font and _heading_ends(run, item) | (ended and _may_head(item)):
        return True
    short = before.x1 < item.right - 0.12 * (item.right - item.left)
    indent = after.x0 - before.x0
    if (
        0.6 * after.size < indent < 5 * after.size
        and abs(before.x0 - item.left) < 0.5 * after.size
        and (ended or short)
    ):
        return True
    return ended and short and abs(after.x0 - before.x0) < 5 * after.size and len(run) > 0

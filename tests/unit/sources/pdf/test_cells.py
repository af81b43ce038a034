from __future__ import annotations

from pipeline.sources.pdf.cells import cells_of
from pipeline.sources.pdf.characters import clean
from pipeline.sources.pdf.lines import Line
from tests.unit.sources.pdf.lines import line


def row(y: float, *texts: str) -> list[Line]:
    return [line(text, 50 + 120 * column, y, size=8) for column, text in enumerate(texts) if text]


def table(*rows: list[Line]) -> list[list[str]]:
    cells = cells_of([piece for one in rows for piece in one])
    return [[cell.text for cell in cells if cell.row == number] for number in range(1 + max(c.row for c in cells))]


def test_cells_when_full_rows_stand_as_close_as_wrapped_lines_then_they_stay_apart() -> None:
    rows = [
        row(100, "Measure", "Cases", "Controls"),
        row(125, "Days in hospital", "8.5 (6)", "9.9 (7)"),
        row(134, "Costs", "554 (543)", "618 (574)"),
        row(160, "Steps in a day", "3120 (41)", "3260 (57)"),
        row(185, "Hours of sleep", "7.1 (2)", "6.9 (3)"),
        row(194, "Falls", "3 (1)", "4 (2)"),
    ]
    assert [len(cells) for cells in table(*rows)] == [3] * 6


def test_cells_when_the_label_alone_goes_on_below_then_it_is_one_cell() -> None:
    rows = [
        row(100, "Measure", "Cases", "Controls"),
        row(125, "Days spent in the", "8.5 (6)", "9.9 (7)"),
        row(134, "hospital"),
        row(160, "Steps in a day", "3120 (41)", "3260 (57)"),
        row(185, "Hours of sleep", "7.1 (2)", "6.9 (3)"),
    ]
    assert table(*rows)[1] == ["Days spent in the hospital", "8.5 (6)", "9.9 (7)"]


def test_clean_when_dots_lead_through_a_table_then_they_are_gone_and_an_ellipsis_stays() -> None:
    assert clean("Age, mean ............ 43.2") == "Age, mean 43.2"
    assert clean("and so on ... until") == "and so on ... until"

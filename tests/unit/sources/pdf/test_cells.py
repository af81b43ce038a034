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


def close_rows(*labels: str) -> list[list[Line]]:
    """Rows of two lines in the first and third column, as close to each other as their lines, one line amid them."""
    rows = [row(60, "Study", "People", "Change"), row(80, "", "in all", "")]
    for number, label in enumerate(labels):
        y = 100 + 19 * number
        first, second = label.split("|")
        rows += [row(y, first, "", f"{number + 3} versus 9"), row(y + 4.5, "", str(40 + number), "")]
        rows += [row(y + 9, second, "", f"p = 0.0{number}")]
    return rows


def test_cells_when_rows_of_two_lines_stand_close_then_a_column_of_one_line_a_row_parts_them() -> None:
    cells = table(*close_rows("Abel [1]|(2005)", "Berg [2]|(2007)", "Cole [3]|(2010)", "Dole [4]|(2014)"))
    assert ["Abel [1] (2005)", "40", "3 versus 9 p = 0.00"] in cells
    assert ["Dole [4] (2014)", "43", "6 versus 9 p = 0.03"] in cells


def test_cells_when_a_long_label_runs_beside_rows_of_one_line_then_it_is_one_cell() -> None:
    rows = [
        row(100, "Measure", "Cases", "Controls"),
        row(125, "Days spent in", "first", "8.5"),
        row(134, "the hospital by", "second", "9.9"),
        row(143, "all who were", "third", "7.1"),
        row(152, "in the study", "fourth", "6.2"),
        row(180, "Steps", "first", "3120"),
        row(200, "Sleep", "first", "7.1"),
        row(220, "Falls", "first", "3"),
    ]
    cells = [cell for one in table(*rows) for cell in one]
    assert "Days spent in the hospital by all who were in the study" in cells


def test_clean_when_dots_lead_through_a_table_then_they_are_gone_and_an_ellipsis_stays() -> None:
    assert clean("Age, mean ............ 43.2") == "Age, mean 43.2"
    assert clean("and so on ... until") == "and so on ... until"

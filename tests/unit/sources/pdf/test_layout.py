from __future__ import annotations

from pipeline.sources.pdf.furniture import sweep
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.look import Look, look_of
from pipeline.sources.pdf.order import gutters_of, in_reading_order
from pipeline.sources.pdf.units import units_of
from tests.unit.sources.pdf.lines import line, page

LOOK = Look(10, "Body", 1.2)


def columns(count: int = 20) -> tuple[list[Line], list[Line]]:
    """Full lines of two columns, top to bottom."""
    left = [line(f"left line number {n} of prose going on", 50, 100 + 12 * n, width=230) for n in range(count)]
    right = [line(f"right line number {n} of prose going on", 310, 100 + 12 * n, width=230) for n in range(count)]
    return left, right


def test_order_when_the_file_is_sane_then_it_is_trusted() -> None:
    left, right = columns()
    given = [*left, *right]
    assert [item.line for item in in_reading_order(given, LOOK)] == given


def test_order_when_the_file_goes_row_by_row_then_columns_are_read_one_by_one() -> None:
    left, right = columns()
    rows = [item for pair in zip(left, right, strict=True) for item in pair]
    assert [item.line for item in in_reading_order(rows, LOOK)] == [*left, *right]


def test_order_when_a_line_spans_the_columns_then_what_stands_above_it_comes_first() -> None:
    left, right = columns()
    wide = line("a title that spans both columns", 50, 215, width=490)
    above = [item for item in (*left, *right) if item.y0 < 215]
    rows = sorted((*left, *right, wide), key=lambda item: (item.y0, item.x0))
    found = [item.line for item in in_reading_order(rows, LOOK)]
    assert set(found[: len(above)]) == set(above)
    assert found[len(above)] == wide


def test_gutters_when_there_is_one_column_then_there_is_none() -> None:
    full = [line(f"line {n} of a page with one column of prose", 50, 100 + 12 * n, width=490) for n in range(20)]
    assert gutters_of(full, LOOK) == ()


def test_gutters_when_there_are_three_columns_then_there_are_two() -> None:
    lines = [
        line(f"some prose in column {c}, line {n}", 40 + 180 * c, 80 + 12 * n, width=165)
        for c in range(3)
        for n in range(20)
    ]
    assert len(gutters_of(lines, LOOK)) == 2


def test_look_when_tables_and_references_are_long_then_the_body_still_decides() -> None:
    body = [line("a line of running text in the body", y0=100 + 12 * n) for n in range(20)]
    small = [line("a row of a long table or reference", y0=400 + 10 * n, size=8) for n in range(30)]
    assert look_of([*body, *small]).size == 10


def test_sweep_when_a_head_repeats_then_it_is_furniture_and_page_numbers_too() -> None:
    pages = [
        page(
            line("Journal of Nothing 2024", y0=20, page=n),
            line(f"the text of page {n} is its own", y0=300, page=n),
            line(str(100 + n), y0=780, page=n),
            number=n,
        )
        for n in range(1, 6)
    ]
    swept = sweep(pages)
    assert [[item.text for item in kept] for kept in swept.pages] == [
        [f"the text of page {n} is its own"] for n in range(1, 6)
    ]
    assert len(swept.furniture) == 10


def test_sweep_when_a_manuscript_numbers_its_lines_then_the_numbers_go() -> None:
    numbers = [line(str(n), 20, 100 + 20 * n, width=10) for n in range(1, 21)]
    text = [line(f"a line of manuscript text that is {n} long", 60, 100 + 20 * n) for n in range(1, 21)]
    assert sweep([page(*numbers, *text)]).pages == (tuple(text),)


def test_sweep_when_numbers_stand_in_a_table_then_they_stay() -> None:
    numbers = [line(str(3 * n * n), 300, 100 + 20 * n, width=10) for n in range(1, 15)]
    text = [line(f"a line of text that is {n} long", 60, 100 + 20 * n) for n in range(1, 15)]
    assert len(sweep([page(*numbers, *text)]).pages[0]) == 28


def test_units_when_a_paragraph_is_indented_then_a_new_one_begins() -> None:
    lines = [
        line("the first paragraph goes on to the edge", y0=100, width=230),
        line("and ends here.", y0=112, width=80),
        line("A second one begins indented and goes", 62, 124, width=218),
        line("on to its own end in a full line now", y0=136, width=230),
    ]
    assert [len(unit.lines) for unit in units_of(in_reading_order(lines, LOOK), LOOK)] == [2, 2]


def test_units_when_a_sign_stands_apart_on_its_row_then_it_stays_in_the_sentence() -> None:
    lines = [
        line("A value of p", width=60),
        line("<", 120, width=6),
        line("0.05 was significant here and in all", 135, width=145),
        line("of the other groups that were seen.", y0=112, width=230),
    ]
    units = units_of(in_reading_order(lines, LOOK), LOOK)
    assert units[0].text.startswith("A value of p < 0.05 was")


def test_units_when_a_heading_is_set_in_another_face_then_it_stands_alone() -> None:
    lines = [line("Participants", font="Other"), line("Adults were asked by letter to take part", y0=112, width=230)]
    assert units_of(in_reading_order(lines, LOOK), LOOK)[0].text == "Participants"

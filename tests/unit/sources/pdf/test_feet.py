from __future__ import annotations

import pytest

from pipeline.sources.pdf.feet import foot_notes
from pipeline.sources.pdf.furniture import sweep
from pipeline.sources.pdf.kinds import kind_of
from pipeline.sources.pdf.lines import Drawn, Line
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.order import in_reading_order
from pipeline.sources.pdf.tables import find_tables
from pipeline.sources.pdf.units import units_of
from tests.unit.sources.pdf.lines import line, page

LOOK = Look(10, "Body", 1.2)


def prose(x0: float, y0: float, count: int = 8) -> list[Line]:
    """Full lines of a column of running text."""
    return [line(f"running text of the paper, line number {n}", x0, y0 + 12 * n, width=230) for n in range(count)]


def small(text: str, x0: float, y0: float) -> Line:
    return line(text, x0, y0, size=7, width=220)


def notes_among(lines: list[Line]) -> list[str]:
    units = units_of(in_reading_order(lines, LOOK), LOOK)
    return [unit.text for unit in foot_notes(units, [kind_of(unit, LOOK) for unit in units], LOOK)]


def test_notes_when_small_print_ends_both_columns_then_all_of_it_is_notes_wherever_the_file_has_it() -> None:
    left = small("* Correspondence: ann@example.org. Received 4 May 2023.", 50, 700)
    right = small("This invented sample was never carried out by anybody.", 310, 700)
    body = [*prose(50, 400), *prose(310, 400)]
    assert notes_among([left, right, *body]) == [left.text, right.text]
    assert notes_among([*body, left, right]) == [left.text, right.text]


def test_notes_when_running_text_goes_on_below_then_it_is_no_note() -> None:
    abstract = small("An abstract in small type that speaks of funding and of money.", 50, 300)
    assert notes_among([abstract, *prose(50, 400), *prose(310, 400)]) == []


def test_notes_when_nothing_shows_that_it_is_a_note_then_it_is_left_alone() -> None:
    last = small("A last paragraph that happens to be set in small type.", 50, 700)
    assert notes_among([*prose(50, 400), last, *prose(310, 400)]) == []


@pytest.mark.parametrize(("heading", "expected"), [("Key points", 0), ("", 1)])
def test_notes_when_a_heading_opens_the_small_print_then_it_is_a_box(heading: str, expected: int) -> None:
    opened = [line(heading, 50, 660, bold=True)] if heading else []
    box = small("* A mark opens this line of a box or a note.", 50, 700)
    assert len(notes_among([*prose(50, 400), *opened, box, *prose(310, 400)])) == expected


def test_units_when_marked_notes_follow_each_other_then_each_is_its_own() -> None:
    lines = [small("¹ Department of Rest, Nowhere.", 50, 700), small("² Department of Sleep, Nowhere.", 50, 708)]
    assert len(units_of(in_reading_order(lines, LOOK), LOOK)) == 2


def test_sweep_when_running_heads_alternate_then_both_are_furniture_and_headings_stay() -> None:
    heads = ["A. Example et al.", "Rest and walking"]
    pages = [page(*prose(50, 60), number=1)]
    for number in range(2, 6):
        head = line(heads[number % 2], 250, 25, page=number, size=8, font="Head")
        section = line(f"{number}. Results of part {'abcdefg'[number]}", 50, 60, page=number)
        texts = [one._replace(page=number, text=f"{'abcdefg'[number]}{one.text}") for one in prose(50, 75)]
        pages.append(page(head, section, *texts, number=number))
    swept = sweep(pages)
    assert {item.text for item in swept.furniture} == set(heads)
    assert any("Results of part" in item.text for item in swept.pages[2])


def test_tables_when_a_narrower_table_stands_below_in_another_column_then_its_rules_are_its_own() -> None:
    rows = [
        line(text, x, 90 + 10 * row, size=8)
        for row, texts in enumerate([("Age", "43"), ("Women", "47"), ("Height", "170")])
        for x, text in zip((60, 400), texts, strict=True)
    ]
    first = line("Table 1. A wide one", 50, 60, size=8, bold=True)
    second = line("Table 2. A narrow one", 310, 170, size=8, bold=True)
    below = [
        line(text, x, 200 + 10 * row, size=8)
        for row, texts in enumerate([("Iron", "3"), ("Zinc", "5")])
        for x, text in zip((320, 480), texts, strict=True)
    ]
    rules = [Drawn(50, y, 540, y + 0.5, filled=False, color=0, after=0) for y in (76, 125)]
    rules += [Drawn(310, y, 540, y + 0.5, filled=False, color=0, after=0) for y in (190, 225)]
    found = find_tables([first, *rows, second, *prose(50, 170, 4), *below], rules, LOOK)
    assert [(table.label, len(table.cells)) for table in found] == [("Table 1", 6), ("Table 2", 4)]

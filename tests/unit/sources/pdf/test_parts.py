from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.paper import NoticeKind, PubStatus
from pipeline.sources.pdf.journal import journal_of
from pipeline.sources.pdf.lines import Drawn
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.metadata import Printed, paper_of
from pipeline.sources.pdf.order import in_reading_order
from pipeline.sources.pdf.paragraphs import Vocabulary
from pipeline.sources.pdf.references import entries_of
from pipeline.sources.pdf.tables import find_tables
from pipeline.sources.pdf.turning import Turn
from pipeline.sources.pdf.units import units_of
from tests.unit.sources.pdf.lines import line

LOOK = Look(10, "Body", 1.2)
NOTHING = Vocabulary(frozenset(), frozenset())


def printed(
    *lines: str, title: str = "A study of nothing", text: str = "", furniture: tuple[str, ...] = (), body: int = 20_000
) -> Printed:
    return Printed(title, (), lines, furniture, " ".join(lines), text or "\n".join(lines), {}, body, 10)


def test_references_when_a_line_begins_with_the_number_of_an_issue_then_it_opens_no_entry() -> None:
    lines = [
        line("[1] A. Abel, First steps, Journal of Walks, vol. 2, no.", y0=100, width=230),
        line("3, pp. 12-18, 2011.", 62, 112, width=90),
        line("[2] C. Cole, How far, Walking Research, vol. 7, no. 1, 2015.", y0=124, width=230),
        line("[3] D. Dole, How long, Walking Research, vol. 8, no. 2, 2016.", y0=136, width=230),
    ]
    entries = entries_of(units_of(in_reading_order(lines, LOOK), LOOK), NOTHING)
    assert [entry.number for entry in entries] == ["1", "2", "3"]
    assert entries[0].text.endswith("no. 3, pp. 12-18, 2011.")


def test_references_when_numbered_then_each_keeps_number_year_and_author() -> None:
    lines = [
        line("1. Abel A, Berg B. First steps. J Inv Med.", y0=100, width=230),
        line("2011;4:12-18.", 62, 112, width=60),
        line("2. van Cole C. How far? Walk Res. 2015;9:101-", y0=124, width=230),
        line("107. doi:10.5555/abc.1", 62, 136, width=90),
    ]
    first, second = entries_of(units_of(in_reading_order(lines, LOOK), LOOK), NOTHING)
    assert (first.number, first.year, first.first_author) == ("1", 2011, "Abel")
    assert first.text.endswith("2011;4:12-18.")
    assert (second.number, second.year, second.doi) == ("2", 2015, "10.5555/abc.1")


def test_references_when_they_hang_then_each_is_one_entry() -> None:
    lines = [
        line("Abel, A. (2011). First steps in an illness that", y0=100, width=230),
        line("was invented. Journal of Tests.", 62, 112, width=150),
        line("Cole, C. (2015). How far is far when nobody is", y0=124, width=230),
        line("counting? Walking Research.", 62, 136, width=150),
    ]
    entries = entries_of(units_of(in_reading_order(lines, LOOK), LOOK), NOTHING)
    assert [(entry.first_author, entry.year, entry.number) for entry in entries] == [
        ("Abel", 2011, None),
        ("Cole", 2015, None),
    ]


def test_tables_when_rules_are_drawn_cell_by_cell_then_no_column_is_lost() -> None:
    rule = [
        Drawn(x0, y, x1, y + 0.5, True, 0, 0) for y in (115, 130, 162) for x0, x1 in ((50, 140), (140, 210), (210, 280))
    ]
    cells = [
        line(text, x0, y0, size=9)
        for y0, row in ((118, ("Group", "n", "Mean")), (134, ("Cases", "42", "3.1")), (148, ("Controls", "40", "2.9")))
        for x0, text in zip((52, 150, 220), row, strict=True)
    ]
    (table,) = find_tables([line("Table 1: Groups compared.", size=9, bold=True), *cells], rule, LOOK)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells if cell.row != 1] == [
        (0, 0, "Group"), (0, 1, "n"), (0, 2, "Mean"), (2, 0, "Controls"), (2, 1, "40"), (2, 2, "2.9")
    ]  # fmt: skip


def test_tables_when_ruled_then_cells_stand_in_rows_and_columns_and_prose_stays_out() -> None:
    rule = [Drawn(50, y, 280, y + 0.5, True, 0, 0) for y in (115, 130, 162)]
    cells = [
        line("Group", 52, 118, size=9), line("n", 150, 118, size=9), line("Mean", 220, 118, size=9),
        line("Cases", 52, 134, size=9), line("42", 150, 134, size=9), line("3.1", 220, 134, size=9),
        line("Controls", 52, 148, size=9), line("40", 150, 148, size=9), line("2.9", 220, 148, size=9),
    ]  # fmt: skip
    prose = [line("running text goes on below the table and on", y0=180 + 12 * n, width=230) for n in range(6)]
    (table,) = find_tables([line("Table 1: Groups compared.", size=9, bold=True), *cells, *prose], rule, LOOK)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "Group"), (0, 1, "n"), (0, 2, "Mean"),
        (1, 0, "Cases"), (1, 1, "42"), (1, 2, "3.1"),
        (2, 0, "Controls"), (2, 1, "40"), (2, 2, "2.9"),
    ]  # fmt: skip
    assert not set(table.body) & set(prose)


def test_tables_when_a_sentence_begins_with_the_label_then_there_is_none() -> None:
    lines = [line("Table 1 shows the groups, which did not", y0=100 + 12 * n, width=230) for n in range(4)]
    assert find_tables(lines, (), LOOK) == ()


@pytest.mark.parametrize(
    ("line_of_page", "doi"),
    [
        ("https://doi.org/10.5555/abc.2024.1", "10.5555/abc.2024.1"),
        ("doi: 10.5555/ABC.1 Received 2 May", "10.5555/abc.1"),
        ("Vol 3 (https://dx.doi.org/10.5555/x(3)y).", "10.5555/x(3)y"),
    ],
)
def test_paper_when_the_first_page_prints_a_doi_then_it_is_the_papers(line_of_page: str, doi: str) -> None:
    assert paper_of(printed(line_of_page))[0].doi == doi


def test_paper_when_only_a_reference_has_a_doi_then_the_paper_has_none() -> None:
    assert paper_of(printed("A page", text="1. Abel A. doi:10.5555/other.1"))[0].doi is None


def test_paper_when_a_notice_prints_its_own_doi_at_the_edge_and_cites_another_then_its_own_is_taken() -> None:
    lines = ("The work doi: 10.5555/withdrawn.1 is withdrawn.", "doi: 10.5555/notice.2")
    page = replace(printed(*lines, title="Retraction", body=400), banner=lines[1:])
    paper, _ = paper_of(page)
    assert paper.doi == "10.5555/notice.2"


def test_paper_when_the_page_is_a_notice_then_it_is_not_itself_retracted() -> None:
    paper, _ = paper_of(printed("Retraction", title="Retracted: A study of nothing", body=900))
    assert [notice.kind for notice in paper.notices] == [NoticeKind.RETRACTS]
    assert paper.pub_status is PubStatus.PUBLISHED


def test_paper_when_the_pages_are_marked_then_it_is_retracted() -> None:
    paper, _ = paper_of(printed("A page", furniture=("RETRACTED",)))
    assert [notice.kind for notice in paper.notices] == [NoticeKind.RETRACTED_BY]
    assert paper.pub_status is PubStatus.RETRACTED


@pytest.mark.parametrize(
    ("edge", "status"),
    [
        ("medRxiv preprint doi: https://doi.org/10.1101/2024.01.02.24300001", PubStatus.PREPRINT),
        ("Journal Pre-proof", PubStatus.IN_PRESS),
        ("Journal of Nothing 2024", PubStatus.PUBLISHED),
    ],
)
def test_paper_when_an_edge_says_where_it_stands_then_so_does_the_paper(edge: str, status: PubStatus) -> None:
    assert paper_of(printed("A page", furniture=(edge,)))[0].pub_status is status


def test_paper_when_prose_speaks_of_preprints_and_its_doi_is_a_journals_then_it_is_published() -> None:
    page = printed("doi: 10.5555/abc", "An earlier version is on medRxiv.")
    assert paper_of(page)[0].pub_status is PubStatus.PUBLISHED


def test_journal_when_an_abbreviation_and_the_name_are_printed_then_the_name_wins() -> None:
    found = journal_of(
        ["Abel et al. J Transl Med (2020) 18:100"], ["REVIEW", "Journal of", "Translational Medicine"], "A title"
    )
    assert found == "Journal of Translational Medicine"


def test_journal_when_only_the_kind_of_article_is_printed_then_there_is_none() -> None:
    assert journal_of([], ["RESEARCH", "Open Access"], "A title") == ""


@pytest.mark.parametrize("quarters", [1, 3])
def test_turn_when_a_box_is_turned_back_then_it_lies_on_the_page_with_its_sides_swapped(quarters: int) -> None:
    turn = Turn(quarters, 600, 800)
    x0, y0, x1, y1 = turn.back(10, 20, 110, 40)
    assert (x1 - x0, y1 - y0) == (20, 100)
    assert 0 <= x0 < x1 <= 600
    assert 0 <= y0 < y1 <= 800

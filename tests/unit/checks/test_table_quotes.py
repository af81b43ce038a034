"""A row of a table whose labels the reader parted from its figures."""

from __future__ import annotations

from pipeline.domain.report import Severity
from tests.unit.checks.making import document, draft, found, statement

_PAPER = document(table=("Women Men Grip (kg)", "18.6 (12.1 to 25.0) 24", "21.9 (14.7 to 30.2) 31"))


def test_quote_of_a_row_when_the_table_holds_it_in_pieces_then_a_look_at_the_page_is_asked() -> None:
    (finding,) = found("E001", draft(statement("It was weak.", "Women 18.6 (12.1 to 25.0) 24", page=2)), _PAPER)
    assert finding.severity is Severity.WARNING
    assert "page 2" in finding.message


def test_quote_of_a_row_when_a_figure_is_not_there_then_approval_is_stopped() -> None:
    (finding,) = found("E001", draft(statement("It was weak.", "Women 18.6 (12.1 to 52.0) 24", page=2)), _PAPER)
    assert finding.severity is Severity.BLOCKING


def test_quote_of_a_row_when_it_is_of_another_page_then_approval_is_stopped() -> None:
    (finding,) = found("E001", draft(statement("It was weak.", "Women 18.6 (12.1 to 25.0) 24", page=1)), _PAPER)
    assert finding.severity is Severity.BLOCKING


def test_quote_of_words_when_a_table_holds_them_apart_then_approval_is_stopped() -> None:
    (finding,) = found("E001", draft(statement("It was weak.", "Women were weaker Men Grip", page=2)), _PAPER)
    assert finding.severity is Severity.BLOCKING

"""A row of a table whose labels the reader parted from its figures."""

from __future__ import annotations

from pipeline.domain.report import Finding, Severity
from tests.unit.checks.making import document, draft, found, statement
from tests.unit.reading.tables import table as table_of

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


_GRIP = document(
    tables=(
        table_of(
            ("", "Patients (n = 24)", "Controls (n = 31)", "P"),
            ("Grip, kg", "18.6 (12.1)", "21.9 (14.7)", "0.04"),
            ("Women, n (%)", "12 (50%)", "20 (65%)", "0.3"),
            caption="Grip of patients and controls",
        ),
    )
)


def _attached(text: str, quote: str) -> tuple[Finding, ...]:
    return found("N004", draft(statement(text, quote, page=2)), _GRIP)


def test_row_when_its_figures_are_told_of_each_others_columns_then_found() -> None:
    assert _attached("Grip was 21.9 kg in patients and 18.6 kg in controls.", "Grip, kg 18.6 (12.1) 21.9 (14.7)")


def test_row_when_a_bracket_is_told_of_another_column_then_found() -> None:
    assert _attached("Of the controls, 50% were women.", "Women, n (%) 12 (50%) 20 (65%)")


def test_row_when_its_figures_are_told_of_their_own_columns_then_left_alone() -> None:
    assert not _attached("Grip was 18.6 kg in patients and 21.9 kg in controls.", "Grip, kg 18.6 (12.1) 21.9 (14.7)")
    assert not _attached("Of the controls, 65% were women.", "Women, n (%) 12 (50%) 20 (65%)")

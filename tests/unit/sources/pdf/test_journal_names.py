"""The name of a journal may begin like a heading; a heading in capitals is no journal."""

from pipeline.sources.pdf.journal import journal_of


def test_a_journal_of_case_reports_keeps_its_name() -> None:
    edges = ["Case Reports in Medicine", "2 Case Reports in Medicine"]

    assert journal_of(edges, [], "A title about something else") == "Case Reports in Medicine"


def test_a_heading_in_capitals_is_no_journal() -> None:
    assert journal_of(["METHODS"], ["METHODS"], "A title") == ""

"""Days of a paper's history, as printed and as stored, never more exact than their source. All texts are invented."""

from __future__ import annotations

import pytest

from pipeline.domain.paper import Dates
from pipeline.sources.dates import iso, printed_days
from pipeline.sources.pdf.days import dates_of, preprint_version


@pytest.mark.parametrize(
    ("given", "date"),
    [
        (("2016", "1", "5"), "2016-01-05"),
        (("2016", "Jan", "05"), "2016-01-05"),
        (("2016", "September", ""), "2016-09"),
        (("2016", "13", "5"), "2016"),
        (("2016", "2", "40"), "2016-02"),
        (("16", "2", "4"), None),
        (("", "", ""), None),
    ],
)
def test_a_stored_date_is_as_exact_as_it_was_given(given: tuple[str, str, str], date: str | None) -> None:
    assert iso(*given) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("on 4 September 2023, at noon", "2023-09-04"),
        ("September 4th, 2023", "2023-09-04"),
        ("2023-09-04", "2023-09-04"),
        ("in Sept. 2023", "2023-09"),
    ],
)
def test_a_printed_day_is_read_in_the_ways_journals_print_it(text: str, date: str) -> None:
    assert [found for _, found in printed_days(text)] == [date]


def test_each_day_of_a_history_belongs_to_the_word_before_it() -> None:
    found = dates_of("Received 4 September 2023; accepted 22 January 2024; published 19 March 2024. © 2024", "")
    assert (found.received, found.accepted, found.published) == ("2023-09-04", "2024-01-22", "2024-03-19")


def test_a_history_behind_the_references_is_found_where_it_stands_together() -> None:
    whole = "12. Doe J. Received wisdom. 2011.\nReceived: 2 May 2019 Accepted: 3 June 2019 Published: 9 June 2019"
    found = dates_of("A title without a history", whole)
    assert (found.received, found.accepted) == ("2019-05-02", "2019-06-03")


def test_a_sentence_of_the_methods_is_no_history() -> None:
    found = dates_of("", "Patients received placebo on 4 September 2023 and were accepted by the clinic.")
    assert (found.received, found.accepted, found.published) == (None, None, None)


def test_a_preprint_names_its_version_beside_its_doi() -> None:
    assert preprint_version("https://doi.org/10.1101/2026.01.02.26000001v3") == 3
    assert preprint_version("https://doi.org/10.1101/2026.01.02.26000001") is None


def test_a_sentence_about_receiving_something_is_no_history() -> None:
    assert dates_of("Patients received insulin from March 2014 on.", "") == Dates()

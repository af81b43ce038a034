"""An identifier that is read wrongly joins two papers into one, or splits one in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.identifiers import (
    bare_doi,
    find_doi,
    find_registry_ids,
    normalise_doi,
    normalise_pmcid,
    normalise_pmid,
)

SICI = "10.9902/(SICI)1097-0001(19980815/30)17:15/16<1661::AID-ABC968>3.0.CO;2-2"


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.9901/Abc.2020.1", "10.9901/Abc.2020.1"),
        ("https://doi.org/10.9901/abc", "10.9901/abc"),
        ("http://dx.doi.org/10.9901/abc", "10.9901/abc"),
        ("doi:10.9901/abc.", "10.9901/abc"),
        ("DOI: 10.9901/abc).", "10.9901/abc"),
        ("doi.org/10.9901/abc", "10.9901/abc"),
        ("https://doi.org/10.9901%2Fabc%3C1", "10.9901/abc<1"),
        ("10.9901/S0140-1(11)60096-2", "10.9901/S0140-1(11)60096-2"),
        ("10.9901/abc(2)", "10.9901/abc(2)"),
        (SICI, SICI),
        (SICI.replace("<", "&lt;").replace(">", "&gt;"), SICI),
        ("  10.9901/abc;  ", "10.9901/abc"),
    ],
)
def test_a_doi_in_any_dress_when_read_then_is_bare_and_keeps_its_case(text: str, doi: str) -> None:
    assert bare_doi(text) == doi
    assert normalise_doi(text) == doi.lower()


@pytest.mark.parametrize("text", [None, "", "10.1", "10.12/abc", "see the paper", "PMC123", "10.9901/", "10.9901/ abc"])
def test_what_is_no_doi_when_normalised_then_is_none(text: str | None) -> None:
    assert normalise_doi(text) is None


def test_two_spellings_of_a_doi_when_normalised_then_are_equal() -> None:
    assert normalise_doi("https://doi.org/10.9901/ABC") == normalise_doi("10.9901/abc") == "10.9901/abc"


def test_a_doi_in_a_sentence_when_looked_for_then_ends_where_the_sentence_takes_over() -> None:
    assert find_doi("as shown (https://doi.org/10.9901/abc.2), and again 10.9901/other.") == "10.9901/abc.2"
    assert find_doi("<a>10.9901/abc</a>") == "10.9901/abc"
    assert find_doi(f"Wiley {SICI} 1998") == SICI
    assert find_doi("version 110.9901/abc") is None


@given(st.from_regex(r"10\.\d{4,9}/[a-zA-Z0-9][a-zA-Z0-9._()/-]{0,30}[a-zA-Z0-9]", fullmatch=True))
def test_any_doi_when_dressed_then_its_bare_form_returns_and_is_stable(doi: str) -> None:
    bare = bare_doi(doi)
    assert bare is not None
    assert bare_doi(bare) == bare
    assert bare_doi(f"https://doi.org/{bare}") == bare
    assert bare_doi(f" doi: {bare}.") == bare


@given(st.text(max_size=80))
def test_any_text_when_normalised_then_gives_none_or_something_stable(text: str) -> None:
    for normalise in (bare_doi, normalise_doi, normalise_pmid, normalise_pmcid):
        found = normalise(text)
        assert found is None or normalise(found) == found
    assert find_registry_ids(text) == tuple(dict.fromkeys(find_registry_ids(text)))


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("19000001", "19000001"), (" PMID: 19000001 ", "19000001"), (7, "7"),
        ("https://pubmed.ncbi.nlm.nih.gov/19000001/", "19000001"),
        ("PMC2700001", None), ("0123", None), ("123456789", None), ("", None), (None, None),
        ("12a", None), ("-5", None),
    ],
)  # fmt: skip
def test_a_pubmed_number_when_normalised_then_is_digits_and_never_a_pmcid(text: str | int | None, pmid: str) -> None:
    assert normalise_pmid(text) == pmid


@pytest.mark.parametrize(
    ("text", "pmcid"),
    [
        ("PMC2700001", "PMC2700001"), ("pmc2700001.2", "PMC2700001"), ("PMCID: PMC2700001", "PMC2700001"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC2700001/", "PMC2700001"),
        ("2700001", None), ("", None), (None, None), ("PMCx", None),
    ],
)  # fmt: skip
def test_a_pmcid_when_normalised_then_has_its_letters_and_no_version(text: str | None, pmcid: str | None) -> None:
    assert normalise_pmcid(text) == pmcid


def test_registrations_in_prose_when_looked_for_then_each_comes_once_in_the_registry_s_spelling() -> None:
    text = (
        "Registered as NCT01234567 (again: nct 01234567), ISRCTN 12345678, EudraCT number: 2014-004029-41, "
        "EU CT 2022-501234-12-00, ACTRN12613000000000, UMIN000012345, PROSPERO CRD42020123456, DRKS00012345 and "
        "ChiCTR-TRC-12345678; the code NCT123 and the number 2014-004029-41 alone are none."
    )
    assert find_registry_ids(text) == (
        "NCT01234567",
        "ISRCTN12345678",
        "EudraCT 2014-004029-41",
        "EU CT 2022-501234-12-00",
        "ACTRN12613000000000",
        "UMIN000012345",
        "CRD42020123456",
        "DRKS00012345",
        "ChiCTR-TRC-12345678",
    )


def test_text_without_registrations_when_searched_then_gives_nothing() -> None:
    assert find_registry_ids("Patients were seen in 2014-2015; cohort 12345678.") == ()

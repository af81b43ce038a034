"""What people paste: a wrong paper is worse than none, so nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from pipeline.domain.pasted import Identified, NotIdentified, read_pasted

SICI = "10.1002/(sici)1097-0142(19970101)79:1<1::aid-cncr1>3.0.co;2-x"


@pytest.mark.parametrize(
    ("pasted", "scheme", "value"),
    [
        ("10.1111/JOIM.12658", "doi", "10.1111/joim.12658"),
        ("doi:10.1111/joim.12658", "doi", "10.1111/joim.12658"),
        ("DOI: 10.1111/joim.12658.", "doi", "10.1111/joim.12658"),
        ("(doi: 10.1111/joim.12658)", "doi", "10.1111/joim.12658"),
        ("<https://doi.org/10.1111/joim.12658>", "doi", "10.1111/joim.12658"),
        ("https://dx.doi.org/10.1111%2Fjoim.12658", "doi", "10.1111/joim.12658"),
        ("doi.org/10.1111/joim.12658?utm_source=x", "doi", "10.1111/joim.12658"),
        ("10.1002/(SICI)1097-0142(19970101)79:1<1::AID-CNCR1>3.0.CO;2-X", "doi", SICI),
        ("https://onlinelibrary.wiley.com/doi/abs/10.1111/joim.12658", "doi", "10.1111/joim.12658"),
        ("https://onlinelibrary.wiley.com/doi/full/10.1111/joim.12658", "doi", "10.1111/joim.12658"),
        ("https://www.frontiersin.org/articles/10.3389/fimmu.2020.00001/full", "doi", "10.3389/fimmu.2020.00001"),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001&type=printable",
            "doi",
            "10.1371/journal.pone.0000001",
        ),
        (
            "https://www.medrxiv.org/content/10.1101/2020.01.01.20123456v2.full.pdf",
            "doi",
            "10.1101/2020.01.01.20123456",
        ),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1", "doi", "10.1101/2020.01.01.123456"),
        ("https://link.springer.com/content/pdf/10.1007/s00000-020-0000-1.pdf", "doi", "10.1007/s00000-020-0000-1"),
        ("19566965", "pmid", "19566965"),
        ("PMID: 19566965", "pmid", "19566965"),
        ("pmid19566965", "pmid", "19566965"),
        ("PubMed ID 19566965", "pmid", "19566965"),
        ("https://pubmed.ncbi.nlm.nih.gov/19566965/?dopt=Abstract", "pmid", "19566965"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/19566965", "pmid", "19566965"),
        ("https://europepmc.org/article/MED/19566965", "pmid", "19566965"),
        ("PMC2711959", "pmcid", "PMC2711959"),
        ("pmc 2711959", "pmcid", "PMC2711959"),
        ("PMCID: PMC2711959.", "pmcid", "PMC2711959"),
        ("PMCID: 2711959", "pmcid", "PMC2711959"),
        ("PMID: PMC2711959", "pmcid", "PMC2711959"),
        ("PMC2711959.1", "pmcid", "PMC2711959"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2711959/pdf/1471.pdf", "pmcid", "PMC2711959"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC2711959/#s1", "pmcid", "PMC2711959"),
        ("europepmc.org/articles/PMC2711959", "pmcid", "PMC2711959"),
    ],
)
def test_what_people_paste_is_read(pasted: str, scheme: str, value: str) -> None:
    assert read_pasted([pasted]) == (Identified(pasted, scheme, value),)


@pytest.mark.parametrize(
    "pasted",
    [
        "smith-2021.pdf",
        "Fluge 2009",
        "doi: 19566965",
        "PMID: 10.1111/joim.12658",
        "PMCID: 10.1111/joim.12658",
        "0",
        "2009",
        "123456789012",
        "10.1111",
        "https://www.nature.com/articles/s41586-020-0000-1",
        "https://pubmed.ncbi.nlm.nih.gov/?term=fatigue",
        "https://europepmc.org/article/PPR/PPR77",
        "PMID:",
        "http://[broken",
    ],
)
def test_what_is_no_identifier_is_handed_back_and_never_guessed(pasted: str) -> None:
    found = read_pasted([pasted])
    assert found
    assert all(isinstance(one, NotIdentified) and one.hint for one in found)


def test_several_are_read_in_order_each_once_however_the_shell_parted_them() -> None:
    words = [
        "PMID:",
        "19566965",
        "10.1000/a,10.1000/b",
        "12345,45678",
        "PMC7",
        "https://doi.org/10.1000/A",
        "pmid",
        "9",
    ]
    found = read_pasted([*words, "PMCID", "PMC8", "pubmed id", "77", "doi", ":", "10.1000/c", "PMID:19566965"])
    assert [one.name if isinstance(one, Identified) else one for one in found] == [
        "PMID 19566965",
        "DOI 10.1000/a",
        "DOI 10.1000/b",
        "PMID 12345",
        "PMID 45678",
        "PMC7",
        "PMID 9",
        "PMC8",
        "PMID 77",
        "DOI 10.1000/c",
    ]


def test_a_whole_line_of_a_reference_gives_its_identifiers() -> None:
    found = read_pasted(["doi: 10.1186/1471-2377-9-28; PMID: 19566965; PMCID: PMC2711959."])
    assert [one.name if isinstance(one, Identified) else one for one in found] == [
        "DOI 10.1186/1471-2377-9-28",
        "PMID 19566965",
        "PMC2711959",
    ]


@pytest.mark.parametrize(
    ("pasted", "names"),
    [
        ("Fluge 2009 BMC Neurol 9:28 doi:10.1186/1471-2377-9-28", ["DOI 10.1186/1471-2377-9-28"]),
        ("Epub 2009 Jul 1. PMID: 19566965 [PubMed - indexed for MEDLINE]", ["PMID 19566965"]),
        ("PMIDs: 19566965, 19566966", ["PMID 19566965", "PMID 19566966"]),
        ("pmid:19566965,19566966", ["PMID 19566965", "PMID 19566966"]),
        ("\u200b10.1186/1471-2377-9-28\ufeff", ["DOI 10.1186/1471-2377-9-28"]),
        ("PMC 27 PMC28", ["PMC27", "PMC28"]),
    ],
)
def test_the_words_of_a_citation_around_an_identifier_are_no_failed_ones(pasted: str, names: list[str]) -> None:
    assert [one.name if isinstance(one, Identified) else one for one in read_pasted([pasted])] == names


def test_a_mistyped_identifier_beside_a_good_one_is_not_passed_over() -> None:
    good, bad = read_pasted(["10.1186/1471-2377-9-28 1O.1111/joim.12658"])
    assert isinstance(good, Identified)
    assert bad == NotIdentified("1O.1111/joim.12658", bad.hint if isinstance(bad, NotIdentified) else "")


@given(st.lists(st.text(max_size=40), max_size=4))
def test_whatever_is_pasted_ends_and_what_is_found_is_in_its_one_spelling(words: list[str]) -> None:
    for one in read_pasted(words):
        if isinstance(one, Identified):
            normal = {"doi": normalise_doi, "pmid": normalise_pmid, "pmcid": normalise_pmcid}[one.scheme]
            assert normal(one.value) == one.value

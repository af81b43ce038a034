"""Plain text by contract: the first line is the title, a line that is only a section's name is a heading."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.errors import UnreadableSource
from pipeline.sources import plain
from pipeline.sources.prose import is_prose
from pipeline.sources.records import Reading


def _read(text: str) -> Document:
    (found,) = plain.read(text.encode())
    assert isinstance(found, Reading)
    return found.document(digest="sha256:0", reader=plain.NAME)


def _sections(text: str) -> list[tuple[Role, Zone, str]]:
    document = _read(text)
    return [(one.role, one.zone, document.slice(one.span)) for one in document.sections]


def test_headings_alone_on_a_line_when_read_then_open_sections_with_or_without_blank_lines() -> None:
    tight = "Pacing in adults\nMethods\nWe asked 12 adults.\nResults\nSteps rose.\n"
    loose = "Pacing in adults\n\nMethods\n\nWe asked 12 adults.\n\nResults\n\nSteps rose.\n"
    assert _sections(tight) == _sections(loose) == [
        (Role.TITLE, Zone.FRONT, "Pacing in adults"),
        (Role.METHODS, Zone.BODY, "We asked 12 adults."),
        (Role.RESULTS, Zone.BODY, "Steps rose."),
    ]  # fmt: skip


def test_a_title_and_one_sentence_when_read_then_are_a_document() -> None:
    document = _read("Pacing\nWe rested.\n")
    assert document.paper.title == "Pacing"
    assert [document.slice(one.span) for one in document.sentences] == ["Pacing", "We rested."]


def test_a_title_alone_when_read_then_is_a_document() -> None:
    assert _read("Pacing in adults with fatigue").text.strip() == "Pacing in adults with fatigue"


def test_a_wrapped_title_when_it_breaks_off_then_is_joined() -> None:
    text = "The effect of pacing on the daily step count of adults with\nlong-standing fatigue\n\nWe asked 12 adults."
    title = "The effect of pacing on the daily step count of adults with long-standing fatigue"
    assert _read(text).paper.title == title


def test_wrapped_lines_when_read_then_are_one_paragraph() -> None:
    text = (
        "Pacing\n\nWe asked twelve adults to rest and found that the well-\nknown effect of rest was there in\nall.\n"
    )
    assert (
        "We asked twelve adults to rest and found that the well-known effect of rest was there in all."
        in _read(text).text
    )


def test_labels_in_an_abstract_when_read_then_give_its_parts() -> None:
    text = "Pacing\n\nBackground: Little is known. Methods: We asked 12 adults. Results: Steps rose (P=0.01)."
    assert [(role, zone) for role, zone, _ in _sections(text)][1:] == [
        (Role.INTRODUCTION, Zone.ABSTRACT),
        (Role.METHODS, Zone.ABSTRACT),
        (Role.RESULTS, Zone.ABSTRACT),
    ]
    assert _read(text).level is Level.ABSTRACT


def test_a_word_before_a_colon_when_it_names_no_part_then_is_no_label() -> None:
    text = "Pacing\n\nThe groups were as follows. Group: twelve adults. Note: none left."
    assert [role for role, _, _ in _sections(text)] == [Role.TITLE, Role.SUMMARY]


def test_an_abstract_and_a_body_when_both_have_methods_then_are_told_apart() -> None:
    text = (
        "Pacing\n\nAbstract\n\nBackground\n\nLittle known.\n\nMethods\n\nWe asked.\n\nIntroduction\n\nRest is old.\n\n"
        "Methods\n\nWe asked 12 adults.\n\nFunding\n\nNone.\n\nReferences\n\n1. Doe J. Rest. 2019. doi: 10.9901/r\n"
        "2. Roe K. Naps. 2020.\n"
    )
    document = _read(text)
    assert [(role, zone) for role, zone, _ in _sections(text)] == [
        (Role.TITLE, Zone.FRONT),
        (Role.INTRODUCTION, Zone.ABSTRACT),
        (Role.METHODS, Zone.ABSTRACT),
        (Role.INTRODUCTION, Zone.BODY),
        (Role.METHODS, Zone.BODY),
        (Role.FUNDING, Zone.BACK),
        (Role.REFERENCES, Zone.REFERENCES),
    ]
    assert document.level is Level.FULLTEXT_XML
    assert [(one.number, one.year, one.first_author, one.doi) for one in document.references] == [
        ("1", 2019, "Doe", "10.9901/r"),
        ("2", 2020, "Roe", None),
    ]
    assert document.paper.doi is None


def test_lines_of_facts_when_read_then_describe_the_paper_and_are_no_sentences() -> None:
    text = (
        "Pacing in adults\nJane Doe, Kim Roe\nJ Rest. 2021 Dec 3;1(2):3-4.\nDOI: 10.9901/rest | PMID: 30000001\n\n"
        "We asked 12 adults to rest.\n\nPMCID: PMC2000001\n"
    )
    document = _read(text)
    paper = document.paper
    assert (paper.doi, paper.pmid, paper.pmcid) == ("10.9901/rest", "30000001", "PMC2000001")
    assert (paper.journal, paper.year) == ("J Rest", 2021)
    assert [author.family for author in paper.authors] == ["Doe", "Roe"]
    assert document.text.split("\n\n")[-2].endswith("We asked 12 adults to rest.")


def test_words_of_the_paper_when_they_look_like_a_field_then_stay_in_the_text() -> None:
    document = _read("Pacing\n\nWe gave water.\n\nVolume: each adult drank 200 ml.\n")
    assert "Volume: each adult drank 200 ml." in document.text


def test_markdown_headings_when_read_then_lose_their_signs() -> None:
    text = "# Pacing in adults\n\n## Methods\n\nWe asked 12 adults.\n\n### Participants\n\nAll were tired.\n"
    assert [(role, words) for role, _, words in _sections(text)] == [
        (Role.TITLE, "Pacing in adults"),
        (Role.METHODS, "We asked 12 adults."),
        (Role.PARTICIPANTS, "All were tired."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "import os\n\ndef main():\n    print(os.name)\n\nmain()\n",
        "id,a,b,c,d,e\n1,2,3,4,5,6\n2,3,4,5,6,7\n",
        "2021-03-04 10:11:12 INFO started\n2021-03-04 10:11:13 INFO stopped now\n",
        "name: tool\nversion: 3\nitems:\n  - a\n  - b\n",
        "@@@@ #### $$$$ 12345 67890",
    ],
    ids=["code", "table", "log", "settings", "signs"],
)
def test_text_that_is_no_prose_when_read_then_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        plain.read(text.encode())
    assert caught.value.reason == "unknown_format"


@pytest.mark.parametrize(
    "text",
    [
        "患者を二年間追跡したところ、多くの人は仕事に戻っていなかった。",
        "Schlaf\nWir schliefen.",
        "Table talk\n\nWe spoke; we ate; we left.",
    ],
)
def test_prose_in_any_form_when_judged_then_is_prose(text: str) -> None:
    assert is_prose(text)


def test_white_space_alone_when_read_then_is_empty() -> None:
    with pytest.raises(UnreadableSource) as caught:
        plain.read(b" \n \n")
    assert caught.value.reason == "empty"


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_when_read_then_gives_a_document_or_a_reason(text: str) -> None:
    try:
        document = _read(text)
    except UnreadableSource as error:
        assert error.reason in {"empty", "unknown_format"}  # noqa: PT017
    else:
        for sentence in document.sentences:
            assert document.slice(sentence.span).strip()


LINES = ["Methods", "Abstract", "Results:", "", "We rested.", "References", "1. Doe J. 2019.", "DOI: 10.9901/a",
         "Background: None known. Methods: Asked.", "Jane Doe, Kim Roe", "# Funding"]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=14))
@settings(max_examples=150, deadline=None)
def test_any_order_of_lines_when_read_then_no_sentence_is_lost_or_doubled(lines: list[str]) -> None:
    document = _read(
        "\n".join(["Pacing in adults with fatigue", *lines, "", "They had been tired for many months before."])
    )
    assert document.paper.title == "Pacing in adults with fatigue"
    assert document.text.count("We rested.") == lines.count("We rested.")


def test_a_sentence_with_a_year_below_the_title_when_read_then_it_is_prose_and_not_the_journal() -> None:
    reading = plain.read(
        b"A study of rest\nParticipants were chosen by a guideline of October 2021 and met all of it.\n"
    )[0]
    assert isinstance(reading, Reading)
    assert reading.paper.year is None
    assert any("October 2021" in getattr(block, "text", "") for block in reading.blocks)

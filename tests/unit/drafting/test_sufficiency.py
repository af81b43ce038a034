"""No draft from nothing."""

from __future__ import annotations

from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.domain.paper import Notice, NoticeKind
from pipeline.drafting.sufficiency import why_not
from pipeline.errors import DraftError, InsufficientSource, LanguageNotRead
from tests.making import document, paper

ABSTRACT = (
    "We studied sleep in forty people with an invented illness. "
    "Each of them wore a watch for two weeks and kept a diary of rest and activity. "
    "Sleep was shorter than in the comparison group. More work in larger groups is needed to confirm this result."
)


def _refusal(of: Document) -> DraftError | None:
    return why_not(of, ("en",))


def _abstract(text: str = ABSTRACT, **changes: object) -> Document:
    return document([(Role.SUMMARY, Zone.ABSTRACT, "Abstract", text)], of=paper(**changes), level=Level.ABSTRACT)


def test_an_abstract_of_four_sentences_is_enough() -> None:
    assert _refusal(_abstract()) is None


def test_a_record_without_an_abstract_is_not_drafted() -> None:
    refusal = _refusal(document([], level=Level.ABSTRACT))
    assert isinstance(refusal, InsufficientSource)
    assert refusal.reason == "no_abstract"
    assert "PDF" in refusal.hint


def test_one_sentence_is_too_short() -> None:
    refusal = _refusal(_abstract("This letter has no abstract."))
    assert isinstance(refusal, InsufficientSource)
    assert refusal.reason == "too_short"


def test_a_retraction_notice_is_not_drafted_whatever_its_length() -> None:
    refusal = _refusal(_abstract(notices=({"kind": NoticeKind.RETRACTS},)))
    assert isinstance(refusal, InsufficientSource)
    assert refusal.reason == "notice"


def test_a_retracted_paper_is_no_notice() -> None:
    assert _refusal(_abstract(notices=(Notice(kind=NoticeKind.RETRACTED_BY),))) is None


def test_a_publication_type_alone_makes_a_notice() -> None:
    assert isinstance(_refusal(_abstract(publication_types=("Published Erratum",))), InsufficientSource)


def test_another_language_is_said_and_not_drafted() -> None:
    german = document(
        [(Role.SUMMARY, Zone.ABSTRACT, "Zusammenfassung", "Wir untersuchten vierzig Menschen. Der Schlaf war kurz.")],
        language="de",
    )
    refusal = _refusal(german)
    assert isinstance(refusal, LanguageNotRead)
    assert "(de)" in refusal.message


def test_a_cover_page_saved_as_a_paper_is_not_drafted() -> None:
    cover = document([(Role.OTHER, Zone.BODY, "", ABSTRACT)], level=Level.FULLTEXT_PDF)
    refusal = _refusal(cover)
    assert isinstance(refusal, InsufficientSource)
    assert refusal.reason == "not_a_paper"

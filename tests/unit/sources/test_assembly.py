from __future__ import annotations

import pytest

from pipeline.domain.document import Box, Document, Level, Role, Zone
from pipeline.domain.paper import Paper
from pipeline.sources.assembly import Block, Heading, Paragraph, Piece, assemble


def document_of(*blocks: Block) -> Document:
    return assemble(
        blocks, paper=Paper(), level=Level.FULLTEXT_PDF, source_digest="sha256:0", reader="test/1", language="en"
    )


def sentences_of(document: Document) -> list[str]:
    return [document.slice(sentence.span) for sentence in document.sentences]


def body(text: str) -> tuple[Block, ...]:
    return Heading("Methods", Role.METHODS), Paragraph(text)


@pytest.mark.parametrize("mark", ["(1)", "(iv)", "(b)", "2.", "12)", "ii.", "•", "–"])
def test_sentence_when_a_list_marks_its_item_then_the_mark_is_text_and_not_of_the_sentence(mark: str) -> None:
    document = document_of(*body(f"{mark} Adults walked twice. They rested in between."))
    assert sentences_of(document) == ["Adults walked twice.", "They rested in between."]
    assert f"{mark} Adults" in document.text


@pytest.mark.parametrize("text", ["42 adults walked twice.", "A. Abel walked twice.", "−5 is low.", "(2011) was wet."])
def test_sentence_when_a_number_or_letter_is_a_word_of_it_then_it_stays(text: str) -> None:
    assert sentences_of(document_of(*body(text))) == [text]


def test_sentence_when_nothing_stands_behind_the_mark_then_it_is_kept_whole() -> None:
    assert sentences_of(document_of(*body("(1)"))) == ["(1)"]


def test_sentence_when_a_caption_names_its_panel_then_the_letter_stays() -> None:
    caption = Paragraph("(a) Steps on the first day.", role=Role.CAPTION, zone=Zone.CAPTION)
    assert sentences_of(document_of(caption)) == ["(a) Steps on the first day."]


def test_box_when_the_mark_is_left_out_then_the_box_begins_behind_it() -> None:
    text = "(1) Adults walked."
    piece = Piece(0, len(text), Box(1, 0, 0, 180, 10))
    sentence = document_of(Heading("Methods", Role.METHODS), Paragraph(text, (piece,), 1)).sentences[0]
    assert sentence.boxes == (Box(1, 40, 0, 180, 10),)

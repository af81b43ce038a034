"""What moved between two drafts: sentence by sentence, and nothing that stayed."""

from __future__ import annotations

from pipeline.domain.draft import Badge, Design, Draft, DraftPaper, Evidence, Pem, Source, Statement, Study, Summary
from pipeline.drafting.moved import Moved, moved


def _draft(*findings: str, quote: str = "") -> Draft:
    evidence = (Evidence(quote=quote),) if quote else ()
    return Draft(
        source=Source(file="x"),
        paper=DraftPaper(title="Pacing"),
        study=Study(design=Design.SURVEY),
        pem=Pem(badge=Badge.UNCLEAR),
        summary=Summary(observed_findings=tuple(Statement(text=text, evidence=evidence) for text in findings)),
    )


SLEEP, PACING, STAIRS = "Most people slept worse.", "Of 40 people, 24 paced every day.", "Climbing stairs took longer."


def test_what_stayed_is_not_told_even_at_another_place() -> None:
    assert moved(_draft(SLEEP, PACING), _draft(PACING, SLEEP)) == ()


def test_a_reworded_sentence_is_told_beside_the_one_before() -> None:
    reworded = "Of 40 people, 26 paced every day."
    assert moved(_draft(SLEEP, PACING), _draft(SLEEP, reworded)) == (Moved("observed_findings", PACING, reworded),)


def test_a_sentence_that_came_and_one_that_went_are_told_apart() -> None:
    assert moved(_draft(SLEEP), _draft(STAIRS)) == (
        Moved("observed_findings", "", STAIRS),
        Moved("observed_findings", SLEEP, ""),
    )


def test_the_same_words_on_other_passages_have_moved() -> None:
    assert moved(_draft(SLEEP, quote="one"), _draft(SLEEP, quote="two")) == (Moved("observed_findings", SLEEP, SLEEP),)

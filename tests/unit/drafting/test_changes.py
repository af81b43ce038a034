"""What changed between two drafts, as a plain list: enough that nobody compares preprint and article by hand."""

from __future__ import annotations

from pipeline.domain.draft import Badge, Design, Draft, DraftPaper, MadeBy, Pem, Source, Statement, Study, Summary
from pipeline.domain.paper import PubStatus
from pipeline.drafting.changes import anew, kept_against, left_behind, what_changed


def _draft(*findings: str, digest: str = "sha256:a", n: int | None = 40, **more: object) -> Draft:
    study = Study(design=Design.SURVEY, n_total=n, pub_status=PubStatus.PREPRINT)
    whole = Draft(
        source=Source(file="x", digest=digest, level="abstract"),
        paper=DraftPaper(title="Pacing", doi="10.1101/1"),
        made_by=MadeBy(kind="model", model="scripted"),
        study=study,
        pem=Pem(badge=Badge.UNCLEAR),
        summary=Summary(observed_findings=tuple(Statement(text=text) for text in findings)),
    )
    return whole.model_copy(update=more)


def test_nothing_changed_is_an_empty_list() -> None:
    assert what_changed(_draft("Of 40 people, 24 paced."), _draft("Of 40 people, 24 paced.")) == ()


def test_other_figures_of_a_finding_are_told_though_its_words_changed_too() -> None:
    (line,) = what_changed(
        _draft("Of 52 people, 31 said they paced."), _draft("Of 40 people, 24 said that they paced.")
    )
    assert line.startswith("other figures in a finding: 52, 31, before 40, 24:")


def test_other_words_for_the_same_figures_are_no_change() -> None:
    assert what_changed(_draft("Of 40 people, 24 did pace daily."), _draft("Of 40 people, 24 paced daily.")) == ()


def test_findings_that_came_and_went_are_told() -> None:
    lines = what_changed(_draft("Sleep grew worse in most of them."), _draft("Of 40 people, 24 paced."))
    assert lines == (
        "new finding: Sleep grew worse in most of them.",
        "finding no longer there: Of 40 people, 24 paced.",
    )


def test_facts_of_the_study_and_the_badge_are_told_with_what_they_were() -> None:
    now = _draft(n=52, pem=Pem(badge=Badge.REQUIRED))
    assert what_changed(now, _draft()) == ("participants: 52, before 40", "badge: PEM required, before PEM unclear")
    assert what_changed(_draft(n=None), _draft()) == ("participants: not said, before 40",)


def test_an_article_says_that_it_was_published_and_where() -> None:
    article = _draft(
        digest="sha256:b",
        study=Study(design=Design.SURVEY, n_total=40, pub_status=PubStatus.PUBLISHED),
        paper=DraftPaper(title="Pacing", doi="10.5555/article"),
    )
    made_by = anew(article, _draft()).made_by
    assert made_by is not None
    assert made_by.anew[0].startswith("the article of this preprint was published (doi:10.5555/article)")
    assert "status: published, before preprint" in made_by.anew


def test_a_draft_made_again_from_the_same_text_keeps_what_was_told_and_tells_nothing_new() -> None:
    before = anew(_draft(digest="sha256:b", n=52), _draft())
    again = anew(_draft(digest="sha256:b", n=52), before)
    assert before.made_by is not None
    assert again.made_by is not None
    assert again.made_by.anew == before.made_by.anew != ()
    same = anew(_draft(), _draft()).made_by
    assert same is not None
    assert same.anew == ()


def test_what_a_person_had_set_and_the_new_text_says_otherwise_is_told() -> None:
    carried = _draft(n=41)
    assert kept_against(_draft(n=52), carried, _draft(n=40)) == (
        "participants stays 41, as a person set it; the new text says 52",
    )
    assert kept_against(_draft(n=40), carried, _draft(n=40)) == ()


def test_a_person_s_sentence_that_could_not_be_carried_is_told() -> None:
    before, current = _draft("A machine's."), _draft("A machine's.", "A person's.")
    (line,) = left_behind(_draft("Another machine's."), current, before)
    assert line.endswith("A person's.")

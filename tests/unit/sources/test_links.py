"""The direction of a retraction: a notice taken for the paper, or the paper for the notice, misleads every reader."""

from __future__ import annotations

import pytest

from pipeline.domain.paper import Notice, NoticeKind, Paper, PubStatus
from pipeline.domain.updates import of_crossref
from pipeline.sources.links import notices_of_types, of_jats, of_pubmed, status, versions_of

AFFECTED = {NoticeKind.RETRACTED_BY, NoticeKind.CONCERN_BY, NoticeKind.CORRECTED_BY, NoticeKind.UPDATED_BY}


@pytest.mark.parametrize(
    "word",
    ["RetractionIn", "ErratumIn", "ExpressionOfConcernIn", "UpdateIn", "Retraction in", "CorrectedandRepublishedIn"],
)
def test_a_pubmed_link_in_when_read_then_this_record_is_the_affected_paper(word: str) -> None:
    assert of_pubmed(word) in AFFECTED


@pytest.mark.parametrize("word", ["RetractionOf", "ErratumFor", "ExpressionOfConcernFor", "Erratum for"])
def test_a_pubmed_link_of_when_read_then_this_record_is_the_notice(word: str) -> None:
    kind = of_pubmed(word)
    assert kind is not None
    assert Paper(notices=(Notice(kind=kind),)).is_notice


@pytest.mark.parametrize("word", ["Cites", "AssociatedDataset", "nonsense", ""])
def test_a_pubmed_link_that_bears_on_nothing_when_read_then_is_left_out(word: str) -> None:
    assert of_pubmed(word) is None


def test_a_crossref_update_when_read_from_either_side_then_is_mirrored() -> None:
    assert of_crossref("retraction", affected=False) is NoticeKind.RETRACTS
    assert of_crossref("retraction", affected=True) is NoticeKind.RETRACTED_BY
    assert of_crossref("expression of concern", affected=True) is NoticeKind.CONCERN_BY
    assert of_crossref("partial_retraction", affected=True) is NoticeKind.CORRECTED_BY
    assert of_crossref("crossmark_policy", affected=True) is None


def test_a_jats_link_when_the_article_is_the_notice_then_its_own_type_decides() -> None:
    assert of_jats("retracted-article", "retraction") is NoticeKind.RETRACTS
    assert of_jats("retraction-forward", "research-article") is NoticeKind.RETRACTED_BY
    assert of_jats("retraction", "retraction") is NoticeKind.RETRACTS
    assert of_jats("corrected-article", "correction") is NoticeKind.CORRECTS
    assert of_jats("commentary", "research-article") is None


@pytest.mark.parametrize(
    ("kinds", "title", "expected"),
    [
        ([NoticeKind.RETRACTED_BY], "Rest", PubStatus.RETRACTED),
        ([], "RETRACTED: Rest in adults", PubStatus.RETRACTED),
        ([], "WITHDRAWN: Rest in adults", PubStatus.RETRACTED),
        ([NoticeKind.RETRACTS], "Retracted: Rest in adults", PubStatus.PUBLISHED),
        ([NoticeKind.CONCERN_BY, NoticeKind.CORRECTED_BY], "Rest", PubStatus.CONCERN),
        ([NoticeKind.CORRECTED_BY], "Rest", PubStatus.CORRECTED),
        ([], "Retracted positions of the arm", PubStatus.PUBLISHED),
        ([], "Rest", PubStatus.PUBLISHED),
    ],
)
def test_a_work_with_notices_when_judged_then_the_gravest_decides(
    kinds: list[NoticeKind], title: str, expected: PubStatus
) -> None:
    assert status([Notice(kind=kind) for kind in kinds], title=title) is expected


def test_a_preprint_when_judged_then_its_server_or_type_says_so() -> None:
    assert status((), title="Rest", doi="10.1101/2020.01.02.123456") is PubStatus.PREPRINT
    assert status((), title="Rest", journal="medRxiv") is PubStatus.PREPRINT
    assert status((), title="Rest", types=("Preprint",)) is PubStatus.PREPRINT
    assert status((), title="Rest", doi="10.1101/gr.5823007") is PubStatus.PUBLISHED


def test_a_publication_type_without_link_when_read_then_is_a_notice_all_the_same() -> None:
    assert [notice.kind for notice in notices_of_types(("Retraction of Publication",), ())] == [NoticeKind.RETRACTS]
    known = (Notice(kind=NoticeKind.CORRECTS, doi="10.9901/a"),)
    assert notices_of_types(("Published Erratum",), known) == known


def test_an_update_of_a_preprint_when_read_then_the_preprint_is_a_version() -> None:
    notices = (Notice(kind=NoticeKind.UPDATES, doi="10.21203/rs.3.rs-1/v1", pmid="7"),)
    assert [(version.kind, version.pmid) for version in versions_of(notices)] == [("preprint", "7")]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("CommentIn", NoticeKind.COMMENTED_BY),
        ("SummaryForPatientsIn", NoticeKind.SUMMARISED_BY),
        ("OriginalReportIn", NoticeKind.SUMMARISES),
        ("Preprint of", NoticeKind.UPDATED_BY),
        ("Preprint in", NoticeKind.UPDATES),
    ],
)
def test_what_others_wrote_about_a_paper_when_read_then_the_paper_is_no_notice(word: str, kind: NoticeKind) -> None:
    assert of_pubmed(word) is kind
    assert not Paper(notices=(Notice(kind=kind),)).is_notice

"""Limits, harms, notices, population, registries, abbreviations, folding and the profile."""

from __future__ import annotations

import re

import pytest

from pipeline.domain.document import Role, Zone
from pipeline.domain.draft import Badge
from pipeline.domain.paper import Notice, NoticeKind, Paper, PubStatus
from pipeline.domain.profile import PemStatus
from pipeline.errors import ConfigurationError
from pipeline.profiles.loading import available_profiles, load_profile
from pipeline.reading.abbreviations import abbreviations
from pipeline.reading.harms import read_harms
from pipeline.reading.limitations import read_limitations
from pipeline.reading.notices import printed_notices, pub_status
from pipeline.reading.passages import fold, view
from pipeline.reading.population import read_population
from pipeline.reading.registries import registry_ids
from pipeline.sources.assembly import Heading, Paragraph
from tests.unit.reading.passages import document, methods


def test_own_limits_are_found_and_those_of_others_are_not() -> None:
    paper = document(
        Heading("Discussion", Role.DISCUSSION),
        Paragraph(
            "Previous studies were limited by small samples. Fatigue fell. A limitation of our study is its size. "
            "Second, nobody was blinded. The drug is taken by mouth."
        ),
    )
    assert [paper.slice(span) for span in read_limitations(view(paper))] == [
        "A limitation of our study is its size.",
        "Second, nobody was blinded.",
    ]


def test_harms_are_read_from_results_and_not_from_the_background() -> None:
    paper = document(
        Heading("Introduction", Role.INTRODUCTION),
        Paragraph("Such drugs have side effects."),
        Heading("Results", Role.RESULTS),
        Paragraph("Two patients withdrew because of nausea. Steps rose."),
    )
    assert [paper.slice(span) for span in read_harms(view(paper))] == ["Two patients withdrew because of nausea."]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Retraction: Sleep and fatigue", NoticeKind.RETRACTS),
        ("Correction to: Sleep and fatigue", NoticeKind.CORRECTS),
        ("Expression of concern: Sleep and fatigue", NoticeKind.CONCERNS),
        ("RETRACTED: Sleep and fatigue", NoticeKind.RETRACTED_BY),
    ],
)
def test_the_direction_of_a_notice_is_kept(title: str, kind: NoticeKind) -> None:
    assert [notice.kind for notice in printed_notices(document(title=title))] == [kind]


@pytest.mark.parametrize("title", ["Correction of sleep debt in adults", "Retraction of the lung: a case report"])
def test_words_of_a_notice_in_an_ordinary_title_are_no_notice(title: str) -> None:
    assert pub_status(document(title=title)) is PubStatus.PUBLISHED


@pytest.mark.parametrize(
    ("paper", "status"),
    [
        (Paper(title="Sleep", doi="10.1101/2024.05.01.24300001"), PubStatus.PREPRINT),
        (Paper(title="Sleep", doi="10.1000/x", pub_status=PubStatus.IN_PRESS), PubStatus.IN_PRESS),
        (Paper(title="Sleep", notices=(Notice(kind=NoticeKind.RETRACTED_BY),)), PubStatus.RETRACTED),
        (Paper(title="Sleep", notices=(Notice(kind=NoticeKind.RETRACTS),)), PubStatus.PUBLISHED),
    ],
)
def test_the_status_of_a_work_is_read_from_record_and_pages(paper: Paper, status: PubStatus) -> None:
    assert pub_status(document(title="Sleep", paper=paper)) is status


def test_population_is_given_in_the_papers_own_phrases() -> None:
    text = (
        "Patients aged 18 to 60 years, 80% women, were recruited at a tertiary referral centre in Norway. "
        "Most were housebound. Kits came from Roe Ltd, Germany."
    )
    found = read_population(view(document(*methods(text))))
    assert (found.age, found.sex, found.country) == ("aged 18 to 60 years", "80% women", "Norway")
    assert found.severity == "housebound"
    assert "centre" in found.setting


def test_registry_numbers_of_the_reference_list_are_not_the_papers_own() -> None:
    paper = document(
        *methods("The trial is registered (NCT01234567; EudraCT 2014-000795-25)."),
        Heading("References", Role.REFERENCES, Zone.REFERENCES),
        Paragraph("Roe A. A trial. NCT07654321."),
    )
    assert registry_ids(view(paper)) == ("NCT01234567", "2014-000795-25")


def test_abbreviations_are_read_with_their_long_forms() -> None:
    text = "We used the graded exercise test (GET) and chronic fatigue syndrome (CFS) criteria in mice (Roe)."
    assert abbreviations(view(document(*methods(text)))) == {
        "GET": "graded exercise test",
        "CFS": "chronic fatigue syndrome",
    }


def test_folding_leads_back_to_the_characters_of_the_source() -> None:
    text = "post\u2011exer\u00adtional mal-\naise"
    folded, places = fold(text)
    assert folded == "post-exertional malaise"
    assert places is not None
    assert text[places[folded.index("malaise")]] == "m"
    assert "".join(text[place] for place in places).replace("\u2011", "-") == folded


def test_every_pattern_of_the_profile_compiles_and_every_id_is_one_set() -> None:
    profile = load_profile("mecfs")
    ids = [entry.id for entry in profile.criteria]
    assert len(ids) == len(set(ids))
    for pattern in (name for entry in profile.criteria for name in (*entry.names, *entry.short)):
        re.compile(pattern)
        assert "{few}" not in pattern
        assert "{crit}" not in pattern


@pytest.mark.parametrize(
    ("set_id", "status"),
    [
        ("fukuda1994", "O"),
        ("ccc2003", "M"),
        ("oxford1991", "A"),
        ("nice2007", "E"),
        ("nice2021", "M"),
        ("clin_dx", "?"),
    ],
)
def test_the_profile_says_how_pem_stands_in_a_set(set_id: str, status: str) -> None:
    found = load_profile("mecfs").criteria_set(set_id)
    assert found is not None
    assert found.status is PemStatus(status)


def test_the_badge_has_a_label_for_each_value_and_a_fixed_explanation() -> None:
    text = load_profile("mecfs").badge
    assert [text.label(badge) for badge in Badge] == [
        "PEM required",
        "PEM not required",
        "PEM unclear",
        "PEM not applicable",
    ]
    assert "compulsory condition" in text.explanation


def test_a_profile_that_does_not_exist_is_refused_with_those_that_do() -> None:
    assert available_profiles() == ("mecfs",)
    with pytest.raises(ConfigurationError, match="no profile") as caught:
        load_profile("atlantis")
    assert "mecfs" in caught.value.hint

"""`required` is a claim about whom a study let in: naming a set, counting who met it, or asking about it is none."""

from __future__ import annotations

import pytest

from pipeline.domain.draft import Badge
from tests.unit.reading.passages import facts_of

NOBODY_CHOSEN_BY_IT = (
    "Of 90 patients with ME/CFS seen at our hospital, 61 fulfilled the Canadian Consensus Criteria and 29 did not.",
    "Patients with ME/CFS were seen in one department. Two thirds fulfilled the International Consensus Criteria.",
    "All patients met Fukuda criteria and 52 of 60 patients met Canadian criteria as well.",
    "Half of the 80 patients were diagnosed with the Canadian Consensus Criteria and half with the Fukuda criteria.",
    "The form was filled in by 200 people with ME/CFS; an algorithm showed that 150 met the ICC criteria.",
    "After Q fever, 120 people were followed; outcome was ME/CFS by the Canadian Consensus Criteria at 12 months.",
    "We determined the proportion of patients with long COVID who fulfil the Institute of Medicine criteria.",
    "Patients with long COVID were classified as having ME/CFS or not by the Canadian Consensus Criteria.",
    "Patients with ME/CFS were asked which of the Canadian Consensus Criteria they fulfilled.",
    "We asked 120 physicians which criteria they use for ME/CFS; 45 named the Canadian Consensus Criteria.",
    "We interviewed 15 nurses and told them that the Canadian Consensus Criteria require post-exertional malaise.",
    "A tool that checks whether patients meet the Canadian Consensus Criteria was developed with 12 patients with CFS.",
    "Symptoms were scored with an inventory derived from the Canadian Consensus Criteria in 40 patients with CFS.",
    "Labels were taken from referral letters, for example ME, CFS or the Canadian Consensus Criteria.",
    "ME/CFS requires post-exertional malaise according to the Institute of Medicine. We examined 20 patients.",
    "Patients with CFS were referred. Post-exertional malaise is required for a diagnosis in recent definitions.",
    "The Oxford criteria were used. Post-exertional malaise was a required item of the questionnaire.",
    "Fukuda criteria were used for adults and no participant was required to have post-exertional malaise.",
    "Twenty patients with CFS were told that they must report post-exertional malaise to the study nurse.",
    (
        "CFS patients (Fukuda) took part; we excluded psychosis and lack of consent, and post-exertional malaise was "
        "recorded."
    ),
    "A panel of 20 experts agreed that trials in ME/CFS must require post-exertional malaise.",
    "This letter comments on a trial in which patients met the Canadian Consensus Criteria.",
    (
        "This chapter describes how ME/CFS is diagnosed. Patients must have post-exertional malaise according to the "
        "Institute of Medicine criteria."
    ),
    "Databases were searched for studies of ME/CFS. Eleven trials were included; three used the Canadian criteria.",
)
CHOSEN_BY_IT = (
    "People were enrolled if they had ME/CFS as defined by the Canadian Consensus Criteria.",
    "The diagnosis of ME/CFS was made with the help of the International Consensus Criteria in all 60 patients.",
    "ME/CFS (Canadian Consensus Criteria) was confirmed in 45 patients, who were then enrolled.",
    "Sixty patients with CFS (Fukuda) who all had to report post-exertional malaise were enrolled.",
    "Adults who met the IOM criteria and, in addition, the Fukuda criteria for CFS were recruited.",
    "Each patient fulfilled all of the following: Fukuda criteria, Canadian Consensus Criteria and ICC criteria.",
    "The inclusion criteria were age over 18 years and ME/CFS according to the Canadian Consensus Criteria.",
    "Patients lacking post-exertional malaise were excluded; all others met Fukuda criteria.",
    "Samples came from the biobank, whose donors met the Canadian Consensus Criteria.",
    "Twenty adolescents with ME/CFS diagnosed using the paediatric criteria of Jason et al. 2006 did a tilt test.",
)


@pytest.mark.parametrize("in_abstract", [False, True])
@pytest.mark.parametrize("text", NOBODY_CHOSEN_BY_IT)
def test_a_set_that_chose_nobody_never_gives_required(text: str, in_abstract: bool) -> None:
    assert facts_of(text, abstract_only=in_abstract).pem.badge is not Badge.REQUIRED


@pytest.mark.parametrize("in_abstract", [False, True])
@pytest.mark.parametrize("text", CHOSEN_BY_IT)
def test_a_set_with_pem_that_chose_the_cases_gives_required(text: str, in_abstract: bool) -> None:
    assert facts_of(text, abstract_only=in_abstract).pem.badge is Badge.REQUIRED

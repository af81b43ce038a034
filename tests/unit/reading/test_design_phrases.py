"""Designs read from what was done, each beside a near neighbour that is another design."""

from __future__ import annotations

import pytest

from pipeline.domain.draft import Design
from pipeline.domain.paper import Paper
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from tests.unit.reading.passages import document, facts_of, methods

CASES: tuple[tuple[str, Design], ...] = (
    ("Eighty adults were randomly allocated to melatonin or placebo for twelve weeks.", Design.RCT),
    ("A computer list decided who got the breathing course (31 people) and who waited (30 people).", Design.RCT),
    ("Participants drew lots: 22 received cold baths and 21 received leaflets.", Design.RCT),
    ("Clinics were the unit of randomisation: six offered the pacing course, six gave usual care.", Design.RCT),
    (
        "We report a pilot RCT, although all 14 patients received the drug and nobody was randomised.",
        Design.SINGLE_ARM_TRIAL,
    ),
    (
        "In random order, with a wash-out of four weeks, 24 patients took both the drug and placebo.",
        Design.CROSSOVER_TRIAL,
    ),
    (
        "Each of 16 volunteers wore active and sham stockings for a week in counterbalanced order.",
        Design.CROSSOVER_TRIAL,
    ),
    (
        "Patients chose between the course (n = 40) and usual care (n = 35); fatigue was compared at six months.",
        Design.NONRANDOMISED_TRIAL,
    ),
    (
        (
            "One hospital introduced the programme for its 60 patients; 55 patients of another hospital without "
            "it served for comparison."
        ),
        Design.NONRANDOMISED_TRIAL,
    ),
    (
        "All 27 patients took low-dose naltrexone for three months in an open-label study; there was no control group.",
        Design.SINGLE_ARM_TRIAL,
    ),
    ("Fatigue was measured before and after eight weeks of treatment in 33 patients.", Design.SINGLE_ARM_TRIAL),
    (
        "We describe five patients whose symptoms eased after immunoglobulin was given for other reasons.",
        Design.CASE_SERIES,
    ),
    ("The notes of three sisters treated with rituximab are described one after another.", Design.CASE_SERIES),
    ("We report a 34-year-old woman whose fatigue began after dengue fever.", Design.CASE_REPORT),
    ("Serum cytokines of 44 patients were compared with those of 41 matched healthy controls.", Design.CASE_CONTROL),
    (
        "Sleep was recorded once in 30 cases and 30 sedentary volunteers; the authors call this a cohort study.",
        Design.CASE_CONTROL,
    ),
    ("We followed 310 people after Q fever for two years and recorded who developed lasting fatigue.", Design.COHORT),
    (
        (
            "Using hospital records from 2001 to 2015, 820 children were traced until school leaving; relapse "
            "was the outcome."
        ),
        Design.COHORT,
    ),
    (
        "All 96 patients attending in one week were examined on a single day for orthostatic intolerance.",
        Design.CROSS_SECTIONAL,
    ),
    ("The prevalence of migraine was assessed in 150 patients at one visit.", Design.CROSS_SECTIONAL),
    ("An online questionnaire was answered by 2,214 respondents in nine countries.", Design.SURVEY),
    ("Forms were posted to 500 carers, of whom 212 replied.", Design.SURVEY),
    ("Eighteen mothers were interviewed; transcripts were coded into themes.", Design.QUALITATIVE),
    ("Two focus groups with eleven teachers were analysed by a thematic approach.", Design.QUALITATIVE),
    ("This mixed-methods study joined a questionnaire of 120 patients with interviews of 12.", Design.MIXED_METHODS),
    (
        (
            "The index test, a ten-minute standing test, was held against specialist diagnosis in 88 referrals; "
            "sensitivity was 0.81 and specificity 0.66."
        ),
        Design.DIAGNOSTIC_ACCURACY,
    ),
    (
        "A classifier was trained on 300 people and tested on 150 held-out people to predict recovery.",
        Design.PREDICTION_MODEL,
    ),
    (
        "PubMed and Embase were searched; two reviewers selected 21 trials and rated their risk of bias.",
        Design.SYSTEMATIC_REVIEW,
    ),
    (
        "Results of 14 trials were pooled in a random-effects model; heterogeneity was high (I2 = 78 %).",
        Design.META_ANALYSIS,
    ),
    ("In this scoping review we charted 60 papers on school absence.", Design.SCOPING_REVIEW),
    (
        "Here we review what is known of mitochondria in the illness and discuss open questions.",
        Design.NARRATIVE_REVIEW,
    ),
    ("The panel agreed on 22 recommendations for primary care, graded by the strength of evidence.", Design.GUIDELINE),
    (
        "An expert group proposes a new case definition with four compulsory symptoms, reached by Delphi rounds.",
        Design.CRITERIA_DEFINITION,
    ),
    (
        "We developed a 12-item scale of brain fog; Cronbach's alpha was 0.88 and test-retest reliability 0.9.",
        Design.METHODS,
    ),
    ("Twenty-four mice received poly(I:C) and wheel running was recorded.", Design.ANIMAL),
    ("C2C12 myotubes were incubated without glucose for six hours.", Design.IN_VITRO),
    ("Monocytes isolated from 15 patients and 15 donors were cultured with endotoxin for a day.", Design.EX_VIVO),
    ("Plasma of 12 patients and 12 healthy people was added to cultured endothelial cells.", Design.EX_VIVO),
    ("A metabolic model was simulated with reduced pyruvate dehydrogenase activity.", Design.IN_SILICO),
    (
        "Gene expression data sets were downloaded from GEO and analysed again; no new samples were taken.",
        Design.IN_SILICO,
    ),
    ("Eight million imputed variants were tested for association in 3,100 cases and 40,000 controls.", Design.GWAS),
    (
        "Variants linked to insomnia served as instruments in a two-sample Mendelian randomisation.",
        Design.MENDELIAN_RANDOMIZATION,
    ),
    (
        (
            "One hundred and twenty participants will be randomised to the app or a waiting list; recruitment is "
            "planned for spring."
        ),
        Design.PROTOCOL,
    ),
    ("This editorial asks why trials in the field are so small.", Design.EDITORIAL),
    ("Dear Editor, we read with interest the article by Doe and colleagues and doubt its conclusion.", Design.LETTER),
    ("Summary for patients: doctors tested whether a drug helps people with ME/CFS.", Design.PATIENT_SUMMARY),
    (
        "In the published version of this article, Table 2 listed the wrong units. The error has been corrected.",
        Design.ERRATUM,
    ),
    (
        "This article has been retracted at the request of the editor because images had been reused.",
        Design.RETRACTION_NOTICE,
    ),
    ("Sealed envelopes decided which 45 of the 90 patients got the drug and which the sugar pill.", Design.RCT),
    (
        (
            "Assignment to coaching or a brochure followed a list of random numbers kept by a pharmacist; 64 "
            "people took part."
        ),
        Design.RCT,
    ),
    ("Half of 70 patients, drawn by lot, had oxygen; the other half breathed air.", Design.RCT),
    ("Seven of our patients happened to improve on ivermectin; their courses are told one by one.", Design.CASE_SERIES),
    (
        "Nine consecutive patients treated with plasma exchange are described; there was no comparison.",
        Design.CASE_SERIES,
    ),
    (
        "A 51-year-old teacher developed palpitations after each meal; we describe her course over a year.",
        Design.CASE_REPORT,
    ),
    ("The history, tests and treatment of one man with severe illness are presented.", Design.CASE_REPORT),
    (
        "First 240 people filled in a questionnaire, then 16 of them were interviewed, and both strands were merged.",
        Design.MIXED_METHODS,
    ),
    (
        "Step counts of 90 patients were analysed statistically and open interviews with 14 of them by theme.",
        Design.MIXED_METHODS,
    ),
    (
        "A score from six blood values was derived in 400 people and checked in 210 others; its c-statistic was 0.74.",
        Design.PREDICTION_MODEL,
    ),
    (
        (
            "Random forests learned from 800 records who would still be ill after a year; performance was tested "
            "in a second hospital."
        ),
        Design.PREDICTION_MODEL,
    ),
    (
        (
            "Four databases were searched up to May; of 1,204 records, 23 met the inclusion criteria and were "
            "appraised in duplicate."
        ),
        Design.SYSTEMATIC_REVIEW,
    ),
    ("Following PRISMA, two people chose 17 cohort studies; results were not pooled.", Design.SYSTEMATIC_REVIEW),
    ("Odds ratios from nine cohorts were pooled; a forest plot shows them.", Design.META_ANALYSIS),
    ("Experts rated the evidence and issued advice for general practitioners in 18 statements.", Design.GUIDELINE),
    (
        (
            "This document of a national body tells clinicians how to diagnose and manage the illness; each "
            "recommendation has a grade."
        ),
        Design.GUIDELINE,
    ),
    (
        (
            "The committee put forward criteria by which the illness should be diagnosed: three core symptoms "
            "and one of two others."
        ),
        Design.CRITERIA_DEFINITION,
    ),
    ("Cultured astrocytes were exposed to hydrogen peroxide and their respiration was measured.", Design.IN_VITRO),
    ("A human endothelial cell line was kept at low oxygen for two days.", Design.IN_VITRO),
    (
        (
            "Genetic variants that raise body mass served as proxies for it; their effect on the risk of the "
            "illness was estimated by inverse-variance weighting."
        ),
        Design.MENDELIAN_RANDOMIZATION,
    ),
    (
        "Differential equations for energy turnover were solved for a range of inputs; no one was measured.",
        Design.IN_SILICO,
    ),
    ("We shall recruit 160 adults and assign them at random to rest or pacing.", Design.PROTOCOL),
    (
        "Two hundred families are to be enrolled from 2027; the outcome, school days, is measured after a year.",
        Design.PROTOCOL,
    ),
    ("Opinion: the field needs larger trials, and funders ought to pay for them.", Design.EDITORIAL),
    ("In this viewpoint we argue that outcome measures should be agreed.", Design.EDITORIAL),
    ("The editors withdraw this paper because its data could not be verified.", Design.RETRACTION_NOTICE),
    ("Rabbits were kept in tilted cages for a month; blood volume was measured in 12 of them.", Design.ANIMAL),
    (
        "Natural killer cells isolated from 22 patients and 20 controls were exposed to rituximab overnight.",
        Design.EX_VIVO,
    ),
    (
        "Two hundred and six people with post-viral fatigue were seen again after one, three and five years.",
        Design.COHORT,
    ),
    (
        (
            "School records linked to hospital data from 1998 to 2012 gave the incidence of the illness in "
            "300,000 children."
        ),
        Design.COHORT,
    ),
    ("Heart rate on standing was measured in 62 patients and 40 spouses.", Design.CASE_CONTROL),
    (
        "We asked 19 carers, in conversations of an hour, how they cope; their accounts were sorted into themes.",
        Design.QUALITATIVE,
    ),
    (
        (
            "The translated fatigue scale was completed twice by 110 people to judge its repeatability and "
            "factor structure."
        ),
        Design.METHODS,
    ),
    (
        "A new way to count mitochondria in dried blood spots is described step by step and tested for repeatability.",
        Design.METHODS,
    ),
    ("We sum up, without a formal search, current ideas on sleep in the illness.", Design.NARRATIVE_REVIEW),
    (
        "Twenty people with the illness took vitamin D for a month while 20 others who had declined it were observed.",
        Design.NONRANDOMISED_TRIAL,
    ),
    (
        "Everybody, 48 in all, was given the breathing device; walking distance was taken before and afterwards.",
        Design.SINGLE_ARM_TRIAL,
    ),
    ("A pilot RCT, say the authors; all 20 patients got the same tablets.", Design.SINGLE_ARM_TRIAL),
    ("This prospective study measured grip strength once in 45 people at their first visit.", Design.CROSS_SECTIONAL),
    (
        (
            "The case-control study, as it is called, followed 60 infected people and compared those who "
            "recovered later with those who did not."
        ),
        Design.COHORT,
    ),
    ("A random sample of 400 residents was examined on one occasion for chronic fatigue.", Design.CROSS_SECTIONAL),
    (
        (
            "The authors speak of a meta-analysis but pool nothing: 30 papers found in three databases are "
            "described one after another."
        ),
        Design.SYSTEMATIC_REVIEW,
    ),
    ("A case report of 12 patients who were given ketamine.", Design.CASE_SERIES),
    ("The title says trial, but nobody was treated: patients were observed for two years.", Design.COHORT),
    ("The longitudinal survey, so named, sent one form to 900 members once.", Design.SURVEY),
    ("Labelled a cohort study, it compared lactate in 33 patients and 31 controls at rest.", Design.CASE_CONTROL),
    (
        "Called randomised, the study let the ward sister choose who got the drug (n = 20) and who did not (n = 22).",
        Design.NONRANDOMISED_TRIAL,
    ),
    ("Two women with the illness after dengue are presented.", Design.CASE_SERIES),
    ("Charts of 140 children seen between 2005 and 2014 were reviewed for the time to recovery.", Design.COHORT),
    ("Letters were interpreted by theme after 25 readers had written about their illness.", Design.QUALITATIVE),
    ("Interviews with 12 people were followed by a questionnaire to 300.", Design.MIXED_METHODS),
    (
        "Grip strength told patients from healthy people with a sensitivity of 0.8 and a specificity of 0.7.",
        Design.DIAGNOSTIC_ACCURACY,
    ),
    ("Volunteers were infected on purpose and watched for 28 days; 9 of 34 fell ill.", Design.COHORT),
    ("Muscle fibres from 10 patients and 10 controls were stretched in a bath.", Design.EX_VIVO),
    ("Fibroblasts bought from a cell bank were starved for a night.", Design.IN_VITRO),
    ("Transcript counts from five deposited data sets were merged and tested by pathway.", Design.IN_SILICO),
    ("Children aged 8 to 17 are going to be allotted by computer to online therapy or usual care.", Design.PROTOCOL),
    (
        "The society advises clinicians on rest, sleep and pain; recommendations were voted on by 14 members.",
        Design.GUIDELINE,
    ),
    ("Zebrafish larvae swam against a current for an hour a day.", Design.ANIMAL),
    ("In reply to Roe and colleagues, we point out that their controls were not sedentary.", Design.LETTER),
    ("This paper retells, for people without training, what the trial of rituximab found.", Design.PATIENT_SUMMARY),
    ("Figure 3 of the article published in May showed the wrong axis; the right figure follows.", Design.ERRATUM),
    ("The journal retracts the article, since the samples had been contaminated.", Design.RETRACTION_NOTICE),
    ("Of 62 volunteers, 31 were put into a massage group and 31 into a reading group by a throw of dice.", Design.RCT),
    (
        (
            "Participants (n = 112) were assigned 1:1 to internet-delivered CBT or treatment as usual by block "
            "randomisation."
        ),
        Design.RCT,
    ),
    (
        (
            "Two hundred and forty adults were randomised in a factorial design to a supplement, an app, both or "
            "neither."
        ),
        Design.RCT,
    ),
    (
        (
            "Eighty people with the illness were allocated, in a ratio of one to one, by a computer program to "
            "rintatolimod or saline."
        ),
        Design.RCT,
    ),
    (
        ("Ninety patients took part; who got light therapy was left to chance, and assessors did not know the group."),
        Design.RCT,
    ),
    ("We describe four adolescents who recovered after a change of school.", Design.CASE_SERIES),
    (
        ("Six consecutive patients had a nerve block; their symptoms before and after are listed, without controls."),
        Design.CASE_SERIES,
    ),
    ("Eleven cases of long-lasting fatigue after tick bites seen in one practice are reported.", Design.CASE_SERIES),
    ("A nurse aged 45 fell ill after hepatitis vaccination and was followed in our clinic.", Design.CASE_REPORT),
    ("This is the story of one boy whose tics stopped when his fatigue did.", Design.CASE_REPORT),
    ("A 29-year-old man with severe ME/CFS improved on low-dose aripiprazole.", Design.CASE_REPORT),
    ("We combined a survey of 150 nurses with 15 in-depth interviews.", Design.MIXED_METHODS),
    ("From 600 patients a rule for recovery was derived and in 300 others it was validated.", Design.PREDICTION_MODEL),
    (
        (
            "A neural network learned to forecast relapse from 1,200 diaries; its area under the curve in unseen "
            "diaries was 0.7."
        ),
        Design.PREDICTION_MODEL,
    ),
    (
        (
            "Logistic regression with ten candidate predictors in 500 students yielded a score for lasting "
            "fatigue, corrected by bootstrap."
        ),
        Design.PREDICTION_MODEL,
    ),
    (
        ("Medline was searched from 1990 to 2020 for cohort studies of prognosis; 14 were kept and rated for bias."),
        Design.SYSTEMATIC_REVIEW,
    ),
    (
        (
            "Two of us read all titles, chose 31 trials and tabulated them; the protocol had been registered in "
            "PROSPERO."
        ),
        Design.SYSTEMATIC_REVIEW,
    ),
    (
        (
            "Trials of antidepressants were sought in five databases; seven fulfilled the criteria, and they "
            "differed too much to be combined."
        ),
        Design.SYSTEMATIC_REVIEW,
    ),
    (
        (
            "The college sets out how general practitioners should look after people with ME/CFS, with grades "
            "for each piece of advice."
        ),
        Design.GUIDELINE,
    ),
    ("This consensus statement gives recommendations for care in hospital.", Design.GUIDELINE),
    (
        "After three Delphi rounds, 30 experts agreed on which symptoms must be present for the diagnosis.",
        Design.CRITERIA_DEFINITION,
    ),
    ("We put forward a research definition with operational rules for each symptom.", Design.CRITERIA_DEFINITION),
    ("HUVEC were incubated with spike protein and their permeability was measured.", Design.IN_VITRO),
    ("Skeletal muscle cells from a commercial line were stretched and lactate was assayed.", Design.IN_VITRO),
    ("Neurons grown from mouse stem cells were treated with interferon in the dish.", Design.IN_VITRO),
    (
        ("Genetically predicted vitamin D was related to the risk of fatigue by the inverse-variance weighted method."),
        Design.MENDELIAN_RANDOMIZATION,
    ),
    ("SNPs associated with depression were used as instrumental variables for CFS.", Design.MENDELIAN_RANDOMIZATION),
    ("Docking of 2,000 compounds to the viral protease was computed.", Design.IN_SILICO),
    ("A published single-cell atlas was mined for receptors named in the ME/CFS literature.", Design.IN_SILICO),
    ("Over two years, 300 families will be asked to join; the first results are expected in 2028.", Design.PROTOCOL),
    ("We present the plan of a trial: its aims, arms, outcomes and sample size of 90 per arm.", Design.PROTOCOL),
    (
        "Why have trials failed patients? In this issue two papers give an answer, which we weigh here.",
        Design.EDITORIAL,
    ),
    ("The author, a patient, pleads for kinder clinics.", Design.EDITORIAL),
    (
        "Plain-language summary: researchers wanted to know whether a blood test can find ME/CFS.",
        Design.PATIENT_SUMMARY,
    ),
    (
        "The unit in the legend of Figure 2 should have been micromolar. The authors apologise for the error.",
        Design.ERRATUM,
    ),
    (
        ("At the request of the authors the above article is withdrawn, because the results could not be repeated."),
        Design.RETRACTION_NOTICE,
    ),
    ("Sir, the trial reported last month left out the most severely ill.", Design.LETTER),
    ("A Spanish version of the DSQ was tested for internal consistency in 210 people.", Design.METHODS),
    (
        ("Of 1,500 soldiers examined before deployment, 45 had chronic fatigue on their return two years later."),
        Design.COHORT,
    ),
    ("Seventy-seven patients seen in 2001 were found again in 2016 and asked about their health.", Design.COHORT),
    (
        ("In 320 school children the frequency of orthostatic intolerance was determined at a single examination."),
        Design.CROSS_SECTIONAL,
    ),
    (
        "Fifty-four patients rated fatigue and wore an actigraph for a week; the two were correlated.",
        Design.CROSS_SECTIONAL,
    ),
    ("Urine of 70 women with the illness and of 60 women without it was analysed.", Design.CASE_CONTROL),
    ("An anonymous web form on diets was opened by 820 people with the illness.", Design.SURVEY),
    ("Twenty-two partners spoke about caring; transcripts were read for recurring themes.", Design.QUALITATIVE),
    ("Forty hamsters were forced to swim after infection.", Design.ANIMAL),
    ("Neutrophils of 18 sick and 18 healthy women were challenged with bacteria.", Design.EX_VIVO),
    ("A genome-wide scan compared 800 patients with 2,000 controls.", Design.GWAS),
    ("The NASA lean test was judged against tilt-table testing in 95 referrals.", Design.DIAGNOSTIC_ACCURACY),
    ("Mean differences in cortisol from 11 studies were averaged with weights.", Design.META_ANALYSIS),
    ("We charted what has been written on school return; 27 sources were grouped by topic.", Design.SCOPING_REVIEW),
    ("We look back on forty years of immune research in the illness.", Design.NARRATIVE_REVIEW),
    (
        "Eighteen people drank cherry juice for two weeks and water for two weeks, in an order set by lot.",
        Design.CROSSOVER_TRIAL,
    ),
    ("Patients on ward A (n = 23) were given earplugs and those on ward B (n = 21) none.", Design.NONRANDOMISED_TRIAL),
    (
        ("Fifteen patients breathed oxygen in a chamber on 40 days; fatigue was scored on the first and the last day."),
        Design.SINGLE_ARM_TRIAL,
    ),
)


@pytest.mark.parametrize(
    ("text", "design"), [pytest.param(*case, id=f"{case[1].value}-{number}") for number, case in enumerate(CASES)]
)
def test_the_design_is_read_from_what_was_done(text: str, design: Design) -> None:
    reading = facts_of(text).design
    assert reading.design is design, reading.why


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("Retraction: Sleep and fatigue", Design.RETRACTION_NOTICE),
        ("Corrigendum to Sleep and fatigue", Design.ERRATUM),
        ("Retraction of the lung after surgery in 40 patients", Design.CROSS_SECTIONAL),
        ("RETRACTED: Sleep and fatigue in 40 patients", Design.CROSS_SECTIONAL),
        ("Correction of anaemia in 40 patients", Design.CROSS_SECTIONAL),
    ],
)
def test_a_notice_is_told_from_a_paper_whose_title_sounds_like_one(title: str, design: Design) -> None:
    paper = document(*methods("Forty patients were examined at one visit."), title=title)
    assert read_facts(paper, load_profile("mecfs")).design.design is design


@pytest.mark.parametrize(
    ("article_type", "design"),
    [("retraction", Design.RETRACTION_NOTICE), ("correction", Design.ERRATUM), ("letter", Design.LETTER)],
)
def test_what_the_publisher_files_as_a_notice_or_letter_is_one(article_type: str, design: Design) -> None:
    paper = document(*methods("Sleep was short."), paper=Paper(title="Sleep", article_type=article_type))
    assert read_facts(paper, load_profile("mecfs")).design.design is design


def test_a_publication_type_does_not_overrule_what_was_done() -> None:
    record = Paper(title="Open follow-up of a drug", publication_types=("Randomized Controlled Trial",))
    paper = document(
        *methods("All 30 patients received the drug for a year; there was no control group."), paper=record
    )
    assert read_facts(paper, load_profile("mecfs")).design.design is Design.SINGLE_ARM_TRIAL


def test_a_label_that_misleads_is_kept_beside_the_reading() -> None:
    reading = facts_of("This cohort study compared lactate in 30 patients and 30 controls on a single day.").design
    assert (reading.design, reading.own_label) == (Design.CASE_CONTROL, "cohort study")

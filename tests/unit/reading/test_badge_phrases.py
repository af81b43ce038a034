"""The phrases by which papers say whom they chose, each with the badge a careful reader gives."""

from __future__ import annotations

import pytest

from pipeline.domain.draft import Badge
from tests.unit.reading.passages import facts_of

REQUIRED = {
    "canadian": "To be a case, a person had to satisfy the Canadian definition of 2003.",
    "both_sets": "Volunteers could enter if they fulfilled both the CDC definition of 1994 and the Canadian criteria.",
    "fukuda_plus_demand": "Patients met the Fukuda definition and we additionally demanded post-exertional malaise.",
    "international_consensus": "Every participant fulfilled the International Consensus Criteria for ME.",
    "seid": "A specialist confirmed each diagnosis with the IOM (SEID) definition.",
    "paediatric": "The adolescents met the paediatric case definition published in 2006.",
    "ng206": "People were enrolled on the NICE guidance of 2021 (NG206).",
    "dsq_pem": "Inclusion: PEM of at least moderate severity, present half of the time, on the DSQ-PEM.",
    "ccc_or_icc": "Participants fulfilled the CCC or the ICC definition of ME/CFS.",
    "negated_exclusion": "Patients without post-exertional symptom worsening were excluded.",
    "donors": "The blood cells came from donors diagnosed by the CCC.",
    "trial": "In all, 151 adults with ME/CFS by the Canadian consensus criteria were randomised.",
    "canadian_reworded": "Only people whom a neurologist had classified by the Canadian Consensus Criteria took part.",
    "nam": "We recruited adults who met the National Academy of Medicine (2015) criteria for ME/CFS.",
    "plus": "Cases met the 1994 CDC criteria plus mandatory post-exertional malaise.",
    "lack_of_pem": "Lack of post-exertional malaise led to exclusion.",
    "obligatory_german": "Eingeschlossen wurden Patienten nach den kanadischen Konsensuskriterien.",
    "obligatory_spanish": "Los pacientes cumplían los criterios de Fukuda y se exigió malestar post-esfuerzo a todos.",
    "obligatory_dutch": "Patiënten voldeden aan de Canadese criteria voor ME/CVS.",
    "soft_hyphen": "Cases had to report post-exer\u00adtional mal\u00adaise to be enrolled, beyond Fukuda's criteria.",
    "line_break": "Post-exer-\ntional malaise was compulsory for every case, in addition to the Fukuda cri-\nteria.",
    "no_break_hyphen": "Post\u2011exertional malaise was a condition of entry beside the Fukuda definition.",
    "pene": "To be enrolled, patients had to have PENE as described in the ICC for ME.",
    "any_of_three": "Meeting any one of the CCC, ICC or IOM definitions sufficed for enrolment as a case.",
    "icc_year": "Patients fulfilled the international consensus definition of 2011.",
    "carruthers": "Diagnosis followed Carruthers et al. (2003).",
    "screen": "Respondents reported a doctor's diagnosis, and only those above the DSQ-PEM threshold were admitted.",
    "ramsay": "Patients had ME as defined by Ramsay.",
    "modified_ccc": "We used the Canadian criteria in modified form, leaving out the item on pain.",
    "long_covid_ccc": "People with long COVID were enrolled if they met the Canadian Consensus Criteria.",
    "decodeme": "Summary statistics of 15,579 cases of the DecodeME cohort were compared with controls genome-wide.",
    "must_have": "Each patient met Fukuda's definition; moreover, PEM must have been present.",
    "rccc": "Cases were chosen by the revised Canadian ME/CFS case definition (RCCC).",
    "consultant_canadian": (
        "Referrals entered the case group once a consultant had gone through the 2003 Canadian document with them."
    ),
    "german_add_on": "Patienten erfüllten die Fukuda-Kriterien; postexertionelle Malaise war zwingend erforderlich.",
    "protocol_ccc": "Adults who meet the Canadian Consensus Criteria will be recruited and randomised to a drug.",
    "payback_demanded": "Payback after activity had to be present in everyone we took in as a case.",
    "crash_excluded_absent": "Anybody who did not report post-exertional malaise was turned away at screening.",
    "pese_all": "A patient counted as a case only with post-exertional symptom exacerbation lasting more than a day.",
    "muscle_donors": "Muscle biopsies were taken from 12 people diagnosed by the International Consensus Criteria.",
    "iom_online": "Online volunteers were admitted if their answers satisfied the Institute of Medicine criteria.",
    "fukuda_and_iom": "Both the 1994 CDC and the 2015 IOM definitions had to be fulfilled.",
    "ng206_short": "Diagnosis rested on NG206.",
    "seid_children": "Children were included when SEID was confirmed by the clinic.",
    "no_pem_no_entry": "People with no post-exertional malaise could not take part.",
    "at_least_four_one_pem": "Four of eight symptoms were demanded, and post-exertional malaise had to be among them.",
    "trial_of_canadian": (
        "All had fulfilled the Canadian criteria when they entered the original trial, whose blood samples we reused."
    ),
    "review_only_m": (
        "Trials were eligible only if every participant had to meet the Canadian or the IOM criteria; we "
        "searched Medline and Embase."
    ),
    "dutch_demand": "Alle deelnemers voldeden aan Fukuda en post-exertionele malaise was verplicht.",
    "norwegian_demand": "Deltakerne oppfylte Fukuda-kriteriene, og anstrengelsesutløst symptomforverring var påkrevd.",
    "an_entry_criterion": "Post-exertional malaise lasting over a day was an inclusion criterion for the patients.",
    "a_must": "PEM on exertion was a must for entry; otherwise Fukuda was followed.",
    "case_with": (
        "A case was anybody with PEM, unrefreshing sleep and six months of illness; all three were compulsory."
    ),
    "more_r0": "Fukuda and the CCC had both to be met by a patient.",
    "more_r1": "Patients fulfilling Fukuda without PEM were not admitted.",
    "more_r3": "Eligible were adults with ME/CFS who met the 2015 definition of the Institute of Medicine.",
    "more_r4": "ME/CFS was diagnosed according to the consensus document of Carruthers (2011).",
    "more_r5": "CCC-positive patients only were sampled.",
    "more_r6": "All cases in the biobank had been confirmed by the Canadian criteria before samples were stored.",
    "more_r7": "Only persons whose symptoms worsened after effort could be enrolled, in addition to the CDC criteria.",
    "more_r8": "Subjects were required to have post-exertional malaise.",
    "more_r9": "Diagnosis: Canadian Consensus Criteria. Exclusion: depression.",
    "more_r10": "Pasientene oppfylte Canada-kriteriene fra 2003.",
    "more_r11": "Teilnehmen konnte, wer die kanadischen Kriterien und zugleich die IOM-Kriterien erfüllte.",
    "more_r12": "Patients with post-COVID ME/CFS diagnosed by the CCC were treated.",
    "more_r13": "The parent trial had enrolled people by the ICC; their stored plasma was used here.",
    "more_r14": "In this protocol, PEM is a mandatory criterion for patients to be included.",
    "more_r15": "Children were included who met the criteria of NICE 2021.",
}

NOT_REQUIRED = {
    "fukuda": "CFS was defined by Fukuda.",
    "cdc_2008": "CFS by CDC criteria was needed for enrolment.",
    "and_or": "Patients met the Fukuda and/or the Canadian criteria.",
    "share": "Cases were diagnosed by Fukuda; 88 % also fulfilled the CCC.",
    "subgroup": "Entry was by the Oxford criteria; outcomes were also examined in those meeting the London criteria.",
    "four_of_eight": "Fatigue plus at least four of eight symptoms including post-exertional malaise was needed.",
    "sharpe": "Patients had six months of disabling fatigue (Sharpe 1991).",
    "biobank": "Cases were those who reported a doctor's diagnosis in the UK Biobank.",
    "codes": "We took records coded G93.3 or R53.82.",
    "who": "Patients had post COVID-19 condition by the WHO definition.",
    "empirical": "CFS was classified by the empirical CDC definition (SF-36, MFI, Symptom Inventory).",
    "nice_2007": "By NICE 2007, patients had unexplained fatigue and one or more of the listed symptoms.",
    "cpet": "Fukuda cases did two exercise tests a day apart to provoke PEM.",
    "outcome": "The primary outcome was PEM severity after seven days; cases were diagnosed by Fukuda.",
    "observed": "PEM was reported by 97 % of cases, all of whom met the Fukuda definition.",
    "questionnaire": "We validated a PEM questionnaire in people with a self-reported diagnosis of ME/CFS.",
    "with_and_without": "Patients by Fukuda with and without PEM were compared.",
    "payback": (
        "People recruited through a charity, who said that they had been diagnosed, told us what payback feels like."
    ),
    "international_1994": "Patients met the international criteria of 1994.",
    "not_mandatory": "PEM was not mandatory for enrolment; patients met Fukuda.",
    "need_not": "Patients (Fukuda) did not need to report PEM.",
    "excluded_if": "Patients by Fukuda were excluded if exercise caused malaise.",
    "any_two": "The CCC were loosened: any two of sleep problems, PEM and pain were enough.",
    "iom_adapted": (
        "We adapted the IOM criteria: burden from some of sleep, PEM, cognition or orthostatic symptoms sufficed."
    ),
    "arms": "Adults were diagnosed by Fukuda, adolescents by the paediatric definition of 2006.",
    "london": "Patients fulfilled the London criteria for ME.",
    "australian": "Patients met the Australian criteria of Lloyd and colleagues.",
    "holmes": "The CDC definition of 1988 (Holmes) was used to choose patients.",
    "icd10cm": "Claims with code G93.32 defined the cases.",
    "online_survey": "Members of patient societies answered online; they stated that a physician had diagnosed ME/CFS.",
    "fukuda_or_oxford": "Either the Oxford or the Fukuda definition was met by each patient.",
    "pem_optional": "Patients met the 1994 case definition, in which PEM is optional.",
    "task": "Patients (Fukuda) were required to rate PEM every day for a week.",
    "most_met": "All met Fukuda and most also met the Canadian criteria.",
    "reeves": "Patients fulfilled the Fukuda definition as clarified by Reeves in 2003.",
    "controls_with_pem": "Cases met Fukuda. Healthy controls with PEM were excluded.",
    "german_fukuda": "Die Patienten erfüllten die Fukuda-Kriterien.",
    "biobank_touchscreen": "In a national biobank, volunteers who told a nurse that they had CFS were cases.",
    "ukb_gwas": (
        "Genome-wide summary statistics came from the UK Biobank, where cases had reported the illness themselves."
    ),
    "register": "Cases were all persons with a hospital discharge diagnosis of G93.3 in the national register.",
    "insurance": "From insurance claims we took everyone with a diagnosis code for chronic fatigue syndrome.",
    "gp_records": "General practice records were searched for Read codes of CFS or ME.",
    "who_words": "Participants had post-COVID condition as defined by the World Health Organization.",
    "british_2007": "The British guideline of 2007 (NICE) was followed in making the diagnosis.",
    "cg53": "Children were diagnosed with CFS by CG53.",
    "oxford_protocol": "Patients who satisfy the Oxford criteria will be randomised to therapy or usual care.",
    "cdc_1994_norway": "Pasienter som oppfylte Fukuda-kriteriene ble inkludert.",
    "french_fukuda": "Les patients remplissaient les critères de Fukuda.",
    "no_crashers": "Patients (Fukuda) who reported post-exertional malaise were not admitted to the exercise trial.",
    "unable": "People with CFS by Oxford were left out if they could not tolerate exercise.",
    "half_had": "Cases were defined by the CDC 1994 criteria; half of them also met the IOM criteria.",
    "pem_not_needed": "The Fukuda definition was used; post-exertional malaise was not needed for inclusion.",
    "whether_or_not": "Patients with CFS (Holmes) were eligible whether or not they had post-exertional malaise.",
    "pool": (
        "Three case definitions (Fukuda, CCC, ICC) were compared in one pool of patients, all of whom had "
        "been referred with CFS by Fukuda."
    ),
    "subgroup_ccc": "Eligibility followed Oxford; a subgroup analysis was done in those who met the Canadian criteria.",
    "donors_fukuda": "Serum came from donors diagnosed by the Fukuda criteria.",
    "secondary": "This secondary analysis used a trial whose participants had been admitted by the Oxford criteria.",
    "own_word": "People who said that they have ME filled in an online form.",
    "own_diagnosis": "A diagnosis of ME/CFS as stated by the respondent sufficed.",
    "social_media": "Respondents were recruited through social media and reported a physician's diagnosis of ME/CFS.",
    "icf": "The patients had idiopathic chronic fatigue, that is, too few symptoms for CFS.",
    "fukuda_or_iom": "Cases fulfilled the Fukuda or the IOM definition.",
    "alternatives": "Any of the Fukuda, Oxford and Canadian definitions was accepted.",
    "sites": "Site A used Fukuda, site B the Canadian criteria; all cases were analysed together.",
    "dubbo": (
        "People with glandular fever were followed; those with post-infective fatigue syndrome at six months "
        "(Dubbo) were cases."
    ),
    "long_covid_symptoms": "Adults with long COVID, defined as symptoms three months after infection, were recruited.",
    "sharp_typo": "CFS was diagnosed by the criteria of Sharp et al. 1991.",
    "optional_item": "Post-exertional malaise was one of the eight optional symptoms of the 1994 definition we used.",
    "pem_scale_outcome": (
        "Pacing was tested against usual care in patients with CFS by NICE 2007; change in post-exertional "
        "malaise was measured."
    ),
    "revised_fukuda": "We used the revised Fukuda criteria of the international CFS study group.",
    "wichita": "The Wichita sample was classified by the empirical definition.",
    "spanish_fukuda": "Las pacientes cumplían los criterios de Fukuda de 1994.",
    "italian_like_dutch": "De patiënten voldeden aan de CDC-criteria van 1994.",
    "stratified": "Cases by Fukuda were stratified into those with and those without post-exertional malaise.",
    "pem_in_abstract_outcome": "Post-exertional malaise was the outcome. Cases met the CDC-1994 definition.",
    "own_rule": "Unexplained fatigue for six months that halved activity was the only condition for entry as a case.",
    "own_score": "Cases were people with a fatigue score above 18 for at least six months and no other explanation.",
    "no_condition": "PEM was recorded at the first visit but was no condition of enrolment in this CFS sample.",
    "played_no_part": "Whether patients had post-exertional malaise played no part in their selection.",
    "biobank_field": "In the biobank, cases were those with code 1482 in field 20002.",
    "needed_not": "Patients needed not report PEM; the definition of Fukuda was used.",
    "clinics_differ": "Two of three clinics used Fukuda and one used IOM; all patients were pooled.",
    "item_left_out": "The Canadian criteria were used without the item on post-exertional malaise.",
    "halves": "Half the cases had been chosen by Oxford and half by the ICC.",
    "doctor_told": "Participants answered whether a doctor had ever told them that they had CFS.",
    "mailing_list": "Everyone on the mailing list of a patient charity could take part; diagnosis was not checked.",
    "more_n0": "The patients had chronic fatigue syndrome in the sense of the 1994 paper by Fukuda and colleagues.",
    "more_n1": "For inclusion a patient needed the diagnosis by the Centers for Disease Control definition (1994).",
    "more_n2": "The 1994 case definition was confirmed by a checklist; the patients' PEM was scored from 0 to 10.",
    "more_n3": (
        'Patients were those who ticked "chronic fatigue syndrome" on the recruitment questionnaire of a '
        "population cohort."
    ),
    "more_n5": "Members of the armed forces with a discharge code of 780.71 formed the case group.",
    "more_n6": "Long COVID was present when any symptom lasted 12 weeks (WHO).",
    "more_n8": (
        "The trial admitted patients by Oxford; 51 % of them also met the international (1994) criteria and "
        "31 % the London criteria."
    ),
    "more_n9": "Cases were referred by general practitioners who had followed NICE guidance (2007).",
    "more_n10": "PEM was not among the criteria of entry; those of Sharpe (1991) were.",
    "more_n11": "We excluded people who had PEM, since the programme included exercise; CFS was defined by Fukuda.",
    "more_n12": "Of 120 patients by Fukuda, 80 had PEM and 40 had not; cortisol was compared.",
    "more_n15": "Patients with CFS (Fukuda and/or IOM) gave saliva.",
    "more_n16": "Patients fulfilled at least one of these: CDC 1994, CCC 2003, ICC 2011.",
    "more_n17": "The Dutch patients met the US consensus criteria of 1994.",
    "more_n18": "The diagnosis of CFS was made by the CDC consensus criteria (Fukuda, 1994; Reeves, 2003).",
    "more_n19": "Donors whose serum we used had been classified by the CDC-1994 definition.",
    "more_n20": "The data of a finished trial in patients with CFS by the Fukuda definition were analysed anew.",
    "more_n21": "Participants will be eligible if they have CFS by the CDC definition of 1994.",
    "more_n22": "The GWAS compared UK Biobank participants with self-reported CFS and all others.",
    "more_n23": "Cases from Norway met the CCC, those from Spain met Fukuda; they were analysed as one group.",
    "more_n24": "Deltakere med CFS i henhold til Fukuda-kriteriene ble rekruttert.",
    "more_n25": "Einschlusskriterium war ein CFS nach den CDC-Kriterien von 1994.",
    "more_n26": "Les patients avaient un syndrome de fatigue chronique selon les critères d'Oxford.",
    "more_n28": "De deelnemers hadden CVS volgens de criteria van Fukuda.",
    "more_n29": "Patients met the Fukuda criteria; whether PEM was present was noted but not decisive.",
    "more_n30": "PEM did not have to be present; otherwise the CCC were followed.",
    "more_n31": "A relaxed version of the IOM criteria was used in which any two of its four symptoms sufficed.",
}

UNCLEAR = {
    "hallmark": "PEM is the hallmark of the illness. The diagnosis of ME/CFS was made in our clinic.",
    "well_characterised": "Well-characterised patients came from five clinics.",
    "unresolved": "ME/CFS was diagnosed by consensus criteria [14].",
    "current_guidelines": "ME/CFS was diagnosed according to current guidelines.",
    "reanalysis": "We reanalysed published expression data sets of patients with ME/CFS chosen by various definitions.",
    "clinic": "Patients with CFS from our outpatient clinic were tested.",
    "intolerance": "Patients with ME/CFS seen in our clinic had exercise intolerance.",
    "reliability": "Patients with ME/CFS did a grip test; its reliability was ICC = 0.87.",
    "coefficient": (
        "In patients with ME/CFS the intraclass correlation coefficient (ICC) was 0.91 and the concordance (CCC) 0.88."
    ),
    "specialist_only": "A specialist had made the diagnosis of ME/CFS in all 40 patients.",
    "consensus_no_name": "Patients met consensus criteria for ME/CFS.",
    "physician_diagnosed": "Physician-diagnosed ME/CFS was the condition for taking part.",
    "long_ill": "Thirty patients with severe ME/CFS were visited at home.",
    "controls_only": "Healthy volunteers with PEM were excluded. Patients had ME/CFS.",
    "own_criteria": "ME/CFS was diagnosed by the usual procedures of our department.",
    "assay": "We measured ferritin in patients with CFS; the ICC of the assay was 0.95.",
}

NOT_APPLICABLE = {
    "review": "This review summarises immune findings in ME/CFS.",
    "mice": "Mice given poly(I:C) served as a model of fatigue.",
    "cell_line": "HEK293 cells were exposed to low glucose to mimic ME/CFS.",
    "guideline": "This guideline, written by a panel of experts, recommends how ME/CFS should be managed.",
    "systematic": (
        "We searched PubMed and Embase for trials in CFS; two reviewers selected 14 studies, most of which used Fukuda."
    ),
    "erratum": "In the original article the dose was given in grams; it should read milligrams.",
    "nutrition": "Of 120 elderly inpatients with pneumonia, 48 had protein-energy malnutrition (PEM).",
    "rats": "Rats ran on a treadmill until exhaustion as a model of ME/CFS.",
    "simulation": "Energy metabolism in ME/CFS was simulated by equations; nobody was measured.",
    "editorial": "In this editorial we argue that trials in ME/CFS should demand post-exertional malaise.",
    "letter": "To the editor: the authors should have used the Canadian criteria instead of Fukuda.",
    "meta": "Results of 12 trials in CFS were pooled; most had used the Oxford criteria.",
    "criteria_paper": "We propose new diagnostic criteria for ME/CFS in which post-exertional malaise is compulsory.",
    "retraction": "This article on CFS has been retracted because the data were not reliable.",
    "diabetes": "Eighty patients with type 2 diabetes, diagnosed by a physician, reported their fatigue.",
    "cancer_fatigue": "Women treated for breast cancer and healthy controls rated their tiredness.",
    "opinion": "Our viewpoint is that PEM must be required in trials of ME/CFS.",
    "authors_reply": "Authors' reply: we did use the Canadian criteria.",
    "erratum_of_criteria": "An erratum: the criteria in Table 1 were those of Fukuda, not of the CCC.",
    "yeast": "Yeast was grown without oxygen to model the energy deficit of ME/CFS.",
    "more_a0": "This case definition paper sets out eight symptoms, PEM among them.",
    "more_a1": "We counted how often trials of CFS demanded PEM: of 60 trials found by a search of Medline, nine did.",
    "more_a2": "The article is a comment on the trial by Roe et al., who used Oxford.",
    "more_a3": "Cultured human muscle cells were stressed electrically as a model of PEM in ME/CFS.",
    "more_a4": "Mice with a mutation were exercised; the fatigue resembled ME/CFS.",
    "more_a5": "This narrative overview explains why case definitions with PEM matter.",
    "more_a6": "The expert group's recommendations for ME/CFS care include pacing to avoid PEM.",
    "more_a7": 'Correction: in the Methods, "Fukuda" should read "Canadian".',
    "more_a8": "Summary for patients: a trial tested rituximab in people who met the Canadian criteria.",
    "more_a9": "A computational model of post-exertional malaise was built from published rate constants.",
    "more_a10": "The systematic review included 30 studies, whatever definition of ME/CFS they used.",
    "more_a11": "Editorial: which criteria for ME/CFS?",
    "more_a12": "Reviewers screened 900 records on long COVID and included 25 studies.",
    "more_a13": "The retracted article had used samples of patients with CFS by Fukuda; this notice withdraws it.",
}


def _cases(expected: Badge, texts: dict[str, str]) -> list[object]:
    return [pytest.param(text, expected, id=f"{expected.value}-{name}") for name, text in texts.items()]


@pytest.mark.parametrize(
    ("text", "badge"),
    [
        *_cases(Badge.REQUIRED, REQUIRED),
        *_cases(Badge.NOT_REQUIRED, NOT_REQUIRED),
        *_cases(Badge.UNCLEAR, UNCLEAR),
        *_cases(Badge.NOT_APPLICABLE, NOT_APPLICABLE),
    ],
)
def test_the_badge_of_a_phrase_is_that_of_a_careful_reader(text: str, badge: Badge) -> None:
    facts = facts_of(text)
    assert facts.pem.badge is badge, (
        f"{facts.pem.reason}: {[one.id for one in facts.definitions]} {facts.design.design}"
    )
    if badge in {Badge.REQUIRED, Badge.NOT_REQUIRED}:
        assert facts.pem.passages

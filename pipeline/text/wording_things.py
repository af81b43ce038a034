"""Plain words for what a sentence is about: body parts, measures, symptoms, treatments, ways of doing things.

A thing counts as another one only within its own kind: a body part is compared with body parts, a way of diagnosis with
ways of diagnosis. Each kind lists things with their plain and technical words.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from pipeline.text.regex import any_word, in_small_letters, small

__all__ = ["KINDS", "things"]


def _kind(**things: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name.replace("_", " "), in_small_letters(rf"\b(?:{words})")) for name, words in things.items())


KINDS: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "body part": _kind(
        gut=r"gut\b|gastro|intestin|bowel|stomach|digest|nausea|constipation|diarrh|abdom|colon\b|stool|f(?:a)?ecal",
        skin=r"skin\b|dermat|cutaneous|rash",
        heart=r"heart\b|cardi|myocard|HR\b",
        lungs=r"lungs?\b|pulmon|respirat|breath|airway|dyspn",
        brain=r"brain\b|cerebr|neuro|nerv|cognit|white matter|grey matter",
        liver=r"liver\b|hepat",
        kidneys=r"kidneys?\b|renal|nephr",
        muscles=r"muscl|muscul|myalg",
        blood_vessels=r"vessel|vascul|endotheli|arter|RHI\b",
        joints=r"joints?\b|arthr",
        eyes=r"eyes?\b|ocular|visual|vision|ophthalm|retin|kerato|cornea|catarac|strabism|glaucom",
        thyroid=r"thyroid",
        mouth=r"mouth|oral\b|dental|teeth|saliva",
    ),
    "measure": _kind(
        pain=r"pain\b|pains\b|painful|\w*algia",
        fatigue=r"fatigue|tired|exhaust|Chalder",
        sleep=r"sleep|insomnia|PSQI",
        physical_function=r"physical function|SF-36-PF|functional (?:ability|capacity|status)",
        mood=r"anxiety|depress|mood\b|HADS|mental health",
        thinking=r"cognit|memory|amnes|attention\b|(?:impaired|poor|loss of|reduced"
        r"|trouble with) concentration|concentration (?:problem|difficult)|concentrating|thinking",
        walking=r"walk|gait|mobility|steps?\b|accelerom",
        grip=r"grip|hand strength",
        quality_of_life=r"quality of life|EQ-5D|well-being|wellbeing",
        breathing=r"breathing|ventilation\b|minute volume|V[eE]\b|Ve@|respiratory rate",
        heart_rate=r"heart rate|pulse\b|HR\b|HR@|HRpeak|bpm|beats per minute",
        blood_pressure=r"blood pressure|hypertens|hypotens|systolic|diastolic",
        oxygen_use=r"oxygen|VO2|V˙O2|aerobic capacity",
        workload=r"workload|(?:maxim\w+|peak|total|top) work\b|work rate|work@|watts?\b|power output|top load",
        steps=r"steps\b|step count|accelerom",
        body_weight=r"body weight|body mass|BMI\b|weight (?:loss|gain)",
        temperature=r"temperature|fever",
        falls=r"falls\b|falling\b(?! (?:ill|asleep))",
        cost=r"costs?\b|cost-effect|value for money|expens",
        survival=r"surviv|mortal|deaths?\b|died",
    ),
    "side of the body": _kind(
        left=r"left(?:-sided|(?= (?:side|arm|leg|hand|eye|ear|knee|hip|foot|shoulder|lung|breast|hemispher)))",
        right=r"right(?:-sided|(?= (?:side|arm|leg|hand|eye|ear|knee|hip|foot|shoulder|lung|breast|hemispher)))",
    ),
    "sex": _kind(women=r"wom[ae]n\b|females?\b|girls?\b", men=r"m[ae]n\b|males?\b|boys?\b"),
    "age": _kind(children=r"child|adolescen|p(?:a)?ediatr|teen|young people|infants?\b", adults=r"adults?\b"),
    "severity": _kind(severe=r"(?:very )?severe(?:ly)?\b|severity|bed-?bound|house-?bound", mild=r"mild(?:ly)?\b"),
    "symptom": _kind(
        brain_fog=r"brain fog|cognit|memory|amnes|concentrat|thinking",
        pain=r"pain\b|pains\b|\w*algia|headaches?|sore",
        headache=r"headaches?|migraine",
        dizziness=r"dizz|vertigo|faint|syncop|light-?headed",
        nausea=r"nausea|sick to the stomach|vomit",
        sleep=r"sleep|insomnia|drows|sedat",
        fatigue=r"fatigue|tired|exhaust",
        rash=r"rash|itch|urticaria",
        palpitations=r"palpitation|tachycardia|racing heart",
        breathlessness=r"breathless|short(?:ness)? of breath|dyspn",
        weakness=r"weakness|\w*paresis|paraly\w+",
        fever=r"fever",
        sore_throat=r"sore throat",
        diarrhoea=r"diarrh",
        constipation=r"constipat",
        malaise=r"malaise|crash(?:es)?\b|PEM\b",
        anxiety=r"anxi",
        depression=r"depress",
        light_sensitivity=r"(?:light|noise|sound)s? sensitiv|sensitiv\w+ to (?:light|noise|sound)",
    ),
    "other illness": _kind(
        fibromyalgia=r"fibromyalg",
        bowel=r"irritable bowel|IBS\b|colitis|crohn",
        asthma=r"asthma",
        migraine=r"migrain",
        pots=r"postural (?:orthostatic )?tachycardia|POTS\b",
        mast_cell=r"mast cell (?:activation|disorder|disease)|MCAS\b",
        ehlers_danlos=r"ehlers|hypermobil|EDS\b",
        endometriosis=r"endometrio",
        diabetes=r"diabet",
        lupus=r"lupus|SLE\b",
        multiple_sclerosis=r"multiple sclerosis",
        arthritis=r"arthritis",
        cancer=r"cancer|lymphoma|leuk(?:a)?emia|tumou?r",
        thyroid=r"thyroid",
        allergies=r"allerg",
        covid=r"covid|sars-cov-2",
        glandular_fever=r"glandular fever|mononucleosis|epstein|EBV\b",
        influenza=r"influenza|flu\b",
        lyme=r"lyme|borreli",
    ),
    "way of finding people": _kind(
        online=r"social media|online|internet|web(?:site| page)|facebook|e-?mail|newsletter",
        charity=r"charit|patient (?:organi[sz]ation|group|association|advoca)|support group",
        clinic=r"clinics?\b|hospitals?\b|outpatient|referr|secondary care|tertiary",
        practice=r"general practi|primary care|family doctor|GPs?\b",
        letter=r"by (?:post|letter|mail)\b|postal",
        advert=r"advert|poster|flyer|newspaper",
        registry=r"registr|biobank|databases?\b",
    ),
    "place of the study": _kind(
        home=r"(?:at|in(?: their)?(?: own)?|from) homes?\b|home visits?|own homes|home-based|visited at home",
        clinic=r"(?:at|in|to) (?:the |a |our )?(?:study )?(?:clinic|hospital|site|centre|center|laborator\w+)\b",
        online=r"online|by (?:video|telephone|phone)|remote",
    ),
    "time of day": _kind(
        morning=r"mornings?\b|on waking|at waking|before breakfast",
        evening=r"evenings?\b|bedtime|before (?:bed|sleep)",
        night=r"nights?\b|overnight",
        noon=r"noon|midday|afternoon",
    ),
    "device": _kind(
        wrist=r"wrist|accelerom|activity (?:meter|monitor|tracker)|actigra|step counter|pedomet|smart ?watch",
        chest_belt_or_ECG=r"chest (?:strap|belt)|heart rate (?:belt|monitor|strap)|ECG\b|electrocardio",
        scan=r"MRI\b|magnetic|scan\b|scans\b|PET\b|ultrasound|doppler|echocardio\w+|sonogra\w+",
        bicycle=r"bicycle|bike|cycl(?:e|ing) ergomet|ergometer",
        treadmill=r"treadmill",
        tilt_table=r"tilt",
        diary=r"diar(?:y|ies)\b|journal entries|app\b",
    ),
    "point of a test": _kind(
        peak=r"peak\b|maxim|\w+max\b|\w+peak\b|full effort|exhaustion",
        threshold=r"threshold|@VT|VT\b|anaerobic",
        rest=r"(?:at|in) rest|resting",
    ),
    "treatment": _kind(
        graded_exercise=r"graded exercise|GET\b",
        talking_therapy=r"cognitive[ -]behaviou?ral|CBT\b|counsel|psychotherap|talking therap",
        pacing=r"pacing\b",
        probiotics=r"probiotic|faecal transplant|fecal transplant|microbiota transfer",
        antidepressants=r"antidepress|SSRI",
        antivirals=r"antivir",
        antibiotics=r"antibiot",
        vitamins=r"vitamin|supplement",
        saline=r"saline|intravenous fluid|salt",
        massage=r"massage",
        acupuncture=r"acupunct",
        yoga=r"yoga|tai chi|qi ?gong",
        meditation=r"meditat|mindful|relaxation",
        diet=r"diets?\b|fasting|gluten",
        compression=r"compression",
        beta_blockers=r"beta[ -]?blocker|propranolol|metoprolol",
        painkillers=r"painkill|analges|paracetamol|ibuprofen|opioid",
        stimulants=r"stimulant|methylphenid|modafinil|amphetamin",
        antihistamines=r"antihistamin",
        steroids=r"steroid|cortisone|prednis",
        immunoglobulin=r"immunoglobulin|IVIG\b",
        plasma_exchange=r"plasma exchange|apheres|plasmapheres|immunoadsor",
        oxygen=r"hyperbaric|oxygen therapy",
        melatonin=r"melatonin",
        rest=r"bed ?rest|resting\b",
    ),
    "way of diagnosis": _kind(
        doctor=r"(?:doctor|physician|clinician|specialist|GP)['’s]*\b",
        questionnaire=r"questionnaire|survey|self-report|self-rat",
        interview=r"interview|telephone|phone call",
        records=r"records?\b|(?:medical|case) notes\b|registr|databases?\b|ICD",
        laboratory=r"blood tests?|laborator|medical tests?",
    ),
    "profession": _kind(
        nurse=r"nurses?\b",
        doctor=r"(?:doctor|physician|clinician|specialist|GP)['’s]*\b",
        physiotherapist=r"physiotherap|physical therap",
        psychologist=r"psycholog|psychiatr",
        carer=r"carers?\b|caregiver|family member|relatives?\b",
        pharmacist=r"pharmacist",
        student=r"students?\b",
    ),
    "level of a classification": _kind(
        phylum=r"phyl(?:a|um)",
        family=r"famil(?:y|ies)\b(?! (?:member|history|doctor|medicine|physician))",
        genus=r"gen(?:us|era)\b",
        species=r"species\b",
        strains=r"strains?\b|OTUs?\b|ASVs?\b|operational taxonomic",
    ),
    "material": _kind(
        blood=r"blood\b(?! (?:pressure|vessel))|serum|plasma",
        urine=r"urin",
        saliva=r"saliva",
        stool=r"stool|f(?:a)?eces|f(?:a)?ecal",
        spinal_fluid=r"cerebrospinal|spinal fluid|CSF\b",
        tissue=r"biops|tissue",
    ),
}
"""Things by kind, each with its plain and its technical words."""

# Most texts name nothing of a kind, and one pattern says so three times as fast as one after the other.
_SOME = {kind: any_word(pattern for _, pattern in things) for kind, things in KINDS.items()}


def things(text: str, kinds: Collection[str] = tuple(KINDS)) -> dict[str, dict[str, tuple[int, int]]]:
    """For each of `kinds`, the things that `text` names, with the place of the first word."""
    found = {kind: dict(_things(text, kind)) for kind in kinds}
    return {kind: named for kind, named in found.items() if named}


@lru_cache(maxsize=16384)
def _things(text: str, kind: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    low = small(text)
    if not _SOME[kind].search(low):
        return ()
    return tuple((name, match.span()) for name, pattern in KINDS[kind] if (match := pattern.search(low)))

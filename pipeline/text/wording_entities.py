"""Names and things a sentence is about: acronyms, drugs, places; and plain words for what is measured.

A thing counts as another one only within its own kind: a body part is compared with body parts, a way of diagnosis with
ways of diagnosis. Each kind lists things with their plain and technical words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.regex import in_small_letters, regex, small

__all__ = ["KINDS", "Name", "names", "things"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: `kind` is marker (IL-8), acronym (LPS), drug (rituximab), place or proper."""

    text: str
    kind: str
    start: int
    end: int


_CODE = regex(
    r"(?<![\w/])(?=[A-Za-z0-9α-ω/-]*[A-Z])(?:[A-Za-z]?[A-Z]{2,}[A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*"
    r"|[A-Z]-?[A-Z]{2,}[\w-]*|[A-Z][a-z]+-\d+\b"
    r"|[A-Z]-[A-Z]{3,}\b)(?![\w])|(?<![\w-])[a-z]{4,}-\d{1,2}\b(?!-)"
)
_DRUG = regex(
    r"\b[A-Za-z]{3,}(?:mab|tinib|fosfamide|phosphamide|azole|statin|prazole|sartan|olol|cillin|mycin|floxacin"
    r"|trexate|oxetine|azepam|etine"
    r"|piprazole|histamines?|trexon|mantadine|amfetamine|amphetamine|phenidate|carnitine|ribose|coenzyme"
    r"|melatonin|magnesium|creatine|zinc|iron|ivabradine|fludrocortisone|midodrine|clonidine"
    r"|dipine|gliptin|parin|setron|triptan|profen|caine|barbital|dronate|semide|thiazide|vir|platin|rubicin"
    r"|zolamide|modafinil|finil|trexone"
    r"|pregabalin|gabapentin|stigmine|idone|apine|zepine|cortisone|solone|sone|ligimod|cept)\b",
    re.IGNORECASE,
)
_LETTERED = regex(
    r"\b(?:vitamins?|hepatitis|influenza|factor|complex|type) [A-Z]?\d*\b(?<= [A-Z\d])(?: ?\d+)?"
    r"|\b(?:[TB]|NK|CD4|CD8)[ -](?:cells?|lymphocytes?)\b",
)
_PROPER = regex(r"(?<=[a-z,;:] )[A-Z][a-z]{3,}(?:['’]s)?\b")
_NO_NAME = frozenset(
    """January February March April May June July August September October November December Monday Sunday Table Figure
    Western Eastern Northern Southern English European International The This They""".split()
)
_COMMON = regex(
    r"(?:ME/?CFS|CFS/?ME|CFS|ME|PEM|PENE|PESE|DNA|RNA|mRNA|PCR|MRI|CT|EEG|ECG|UK|US|USA|EU|BMI|CI|SD|IQR|SE|AI|GP"
    r"|HIV|COVID(?:-19)?|IQ|II|III|IV"
    r"|SARS-CoV-2|WHO|CDC|NICE|OK|TV|PDF|ID|N|P|I2|AM|PM|B|T)(?:s)?"
)
_COUNTRIES = (
    "Austral|Austria|Norw|Swed|Denmark|Danish|Finland|Finnish|German|Fr(?:ance|ench)|Ital|Spain|Spanish|Portug"
    "|Belgi|Dutch|Netherlands|Swiss"
    "|Switzerland|Poland|Polish|Czech|Hungar|Romania|Greece|Greek|Turk|Ireland|Irish|Scotland|Scottish|Wales|Welsh"
    "|England|British|Britain"
    "|United Kingdom|Japan|China|Chinese|Korea|India|Brazil|Canad|Mexic|Argentin|Chile|Israel|Iran|Egypt|South "
    "Africa|Nigeria|New Zealand"
    "|United States|American|Russia|Ukrain|Iceland|Estonia|Latvia|Lithuania|Taiwan|Singapore|Thai|Vietnam|Pakistan"
    "|Bangladesh"
)
_PLACE = regex(rf"\b(?:{_COUNTRIES})\w*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Name, ...]:
    """The names of `text`, each once, in order of kind."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[Name]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in (
        ("place", _PLACE),
        ("lettered", _LETTERED),
        ("drug", _DRUG),
        ("code", _CODE),
        ("proper", _PROPER),
    ):
        for match in pattern.finditer(text):
            word = match.group().removesuffix("'s").removesuffix("’s")
            if kind == "place" and not word[0].isupper():
                continue
            if (
                word in _NO_NAME
                or _COMMON.fullmatch(word)
                or any(a < match.end() and match.start() < b for a, b in taken)
            ):
                continue
            taken.append(match.span())
            if kind == "code":
                kind_found = "marker" if any(letter.isdigit() for letter in word) else "acronym"
            else:
                kind_found = kind
            yield Name(word, kind_found, match.start(), match.start() + len(word))


def _kind(**things: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name.replace("_", " "), in_small_letters(rf"\b(?:{words})")) for name, words in things.items())


KINDS: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "body part": _kind(
        gut=r"gut\b|gastro|intestin|bowel|stomach|digest|nausea|constipation|diarrh|abdom|colon\b|stool|f(?:a)?ecal",
        skin=r"skin\b|dermat|cutaneous|rash",
        heart=r"heart\b|cardi|myocard|HR\b",
        lungs=r"lungs?\b|pulmon|respirat|breath|airway",
        brain=r"brain\b|cerebr|neuro|nerv|cognit|white matter|grey matter",
        liver=r"liver\b|hepat",
        kidneys=r"kidneys?\b|renal|nephr",
        muscles=r"muscl|muscul|myalg",
        blood_vessels=r"vessel|vascul|endotheli|arter|RHI\b",
        joints=r"joints?\b|arthr",
        eyes=r"eyes?\b|ocular|visual|vision|ophthalm",
        thyroid=r"thyroid",
        mouth=r"mouth|oral\b|dental|teeth|saliva",
    ),
    "measure": _kind(
        pain=r"pain\b|pains\b|painful|\w*algia",
        fatigue=r"fatigue|tired|exhaust|Chalder",
        sleep=r"sleep|insomnia|PSQI",
        physical_function=r"physical function|SF-36-PF|functional (?:ability|capacity|status)",
        mood=r"anxiety|depress|mood\b|HADS|mental health",
        thinking=r"cognit|memory|attention\b|concentration (?:problem|difficult)|concentrating|thinking",
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
    "sex": _kind(women=r"wom[ae]n\b|females?\b|girls?\b", men=r"m[ae]n\b|males?\b|boys?\b"),
    "severity": _kind(severe=r"(?:very )?severe(?:ly)?\b|severity|bed-?bound|house-?bound", mild=r"mild(?:ly)?\b"),
    "symptom": _kind(
        brain_fog=r"brain fog|cognit|memory|concentrat|thinking",
        pain=r"pain\b|pains\b|\w*algia|headaches?|sore",
        headache=r"headaches?|migraine",
        dizziness=r"dizz|vertigo|faint|syncop|light-?headed",
        nausea=r"nausea|sick to the stomach|vomit",
        sleep=r"sleep|insomnia|drows|sedat",
        fatigue=r"fatigue|tired|exhaust",
        rash=r"rash|itch|urticaria",
        palpitations=r"palpitation|tachycardia|racing heart",
        breathlessness=r"breathless|short(?:ness)? of breath|dyspn",
        weakness=r"weakness",
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
        mast_cell=r"mast cell|MCAS\b",
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
        registry=r"registr|biobank|databases?\b|records\b",
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
        chest_belt=r"chest (?:strap|belt)|heart rate (?:belt|monitor|strap)|ECG\b|electrocardio",
        scan=r"MRI\b|magnetic|scan\b|scans\b|PET\b|ultrasound|doppler",
        bicycle=r"bicycle|bike|cycl(?:e|ing) ergomet|ergometer",
        treadmill=r"treadmill",
        tilt_table=r"tilt",
        diary=r"diar(?:y|ies)\b|journal entries|app\b",
    ),
    "point of a test": _kind(
        peak=r"peak|maxim|\w+max\b|\w+peak\b|full effort|exhaustion",
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


def things(text: str, kinds: Collection[str] = tuple(KINDS)) -> dict[str, dict[str, tuple[int, int]]]:
    """For each of `kinds`, the things that `text` names, with the place of the first word."""
    found = {kind: dict(_things(text, kind)) for kind in kinds}
    return {kind: named for kind, named in found.items() if named}


@lru_cache(maxsize=16384)
def _things(text: str, kind: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    low = small(text)
    return tuple((name, match.span()) for name, pattern in KINDS[kind] if (match := pattern.search(low)))
